"""The fictional cohort's roster as two offices export it: a workbook with a title above, and a table file."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from belonging.files import without_dates, write_atomically

_HEAD = (
    "Participant (Last, First)",
    "Goes By",
    "Primary E-Mail *",
    "Home School",
    "Section",
    "Start Date",
    "Exit Date",
)
_CSV_HEAD = ("LAST_NAME", "FIRST_NAME", "Known as", "Work E-mail", "Building", "Cohort", "Date added", "Withdrew")
ALIAS_ONLY = ("Blue Heron", "Maple 7", "Quiet Fox")


def write_rosters(folder: Path, people: Sequence[Mapping[str, Any]]) -> None:
    """Write `roster.xlsx` and `roster.csv`; both hold the same people."""
    write_atomically(folder / "roster.xlsx", workbook(people))
    write_atomically(folder / "roster.csv", table(people))


def workbook(people: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the Excel file: a title, a blank line, the head, a person in each line, and a sheet of notes before it."""
    import openpyxl
    from openpyxl.writer.excel import ExcelWriter

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime(2026, 9, 1)
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fall roster"
    sheet.append(["Belonging cohort, fall 2026 (fictional)"])
    sheet.append([])
    sheet.append(list(_HEAD))
    for person in people:
        first, last = _first_last(person)
        name = f"{last}, {first}" if last else None
        alias = person["name"] if not last else None
        dates = [date.fromisoformat(person[key]) if person[key] else None for key in ("joined", "left")]
        sheet.append([name, alias, person["email"], person["school"], person["group"], *dates])
    packed = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(packed, "w")).save()  # `book.save` would write down what time it is
    return without_dates(packed.getvalue())


def table(people: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the table file: semicolons, American dates, and the encoding of an older Windows."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_CSV_HEAD)
    for person in people:
        first, last = _first_last(person)
        alias = person["name"] if not last else ""
        dates = [f"{date.fromisoformat(person[k]):%m/%d/%Y}" if person[k] else "" for k in ("joined", "left")]
        writer.writerow([last, first, alias, person["email"] or "", person["school"], person["group"], *dates])
    return out.getvalue().encode("cp1252", errors="strict")


def _first_last(person: Mapping[str, Any]) -> tuple[str, str]:
    """Split a name; who is known by an alias has none."""
    if person["name"] in ALIAS_ONLY:
        return "", ""
    first, _, last = str(person["name"]).partition(" ")
    return first, last

"""A tally as a CSV file, out and in again; also one that a spreadsheet program has changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from belonging.errors import Plain
from belonging.unit_audit.figure import QUESTIONS, WHO, Figure, Who

COLUMNS = ("part", "who", *(name for name, _ in QUESTIONS))
LARGEST = 5_000

# A spreadsheet program writes TRUE where we wrote yes, and a person writes what is shorter.
_YES = frozenset(("yes", "y", "1", "true", "x", "✓", "sí", "si"))
_NO = frozenset(("", "no", "n", "0", "false", "-"))
_WHO: dict[str, Who] = {
    "focus": "focus", "yes": "focus", "other": "other", "no": "other", "unclear": "unclear", "": "unclear",
    "?": "unclear",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(figures: Sequence[Figure]) -> str:
    """Write a tally as CSV.

    A part whose name begins like a formula gets an apostrophe in front, so that no spreadsheet program runs it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        part = f"'{figure.part}" if figure.part.startswith(_FORMULA) else figure.part
        writer.writerow([part, figure.who, *("yes" if getattr(figure, name) else "no" for name, _ in QUESTIONS)])
    return out.getvalue()


def read_csv(content: bytes) -> list[Figure]:
    """Read a tally.

    Parameters
    ----------
    content
        The file as it lies on the disk: UTF-8, UTF-16 or the Windows encoding; commas, semicolons or tabs.

    Raises
    ------
    Plain
        If it is no tally; the message names the line and the column, and says what to write there.
    """
    text = _decode(content)
    rows = [
        row for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)) if any(cell.strip() for cell in row)
    ]
    if not rows:
        raise Plain("This file is empty.", "Choose the CSV file that “Save as CSV” made.")
    head = [cell.strip().lower() for cell in rows[0]]
    if missing := [name for name in ("who", *(name for name, _ in QUESTIONS)) if name not in head]:
        raise Plain(
            f"This file has no column “{missing[0]}”.",
            f"The first line needs these columns: {', '.join(COLUMNS)}. Choose the CSV file that “Save as CSV” made.",
        )
    if len(rows) - 1 > LARGEST:
        raise Plain(f"This file has {len(rows) - 1} figures.", f"Split it: a unit has at most {LARGEST}.")
    return [_figure(dict(zip(head, row, strict=False)), line) for line, row in enumerate(rows[1:], start=2)]


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Plain("This is not a CSV file.", "In your spreadsheet program choose “Save as”, then “CSV UTF-8”.")
    return text


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _figure(row: dict[str, str], line: int) -> Figure:
    who = row.get("who", "").strip().lower()
    if who not in _WHO:
        raise Plain(f"Line {line}: “{who[:40]}” in the column “who” is not known.", f"Write one of: {', '.join(WHO)}.")
    answers = {}
    for name, _ in QUESTIONS:
        said = row.get(name, "").strip().lower()
        if said not in _YES | _NO:
            raise Plain(f"Line {line}: “{said[:40]}” in the column “{name}” is not known.", "Write yes or no.")
        answers[name] = said in _YES
    part = row.get("part", "").strip()
    return Figure(part[1:] if part.startswith("'") and part[1:].startswith(_FORMULA) else part, _WHO[who], **answers)

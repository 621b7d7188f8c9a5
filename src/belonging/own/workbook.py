"""From an Excel workbook to rows; formulas are never calculated here."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

from belonging.errors import Plain
from belonging.own.sheet import Row, Sheet

_MOST_BYTES = 1_000_000_000  # unpacked; a workbook that unpacks to more is a trap
_BLANKS_IN_A_ROW = 5_000  # formatted but empty rows at the end of a sheet can reach row 1,048,576


def read_workbook(content: bytes) -> Sheet:
    """Read the fullest sheet.

    Parameters
    ----------
    content : bytes
        An .xlsx file.

    Returns
    -------
    Sheet
        Numbers without a needless ".0", dates as year-month-day; a formula gives the value Excel last showed, or
        its own text where none was saved.

    Raises
    ------
    Plain
        If it is a zip file of another kind, damaged, protected, or has no sheet with a table.
    """
    _check(content)
    sheets = _sheets(content, values=True)
    if _has_formulas(content):
        formulas = _sheets(content, values=False)
        sheets = {name: _filled(rows, formulas[name]) for name, rows in sheets.items()}
    full = {name: rows for name, rows in sheets.items() if sum(any(row) for row in rows) > 1}
    if not full:
        filled = sum(any(row) for rows in sheets.values() for row in rows)
        raise Plain(
            "The workbook has nothing in it." if filled < 2 else "No sheet of the workbook has a table in it.",
            "Open it, check that the sheet has one row of column names and one row per person, and save it.",
        )
    name = max(full, key=lambda each: sum(map(bool, (cell for row in full[each] for cell in row))))
    notes: tuple[str, ...] = ()
    if len(full) > 1:
        others = len(full) - 1
        notes = (
            f"The workbook has {len(full)} sheets with content; the fullest, '{name}', was read. To use "
            f"{'the other one' if others == 1 else 'another'}, save it as a file of its own.",
        )
    rows = full[name]
    return Sheet(rows, list(range(1, len(rows) + 1)), f"Excel, sheet '{name}'", notes, _merged(content, name))


def _check(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
            kind = archive.read("mimetype")[:60] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Plain(
            "The file looks like an Excel or zip file but is damaged.", "Export or download it again."
        ) from error
    if b"opendocument" in kind:
        raise Plain(
            "This is an OpenDocument file (.ods).", "Open it and save it as CSV or as Excel (.xlsx), then try again."
        )
    if not any(name.startswith("xl/") for name in names):
        inside = "Numbers" if any(name.endswith(".iwa") for name in names) else "zip"
        advice = (
            "In Numbers, choose File > Export To > CSV."
            if inside == "Numbers"
            else "Unpack it (double-click), and give the CSV or Excel file that is inside."
        )
        raise Plain(f"This is a {inside} file, whatever its name says.", advice)
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise Plain("This kind of workbook cannot be read (.xlsb).", "Open it in Excel and save it as .xlsx or CSV.")
    if size > _MOST_BYTES:
        raise Plain("The workbook is too large.", "Save only the sheet that is needed, as CSV.")


def _has_formulas(content: bytes) -> bool:
    return _has(content, b"<f>", b"<f ")


def _has(content: bytes, *marks: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(mark in xml for xml in map(archive.read, sheets) for mark in marks)


def _merged(content: bytes, name: str) -> tuple[tuple[int, int, int], ...]:
    """Find cells merged over several rows; openpyxl tells them only when it reads a workbook the slow way."""
    if not _has(content, b"<mergeCell "):
        return ()
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ranges = openpyxl.load_workbook(io.BytesIO(content), data_only=True)[name].merged_cells.ranges
    found = [(one.min_row, one.max_row, column - 1) for one in ranges for column in range(one.min_col, one.max_col + 1)]
    return tuple(sorted(one for one in found if one[0] < one[1]))


def _sheets(content: bytes, *, values: bool) -> dict[str, list[Row]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations that openpyxl does not keep: nothing we read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
            found = {}
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
                    found[sheet.title] = _rows(sheet.iter_rows(values_only=True))
            book.close()
    except Exception as error:  # openpyxl raises whatever its XML reader raises
        raise Plain(
            "The workbook cannot be read; it may be damaged or protected.",
            "Open it in a spreadsheet program and save it as CSV, then give that file.",
        ) from error
    return found


def _rows(raw: Iterable[tuple[Any, ...]]) -> list[Row]:
    rows: list[Row] = []
    blanks = 0
    for values in raw:
        row = [_text(value) for value in values]
        blanks = 0 if any(row) else blanks + 1
        if blanks > _BLANKS_IN_A_ROW:
            break
        rows.append(row)
    return rows[: len(rows) - blanks] if blanks <= len(rows) else []


def _filled(values: list[Row], formulas: list[Row]) -> list[Row]:
    """Put the text of a formula where no value was saved with it."""
    rows = [
        [value or formula for value, formula in zip(_wide(row, len(other)), other, strict=False)]
        for row, other in zip(values, formulas, strict=False)
    ]
    return rows + formulas[len(rows) :]


def _wide(row: Row, width: int) -> Row:
    return row + [""] * (width - len(row))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value).strip()

"""From text to rows: commas, semicolons, tabs or bars, with quotation marks that may be broken."""

from __future__ import annotations

import csv
import io
from collections import Counter

from belonging.errors import Plain
from belonging.own.sheet import Row, Sheet

_NAMES = {",": "comma-separated", ";": "semicolon-separated", "\t": "tab-separated", "|": "bar-separated"}
_SAMPLE_ROWS = 200


def read_delimited(text: str, encoding: str, notes: tuple[str, ...] = ()) -> Sheet:
    """Split a text file into rows and cells.

    Parameters
    ----------
    text : str
        The whole file.
    encoding : str
        Its encoding, only to say how the file was read.
    notes : tuple of str
        What was mended so far.

    Raises
    ------
    Plain
        If the text is no table.
    """
    csv.field_size_limit(10_000_000)
    text, delimiter = _announced(text)
    delimiter = delimiter or find_delimiter(text)
    found = list(notes)
    rows, numbers = _parse(text, delimiter)
    width = _usual_width(rows)
    if _quotes_are_broken(text, rows, delimiter, width):
        rows, numbers, lines = _line_by_line(text, delimiter)
        if lines:
            found.append(
                f"A quotation mark is opened but never closed in {some('row', lines)}; it was read as a plain sign."
            )
    mended = _mend_mixed(rows, numbers, delimiter, width)
    if mended:
        found.append(f"{some('row', mended).capitalize()} used another separator than the rest and was mended.")
    return Sheet(rows, numbers, f"{_NAMES[delimiter]}, {encoding}", tuple(found))


def find_delimiter(text: str) -> str:
    """Return the sign that splits most rows into the same number of cells.

    Examples
    --------
    >>> find_delimiter("a;b;c\\n1,5;2;3\\n")
    ';'
    """
    sample = "\n".join(text.splitlines()[:_SAMPLE_ROWS])
    best, score = ",", 0.0
    for delimiter in _NAMES:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row))
        widths.pop(1, None)
        if not widths:
            continue
        width, rows = widths.most_common(1)[0]
        # Agreement first, then width: a comma inside an answer splits few rows, and each differently.
        worth = rows * min(width, 12) ** 0.5
        if worth > score:
            best, score = delimiter, worth
    return best


def _announced(text: str) -> tuple[str, str]:
    """Read the line `sep=;` that spreadsheets write and understand; keep its place as a blank row."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"').lower()
    if line.startswith("sep=") and len(line) == 5 and line[4] in _NAMES:
        return "\n" + rest, line[4]
    if first.strip().lower() in ("sep=\\t", "sep="):
        return "\n" + rest, "\t"
    return text, ""


def _parse(text: str, delimiter: str) -> tuple[list[Row], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, numbers = [], []
    try:
        for number, row in enumerate(reader, start=1):
            rows.append([cell.strip() for cell in row])
            numbers.append(number)
    except csv.Error as error:
        raise Plain(
            f"Row {len(rows) + 1} of the file cannot be read ({error}).",
            "Open the file in a spreadsheet program, look at that row, and save it again as CSV.",
        ) from error
    return rows, numbers


def _usual_width(rows: list[Row]) -> int:
    widths = Counter(len(row) for row in rows if any(row))
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _quotes_are_broken(text: str, rows: list[Row], delimiter: str, width: int) -> bool:
    if text.count('"') % 2:
        return True
    # An unclosed mark swallows whole rows: inside one cell there are then lines as wide as the table.
    return width > 1 and any(
        line.count(delimiter) >= width - 1 for row in rows for cell in row if "\n" in cell for line in cell.split("\n")
    )


def _line_by_line(text: str, delimiter: str) -> tuple[list[Row], list[int], list[int]]:
    """Read each line by itself; where the marks of a line do not pair up, they are plain signs."""
    rows, numbers, broken = [], [], []
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        line = line.rstrip("\n")
        if line.count('"') % 2:
            broken.append(number)
            cells = line.replace('"', "").split(delimiter)
        else:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        rows.append([cell.strip() for cell in cells])
        numbers.append(number)
    return rows, numbers, broken


def _mend_mixed(rows: list[Row], numbers: list[int], delimiter: str, width: int) -> list[int]:
    """Split rows that stayed whole by the sign that gives them the table's width; return their numbers."""
    mended = []
    for i, row in enumerate(rows):
        if width < 2 or len(row) >= width / 2 or not any(row):
            continue
        line = delimiter.join(row)
        for other in _NAMES:
            if other == delimiter:
                continue
            cells = next(csv.reader([line], delimiter=other), [])
            if len(cells) == width:
                rows[i] = [cell.strip() for cell in cells]
                mended.append(numbers[i])
                break
    return mended


def some(what: str, numbers: list[int]) -> str:
    """Name a few of many rows.

    >>> some("row", [3]), some("row", [3, 4, 9, 12, 20])
    ('row 3', 'rows 3, 4, 9 and 2 more')
    """
    shown = ", ".join(str(number) for number in numbers[:3])
    more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
    return f"{what}{'s' if len(numbers) > 1 else ''} {shown}{more}"

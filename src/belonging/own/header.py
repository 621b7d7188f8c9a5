"""Finds the row that names the columns, and makes the grid below it a table with one name per column."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pandas as pd

from belonging.errors import Plain
from belonging.own.delimited import some
from belonging.own.sheet import Row, Sheet
from belonging.own.survey import Survey

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# Signs that change how text runs or take no room: they make two equal names look different, or hide in a report.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_COLUMNS = 2_000


def to_survey(sheet: Sheet) -> Survey:
    """Turn a grid into a survey.

    Blank rows, title rows above the table, a second row of names (question texts under short names, or a merged
    heading above them), repeated heads and columns without name and content are understood and noted.

    Raises
    ------
    Plain
        If there is nothing, only names, no names, one column only, or rows that do not fit the names.
    """
    kept = [(number, _clean(row)) for number, row in zip(sheet.numbers, sheet.rows, strict=True)]
    kept = [(number, row) for number, row in kept if any(row)]
    if not kept:
        raise Plain("The file is empty.", "Export the survey's answers again, and check that the file opens.")
    notes = list(sheet.notes)
    start = _first_of_table([row for _, row in kept])
    if start:
        notes.append(f"{some('row', [number for number, _ in kept[:start]]).capitalize()} above the table: left out.")
    kept = kept[start:]
    body = [row for _, row in kept]
    head = _rows_of_names(body)
    names = _names(body[:head])
    if head > 1:
        notes.append(f"The first {head} rows of the table hold names; they were read together.")
    data = kept[head:]
    _check_names(names, body, kept[0][0])
    if not data:
        raise Plain(
            "The file has names of columns but no answers under them.",
            "Export the survey again after people have answered, or choose the export with all responses.",
        )
    data, more = _fitting(data, len(names))
    notes += more
    repeated = [number for number, row in data if row == body[0]]
    if repeated:
        data = [(number, row) for number, row in data if row != body[0]]
        notes.append(f"The names of the columns stand again in {some('row', repeated)}: left out.")
    table = pd.DataFrame([row for _, row in data], index=[number for number, _ in data], columns=range(len(names)))
    return Survey(*_named(table, names, notes, sheet.how))


def _clean(row: Row) -> Row:
    return [_UNSEEN.sub("", cell).replace("\xa0", " ").strip() for cell in row]


def _first_of_table(rows: list[Row]) -> int:
    """Skip titles: rows at the top that are much emptier than the table."""
    filled = [sum(map(bool, row)) for row in rows[:60]]
    usual = Counter(filled).most_common(1)[0][0]
    for start, n in enumerate(filled[:20]):
        if n >= 0.6 * usual and (n > 1 or usual == 1):
            # A merged heading directly above the names belongs to the table: it has several words with gaps between.
            above = filled[start - 1] if start else 0
            return start - 1 if above > 1 else start
    return 0


def _rows_of_names(rows: list[Row]) -> int:
    """Count the rows that hold names: one, or up to three where what follows is not like the answers below."""
    head = 1
    while head < 3 and len(rows) > head + 3:
        here, below = rows[head], rows[head + 1 : head + 60]
        if any("importid" in cell.lower() for cell in here):
            head += 1
            continue
        unlike = alike = 0
        for column, cell in enumerate(here):
            values = [row[column] for row in below if column < len(row) and row[column]]
            # Only where answers repeat can one tell that a cell is not an answer.
            if not cell or len(values) < 3 or len(set(values)) > max(2, 0.6 * len(values)):
                continue
            if cell in values or _NUMBER.fullmatch(cell):
                alike += 1
            else:
                unlike += 1
        if unlike < 2 or unlike < 3 * alike:
            break
        head += 1
    return head


def _names(heads: list[Row]) -> list[str]:
    width = max(map(len, heads))
    heads = [row + [""] * (width - len(row)) for row in heads]
    for row, below in pairwise(heads):
        # A merged heading stands in its first cell only.
        if "" in row[: len([cell for cell in below if cell])]:
            for i in range(1, width):
                row[i] = row[i] or (row[i - 1] if below[i] else "")
    joined = []
    for parts in zip(*heads, strict=True):
        said = [part for part in dict.fromkeys(parts) if part and not part.startswith("{")]
        joined.append(": ".join(said))
    while joined and not joined[-1]:
        joined.pop()
    return [re.sub(r"\s+", " ", name) for name in joined]


def _check_names(names: list[str], body: list[Row], number: int) -> None:
    given = [name for name in names if name]
    if len(names) > _MOST_COLUMNS:
        raise Plain(f"The file has {len(names)} columns.", "Is it turned sideways? One row per person is needed.")
    if len(given) < 2:
        raise Plain(
            "The file has only one column, or the sign between the columns was not understood.",
            "Open it in a spreadsheet program, check that each question has a column, and save it as CSV or .xlsx.",
        )
    numeric = [name for name in given if _NUMBER.fullmatch(name)]
    # Questions may be named 1, 2, 3; answers in a first row do not rise like that.
    rising = [float(name.replace(",", ".")) for name in numeric]
    as_numbers = len(numeric) > 2 and all(b - a == 1 for a, b in pairwise(rising))
    if len(numeric) > len(given) / 2 and not (as_numbers and len(body) > 1 and body[1] != body[0]):
        raise Plain(
            f"Row {number} should name the columns, but it holds answers.",
            "Put a row above it that names each column (e.g. class, I belong here, ...), save, and try again.",
        )


def _fitting(data: list[tuple[int, Row]], width: int) -> tuple[list[tuple[int, Row]], list[str]]:
    """Bring rows to the width of the names; leave out the few that are wider, refuse if they are many."""
    fitting, wide = [], []
    for number, row in data:
        if any(row[width:]):
            wide.append(number)
        else:
            fitting.append((number, row[:width] + [""] * (width - len(row))))
    if len(wide) > max(2, 0.02 * len(data)):
        raise Plain(
            f"{some('row', wide).capitalize()} have more cells than there are column names ({width}).",
            "Most often an answer holds the sign that separates columns, or a name is missing at the top. "
            "Save the file as Excel (.xlsx) from the program it came from, and try again.",
        )
    if not wide:
        return fitting, []
    plural = "have" if len(wide) > 1 else "has"
    return fitting, [f"{some('row', wide).capitalize()} {plural} more cells than there are names: left out."]


def _named(
    table: pd.DataFrame, names: list[str], notes: list[str], how: str
) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    table = table.astype(object).where(table != "", None)
    empty = [i for i, name in enumerate(names) if not name and table[i].isna().all()]
    table = table.drop(columns=empty)
    seen: Counter[str] = Counter()
    final, twice = [], []
    for i in map(int, table.columns):
        name = names[i] or f"Column {i + 1}"
        seen[name] += 1
        if seen[name] > 1:
            twice.append(name)
            name = f"{name} ({seen[name]})"
        final.append(name)
    table.columns = pd.Index(final)
    for name in dict.fromkeys(twice):
        notes.append(f"{seen[name]} columns have the same name ('{short(name)}'); they were numbered.")
    return table, how, tuple(notes)


def short(text: str, most: int = 60) -> str:
    """Shorten a long text for a message.

    >>> short("word " * 30, 11)
    'word word…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

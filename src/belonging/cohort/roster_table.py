"""The table in roster.csv: our columns whatever they are called now, and cells as they were before a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.cohort.as_saved import as_it_was, is_lossy, same_day, which_first
from belonging.cohort.columns import field_of, header_words
from belonging.cohort.names import cleaned
from belonging.cohort.roster import Person, Roster
from belonging.errors import Plain
from belonging.own.delimited import some
from belonging.own.sheet import Sheet
from belonging.own.sheet_reading import read_sheet

COLUMNS = ("id", "name", "first", "last", "email", "number", "school", "group", "joined", "left", "aliases")
_FORMULA = ("=", "+", "-", "@")
_FIRST_ROWS = 10


class Table:
    """The rows of roster.csv with all columns there should be, and without what a spreadsheet did to the cells.

    Attributes
    ----------
    header : list of str
    places : dict of str to int
        Where each of our columns stands.
    body : list of (int, list of str)
        Each line that has anything in it, with its number.
    day_first : bool
        Whether days are written with the day before the month.
    notes : list of str
        What was put back, in sentences.

    Raises
    ------
    Plain
        If no line names the columns.
    """

    def __init__(self, sheet: Sheet, known: Roster) -> None:
        rows = [[cleaned(cell) for cell in row] for row in sheet.rows]
        head = next((n for n, row in enumerate(rows) if {"id", "name"} <= {header_words(cell) for cell in row}), None)
        if head is None:
            raise unreadable("It has no line that names the columns id and name.")
        self.notes: list[str] = []
        self.header = rows[head]
        self.places = _places(self.header)
        self.body = [(n, row) for n, row in zip(sheet.numbers[head + 1 :], rows[head + 1 :], strict=True) if any(row)]
        self._known = [_known_by(self.cell(row, "id"), known) for _, row in self.body]
        self._put_back_columns(known)
        days = [
            (self.cell(row, name), getattr(old, name) if old else "")
            for (_, row), old in zip(self.body, self._known, strict=True)
            for name in ("joined", "left")
        ]
        self.day_first = which_first(days)
        self._put_back_cells()

    def cell(self, row: Sequence[str], column: str) -> str:
        """Return the text of a column in one row."""
        return cell_of(row, self.places.get(column, -1))

    def own(self) -> dict[str, list[str]]:
        """Return the columns that somebody added, each under a name of its own; a blank one with notes is `note`."""
        found: dict[str, list[str]] = {}
        for column in range(max(len(self.header), *(len(row) for _, row in self.body), 0)):
            name = self.header[column] if column < len(self.header) else ""
            texts = [cell_of(row, column) for _, row in self.body]
            if column in self.places.values() or not (name or any(texts)):
                continue
            name, number = name or "note", 1
            while (unlike := name if number == 1 else f"{name} ({number})") in found:
                number += 1
            found[unlike] = texts
        return found

    def _put_back_columns(self, known: Roster) -> None:
        """A column that is gone empties nothing; somebody who has left would else be back."""
        gone = [column for column in COLUMNS if column not in self.places]
        if lost := [column for column in gone if any(getattr(one, column) for one in known)]:
            said = f"columns {', '.join(lost)} are" if len(lost) > 1 else f"column {lost[0]} is"
            self.notes.append(
                f"The {said} no longer in roster.csv; what was there is kept. To empty a column, empty its cells."
            )
        width = max(len(self.header), *(len(row) for _, row in self.body), 0)
        for column in gone:
            self.places[column] = width
            width += 1
        self.header += [""] * (width - len(self.header))
        for column in gone:
            self.header[self.places[column]] = column
        for (_, row), old in zip(self.body, self._known, strict=True):
            row += [""] * (width - len(row))
            if old is not None:
                for column in gone:
                    row[self.places[column]] = safe(text_of(old, column))

    def _put_back_cells(self) -> None:
        lossy = is_lossy(cell for _, row in self.body for cell in row)
        lines = []
        known = ((line, row, old) for (line, row), old in zip(self.body, self._known, strict=True) if old is not None)
        for line, row, old in known:
            for column, place in self.places.items():
                before, now = text_of(old, column), cell_of(row, place)
                if column in ("joined", "left") and same_day(now, before):
                    row[place] = before
                elif now != before and as_it_was(now, before, lossy=lossy) == before:
                    row[place] = safe(before)
                    lines += [] if before.isdecimal() else [line]
        if lines:
            self.notes.append(
                f"Saving roster.csv lost letters in {some('line', sorted(set(lines)))}; they are put back. In the "
                "spreadsheet, save it as “CSV UTF-8”, which keeps all letters."
            )


def is_ours(content: bytes) -> bool:
    """Whether a file is a cohort's own roster.csv, and not a list that somebody made."""
    try:
        rows = read_sheet(content, "the roster", "the learning platform").rows
    except Plain:
        return False
    return any(has_our_columns(row) for row in rows[:_FIRST_ROWS])


def has_our_columns(header: Sequence[str]) -> bool:
    """Whether a row names all columns of a roster.csv."""
    return {header_words(cell) for cell in header} >= set(COLUMNS)


def _places(header: Sequence[str]) -> dict[str, int]:
    """Find our columns by their names, and one that somebody gave another name by what that name means."""
    names = [header_words(cell) for cell in header]
    found = {column: names.index(column) for column in COLUMNS if column in names}
    for place, cell in enumerate(header):
        field, exact = field_of(cell)
        column = "aliases" if field == "alias" else field
        if exact and place not in found.values() and column in COLUMNS:
            found.setdefault(column, place)
    return found


def _known_by(id_: str, known: Roster) -> Person | None:
    """Return whose an id is, also where a spreadsheet took zeros off it."""
    if (old := known.person(id_)) or not id_.isdecimal():
        return old
    fits = [one for one in known if one.id.isdecimal() and as_it_was(id_, one.id) == one.id]
    return fits[0] if len(fits) == 1 else None


def text_of(one: Person, column: str) -> str:
    """Return what stands in a column of a person's line."""
    return "; ".join(one.aliases) if column == "aliases" else getattr(one, column)


def cell_of(row: Sequence[str], place: int) -> str:
    """Return a cell without the mark that `safe` gives it; empty where the row is shorter."""
    text = row[place] if 0 <= place < len(row) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def safe(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unreadable(why: str) -> Plain:
    """Return the plain words for a roster.csv that cannot be read."""
    return Plain(
        f"The cohort's roster.csv cannot be used: {why}",
        "Delete it, and the next command writes it again as it last was. To bring in a new roster, save that elsewhere "
        "and type: belonging cohort new FOLDER --roster FILE",
    )

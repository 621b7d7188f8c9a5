"""From the rows of a roster to one draft per row: names, addresses and days cleaned, lines that are nobody left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from belonging.cohort.columns import NAMING, Head, field_of, find_head, header_words, of_somebody_else
from belonging.cohort.days import day_in, days_first
from belonging.cohort.merged_cells import fill_merged
from belonging.cohort.names import cleaned, filled, first_and_last, folded
from belonging.cohort.roster_table import has_our_columns
from belonging.errors import Plain
from belonging.own.delimited import some
from belonging.own.sheet import Sheet

EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_TOTALS = re.compile(
    r"(points? possible|totals?( \d+)?|count \d+|grand total|subtotal|averages?|(overall|class|section) average|mean|"
    r"median|sum|count|(number|no) of \w+|date|due date|points|manual posting|read only|"
    r"(students|participants|people|teachers) \d+)"
)
_TEST_PERSON = {"student test", "test student"}
_LONGEST = 120
_YES = re.compile(r"y|yes|x|true|1|left|withdrawn|withdrew|dropped|inactive|removed|deleted|concluded", re.IGNORECASE)
_GONE = re.compile(r"left|withdrawn|withdrew|dropped|inactive|removed|deleted|concluded|unenrolled", re.IGNORECASE)
_NO = re.compile(r"n|no|false|0|active|enrolled|current", re.IGNORECASE)


@dataclass
class Draft:
    """One row of a roster that is a person."""

    lines: list[int]
    name: str
    first: str
    last: str
    email: str = ""
    number: str = ""
    school: str = ""
    group: str = ""
    joined: str = ""
    left: str = ""
    aliases: list[str] = field(default_factory=list)


def drafts_of(sheet: Sheet) -> tuple[list[Draft], list[str]]:
    """Return a draft for each row that is a person, and sentences on what was left out.

    Raises
    ------
    Plain
        If no column names anybody, or a line cannot be understood; the message names the line.
    """
    rows = [[cleaned(cell) for cell in row] for row in sheet.rows]
    head = _by_content(find_head(rows, sheet.numbers), rows)
    merged = fill_merged(rows, sheet, head)
    days = [head.fields[name] for name in ("joined", "left") if name in head.fields]
    cells = (row[column] for row in rows[head.row + 1 :] for column in days if column < len(row))
    reader = Reader(rows[head.row], head, days_first(cells))
    drafts = []
    for number, row in zip(sheet.numbers[head.row + 1 :], rows[head.row + 1 :], strict=True):
        if any(row) and (draft := reader.draft(number, row)) is not None:
            drafts.append(draft)
    if not drafts:
        raise Plain(
            f"The roster has names of columns (line {sheet.numbers[head.row]}) but nobody under them.",
            "Export it again, or add one line for each person.",
        )
    return drafts, [*sheet.notes, *merged, *reader.notes(), *_end_of_course(drafts, head, rows[head.row])]


def _end_of_course(drafts: Sequence[Draft], head: Head, names: Sequence[str]) -> list[str]:
    """Where everybody has left, a platform tells of the course's end."""
    if len(drafts) < 2 or not all(one.left for one in drafts):
        return []
    for one in drafts:
        one.left = ""
    column = names[head.fields["left" if "left" in head.fields else "status"]]
    return [
        f"The column “{column}” says of everybody that they left. It is taken for the end of the course, and nobody is "
        "marked as left."
    ]


class Reader:
    """Reads one row after the other, and remembers what there is to say."""

    def __init__(self, names: Sequence[str], head: Head, day_first: bool) -> None:
        self._names, self._head, self._day_first = names, head, day_first
        self._said: dict[str, list[int]] = {}

    def draft(self, line: int, row: Sequence[str]) -> Draft | None:
        """Return what one row says, or None if it is nobody."""
        given = {name: self._cell(row, column) for name, column in self._head.fields.items()}
        self._refuse_formulas(line, row)
        if self._is_no_person(line, row, given):
            return None
        name, first, last = _named(given)
        alias, *more = self._aliases(given)
        also = {column: self._cell(row, column) for column in self._head.also}
        email, others = _addresses(given.get("email", ""))
        logins = [text for text in [given.get("login", ""), *also.values(), *others] if text]
        email = email or next((text for text in logins if EMAIL.fullmatch(text)), "")
        aliases = [alias, *more] if name else more
        name = name or alias
        if not name:
            if not email:
                self._note("no name: left out.", line)
                return None
            name = first = email.split("@")[0]
            self._note("no name; the person is called after the e-mail address.", line)
        if not first and not last:
            first, last = first_and_last(name)
        if len(name) > _LONGEST:
            self._note("a very long name; look whether it is one.", line)
        of_numbers = [text for column, text in also.items() if self._head.also[column] == "number"]
        number = next(filter(None, (given.get("number", ""), *of_numbers)), "")
        given_email = given.get("email", "")
        if given_email and not email:
            self._note("something else than an e-mail address in its column; it was kept as alias.", line)
            logins.append(given_email)
        return Draft(
            lines=[line],
            name=name,
            first=first,
            last=last,
            email=email.casefold(),
            number=number,
            school=given.get("school", ""),
            group=given.get("group", ""),
            joined=self._joined(line, given.get("joined", "")),
            left=self._left(line, given),
            aliases=_unlike([*aliases, *logins], name, email, number),
        )

    def notes(self) -> list[str]:
        """Say what was seen, the lines of a kind together."""
        return [
            f"{some('line', lines).capitalize()} {'has' if len(lines) == 1 else 'have'} {text}"
            for text, lines in self._said.items()
        ]

    def _note(self, text: str, line: int) -> None:
        self._said.setdefault(text, []).append(line)

    def _cell(self, row: Sequence[str], column: int) -> str:
        text = row[column] if column < len(row) else ""
        return filled(text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text)

    def _refuse_formulas(self, line: int, row: Sequence[str]) -> None:
        for name, column in self._head.fields.items():
            text = row[column] if column < len(row) else ""
            if text.startswith("=") and name not in ("group", "status"):
                raise Plain(
                    f"Line {line} has a formula in the column “{self._names[column]}”: {text[:60]}",
                    "Open the roster in a spreadsheet program, copy that column, choose Paste Special, Values in its "
                    "place, save, and give the file again.",
                )

    def _is_no_person(self, line: int, row: Sequence[str], given: dict[str, str]) -> bool:
        here = [given[name] for name in ("name", "first", "last", "alias") if given.get(name)]
        words = header_words(" ".join(here))
        if words in _TEST_PERSON:
            self._note("the learning platform's test person: left out.", line)
            return True
        if not given.get("email") and not given.get("number") and _TOTALS.fullmatch(words):
            self._note("totals and nobody's name: left out.", line)
            return True
        cells = [(column, cell) for column, cell in enumerate(row) if cell]
        if all(field_of(cell)[0] for _, cell in cells) and any(
            cell == self._names[column] or field_of(cell)[0] in NAMING for column, cell in cells
        ):
            self._note("names of columns once more: left out.", line)
            return True
        return False

    def _aliases(self, given: dict[str, str]) -> list[str]:
        text = given.get("alias", "")
        several = text and header_words(self._names[self._head.fields["alias"]]) == "aliases"
        return [part.strip() for part in text.split(";")] if several else [text]

    def _joined(self, line: int, text: str) -> str:
        if text and not (day := day_in(text, self._day_first)):
            self._note("no day that can be read in the column on joining: left blank.", line)
            return day
        return day_in(text, self._day_first)

    def _left(self, line: int, given: dict[str, str]) -> str:
        text = given.get("left", "")
        if not text or _NO.fullmatch(text):
            return "yes" if _GONE.fullmatch(given.get("status", "")) else ""
        day = day_in(text, self._day_first)
        if not day and not _YES.fullmatch(text):
            self._note("no day that can be read in the column on leaving; taken as left.", line)
        return day or "yes"


def _by_content(head: Head, rows: Sequence[Sequence[str]]) -> Head:
    """Find e-mail addresses under any name, and leave out a column that only counts the lines."""
    fields, also, below = dict(head.fields), dict(head.also), rows[head.row + 1 :]
    if has_our_columns(names := rows[head.row]):  # another cohort's roster, or an older one: its ids are no numbers
        also.pop(next(column for column, name in enumerate(names) if header_words(name) == "id"), None)
    if "number" in fields:
        values = [row[fields["number"]] for row in below if fields["number"] < len(row) and row[fields["number"]]]
        counted = {str(n) for n in range(1, len(values) + 1)}
        if header_words(rows[head.row][fields["number"]]) in ("number", "id") and set(values) == counted:
            del fields["number"]
    if "email" not in fields:
        for column in range(max(map(len, rows))):
            values = [row[column] for row in below if column < len(row) and row[column]]
            named = column < len(names) and (field_of(names[column])[0] or of_somebody_else(names[column]))
            if not named and values and sum(bool(EMAIL.fullmatch(v)) for v in values) > 0.8 * len(values):
                fields["email"] = column
                break
    return Head(head.row, fields, also)


def _named(given: dict[str, str]) -> tuple[str, str, str]:
    """Return name, first and last; the name is empty if there is none."""
    first, last, name = given.get("first", ""), given.get("last", ""), given.get("name", "")
    if first and name and not last and folded(first) not in folded(name):
        last, name = name, ""  # "First name" beside a plain "Name" is how some write the surname
    if first or last:
        return " ".join(filter(None, (first, last))), first, last
    if not name:
        return "", "", ""
    first, last = first_and_last(name)
    return (" ".join(filter(None, (first, last))) if "," in name else name), first, last


def _addresses(text: str) -> tuple[str, list[str]]:
    """Find the first e-mail address in a cell, such as in `Ana <ana@school.org>`, and the others."""
    found = EMAIL.findall(text.removeprefix("mailto:"))
    return (found[0], found[1:]) if found else ("", [])


def _unlike(texts: Sequence[str], *known: str) -> list[str]:
    """Leave out what says nothing new, each text once."""
    seen = {text.casefold() for text in known}
    kept = []
    for text in texts:
        if text and text.casefold() not in seen:
            seen.add(text.casefold())
            kept.append(text)
    return kept

"""Which column of a roster is which, whatever it is called and in whatever row the names of the columns stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.errors import Plain

# Exact names first to last: of two columns for one field, the one that stands earlier here is taken.
_NAMES: dict[str, tuple[str, ...]] = {
    "first": (
        *("first name", "firstname", "first", "given name", "given names", "forename", "first names", "fname"),
        *("name first", "first given name", "given", "legal first name"),
    ),
    "last": (
        *("last name", "lastname", "last", "surname", "family name", "lname", "last names", "surnames", "name last"),
        *("family", "legal last name"),
    ),
    "name": (
        *("full name", "fullname", "name", "names", "name last first", "last name first name", "last first"),
        *("last name first", "sortable name", "display name", "student", "participant", "teacher", "educator"),
        *("learner", "person", "member", "people", "attendee", "staff", "user", "legal name", "who"),
    ),
    "alias": (
        *("alias", "code name", "codename", "pseudonym", "nickname", "nick name", "preferred name", "goes by"),
        *("preferred first name", "known as", "screen name", "handle", "code", "aliases"),
    ),
    "email": (
        *("email", "e mail", "email address", "e mail address", "school email", "work email", "primary email"),
        *("school e mail", "work e mail", "email 1", "mail", "contact email", "google account", "emails"),
    ),
    "number": (
        *("sis user id", "id number", "student number", "unique user id", "sis id", "school uid", "user id", "uid"),
        *("unique id", "number", "id", "external id", "badge", "canvas id", "canvas user id", "integration id"),
    ),
    "login": ("sis login id", "login id", "login", "username", "user name", "account", "login name"),
    "school": (
        *("school", "school name", "site", "campus", "building", "institution", "organization", "organisation"),
        *("workplace", "home school", "place of work", "employer", "district", "bldg"),
    ),
    "group": (
        *("group", "section", "cohort", "class", "section name", "group name", "groups", "sections", "team", "period"),
        *("course section", "class name", "homeroom", "department"),
    ),
    "joined": (
        *("joined", "date joined", "join date", "joined on", "start date", "enrolled", "enrollment date"),
        *("enrolment date", "enrolled on", "date added", "entry date", "registered", "registration date", "since"),
    ),
    "left": (
        *("left", "date left", "left on", "withdrawn", "withdrawal date", "end date", "dropped", "drop date"),
        *("exit date", "leave date", "until", "withdrew"),
    ),
    "status": ("status", "enrollment status", "enrolment status"),
}
FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
NAMING = {"first", "last", "name", "alias"}
_OWNERS = {
    *("student", "teacher", "participant", "educator", "learner", "user", "staff", "member", "attendee", "employee"),
    *("person", "your", "my", "the", "candidate", "faculty"),
}
_NOT_THEIRS = re.compile(
    r"\b(principal|supervisor|parents?|guardians?|emergency|contacts?|spouse|coach|mentor|observer|manager|file|"
    r"assignment|course|quiz|test|score|points|pet|device|company)\b"
)
_ASKED = {
    "name": re.compile(r"\bnames?\b|\bwho are you\b"),
    "email": re.compile(r"\be ?mail\b"),
    "school": re.compile(r"\bschool\b|\bcampus\b|\bwhere do you (teach|work)\b"),
    "group": re.compile(r"\b(group|section|cohort)\b"),
}
_FIRST_ROWS = 40


@dataclass(frozen=True)
class Head:
    """Where the names of the columns stand, and which column holds which field."""

    row: int
    fields: dict[str, int]
    also: dict[int, str]
    """Further columns that a person may be known by: another number, login, alias or e-mail."""


def find_head(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> Head:
    """Find the row that names the columns.

    Raises
    ------
    Plain
        If no row among the first names a column with names or aliases.
    """
    best: tuple[float, int] | None = None
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        found = {field: exact for cell in row for field, exact in [field_of(cell)] if field}
        if NAMING & found.keys():
            worth = sum(1.0 if exact else 0.9 for exact in found.values())
            if best is None or worth > best[0]:
                best = worth, place
    if best is None:
        raise _no_names(rows, numbers)
    return _head(rows[best[1]], best[1])


def field_of(header: str) -> tuple[str, bool]:
    """Say which field a column's name means, and whether the name is one we know or only sounds like it.

    >>> field_of("Student First Name"), field_of("SIS Login ID"), field_of("E-mail Address"), field_of("Essay (12)")
    (('first', True), ('login', True), ('email', True), ('', False))
    >>> field_of("At which school do you work?"), field_of("Emergency contact e-mail")
    (('school', False), ('', False))
    """
    words = header_words(header)
    for text in (words, header_words(re.sub(r"\(.*?\)|\[.*?\]|\*", " ", header))):
        if text in FIELD_OF:
            return FIELD_OF[text], True
        rest = text.split()
        while len(rest) > 1 and rest[0] in _OWNERS:
            rest = rest[1:]
            if " ".join(rest) in FIELD_OF:
                return FIELD_OF[" ".join(rest)], True
    if len(words) > 120 or of_somebody_else(header) or "id" in words.split():
        return "", False
    return next((field for field, pattern in _ASKED.items() if pattern.search(words)), ""), False


def of_somebody_else(header: str) -> bool:
    """Whether a column is about a parent, a principal, or a thing, and not about the person of its line.

    >>> of_somebody_else("Parent e-mail"), of_somebody_else("Reach me at")
    (True, False)
    """
    return bool(_NOT_THEIRS.search(header_words(header)))


def header_words(header: str) -> str:
    """Bring a column's name into plain small words.

    >>> header_words("  E-Mail_Address ")
    'e mail address'
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def _head(row: Sequence[str], place: int) -> Head:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, cell in enumerate(row):
        field, exact = field_of(cell)
        if field:
            names = _NAMES[field]
            words = header_words(cell)
            rank = names.index(words) if words in names else len(names) + (0 if exact else 1)
            ranked.setdefault(field, []).append((rank, column))
    fields = {field: min(columns)[1] for field, columns in ranked.items()}
    if "name" in fields and not field_of(row[fields["name"]])[1] and {"first", "last"} & fields.keys():
        del fields["name"]  # "what is the name of ...", beside columns that are surely names
    also = {
        column: field
        for field in ("number", "login", "alias", "email")
        for _, column in ranked.get(field, [])
        if column != fields.get(field) and field_of(row[column])[1]
    }
    return Head(place, fields, also)


def _no_names(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> Plain:
    at = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if at is None:
        return Plain("The roster is empty: no line has anything in it.", "Export it again, and look into the file.")
    seen = ", ".join(f"“{cell.strip()[:40]}”" for cell in rows[at] if cell.strip())[:200]
    return Plain(
        f"No column of this roster is called Name, First name, Last name or Alias. Its first line (line {numbers[at]}) "
        f"reads: {seen}.",
        "Put a line at the top that names the columns, such as: Name, Email, School. Then give the file again. An "
        "alias is as good as a name.",
    )

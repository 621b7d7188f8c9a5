"""A new reading of the roster meets the one that is known: who is new, who changed, who is no longer in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from belonging.cohort.names import folded
from belonging.cohort.roster import Person, Roster, RosterReading, new_ids
from belonging.errors import Plain


@dataclass(frozen=True)
class Followed:
    """The roster after a new reading.

    Attributes
    ----------
    roster : Roster
        Everybody known, in the order of the new file; those it no longer has stand at the end.
    added, missing : tuple of Person
        Who is new, and who is no longer in the file and has not left as far as anybody said.
    notes : tuple of str
        What changed, in sentences.
    """

    roster: Roster
    added: tuple[Person, ...]
    missing: tuple[Person, ...]
    notes: tuple[str, ...]


def follow(known: Roster, reading: RosterReading, today: str, used: Iterable[str] = ()) -> Followed:
    """Bring the roster up to date; nobody is ever taken out of it, and nobody's id changes.

    Parameters
    ----------
    known : Roster
    reading : RosterReading
        The new file.
    today : str
        The day, as `2026-09-30`: when somebody joins who was not in an earlier roster, and whose day is not given.
    used : iterable of str
        Ids that were given before, perhaps to people who are no longer in the roster.

    Raises
    ------
    Plain
        If a line of the new file is two people of the known roster.
    """
    finder = _Finder(known, reading)
    matched: list[tuple[Person, Person | None]] = []
    taken: dict[str, int] = {}
    for line, new in zip(reading.lines, reading.people, strict=True):
        old = finder.find(new, line)
        if old is not None and old.id in taken:
            raise Plain(
                f"Lines {taken[old.id]} and {line} of the new roster are both {old.name} ({old.id}).",
                "If it is one person, delete one line; if they are two, correct the e-mail address or number of one.",
            )
        if old is not None:
            taken[old.id] = line
        matched.append((new, old))
    fresh = iter(new_ids(len(matched), (*used, *(one.id for one in known))))
    people, added, notes = [], [], list(finder.notes)
    for new, old in matched:
        if old is None:
            late = replace(new, id=next(fresh), joined=new.joined or (today if len(known) else ""))
            people.append(late)
            added.append(late)
        else:
            person, said = _changed(old, new)
            people.append(person)
            notes += said
    gone = [one for one in known if one.id not in taken]
    return Followed(
        Roster((*people, *gone)), tuple(added), tuple(one for one in gone if not one.left), tuple(dict.fromkeys(notes))
    )


class _Finder:
    """Finds the known person a line of the new roster is."""

    def __init__(self, known: Roster, reading: RosterReading) -> None:
        self.notes: list[str] = []
        self._emails = {one.email: one for one in known if one.email}
        self._emails |= {alias.casefold(): one for one in known for alias in one.aliases if "@" in alias} | self._emails
        self._numbers = {one.number.casefold(): one for one in known if one.number}
        self._names = _by_name(known)
        self._new_names = _by_name(reading.people)
        self._claimed = {self._sure(new).id for new in reading.people if self._sure(new) is not None}  # type: ignore[union-attr]

    def find(self, new: Person, line: int) -> Person | None:
        by_email, by_number = self._emails.get(new.email), self._numbers.get(new.number.casefold())
        if by_email and by_number and by_email.id != by_number.id:
            raise Plain(
                f"Line {line} has the e-mail address of {by_email.name} ({by_email.id}) and the number of "
                f"{by_number.name} ({by_number.id}).",
                "Correct the one that is wrong, and give the file again.",
            )
        if sure := by_email or by_number:
            return sure
        alike = [one for one in self._names.get(folded(new.name), []) if one.id not in self._claimed]
        if len(alike) != 1 or len(self._new_names[folded(new.name)]) != 1:
            narrowed = [one for one in alike if one.school.casefold() == new.school.casefold() and one.school]
            alike = narrowed if len(narrowed) == 1 else []
        if not alike:
            return None
        old = alike[0]
        other_mark = (new.email and old.email) or (new.number and old.number)
        if other_mark and new.school and old.school and folded(new.school) != folded(old.school):
            self.notes.append(
                f"Line {line}: {new.name} has another e-mail or number and another school than {old.name} ({old.id}), "
                "so they are two people."
            )
            return None
        if other_mark:
            self.notes.append(
                f"Line {line}: {new.name} has another e-mail or number than before; taken for the same person "
                f"({old.id}). If it is somebody else, add that person to roster.csv in a line without id."
            )
        return old

    def _sure(self, new: Person) -> Person | None:
        return self._emails.get(new.email) or self._numbers.get(new.number.casefold())


def _changed(old: Person, new: Person) -> tuple[Person, list[str]]:
    """Take what the new roster says, and keep what it does not say."""
    notes = []
    aliases = [*old.aliases, *new.aliases]
    if folded(old.name) != folded(new.name):
        notes.append(f"{old.id} is now called {new.name}; the earlier name, {old.name}, is kept as an alias.")
        aliases.append(old.name)
    if old.email and new.email and old.email != new.email:
        aliases.append(old.email)
    if old.left and not new.left:
        notes.append(f"{new.name} ({old.id}) had left and is in the new roster: taken as back.")
    known = {new.name.casefold(), (new.email or old.email).casefold()}
    kept = dict.fromkeys(alias for alias in aliases if alias.casefold() not in known)
    merged = replace(
        new,
        id=old.id,
        email=new.email or old.email,
        number=new.number or old.number,
        school=new.school or old.school,
        group=new.group or old.group,
        joined=new.joined or old.joined,
        aliases=tuple(kept),
    )
    return merged, notes


def _by_name(people: Iterable[Person]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for one in people:
        found.setdefault(folded(one.name), []).append(one)
    return found

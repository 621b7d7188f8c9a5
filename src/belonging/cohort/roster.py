"""A cohort's people: who they are, and reading them from a roster file of any usual make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from belonging.cohort.names import folded

MANY = 2_000


@dataclass(frozen=True)
class Person:
    """One person of the cohort.

    Attributes
    ----------
    id : str
        Neutral, such as `p007`; nbgrader's id of this person. It stays when a name is corrected.
    name : str
        As it is said: first name first, or an alias.
    first, last : str
        The name in two parts; a single name is all `first`.
    email : str
        In small letters; empty if it is not known.
    school, group : str
        Empty if not known.
    joined : str
        The day, as `2026-09-30`; empty for somebody who was there from the start.
    left : str
        The day, or `yes` if it is not known; empty for somebody who is there.
    aliases : tuple of str
        What else the person's files may be called after: a code name, logins, an earlier name.
    number : str
        The number that a school or a learning platform knows the person by.
    """

    id: str
    name: str
    first: str = ""
    last: str = ""
    email: str = ""
    school: str = ""
    group: str = ""
    joined: str = ""
    left: str = ""
    aliases: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class RosterReading:
    """What a roster file holds.

    Attributes
    ----------
    people : tuple of Person
        In the file's order, each with an id of its own.
    notes : tuple of str
        What was left out, merged or told apart, in sentences that name the lines.
    lines : tuple of int
        The line of the file on which each person stands first.
    """

    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def notes_on_lines(self) -> tuple[str, ...]:
        """The notes without those on people of one name, who are told apart better by their lasting ids."""
        said = who_is_who(self.people, [f"line {line}" for line in self.lines])
        return tuple(note for note in self.notes if note not in said)


@dataclass(frozen=True)
class Roster:
    """The people of a cohort, leavers included."""

    people: tuple[Person, ...] = ()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)

    def person(self, id_: str) -> Person | None:
        """Return the person of an id, capitals or not; None if there is nobody."""
        return self._by_id.get(id_.casefold())

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {one.id.casefold(): one for one in reversed(self.people)}

    @property
    def present(self) -> tuple[Person, ...]:
        """Everybody who has not left."""
        return tuple(one for one in self.people if not one.left)

    @property
    def leavers(self) -> tuple[Person, ...]:
        """Those who left; their work stays."""
        return tuple(one for one in self.people if one.left)

    @cached_property
    def late_joiners(self) -> frozenset[Person]:
        """Those who joined after the day on which most did.

        Platforms give everybody a day, so a day alone does not make somebody a late joiner; where no day is shared by a
        third of the people, nobody is called late.
        """
        days = Counter(person.joined for person in self.people)
        day, count = days.most_common(1)[0] if days else ("", 0)
        return frozenset(one for one in self.people if count > len(self) / 3 and one.joined > day)


def read_roster(path: Path) -> RosterReading:
    """Read a roster: CSV or Excel, from any learning platform or by hand; the file is only read.

    Parameters
    ----------
    path : Path
        One line per person. Some column names people or gives aliases; e-mail, number, school, group, and the days of
        joining and leaving may stand beside.

    Raises
    ------
    Plain
        If it cannot be read, or two lines contradict each other; the message names the line and what to do.
    """
    from belonging.cohort.drafts import drafts_of
    from belonging.cohort.same_person import merged
    from belonging.own.sheet_reading import file_content, read_sheet

    content = file_content(path, "roster")
    drafts, notes = drafts_of(read_sheet(content, "the roster", "the learning platform"))
    people, more = merged(drafts)
    if len(people) > MANY:
        more.append(f"The roster has {len(people):,} people. If that is more than your cohort, give a shorter one.")
    ids = new_ids(len(people), ())
    found = tuple(
        Person(
            id=id_,
            name=one.name,
            first=one.first,
            last=one.last,
            email=one.email,
            school=one.school,
            group=one.group,
            joined=one.joined,
            left=one.left,
            aliases=tuple(one.aliases),
            number=one.number,
        )
        for id_, one in zip(ids, people, strict=True)
    )
    lines = tuple(one.lines[0] for one in people)
    return RosterReading(found, (*notes, *more, *who_is_who(found, [f"line {line}" for line in lines])), lines)


def who_is_who(people: Sequence[Person], where: Sequence[str]) -> list[str]:
    """Say of people of one name how they are told apart.

    Parameters
    ----------
    people : sequence of Person
    where : sequence of str
        What each is called in the sentence: a line of a file, or an id.
    """
    alike: dict[str, list[str]] = {}
    for one, place in zip(people, where, strict=True):
        alike.setdefault(folded(one.name), []).append(f"{place} ({marks_of(one) or 'nothing more known'})")
    names = {folded(one.name): one.name for one in reversed(people)}
    return [
        f"{len(each)} people are called {names[key][:60]}: {'; '.join(each)}. They are kept apart."
        for key, each in alike.items()
        if len(each) > 1
    ]


def marks_of(person: Person) -> str:
    """Return what tells a person from another of the same name, in one line; empty if nothing does."""
    number = person.number and f"number {person.number}"
    return ", ".join(filter(None, (person.email, person.school, person.group, number, *person.aliases)))


def new_ids(count: int, taken: Sequence[str]) -> list[str]:
    """Return ids that nobody had before, in order.

    >>> new_ids(2, ["p001", "P009", "ana"])
    ['p010', 'p011']
    """
    used = [int(id_[1:]) for id_ in taken if id_[:1] in "pP" and id_[1:].isascii() and id_[1:].isdigit()]
    start = max(used, default=0) + 1
    return [f"p{number:03}" for number in range(start, start + count)]

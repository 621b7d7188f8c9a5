"""A new reading of the roster meets the one that is known: who is new, who changed, who is no longer in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from belonging.cohort.known_again import Finder, bare
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
        If a line of the new file is two people of the known roster, or nobody can tell which of them it is.
    """
    finder = Finder(known, reading)
    matched: list[tuple[Person, Person | None]] = []
    taken: dict[str, int] = {}
    for line, new, old in zip(reading.lines, reading.people, finder.people, strict=True):
        if old is not None and old.id in taken:
            raise Plain(
                f"Lines {taken[old.id]} and {line} of the new roster are both {old.name} ({old.id}).",
                "If it is one person, delete one line. If they are two, correct the e-mail address or number of one, "
                "or add the one who is new to roster.csv first, in a line without id.",
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


def _changed(old: Person, new: Person) -> tuple[Person, list[str]]:
    """Take what the new roster says, and keep what it does not say."""
    notes = []
    aliases = [*old.aliases, *new.aliases]
    if folded(new.name) == folded(new.email.partition("@")[0]):  # its line has no name
        new = replace(new, name=old.name, first=old.first, last=old.last)
    elif folded(old.name) != folded(new.name) and folded(new.name) in map(folded, old.aliases):
        notes.append(f"{old.name} ({old.id}) is called {new.name} in the new list; roster.csv keeps the name it has.")
        new = replace(new, name=old.name, first=old.first, last=old.last)
    elif folded(old.name) != folded(new.name):
        notes.append(f"{old.id} is now called {new.name}; the earlier name, {old.name}, is kept as an alias.")
        aliases.append(old.name)
    if bare(old.number) == bare(new.number):
        new = replace(new, number=max(old.number, new.number, key=len))
    # people's earlier files are still named after what they had
    aliases += [was for was, now in ((old.email, new.email), (old.number, new.number)) if was and now and was != now]
    if old.left and not new.left:
        notes.append(f"{new.name} ({old.id}) had left and is in the new roster: taken as back.")
    said = {new.name.casefold(), (new.email or old.email).casefold()}
    kept = {alias.casefold(): alias for alias in reversed(aliases) if alias.casefold() not in said}
    merged = replace(
        new,
        id=old.id,
        email=new.email or old.email,
        number=new.number or old.number,
        school=new.school or old.school,
        group=new.group or old.group,
        joined=new.joined or old.joined,
        aliases=tuple(reversed(kept.values())),
    )
    return merged, notes

"""Which known person each line of a new list is: by address or number, else by name and whatever tells people apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from belonging.cohort.names import folded, share_a_word
from belonging.cohort.roster import Person, Roster, RosterReading, marks_of
from belonging.errors import Plain

_Marks = Callable[[Person], Iterable[str]]
_KNOWN_BY = ("email", "number", "school", "group")
# What tells people of one name apart, the surest first. A mark counts where just one line and one person have it; what
# is blank counts only where the new list has all the columns named here.
_TELLING: tuple[tuple[tuple[str, ...], _Marks], ...] = (
    (_KNOWN_BY, lambda one: ["|".join((one.email, bare(one.number), folded(one.school), folded(one.group)))]),
    ((), lambda one: (alias.casefold() for alias in one.aliases)),
    (("school", "group"), lambda one: filter(None, [f"{folded(one.school)} {folded(one.group)}".strip()])),
    ((), lambda one: filter(None, [folded(one.school)])),
    ((), lambda one: filter(None, [folded(one.group)])),
)


class Finder:
    """Finds the known person of each line.

    Parameters
    ----------
    known : Roster
    reading : RosterReading
        The new list.

    Attributes
    ----------
    people : list of (Person or None)
        For each line, in order, who it is; None for somebody new.
    notes : list of str
        What was taken for granted, in sentences.

    Raises
    ------
    Plain
        If a line fits two people, or nobody can tell which of several it is; the message names the line.
    """

    def __init__(self, known: Roster, reading: RosterReading) -> None:
        self.notes: list[str] = []
        self._reading = reading
        self._emails = {one.email: one for one in known if one.email}
        former = Counter(alias.casefold() for one in known for alias in one.aliases if "@" in alias)
        self._former = {
            alias.casefold(): one for one in known for alias in one.aliases if former[alias.casefold()] == 1
        }
        self._numbers = {bare(one.number): one for one in known if one.number}
        self._columns = {what for what in _KNOWN_BY if any(getattr(one, what) for one in reading.people)}
        self._lines = Counter(folded(one.name) for one in reading.people)
        self._names = _by(known, lambda one: [folded(one.name)])
        self._also_called = _by(known, lambda one: {*map(folded, one.aliases)} - {folded(one.name)})
        self.people: list[Person | None] = [self._sure(new) for new in reading.people]
        self._claimed = {one.id for one in self.people if one is not None}
        self._refuse_mix_ups()
        lines = _by_place(reading.people, [n for n, one in enumerate(self.people) if one is None])
        for places in lines.values():
            self._by_name(places)

    def _sure(self, new: Person) -> Person | None:
        by_email, by_number = self._emails.get(new.email), self._numbers.get(bare(new.number))
        if by_email is None and new.email in self._former and _called_alike(self._former[new.email], new):
            by_email = self._former[new.email]
        return by_email or by_number

    def _refuse_mix_ups(self) -> None:
        """Refuse a line whose address or number says one person and whose name says another."""
        pairs = list(zip(self.people, self._reading.people, self._reading.lines, strict=True))
        at_home = {old.id for old, new, _ in pairs if old is not None and _is_called(old, new.name)}
        for old, new, line in pairs:
            if old is None:
                continue
            by_email, by_number = self._emails.get(new.email), self._numbers.get(bare(new.number))
            if by_email and by_number and by_email.id != by_number.id:
                raise Plain(
                    f"Line {line} has the e-mail address of {by_email.name} ({by_email.id}) and the number of "
                    f"{by_number.name} ({by_number.id}).",
                    "Correct the one that is wrong, and give the file again.",
                )
            if by_number and not by_email and not _called_alike(old, new):
                raise Plain(
                    f"Line {line} has the number of {old.name} ({old.id}), {new.number}, and another name, {new.name}.",
                    "If it is one person, write the new name beside that id in roster.csv first. If another program "
                    "gave these numbers, give the list without the column of numbers.",
                )
            others = [one for one in self._names.get(folded(new.name), []) if one.id not in at_home]
            if others and not _is_called(old, new.name):
                raise Plain(
                    f"Line {line} has the {'e-mail address' if by_email else 'number'} of {old.name} ({old.id}) and "
                    f"the name of {others[0].name} ({others[0].id}).",
                    "Perhaps one column was sorted without the others. Correct that, and give the file again.",
                )

    def _by_name(self, places: Sequence[int]) -> None:
        """Find the people of lines that have one name and no address or number that is known."""
        people, lines = self._reading.people, self._reading.lines
        name = folded(people[places[0]].name)
        called = self._names.get(name) or self._also_called.get(name, [])
        known = {one.id: one for one in called if one.id not in self._claimed}
        todo = dict.fromkeys(places)
        there = [one for one in called if not one.left] or called
        just_one = len(there) == self._lines[name] == 1
        used = {what for what in _KNOWN_BY if any(getattr(one, what) for one in called)}
        for needed, marks in () if just_one else _TELLING:
            if not used.intersection(needed) <= self._columns:
                continue
            of_people, of_lines = _by(known.values(), marks), _by_place(people, todo, marks)
            for mark in sorted(of_people.keys() & of_lines.keys()):
                if len(of_people[mark]) == len(of_lines[mark]) == 1:
                    old, place = of_people[mark][0], of_lines[mark][0]
                    if old.id in known and place in todo and not _contradicts(old, people[place]):
                        self.people[place] = known.pop(old.id)
                        del todo[place]
        for place in todo:
            new, line = people[place], lines[place]
            fits = [one for one in known.values() if not _another(one, new)]
            fits = [one for one in fits if not one.left] or fits
            if not fits:
                self.notes += [_two_people(line, new, one) for one in known.values() if len(known) == 1]
            elif just_one:
                self.people[place] = fits[0]
                self._note_marks(line, new, fits[0])
            else:
                raise _which(line, new, fits)

    def _note_marks(self, line: int, new: Person, old: Person) -> None:
        if _other_mark(old, new):
            self.notes.append(
                f"Line {line}: {new.name} has another e-mail or number than before; taken for the same person "
                f"({old.id}). If it is somebody else, add that person to roster.csv in a line without id."
            )


def bare(number: str) -> str:
    """Return a number without the zeros in front, which a spreadsheet takes away.

    >>> bare("0041"), bare("A7"), bare("000")
    ('41', 'a7', '0')
    """
    return (number.lstrip("0") or number[:1]).casefold()


def _is_called(old: Person, name: str) -> bool:
    return folded(name) in map(folded, (old.name, *old.aliases))


def _called_alike(old: Person, new: Person) -> bool:
    return any(share_a_word(name, other) for name in (old.name, *old.aliases) for other in (new.name, *new.aliases))


def _other_mark(old: Person, new: Person) -> bool:
    numbers = new.number and old.number and bare(new.number) != bare(old.number)
    return bool((new.email and old.email and new.email != old.email) or numbers)


def _contradicts(old: Person, new: Person) -> bool:
    """Whether something speaks against two of one name being one person; where there are namesakes, it counts."""
    return _other_mark(old, new) or bool(old.school and new.school and folded(old.school) != folded(new.school))


def _another(old: Person, new: Person) -> bool:
    """Whether somebody of the same name is surely another person."""
    return _other_mark(old, new) and bool(new.school and old.school) and folded(new.school) != folded(old.school)


def _two_people(line: int, new: Person, old: Person) -> str:
    return (
        f"Line {line}: {new.name} has another e-mail or number and another school than {old.name} ({old.id}), so they "
        "are two people."
    )


def _which(line: int, new: Person, known: Sequence[Person]) -> Plain:
    shown = " or ".join(f"{one.id} ({marks_of(one) or 'nothing more known'})" for one in known[:6])
    return Plain(
        f"Line {line}: {new.name} may be {shown}, or somebody new.",
        "Write into the list what tells them apart in roster.csv: an e-mail address, a number, or the school. If it is "
        "somebody new, add that person to roster.csv first, in a line without id.",
    )


def _by(people: Iterable[Person], marks: _Marks) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for one in people:
        for mark in marks(one):
            found.setdefault(mark, []).append(one)
    return found


def _by_place(
    people: Sequence[Person], places: Iterable[int], marks: _Marks = lambda one: [folded(one.name)]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        for mark in marks(people[place]):
            found.setdefault(mark, []).append(place)
    return found

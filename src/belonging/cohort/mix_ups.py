"""Finds in an edited roster.csv what would give somebody another's id, name or address, and refuses it by its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from belonging.cohort.known_again import bare
from belonging.cohort.names import folded
from belonging.cohort.roster import Person, Roster
from belonging.errors import Plain

_UNDO = (
    "Undo that in the spreadsheet and save. Or delete roster.csv: the next command writes it again as it last was. "
    "Nothing was changed."
)
_A_FEW = 2  # addresses that changed hands were corrected; more of them were sorted


def refuse_mix_ups(people: Sequence[Person], lines: Mapping[str, int], known: Roster) -> list[str]:
    """Refuse what cannot be meant, and say what may be.

    Parameters
    ----------
    people : sequence of Person
        As roster.csv has them now.
    lines : mapping of str to int
        The line of each id.
    known : Roster
        As they were.

    Returns
    -------
    list of str
        Addresses and numbers that changed hands, in sentences.

    Raises
    ------
    Plain
        If an id moved to another person, a column was sorted by itself, an address or number stands twice, or a new
        line cannot be told from another.
    """
    _refuse_moved_ids(people, lines, known)
    for part in ("first", "last"):
        _refuse_sorted_parts(part, people, known)
    notes = []
    for what, attribute in (("e-mail address", "email"), ("number", "number")):
        notes += _changed_hands(what, attribute, people, known)
        _refuse_twice(what, attribute, people, lines)
    _refuse_new_twins(people, lines, known)
    return notes


def _refuse_moved_ids(people: Sequence[Person], lines: Mapping[str, int], known: Roster) -> None:
    now = {one.id: one for one in people}
    by_name, by_email = _owners(known, "name"), _owners(known, "email")
    for one in people:
        old = known.person(one.id)
        if old is not None and folded(old.name) == folded(one.name):
            continue
        owner = by_name.get(folded(one.name))
        if owner is not None and owner.id in now and folded(now[owner.id].name) == folded(one.name):
            owner = None  # a namesake who has a line of their own
        if owner is None and old is None:
            owner = by_email.get(one.email)
        if owner is None or owner.id == one.id:
            continue
        before = f", which was the id of {old.name}" if old else ""
        raise Plain(
            f"Line {lines[one.id]} of roster.csv has {one.name} under the id {one.id}{before}; this person's id is "
            f"{owner.id}. Perhaps one column was sorted without the others, or an id was typed over.",
            _UNDO,
        )


def _refuse_sorted_parts(part: str, people: Sequence[Person], known: Roster) -> None:
    pairs = [(getattr(old, part), getattr(one, part)) for one in people if (old := known.person(one.id))]
    changed = [(before, now) for before, now in pairs if before != now]
    if len(changed) > _A_FEW and Counter(before for before, _ in changed) == Counter(now for _, now in changed):
        raise _sorted(part, len(changed))


def _changed_hands(what: str, attribute: str, people: Sequence[Person], known: Roster) -> list[str]:
    owners = _owners(known, attribute)
    moved = []
    for one in people:
        owner = owners.get(_mark(one, attribute))
        old = known.person(one.id)
        if owner is not None and owner.id != one.id and old is not None:
            moved.append(f"{one.name} ({one.id}) now has the {what} that {owner.name} ({owner.id}) had.")
    if len(moved) > _A_FEW:
        raise _sorted(attribute, len(moved))
    return moved


def _refuse_twice(what: str, attribute: str, people: Sequence[Person], lines: Mapping[str, int]) -> None:
    seen: dict[str, Person] = {}
    for one in people:
        mark = _mark(one, attribute)
        if mark and (first := seen.setdefault(mark, one)) is not one:
            raise Plain(
                f"Lines {lines[first.id]} and {lines[one.id]} of roster.csv have the same {what}: {mark}.",
                f"Correct one of them, or leave the {what} blank.",
            )


def _refuse_new_twins(people: Sequence[Person], lines: Mapping[str, int], known: Roster) -> None:
    seen: dict[tuple[str, ...], Person] = {}
    for one in people:
        texts = (folded(one.name), one.email, one.number, one.school, one.group, *one.aliases)
        first = seen.setdefault(tuple(text.casefold() for text in texts), one)
        if first is not one and not (known.person(first.id) and known.person(one.id)):
            raise Plain(
                f"Lines {lines[first.id]} and {lines[one.id]} of roster.csv have the same name, {one.name[:60]}, and "
                "nothing that tells them apart.",
                "If it is one person, delete the new line. If they are two, add an e-mail address, a school or a "
                "number.",
            )


def _sorted(column: str, count: int) -> Plain:
    return Plain(
        f"In the column “{column}” of roster.csv, {count} people have what was somebody else's. Perhaps that column "
        "was sorted without the others.",
        _UNDO,
    )


def _owners(known: Roster, attribute: str) -> dict[str, Person]:
    """Return whose a name, address or number is, where it is just one person's."""
    found: dict[str, list[Person]] = {}
    for one in known:
        found.setdefault(_mark(one, attribute), []).append(one)
    return {mark: people[0] for mark, people in found.items() if mark and len(people) == 1}


def _mark(one: Person, attribute: str) -> str:
    text: str = getattr(one, attribute)
    return folded(text) if attribute == "name" else bare(text) if attribute == "number" else text

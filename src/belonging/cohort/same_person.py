"""Rows that are one person become one; people of one name are told apart, or the roster is refused in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from belonging.cohort.drafts import Draft
from belonging.cohort.names import folded, same_words
from belonging.errors import Plain
from belonging.own.delimited import some


def merged(drafts: Sequence[Draft]) -> tuple[list[Draft], list[str]]:
    """Merge rows of equal e-mail or number, and see that people of one name can be told apart.

    Raises
    ------
    Plain
        If one e-mail or number stands beside two names, or two rows of one name have nothing that tells them apart.
    """
    notes: list[str] = []
    people = _by(drafts, lambda one: one.email, "e-mail address", notes)
    people = _by(people, lambda one: one.number.casefold(), "number", notes)
    if len(people) == 1 and len(drafts) > 2:
        notes.append(f"All {len(drafts)} lines are one person, {people[0].name}. Is this the right file?")
    names: dict[str, list[Draft]] = {}
    for one in people:
        names.setdefault(folded(one.name), []).append(one)
    for alike in names.values():
        _refuse_twins(alike)
    return people, notes


def _by(drafts: Sequence[Draft], key: Callable[[Draft], str], what: str, notes: list[str]) -> list[Draft]:
    kept: list[Draft] = []
    found: dict[str, Draft] = {}
    several: dict[str, Draft] = {}
    for one in drafts:
        mark = key(one)
        first = found.setdefault(mark, one) if mark else one
        if first is one:
            kept.append(one)
            continue
        if not same_words(first.name, one.name):
            raise Plain(
                f"Lines {first.lines[0]} and {one.lines[0]} have the same {what} ({mark}) and two names: "
                f"{_short(first.name)} and {_short(one.name)}.",
                f"Correct the {what} of one of them, or leave it blank. If it is one person, delete one line.",
            )
        _merge(first, one)
        several[mark] = first
    notes += [
        f"{some('line', one.lines).capitalize()} have the same {what}: one person, {_short(one.name)}."
        for one in several.values()
    ]
    return kept


def _merge(into: Draft, other: Draft) -> None:
    into.lines += other.lines
    for text in (other.name, other.email, other.number, *other.aliases):
        known = {into.name.casefold(), into.email.casefold(), into.number.casefold()}
        known |= {alias.casefold() for alias in into.aliases}
        if text and text.casefold() not in known and (into.email or text != other.email):
            into.aliases.append(text)
    into.email = into.email or other.email
    into.number = into.number or other.number
    into.school = into.school or other.school
    if other.group and other.group not in into.group.split("; "):
        into.group = "; ".join(filter(None, (into.group, other.group)))
    into.joined = min(filter(None, (into.joined, other.joined)), default="") if into.joined and other.joined else ""
    into.left = max(into.left, other.left) if into.left and other.left else ""  # there in one section is there


def _refuse_twins(alike: Sequence[Draft]) -> None:
    told: dict[tuple[str, ...], Draft] = {}
    for one in alike:
        marks = tuple(text.casefold() for text in (one.email, one.number, one.school, one.group, *one.aliases))
        if (twin := told.setdefault(marks, one)) is not one:
            raise Plain(
                f"Lines {twin.lines[0]} and {one.lines[0]} have the same name, {_short(one.name)}, and nothing that "
                "tells them apart.",
                "If it is one person, delete one line. If they are two, add an e-mail address, a school or a number.",
            )


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59].rstrip() + "…"

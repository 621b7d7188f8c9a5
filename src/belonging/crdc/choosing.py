"""Which school a person means, and which schools it is set beside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.crdc.collection import Collection
from belonging.errors import Plain

DISTRICT, STATE = "district", "state"
_LISTED = 12
_NEAREST = 20


@dataclass(frozen=True)
class Unit:
    """Some schools that are counted together, and what to call them."""

    label: str
    keys: tuple[str, ...]


def plain_letters(text: str) -> str:
    """Return text to search in: lower case, no accents, single blanks.

    >>> plain_letters("  Peña   High ")
    'pena high'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def matches(collection: Collection, text: str) -> list[str]:
    """Return the keys of all schools a person may mean by a part of a name, or by a key.

    A name that is the whole name goes before names it is a part of.
    """
    wanted = plain_letters(text)
    if not wanted:
        return []
    schools = collection.schools
    if text.strip().upper() in schools.index:
        return [text.strip().upper()]
    names = schools["name"].map(plain_letters)
    whole = schools.index[names == wanted]
    if len(whole):
        return list(whole)
    everywhere = names + " " + schools["district_name"].map(plain_letters) + " " + schools["state"].str.casefold()
    found = np.logical_and.reduce([everywhere.str.contains(word, regex=False) for word in wanted.split()])
    # A word must stand in the school's own name: a district's name alone means many schools.
    own = np.logical_or.reduce([names.str.contains(word, regex=False) for word in wanted.split()])
    return list(schools.index[found & own])


def describe(collection: Collection, key: str) -> str:
    """Return a school as a line of a list."""
    row = collection.schools.loc[key]
    place = ", ".join(part for part in (row["district_name"], row["state"]) if part)
    return f"{row['name']} ({place}), key {key}" if place else f"{row['name']}, key {key}"


def find(collection: Collection, text: str) -> str:
    """Return the key of the one school a person means.

    Raises
    ------
    Plain
        If there is none, or several: they are then listed.
    """
    if text.strip().upper() in collection.dropped:
        raise Plain(
            f"The school {text} stands in a file twice, with different numbers, so it was left out.",
            "Download the file again, or delete the wrong row in a copy of it.",
        )
    found = matches(collection, text)
    if not found:
        raise Plain(
            f"No school in these files is called “{text}”.",
            "Try a shorter part of its name, such as one word, or its key of 12 signs.",
        )
    if len(found) > 1:
        lines = [f"  {describe(collection, key)}" for key in found[:_LISTED]]
        more = [f"  and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
        raise Plain(
            "\n".join([f"“{text}” may be one of {len(found)} schools:", *lines, *more]),
            "Write more of the name, or the key.",
        )
    return found[0]


def chosen(collection: Collection, text: str) -> Unit:
    """Return the school, or by its key of 7 signs the whole district, that the report is about.

    Raises
    ------
    Plain
        If there is none, or several.
    """
    schools = collection.schools
    wanted = text.strip().upper()
    if not wanted:
        districts = schools["district"].unique()
        if len(schools) == 1:
            return Unit(str(schools["name"].iloc[0]), tuple(schools.index))
        if len(districts) > 1:
            raise Plain(
                f"The files hold {len(schools):,} schools of {len(districts):,} districts.",
                "Say which one: --school and a part of its name, or a district's key of 7 signs.",
            )
        wanted = str(districts[0])
    inside = schools.index[schools["district"] == wanted]
    if len(inside):
        name = str(schools.loc[inside[0], "district_name"]) or f"District {wanted}"
        return Unit(f"{name} (whole district)", tuple(inside))
    key = find(collection, text)
    return Unit(str(schools.loc[key, "name"]), (key,))


def comparison(
    collection: Collection, subject: Unit, wanted: Sequence[str], applies: pd.Series, size: pd.Series
) -> tuple[Unit | None, str]:
    """Return the schools to set beside the chosen one.

    Parameters
    ----------
    collection : Collection
    subject : Unit
    wanted : sequence of str
        `district`, `state` (the schools of the state nearest in size), or names and keys of schools.
    applies : Series of bool
        Whether a school could offer the course at all.
    size : Series of float
        Students of each school.

    Returns
    -------
    tuple of (Unit or None if there is no such school, how they were chosen in words)

    Raises
    ------
    Plain
        If a school that was named cannot be found.
    """
    schools = collection.schools
    kinds = {each.strip().casefold() for each in wanted} or {DISTRICT}
    if kinds - {DISTRICT, STATE}:
        keys = [find(collection, each) for each in wanted if each.strip().casefold() not in (DISTRICT, STATE)]
        keys = [key for key in dict.fromkeys(keys) if key not in subject.keys]
        return _unit("The schools you named", keys), "the schools you named"
    first = subject.keys[0]
    others = applies & ~schools.index.isin(subject.keys) & (size > 0)
    if len(subject.keys) == 1 and str(schools.loc[first, "jj"]).casefold() != "yes":
        others &= schools["jj"].str.casefold() != "yes"
    if kinds == {DISTRICT}:
        same = others & (schools["district"] == schools.loc[first, "district"])
        beside = _unit("Other schools of the district", schools.index[same])
        if beside is None:
            whole = len(subject.keys) > 1
            why = "this is the whole district" if whole else "no other school of the district could offer the course"
            return None, f"{why}. To compare, name schools or, for one school, choose schools of like size in the state"
        return beside, "the other schools of the same district"
    mine = float(size[list(subject.keys)].sum())
    same = others & (schools["state"] == schools.loc[first, "state"]) & (size >= mine / 2) & (size <= mine * 2)
    gap = (size[same] - mine).abs().sort_values(kind="stable")
    words = f"up to {_NEAREST} schools of the same state, nearest in number of students (from half to twice as many)"
    return _unit("Schools of like size in the state", gap.index[:_NEAREST]), words


def _unit(label: str, keys: Iterable[str]) -> Unit | None:
    found = tuple(map(str, keys))
    return Unit(label, found) if found else None

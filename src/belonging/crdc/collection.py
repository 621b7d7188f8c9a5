"""All files of one collection year joined into one row for each school."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from belonging.crdc.codes import X_SINCE, YEARS, Reserve, counts, meaning, numbers
from belonging.crdc.columns import COURSES, IDS, RACES, Course, enrolment_column
from belonging.crdc.files import Read, Source, read, sources
from belonging.crdc.keys import LEA, with_keys
from belonging.errors import Plain

NO_YEAR = (
    "No year could be told from the names of the files. Put them in a folder named after it, such as 2017-18: a few "
    "codes mean something else in another year."
)
_TEXT = {*IDS, *(course.offer for course in COURSES.values() if course.by_indicator)}


@dataclass(frozen=True)
class Collection:
    """One row for each school, by its key.

    Attributes
    ----------
    schools : DataFrame of str
        Index: key. Columns: name, district, district_name, state, jj, and the Yes or No columns of the file.
    values : DataFrame of float
        Index: key. Whole numbers as in the file, reserve codes (negative) and all; NaN where there is nothing.
    year : str
        The collection, such as `2017-18`; empty if nothing tells it.
    notes : tuple of str
        What was mended or left out.
    dropped : frozenset of str
        Keys that stand for two different rows.
    """

    schools: pd.DataFrame
    values: pd.DataFrame
    year: str
    notes: tuple[str, ...]
    dropped: frozenset[str]

    def count(self, column: str) -> pd.Series:
        """Return the counts of a column: NaN for whatever is no count."""
        if column not in self.values.columns:
            return pd.Series(float("nan"), index=self.values.index)
        return counts(self.values[column])

    def reserves(self, keys: Sequence[str], columns: Iterable[str]) -> list[tuple[Reserve, int]]:
        """Return which reserve codes stand in some cells, and how often."""
        there = [column for column in columns if column in self.values.columns]
        cells = self.values.loc[list(keys), there].to_numpy().ravel()
        found = Counter(int(value) for value in cells if value < 0)
        return [(meaning(code, self.year), n) for code, n in found.most_common()]

    def has(self, course: Course) -> bool:
        """Tell whether the files say who is enrolled in a course."""
        return any(enrolment_column(course.enrolment, race, "F") in self.values.columns for race in RACES)

    @property
    def rounded(self) -> bool:
        """Whether the counts are rounded in threes, told by the counts themselves."""
        columns = [name for name in self.values.columns if "ENR_" in name and not name.startswith("TOT_")]
        cells = self.values[columns].to_numpy().ravel()
        positive = cells[cells > 0]
        if len(positive) < 60:
            return False
        return bool(pd.Series(positive % 3).value_counts(normalize=True).iloc[0] > 0.95)


def load(paths: Iterable[Path]) -> Collection:
    """Read the files a person downloaded: one, several, or folders of them.

    Raises
    ------
    Plain
        If something has to be changed first; the message says what.
    """
    found = sources(paths)
    return collect(found)


def collect(given: Sequence[Source]) -> Collection:
    """Read files and join them by school.

    Raises
    ------
    Plain
        As `load`.
    """
    read_ones = [each for each in map(read, given) if each is not None]
    if not read_ones:
        raise Plain(
            "No file among these is a school file of the Civil Rights Data Collection.",
            "Give Enrollment.csv and the file of the course, such as Calculus.csv, as you downloaded them.",
        )
    notes: list[str] = []
    tables: list[Read] = []
    dropped: set[str] = set()
    for each in read_ones:
        table, said = with_keys(each.table, each.name)
        notes += said
        table, twice, said = _without_doubles(table.set_index("KEY"), each.name)
        notes += said
        dropped |= twice
        tables.append(Read(each.name, table))
    joined = _join(tables)
    joined = joined[~joined.index.isin(list(dropped))]
    text = pd.DataFrame({name: joined[name] for name in joined.columns if name in _TEXT}, index=joined.index).fillna("")
    values = pd.DataFrame(
        {name: numbers(joined[name].fillna("")) for name in joined.columns if name not in _TEXT}, index=joined.index
    )
    if not any(name.startswith("SCH_ENR_") for name in values.columns):
        raise Plain(
            "The files have no count of each school's students (columns such as SCH_ENR_HI_M).",
            "Add the file Enrollment.csv of the same year.",
        )
    return Collection(_schools(text), values, _year(given, values), tuple(notes), frozenset(dropped))


def _without_doubles(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, set[str], tuple[str, ...]]:
    """Keep one of rows that are the same; leave out keys of rows that differ, for nobody knows which holds."""
    if not table.index.has_duplicates:
        return table, set(), ()
    once = table[~table.reset_index().duplicated().to_numpy()]
    differ = once.index.duplicated(keep=False)
    keys = set(once.index[differ])
    notes = []
    if len(table) > len(once):
        notes.append(f"{name}: {len(table) - len(once)} rows stood there twice and were counted once.")
    if keys:
        listed = ", ".join(sorted(keys)[:5]) + (" and more" if len(keys) > 5 else "")
        notes.append(f"{name}: {len(keys)} schools have two rows that differ, and were left out ({listed}).")
    return once[~differ], keys, tuple(notes)


def _join(tables: list[Read]) -> pd.DataFrame:
    joined, seen = tables[0].table, [tables[0].name]
    for each in tables[1:]:
        shared = [name for name in each.table.columns if name in joined.columns and name not in IDS]
        both = joined.index.intersection(each.table.index)
        if shared and len(both):
            old, new = joined.loc[both, shared].fillna(""), each.table.loc[both, shared].fillna("")
            if ((old != new) & (old != "")).any(axis=None):
                raise Plain(
                    f"{each.name} and {' or '.join(seen[-2:])} hold the same columns ({shared[0]}, ...) with different "
                    "numbers: perhaps they are of two years.",
                    "Give the files of one year only.",
                )
        if not len(both) and not shared:
            raise Plain(
                f"{each.name} has no school in common with the files before it ({', '.join(seen[-2:])}).",
                "Check that they are of the same year and place.",
            )
        joined = joined.combine_first(each.table)
        seen.append(each.name)
    return joined


def _schools(text: pd.DataFrame) -> pd.DataFrame:
    def column(name: str) -> pd.Series:
        return text[name].str.strip() if name in text.columns else pd.Series("", index=text.index)

    named = {
        "name": column("SCH_NAME").where(column("SCH_NAME") != "", "(no name in the file)"),
        "district": column("LEAID").where(column("LEAID") != "", text.index.str[:LEA]),
        "district_name": column("LEA_NAME"),
        "state": column("LEA_STATE").where(column("LEA_STATE") != "", column("LEA_STATE_NAME")),
        "jj": column("JJ"),
    }
    flags = {name: column(name) for name in text.columns if name.endswith("_IND")}
    return pd.DataFrame({**named, **flags}, index=text.index)


def _year(given: Sequence[Source], values: pd.DataFrame) -> str:
    """Tell the year from the names of the files and folders, or from columns that only one year has."""
    named = set()
    for source in given:
        path = str(source.path.resolve()) if source.path else source.name
        named |= {year for year in YEARS if re.search(rf"(?<!\d){year[:4]}[-_ –]?(?:20)?{year[5:]}(?!\d)", path)}
    if len(named) == 1:
        return named.pop()
    return X_SINCE if any(name.endswith("_X") for name in values.columns) else ""

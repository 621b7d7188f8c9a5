"""A gap between two groups taken apart: was the course not offered, or not taken up? And does it turn round?"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.measures import _checks


@dataclass(frozen=True)
class Steps:
    """One group on the way into a course: all `students`, those `offered` it, those `enrolled`."""

    students: int
    offered: int
    enrolled: int

    def __post_init__(self) -> None:
        _checks.share(self.offered, self.students, "students")
        _checks.share(self.enrolled, self.offered, "students offered the course")

    @property
    def offer(self) -> float:
        """Share of the students to whom the course was offered."""
        return self.offered / self.students

    @property
    def uptake(self) -> float:
        """Share of those offered who enrolled."""
        return self.enrolled / self.offered

    @property
    def rate(self) -> float:
        """Share of all students who enrolled: offer times uptake."""
        return self.enrolled / self.students


@dataclass(frozen=True)
class GapParts:
    """A gap in enrolment rates, a minus b, and how much of it each step makes; the two parts sum to the gap."""

    gap: float
    offer: float
    uptake: float
    n_a: int
    n_b: int


@dataclass(frozen=True)
class Reversal:
    """The overall gap in rates, a minus b, beside the gap in each stratum; `n` persons in all."""

    overall: float
    by_stratum: dict[Hashable, float]
    n: int

    @property
    def reversed(self) -> bool:
        """Whether every stratum shows a gap the other way than the whole (Simpson's reversal)."""
        signs = {float(np.sign(gap)) for gap in self.by_stratum.values()}
        return self.overall != 0 and signs == {-float(np.sign(self.overall))}


def decompose_gap(a: Steps, b: Steps) -> GapParts:
    """Split the gap in enrolment rates into what the offer makes and what the uptake makes.

    Each step's part is its own difference times the average of the two groups' other step, so neither group is
    the yardstick and the parts sum to the gap exactly.

    Parameters
    ----------
    a, b : Steps
        The two groups, in students.

    Returns
    -------
    GapParts
        In shares (0.10 is ten students in a hundred).

    Examples
    --------
    >>> parts = decompose_gap(Steps(100, 80, 40), Steps(100, 40, 20))
    >>> round(parts.gap, 3), round(parts.offer, 3), round(parts.uptake, 3)
    (0.2, 0.2, 0.0)
    """
    return GapParts(
        gap=a.rate - b.rate,
        offer=(a.offer - b.offer) * (a.uptake + b.uptake) / 2,
        uptake=(a.uptake - b.uptake) * (a.offer + b.offer) / 2,
        n_a=a.students,
        n_b=b.students,
    )


def simpson_reversal(
    table: pd.DataFrame, *, stratum: str, group: str, count: str, n: str, a: Hashable, b: Hashable
) -> Reversal:
    """Compare the gap between two groups overall with the gap in every stratum (school, course, grade).

    Parameters
    ----------
    table : DataFrame
        One row for each stratum and group (more rows of a pair are added up).
    stratum, group, count, n : str
        Names of the columns: stratum, group, those enrolled, all students; counts in persons.
    a, b : hashable
        The two groups; the gap is a minus b. Strata that lack one of them have no gap and are left out.

    Raises
    ------
    ValueError
        If a column or group is missing, the counts do not belong together, or no stratum has both groups.

    Examples
    --------
    >>> schools = pd.DataFrame({
    ...     "school": ["x", "x", "y", "y"], "group": ["A", "B", "A", "B"],
    ...     "enrolled": [9, 80, 20, 1], "students": [10, 100, 100, 10]})
    >>> simpson_reversal(schools, stratum="school", group="group", count="enrolled", n="students",
    ...                  a="A", b="B").reversed
    True
    """
    missing = [column for column in (stratum, group, count, n) if column not in table.columns]
    if missing:
        raise ValueError(f"The table has no column {', '.join(missing)}. It has: {', '.join(map(str, table.columns))}.")
    absent = [str(each) for each in (a, b) if each not in set(table[group])]
    if absent:
        raise ValueError(f"The column '{group}' has no {', '.join(absent)}.")
    sums = table[table[group].isin([a, b])].groupby([stratum, group], sort=False)[[count, n]].sum()
    for part, whole in sums.to_numpy():
        _checks.share(part, whole, "students")
    rates = (sums[count] / sums[n]).unstack(group).dropna()
    if rates.empty:
        raise ValueError(f"No {stratum} has students of both groups, so nothing can be compared within one.")
    overall = sums.groupby(level=group).sum()
    whole = (overall[count] / overall[n]).to_dict()
    return Reversal(
        overall=float(whole[a] - whole[b]),
        by_stratum={name: float(gap) for name, gap in (rates[a] - rates[b]).items()},
        n=int(sums[n].sum()),
    )

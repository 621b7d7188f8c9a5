"""Shares that name their denominator: response rates, rates, and two ratios of shares."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import pandas as pd

from belonging.measures import _checks
from belonging.measures.intervals import Interval, wilson


@dataclass(frozen=True)
class Rate:
    """`count` of `n`, where `of` says in words who the n are, e.g. "students asked"."""

    count: int
    n: int
    of: str

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.count / self.n

    def interval(self, level: float = 0.95) -> Interval:
        """Return the Wilson interval of the share (wilson1927)."""
        return wilson(self.count, self.n, level=level)

    def __str__(self) -> str:
        return f"{self.value:.0%} ({self.count} of {self.n} {self.of})"


@dataclass(frozen=True)
class Ratio:
    """One share divided by another: 1 means equal; `n` is the number behind the first share, None if not given."""

    value: float
    share: float
    reference: float
    n: int | None = None


def rate(count: int, n: int, of: str) -> Rate:
    """Return a share with its stated denominator.

    Parameters
    ----------
    count, n : int
        The part and the whole, in persons or events.
    of : str
        Who or what the n are, in words. There is no default: a rate without it cannot be read.

    Raises
    ------
    ValueError
        If the two numbers do not belong together or the denominator is not named.

    Examples
    --------
    >>> print(rate(12, 30, "students who were offered the course"))
    40% (12 of 30 students who were offered the course)
    """
    if not of.strip():
        raise ValueError("Say whom the rate is taken of, e.g. of='students enrolled in grade 8'.")
    _checks.share(count, n, of)
    return Rate(int(count), int(n), of)


def response_rate(answers: pd.Series | pd.DataFrame, *, of: str = "students asked") -> Rate:
    """Return the share of those asked who answered.

    Parameters
    ----------
    answers : Series of length n, or DataFrame of shape (n, items)
        One row for each person asked; empty means no answer. A person answered if any item is filled.
    of : str
        Who was asked.

    Raises
    ------
    ValueError
        If nobody was asked.

    Examples
    --------
    >>> response_rate(pd.Series([4, None, 5, 1])).value
    0.75
    """
    answered = _answered(answers)
    return rate(int(answered.sum()), len(answered), of)


def response_rate_by(
    answers: pd.Series | pd.DataFrame, group: Iterable[Hashable], *, of: str = "students asked"
) -> dict[Hashable, Rate]:
    """Return the response rate of each group, in the order of the sorted group names.

    The numbers are as small as the groups are: pass them through `belonging.privacy` before showing them.

    Parameters
    ----------
    answers : Series of length n, or DataFrame of shape (n, items)
        As in `response_rate`.
    group : length n
        The group of each person asked; rows without a group are counted under "no group given".

    Raises
    ------
    ValueError
        If answers and groups differ in length.

    Examples
    --------
    >>> found = response_rate_by(pd.Series([4, None, 5, 1]), ["A", "A", "B", "B"])
    >>> {name: each.value for name, each in found.items()}
    {'A': 0.5, 'B': 1.0}
    """
    answered = _answered(answers)
    names = list(group)
    if len(names) != len(answered):
        raise ValueError(f"There are {len(answered)} rows of answers but {len(names)} groups. Give one group per row.")
    groups = pd.Series(names, index=answered.index, dtype=object)
    named = groups.where(groups.notna(), "no group given")
    return {
        name: rate(int(part.sum()), len(part), of)
        for name, part in sorted(answered.groupby(named), key=lambda item: str(item[0]))
    }


def composition_index(in_course: int, course: int, in_school: int, school: int) -> Ratio:
    """Return a group's share in a course divided by its share in the school; 1 means as in the school.

    Parameters
    ----------
    in_course, course : int
        Students of the group in the course; all students in the course.
    in_school, school : int
        Students of the group in the school (or district); all students there.

    Raises
    ------
    ValueError
        If the numbers do not belong together, or the group has no student in the school.

    Examples
    --------
    >>> composition_index(8, 100, 160, 1000).value
    0.5
    """
    share = rate(in_course, course, "students in the course")
    reference = rate(in_school, school, "students in the school")
    return _ratio(share.value, reference.value, share.n)


def participation_ratio(share: float, reference: float) -> Ratio:
    """Return a published share divided by the group's share in the population; 1 means as in the population.

    For counts of one's own use `composition_index`, which keeps the n.

    Parameters
    ----------
    share, reference : float
        Both between 0 and 1, e.g. share of STEM workers and share of the population (ncses2023).

    Raises
    ------
    ValueError
        If a share is not between 0 and 1 (35% is 0.35) or the reference is 0.

    Examples
    --------
    >>> round(participation_ratio(0.35, 0.51).value, 2)
    0.69
    """
    for each in (share, reference):
        if not 0 <= each <= 1:
            raise ValueError(f"A share lies between 0 and 1; write 35% as 0.35, not {each}.")
    return _ratio(share, reference, None)


def _ratio(share: float, reference: float, n: int | None) -> Ratio:
    if reference == 0:
        raise ValueError(
            "The group's share to compare with is 0, so there is no ratio. Check the second pair of numbers."
        )
    return Ratio(share / reference, share, reference, n)


def _answered(answers: pd.Series | pd.DataFrame) -> pd.Series:
    filled = answers.notna()
    return filled.any(axis=1) if isinstance(filled, pd.DataFrame) else filled

"""From fall to spring: naive change, matched change, and what the change could be if the silent had answered."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from belonging.measures import _checks
from belonging.measures.intervals import Interval, mean


@dataclass(frozen=True)
class Change:
    """Mean after minus mean before, each over whoever answered then; `value` in scale points."""

    value: float
    n_before: int
    n_after: int


@dataclass(frozen=True)
class MatchedChange:
    """Mean of each person's own change, over the `n` who answered both times; all in scale points."""

    value: float
    n: int
    sd: float
    interval: Interval


@dataclass(frozen=True)
class ChangeBounds:
    """The lowest and highest mean change possible for all `n` asked, `n_unknown` of whom lack an answer."""

    low: float
    high: float
    n: int
    n_unknown: int

    @property
    def direction_is_known(self) -> bool:
        """Whether even the worst case keeps the sign of the change."""
        return self.low > 0 or self.high < 0


def naive_change(before: pd.Series, after: pd.Series) -> Change:
    """Return the mean after minus the mean before, whoever answered.

    It mixes true change with who stopped (or started) answering; report it only beside `matched_change`.

    Parameters
    ----------
    before, after : Series
        One score per person, in scale points; empty where the person did not answer.

    Raises
    ------
    ValueError
        If nobody answered before or after.

    Examples
    --------
    >>> naive_change(pd.Series([1.0, 3.0, 5.0]), pd.Series([None, 3.0, 5.0]))
    Change(value=1.0, n_before=3, n_after=2)
    """
    first, second = _known(before, "before"), _known(after, "after")
    return Change(float(second.mean() - first.mean()), len(first), len(second))


def matched_change(before: pd.Series, after: pd.Series, *, level: float = 0.95) -> MatchedChange:
    """Return the mean change of those who answered both times, with its t interval.

    Parameters
    ----------
    before, after : Series
        One score per person, in scale points; a person is the same index label in both.
    level : float
        Confidence level.

    Raises
    ------
    ValueError
        If a label occurs twice in either, so that it is not clear who is who, or nobody answered both times.

    Examples
    --------
    >>> result = matched_change(pd.Series([1.0, 3.0, 5.0]), pd.Series([None, 3.0, 5.0]))
    >>> result.value, result.n
    (0.0, 2)
    """
    first, second = _aligned(before, after)
    both = (second - first).dropna()
    if both.empty:
        raise ValueError("Nobody answered both times, so there is no matched change. Check that the codes agree.")
    found = mean(both, level=level)
    return MatchedChange(found.value, found.n, found.sd, found.interval)


def change_bounds(before: pd.Series, after: pd.Series, *, low: float, high: float) -> ChangeBounds:
    """Return the change if all who did not answer had answered lowest, and if all had answered highest.

    No assumption about the silent is made, so the bounds are wide: that is what a response rate of .65 means.

    Parameters
    ----------
    before, after : Series
        As in `matched_change`. Every label of either counts as a person asked.
    low, high : float
        The ends of the answer scale, in scale points.

    Raises
    ------
    ValueError
        If a label occurs twice, nobody was asked, or a score lies outside the scale.

    Examples
    --------
    >>> change_bounds(pd.Series([1.0, 3.0]), pd.Series([None, 3.0]), low=1, high=5)
    ChangeBounds(low=0.0, high=2.0, n=2, n_unknown=1)
    """
    _checks.scale_range(low, high)
    first, second = _aligned(before, after)
    if first.empty:
        raise ValueError("There is nobody in the data. Check that the right columns were chosen.")
    for scores in (first, second):
        outside = scores[(scores < low) | (scores > high)]
        if len(outside):
            raise ValueError(f"A score of {outside.iloc[0]:g} lies outside the scale {low:g} to {high:g}.")
    worst = second.fillna(low) - first.fillna(high)
    best = second.fillna(high) - first.fillna(low)
    unknown = int((first.isna() | second.isna()).sum())
    return ChangeBounds(float(worst.mean()), float(best.mean()), len(first), unknown)


def _known(scores: pd.Series, when: str) -> pd.Series:
    known = _checks.numbers(scores, f"scores {when}").dropna()
    if known.empty:
        raise ValueError(f"Nobody answered {when}, so there is no change to report. Check the column.")
    return known


def _aligned(before: pd.Series, after: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Bring both to the same persons in the same order; a person missing in one becomes an empty score."""
    for scores in (before, after):
        twice = scores.index[scores.index.duplicated()].unique()
        if len(twice):
            raise ValueError(
                f"The code {twice[0]!r} stands for more than one person. "
                "Match by code and class together, or mend the code, and try again."
            )
    first, second = _checks.numbers(before, "scores before"), _checks.numbers(after, "scores after")
    return first.align(second, join="outer")

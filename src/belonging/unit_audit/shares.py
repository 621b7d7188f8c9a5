"""Counts a unit's figures through every lens: how many, of how many, and how sure one can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from belonging.unit_audit.figure import LENSES, Figure, Lens

#: Below this many figures a share is told as a count: with so few, one figure moves it by more than ten points.
PERCENT_FROM = 10


@dataclass(frozen=True)
class Share:
    """What one lens shows.

    `focus` of `n` figures belong to the group looked for; `unclear` more are counted by the lens and belong to
    neither side. `low` and `high` are the ends of the 95% Wilson interval of the share, between 0 and 1.
    """

    lens: Lens
    focus: int
    n: int
    unclear: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share between 0 and 1; None when the lens shows nobody."""
        return self.focus / self.n if self.n else None

    @property
    def words(self) -> str:
        """The share as a sentence may tell it."""
        if not self.n:
            return "nobody"
        count = f"{self.focus} of {self.n}"
        return count if self.n < PERCENT_FROM else f"{count} ({100 * self.focus / self.n:.0f}%)"


def share(figures: Sequence[Figure], lens: Lens) -> Share:
    """Count the figures of one lens.

    Parameters
    ----------
    figures
        The unit's figures.
    lens
        One of `LENSES`.

    Notes
    -----
    The interval is the Wilson score interval (wilson1927), written out here because this room also runs where
    scipy cannot be loaded; a test holds it to `belonging.measures.wilson` within 1e-9.

    Examples
    --------
    >>> from belonging.unit_audit.figure import LENSES, Figure
    >>> share([Figure("page 1", "focus"), Figure("page 2", "other")], LENSES[0]).words
    '1 of 2'
    """
    seen = lens.through(figures)
    focus = sum(figure.who == "focus" for figure in seen)
    unclear = sum(figure.who == "unclear" for figure in seen)
    n = len(seen) - unclear
    low, high = _wilson(focus, n) if n else (0.0, 1.0)
    return Share(lens, focus, n, unclear, low, high)


def shares(figures: Sequence[Figure]) -> list[Share]:
    """Count the figures of every lens, from the widest to the narrowest."""
    return [share(figures, lens) for lens in LENSES]


def _wilson(count: int, n: int) -> tuple[float, float]:
    z = NormalDist().inv_cdf(0.975)
    p = count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Carried:
    """One part of the unit without which the headcount would look different.

    `focus` of the unit's `focus_in_all` figures of the group stand in `part`; `rest` is the headcount without it.
    """

    part: str
    focus: int
    focus_in_all: int
    rest: Share


def carried_by(figures: Sequence[Figure]) -> Carried | None:
    """Find the one part of the unit that holds at least half of the group's figures.

    Returns
    -------
    Carried or None
        None when no part carries that much, when fewer than two parts are named, or when the group is pictured
        fewer than four times: a half of two or three is no pattern.
    """
    parts = {figure.part for figure in figures if figure.part}
    in_all = sum(figure.who == "focus" for figure in figures)
    if len(parts) < 2 or in_all < 4:
        return None
    held = {part: sum(f.who == "focus" and f.part == part for f in figures) for part in sorted(parts)}
    most = max(held, key=lambda part: held[part])
    if 2 * held[most] < in_all:
        return None
    return Carried(most, held[most], in_all, share([f for f in figures if f.part != most], LENSES[0]))

"""How well two raters agree: the share of equal codes, and how much of it chance alone would give."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Agreement:
    """`count` of `n` things got the same code from both raters; `by_chance` is the share chance alone would give."""

    count: int
    n: int
    by_chance: float

    @property
    def value(self) -> float:
        """The share of equal codes, 0 to 1."""
        return self.count / self.n

    @property
    def kappa(self) -> float:
        """Cohen's kappa: the agreement beyond chance, as a share of what was left beyond chance.

        1 is full agreement, 0 what chance gives. NaN when both raters used one and the same code throughout.
        """
        if self.by_chance == 1:
            return float("nan")
        return (self.value - self.by_chance) / (1 - self.by_chance)


def rater_agreement(first: Iterable[Hashable], second: Iterable[Hashable]) -> Agreement:
    """Compare two raters' codes for the same things, in the same order.

    Parameters
    ----------
    first, second : iterable
        One code for each thing; an empty cell (None or NaN) is no code.

    Raises
    ------
    ValueError
        If the raters coded different numbers of things, or one left a thing without a code.

    Examples
    --------
    >>> agreement = rater_agreement("aabb", "abbb")
    >>> agreement.value, agreement.by_chance, agreement.kappa
    (0.75, 0.5, 0.5)
    """
    codes = pd.Series(list(first), dtype=object), pd.Series(list(second), dtype=object)
    if len(codes[0]) != len(codes[1]) or not len(codes[0]):
        raise ValueError(
            f"One rater has {len(codes[0])} codes, the other {len(codes[1])}. Give one code of each for every thing."
        )
    if missing := int((codes[0].isna() | codes[1].isna()).sum()):
        raise ValueError(f"{missing} of {len(codes[0])} things lack a code. Leave them out, and say so.")
    shares = [each.value_counts(normalize=True) for each in codes]
    by_chance = float(shares[0].mul(shares[1], fill_value=0).sum())
    return Agreement(int((codes[0] == codes[1]).sum()), len(codes[0]), by_chance)


def weighted_kappa(first: Iterable[int], second: Iterable[int], *, levels: Sequence[int]) -> float:
    """Return Cohen's kappa with quadratic weights: two levels apart counts four times as much as one.

    Parameters
    ----------
    first, second : iterable of int
        Each rater's level for the same things, in the same order.
    levels : sequence of int
        All levels there are, evenly spaced, lowest first.

    Returns
    -------
    float
        1 is full agreement, 0 what chance gives; NaN when both raters used one and the same level throughout.

    Raises
    ------
    ValueError
        If the raters rated different numbers of things, or a level is not one of `levels`.

    Examples
    --------
    >>> round(weighted_kappa([0, 1, 2, 3], [0, 1, 2, 2], levels=(0, 1, 2, 3)), 3)
    0.875
    """
    rated = [list(first), list(second)]
    if len(rated[0]) != len(rated[1]) or not rated[0]:
        raise ValueError(f"One rater has {len(rated[0])} levels, the other {len(rated[1])}. Give one of each.")
    if strange := set(rated[0] + rated[1]) - set(levels):
        raise ValueError(f"{sorted(map(str, strange))} are no levels; there are {list(levels)}.")
    counts = np.zeros((len(levels), len(levels)), dtype=int)
    for pair in zip(*rated, strict=True):
        counts[levels.index(pair[0]), levels.index(pair[1])] += 1
    return weighted_kappa_of(counts)


def weighted_kappa_of(counts: np.ndarray) -> float:
    """Return the same from a table that counts how often each pair of levels came.

    Parameters
    ----------
    counts : array of int, levels x levels
        One rater's levels down, the other's across.
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    if np.count_nonzero(counts) == 1 and np.count_nonzero(np.diagonal(counts)) == 1:
        return float("nan")
    return float(cohens_kappa(counts, wt="quadratic", return_results=False))

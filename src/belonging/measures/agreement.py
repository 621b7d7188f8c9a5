"""How well two raters agree: the share of equal codes, and how much of it chance alone would give."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

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

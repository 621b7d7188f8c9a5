"""How alike people score: quadratic weighted kappa over a set of plans, with how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.plan.scoring.resolve import APART, in_order
from belonging.plan.scoring.score import LEVELS, Score, row_ids

FEWEST = 10
"""Plans below which no kappa is shown: it would jump with every plan added."""

_DRAWS = 2_000
_SEED = 6


@dataclass(frozen=True)
class PlanAgreement:
    """How alike two scorers were over a set of plans.

    Parameters
    ----------
    plans, pairs : int
        Plans with two scorers; pairs of levels, eight a plan.
    kappa : float or None
        Quadratic weighted kappa; None with too few plans, or where all gave one and the same level.
    low, high : float or None
        Middle 95% of kappa when plans are drawn again with replacement.
    equal, one_apart, far : int
        Pairs that are equal, one level apart, two or more apart.
    by_row : mapping of str to tuple of int
        The same three counts for each row.
    """

    plans: int
    pairs: int
    kappa: float | None
    low: float | None
    high: float | None
    equal: int
    one_apart: int
    far: int
    by_row: Mapping[str, tuple[int, int, int]]

    def sentence(self) -> str:
        """Return what can be said, with its n and its limit."""
        if self.plans < FEWEST:
            return (
                f"Agreement is not shown yet: {self.plans} plans have two scorers, and it needs {FEWEST}. "
                "With fewer, one plan would move it too much."
            )
        counts = (
            f"Of {self.pairs} pairs of levels on {self.plans} plans, {self.equal} are equal, {self.one_apart} are one "
            f"apart and {self.far} two or more."
        )
        if self.kappa is None or self.low is None:
            return f"{counts} Kappa cannot be computed, as nearly all levels are the same."
        return (
            f"{counts} Quadratic weighted kappa is {self.kappa:.2f}, where 1 is full agreement and 0 what chance "
            f"alone gives; 95% interval {self.low:.2f} to {self.high:.2f}, by drawing the plans again. It speaks of "
            "these scorers and these plans only."
        )


def plan_agreement(scored: Sequence[Sequence[Score]]) -> PlanAgreement:
    """Compare the first two scorers of each plan; a third, who was asked because two differed, does not count here.

    Parameters
    ----------
    scored : sequence of sequences of Score
        For each plan its scores; plans with fewer than two are left out.
    """
    two = [in_order(scores)[:2] for scores in scored if len(scores) >= 2]
    pairs = [[(a.rows[row].level, b.rows[row].level) for row in row_ids()] for a, b in two]
    flat = [pair for plan in pairs for pair in plan]
    kappa = low = high = None
    if len(two) >= FEWEST:
        # with changing scorers nobody is "the first"; then each pair is counted both ways
        same_two = len({tuple(sorted(score.scorer for score in each)) for each in two}) == 1
        ordered = [_by_name(each) for each in two] if same_two else pairs
        kappa, low, high = _kappa(ordered, both_ways=not same_two)
    return PlanAgreement(
        plans=len(two),
        pairs=len(flat),
        kappa=kappa,
        low=low,
        high=high,
        **dict(zip(("equal", "one_apart", "far"), _counts(flat), strict=True)),
        by_row={row: _counts([plan[place] for plan in pairs]) for place, row in enumerate(row_ids())},
    )


def _by_name(two: Sequence[Score]) -> list[tuple[int, int]]:
    first, second = sorted(two, key=lambda score: score.scorer)
    return [(first.rows[row].level, second.rows[row].level) for row in row_ids()]


def _counts(pairs: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    gaps = [abs(a - b) for a, b in pairs]
    return gaps.count(0), gaps.count(1), sum(gap >= APART for gap in gaps)


def _kappa(
    plans: Sequence[Sequence[tuple[int, int]]], *, both_ways: bool
) -> tuple[float | None, float | None, float | None]:
    """Return kappa and its interval; rows of one plan hang together, so whole plans are drawn, not pairs."""
    import numpy as np
    from scipy.stats import bootstrap

    from belonging.measures import weighted_kappa_of

    counts = np.zeros((len(plans), len(LEVELS), len(LEVELS)), dtype=int)
    for plan, pairs in enumerate(plans):
        for first, second in pairs:
            counts[plan, first, second] += 1
    if both_ways:
        counts += counts.transpose(0, 2, 1)
    everyone = np.arange(len(plans))
    kappa = weighted_kappa_of(counts.sum(axis=0))
    if np.isnan(kappa):
        return None, None, None
    drawn = bootstrap(
        (everyone,),
        lambda chosen: weighted_kappa_of(counts[chosen].sum(axis=0)),
        n_resamples=_DRAWS,
        vectorized=False,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).bootstrap_distribution
    low, high = np.nanpercentile(drawn, (2.5, 97.5))  # a draw in which all gave one level has no kappa
    return float(kappa), float(low), float(high)

"""The course's measures: each returns a small record that carries its value together with its n."""

from belonging.measures.agreement import Agreement, rater_agreement, weighted_kappa, weighted_kappa_of
from belonging.measures.change import (
    Change,
    ChangeBounds,
    MatchedChange,
    change_bounds,
    matched_change,
    naive_change,
)
from belonging.measures.concentration import Lorenz, TopShare, lorenz, top_share
from belonging.measures.gap import GapParts, Reversal, Steps, decompose_gap, simpson_reversal
from belonging.measures.intervals import Interval, Mean, mean, newcombe, wilson
from belonging.measures.position import Median, bands, median
from belonging.measures.rates import (
    Rate,
    Ratio,
    composition_index,
    participation_ratio,
    rate,
    response_rate,
    response_rate_by,
)
from belonging.measures.regression import Correlation, ExpectedReturn, correlation, regression_to_mean
from belonging.measures.scales import Alpha, Scale, cronbach_alpha, reverse, scale_score

__all__ = [
    "Agreement",
    "Alpha",
    "Change",
    "ChangeBounds",
    "Correlation",
    "ExpectedReturn",
    "GapParts",
    "Interval",
    "Lorenz",
    "MatchedChange",
    "Mean",
    "Median",
    "Rate",
    "Ratio",
    "Reversal",
    "Scale",
    "Steps",
    "TopShare",
    "bands",
    "change_bounds",
    "composition_index",
    "correlation",
    "cronbach_alpha",
    "decompose_gap",
    "lorenz",
    "matched_change",
    "mean",
    "median",
    "naive_change",
    "newcombe",
    "participation_ratio",
    "rate",
    "rater_agreement",
    "regression_to_mean",
    "response_rate",
    "response_rate_by",
    "reverse",
    "scale_score",
    "simpson_reversal",
    "top_share",
    "weighted_kappa",
    "weighted_kappa_of",
    "wilson",
]

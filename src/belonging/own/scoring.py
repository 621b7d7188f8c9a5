"""Scale scores over everybody: averages with intervals, reliability, and what may be printed of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from belonging.measures import Alpha, Interval, cronbach_alpha, mean, reverse, scale_score
from belonging.own.mapping import Column
from belonging.own.people import Answers
from belonging.own.report import Item, K, ScaleResult
from belonging.privacy import code_rate

_EDGE = 0.05  # of the scale's length; an average closer to an end tells what nearly everybody answered


@dataclass(frozen=True)
class Scored:
    """The scores of one scale (NaN where an item was not answered) and what is reported of them."""

    scores: pd.Series
    result: ScaleResult


def near_an_end(value: float, low: float, high: float) -> str:
    """Return how an average near an end of the scale is printed instead; empty if it is not near one.

    >>> near_an_end(4.95, 1, 5), near_an_end(1.0, 1, 5), near_an_end(3.2, 1, 5)
    ('≥4.8', '≤1.2', '')
    """
    edge = _EDGE * (high - low)
    if value >= high - edge:
        return f"≥{high - edge:g}"
    return f"≤{low + edge:g}" if value <= low + edge else ""


def clipped(interval: Interval, low: float, high: float) -> tuple[float, float]:
    """Return the ends of an interval, kept inside the scale.

    >>> clipped(Interval(3.9, 5.2), 1, 5)
    (3.9, 5)
    """
    return max(interval.low, low), min(interval.high, high)


def score(name: str, columns: list[Column], answers: Answers) -> Scored | None:
    """Score one scale; None if nobody answered any of its items.

    Parameters
    ----------
    name : str
    columns : list of Column
        Its items, once each.
    answers : Answers
    """
    keys = {column.item or column.name: column for column in columns}
    here = {key: column for key, column in keys.items() if key in answers.points}
    empty = [key for key in here if answers.points[key].notna().sum() == 0]
    used = {key: column for key, column in here.items() if key not in empty}
    if not used:
        return None
    low, high = columns[0].low, columns[0].high
    raw = answers.points[list(used)]
    turned = [key for key, column in used.items() if column.reversed != column.one_is_most]
    scale = scale_score(raw, low=low, high=high, reversed=turned)
    warnings = [f"Nobody answered '{key}', so it is not part of the scale." for key in empty]
    warnings += [f"'{key}' is not in this term's file." for key in keys if key not in here]
    before, after = _alphas(raw, used, low, high)
    if after is not None:
        warnings += after.warnings
    scores = scale.scores.dropna()
    coded, average, interval = "", None, None
    if len(scores) >= K:
        found = mean(scores)
        coded = near_an_end(found.value, low, high)
        if not coded:
            average = found.value
            interval = found.interval if found.sd > 0 else None
    result = ScaleResult(
        name=name,
        low=low,
        high=high,
        items=tuple(_item(key, raw[key], scale.scores.notna(), key in turned, low, high) for key in used),
        n=len(scores),
        mean=average,
        interval=interval,
        coded=coded,
        at_low=_share(scores == low),
        at_high=_share(scores == high),
        alpha=after,
        alpha_before=before,
        warnings=tuple(warnings),
    )
    return Scored(scale.scores, result)


def _item(key: str, raw: pd.Series, scored: pd.Series, turned: bool, low: float, high: float) -> Item:
    # Averaged over the same people as the scale: over all who answered this one question, the sums of the questions
    # less the sum of the scale would be the answers of the few who skipped one.
    known = raw[scored]
    if turned:
        known = reverse(known, low=low, high=high)
    value = float(known.mean()) if len(known) >= K else None
    return Item(key, turned, int(raw.notna().sum()), None if value is None or near_an_end(value, low, high) else value)


def _share(at_end: pd.Series) -> str:
    return code_rate(float(at_end.mean())) if len(at_end) >= K else ""


def _alphas(
    raw: pd.DataFrame, columns: dict[str, Column], low: float, high: float
) -> tuple[Alpha | None, Alpha | None]:
    """Alpha as the answers stand in the file, and with reversed items turned round; the first only if they differ."""
    if raw.shape[1] < 2 or len(raw.dropna()) < K:
        return None, None
    against = [key for key, column in columns.items() if column.reversed]
    turned = raw.assign(**{key: reverse(raw[key], low=low, high=high) for key in against})
    try:
        after = cronbach_alpha(turned)
        return (cronbach_alpha(raw) if against else None), after
    except ValueError:  # every row has the same sum: there is no alpha, and the average says the rest
        return None, None

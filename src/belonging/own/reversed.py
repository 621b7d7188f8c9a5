"""Finds the items that run against the rest of their scale: the sign of an item worded the other way round."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

_AGAINST = re.compile(
    r"\b(not|never|no|hardly|bored?|boring|hard|difficult|waste|worr(y|ied)|afraid|outsider|lonely)\b|n['’]t\b"
)
_LEAST_ROWS = 10
_LEAST_AGAINST = 0.1


def look_reversed(points: pd.DataFrame, scales: dict[str, list[str]]) -> dict[str, float]:
    """Return the items that look reversed, with their correlation with the rest of the scale as it stands.

    Parameters
    ----------
    points : DataFrame, shape (n, items)
        In scale points; empty where there is no answer.
    scales : dict
        The items of each scale.

    Returns
    -------
    dict from item to a negative correlation

    Notes
    -----
    The signs of the first principal component part a scale in two camps; the smaller camp is the one that looks
    reversed. With two items, or camps of one size, all items of the survey decide, then the wording. Where that
    leaves a draw, nothing is proposed: alpha carries its own warning.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 5] * 3, "b": [1, 3, 3, 4, 5] * 3, "c": [5, 4, 3, 2, 2] * 3})
    >>> list(look_reversed(answers, {"s": ["a", "b", "c"]}))
    ['c']
    """
    overall = _camps(points)
    found: dict[str, float] = {}
    for items in scales.values():
        signs = _camps(points[items]) if len(items) > 1 else {}
        against = [item for item in items if signs.get(item, 0) < 0]
        favoring = [item for item in items if signs.get(item, 0) > 0]
        if not against or not favoring:
            continue
        if len(against) == len(favoring):
            against = _decide(against, favoring, overall)
        elif len(against) > len(favoring):
            against = favoring
        for item in against:
            rest = points[[other for other in items if other not in against]].mean(axis=1)
            r = float(points[item].corr(rest))
            if r < -_LEAST_AGAINST:
                found[item] = r
    return found


def _camps(points: pd.DataFrame) -> dict[str, int]:
    """Give each varying item the sign of its weight in the first principal component."""
    varying = points.loc[:, points.nunique() > 1]
    if varying.shape[1] < 2 or len(varying.dropna(how="all")) < _LEAST_ROWS:
        return {}
    correlations = varying.corr(min_periods=_LEAST_ROWS).fillna(0.0).to_numpy()
    _, vectors = np.linalg.eigh(correlations)
    weights = vectors[:, -1]
    return {
        str(name): int(np.sign(weight)) if abs(weight) > 1e-6 else 0
        for name, weight in zip(varying.columns, weights, strict=True)
    }


def _decide(one: list[str], other: list[str], overall: dict[str, int]) -> list[str]:
    """Of two camps of one size, return the one that looks reversed; neither if nothing tells them apart."""
    total = sum(overall.values())
    score = sum(overall.get(item, 0) for item in one) - sum(overall.get(item, 0) for item in other)
    if len(overall) > len(one) + len(other) and total * score != 0:
        return one if total * score < 0 else other
    worded = (
        sum(bool(_AGAINST.search(item.lower())) for item in one),
        sum(bool(_AGAINST.search(item.lower())) for item in other),
    )
    if worded[0] == worded[1]:
        return []
    return one if worded[0] > worded[1] else other

"""From items to a scale: reverse-coded items, scores with a rule for missing items, Cronbach's alpha."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.measures import _checks


@dataclass(frozen=True)
class Scale:
    """Scores in scale points, one per row (NaN where too few items were answered); `n` rows have a score."""

    scores: pd.Series
    n: int
    n_without: int
    items: tuple[str, ...]
    reversed: tuple[str, ...]


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha (1 at most; below 0 if items disagree) of `n` complete rows, with what to read beside it.

    `inter_item` is the mean correlation between items, `item_rest` the correlation of each item with the sum of
    the others, and `warnings` are sentences to show with the value.
    """

    value: float
    n: int
    items: int
    inter_item: float
    item_rest: dict[str, float]
    warnings: tuple[str, ...]


def reverse(answers: pd.Series, *, low: float, high: float) -> pd.Series:
    """Turn an item round: the lowest answer becomes the highest.

    Parameters
    ----------
    answers : Series, shape (n,)
        In scale points; empty stays empty.
    low, high : float
        The ends of the answer scale.

    Raises
    ------
    ValueError
        If an answer lies outside the scale: turned round it would be nonsense.

    Examples
    --------
    >>> reverse(pd.Series([1, 2, 5]), low=1, high=5).tolist()
    [5.0, 4.0, 1.0]
    """
    return low + high - _inside(answers, low, high)


def scale_score(
    items: pd.DataFrame, *, low: float, high: float, reversed: Sequence[str] = (), min_answered: int | None = None
) -> Scale:
    """Return each row's mean over its answered items.

    Parameters
    ----------
    items : DataFrame, shape (n, items)
        One column per item, in scale points; empty means not answered.
    low, high : float
        The ends of the answer scale.
    reversed : sequence of str
        Names of the items worded the other way round.
    min_answered : int, optional
        How many items a row must have answered to get a score. Default: all, the rule of HSLS:09 (ingels2013).

    Raises
    ------
    ValueError
        If there is no item, a reversed item is not among the items, the minimum cannot be met, or an answer
        lies outside the scale.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [5, 4], "b": [1, None]})
    >>> scale_score(answers, low=1, high=5, reversed=["b"]).scores.tolist()
    [5.0, nan]
    >>> scale_score(answers, low=1, high=5, reversed=["b"], min_answered=1).scores.tolist()
    [5.0, 4.0]
    """
    names = tuple(map(str, items.columns))
    unknown = [name for name in reversed if name not in items.columns]
    if not names or unknown:
        raise ValueError(
            f"These items are not in the table: {', '.join(unknown)}." if unknown else "Choose at least one item."
        )
    needed = len(names) if min_answered is None else min_answered
    if not 1 <= needed <= len(names):
        raise ValueError(f"The least number of answered items must be between 1 and {len(names)}, not {needed}.")
    turned = pd.DataFrame(
        {
            name: reverse(items[name], low=low, high=high) if name in reversed else _inside(items[name], low, high)
            for name in items.columns
        },
        index=items.index,
    )
    scores = turned.mean(axis=1).where(turned.notna().sum(axis=1) >= needed)
    n = int(scores.notna().sum())
    return Scale(scores, n, len(scores) - n, names, tuple(reversed))


def cronbach_alpha(items: pd.DataFrame) -> Alpha:
    """Return Cronbach's alpha, the mean inter-item correlation, and a warning where an item runs the other way.

    Parameters
    ----------
    items : DataFrame, shape (n, items), at least two items
        In scale points, reverse-worded items already turned round. Rows with an empty item are left out.

    Raises
    ------
    ValueError
        If there are fewer than two items or two complete rows, or every row has the same sum.

    Notes
    -----
    cronbach1951. An item that correlates negatively with the rest is most often one that was not reversed.
    Two items give alpha but not much else: read `inter_item`.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 4, 5], "b": [2, 2, 5, 4], "c": [5, 4, 1, 1]})
    >>> cronbach_alpha(answers[["a", "b"]]).value.__round__(2)
    0.91
    >>> cronbach_alpha(answers).warnings[0]
    "'c' runs against the other items (correlation -1.00). Was it worded the other way round? Then reverse it first."
    """
    if items.shape[1] < 2:
        raise ValueError("Alpha needs at least two items. A single item is reported as it is.")
    complete = pd.DataFrame({str(name): _checks.numbers(items[name], "answers") for name in items.columns}).dropna()
    n, k = complete.shape
    if n < 2:
        raise ValueError(f"Alpha needs at least two rows with every item answered; there are {n}.")
    total = float(complete.sum(axis=1).var())
    if np.isclose(total, 0):
        raise ValueError("Every row has the same sum, so alpha has no value. Were all answers copied from one row?")
    value = k / (k - 1) * (1 - float(complete.var().sum()) / total)
    varying = complete.loc[:, complete.nunique() > 1]
    correlations = varying.corr().to_numpy()
    pairs = correlations[np.triu_indices_from(correlations, k=1)]
    item_rest = {name: _rest_correlation(complete, name) for name in varying.columns}
    return Alpha(
        value=value,
        n=n,
        items=k,
        inter_item=float(pairs.mean()) if len(pairs) else float("nan"),
        item_rest=item_rest,
        warnings=tuple(_warnings(complete, item_rest)),
    )


def _warnings(complete: pd.DataFrame, item_rest: dict[str, float]) -> list[str]:
    negative = {name: r for name, r in item_rest.items() if r < 0}
    if complete.shape[1] == 2 and negative:
        first, second = complete.columns
        found = [
            f"'{first}' and '{second}' run against each other (correlation {negative[first]:.2f}). "
            "Was one worded the other way round? Then reverse it first."
        ]
    else:
        # The most negative first: turning that one round often mends the others.
        found = [
            f"'{name}' runs against the other items (correlation {r:.2f}). "
            "Was it worded the other way round? Then reverse it first."
            for name, r in sorted(negative.items(), key=lambda item: item[1])
        ]
    same = [name for name in complete.columns if name not in item_rest]
    return found + [f"Everybody gave the same answer to '{name}', so it tells nothing apart." for name in same]


def _rest_correlation(complete: pd.DataFrame, name: str) -> float:
    rest = complete.drop(columns=name).sum(axis=1)
    return float("nan") if rest.nunique() == 1 else float(complete[name].corr(rest))


def _inside(answers: pd.Series, low: float, high: float) -> pd.Series:
    _checks.scale_range(low, high)
    values = _checks.numbers(answers, f"answers to '{answers.name}'")
    plain = values.to_numpy()
    outside = plain[(plain < low) | (plain > high)]
    if len(outside):
        raise ValueError(
            f"An answer to '{answers.name}' is {outside[0]:g}, but the scale goes from {low:g} to {high:g}. "
            "Correct the answer (or empty the cell), or give the right ends of the scale."
        )
    return values

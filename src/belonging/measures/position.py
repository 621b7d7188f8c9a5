"""Where people stand among the others: the median, and bands such as thirds or quarters of a score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from belonging.measures import _checks


@dataclass(frozen=True)
class Median:
    """The middle value of `n`, in the unit of the values; half are not above it, half not below."""

    value: float
    n: int


def median(values: Iterable[Any]) -> Median:
    """Return the median with its n. Unlike the mean it does not follow a few very large values.

    Parameters
    ----------
    values : Series or iterable of float, shape (n,)
        Empty values (NaN, None) are left out.

    Raises
    ------
    ValueError
        If no value is left.

    Examples
    --------
    >>> median([0, 0, 1, 2, 47])
    Median(value=1.0, n=5)
    """
    known = _checks.numbers(values, "values").dropna()
    if known.empty:
        raise ValueError("There is no value to take a median of. Check that the right column was chosen.")
    return Median(float(known.median()), len(known))


def bands(scores: pd.Series, labels: Sequence[str]) -> pd.Series:
    """Sort people into bands of about equal size by a score, lowest first; equal scores stay together.

    Groups made so are as small as the data are: pass their counts through `belonging.privacy` before showing them.

    Parameters
    ----------
    scores : Series of float, shape (n,)
        Empty values stay without a band.
    labels : sequence of str
        The name of each band, from lowest to highest: three for thirds, four for quarters.

    Returns
    -------
    Series of ordered categories, shape (n,)

    Raises
    ------
    ValueError
        If there are fewer than two labels, or too many people have the same score for that many bands.

    Examples
    --------
    >>> bands(pd.Series([1.0, 2.0, 2.0, 3.0]), ["lower half", "upper half"]).tolist()
    ['lower half', 'lower half', 'lower half', 'upper half']
    """
    if len(labels) < 2:
        raise ValueError("Give at least two labels: one for each band, from lowest to highest.")
    values = _checks.numbers(scores, "scores")
    try:
        return pd.qcut(values, len(labels), labels=list(labels))
    except ValueError as error:
        raise ValueError(
            f"These scores cannot be sorted into {len(labels)} bands: too many are equal, or too few are there. "
            "Make fewer bands."
        ) from error

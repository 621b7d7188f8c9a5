"""Regression to the mean, and the correlation it follows from: what a picked group does although nothing is done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.measures import _checks


@dataclass(frozen=True)
class Correlation:
    """How closely two scores go together, -1 to 1, over the `n` people who have both."""

    value: float
    n: int


@dataclass(frozen=True)
class ExpectedReturn:
    """The mean expected the second time and the change that alone makes, in the unit of the scores."""

    second_mean: float
    change: float
    correlation: float


def correlation(first: pd.Series, second: pd.Series) -> Correlation:
    """Return Pearson's correlation of two scores of the same people.

    Parameters
    ----------
    first, second : Series
        One score per person; a person is the same index label in both. Who lacks one of the two is left out.

    Raises
    ------
    ValueError
        If fewer than two people have both scores, or one of the scores is the same for everybody.

    Examples
    --------
    >>> found = correlation(pd.Series([1.0, 2.0, 3.0, 9.0]), pd.Series([2.0, 1.0, 3.0, None]))
    >>> round(found.value, 2), found.n
    (0.5, 3)
    """
    both = pd.DataFrame(
        {"first": _checks.numbers(first, "first scores"), "second": _checks.numbers(second, "second scores")}
    ).dropna()
    if len(both) < 2:
        raise ValueError("A correlation needs at least two people with both scores. Check that the codes agree.")
    if (both.nunique() == 1).any():
        raise ValueError("Everybody has the same score, so there is no correlation. Check the column.")
    return Correlation(float(np.corrcoef(both["first"], both["second"])[0, 1]), len(both))


def regression_to_mean(
    picked_mean: float, mean: float, correlation: float, *, second_mean: float | None = None, sd_ratio: float = 1.0
) -> ExpectedReturn:
    """Return what to expect the second time of a group picked for its first scores, with no treatment at all.

    Parameters
    ----------
    picked_mean : float
        First mean of the picked group (e.g. the bottom quarter).
    mean : float
        First mean of all.
    correlation : float
        Between first and second scores of all, -1 to 1.
    second_mean : float, optional
        Second mean of all; by default the same as the first.
    sd_ratio : float
        Standard deviation of the second scores divided by that of the first.

    Raises
    ------
    ValueError
        If the correlation is not between -1 and 1 or the ratio is not positive.

    Notes
    -----
    The expectation is the least-squares line, exact when first and second scores are related linearly.

    Examples
    --------
    >>> regression_to_mean(2.0, 3.0, 0.8).change.__round__(2)
    0.2
    """
    if not -1 <= correlation <= 1:
        raise ValueError(f"A correlation lies between -1 and 1; this is {correlation}.")
    if sd_ratio <= 0:
        raise ValueError(f"A ratio of two spreads is more than 0; this is {sd_ratio}.")
    _checks.numbers([picked_mean, mean], "means")
    center = mean if second_mean is None else second_mean
    expected = center + correlation * sd_ratio * (picked_mean - mean)
    return ExpectedReturn(expected, expected - picked_mean, correlation)

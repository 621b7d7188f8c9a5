"""How sure one can be: intervals for a share, for the difference of two shares, and for a mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import Any

from belonging.measures import _checks


@dataclass(frozen=True)
class Interval:
    """A confidence interval: `low` and `high` in the unit of the measure, `level` between 0 and 1."""

    low: float
    high: float
    level: float = 0.95


@dataclass(frozen=True)
class Mean:
    """A mean with its n, its standard deviation (NaN for n = 1) and its interval, in the unit of the values."""

    value: float
    n: int
    sd: float
    interval: Interval


def wilson(count: int, n: int, *, level: float = 0.95) -> Interval:
    """Return the Wilson score interval of a share; it keeps its promise for small n and near 0 and 1.

    Parameters
    ----------
    count, n : int
        The part and the whole, in persons (or events).
    level : float
        Confidence level.

    Returns
    -------
    Interval
        Ends between 0 and 1.

    Raises
    ------
    ValueError
        If count and n do not belong together, or the level is not between 0 and 1.

    Notes
    -----
    Method: wilson1927; recommended for small n by brown2001. Computed by `scipy.stats.binomtest`.

    Examples
    --------
    >>> interval = wilson(9, 25)
    >>> round(interval.low, 2), round(interval.high, 2)
    (0.2, 0.55)
    """
    _checks.share(count, n, "cases")
    _checks.level(level)
    from scipy import stats  # takes longer to load than all else together, and most callers need no share

    found = stats.binomtest(int(count), int(n)).proportion_ci(level, method="wilson")
    return Interval(float(found.low), float(found.high), level)


def newcombe(count_a: int, n_a: int, count_b: int, n_b: int, *, level: float = 0.95) -> Interval:
    """Return the Newcombe interval of a difference of two independent shares, a minus b.

    It joins the two Wilson intervals, so it never leaves -1 to 1.

    Parameters
    ----------
    count_a, n_a, count_b, n_b : int
        Part and whole of each share, in persons.
    level : float
        Confidence level.

    Returns
    -------
    Interval
        Ends between -1 and 1.

    Raises
    ------
    ValueError
        As in `wilson`.

    Notes
    -----
    The square-root rule joins the distances of each share to the ends of its Wilson interval (wilson1927).

    Examples
    --------
    >>> interval = newcombe(56, 70, 48, 80)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.052, 0.334)
    """
    a, b = wilson(count_a, n_a, level=level), wilson(count_b, n_b, level=level)
    share_a, share_b = count_a / n_a, count_b / n_b
    gap = share_a - share_b
    return Interval(
        gap - hypot(share_a - a.low, b.high - share_b),
        gap + hypot(a.high - share_a, share_b - b.low),
        level,
    )


def mean(values: Iterable[Any], *, level: float = 0.95) -> Mean:
    """Return a mean with its n and its t interval.

    Parameters
    ----------
    values : Series or iterable of float, shape (n,)
        Empty values (NaN, None) are left out.
    level : float
        Confidence level.

    Returns
    -------
    Mean
        With n = 1 the standard deviation is NaN and the interval reaches from minus to plus infinity.

    Raises
    ------
    ValueError
        If no value is left.

    Examples
    --------
    >>> result = mean([3.0, 4.0, 5.0, None])
    >>> result.value, result.n, round(result.interval.low, 2), round(result.interval.high, 2)
    (4.0, 3, 1.52, 6.48)
    """
    _checks.level(level)
    known = _checks.numbers(values, "values").dropna()
    n = len(known)
    if n == 0:
        raise ValueError("There is no answer to take a mean of. Check that the right column was chosen.")
    value = float(known.mean())
    if n == 1:
        return Mean(value, 1, float("nan"), Interval(float("-inf"), float("inf"), level))
    sd = float(known.std())
    from scipy import special  # as above: whoever only imports the measures need not wait for it

    half = float(special.stdtrit(n - 1, (1 + level) / 2)) * sd / n**0.5
    return Mean(value, n, sd, Interval(value - half, value + half, level))

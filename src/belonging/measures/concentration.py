"""How evenly something is shared: the part held by the top k, the Lorenz curve and its Gini index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from belonging.measures import _checks


@dataclass(frozen=True)
class TopShare:
    """The share (0 to 1) of `total` held by the `k` persons with most, out of `n`."""

    value: float
    k: int
    n: int
    total: float


@dataclass(frozen=True)
class Lorenz:
    """Points of the curve from (0, 0) to (1, 1): share of persons, least first, and share of the total they hold.

    `gini` is 0 if all hold the same and nears 1 if one holds everything.
    """

    persons: tuple[float, ...]
    held: tuple[float, ...]
    gini: float
    n: int


def top_share(amounts: Iterable[Any], k: int) -> TopShare:
    """Return the share of the total that the k persons with most hold.

    Parameters
    ----------
    amounts : Series or iterable of float, shape (n,)
        One amount per person (e.g. expert moments), 0 for who has none. Leaving out the zeros would make
        any distribution look more even.
    k : int
        How many persons.

    Raises
    ------
    ValueError
        If k is not between 1 and n, an amount is empty or negative, or all are 0.

    Examples
    --------
    >>> top_share([6, 3, 1, 0], 1).value
    0.6
    """
    values = _amounts(amounts)
    if not 1 <= k <= len(values):
        raise ValueError(f"Choose a number of persons between 1 and {len(values)}, not {k}.")
    total = float(values.sum())
    return TopShare(float(values[-k:].sum()) / total, k, len(values), total)


def lorenz(amounts: Iterable[Any]) -> Lorenz:
    """Return the Lorenz curve of amounts, with the Gini index.

    Parameters
    ----------
    amounts : Series or iterable of float, shape (n,)
        As in `top_share`.

    Returns
    -------
    Lorenz
        n + 1 points.

    Raises
    ------
    ValueError
        If an amount is empty or negative, or all are 0.

    Examples
    --------
    >>> curve = lorenz([0, 0, 2, 2])
    >>> curve.held, curve.gini
    ((0.0, 0.0, 0.0, 0.5, 1.0), 0.5)
    """
    values = _amounts(amounts)
    persons = np.linspace(0, 1, len(values) + 1)
    held = np.concatenate([[0.0], np.cumsum(values) / values.sum()])
    gini = 1 - float(np.mean(held[1:] + held[:-1]))  # twice the area under the curve, in strips of equal width
    return Lorenz(tuple(persons.tolist()), tuple(held.tolist()), gini, len(values))


def _amounts(amounts: Iterable[Any]) -> _checks.Floats:
    """Check the amounts and sort them, least first."""
    values = np.sort(_checks.numbers(amounts, "amounts").to_numpy(dtype=float))
    if np.isnan(values).any():
        raise ValueError("An amount is empty. Write 0 for a person who has none.")
    if len(values) == 0 or values[-1] <= 0 or values[0] < 0:
        raise ValueError("Amounts must be 0 or more, and at least one person must have some.")
    return values

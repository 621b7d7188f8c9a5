"""What every measure checks before it computes, so that a mistake gets a plain sentence instead of a number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


def numbers(values: Iterable[Any], what: str) -> pd.Series:
    """Return values as a Series of floats, NaN where there is no answer.

    Raises
    ------
    ValueError
        If something in it is not a number.
    """
    series = values if isinstance(values, pd.Series) else pd.Series(list(values))
    try:
        result = pd.to_numeric(series).astype(float)
    except (ValueError, TypeError) as error:
        raise ValueError(
            f"The {what} contain something that is not a number ({error}). "
            "Answers such as '4 - Often' become numbers with belonging.data.to_number."
        ) from error
    if np.isinf(result.to_numpy()).any():
        raise ValueError(f"The {what} contain an infinite number. Replace it by an empty cell.")
    return result


def share(count: float, n: float, what: str) -> None:
    """Check that a count and its denominator belong together.

    Raises
    ------
    ValueError
        If the denominator is not positive, a number is not whole, or the count is negative or larger than it.
    """
    if n <= 0:
        raise ValueError(f"There is nobody to take a share of: the number of {what} is {n}. Name another denominator.")
    if not (float(count).is_integer() and float(n).is_integer()):
        raise ValueError(f"Counts of {what} are whole numbers; these are {count} and {n}.")
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} {what} is not possible. Check which number is the part and which the whole.")


def level(value: float) -> None:
    """Check a confidence level.

    Raises
    ------
    ValueError
        If it is not between 0 and 1.
    """
    if not 0 < value < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, e.g. 0.95; this is {value}.")


def scale_range(low: float, high: float) -> None:
    """Check the two ends of an answer scale.

    Raises
    ------
    ValueError
        If the low end is not below the high end.
    """
    if not low < high:
        raise ValueError(f"A scale goes up: its low end ({low}) must be below its high end ({high}).")

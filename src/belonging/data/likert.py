"""Turns survey answers into numbers: `4`, `"4"` and `"4 - Often"` all become 4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# A number, alone or before its label ("4 - Often", "4: Often", "4 (Often)", "4 Often").
_ANSWER = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(?:$|[-–—:.=()\s].*$)")


def to_number(answers: pd.Series) -> pd.Series:
    """Turn answers into numbers, reading the number in front of a label.

    Parameters
    ----------
    answers : Series
        Numbers, text such as `"4 - Often"`, or a mix. Empty cells mean "did not answer".

    Returns
    -------
    Series of float
        Same index and name; in scale points; empty cells stay empty (NaN).

    Raises
    ------
    TypeError
        If it is given something else than one column.
    ValueError
        If an answer does not start with a number; the message shows up to three of them. Nothing is dropped
        silently: that is how a whole class goes missing from a result.

    Examples
    --------
    >>> import pandas as pd
    >>> to_number(pd.Series(["4 - Often", "2", 5, None])).tolist()
    [4.0, 2.0, 5.0, nan]
    """
    import numpy as np
    import pandas as pd

    if not isinstance(answers, pd.Series):
        raise TypeError('to_number takes one column, e.g. to_number(data["spring_belong_1"]).')
    if pd.api.types.is_numeric_dtype(answers):
        return answers.astype(float)
    codes, distinct = pd.factorize(answers.astype("string"))  # few answers, many rows: each is read once; -1 is empty
    numbers = [_number(answer) for answer in distinct]
    unread = [answer.strip() for answer, number in zip(distinct, numbers, strict=True) if number is None][:3]
    if unread:
        shown = ", ".join(f"'{answer}'" for answer in unread)
        raise ValueError(
            f"These answers do not start with a number: {shown}. "
            "Write the number of each answer in front of its label, e.g. '4 - Often', and try again."
        )
    values = np.array([*numbers, np.nan], dtype=float)[codes]
    return pd.Series(values, index=answers.index, name=answers.name, dtype=float)


def _number(answer: str) -> float | None:
    """Read one answer: NaN where it is empty, None where no number stands in front."""
    if not answer.strip():
        return float("nan")
    found = _ANSWER.match(answer)
    return float(found[1]) if found else None

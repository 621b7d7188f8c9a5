"""Turns survey answers into numbers: `4`, `"4"` and `"4 - Often"` all become 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# A number, alone or before its label ("4 - Often", "4: Often", "4 (Often)", "4 Often").
_ANSWER = r"^\s*([+-]?\d+(?:\.\d+)?)\s*(?:$|[-–—:.=()\s].*$)"


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
    import pandas as pd

    if not isinstance(answers, pd.Series):
        raise TypeError('to_number takes one column, e.g. to_number(data["spring_belong_1"]).')
    if pd.api.types.is_numeric_dtype(answers):
        return answers.astype(float)
    text = answers.astype("string").str.strip()
    text = text.mask(text == "")
    numbers = text.str.extract(_ANSWER, expand=False)
    unread = text[text.notna() & numbers.isna()].unique()[:3]
    if len(unread):
        shown = ", ".join(f"'{answer}'" for answer in unread)
        raise ValueError(
            f"These answers do not start with a number: {shown}. "
            "Write the number of each answer in front of its label, e.g. '4 - Often', and try again."
        )
    return pd.Series(numbers.astype(float), index=answers.index, name=answers.name, dtype=float)

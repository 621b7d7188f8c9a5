"""Puts small groups together, so that what is said about them is said about enough people."""

from __future__ import annotations

import pandas as pd

from belonging.privacy.layout import TOTAL
from belonging.privacy.protect import MINIMUM, protect, too_few


def small_together(counts: pd.Series, k: int = MINIMUM) -> set[str]:
    """Choose the groups to put together: what `protect` hides, and the next smallest until they are at least k.

    Parameters
    ----------
    counts : Series of int, shape (groups,)
        People in each group; the index names the groups.
    k : int
        The minimum.

    Returns
    -------
    set of labels
        Empty if no group is small; all of them if there are fewer than k people in all.

    Examples
    --------
    >>> sorted(small_together(pd.Series({"A": 20, "B": 12, "C": 4, "D": 3})))
    ['B', 'C', 'D']
    """
    counts = counts.rename(index=str)
    hidden = {str(cell[0]) for cell in protect(counts, k).reasons} - {TOTAL}
    while hidden and (len(hidden) == 1 or too_few(int(counts.loc[sorted(hidden)].sum()), k)):
        if not widen(hidden, counts):
            break
    return hidden


def widen(hidden: set[str], counts: pd.Series) -> bool:
    """Put the next smallest group with the hidden ones; False if none is left."""
    rest = counts.drop(list(hidden))
    if rest.empty:
        return False
    hidden.add(str(rest.sort_values(kind="stable").index[0]))
    return True

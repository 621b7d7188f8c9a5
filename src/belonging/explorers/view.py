"""What one state of an explorer shows, and the rules that every view obeys."""

from dataclasses import dataclass, field
from numbers import Real
from typing import Any

import pandas as pd

from belonging.privacy import MINIMUM

#: A group of students smaller than this is not shown unless the explorer says why.
SMALLEST_GROUP = MINIMUM


@dataclass(frozen=True, kw_only=True)
class View:
    """What one state shows.

    Parameters
    ----------
    chart : altair chart
        The picture, drawn with the colours of `belonging.explorers.paint`; a tuple of charts in the view that
        joins an explorer's panels.
    sentence : str
        What is to be seen, in plain words. Every number in it stands in the table or its caption.
    table : DataFrame
        The numbers behind the picture; the first column names the rows.
    alt : str
        The picture in words, for who cannot see it.
    caption : str
        What the table shows, and under which choices.
    counts : tuple of str
        The columns of the table that count students, one group per row; `()` only if nobody is counted.
    formats : dict, optional
        Format of a column's numbers, e.g. `{"Mean": ".2f"}`; whole numbers when left out.
    """

    chart: Any
    sentence: str
    table: pd.DataFrame
    alt: str
    caption: str
    counts: tuple[str, ...]
    formats: dict[str, str] = field(default_factory=dict)


def group_sizes(view: View) -> list[int]:
    """Return how many students each group in the table has; hidden and empty groups are left out."""
    cells = (cell for column in view.counts for cell in view.table[column])
    sizes = (float(cell) for cell in cells if isinstance(cell, Real))  # numpy's numbers are Real as well
    return [int(size) for size in sizes if size > 0]  # an empty cell is NaN, which is not > 0


def problem(view: View, small_is_fine: bool) -> str:
    """Return which rule a view breaks and what to mend, or nothing."""
    for part in ("sentence", "alt", "caption"):
        if not getattr(view, part).strip():
            return f"the {part} is empty. Write it."
    if view.table.empty:
        return "the table has no rows. Give the numbers behind the picture."
    unknown = [name for name in (*view.counts, *view.formats) if name not in view.table.columns]
    if unknown:
        return f"the table has no column '{unknown[0]}'."
    small = [size for size in group_sizes(view) if size < SMALLEST_GROUP]
    if small and not small_is_fine:
        return (
            f"a group of {small[0]} is shown. Hide groups under {SMALLEST_GROUP}, "
            "or give the explorer a reason in small_groups_shown."
        )
    return ""

"""Rates beside protected counts: whole percents, and no 0% or 100%, which would say what everybody in a group did."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from belonging.privacy.layout import Cell
from belonging.privacy.release import HIDDEN, Release

BOTTOM, TOP = 5, 95  # percent; our own choice: the federal brief names top and bottom coding without its ranges


def code_rate(rate: float) -> str:
    """Print a rate as a whole percent, with the ends coded: "≤5%" and "≥95%".

    Parameters
    ----------
    rate : float
        0 to 1.

    Raises
    ------
    ValueError
        If it is not between 0 and 1.

    Notes
    -----
    Top and bottom coding: nces2010privacy. Without it, 100% of a group tells what each of its members answered.

    Examples
    --------
    >>> code_rate(1.0), code_rate(0.02), code_rate(0.374)
    ('≥95%', '≤5%', '37%')
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"A rate lies between 0 and 1; write 35% as 0.35, not {rate}.")
    percent = _percent(rate)
    if percent <= BOTTOM:
        return f"≤{BOTTOM}%"
    return f"≥{TOP}%" if percent >= TOP else f"{percent}%"


def publish_rates(release: Release, rates: dict[Cell, float]) -> dict[Cell, str]:
    """Return what may be printed for each rate of a protected table.

    A rate goes with its count. Where the other rates of a sum would tell that a coded group is at exactly 0% or
    100%, the rate of the whole is hidden as well.
    """
    layout = release.layout
    shown = {
        cell: int(release.shown[number])
        for cell, number in zip(layout.cells, layout.number, strict=True)
        if not np.isnan(release.shown[number])
    }
    printed = {
        cell: code_rate(rate) if shown.get(cell, 0) > 0 else HIDDEN
        for cell, rate in rates.items()
        if cell in layout.cells
    }
    number_of = {cell: int(number) for cell, number in zip(layout.cells, layout.number, strict=True)}
    cells_of: dict[int, list[Cell]] = {}
    for cell, number in number_of.items():
        cells_of.setdefault(number, []).append(cell)
    for whole, parts in layout.relations:
        cells = [next((c for c in cells_of[int(n)] if c in printed), None) for n in (whole, *parts)]
        known = [cell for cell in cells if cell is not None and printed[cell] != HIDDEN]
        if cells[0] is None or len(known) < len(cells):
            continue  # a sum with a gap tells nothing of its parts
        if _gives_an_end_away([(shown[cell], printed[cell]) for cell in known]):
            for cell in cells_of[whole]:
                if cell in printed:
                    printed[cell] = HIDDEN
    return printed


def _gives_an_end_away(line: list[tuple[int, str]]) -> bool:
    """Whether the printed rate of the whole (first) and of the parts leave only 0, or only all, for a coded part."""
    spans = [_span(n, text) for n, text in line]
    for i, (n, text) in enumerate(line[1:], start=1):
        if text[0] not in "≤≥":
            continue
        others = [span for j, span in enumerate(spans) if j not in (0, i)]
        low = max(spans[i][0], spans[0][0] - sum(high for _, high in others))
        high = min(spans[i][1], spans[0][1] - sum(low for low, _ in others))
        if low >= high and low in (0, n):
            return True
    return False


def _span(n: int, text: str) -> tuple[int, int]:
    """The counts that would be printed so: from the least to the most of n people."""
    if text[0] == "≤":
        return 0, _most(n, BOTTOM)
    if text[0] == "≥":
        return n - _most(n, 100 - TOP), n
    percent = int(text[:-1])
    return ceil((percent - 0.5) / 100 * n), min(n, floor((percent + 0.5) / 100 * n))


def _most(n: int, percent: int) -> int:
    return floor((percent + 0.5) / 100 * n)


def _percent(rate: float) -> int:
    return floor(100 * rate + 0.5)

"""Tries to work out every hidden number from all that is published, and says whether it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.privacy.attack import FEW, Attack
from belonging.privacy.layout import TOTAL, Cell, Label
from belonging.privacy.protect import MINIMUM, Protected
from belonging.privacy.release import Release, overlay, read_release

Published = pd.DataFrame | pd.Series | Release | Protected


@dataclass(frozen=True)
class Finding:
    """One cell a reader can work out (`low` = `high`), can nearly work out, or sees although it is too small."""

    release: str
    cell: Cell
    low: float
    high: float
    shown: bool = False

    def __str__(self) -> str:
        where = f"{' · '.join(map(str, self.cell))} in {self.release}"
        if self.shown:
            return f"{where} is shown although it is {self.low:g}, fewer than the minimum."
        if self.low == self.high:
            return f"{where} is hidden but can be worked out: it is {self.low:g}."
        return f"{where} is hidden but can be narrowed down to {self.low:g} to {self.high:g}."


@dataclass(frozen=True)
class Audit:
    """The result of an audit: it `passed` if there is no finding among the `hidden` cells and the shown ones.

    `bounds` holds what the attacker knows of every hidden cell, if that was asked for.
    """

    findings: tuple[Finding, ...]
    hidden: int
    bounds: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing too small is shown, determined or narrowed down too far."""
        return not self.findings

    def __str__(self) -> str:
        if self.passed:
            return f"Passed: none of the {self.hidden} hidden cells can be worked out."
        return "Not safe to publish:\n" + "\n".join(f"- {finding}" for finding in self.findings)


def audit(
    published: Published | Sequence[Published],
    *,
    k: int = MINIMUM,
    min_range: int | None = None,
    total: Label = TOTAL,
    bounds: bool = False,
) -> Audit:
    """Attack what is published: one table or several releases together.

    Each hidden cell is bounded from below and above by linear programming over every published number: totals,
    subtotals, and the same people counted in other releases (fall and spring, class and school).

    Parameters
    ----------
    published : table, result of `protect`, Release, or a list of these
        In a table, whatever is not a number counts as hidden. Dimensions with the same name are taken as the same.
    k : int
        The minimum; 1 to k - 1 must not be shown.
    min_range : int, optional
        A hidden cell must be able to take values at least this far apart. Default: half of k.
    total : label
        How totals are labelled in tables.
    bounds : bool
        Whether to report the range of every hidden cell, not only of the unsafe ones.

    Returns
    -------
    Audit

    Raises
    ------
    ValueError
        If the releases contradict each other, or nothing can be read as a table.

    Notes
    -----
    The idea that several releases have to be checked together: ferpa2008, nces2010privacy.

    Examples
    --------
    >>> table = pd.DataFrame({"A": [16, 13, 29], "B": ["hidden", 16, 23], "Total": [23, 29, 52]},
    ...                      index=["grade 6", "grade 8", "Total"])
    >>> print(audit(table))
    Not safe to publish:
    - grade 6 · B in the table is hidden but can be worked out: it is 7.
    """
    several = list(published) if isinstance(published, Sequence) else [published]
    releases = [
        _release(each, total, f"table {i + 1}" if len(several) > 1 else "the table") for i, each in enumerate(several)
    ]
    if not releases:
        raise ValueError("There is nothing to audit. Give at least one published table.")
    width = k // 2 if min_range is None else min_range
    values = np.concatenate([release.shown for release in releases])
    attack = Attack(overlay(releases), values, np.concatenate([release.lowest for release in releases]))
    cells = list(_cells(releases))
    asked = np.unique([number for _, _, number in cells if attack.hidden[number]]).astype(np.int64)
    # A few are bounded as soon as they are sifted.
    doubtful = asked if bounds or len(asked) <= FEW else attack.narrow(asked, width)
    found = attack.bounds(doubtful)
    learned = dict(zip(doubtful.tolist(), zip(found.low.tolist(), found.high.tolist(), strict=True), strict=True))
    every = tuple(Finding(name, cell, *learned[number]) for name, cell, number in cells if number in learned)
    seen = [
        Finding(name, cell, values[number], values[number], shown=True)
        for name, cell, number in cells
        if 0 < values[number] < k
    ]
    known = [finding for finding in every if finding.high - finding.low < width]
    hidden = sum(bool(attack.hidden[number]) for _, _, number in cells)
    return Audit((*seen, *known), hidden, every if bounds else ())


def _cells(releases: Sequence[Release]) -> Iterator[tuple[str, Cell, int]]:
    """Every cell that stands in a release, with the position of its number among the numbers of all releases."""
    offset = 0
    for release in releases:
        layout = release.layout
        for cell, number, stands in zip(layout.cells, layout.number, release.part, strict=True):
            if stands:
                yield release.name, cell, int(number) + offset
        offset += len(release.shown)


def _release(published: Published, total: Label, name: str) -> Release:
    if isinstance(published, Protected):
        return published.release
    return published if isinstance(published, Release) else read_release(published, total=total, name=name)

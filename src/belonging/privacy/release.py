"""A release: what a reader sees of a table; and several releases laid over each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from belonging.privacy.layout import TOTAL, Cell, Floats, Label, Layout, lay_out, read_counts

HIDDEN = "hidden"

_OTHER = "(any other)"
_MOST_ATOMS = 300_000


@dataclass(frozen=True)
class Release:
    """What is published of one table.

    Attributes
    ----------
    layout : Layout
        The structure of the table.
    shown : ndarray, shape (numbers,)
        The published counts; NaN where hidden.
    part : ndarray of bool, shape (cells,)
        Whether the cell stands in the table at all, shown or hidden (a table may come without its totals).
    least : int
        The least a hidden count can be: 1 if zeros are always shown, else 0.
    where : dict
        Whom the table counts, as dimension and label, e.g. `{"answered in spring": "yes"}`; empty for everybody.
    name : str
        How messages call it.
    """

    layout: Layout
    shown: Floats
    part: npt.NDArray[np.bool_]
    least: int
    where: dict[str, Label]
    name: str

    @property
    def lowest(self) -> Floats:
        """The least each number can be if it is hidden, as a reader of the table knows; shape (numbers,)."""
        lowest = np.zeros(len(self.shown))
        lowest[self.layout.number[self.part]] = self.least
        return lowest

    def hiding(self, cells: Iterable[Cell]) -> Release:
        """Return the same release with these cells hidden as well: what would a reader then still work out?

        Examples
        --------
        >>> counts = pd.Series({"A": 20, "B": 12, "C": 4, "Total": 36})
        >>> int(np.isnan(read_release(counts).hiding([("C",)]).shown).sum())
        1
        """
        wanted = set(cells)
        shown = self.shown.copy()
        shown[[n for cell, n in zip(self.layout.cells, self.layout.number, strict=True) if cell in wanted]] = np.nan
        return replace(self, shown=shown)


def read_release(
    table: pd.DataFrame | pd.Series,
    *,
    total: Label = TOTAL,
    least: int = 0,
    where: dict[str, Label] | None = None,
    name: str = "the table",
) -> Release:
    """Read a published table: whatever is not a number (`hidden`, `<10`, `*`, an empty cell) counts as hidden.

    Parameters
    ----------
    table : DataFrame or Series
        Counts, with or without totals.
    total : label
        How totals are labelled.
    least, where, name
        See `Release`.

    Raises
    ------
    ValueError
        If nothing in it can be read as a table of counts.
    """
    dims, contents = read_counts(table.astype(object).fillna(HIDDEN), total)
    leaves = [cell for cell in contents if total not in cell]
    if not leaves:
        raise ValueError(f"Every cell of {name} is a total. Give the table with its single cells.")
    layout = lay_out(dims, leaves, totals=True, total=total)
    shown = np.full(layout.sums.shape[0], np.nan)
    part = np.array([cell in contents for cell in layout.cells])
    for cell, number in zip(layout.cells, layout.number, strict=True):
        value = _count(contents.get(cell))
        if value is not None:
            shown[number] = value
    return Release(layout, shown, part, least, dict(where or {}), name)


def _count(content: Any) -> float | None:
    if isinstance(content, bool):
        return None
    try:
        value = float(content)
    except (TypeError, ValueError):
        return None
    return None if np.isnan(value) else value


def overlay(releases: Sequence[Release]) -> sparse.csr_array:
    """Lay releases over each other: which atoms, the finest cells of all together, each of their numbers sums.

    Dimensions of the same name are the same; a dimension that one release lacks is summed over there.

    Returns
    -------
    csr_array, shape (numbers of all releases in turn, atoms)

    Raises
    ------
    ValueError
        If a release counts only people of a label that no other release with that dimension knows, or the
        releases together have too many atoms.
    """
    if len(releases) == 1:
        return releases[0].layout.sums
    relations = [_relation(r.layout.dims, r.layout.leaves) for r in releases]
    atoms = reduce(_join, relations)
    for release in releases:
        for dim, label in release.where.items():
            if dim not in atoms:
                labels = {_plain(r.where[dim]) for r in releases if dim in r.where} | {_OTHER}
                atoms = _join(atoms, pd.DataFrame({dim: sorted(labels)}))
            if _plain(label) not in set(atoms[dim]):
                raise ValueError(f"{release.name} counts only '{label}' ({dim}), which no other release knows.")
    return sparse.csr_array(sparse.vstack([_numbers(release, atoms) for release in releases], format="csr"))


def _relation(dims: Sequence[str], leaves: Iterable[Cell]) -> pd.DataFrame:
    return pd.DataFrame([[_plain(label) for label in leaf] for leaf in leaves], columns=list(dims), dtype=object)


def _join(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    common = [dim for dim in left.columns if dim in right.columns]
    size = len(left) * len(right) if not common else max(len(left), len(right))
    if size > _MOST_ATOMS:
        raise ValueError(
            "These releases have too little in common to be checked together. Check fewer of them, or coarser tables."
        )
    joined = left.merge(right, on=common, how="outer") if common else left.merge(right, how="cross")
    return joined.astype(object).where(joined.notna(), _OTHER)


def _numbers(release: Release, atoms: pd.DataFrame) -> sparse.csr_array:
    """Sum the atoms of each leaf, then the leaves of each number."""
    position = {tuple(_plain(label) for label in leaf): i for i, leaf in enumerate(release.layout.leaves)}
    keep = np.ones(len(atoms), dtype=bool)
    for dim, label in release.where.items():
        keep &= (atoms[dim] == _plain(label)).to_numpy()
    rows = zip(*(atoms[dim] for dim in release.layout.dims), strict=True)
    leaf = np.array([position.get(row, -1) for row in rows])
    found = np.flatnonzero(keep & (leaf >= 0))
    inside = sparse.csr_array((np.ones(len(found)), (leaf[found], found)), shape=(len(position), len(atoms)))
    return release.layout.sums @ inside


def _plain(label: Label) -> str:
    """Make 6, 6.0 and "6" the same label: one export writes a grade as a number, the next as text."""
    text = str(label)
    return text[:-2] if isinstance(label, float) and text.endswith(".0") else text

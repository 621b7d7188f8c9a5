"""The anatomy of a table of counts: its leaves, every number it can show, and which sums tie them together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

TOTAL = "Total"

Label = Hashable
Cell = tuple[Label, ...]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """A table's structure, without its counts.

    Attributes
    ----------
    dims : tuple of str
        Names of the dimensions, rows before columns.
    leaves : tuple of Cell
        The finest cells, one label per dimension.
    cells : tuple of Cell
        Every cell a reader sees, leaves and totals; `total` stands where it sums over a dimension.
    number : ndarray of int, shape (cells,)
        Which number stands in the cell. Two cells that always hold the same (a grade that has one class, and
        that class) hold one number, and hide together.
    sums : csr_array, shape (numbers, leaves)
        1 where the leaf is part of the number.
    relations : tuple of (int, ndarray)
        A number and the numbers of the next finer level that sum to it.
    total : label that stands for "all of this dimension"
    """

    dims: tuple[str, ...]
    leaves: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    number: Ints
    sums: sparse.csr_array
    relations: tuple[tuple[int, Ints], ...]
    total: Label = TOTAL


def read_counts(table: pd.DataFrame | pd.Series, total: Label = TOTAL) -> tuple[tuple[str, ...], dict[Cell, Any]]:
    """Read a table into its dimensions and a dict from cell to content, in the table's own order.

    Parameters
    ----------
    table : DataFrame or Series
        Index levels and column levels are the dimensions; an empty cell is left out.
    total : label
        Stands for a total.

    Raises
    ------
    TypeError
        If it is no table.
    ValueError
        If a cell occurs twice or there is none at all.
    """
    if isinstance(table, pd.DataFrame):
        dims = [*table.index.names, *table.columns.names]
        rows, columns = [[_cell(label) for label in axis] for axis in (table.index, table.columns)]
        keys = [row + column for row, column in product(rows, columns)]
        contents = table.to_numpy(dtype=object).ravel().tolist()
    elif isinstance(table, pd.Series):
        dims = list(table.index.names)
        keys, contents = [_cell(label) for label in table.index], table.to_numpy(dtype=object).tolist()
    else:
        raise TypeError("Give a table of counts: a DataFrame, as pd.crosstab makes it, or a Series.")
    names = tuple(str(dim) if dim is not None else f"dimension {i + 1}" for i, dim in enumerate(dims))
    if len(set(names)) < len(names):
        raise ValueError(f"Two dimensions of the table have the same name ({', '.join(names)}). Rename one.")
    found = {key: content for key, content in zip(keys, contents, strict=True) if not _empty(content)}
    if len(keys) > len(set(keys)):
        raise ValueError("A cell occurs twice in the table. Add the two up, or give them different names.")
    if not found:
        raise ValueError("The table has no counts. Check that the right columns were chosen.")
    return names, found


def lay_out(dims: tuple[str, ...], leaves: Iterable[Cell], *, totals: bool = True, total: Label = TOTAL) -> Layout:
    """Work out every number a table can show.

    A dimension whose labels each belong to one label of another (class in grade) is nested in it: the table then
    has subtotals, not crossed totals.

    Raises
    ------
    ValueError
        If there are more than three dimensions that cross each other.
    """
    kept = tuple(leaves)
    codes = [_codes([leaf[i] for leaf in kept]) for i in range(len(dims))]
    chains = _chains(codes)
    if len(chains) > 3:
        raise ValueError(
            f"The table has {len(chains)} crossed dimensions ({', '.join(dims)}); three at most can be protected. "
            "Leave one out or add it up."
        )
    number: dict[Cell, int] = {}
    owner: dict[bytes, int] = {}
    members: list[Ints] = []
    at: dict[tuple[int, ...], Ints] = {}  # for each depth of the chains: the number every leaf is part of
    for depths in product(*(range(len(chain) + 1) if totals else (len(chain),) for chain in chains)):
        shown = {i for chain, depth in zip(chains, depths, strict=True) for i in chain[:depth]}
        inside, count = _combine([codes[i] for i in sorted(shown)], len(kept))
        order = np.argsort(inside, kind="stable")
        ids = np.empty(count, dtype=np.int64)
        for node, part in enumerate(np.split(order, np.searchsorted(inside[order], np.arange(1, count)))):
            ids[node] = owner.setdefault(part.tobytes(), len(members))
            if ids[node] == len(members):
                members.append(part)
            leaf = kept[part[0]]
            number[tuple(leaf[i] if i in shown else total for i in range(len(dims)))] = int(ids[node])
        at[depths] = ids[inside]
    rows = np.repeat(np.arange(len(members)), [len(part) for part in members])
    sums = sparse.csr_array((np.ones(len(rows)), (rows, np.concatenate(members))), shape=(len(members), len(kept)))
    ids = np.fromiter(number.values(), dtype=np.int64)
    return Layout(dims, kept, tuple(number), ids, sums, _relations(at, chains), total)


def _relations(at: dict[tuple[int, ...], Ints], chains: list[list[int]]) -> tuple[tuple[int, Ints], ...]:
    """List each number with the numbers one level finer along one chain that sum to it."""
    found: list[tuple[int, Ints]] = []
    for depths, parents in at.items():
        for axis in range(len(chains)):
            finer = at.get(tuple(depth + (i == axis) for i, depth in enumerate(depths)))
            if finer is None:
                continue
            pairs = np.unique(parents * (finer.max() + 1) + finer)
            parent, child = np.divmod(pairs, finer.max() + 1)
            for whole, parts in zip(
                np.unique(parent), np.split(child, np.flatnonzero(np.diff(parent)) + 1), strict=True
            ):
                if len(parts) > 1:
                    found.append((int(whole), parts))
    return tuple(found)


def _chains(codes: list[Ints]) -> list[list[int]]:
    """Group the dimensions into chains from coarse to fine; a dimension that is nested in none starts its own."""
    order = sorted(range(len(codes)), key=lambda i: (int(codes[i].max(initial=0)), i))
    chains: list[list[int]] = []
    for i in order:
        home = next((chain for chain in reversed(chains) if _nested(codes[i], codes[chain[-1]])), None)
        if home is None:
            chains.append([i])
        else:
            home.append(i)
    return sorted(chains)


def _nested(fine: Ints, coarse: Ints) -> bool:
    if coarse.max(initial=0) == 0 or fine.max(initial=0) <= coarse.max(initial=0):
        return False
    pairs = len(np.unique(fine * (coarse.max() + 1) + coarse))
    return bool(pairs == fine.max() + 1)


def _codes(labels: list[Label]) -> Ints:
    known: dict[Label, int] = {}
    return np.array([known.setdefault(label, len(known)) for label in labels], dtype=np.int64)


def _combine(codes: list[Ints], n: int) -> tuple[Ints, int]:
    """Number the combinations of labels 0, 1, ... in order of appearance of their codes."""
    if not codes:
        return np.zeros(n, dtype=np.int64), 1
    sizes = [int(code.max(initial=0)) + 1 for code in codes]
    if prod(sizes) > 2**62:
        raise ValueError("The table is too large to be protected.")
    key = np.zeros(n, dtype=np.int64)
    for code, size in zip(codes, sizes, strict=True):
        key = key * size + code
    unique, inverse = np.unique(key, return_inverse=True)
    return inverse.astype(np.int64), len(unique)


def _cell(label: Any) -> Cell:
    return label if isinstance(label, tuple) else (label,)


def _empty(content: Any) -> bool:
    return content is None or content is pd.NA or (isinstance(content, float) and np.isnan(content))

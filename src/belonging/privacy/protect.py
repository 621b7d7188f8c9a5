"""Turns a table of counts into one that may be published: small cells hidden, and what would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from belonging.privacy.layout import TOTAL, Cell, Floats, Label, Layout, lay_out, read_counts
from belonging.privacy.rates import publish_rates
from belonging.privacy.release import HIDDEN, Release, overlay
from belonging.privacy.suppress import Puzzle, suppress

MINIMUM = 10  # what most states used (seastrom2017, nces2010privacy)
RELIABLE = 30

Table = pd.DataFrame | pd.Series


@dataclass(frozen=True)
class Protected:
    """A protected table and what its author should know about it.

    Attributes
    ----------
    release : Release
        What a reader sees; `audit` takes it.
    k : int
        The minimum that was used.
    reasons : dict
        Why each hidden cell is hidden. For the author only: which cell is the small one is part of the secret.
    unsure : tuple of Cell
        Shown cells of fewer than 30 people: read means and rates of them as unsure.
    kept : float
        Share of the cells (of those that are not 0) that are shown.
    kept_at_most : float
        No safe choice keeps a larger share (1 where that was not proven).
    """

    release: Release
    k: int
    reasons: dict[Cell, str]
    unsure: tuple[Cell, ...]
    kept: float
    kept_at_most: float
    row_dims: int
    means_given: dict[Cell, float] | None = None
    rates_given: dict[Cell, float] | None = None

    @cached_property
    def table(self) -> Table:
        """The publishable table of counts: whole numbers, and the word `hidden`."""
        layout = self.release.layout
        contents: dict[Cell, object] = {
            cell: HIDDEN if np.isnan(self.release.shown[number]) else int(self.release.shown[number])
            for cell, number in zip(layout.cells, layout.number, strict=True)
        }
        return _shape(layout, contents, self.row_dims)

    @cached_property
    def means(self) -> Table | None:
        """The publishable means: dropped where the count is hidden."""
        return self._beside(self.means_given)

    @cached_property
    def rates(self) -> Table | None:
        """The publishable rates as text: whole percents, 0% and 100% coded as "≤5%" and "≥95%", dropped with counts."""
        if self.rates_given is None:
            return None
        coded = publish_rates(self.release, self.rates_given)
        return _shape(self.release.layout, dict(coded), self.row_dims)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences to print under the table."""
        found = []
        if self.reasons:
            found.append(f"{len(self.reasons)} cells are hidden so that nobody can be recognised (minimum {self.k}).")
        if self.unsure:
            found.append(f"{len(self.unsure)} shown cells have fewer than {RELIABLE} people: read them as unsure.")
        return tuple(found)

    def _beside(self, given: dict[Cell, float] | None) -> Table | None:
        if given is None:
            return None
        layout, shown = self.release.layout, self.release.shown
        contents: dict[Cell, object] = {
            cell: HIDDEN if np.isnan(shown[number]) else given[cell]
            for cell, number in zip(layout.cells, layout.number, strict=True)
            if cell in given
        }
        return _shape(layout, contents, self.row_dims)


def protect(
    table: Table,
    k: int = MINIMUM,
    *,
    totals: bool = True,
    total: Label = TOTAL,
    means: Table | None = None,
    rates: Table | None = None,
    beside: Sequence[Protected | Release] = (),
    where: dict[str, Label] | None = None,
    name: str = "the table",
    show_zeros: bool = True,
    min_range: int | None = None,
    seconds: float = 60.0,
) -> Protected:
    """Make a table of counts publishable.

    Every count from 1 to k - 1, totals too, is hidden (primary suppression). Then further cells are hidden, as few
    as possible and among those the smallest, until no hidden cell can be worked out or narrowed down from what
    is left (complementary suppression).

    Parameters
    ----------
    table : DataFrame or Series of counts
        One to three crossed dimensions, as index and column levels. Levels that nest (grade, class) get
        subtotals. An empty cell is one that cannot exist. Rows or columns labelled `total` are checked.
    k : int
        The minimum; 10 is what most states used (seastrom2017, nces2010privacy).
    totals : bool
        Whether totals are published too.
    total : label
        How totals are labelled.
    means, rates : DataFrame or Series, optional
        Labelled like the table, with or without totals. Means in their own unit, rates from 0 to 1 of the people
        the counts count.
    beside : sequence of Protected or Release
        What was published earlier about the same people; dimensions with the same name are the same.
    where : dict, optional
        Whom the table counts, e.g. `{"answered in spring": "yes"}`, so that releases about a part and about all
        are understood together.
    name : str
        How messages call the table.
    show_zeros : bool
        A cell of 0 people discloses nobody's answer. If False, 0 counts as small.
    min_range : int, optional
        A hidden cell must be able to take values at least this far apart. Default: half of k.
    seconds : float
        Time for the search; after it the result is still safe, only not the cheapest.

    Returns
    -------
    Protected

    Raises
    ------
    ValueError
        If counts are negative, not whole or do not add up to their totals, if there is nothing to protect, or
        if an earlier release already gives a small cell away.

    Examples
    --------
    >>> counts = pd.DataFrame({"A": [16, 15, 13], "B": [12, 12, 6], "C": [7, 11, 10]}, index=[6, 7, 8])
    >>> print(protect(counts).table)  # doctest: +NORMALIZE_WHITESPACE
            A       B       C  Total
    6      16  hidden  hidden     35
    7      15      12      11     38
    8      13  hidden  hidden     29
    Total  44      30      28    102
    """
    if k < 2:
        raise ValueError(f"The minimum must be at least 2, better 10; it is {k}.")
    dims, contents = read_counts(table, total)
    counts = _counts({cell: value for cell, value in contents.items() if total not in cell})
    layout = lay_out(dims, counts, totals=totals, total=total)
    values = layout.sums @ np.array(list(counts.values()), dtype=float)
    _check_totals(layout, values, counts, {cell: value for cell, value in contents.items() if total in cell})
    least = 1 if show_zeros else 0
    fixed = (values == 0) & show_zeros
    primary = (values < k) & ~fixed
    earlier = [each.release if isinstance(each, Protected) else each for each in beside]
    part = np.ones(len(layout.cells), dtype=bool)
    open_release = Release(layout, values, part, least, dict(where or {}), name)
    puzzle = _puzzle(open_release, earlier, primary, fixed)
    solution = suppress(puzzle, k // 2 if min_range is None else min_range, seconds=seconds)
    shown = np.where(solution.hidden, np.nan, values)
    stands = np.bincount(layout.number, minlength=len(values))
    at_stake = max(1, int(stands[values > 0].sum()))
    hidden = int(stands[solution.hidden & (values > 0)].sum())
    return Protected(
        release=Release(layout, shown, part, least, dict(where or {}), name),
        k=k,
        reasons={
            cell: f"fewer than {k}" if primary[number] else "would give a smaller one away"
            for cell, number in zip(layout.cells, layout.number, strict=True)
            if solution.hidden[number]
        },
        unsure=tuple(
            cell
            for cell, number in zip(layout.cells, layout.number, strict=True)
            if not solution.hidden[number] and 0 < values[number] < RELIABLE
        ),
        kept=1 - hidden / at_stake,
        kept_at_most=1 - min(hidden, int(np.floor(solution.bound + 1e-6))) / at_stake,
        row_dims=table.index.nlevels,
        means_given=None if means is None else _numbers(means, total),
        rates_given=None if rates is None else _numbers(rates, total),
    )


def small_cells(table: Table, k: int = MINIMUM, *, total: Label = TOTAL) -> list[Cell]:
    """Return the single cells with 1 to k - 1 people, in the table's order; totals are left out.

    Parameters
    ----------
    table : DataFrame or Series of counts
        As in `protect`.
    k : int
        The minimum.

    Raises
    ------
    ValueError
        As in `protect`.

    Examples
    --------
    >>> small_cells(pd.DataFrame({"A": [16, 13], "B": [7, 0]}, index=["grade 6", "grade 8"]))
    [('grade 6', 'B')]
    """
    _, contents = read_counts(table, total)
    counts = _counts({cell: value for cell, value in contents.items() if total not in cell})
    return [cell for cell, count in counts.items() if 0 < count < k]


def too_few(n: int, k: int = MINIMUM) -> bool:
    """Tell whether so few people are behind a number that it is not printed at all.

    For counts by group use `protect`: there a hidden number also has to be kept from being worked out.

    >>> too_few(9), too_few(10)
    (True, False)
    """
    return n < k


def _puzzle(table: Release, earlier: list[Release], primary: np.ndarray, fixed: np.ndarray) -> Puzzle:
    layout, values = table.layout, table.shown
    # Fewest cells first; among equals, the smallest: all the sizes together weigh less than one cell.
    cost = np.bincount(layout.number, minlength=len(values)) + values / (values.sum() + 1)
    cost[fixed] = np.inf
    sums: sparse.csr_array = overlay([table, *earlier])
    before: Floats = np.concatenate([release.shown for release in earlier]) if earlier else np.zeros(0)
    least = np.concatenate([release.lowest for release in [table, *earlier]])
    return Puzzle(sums, np.concatenate([values, before]), least, cost, primary, layout.relations)


def _counts(contents: dict[Cell, object]) -> dict[Cell, int]:
    counts: dict[Cell, int] = {}
    for cell, content in contents.items():
        try:
            value = float(content)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            value = -1.0
        if value < 0 or not value.is_integer():
            raise ValueError(
                f"The cell {' · '.join(map(str, cell))} holds {content!r}, which is not a count of people. "
                "Give whole numbers, 0 or more."
            )
        counts[cell] = int(value)
    if not counts:
        raise ValueError("The table has no single cells, only totals. Give the counts themselves.")
    return counts


def _check_totals(layout: Layout, values: Floats, counts: dict[Cell, int], given: dict[Cell, object]) -> None:
    if not given:
        return
    full = lay_out(layout.dims, counts, totals=True, total=layout.total)
    sums = full.sums @ np.array(list(counts.values()), dtype=float)
    expected = {cell: int(sums[number]) for cell, number in zip(full.cells, full.number, strict=True)}
    for cell, value in _counts(given).items():
        if cell in expected and expected[cell] != value:
            raise ValueError(
                f"The total {' · '.join(map(str, cell))} is {value}, but its cells sum to {expected[cell]}. "
                "Correct the table, or leave its totals out: they are added."
            )


def _numbers(table: Table, total: Label) -> dict[Cell, float]:
    return {cell: float(value) for cell, value in read_counts(table, total)[1].items()}


def _shape(layout: Layout, contents: dict[Cell, object], row_dims: int) -> Table:
    """Bring cells into the table's own shape and order, totals last."""
    seen: list[dict[Label, int]] = [{} for _ in layout.dims]
    for leaf in layout.leaves:
        for labels, label in zip(seen, leaf, strict=True):
            labels.setdefault(label, len(labels))

    def place(part: Cell, start: int) -> tuple[float, ...]:
        return tuple(seen[start + i].get(label, np.inf) for i, label in enumerate(part))

    rows = sorted({cell[:row_dims] for cell in contents}, key=lambda part: place(part, 0))
    index = _axis(rows, layout.dims[:row_dims])
    if row_dims == len(layout.dims):
        return pd.Series([contents[row] for row in rows], index=index, dtype=object)
    columns = sorted({cell[row_dims:] for cell in contents}, key=lambda part: place(part, row_dims))
    grid = [[contents.get(row + column) for column in columns] for row in rows]
    return pd.DataFrame(grid, index=index, columns=_axis(columns, layout.dims[row_dims:]), dtype=object)


def _axis(labels: list[Cell], dims: tuple[str, ...]) -> pd.Index:
    names = [None if dim.startswith("dimension ") else dim for dim in dims]
    if len(dims) == 1:
        return pd.Index([label for (label,) in labels], name=names[0])
    return pd.MultiIndex.from_tuples(labels, names=names)

"""Complementary suppression: which further numbers to hide, at least cost, so that no hidden one can be worked out."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from belonging.privacy.attack import Attack
from belonging.privacy.layout import Floats, Ints

Mask = npt.NDArray[np.bool_]

_MANY = 50_000  # entries of the inequalities to start with
_EXACT = 1500  # numbers up to which the optimiser is asked for the proven optimum


class CannotProtectError(ValueError):
    """What was published earlier already gives something away that the new table needs to hide."""


@dataclass(frozen=True)
class Puzzle:
    """A table to protect, beside what is published already.

    Attributes
    ----------
    sums : csr_array, shape (numbers, atoms)
        The numbers of the new table first, then those of earlier releases.
    values : ndarray, shape (numbers,)
        The counts; NaN for the numbers earlier releases hide.
    least : ndarray, shape (numbers,)
        The least a hidden number can be, as the attacker knows.
    cost : ndarray, shape (new,)
        What hiding a number of the new table costs; infinity where it must stay shown.
    primary : ndarray of bool, shape (new,)
        Too small to be shown.
    relations : tuple of (int, ndarray)
        A total and its parts, among the new numbers.
    """

    sums: sparse.csr_array
    values: Floats
    least: Floats
    cost: Floats
    primary: Mask
    relations: tuple[tuple[int, Ints], ...]

    @property
    def new(self) -> int:
        """How many numbers the new table has."""
        return len(self.cost)


@dataclass(frozen=True)
class Suppression:
    """Which of the new numbers to hide; `cost` of it and the proven lower `bound` of any safe choice."""

    hidden: Mask
    cost: float
    bound: float


def suppress(puzzle: Puzzle, width: float, *, seconds: float = 60.0) -> Suppression:
    """Choose what to hide: the optimiser proposes, the attacker objects, until there is no objection left.

    Each objection is a linear inequality that every safe choice fulfils (it comes from the dual of the attacker's
    linear program), so the optimiser's last answer is not only safe but, for tables that are not large, cheapest.

    Parameters
    ----------
    puzzle : Puzzle
        The table and what is published already.
    width : float
        The range every hidden number must have.
    seconds : float
        After this time the remaining objections are met one by one instead of at least cost.

    Raises
    ------
    CannotProtectError
        If an earlier release already gives a number away.
    """
    deadline = time.monotonic() + seconds
    hidden: Mask = puzzle.primary.copy()
    if not hidden.any() and not np.isnan(puzzle.values[puzzle.new :]).any():
        return Suppression(hidden, 0.0, 0.0)
    need = _reachable_width(puzzle, width)
    cuts = _first_cuts(puzzle, need)
    bound = float(puzzle.cost[hidden].sum())
    if np.any(cuts @ np.append(hidden, True) < 0):
        hidden, bound = _propose(puzzle, cuts, hidden, deadline)
    objections = _objections(puzzle, hidden, need)
    while objections.shape[0]:
        cuts = sparse.vstack([cuts, objections], format="csr")
        if time.monotonic() < deadline:
            hidden, bound = _propose(puzzle, cuts, hidden, deadline)
        else:
            hidden = _give_in(puzzle, cuts, hidden)
        objections = _objections(puzzle, hidden, need)
    return Suppression(hidden, float(puzzle.cost[hidden].sum()), bound)


def _reachable_width(puzzle: Puzzle, width: float) -> Floats:
    """The range each number can be asked for: an earlier release that was already narrow cannot be widened now."""
    need = np.full(len(puzzle.values), width)
    if len(puzzle.values) == puzzle.new:
        return need
    everything = np.isfinite(puzzle.cost)
    best = Attack(puzzle.sums, _published(puzzle, everything), puzzle.least)
    asked = np.flatnonzero(np.isnan(best.values))
    doubtful = best.narrow(asked, width)
    if len(doubtful):
        need[doubtful] = np.minimum(width, best.bounds(doubtful).width)
    given_away = np.flatnonzero(puzzle.primary & (need[: puzzle.new] < width))
    if len(given_away):
        raise CannotProtectError(
            f"{len(given_away)} small numbers of this table can be worked out from what was published before, "
            "whatever is hidden now. Do not publish this table beside the earlier one; publish coarser groups."
        )
    return need


def _published(puzzle: Puzzle, hidden: Mask) -> Floats:
    values = puzzle.values.copy()
    values[: puzzle.new][hidden] = np.nan
    return values


def _first_cuts(puzzle: Puzzle, need: Floats) -> sparse.csr_array:
    """A lone hidden number in a sum is found by subtraction: at least one companion has to hide with it."""
    rows: list[tuple[Ints, Floats]] = []
    slack = np.maximum(puzzle.values[: puzzle.new] - puzzle.least[: puzzle.new], 0)
    every = sum((len(parts) + 1) ** 2 for _, parts in puzzle.relations) <= _MANY
    for whole, parts in puzzle.relations:
        members = np.append(parts, whole)
        small = members[puzzle.primary[members]]
        # For large tables only what is needed at once; the rest follows when the attacker objects.
        for p in members if every else small[: len(small) == 1]:
            if not np.isfinite(puzzle.cost[p]) or need[p] <= 0:
                continue
            others = members[members != p]
            rows.append((np.append(others, p), np.append(np.ones(len(others)), -1.0)))
            # What the parts of a shown total can move is all the number itself can move.
            wanted = need[p] - slack[p]
            if p != whole and wanted > 1:
                move = np.minimum(wanted, np.where(others == whole, wanted, slack[others]))
                rows.append((np.append(others, p), np.append(move, -wanted)))
    return _stack(rows, puzzle.new)


def _stack(rows: list[tuple[Ints, Floats]], new: int) -> sparse.csr_array:
    """Stack inequalities `weights @ hidden >= 0`; the last column is always 1 and holds constants."""
    if not rows:
        return sparse.csr_array((0, new + 1))
    line = np.repeat(np.arange(len(rows)), [len(columns) for columns, _ in rows])
    columns, data = (np.concatenate(part) for part in zip(*rows, strict=True))
    return sparse.csr_array((data, (line, columns)), shape=(len(rows), new + 1))


def _objections(puzzle: Puzzle, hidden: Mask, need: Floats) -> sparse.csr_array:
    """Attack the proposal; return one inequality for each number whose range is too narrow.

    The attacker's bounds on number p are weighted sums of published numbers. Were number j hidden instead, the
    bound could give way by at most c_j; so p is safe only if the c_j of the hidden j sum to the range needed.
    """
    attack = Attack(puzzle.sums, _published(puzzle, hidden), puzzle.least)
    asked = np.flatnonzero(attack.hidden & (need > 0))
    if len(asked):
        asked = attack.narrow(asked, float(need[asked].max()))
    if not len(asked):
        return _stack([], puzzle.new)
    bounds = attack.bounds(asked, duals=True)
    bad = np.flatnonzero(bounds.width < need[asked])
    assert bounds.weight_low is not None
    assert bounds.weight_high is not None
    slack = np.maximum(puzzle.values[: puzzle.new] - puzzle.least[: puzzle.new], 0)
    rows: list[tuple[Ints, Floats]] = []
    for i in bad:
        p, wanted = int(asked[i]), float(need[asked[i]])
        give = np.zeros(puzzle.new)
        for weights in (bounds.weight_low[[i]], bounds.weight_high[[i]]):
            columns, weight = weights.indices, weights.data
            new = columns < puzzle.new
            columns, weight = columns[new], weight[new]
            # A positive weight gives way downwards, to the least the number can be; a negative one without end.
            np.add.at(give, columns, np.where(weight > 1e-9, weight * slack[columns], 0.0))
            give[columns[weight < -1e-9]] = wanted
        relaxed = float(bounds.relaxed[i])
        if relaxed < wanted:
            # What the bound leaves even if nothing gives way; where only "counts are whole" makes the range too
            # narrow there is no such proof, and the inequality just rules this proposal out.
            wanted -= max(0.0, relaxed - float(give[hidden].sum()))
        give = np.minimum(give, wanted)
        columns = np.flatnonzero(give)
        # Only if it is hidden does a number of the new table need the range; an earlier one is hidden for good.
        rows.append((np.append(columns, p if p < puzzle.new else puzzle.new), np.append(give[columns], -wanted)))
    return _stack(rows, puzzle.new)


def _propose(puzzle: Puzzle, cuts: sparse.csr_array, hidden: Mask, deadline: float) -> tuple[Mask, float]:
    """Ask the optimiser for the cheapest choice that fulfils all inequalities so far."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load, and few who import the room hide cells

    small = puzzle.new <= _EXACT
    cost = np.append(np.where(np.isfinite(puzzle.cost), puzzle.cost, 0.0), 0.0)
    lower = np.append(puzzle.primary, True).astype(float)
    upper = np.append(np.isfinite(puzzle.cost), True).astype(float)
    result = milp(
        cost,
        constraints=LinearConstraint(cuts, 0.0, np.inf),
        integrality=np.ones(len(cost)),
        bounds=Bounds(lower, upper),
        # Half a cell: closer than that, the fewest cells are proven and only the tie-break is open.
        options={
            "mip_rel_gap": 0.5 / max(25, puzzle.new) if small else 0.02,
            "time_limit": max(1.0, deadline - time.monotonic()),
        },
    )
    if result.status == 2:
        raise CannotProtectError(
            "Nothing can be hidden that would protect the small numbers: earlier releases or cells that must stay "
            "shown give them away. Publish coarser groups."
        )
    if result.x is None:
        return _give_in(puzzle, cuts, hidden), 0.0
    return result.x[:-1] > 0.5, float(result.mip_dual_bound or 0.0)


def _give_in(puzzle: Puzzle, cuts: sparse.csr_array, hidden: Mask) -> Mask:
    """Meet the inequalities one after the other, each by the number that gives way most for its cost."""
    chosen = np.append(hidden, True)
    for start, stop in zip(cuts.indptr[:-1], cuts.indptr[1:], strict=True):
        columns, give = cuts.indices[start:stop], cuts.data[start:stop]
        while float(give[chosen[columns]].sum()) < -1e-9:
            may = (give > 0) & ~chosen[columns]
            may[may] = np.isfinite(puzzle.cost[columns[may]])
            if not may.any():
                raise CannotProtectError("Nothing is left to hide that would protect the small numbers.")
            candidates = columns[may]
            chosen[candidates[np.argmax(give[may] / puzzle.cost[candidates])]] = True
    result: Mask = chosen[:-1]
    return result

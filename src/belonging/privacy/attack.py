"""The attacker: bounds every hidden number from all that is published, by linear programming (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import sparse

from belonging.privacy.layout import Floats, Ints

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

_TOLERANCE = 1e-6
FEW = 60  # up to so many numbers it is quicker to bound each than to look for the doubtful ones first
_SMALL = 2_000  # variables; a puzzle this small is not worth being taken apart
_LP_SIZE = 20_000  # variables in one linear program; many small ones are solved as one


class ContradictionError(ValueError):
    """What is published cannot all be true at once."""


@dataclass(frozen=True)
class Bounds:
    """What the attacker learns of each asked number: it lies between `low` and `high` (whole numbers, or infinity).

    `relaxed` is the width before it is used that counts are whole. With duals asked, `weight_low` and `weight_high`
    tell which numbers each bound rests on: it is their weighted sum. Shape (asked, numbers).
    """

    low: Floats
    high: Floats
    relaxed: Floats
    weight_low: sparse.csr_array | None = None
    weight_high: sparse.csr_array | None = None

    @property
    def width(self) -> Floats:
        """How many steps there are between the bounds; 0 means the number is known."""
        return self.high - self.low


class Attack:
    """Everything the attacker knows, prepared for questions about single numbers.

    Parameters
    ----------
    sums : csr_array, shape (numbers, atoms)
        Which atoms (finest cells of all releases together) each number sums. Atoms are counts: 0 or more.
    values : ndarray, shape (numbers,)
        The published numbers; NaN where hidden.
    least : ndarray, shape (numbers,)
        The least a hidden number can be: 1 where zeros are always shown.

    Raises
    ------
    ContradictionError
        If published numbers contradict each other.
    """

    def __init__(self, sums: sparse.csr_array, values: Floats, least: Floats):
        self.sums, self.values, self.least = sums, values, least
        self.hidden = np.isnan(values)
        single = np.diff(sums.indptr) == 1
        atom_of = np.full(len(values), -1, dtype=np.int64)
        atom_of[single] = sums.indices[sums.indptr[:-1][single]]
        known = np.flatnonzero(single & ~self.hidden)
        atoms = sums.shape[1]
        self.own_number = np.full(atoms, -1, dtype=np.int64)
        self.own_number[atom_of[single]] = np.flatnonzero(single)
        self.own_number[atom_of[known]] = known
        self._x = np.full(atoms, np.nan)
        self._x[atom_of[known]] = values[known]
        self._lower = np.zeros(atoms)
        guarded = np.flatnonzero(single & self.hidden)
        np.maximum.at(self._lower, atom_of[guarded], least[guarded])
        self._set_up(single)

    def _set_up(self, single: npt.NDArray[np.bool_]) -> None:
        """Keep the unknown atoms that a published total bounds, and the rows that bound them."""
        unknown: npt.NDArray[np.bool_] = np.isnan(self._x)
        base = np.where(unknown, 0.0, self._x)
        rows = np.flatnonzero(~self.hidden)
        left = self.sums[rows][:, np.flatnonzero(unknown)]
        rest = self.values[rows] - self.sums[rows] @ base
        used = np.diff(left.indptr) > 0
        if np.any(np.abs(rest[~used]) > _TOLERANCE) or np.any(rest < -_TOLERANCE):
            raise ContradictionError(
                "The published numbers contradict each other: a total is not the sum of its cells. Check the table."
            )
        self._eq, self._eq_rhs, self._eq_number = left[used], rest[used], rows[used]
        atoms = np.flatnonzero(unknown)
        bounded = np.zeros(len(atoms), dtype=bool)
        bounded[self._eq.indices] = True
        self._free = np.zeros(len(unknown), dtype=bool)
        self._free[atoms[~bounded]] = True  # in no published total: it can be as large as one likes
        self._atoms = atoms[bounded]
        self._eq = self._eq[:, np.flatnonzero(bounded)]
        # A hidden total of at least 1 says something only where none of its parts already does.
        guard = np.flatnonzero(self.hidden & ~single & (self.least > 0))
        floor = self.sums[guard] @ (base + np.where(unknown, self._lower, 0.0))
        guard = guard[(floor < self.least[guard]) & (self.sums[guard] @ self._free.astype(float) == 0)]
        self._ge, self._ge_number = self.sums[guard][:, self._atoms], guard
        self._ge_rhs = self.least[guard] - self.sums[guard] @ base

    @cached_property
    def _component(self) -> Ints:
        """Number the parts of the puzzle that have no published total in common."""
        tie = sparse.vstack([self._eq, self._ge], format="csr")
        if tie.shape[0] == 0:
            return np.arange(len(self._atoms))
        graph = (tie.T @ tie).tocsr()
        return np.asarray(sparse.csgraph.connected_components(graph, directed=False)[1], dtype=np.int64)

    def bounds(self, asked: Ints, *, duals: bool = False) -> Bounds:
        """Bound each asked number from below and above, exactly.

        Parameters
        ----------
        asked : ndarray of int
            Positions of numbers; a published one is bounded by itself.
        duals : bool
            Whether to say on which numbers each bound rests.
        """
        low, high, relaxed = np.zeros((3, len(asked)))
        weights: dict[str, list[sparse.csr_array]] = {"low": [], "high": []}
        order: list[int] = []
        for group in self._groups(asked):
            found = self._bound_group(asked[group], duals)
            low[group], high[group], relaxed[group] = found.low, found.high, found.relaxed
            order += group.tolist()
            if found.weight_low is not None and found.weight_high is not None:
                weights["low"].append(found.weight_low)
                weights["high"].append(found.weight_high)
        if not duals or not order:
            return Bounds(low, high, relaxed)
        back = np.argsort(order)
        stacked = {side: sparse.vstack(parts, format="csr")[back] for side, parts in weights.items()}
        return Bounds(low, high, relaxed, stacked["low"], stacked["high"])

    def _groups(self, asked: Ints) -> list[Ints]:
        """Split the questions so that one linear program holds those about the same parts of the puzzle."""
        if 2 * len(asked) * len(self._atoms) <= _SMALL:
            return [np.arange(len(asked))] if len(asked) else []
        rows = self.sums[asked][:, self._atoms]
        keys = [
            np.unique(self._component[rows.indices[start:stop]]).tobytes()
            for start, stop in zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
        ]
        same: dict[bytes, list[int]] = {}
        for i, key in enumerate(keys):
            same.setdefault(key, []).append(i)
        groups: list[Ints] = []
        for key, members in same.items():
            size = int(np.isin(self._component, np.frombuffer(key, dtype=np.int64)).sum())
            step = max(1, _LP_SIZE // max(1, 2 * size))
            groups += [np.array(members[i : i + step]) for i in range(0, len(members), step)]
        return groups

    def _bound_group(self, asked: Ints, duals: bool) -> Bounds:
        rows = self.sums[asked]
        columns = np.arange(len(self._atoms))
        if 2 * len(asked) * len(columns) > _SMALL:
            touched = self._component[np.unique(rows[:, self._atoms].indices)]
            columns = np.flatnonzero(np.isin(self._component, touched))
        aim = rows[:, self._atoms[columns]].toarray()
        fixed = np.where(np.isnan(self._x), np.where(self._free, self._lower, 0.0), self._x)
        constant = rows @ fixed
        endless = rows @ self._free.astype(float) > 0
        eq, ge = self._eq[:, columns], self._ge[:, columns]
        eq_rows, ge_rows = (np.flatnonzero(np.diff(part.tocsr().indptr) > 0) for part in (eq, ge))
        objective = np.vstack([aim, -aim])
        n = len(asked)
        optimum, eq_weights, ge_weights = np.zeros(2 * n), np.zeros((2 * n, 0)), np.zeros((2 * n, 0))
        if len(columns):
            x, eq_weights, ge_weights = self._solve(objective, columns, eq_rows, ge_rows)
            optimum = np.einsum("ij,ij->i", objective, x)
        low = np.maximum(constant + optimum[:n], np.where(self.hidden[asked], self.least[asked], -np.inf))
        high = np.where(endless, np.inf, constant - optimum[n:])
        # Counts are whole numbers, and the attacker knows it.
        relaxed = high - low
        low, high = np.ceil(low - _TOLERANCE) + 0.0, np.floor(high + _TOLERANCE) + 0.0  # never -0
        if not duals:
            return Bounds(low, high, relaxed)
        return Bounds(
            low,
            high,
            relaxed,
            self._weights(rows, eq_weights[:n], ge_weights[:n], eq_rows, ge_rows),
            self._weights(-rows, eq_weights[n:], ge_weights[n:], eq_rows, ge_rows),
        )

    def _solve(self, objective: Floats, columns: Ints, eq_rows: Ints, ge_rows: Ints) -> tuple[Floats, Floats, Floats]:
        """Minimise each row of the objective over what is possible: one block-diagonal linear program for all.

        Returns the minimising atoms and the weights of the equalities and of the inequalities, a row per objective.
        """
        m, u = objective.shape
        eye = sparse.eye_array(m, format="csr")
        result = _linear_program(
            objective.ravel(),
            sparse.kron(eye, self._eq[eq_rows][:, columns], format="csr"),
            np.tile(self._eq_rhs[eq_rows], m),
            sparse.kron(eye, self._ge[ge_rows][:, columns], format="csr"),
            np.tile(self._ge_rhs[ge_rows], m),
            np.tile(self._lower[self._atoms[columns]], m),
            np.full(m * u, np.inf),
        )
        return (
            result.x.reshape(m, u),
            result.eqlin.marginals.reshape(m, len(eq_rows)),
            -result.ineqlin.marginals.reshape(m, len(ge_rows)),
        )

    def _weights(
        self, rows: sparse.csr_array, eq_weights: Floats, ge_weights: Floats, eq_rows: Ints, ge_rows: Ints
    ) -> sparse.csr_array:
        """Express each objective as a weighted sum of numbers; what no number covers rests on "0 or more"."""
        n, numbers = rows.shape[0], self.sums.shape[0]
        dense = np.hstack([eq_weights, ge_weights])
        number = np.concatenate([self._eq_number[eq_rows], self._ge_number[ge_rows]])[: dense.shape[1]]
        at = (np.repeat(np.arange(n), len(number)), np.tile(number, n))
        weights = sparse.csr_array((dense.ravel(), at), shape=(n, numbers))
        rest = (rows - weights @ self.sums).tocoo()
        own = self.own_number[rest.col]
        keep = (own >= 0) & (np.abs(rest.data) > 1e-9)
        alone = sparse.csr_array((rest.data[keep], (rest.row[keep], own[keep])), shape=(n, numbers))
        return (weights + alone).tocsr()

    def narrow(self, asked: Ints, width: float) -> Ints:
        """Return those of the asked numbers whose range may be below `width`; the others certainly are as wide.

        Every table that fits what is published is a witness: a number that differs by `width` between two of them
        is safe. One linear program looks for the witness that moves as many doubtful numbers as it can.
        """
        if len(asked) <= FEW:
            few: Ints = asked[self.bounds(asked).width < width]
            return few
        rows = self.sums[asked]
        aim = rows[:, self._atoms]
        doubtful = np.flatnonzero((rows @ self._free.astype(float) == 0) & (np.diff(aim.indptr) > 0))
        certain = np.flatnonzero((rows @ self._free.astype(float) == 0) & (np.diff(aim.indptr) == 0))
        low = high = aim @ self._witness(aim[:0], np.zeros(0), 0.0)
        while len(doubtful):
            before = len(doubtful)
            for end, sign in ((low, 1.0), (high, -1.0)):
                x = self._witness(sign * aim[doubtful], sign * end[doubtful], width)
                low, high = np.minimum(low, aim @ x), np.maximum(high, aim @ x)
            moved = np.floor(high + _TOLERANCE) - np.ceil(low - _TOLERANCE)
            doubtful = doubtful[moved[doubtful] < width]
            if len(doubtful) > before - 2:
                break  # no quicker than asking for each by itself
        left: Ints = asked[np.sort(np.concatenate([doubtful, certain]))]
        return left

    def _witness(self, aim: sparse.csr_array, start: Floats, width: float) -> Floats:
        """Find a table in which the aims exceed their starts by as much as possible, each by `width` at most."""
        m, u = aim.shape
        none = sparse.csr_array((self._eq.shape[0], m)), sparse.csr_array((self._ge.shape[0], m))
        gain = sparse.hstack([aim, -sparse.eye_array(m)])
        result = _linear_program(
            np.concatenate([np.zeros(u), -np.ones(m)]),
            sparse.hstack([self._eq, none[0]], format="csr"),
            self._eq_rhs,
            sparse.vstack([sparse.hstack([self._ge, none[1]]), gain], format="csr"),
            np.concatenate([self._ge_rhs, start]),
            np.concatenate([self._lower[self._atoms], np.full(m, -np.inf)]),
            np.concatenate([np.full(u, np.inf), np.full(m, width)]),
        )
        return np.asarray(result.x[:u])


def _linear_program(
    objective: Floats,
    eq: sparse.csr_array,
    eq_rhs: Floats,
    ge: sparse.csr_array,
    ge_rhs: Floats,
    lower: Floats,
    upper: Floats,
) -> OptimizeResult:
    from scipy.optimize import linprog  # slow to load, and most who import the room attack nothing

    result = linprog(
        objective,
        A_eq=eq if len(eq_rhs) else None,
        b_eq=eq_rhs if len(eq_rhs) else None,
        A_ub=-ge if len(ge_rhs) else None,
        b_ub=-ge_rhs if len(ge_rhs) else None,
        bounds=np.column_stack([lower, upper]),
        method="highs",
    )
    if result.status == 2:
        raise ContradictionError(
            "The published numbers contradict each other: no table of counts fits them all. Check the releases."
        )
    if result.status != 0:
        raise RuntimeError(f"The linear program was not solved: {result.message}")
    return result

"""Averages subtract as counts do: checks that no small group's average follows from those that are published."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from belonging.own.report import K

POOLED = "Smaller groups together"

Grouping = tuple[pd.Series, set[str]]
_Floats = npt.NDArray[np.float64]


def nothing_follows(groupings: list[Grouping]) -> bool:
    """Tell whether groupings of the same people may be published together.

    Each published average with its n is a known sum of answers over a set of people. The attacker, who knows who
    is in which group, may add and subtract these sums. No group of fewer than `K`, no combination of two groups of
    fewer than `K`, and nothing under `K` that a published set leaves over beside those inside it, may follow.

    Parameters
    ----------
    groupings : list of (labels, hidden)
        The group of each person, and the labels that are only shown together.

    Notes
    -----
    What follows by adding and subtracting is what lies in the row space of the published sets.
    """
    frame = pd.DataFrame({i: labels.to_numpy() for i, (labels, _) in enumerate(groupings)})
    atoms = frame.value_counts(sort=False)
    sizes = np.asarray(atoms, dtype=np.float64)
    people = atoms.index.to_frame(index=False)
    families = [_sets(people[i].where(~people[i].isin(hidden), POOLED)) for i, (_, hidden) in enumerate(groupings)]
    known = np.vstack([np.ones((1, len(people))), *families])
    return not (_leaves_few(known, families, sizes) or _spans(known, _small(people, sizes)))


def _sets(labels: pd.Series) -> _Floats:
    """One row of 0 and 1 per label: which atoms it holds."""
    return np.array([(labels == label).to_numpy(dtype=float) for label in labels.unique()])


def _leaves_few(known: _Floats, families: list[_Floats], sizes: _Floats) -> bool:
    for whole in known:
        for family in families:
            inside = family[np.all(family <= whole, axis=1)]
            left = float(sizes @ (whole - inside.sum(axis=0)))
            if 0 < left < K:
                return True
    return False


def _small(people: pd.DataFrame, sizes: _Floats) -> _Floats:
    """All groups, and combinations of two, of fewer than `K`."""
    found = []
    single = [_sets(people[i]) for i in people]
    for family in single:
        found += [row for row in family if 0 < sizes @ row < K]
    for one, other in combinations(single, 2):
        for row in one:
            both = other * row
            weights = both @ sizes
            found += list(both[(weights > 0) & (weights < K)])
    return np.array(found) if found else np.zeros((0, len(people)))


def _spans(known: _Floats, wanted: _Floats) -> bool:
    """Tell whether any wanted row is a sum of multiples of the known rows."""
    if not len(wanted):
        return False
    _, strength, directions = np.linalg.svd(known, full_matrices=False)
    basis = directions[strength > 1e-9 * strength[0]]
    left = wanted - (wanted @ basis.T) @ basis
    return bool((np.abs(left).max(axis=1) < 1e-6).any())

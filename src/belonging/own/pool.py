"""Decides which groups are shown by themselves and which are put together, so that no small group can be worked out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from belonging.own.report import K
from belonging.privacy import TOTAL, Release, audit, protect, read_release, widen

Unfit = Callable[[pd.Series], bool]


def pool(labels: pd.Series, scored: pd.DataFrame, unfit: Unfit, small_before: set[str]) -> set[str] | None:
    """Choose the groups to put together.

    First `protect` hides small groups and what would give them away. Then, because averages are printed too and
    averages subtract as counts do, the hidden ones together must be at least `K` people in at least two groups, and
    `audit` must find nothing.

    Parameters
    ----------
    labels : Series of str, shape (n,)
        The group of everybody who answered.
    scored : DataFrame of bool, shape (n, scales)
        Who has a score on each scale.
    unfit : function
        Takes a mask of people and tells whether their averages would tell what each of them answered.
    small_before : set of str
        Groups that were too small in another term: they stay hidden, or the two reports could be compared.

    Returns
    -------
    set of labels, or None if no two groups are left to compare
    """
    counts = labels.value_counts()
    least = scored.groupby(labels).sum().min(axis=1)
    hidden = {str(cell[0]) for cell in protect(counts.rename_axis("group"), K).reasons}
    hidden -= {TOTAL}
    for label in counts.index:
        if least[label] < K or label in small_before or unfit(labels == label):
            hidden.add(label)
    while hidden:
        together = labels.isin(hidden)
        enough = len(hidden) > 1 and scored[together].sum().min() >= K
        if enough and not unfit(together) and audit(_shown(counts, hidden), k=K).passed:
            break
        if not widen(hidden, counts):
            return None
    return hidden if len(counts) - len(hidden) + bool(hidden) > 1 else None


def counts_hold(one: pd.Series, hidden_one: set[str], other: pd.Series, hidden_other: set[str]) -> bool:
    """Attack the counts of two groupings together, by an attacker who knows which combinations exist.

    Such as that class 6A is in grade 6: then a hidden class may be what the grade leaves over.
    """
    cells: dict[tuple[str, str], object] = {}
    own: set[tuple[str, str]] = set()
    homes = [a.groupby(b).nunique() for a, b in ((other, one), (one, other))]
    sizes = [labels.value_counts() for labels in (one, other)]
    hidden = (hidden_one, hidden_other)
    for pair in dict.fromkeys(zip(one, other, strict=True)):
        cells[pair] = "hidden"
        for side in (0, 1):
            if homes[side][pair[side]] == 1:  # this combination is all of a group, and shown or hidden with it
                own.add(pair)
                if pair[side] not in hidden[side]:
                    cells[pair] = int(sizes[side][pair[side]])
    for side in (0, 1):
        for label, n in sizes[side].items():
            margin = (str(label), TOTAL) if side == 0 else (TOTAL, str(label))
            cells[margin] = "hidden" if label in hidden[side] else int(n)
            own.add(margin)
    cells[TOTAL, TOTAL] = len(one)
    index = pd.MultiIndex.from_tuples(list(cells), names=["one", "other"])
    found = audit(read_release(pd.Series(list(cells.values()), index=index, dtype=object), least=1), k=K).findings
    # Other combinations are published nowhere; that some of them can be worked out is no news.
    return not any(finding.cell in own for finding in found)


def published(labels: pd.Series, hidden: set[str], name: str) -> Release:
    """Return what the report shows of a grouping: each shown group, the pooled ones as their sum, and the total."""
    return read_release(
        _shown(labels.value_counts(), hidden).rename_axis(name), least=1, where={"answered": "yes"}, name=name
    )


def _shown(counts: pd.Series, hidden: set[str]) -> pd.Series:
    contents: dict[str, object] = {str(label): "hidden" if label in hidden else int(n) for label, n in counts.items()}
    contents[TOTAL] = int(counts.sum())
    return pd.Series(contents, dtype=object)

"""Compares groups on every scale, after `pool` has decided what may be shown."""

from __future__ import annotations

import pandas as pd

from belonging.measures import mean
from belonging.own.people import NO_GROUP, Answers
from belonging.own.pool import counts_hold, pool, published
from belonging.own.report import UNSURE, Comparison, GroupRow, K, ResponseRow
from belonging.own.scoring import Scored, clipped, near_an_end
from belonging.own.subtract import POOLED, nothing_follows
from belonging.privacy import HIDDEN, TOTAL, Release, code_rate, protect, widen

MOST_GROUPS, MOST_VARIABLES = 60, 6


def compare(
    answers: Answers, scored: dict[str, Scored], earlier: Answers | None
) -> tuple[tuple[Comparison, ...], tuple[Release, ...]]:
    """Compare the groups of every grouping column.

    Parameters
    ----------
    answers : Answers
    scored : dict
        The scores of each scale.
    earlier : Answers, optional
        The earlier term: a group too small there is not shown here either.

    Returns
    -------
    tuple of (comparisons, what they publish, for `audit`)
    """
    done: list[Comparison] = []
    shown: list[tuple[pd.Series, set[str]]] = []
    releases: list[Release] = []
    scales = {name: each for name, each in scored.items() if each.result.mean is not None}
    answered = answers.answered
    scores = pd.DataFrame({name: each.scores for name, each in scales.items()}, index=answers.points.index)[answered]
    for number, variable in enumerate(answers.groups.columns):
        labels = answers.groups.loc[answered, variable]
        why_not = _why_not(labels, scores, number)
        hidden: set[str] | None = None
        if not why_not:
            hidden = _hidden(labels, scores, scales, _small(earlier, variable), shown)
            if hidden is None:
                why_not = (
                    f"Not shown: fewer than two groups could be shown with at least {K} answers each without giving "
                    "a smaller group away."
                )
        if hidden is None:
            done.append(Comparison(variable, tuple(scales), (), 0, why_not))
            continue
        shown.append((labels, hidden))
        releases.append(published(labels, hidden, variable))
        done.append(Comparison(variable, tuple(scales), _rows(labels, hidden, scores, scales), len(hidden)))
    return tuple(done), tuple(releases)


def response_by(answers: Answers, comparisons: tuple[Comparison, ...], asked_rows: int) -> tuple[ResponseRow, ...]:
    """Show who answered in the groups of the first comparison, where rows without answers say their group.

    `protect` decides what is hidden, knowing that the comparison already shows how many answered.
    """
    first = next((each for each in comparisons if each.rows), None)
    silent = ~answers.answered
    if first is None or silent.sum() < K or asked_rows - int(silent.sum()) < K:
        return ()
    shown = {row.label for row in first.rows}
    labels = answers.groups[first.variable]
    labels = labels.where(labels.isin(shown), POOLED).rename(first.variable)
    said = answers.answered.map({True: "yes", False: "no"}).rename("answered")
    counts = pd.crosstab(labels, said)
    before = protect(counts["yes"].rename_axis(first.variable), K, where={"answered": "yes"}, name="comparison")
    try:
        found = protect(counts, K, beside=[before]).table
    except ValueError:  # what is already shown leaves no safe choice: then there is no such table
        return ()
    rows = []
    for label in [row.label for row in first.rows if row.label in found.index]:
        yes, everyone = str(found.loc[label, "yes"]), str(found.loc[label, TOTAL])
        known = HIDDEN not in (yes, everyone)
        rows.append(ResponseRow(label, everyone, yes, code_rate(int(yes) / int(everyone)) if known else HIDDEN))
    # A table of words "hidden" helps nobody.
    return tuple(rows) if sum(row.rate != HIDDEN for row in rows) > 1 else ()


def _why_not(labels: pd.Series, scores: pd.DataFrame, number: int) -> str:
    if scores.empty or scores.shape[1] == 0:
        return "Not shown: there is no average over everybody that could be compared."
    if number >= MOST_VARIABLES:
        return (
            f"Not shown: only {MOST_VARIABLES} comparisons fit one report. The more one compares, the more is chance."
        )
    if labels.nunique() > MOST_GROUPS:
        return f"Not shown: more than {MOST_GROUPS} different groups. Give this column the role 'leave out'."
    return "Not shown: everybody is in the same group." if labels.nunique() < 2 else ""


def _small(earlier: Answers | None, variable: str) -> set[str]:
    if earlier is None or variable not in earlier.groups:
        return set()
    counts = earlier.groups.loc[earlier.answered, variable].value_counts()
    return set(counts[counts < K].index)


def _hidden(
    labels: pd.Series,
    scores: pd.DataFrame,
    scales: dict[str, Scored],
    small_before: set[str],
    shown: list[tuple[pd.Series, set[str]]],
) -> set[str] | None:
    def unfit(people: pd.Series) -> bool:
        """Tell whether these averages would say what each person answered: all alike, or all near one end."""
        for name, each in scales.items():
            own = scores.loc[people, name].dropna()
            if len(own) and (own.nunique() == 1 or near_an_end(float(own.mean()), each.result.low, each.result.high)):
                return True
        return False

    counts = labels.value_counts()
    hidden = pool(labels, scores.notna(), unfit, small_before)
    # Who skipped a question has no score: each scale is averaged over people of its own.
    masks = {bytes(scores[name].notna().to_numpy()): scores[name].notna().to_numpy() for name in scores}
    while hidden is not None and not (
        all(nothing_follows([(of[m], gone) for of, gone in [*shown, (labels, hidden)]]) for m in masks.values())
        and all(counts_hold(other, gone, labels, hidden) for other, gone in shown)
    ):
        before = len(hidden)
        while widen(hidden, counts) and (unfit(labels.isin(hidden)) or len(hidden) < 2):
            pass
        if len(hidden) == before or len(hidden) == len(counts):
            return None
    return hidden


def _rows(labels: pd.Series, hidden: set[str], scores: pd.DataFrame, scales: dict[str, Scored]) -> tuple[GroupRow, ...]:
    shown = sorted((str(label) for label in labels.unique() if label not in hidden), key=lambda x: (x == NO_GROUP, x))
    rows = [_row(label, scores[labels == label], scales) for label in shown]
    if hidden:
        rows.append(_row(POOLED, scores[labels.isin(hidden)], scales))
    return tuple(rows)


def _row(label: str, scores: pd.DataFrame, scales: dict[str, Scored]) -> GroupRow:
    cells = []
    for name in scales:
        found = mean(scores[name])
        low, high = clipped(found.interval, scales[name].result.low, scales[name].result.high)
        cells.append(f"{found.value:.2f} ({low:.2f} to {high:.2f})")
    return GroupRow(label, len(scores), tuple(cells), bool(scores.notna().sum().min() < UNSURE))

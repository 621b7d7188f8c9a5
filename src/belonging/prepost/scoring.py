"""From answers to a score, and from two forms to a matched change that names its n and hides small groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from belonging.measures import MatchedChange, matched_change
from belonging.prepost.forms import FORM_A, FORM_B
from belonging.privacy import HIDDEN, MINIMUM, TOTAL, protect, too_few
from belonging.tasks import Choice, Task, is_blank
from belonging.tasks.kinds import NotThisKindError

ENOUGH = 6
"""Questions somebody must have answered to have a score: a blank is not a wrong answer."""

Answers = Mapping[str, Any]


class Score(NamedTuple):
    """How many answers are right, of how many that were given."""

    right: int
    answered: int


def score(form: Sequence[Task], answers: Answers) -> Score:
    """Score one person's answers to one form.

    Parameters
    ----------
    form
        `FORM_A` or `FORM_B`.
    answers
        From task id to the letter chosen; blanks, and what is none of the letters, count as not answered.

    Examples
    --------
    >>> score(FORM_A, {"a-1": "c", "a-2": "B", "a-3": ..., "a-4": "x"})
    Score(right=1, answered=2)
    """
    right = answered = 0
    for task in form:
        assert isinstance(task.kind, Choice)
        given = answers.get(task.id, ...)
        if is_blank(given):
            continue
        try:
            key = task.kind.canonical(given)
        except NotThisKindError:
            continue
        answered += 1
        right += key == task.reference_answer()
    return Score(right, answered)


@dataclass(frozen=True)
class Paired:
    """Before and after for a cohort.

    Attributes
    ----------
    n_pre, n_post, n_both : int
        People with a score before, after, and both times.
    change : MatchedChange or None
        In right answers, of the people who have both scores; None if they are fewer than ten.
    groups : DataFrame or None
        People with both scores and their matched change, by group; small groups, and what would give them away,
        are hidden. None without groups, or if nothing may be shown.
    says : str
        All of this in a sentence or two.
    """

    n_pre: int
    n_post: int
    n_both: int
    change: MatchedChange | None
    groups: pd.DataFrame | None
    says: str


def paired(
    pre: Mapping[str, Answers],
    post: Mapping[str, Answers],
    groups: Mapping[str, str] | None = None,
    forms: tuple[Sequence[Task], Sequence[Task]] = (FORM_A, FORM_B),
) -> Paired:
    """Compare a cohort before and after, person by person.

    Parameters
    ----------
    pre, post
        From a person's code to their answers to the first and to the second form.
    groups
        From a person's code to a group, such as a school.
    forms
        Which form was used first and which second.
    """
    before, after = _scores(forms[0], pre), _scores(forms[1], post)
    both = before.index.intersection(after.index)
    n_both, out_of = len(both), len(forms[0])
    counted = f"{len(before)} people have a score before, {len(after)} after, {n_both} both times."
    if too_few(n_both, MINIMUM):
        said = f"{counted} Fewer than {MINIMUM} people have both, so no change is shown."
        return Paired(len(before), len(after), n_both, None, None, said)
    change = matched_change(before, after)
    said = (
        f"{counted} Those with both scores changed by {change.value:+.1f} right answers of {out_of} on average. The "
        "two forms are alike in make-up; whether they are equally hard was never tested."
    )
    by_group = None if groups is None else _by_group((after - before)[both], groups)
    return Paired(len(before), len(after), n_both, change, by_group, said)


def _scores(form: Sequence[Task], everyone: Mapping[str, Answers]) -> pd.Series:
    found = {person: score(form, answers) for person, answers in everyone.items()}
    known = {person: float(one.right) for person, one in found.items() if one.answered >= ENOUGH}
    return pd.Series(known, dtype=float)


def _by_group(changes: pd.Series, groups: Mapping[str, str]) -> pd.DataFrame | None:
    named = pd.Series({person: groups.get(person, "no group given") for person in changes.index}, name="Group")
    counts = changes.groupby(named).size()
    means = changes.groupby(named).mean()
    # the people in all, and their change, are said elsewhere: so the total is part of what is published
    shown = protect(counts, means=means, name="the groups")
    assert shown.means is not None
    table = pd.DataFrame({"People with both scores": shown.table, "Matched change": shown.means})
    table = table.drop(index=TOTAL, errors="ignore").rename_axis("Group").reset_index()
    visible = table["People with both scores"] != HIDDEN
    return table if visible.any() else None

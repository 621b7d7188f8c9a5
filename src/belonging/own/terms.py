"""Two terms of one survey: what changed on average, in the people who answered both times, and at best and worst."""

from __future__ import annotations

import pandas as pd

from belonging.measures import change_bounds, matched_change, naive_change
from belonging.own.people import Answers
from belonging.own.report import K, ScaleChange, TwoTerms
from belonging.own.scoring import Scored

_COARSE = 0.25  # half the width of what is told instead of an exact change


def two_terms(
    earlier: Answers, later: Answers, before: dict[str, Scored], after: dict[str, Scored], *, same_rows: bool
) -> TwoTerms:
    """Compare two terms scale by scale.

    Parameters
    ----------
    earlier, later : Answers
    before, after : dict
        The scores of each scale in the two terms.
    same_rows : bool
        Whether one row holds both terms of one person.
    """
    says: list[str] = []
    keys = _keys(earlier, later, same_rows, says)
    both = [name for name in after if name in before]
    if len(both) < len(after):
        says.append("Scales that are not in both terms are left out of this part.")
    return TwoTerms(
        earlier=earlier.term or "the earlier term",
        later=later.term or "this term",
        n_earlier=int(earlier.answered.sum()),
        n_later=int(later.answered.sum()),
        matched_by="" if keys is None else "row" if same_rows else "code",
        changes=tuple(_change(name, before[name], after[name], keys) for name in both),
        says=tuple(says),
    )


def _keys(earlier: Answers, later: Answers, same_rows: bool, says: list[str]) -> tuple[pd.Series, pd.Series] | None:
    """Give every row of both terms the key of its person; None if there is none."""
    if same_rows:
        says.append("Each row holds both terms of one person, so people are matched by row.")
        return earlier.points.index.to_series(), later.points.index.to_series()
    if earlier.ids is None or later.ids is None:
        says.append(
            "There is no code that tells who answered both times. So the two averages are over different people, and "
            "no sentence about anybody's change can be written from them. Next time, ask for a code only the student "
            "can make up again (not a name)."
        )
        return None
    twice = set(earlier.ids[earlier.ids.duplicated()].dropna()) | set(later.ids[later.ids.duplicated()].dropna())
    if twice:
        says.append("Codes that stand on more than one row were not matched, since it is not clear who is who.")
    first, second = (ids.mask(ids.isin(twice)) for ids in (earlier.ids, later.ids))
    common = set(first.dropna()) & set(second.dropna())
    if len(common) < K:
        says.append(f"Fewer than {K} codes occur in both terms, too few to match. Check that the codes are the same.")
        return None
    says.append("People were matched by their code; the codes themselves are written nowhere.")
    return first, second


def _change(name: str, before: Scored, after: Scored, keys: tuple[pd.Series, pd.Series] | None) -> ScaleChange:
    first, second = before.scores, after.scores
    ends = (before.result.low, before.result.high)
    if ends != (after.result.low, after.result.high):
        return ScaleChange(name, None, None, None, "The two terms use different answer scales.")
    if min(first.notna().sum(), second.notna().sum()) < K:
        return ScaleChange(name, None, None, None, f"Fewer than {K} have a score in one of the terms.")
    naive = naive_change(first, second)
    if keys is None:
        return ScaleChange(name, naive, None, None)
    one, two = (_by_person(scores, key) for scores, key in zip((first, second), keys, strict=True))
    bounds = change_bounds(one, two, low=ends[0], high=ends[1])
    found = (two - one).dropna()
    if len(found) < K or found.nunique() == 1:
        return ScaleChange(name, naive, None, bounds, "Too few, or all alike, to print a matched change.")
    if any(0 < int(scores.notna().sum()) - len(found) < K for scores in (first, second)):
        return ScaleChange(name, naive, None, bounds, _roughly(float(found.mean()), len(found)))
    return ScaleChange(name, naive, matched_change(one, two), bounds)


def _roughly(change: float, n: int) -> str:
    """Say a matched change so coarsely that the average of the few who are in one term only cannot be worked out.

    Each term's average is known. Where 26 of 28 are matched, the exact matched change would leave the two.
    """
    said = f"within {_COARSE} points of zero"
    if abs(change) > _COARSE:
        said = f"{'up' if change > 0 else 'down'} by more than {_COARSE} points"
    return (
        f"the matched change is {said} (n {n}). Its exact value is not shown: fewer than {K} people are in one term "
        "only, and their average could be worked out from it."
    )


def _by_person(scores: pd.Series, keys: pd.Series) -> pd.Series:
    known = keys.reindex(scores.index).notna()
    own = scores[known]
    own.index = pd.Index(keys.reindex(scores.index)[known])
    return own

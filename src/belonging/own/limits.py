"""Plain sentences that say what the data of a survey cannot show."""

from __future__ import annotations

from belonging.own.report import UNSURE, Comparison, K, ScaleResult, TwoTerms
from belonging.survey.instruments import recognise


def limits(
    *,
    n: int,
    asked: int | None,
    scales: tuple[ScaleResult, ...],
    comparisons: tuple[Comparison, ...],
    change: TwoTerms | None,
) -> tuple[str, ...]:
    """Return what to say beside any number of the report."""
    found = [
        "No causes: a survey shows what went together, never what made what happen.",
        "Only what students chose to say, on one day, in this setting; not what they are.",
    ]
    if asked is None:
        found.append("Nothing about those who did not answer; nobody knows from this file how many that are.")
    elif n < asked:
        found.append(
            f"Nothing about the {asked - n} who did not answer. The intervals do not cover that: they only say how "
            "much averages of this size move by chance."
        )
    kits = {(recognise(item.name) or ("",))[0] for scale in scales for item in scale.items}
    if "identity_pair" in kits:
        found.append(
            "One class or one student by the HSLS:09 questions: they come from a national study, which was made to "
            "describe the country's ninth graders."
        )
    if kits - {"identity_pair"}:
        found.append(
            "Whether these questions measure what they are named for: unless they come from a published instrument, "
            "unchanged and for this age, treat them as an unvalidated teaching instrument."
        )
    if any(scale.coded.startswith("≥") or _much(scale.at_high) for scale in scales):
        found.append("Growth at the top: many already chose the highest answers, and a scale cannot show more.")
    if n < UNSURE:
        found.append(f"Small differences: with {n} answers an average moves a good deal by chance alone.")
    rows = [row for each in comparisons for row in each.rows]
    if rows:
        found.append(
            "Differences between groups as a trait of students: a difference says where to look in the design of "
            "class. Answers overlap widely even where averages differ."
        )
    if len([each for each in comparisons if each.rows]) * len(scales) > 1 and rows:
        found.append(
            "Which of many differences is real: of twenty comparisons without any difference, one looks like one."
        )
    if any(each.pooled for each in comparisons):
        found.append(f"Anything about groups under {K}: for them, listen (talks, exit cards) instead of counting.")
    if change is not None and not change.matched_by:
        found.append("Whether anybody changed: the two terms are not matched person by person.")
    elif change is not None:
        found.append("Why anything changed: there is no comparison class, and months pass for everybody.")
    return tuple(found)


def _much(share: str) -> bool:
    digits = share.strip("≤≥%")
    return bool(digits) and int(digits) >= 15

"""A plan file as an exercise scores it: four points, one for each part of the plan that is filled in and holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belonging.plan.ask import asked
from belonging.plan.finding import Finding
from belonging.plan.plan import CONTRIBUTION, EVIDENCE, LEARN, ROLE, STRUGGLE, WHY, Plan
from belonging.plan.reading import read_plan
from belonging.plan.rules import check

if TYPE_CHECKING:  # the page, which calls `judge`, has none of what the tasks need
    from belonging.tasks.file import Told

_SHOWN_OF_EACH = 2
_UNREAD_SHOWN = 6


@dataclass(frozen=True)
class Tier:
    """One point: the tabs whose fields must be filled, and the checks that must be silent."""

    id: str
    title: str
    tabs: tuple[str, ...]
    rules: frozenset[str]


def _rules(*numbers: int) -> frozenset[str]:
    return frozenset(f"R{number:02d}" for number in numbers)


TIERS = (
    Tier("lesson", "Why and Learn", (WHY, LEARN), _rules(1, 2, 3, 4, 14, 15, 16, 17, 24)),
    Tier("work", "Contribution and Role", (CONTRIBUTION, ROLE), _rules(5, 6, 7, 8, 9, 10, 18, 22)),
    Tier("people", "Struggle and recognition", (STRUGGLE,), _rules(11, 12, 19)),
    Tier("evidence", "Evidence and care", (EVIDENCE,), _rules(13, 20, 21)),
)
"""Each `must` of the checks stands in one of them; a nudge costs nothing."""


def judge(content: bytes) -> Told:
    """Score a plan file.

    Parameters
    ----------
    content : bytes
        The file, whatever it holds.

    Returns
    -------
    dict
        See `belonging.tasks.file.Told`; `id` names the tiers that do not hold yet.
    """
    reading = read_plan(content)
    findings = [one for one in check(reading.plan, as_own=True) if one.level == "must"]
    missed = {tier: [one for one in findings if _belongs(one, tier)] for tier in TIERS}
    failed = [tier for tier in TIERS if missed[tier]]
    unread = [problem.message for problem in reading.problems]
    more = [*unread[:_UNREAD_SHOWN], *_lines(missed)]
    points = len(TIERS) - len(failed)
    if not failed:
        return {"points": points, "id": "unread" if unread else "", "says": _ALL if not unread else _BUT, "more": more}
    holds = ", ".join(tier.title for tier in TIERS if tier not in failed) or "none yet"
    says = f"Parts that hold: {holds}. Not yet: {'; '.join(tier.title for tier in failed)}."
    return {"points": points, "id": ",".join(tier.id for tier in failed), "says": says, "more": more}


_ALL = "All four parts hold together. What the plan is worth, people will say."
_BUT = "All four parts hold together, but something in the file could not be read."


def _belongs(finding: Finding, tier: Tier) -> bool:
    if finding.rule != "fill":
        return finding.rule in tier.rules
    field = finding.field.partition(".")[0]
    return (asked(Plan, field).tab if field in Plan.model_fields else WHY) in tier.tabs


def _lines(missed: dict[Tier, list[Finding]]) -> list[str]:
    """Say the first things to mend in each part, and how many more there are."""
    lines = []
    for tier, found in missed.items():
        lines += [f"{tier.title}: {one.see} {one.fix}" for one in found[:_SHOWN_OF_EACH]]
        if len(found) > _SHOWN_OF_EACH:
            lines.append(f"{tier.title}: and {len(found) - _SHOWN_OF_EACH} more. The plan builder shows them all.")
    return lines

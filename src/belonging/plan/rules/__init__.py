"""The rules of a lesson plan: what a machine can see of it. Whether it is good, people say."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.plan.fill import still_to_fill
from belonging.plan.finding import Finding
from belonging.plan.plan import Plan
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule

__all__ = ["RULES", "Rule", "check", "passes", "still_to_fill"]

RULES: tuple[Rule, ...] = ()
"""All rules, in the order of their ids."""


def check(plan: Plan, *, roster: Sequence[str] = ()) -> list[Finding]:
    """Return all there is to mend in a plan: first what is still to be filled in, then rule by rule.

    Parameters
    ----------
    plan : Plan
        Finished or not; a rule says nothing about what has not been filled in yet.
    roster : sequence of str
        Names of the students, to see that none of them stands in the plan. They are kept nowhere.
    """
    graph = Graph(plan, tuple(roster))
    return [*still_to_fill(plan), *(finding for rule in RULES for finding in rule.findings(graph))]


def passes(plan: Plan) -> bool:
    """Tell whether nothing is left that a plan must have."""
    return not any(finding.level == "must" for finding in check(plan))

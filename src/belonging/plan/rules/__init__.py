"""The rules of a lesson plan: what a machine can see of it. Whether it is good, people say."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.plan.fill import still_to_fill
from belonging.plan.finding import Finding
from belonging.plan.plan import Plan
from belonging.plan.rules import (
    access,
    audience,
    evidence,
    goals,
    language,
    own_words,
    privacy,
    recognition,
    role,
    struggle,
    time,
)
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.own_words import exemplar_named
from belonging.plan.rules.rule import Rule, Seen

__all__ = ["RULES", "Rule", "Seen", "check", "exemplar_named", "passes", "still_to_fill"]

_ROOMS = (access, audience, evidence, goals, language, own_words, privacy, recognition, role, struggle, time)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (each for room in _ROOMS for each in vars(room).values() if isinstance(each, Rule)), key=lambda rule: rule.id
    )
)
"""All rules, in the order of their ids."""


def check(plan: Plan, *, roster: Sequence[str] = (), as_own: bool = False) -> list[Finding]:
    """Return all there is to mend in a plan: first what is still to be filled in, then rule by rule.

    Parameters
    ----------
    plan : Plan
        Finished or not; a rule says nothing about what has not been filled in yet.
    roster : sequence of str
        Names of the students, to see that none of them stands in the plan. They are kept nowhere.
    as_own : bool
        Whether it is given as somebody's own plan: then an exemplar that was not changed is a copy of itself.

    Examples
    --------
    >>> from belonging.plan.exemplars import exemplar
    >>> plan = exemplar("design-brief-6-8").model_copy(update={"minutes_total": 60})
    >>> [(finding.rule, finding.field) for finding in check(plan)]
    [('R01', 'minutes_total')]
    """
    to_fill = still_to_fill(plan)
    graph = Graph(plan, tuple(roster), as_own, filled=not to_fill)
    return [*to_fill, *(finding for rule in RULES for finding in rule.findings(graph))]


def passes(plan: Plan, *, as_own: bool = False) -> bool:
    """Tell whether nothing is left that a plan must have."""
    return not any(finding.level == "must" for finding in check(plan, as_own=as_own))

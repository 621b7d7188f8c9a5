"""Goals: each is worked on and judged, each can be seen, and the beliefs are lived in the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from belonging.plan.choices import LABELS
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import found, listed, patterns, quoted, short, spoken_list, verb, words

_HIGHER = ("analyze", "evaluate", "create")
_WORKING = ("explore", "build", "revise", "share")


def _closed(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    if len(plan.activities) < 3 or not plan.assessments or not any(goal.id for goal in plan.goals):
        return
    worked = {id_ for activity in plan.activities for id_ in activity.goals}
    judged = {id_ for assessment in plan.assessments for id_ in assessment.goals}
    for place, goal in enumerate(plan.goals):
        if goal.id and goal.id not in worked:
            yield Seen(
                f"goals.{place}",
                f"No activity works on goal “{goal.id}” ({short(goal.text)}).",
                "Tick the goal at the activity where students work on it, or take the goal out.",
            )
        if goal.id and goal.id not in judged:
            yield Seen(
                f"goals.{place}",
                f"Nothing shows whether goal “{goal.id}” ({short(goal.text)}) is met.",
                "Tick the goal where you say how you will see it, or take the goal out.",
            )
    for place, activity in enumerate(plan.activities):
        if activity.id and activity.phase in _WORKING and not activity.goals:
            yield Seen(
                f"activities.{place}.goals",
                f"{graph.named(activity.id).capitalize()} serves no goal.",
                "Tick the goal it works on, or ask whether you need it.",
            )
    aimed = {goal.standard for goal in plan.goals if goal.standard}
    for place, standard in enumerate(plan.standards):
        if aimed and standard.id and standard.code and standard.id not in aimed:
            yield Seen(
                f"standards.{place}",
                f"No goal belongs to standard {standard.code}.",
                "Name the standard at a goal, or take it out.",
            )


def _can_be_seen(graph: Graph) -> Iterator[Seen]:
    goals = graph.plan.goals
    for place, goal in enumerate(goals):
        vague = _vague(goal.text)
        if vague:
            yield Seen(
                f"goals.{place}.text",
                f"The goal starts with “{vague}”, which nobody can see a student do.",
                "Start with what students will do to show it.",
            )
        first = _first(goal.text)
        if goal.level in _HIGHER and first in listed("verbs", "recall"):
            yield Seen(
                f"goals.{place}.level",
                f"The goal says “{first}” and its level says “{goal.level}”.",
                f"Pick the level of “{first}”, or a verb that asks for more.",
            )
    if goals and all(goal.level for goal in goals) and not any(goal.level in _HIGHER for goal in goals):
        levels = quoted(str(goal.level) for goal in goals)
        yield Seen(
            "goals",
            f"The goals stay at {levels}; none asks students to analyze, evaluate or create.",
            "Add a goal in which students judge, compare or design.",
        )


def _first(text: str) -> str:
    """Return the first verb of a goal, without "students will be able to"."""
    rest = re.sub(
        r"^(?:(?:all |each |the )?(?:students?|learners|we|i) )?(?:(?:will|can) )?(?:be able to )?",
        "",
        text,
        flags=re.I,
    )
    first = next(iter(words(rest)), "")
    known, kind = verb(first)
    return known if kind != "unknown" else first


def _vague(text: str) -> str:
    if not text:
        return ""
    phrase = found(patterns("verbs", "vague_phrases"), " ".join(words(text)[:10]))
    first = _first(text)
    nouns = re.search(r"(?:tion|sion|ment|ness|ity|sis|ics|graphy|logy)s?$", first)
    if first in listed("verbs", "vague") or nouns or first in ("a", "an", "the", "how", "why", "what", "about"):
        return first
    return phrase


def _lived(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    focus = tuple(dict.fromkeys(plan.belief_focus))
    if len(focus) > 2:
        yield Seen(
            "belief_focus",
            f"{len(focus)} beliefs are picked; two are the most.",
            "Keep the one that your finding is about, and at most one more.",
        )
    if len(plan.activities) < 3 or not all(activity.students_do for activity in plan.activities):
        return
    for belief in focus[:2]:
        where = [graph.named(a.id) for a in plan.activities if belief in a.beliefs]
        if len(where) < 2:
            yield Seen(
                "belief_focus",
                f"“{LABELS['belief'][belief]}” is lived in {spoken_list(where) or 'no activity'}; two are the least.",
                "Tick it at a second activity, and say there what students do that makes it true.",
            )


R03 = Rule(
    "R03",
    "must",
    "Each goal is worked on and judged; nothing stands alone.",
    "A goal that no activity works on, or that nobody looks at in the end, is a line on paper.",
    "Goal g2 “compare two filters by their flow” – worked on in “test”, seen on the comparison card.",
    _closed,
)
R04 = Rule(
    "R04",
    "must",
    "Goals say what can be seen, and one asks for judging or making.",
    "You can give feedback on what you can see. And work for others takes judgment, not recall alone.",
    "“Compare two designs by their cost and fit” in place of “Understand design”.",
    _can_be_seen,
)
R19 = Rule(
    "R19",
    "must",
    "One or two beliefs, each lived in at least two activities.",
    "A lesson that claims all four beliefs gives none of them time. A belief grows from what happens more than once.",
    "“I add value”: students hear what the cook needs (launch) and hand her the list she orders by (share).",
    _lived,
)

"""Evidence: the same question before and after, what will be done with the answer, and no more than numbers bear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from belonging.plan.choices import LABELS, MEASURES
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import alike, quoted, short

SMALLEST = 10
"""Students; below it no share of them is shown, as everywhere in the course."""
_PERCENT = re.compile(r"\d\s?%|\bper ?cent\b|\bpercentages?\b", re.IGNORECASE)
_COUNTABLE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|most|every|each|all|none|"
    r"no one|nobody|majority|twice|double|fewer|more|less|least)\b",
    re.IGNORECASE,
)


def _before_and_after(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    evidence = plan.evidence
    before, after = evidence.before.measure, evidence.after.measure
    for field, measure in (("evidence.before.measure", before), ("evidence.after.measure", after)):
        if measure and measure not in MEASURES:
            yield Seen(
                field,
                f"“{short(measure)}” is not one of the ways to ask that the course brings along.",
                f"Pick one: {', '.join(MEASURES)}.",
            )
    if before in MEASURES and after in MEASURES and before != after:
        yield Seen(
            "evidence.after.measure",
            f"You ask with “{MEASURES[before][0]}” before and with “{MEASURES[after][0]}” after.",
            "Ask the same thing twice; else the change may come from the question.",
        )
    belief = evidence.belief
    if belief and plan.belief_focus and belief not in plan.belief_focus:
        focus = quoted(LABELS["belief"][each] for each in plan.belief_focus)
        yield Seen(
            "evidence.belief",
            f"The lesson builds {focus}; you look at “{LABELS['belief'][belief]}”.",
            "Look at a belief that the lesson builds.",
        )
    elif belief and before in MEASURES and before == after and belief not in MEASURES[before][1]:
        yield Seen(
            "evidence.before.measure",
            f"“{MEASURES[before][0]}” does not ask about “{LABELS['belief'][belief]}”.",
            f"Pick one that does: {', '.join(name for name, (_, speaks) in MEASURES.items() if belief in speaks)}.",
        )
    rule = evidence.decision_rule
    if rule.threshold and not _COUNTABLE.search(rule.threshold):
        yield Seen(
            "evidence.decision_rule.threshold",
            f"“{short(rule.threshold)}” has no number in it; any result would fit.",
            "Say from how many on.",
        )
    if rule.then and rule.otherwise and alike(rule.then, rule.otherwise) >= 0.8:
        yield Seen(
            "evidence.decision_rule.otherwise",
            f"You do the same either way: “{short(rule.otherwise)}”.",
            "Say what you change if it did not work; else you need not ask.",
        )


def _small_numbers(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    why, evidence = plan.why, plan.evidence
    if why.kind and why.kind != "none" and why.finding and why.n is None:
        yield Seen(
            "why.n",
            f"Your finding rests on {LABELS['found'][why.kind].lower()}, and the number of students is missing.",
            "Write on how many students it rests.",
        )
    if why.kind == "survey" and why.finding and why.response_rate is None:
        yield Seen(
            "why.response_rate",
            "Your finding rests on a survey, and the share who answered is missing.",
            "Write the share: those who answered, divided by those you asked.",
            why="Those who did not answer may see it otherwise.",
        )
    for field in ("finding", "caution"):
        text = getattr(why, field)
        if why.n is not None and why.n < SMALLEST and _PERCENT.search(text):
            yield Seen(
                f"why.{field}",
                f"There is a percentage, and it rests on {why.n} students.",
                "Take the percentage out and tell what you saw.",
            )
    if why.finding and why.caution and alike(why.finding, why.caution) >= 0.7:
        yield Seen(
            "why.caution",
            "What you cannot say repeats what you saw.",
            "Say what else could explain it, or whom you did not hear.",
        )
    expected = evidence.n_expected
    if expected is not None and expected < SMALLEST:
        for name in ("threshold", "then", "otherwise"):
            if _PERCENT.search(getattr(evidence.decision_rule, name)):
                yield Seen(
                    f"evidence.decision_rule.{name}",
                    f"There is a percentage, and {expected} students will answer.",
                    "Say it in stories or cards: “if three stories tell of …”.",
                )
        if evidence.small_n_method is None:
            yield Seen(
                "evidence.small_n_method",
                f"{expected} students will answer; a count of so few can give one of them away.",
                "Pick stories or cards for fewer than ten students.",
            )


R13 = Rule(
    "R13",
    "must",
    "The same question before and after, and what you will do is fixed.",
    "If the question changes, or if any answer leads to the same step, asking tells you nothing.",
    "If at least 5 more of 20 answer “often” than before, I keep it; if not, I ask the class what got in the way.",
    _before_and_after,
)
R14 = Rule(
    "R14",
    "must",
    "Numbers bear what they are made to say.",
    "With fewer than ten students each one moves the percentage by more than ten points, and each can be found out.",
    "“I watched 8 students for one lesson. Most did not touch the kit.” Caution: “One lesson, and I sat on one side.”",
    _small_numbers,
)

"""Struggle: a place to get stuck, feedback in three parts, and time to use it."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import alike, content, found, patterns, short

_LEAST = 10
_PARTS = {"standard": "the high standard", "assurance": "why they can reach it", "next_step": "the next step"}


def _help_and_time(graph: Graph) -> Iterator[Seen]:
    struggle = graph.plan.struggle
    stuck, revise = graph.order.get(struggle.stuck_at), graph.order.get(struggle.revise_in)
    if revise is not None:
        activity = graph.plan.activities[revise]
        name = graph.named(activity.id)
        if stuck is not None and revise <= stuck:
            yield Seen(
                "struggle.revise_in",
                f"They get stuck in {graph.named(struggle.stuck_at)} and revise in {name}, which is not later.",
                "Pick a later activity, or add one in which they revise.",
            )
        elif activity.phase and activity.phase not in ("revise", "build"):
            yield Seen(
                "struggle.revise_in",
                f"They use the feedback in {name}, whose phase is “{activity.phase}”; nothing is changed there.",
                "Pick an activity in which they revise or build.",
            )
        elif activity.minutes is not None and activity.minutes < _LEAST:
            yield Seen(
                "struggle.revise_in",
                f"{name.capitalize()} leaves {activity.minutes} minutes to use the feedback; {_LEAST} are the least.",
                "Give revising more time.",
            )
    said = {part: getattr(struggle, part) for part in _PARTS}
    names = list(_PARTS)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if said[one] and said[other] and alike(said[one], said[other]) >= 0.6:
                yield Seen(
                    f"struggle.{other}",
                    f"“{_PARTS[one].capitalize()}” and “{_PARTS[other]}” say the same: “{short(said[other])}”.",
                    "Say in one what good work looks like, in the other what this student can do next.",
                )
    for part in (*_PARTS, "normalize"):
        text = getattr(struggle, part)
        slogan = found(patterns("praise", "slogans"), text)
        praise = found(patterns("praise", "ability"), text)
        if slogan and len(content(patterns("praise", "slogans").sub(" ", text))) < 4:
            yield Seen(
                f"struggle.{part}",
                f"“{short(text)}” is a slogan; it says nothing about this work.",
                "Say it about this task: what the work must do, what the student has already, what comes next.",
            )
        elif praise:
            yield Seen(
                f"struggle.{part}",
                f"“{praise}” praises the person; it does not show that this can be reached.",
                "Name what the student has done already that leads there.",
            )


R12 = Rule(
    "R12",
    "must",
    "Getting stuck is planned: feedback in three parts, and time to use it.",
    "In a small trial with 44 students in grade 7, more revised an essay when the note named a high standard and the "
    "teacher's trust; eleven in a group are too few to be sure. Without time to revise, no note can help.",
    "Standard: “The driver needs a pack that beats the bare crate.” Assurance: “Your sheet shows where it fails.” "
    "Next: “Change that one wall and drop it again.”",
    _help_and_time,
)

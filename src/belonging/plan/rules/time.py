"""Time: what the minutes add up to, what they are spent on, and when the plan is tried."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import first_verb, quoted

_SMALL = 90
_SOON = 30


def _adds_up(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    total = plan.minutes_total
    if total is None:
        return
    minutes = [activity.minutes for activity in plan.activities]
    if len(minutes) >= 3 and None not in minutes:
        added = sum(each or 0 for each in minutes)
        if abs(added - total) > 0.05 * total:
            yield Seen(
                "minutes_total",
                f"The activities add up to {added} minutes; the plan says {total} in all.",
                f"Write {added} as the minutes in all, or change the activities by {abs(added - total)} minutes.",
            )
    if plan.sessions and plan.period_minutes and total > plan.sessions * plan.period_minutes:
        room = plan.sessions * plan.period_minutes
        yield Seen(
            "minutes_total",
            f"The plan needs {total} minutes; {plan.sessions} × {plan.period_minutes} minutes of class are {room}.",
            "Plan one more class period, or cut what matters least.",
        )
    elif plan.size == "S" and total > _SMALL:
        yield Seen(
            "size",
            f"The plan is a size S, which is up to {_SMALL} minutes, and needs {total}.",
            "Pick size M, or cut what matters least.",
        )


def _students_make(graph: Graph) -> Iterator[Seen]:
    told = [(a, *first_verb(a.students_do)) for a in graph.plan.activities if a.students_do and a.minutes]
    if len(told) < 3 or len(told) < len(graph.plan.activities):
        return
    total = sum(activity.minutes or 0 for activity, _, _ in told)
    spent = {
        kind: sum(a.minutes or 0 for a, _, k in told if k == kind) for kind in ("producing", "receiving", "unknown")
    }
    known = total - spent["unknown"]
    receiving = [verb for _, verb, kind in told if kind == "receiving"]
    if spent["unknown"] > 0.5 * total:
        unclear = [verb for _, verb, kind in told if kind == "unknown"]
        yield Seen(
            "activities",
            f"I cannot tell what students do for {spent['unknown']} of {total} minutes: {quoted(unclear)}.",
            "Start each with what students do: test, sort, draw, compare, write.",
        )
    elif spent["receiving"] > 0.3 * total:
        yield Seen(
            "activities",
            f"Students {quoted(receiving)} for {spent['receiving']} of {total} minutes, "
            f"{100 * spent['receiving'] / total:.0f} percent; 30 are the most.",
            "Turn the longest of these steps into one where students make, test or decide something.",
        )
    elif spent["producing"] < 0.5 * known:
        yield Seen(
            "activities",
            f"Students make, test or decide something in {spent['producing']} of {total} minutes; half is the least.",
            "Give the making more minutes than the taking in.",
        )


def _tried_soon(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    if plan.next_step_date is None:
        if plan.size == "S" and graph.filled:
            yield Seen("next_step_date", "No day is set to try this plan.", "Pick a day in the next 30 days.")
    elif plan.saved_on is not None:
        days = (plan.next_step_date - plan.saved_on).days
        if not 0 <= days <= _SOON:
            when = f"{days} days after" if days > 0 else f"{-days} days before"
            yield Seen(
                "next_step_date",
                f"You try it on {plan.next_step_date:%B} {plan.next_step_date.day}, {when} you last changed the plan.",
                "Pick a day in the next 30 days, even if you teach only the first part then.",
            )
    if plan.next_step_date is not None and not plan.share_with and graph.filled:
        yield Seen("share_with", "Nobody is named whom you tell about it.", "Name one person who will ask how it went.")


R01 = Rule(
    "R01",
    "must",
    "The minutes add up and fit the class time.",
    "A plan that does not fit gets cut while it is taught, and what is cut comes last: revising and sharing.",
    "8 + 14 + 20 + 15 + 18 + 10 = 85 minutes, in two periods of 45.",
    _adds_up,
)
R02 = Rule(
    "R02",
    "must",
    "Students make, test or decide for at least half of the time.",
    "Being able shows in doing the work where others can see it. Listening gives no chance for that.",
    "“Test two ramps with the cart and log each run” in place of “Listen to how ramps work”.",
    _students_make,
)
R26 = Rule(
    "R26",
    "nudge",
    "You try it within 30 days, and someone knows.",
    "A plan without a day and without someone who asks about it tends to stay on the shelf.",
    "Day I try it: 2026-10-12. I tell: the sixth-grade science team.",
    _tried_soon,
)

"""The brief for a guest or partner: one page on what students do and what their own part is. No data on the class."""

from __future__ import annotations

from belonging.handout.blocks import Block
from belonging.plan.export.words import (
    LINE,
    Looked,
    fact,
    items,
    label,
    paragraphs,
    part,
    said,
    sentence,
    title,
)
from belonging.plan.plan import Plan

_JOBS = {
    "ask": "Ask each team about its work: what they found, what they chose and why.",
    "decide": "Take the students' work into a decision that is yours to make, and tell them what you decided.",
    "use": "Use what students made, and tell them what you did with it.",
    "reply": "Reply to each team or student: one thing that helps you, and one question.",
}
_STORY = (
    "What you did at work last week, in plain words. Bring one thing from it.",
    "A time you were stuck, what you tried, and who helped.",
    "How you came to this work. A way with turns in it helps more than a straight one.",
    "What students can do now that is already a part of your work.",
)
_WORDS = (
    "Name what a student did (“you checked the count twice”), not what a student is (“you are so smart”).",
    "Ask more than you tell. Leave ten seconds after a question.",
    "Talk with every team, and leave time for each student in it.",
)
_SAFE = (
    "Sign in at the school office first, and wear the badge.",
    "A member of staff is with you all the time. Do not be alone with a student.",
    "Take no photos, and write down no student's name or address. Do not contact students later.",
)


def guest_brief(plan: Plan) -> list[Block]:
    """Return the brief. It says nothing of what was seen in the class, who struggles, or what is measured."""
    looked = Looked(plan)
    audience = plan.audience
    who = looked.person(audience.who)
    when = "; ".join(filter(None, (audience.when, *_days(plan))))
    step = next((each for each in plan.activities if audience.activity and each.id == audience.activity), None)
    minutes = f"{step.minutes} minutes of a lesson" if step and step.minutes else ""
    agree = "Families must agree first to names, photos and visits. The teacher tells you what is agreed."
    return [
        title(f"For our guest: {plan.title}" if plan.title else "For our guest"),
        *said("Thank you for giving students a real reason for their work. This page says what they do and what "
              "your part is."),
        *paragraphs(
            fact("Who", "; ".join(filter(None, (
                label("grade_band", plan.grade_band), f"{plan.class_size} students" if plan.class_size else "",
                plan.subject,
            )))),
        ),
        part("What students do"),
        *said(sentence(plan.problem.statement)),
        *items([line for line in (
            f"They make: {sentence(plan.product.what)}" if plan.product.what else "",
            f"They work in the role of: {sentence(plan.role.title)}" if plan.role.title else "",
            f"They decide: {' '.join(sentence(each.question) for each in plan.decisions if each.question)}"
            if any(each.question for each in plan.decisions) else "",
        ) if line]),
        part("Your part"),
        *paragraphs(fact("You are here as", who)),
        *said(_JOBS.get(str(audience.job), f"What you do with the work: {LINE}")),
        *paragraphs(
            fact("How students hear back from you", audience.how_they_respond),
            fact("When", when),
            fact("How long", minutes),
            fact("While you are here, students", step.students_do if step else "", needed=False),
            fact("Room, and whom to ask for", ""),
        ),
        part("If you tell your story"),
        *items(_STORY),
        part("How to talk with students"),
        *items(_WORDS),
        part("Safety"),
        *items([*_SAFE, *([agree] if audience.consent_needed else [])]),
        *said(sentence(plan.safety)),
    ]  # fmt: skip


def _days(plan: Plan) -> list[str]:
    return [
        f"{each.what or 'a fixed day'}: {each.on:%B} {each.on.day}, {each.on.year}"
        for each in plan.context.days
        if each.on
    ]

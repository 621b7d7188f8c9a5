"""The plan itself on paper: the teacher's two pages."""

from __future__ import annotations

import re

from belonging.handout.blocks import Block, Line, Paragraph, Run
from belonging.plan.choices import MEASURES
from belonging.plan.export.words import (
    LINE,
    Looked,
    fact,
    items,
    label,
    paragraphs,
    part,
    sentence,
    small,
    table,
    title,
    together,
)
from belonging.plan.plan import Plan


def plan_sheet(plan: Plan) -> list[Block]:
    """Return everything the plan says, in the order of the form."""
    looked = Looked(plan)
    return [
        title(plan.title or "My lesson plan"),
        *_facts(plan),
        *_why(plan),
        *_work(looked),
        *_role(looked),
        *_goals(looked),
        *_steps(looked),
        *_struggle(looked),
        *_recognition(looked),
        *_access(looked),
        *_careers(plan),
        *_evidence(plan),
        *_things(plan),
    ]


def _facts(plan: Plan) -> list[Block]:
    periods = plan.sessions and plan.period_minutes
    time = f"{plan.sessions} × {plan.period_minutes} minutes" if periods else ""
    if plan.minutes_total:
        time = f"{plan.minutes_total} minutes" + (f" ({time})" if time and plan.sessions != 1 else "")
    standards = "; ".join(filter(None, (Looked(plan).standard(each.id) for each in plan.standards)))
    return [
        *together(
            fact("Grades", label("grade_band", plan.grade_band).removeprefix("Grades ")),
            fact("Subject", plan.subject),
            fact("Students", str(plan.class_size or "")),
            fact("Time", time),
            fact("Kind of work", label("archetype", plan.archetype).partition(":")[0]),
            fact("Standards", standards),
            fact("Beliefs", "; ".join(f"“{label('belief', each)}”" for each in plan.belief_focus)),
            fact("Open to", plan.eligibility, needed=False),
        ),
    ]


def _why(plan: Plan) -> list[Block]:
    why = plan.why
    seen = "; ".join(
        filter(
            None,
            (
                label("found", why.kind),
                f"{why.n} students" if why.n is not None else "",
                # a share of a small class is said as a share; a percentage would sound like more
                f"share who answered: {why.response_rate:g}" if why.response_rate is not None else "",
            ),
        )
    )
    return [
        part("Why this lesson"),
        *together(
            fact(f"What I saw ({small(seen)})" if seen else "What I saw", why.finding),
            fact("What I cannot say from this", why.caution),
            fact("Where the barrier sits", small(label("locus", why.locus))),
        ),
    ]


def _work(looked: Looked) -> list[Block]:
    plan = looked.plan
    problem, audience, product = plan.problem, plan.audience, plan.product
    says = small(label("source", problem.source))
    if problem.checked_with_community_before_launch:
        says = f"{says}; I check it with the people it touches before we start".removeprefix("; ")
    who = looked.person(audience.who)
    kind = small(label("audience", audience.kind))
    return [
        part("The work, and who it is for"),
        *together(
            fact("Problem", problem.statement),
            fact("Where", looked.place(problem.place)),
            fact("Who lives with it", looked.person(problem.stakeholder)),
            fact("Who says so", says),
            fact("Why it matters to them", problem.why_it_matters),
        ),
        *together(
            fact("Students make", product.what),
            fact("Forms it may take", "; ".join(product.formats)),
        ),
        *together(
            fact("Who gets it", f"{who} ({kind})" if who and kind else who or kind),
            fact("When", ", ".join(filter(None, (audience.when, looked.step(audience.activity))))),
            fact("What they do with it", small(label("job", audience.job))),
            fact("How students hear back", audience.how_they_respond),
        ),
        *paragraphs(fact("Before it", "families must agree first", needed=audience.consent_needed))[
            : audience.consent_needed
        ],
    ]


def _role(looked: Looked) -> list[Block]:
    plan = looked.plan
    role = plan.role
    job = ", ".join(filter(None, (role.soc, role.cluster)))
    practices = [_with(each.name, looked.step(each.activity)) for each in role.practices if each.name]
    found: list[Block] = [
        part("The role, and what students decide"),
        *together(
            fact("Role", f"{role.title} ({job})" if role.title and job else role.title or job),
            fact("People in this job", "; ".join(practices)),
            fact("What students hear first", f"“{plan.launch_words}”" if plan.launch_words else ""),
            fact("What students may choose", plan.student_choice, needed=plan.size in ("M", "L")),
        ),
    ]
    decisions: list[Line] = [
        (
            Run("Students decide: ", strong=True),
            Run(f"{sentence(each.question) or LINE}"),
            Run(f" {' / '.join(each.options)}" if each.options else f" {LINE} / {LINE}"),
            Run(_aside(small(label("who", each.who)), looked.step(each.activity))),
        )
        for each in plan.decisions
    ]
    decisions = decisions or [(Run("Students decide: ", strong=True), Run(LINE))]
    found += items(decisions)
    used: list[Line] = [
        (
            Run("Whose work we use: ", strong=True),
            Run(f"{sentence(each.who) or LINE} {sentence(each.doing)} {sentence(each.attainable)}".strip()),
            Run(_aside("at work today" if each.living else "", f"used in {_step(looked, each.used_in)}", each.source)),
        )
        for each in plan.representation
    ] or [(Run("Whose work we use: ", strong=True), Run(LINE))]
    return [*found, *items(used)]


def _steps(looked: Looked) -> list[Block]:
    plan = looked.plan
    rows = [
        (
            f"{number} {label('phase', each.phase)}".strip(),
            str(each.minutes or ""),
            each.students_do,
            each.teacher_does,
            "; ".join(
                filter(
                    None,
                    (
                        label("grouping", each.grouping),
                        looked.goals(each.goals),
                        ", ".join(f"“{label('belief', belief)}”" for belief in each.beliefs),
                        ", ".join(each.materials),
                    ),
                )
            ),
        )
        for number, each in enumerate(plan.activities, 1)
    ]
    return [
        part("Steps"),
        table(("Step", "Min", "Students …", "Teacher …", "With"), rows, (8, 4, 27, 22, 17), empty=5),
    ]


def _goals(looked: Looked) -> list[Block]:
    plan = looked.plan
    goals = [
        f"{sentence(goal.text) or LINE}{_aside(small(label('level', goal.level)), looked.standard(goal.standard))}"
        for goal in plan.goals
    ] or [LINE]
    seen: list[Line] = []
    for each in plan.assessments:
        redo = "; students may redo it" if each.redo_allowed else ""
        good = f" Good when: {'; '.join(each.success_criteria)}{redo}." if each.success_criteria else ""
        seen.append((Run(f"{sentence(each.how) or LINE}{_aside(looked.goals(each.goals))}{good}"),))
    return [
        part("Students will …"),
        *items(goals, numbered=True),
        part("How I will see it"),
        *(items(seen) or [Paragraph((Run(LINE),))]),
    ]


def _struggle(looked: Looked) -> list[Block]:
    struggle = looked.plan.struggle
    return [
        part("When students get stuck"),
        *together(
            fact("Where", _step(looked, struggle.stuck_at)),
            fact("Signs", struggle.signs),
            fact("How we show that this is normal", struggle.normalize),
        ),
        *together(
            fact("The high standard", struggle.standard),
            fact("Why I know they can reach it", struggle.assurance),
            fact("The next step", struggle.next_step),
            fact("They use it in", _step(looked, struggle.revise_in)),
        ),
    ]


def _recognition(looked: Looked) -> list[Block]:
    rows = [
        (
            label("recognizer", each.by),
            each.what,
            looked.step(each.activity),
            "; ".join(
                filter(
                    None,
                    (
                        label("reach", each.reach),
                        small(label("mechanism", each.mechanism)),
                        "in private if a student wishes" if each.private_if_wished else "",
                    ),
                )
            ),
        )
        for each in looked.plan.recognition
    ]
    return [
        part("Who is seen, and for what"),
        table(("Who sees it", "What is named", "When", "Whom it reaches, and how"), rows, (12, 30, 7, 25), empty=2),
    ]


def _access(looked: Looked) -> list[Block]:
    rows = [
        (each.barrier, each.change, "; ".join(filter(None, (looked.step(each.activity), _for(each.for_all)))))
        for each in looked.plan.access
    ]
    return [
        part("Barriers we take away"),
        table(("What would keep someone out", "What I change", "Where, for whom"), rows, (27, 31, 14), empty=2),
    ]


def _careers(plan: Plan) -> list[Block]:
    jobs: list[Line] = [
        (
            Run(each.title or LINE, strong=True),
            Run(f"{_aside(each.soc, each.cluster, label('entry', each.entry))}: {each.skill_that_travels or LINE}"),
        )
        for each in plan.careers
    ]
    return [part("Where the skill travels"), *items(jobs or [LINE])]


def _evidence(plan: Plan) -> list[Block]:
    evidence, rule = plan.evidence, plan.evidence.decision_rule
    later = plan.size in ("M", "L")
    return [
        part("How I will know"),
        *together(
            fact("Belief", f"“{label('belief', evidence.belief)}”" if evidence.belief else ""),
            fact("Before", _with(_measure(evidence.before.measure), evidence.before.when)),
            fact("After", _with(_measure(evidence.after.measure), evidence.after.when)),
            fact("Answers I expect", str(evidence.n_expected or "")),
            fact("With so few", small(label("small_n_method", evidence.small_n_method)), needed=False),
            fact("If", re.sub(r"^if\s+", "", rule.threshold, flags=re.IGNORECASE)),
            fact("Then", rule.then),
            fact("If not", rule.otherwise),
        ),
        *paragraphs(fact("Students reflect on", " ".join(map(sentence, plan.reflection)), needed=later)),
        *together(
            fact("Day I try it", _day(plan.next_step_date), needed=later),
            fact("Whom I tell about it", plan.share_with, needed=later),
        ),
    ]


def _things(plan: Plan) -> list[Block]:
    unit = plan.size == "L"
    days = "; ".join(_with(each.what, _day(each.on)) for each in plan.context.days if each.what)
    cost = "" if plan.cost_per_student is None else f"${plan.cost_per_student:,.2f}"
    chatbot = (sentence(plan.ai_use.what_for) or "yes") if plan.ai_use.used else ""
    facts = together(
        fact("Dates", days, needed=False),
        fact("Things", "; ".join(plan.materials_list), needed=unit),
        fact("Devices", "; ".join(plan.tech_needed), needed=False),
        fact("Languages of the student sheet", "; ".join(plan.languages), needed=False),
        fact("Cost per student", cost, needed=False),
        fact("Safety", plan.safety, needed=unit),
        fact("Note to families", plan.family_note, needed=unit),
        fact("A chatbot helped with this plan", chatbot, needed=False),
        fact("Started from", plan.started_from, needed=False),
    )
    return [part("What else we need"), *facts] if facts else []


def _measure(id_: str) -> str:
    return MEASURES[id_][0] if id_ in MEASURES else id_


def _step(looked: Looked, id_: str) -> str:
    return looked.step(id_) or LINE


def _for(everyone: bool) -> str:
    return "for everyone" if everyone else ""


def _day(day: object) -> str:
    return f"{day:%a, %b} {day.day}, {day.year}" if day is not None else ""  # type: ignore[attr-defined]


def _with(words: str, beside: str) -> str:
    """Put something in brackets behind words; either may be missing."""
    return f"{words} ({beside})" if words and beside else words or beside


def _aside(*words: str) -> str:
    said = "; ".join(filter(None, words))
    return f" ({said})" if said else ""

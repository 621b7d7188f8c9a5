"""The lesson plan: a graph of parts that point to one another by id. See `parts.py` for the parts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from belonging.plan import choices as c
from belonging.plan import parts as p
from belonging.plan.ask import Ask, Part

SCHEMA_VERSION: Literal[1] = 1

WHY, CONTRIBUTION, ROLE, LEARN = "Why", "Contribution", "Role", "Learn"
STRUGGLE, EVIDENCE = "Struggle and recognition", "Evidence"
TABS = (WHY, CONTRIBUTION, ROLE, LEARN, STRUGGLE, EVIDENCE)


class Plan(Part):
    """One lesson plan, finished or not."""

    plan_id: Annotated[
        str,
        Ask(label="Short name of the plan", tab=WHY, sizes="SML", pattern=r"[a-z0-9-]{4,40}", like="creek-crossing"),
    ] = ""
    schema_version: Literal[1] = SCHEMA_VERSION
    started_from: Annotated[str, Ask(label="Started from")] = ""
    saved_on: Annotated[dt.date | None, Ask(label="Last changed")] = None

    title: Annotated[str, Ask(label="Title", tab=WHY, sizes="SML", least=8, most=90)] = ""
    size: Annotated[c.Size | None, Ask(label="Size", tab=WHY, sizes="SML")] = None
    archetype: Annotated[c.Archetype | None, Ask(label="Kind of work", tab=WHY, sizes="SML")] = None
    grade_band: Annotated[c.GradeBand | None, Ask(label="Grades", tab=WHY, sizes="SML")] = None
    subject: Annotated[str, Ask(label="Subject", tab=WHY, sizes="SML", least=3, most=60)] = ""
    class_size: Annotated[int | None, Ask(label="Students in the class", tab=WHY, sizes="SML", low=1, high=60)] = None
    sessions: Annotated[int | None, Ask(label="Class periods", tab=WHY, sizes="SML", low=1, high=40)] = None
    period_minutes: Annotated[int | None, Ask(label="Minutes in a period", tab=WHY, sizes="SML", low=20, high=120)] = (
        None
    )
    minutes_total: Annotated[int | None, Ask(label="Minutes in all", tab=WHY, sizes="SML", low=20, high=4800)] = None
    belief_focus: Annotated[
        tuple[c.Belief, ...], Ask(label="Belief this lesson builds", tab=WHY, sizes="SML", few=1, many=2)
    ] = ()
    context: Annotated[p.Context, Ask(label="Context card", tab=WHY, sizes="SML")] = p.Context()
    why: Annotated[p.Why, Ask(label="What I saw", tab=WHY, sizes="SML")] = p.Why()

    problem: Annotated[p.Problem, Ask(label="The problem", tab=CONTRIBUTION, sizes="SML")] = p.Problem()
    audience: Annotated[p.Receiver, Ask(label="Who gets the work", tab=CONTRIBUTION, sizes="SML")] = p.Receiver()
    product: Annotated[p.Product, Ask(label="What students make", tab=CONTRIBUTION, sizes="SML")] = p.Product()

    role: Annotated[p.Role, Ask(label="The role", tab=ROLE, sizes="SML")] = p.Role()
    decisions: Annotated[
        tuple[p.Decision, ...], Ask(label="Students' decisions", tab=ROLE, sizes="SML", few=1, many=5)
    ] = ()
    representation: Annotated[
        tuple[p.Representation, ...], Ask(label="Whose work we use", tab=ROLE, sizes="SML", few=1, many=5)
    ] = ()
    careers: Annotated[
        tuple[p.Career, ...], Ask(label="Where the skill travels", tab=ROLE, sizes="SML", few=2, many=6)
    ] = ()
    launch_words: Annotated[
        str, Ask(label="What students hear first", tab=ROLE, sizes="SML", least=20, most=240, long=True)
    ] = ""

    standards: Annotated[tuple[p.Standard, ...], Ask(label="Standards", tab=LEARN, sizes="SML", few=1, many=8)] = ()
    goals: Annotated[tuple[p.Goal, ...], Ask(label="Goals", tab=LEARN, sizes="SML", few=1, many=5)] = ()
    activities: Annotated[tuple[p.Activity, ...], Ask(label="Activities", tab=LEARN, sizes="SML", few=3, many=20)] = ()
    assessments: Annotated[
        tuple[p.Assessment, ...], Ask(label="How I will see it", tab=LEARN, sizes="SML", few=1, many=6)
    ] = ()
    access: Annotated[
        tuple[p.Access, ...], Ask(label="Barriers we take away", tab=LEARN, sizes="SML", few=2, many=8)
    ] = ()
    eligibility: Annotated[str, Ask(label="Open to", tab=LEARN, sizes="SML", most=160, like="all")] = "all"
    student_choice: Annotated[str, Ask(label="What students may choose", tab=LEARN, sizes="ML", least=10, most=240)] = (
        ""
    )
    materials_list: Annotated[tuple[str, ...], Ask(label="Things we need", tab=LEARN, sizes="L", many=30, most=80)] = ()
    tech_needed: Annotated[tuple[str, ...], Ask(label="Devices we need", tab=LEARN, many=10, most=80)] = ()
    languages: Annotated[tuple[str, ...], Ask(label="Languages of the student sheet", tab=LEARN, many=10, most=30)] = ()
    cost_per_student: Annotated[float | None, Ask(label="Cost per student, dollars", tab=LEARN, low=0, high=500)] = None
    family_note: Annotated[str, Ask(label="Note to families", tab=LEARN, sizes="L", least=20, most=400, long=True)] = ""
    safety: Annotated[str, Ask(label="Safety", tab=LEARN, sizes="L", least=10, most=300, long=True)] = ""

    struggle: Annotated[p.Struggle, Ask(label="When they get stuck", tab=STRUGGLE, sizes="SML")] = p.Struggle()
    recognition: Annotated[
        tuple[p.Recognition, ...], Ask(label="Recognition", tab=STRUGGLE, sizes="SML", few=2, many=8)
    ] = ()

    evidence: Annotated[p.Evidence, Ask(label="How I will know", tab=EVIDENCE, sizes="SML")] = p.Evidence()
    reflection: Annotated[
        tuple[str, ...],
        Ask(label="Questions students reflect on", tab=EVIDENCE, sizes="ML", few=2, many=6, least=10, most=160),
    ] = ()
    next_step_date: Annotated[dt.date | None, Ask(label="Day I try it", tab=EVIDENCE, sizes="ML")] = None
    share_with: Annotated[str, Ask(label="Whom I tell about it", tab=EVIDENCE, sizes="ML", most=120)] = ""
    ai_use: Annotated[p.AiUse, Ask(label="Chatbots", tab=EVIDENCE)] = p.AiUse()

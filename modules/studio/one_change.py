"""Explorer "One change at a time": a sound plan, one part of it changed, and what the checks say."""

from collections.abc import Callable
from functools import cache

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Select, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.plan.exemplars import exemplar
from belonging.plan.finding import Finding
from belonging.plan.parts import Person
from belonging.plan.plan import Plan
from belonging.plan.rules import RULES, check
from belonging.plan.tiers import TIERS

SOUND = "design-brief-6-8"


def _teacher_only(plan: Plan) -> Plan:
    teacher = Person(id="me", role="the teacher")
    audience = {"who": "me", "kind": "school_staff", "job": "reply", "how_they_respond": "I grade each insert."}
    context = plan.context.model_copy(update={"people": (*plan.context.people, teacher)})
    return plan.model_copy(update={"audience": plan.audience.model_copy(update=audience), "context": context})


def _stars_only(plan: Plan) -> Plan:
    few = {"reach": "some", "mechanism": "wall"}
    return plan.model_copy(update={"recognition": tuple(r.model_copy(update=few) for r in plan.recognition)})


def _costume(plan: Plan) -> Plan:
    one_step = tuple(p.model_copy(update={"activity": plan.activities[1].id}) for p in plan.role.practices)
    return plan.model_copy(update={"role": plan.role.model_copy(update={"practices": one_step})})


def _lecture(plan: Plan) -> Plan:
    """Let students listen at the start, while the guest is there, and at the end."""
    heard = {
        "launch": "Listen to a talk on how fruit is bruised on the road.",
        "share": "Watch the driver load the crates, and listen to what drivers look for.",
        "reflect": "Listen as the notes of all pairs are read out.",
    }
    steps = (a.model_copy(update={"students_do": heard[a.phase]}) if a.phase in heard else a for a in plan.activities)
    return plan.model_copy(update={"activities": tuple(steps)})


def _no_time(plan: Plan) -> Plan:
    return plan.model_copy(update={"struggle": plan.struggle.model_copy(update={"revise_in": plan.activities[0].id})})


def _two_questions(plan: Plan) -> Plan:
    after = plan.evidence.after.model_copy(update={"measure": "stories"})
    return plan.model_copy(update={"evidence": plan.evidence.model_copy(update={"after": after})})


def _fine_words(plan: Plan) -> Plan:
    return plan.model_copy(update={"title": f"Empowering every learner: {plan.title[0].lower()}{plan.title[1:]}"})


CHANGES: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "nothing": ("Nothing", lambda plan: plan),
    "teacher": ("Only the teacher gets the work", _teacher_only),
    "stars": ("Praise for the stars only", _stars_only),
    "costume": ("The role is a costume", _costume),
    "lecture": ("Students listen and watch more", _lecture),
    "no-time": ("No time to use feedback", _no_time),
    "two-questions": ("Another question at the end", _two_questions),
    "fine-words": ("More fine words", _fine_words),
}


@cache
def findings(change: str) -> tuple[Finding, ...]:
    """Return what the checks say of the plan with one change."""
    return tuple(check(CHANGES[change][1](exemplar(SOUND))))


def one_change(change: str) -> View:
    """Show the four parts of the plan, and how many of their checks object after one change."""
    found = findings(change)
    rows = []
    for tier in TIERS:
        objecting = [one for one in found if one.rule in tier.rules]
        says = " ".join(f"{one.rule}: {one.see} {one.fix}" for one in objecting) or "nothing"
        rows.append([tier.title, len(tier.rules), len({one.rule for one in objecting}), says])
    table = pd.DataFrame(rows, columns=["Part of the plan", "Checks", "Object", "What they say"], dtype=object)
    return View(
        chart=_bars(table),
        sentence=_sentence(change, found),
        table=table,
        alt=f"Checks that object, by part of the plan: {'; '.join(f'{row[0]}, {row[2]} of {row[1]}' for row in rows)}.",
        caption=(
            f"Of the {len(RULES)} checks, those that a plan must pass, in four parts. The plan is one of the twelve "
            f"examples: “{exemplar(SOUND).title}”."
        ),
        counts=("Checks", "Object"),
    )


def _sentence(change: str, found: tuple[Finding, ...]) -> str:
    if change == "nothing":
        return f"Nothing is changed, and all {len(RULES)} checks are silent."
    name = CHANGES[change][0]
    if not found:
        return f"{name}: all {len(RULES)} checks are silent, as before. Words alone neither pass a check nor fail one."
    rules = {one.rule for one in found}
    objects = "One check objects" if len(rules) == 1 else f"{len(rules)} checks object"
    return f"{name}: {objects}. What {found[0].rule} sees: {found[0].see} One way to mend it: {found[0].fix}"


def _bars(table: pd.DataFrame) -> alt.LayerChart:
    """Draw a row of marks for each part: a hollow circle for a silent check, a full square for one that objects."""
    short = ("Why and|Learn", "Contribution|and Role", "Struggle and|recognition", "Evidence and|care")
    marks = [
        {"slot": slot, "at": place, "how": "objects" if place < row["Object"] else "silent"}
        for slot, (_, row) in zip(short, table.iterrows(), strict=True)
        for place in range(int(row["Checks"]))
    ]
    words = [
        {"slot": slot, "text": f"{row['Object']} of {row['Checks']}"}
        for slot, (_, row) in zip(short, table.iterrows(), strict=True)
    ]
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(short), type="band"), axis=row_axis())
    x = alt.X("at:Q", scale=alt.Scale(domain=[-0.5, 11]), axis=None)
    base = alt.Chart(pd.DataFrame(marks)).encode(x=x, y=y)
    silent = base.transform_filter("datum.how == 'silent'").mark_point(
        filled=False, size=150, opacity=1, shape="circle", color=SERIES[0]
    )
    objects = base.transform_filter("datum.how == 'objects'").mark_point(
        filled=True, size=320, opacity=1, shape="square", color=SERIES[1]
    )
    said = alt.Chart(pd.DataFrame(words)).mark_text(align="left", fontWeight="bold")
    told = said.encode(x=alt.datum(9.4), y=y, text="text:N")
    return framed(alt.layer(silent, objects, told), 240, left=128, bottom=12)


EXPLORER = Explorer(
    id="one-change",
    module="studio",
    title="One change at a time",
    question="A sound plan, and one thing in it is changed. Which check speaks, and what does it say?",
    misconception="A plan that reads well is a plan that holds.",
    choices=(
        Select(
            id="change",
            label="What is changed",
            values=tuple(CHANGES),
            labels=tuple(name for name, _ in CHANGES.values()),
        ),
    ),
    view=one_change,
    small_groups_shown="What is counted here are checks of a made-up plan, not students.",
)

"""The student sheet: the plan in the words of those who do the work. Grades K-5 get shorter sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.handout.blocks import Block, Run
from belonging.plan.export.words import LINE, Looked, items, part, said, sentence, title, to_write_in
from belonging.plan.plan import Plan


@dataclass(frozen=True)
class _Words:
    """What the sheet says in its own words, for one span of ages."""

    problem: str
    matters: str
    job: str
    people: str
    make: str
    forms: str
    gets: str
    hear: str
    decide: str
    chose: str
    because: str
    steps: str
    good: str
    redo: str
    stuck: str
    normal: str
    then: str
    again: str
    choose: str
    back: str
    answer: str


# Small children are told what they do, never what they are: no "you are engineers" for grades K-5.
_YOUNG = _Words(
    problem="The problem",
    matters="Why it matters to them: ",
    job="What we do",
    people="There are people with this job: {role}. They do these things, and so do we:",
    make="What we make",
    forms="You can pick how: ",
    gets="It is for: ",
    hear="What happens then: ",
    decide="We pick",
    chose="We pick",
    because="Why",
    steps="What we do first, next and last",
    good="It is good when",
    redo="You can fix it and try again.",
    stuck="When you get stuck",
    normal="It is okay to get stuck. It is part of the work.",
    then="Then try this: ",
    again="You can use it in ",
    choose="Your choice: ",
    back="Think back",
    answer="Draw or write",
)
_OLDER = _Words(
    problem="The problem",
    matters="Why it matters to them: ",
    job="Your role",
    people="Your role: {role}. People in this job do what you will do:",
    make="What we make, and for whom",
    forms="It may be: ",
    gets="Who gets it: ",
    hear="How we hear back: ",
    decide="Our decisions",
    chose="We chose",
    because="Because",
    steps="Steps",
    good="It is good when …",
    redo="You may redo it.",
    stuck="When you get stuck",
    normal="Many of us will get stuck. That is part of this work, not a sign that you are wrong here.",
    then="Say what you have tried. Then: ",
    again="You use it again in ",
    choose="Your choice: ",
    back="Think back",
    answer="My answer",
)
_THEY = {
    "ask": "They will ask us about it.",
    "decide": "They will decide something with it.",
    "use": "They will use it.",
    "reply": "They will write or talk back to us.",
}
YOUNG = ("K-2", "3-5")
"""The grade bands that get the shorter sentences."""


def student_sheet(plan: Plan, *, to_fill: bool = True) -> list[Block]:
    """Return the sheet students get.

    Parameters
    ----------
    plan : Plan
    to_fill : bool
        With room to write in decisions and answers; without it for a screen, such as a learning platform.
    """
    words = _YOUNG if plan.grade_band in YOUNG else _OLDER
    looked = Looked(plan)
    found: list[Block] = [title(plan.title or "Our work")]
    if to_fill:
        found += said(f"Name: {LINE}  Date: {LINE[:12]}")
    found += said(plan.launch_words, quote=True)
    found += _problem(looked, words)
    found += _role(plan, words)
    found += _product(looked, words)
    found += _decisions(plan, words, to_fill)
    found += _steps(plan, words)
    found += _good(plan, words)
    found += _stuck(looked, words)
    found += _back(plan, words, to_fill)
    return found


def _problem(looked: Looked, words: _Words) -> list[Block]:
    problem = looked.plan.problem
    where, who = looked.place(problem.place), looked.person(problem.stakeholder)
    facts = [
        f"Where: {sentence(where)}" if where else "",
        f"Who lives with it: {sentence(who)}" if who else "",
        words.matters + sentence(problem.why_it_matters) if problem.why_it_matters else "",
    ]
    return _under(words.problem, said(sentence(problem.statement)), items([each for each in facts if each]))


def _role(plan: Plan, words: _Words) -> list[Block]:
    practices = [sentence(each.name) for each in plan.role.practices if each.name]
    if not plan.role.title and not practices:
        return []
    return [
        part(words.job),
        *(said(words.people.format(role=plan.role.title.rstrip("."))) if plan.role.title else []),
        *items(practices),
    ]


def _product(looked: Looked, words: _Words) -> list[Block]:
    plan, audience = looked.plan, looked.plan.audience
    facts = [
        sentence(plan.product.what),
        words.forms + sentence("; ".join(plan.product.formats)) if plan.product.formats else "",
        words.gets + sentence(looked.person(audience.who)) if looked.person(audience.who) else "",
        _THEY.get(str(audience.job), ""),
        words.hear + sentence(audience.how_they_respond) if audience.how_they_respond else "",
        f"When: {sentence(audience.when)}" if audience.when else "",
        words.choose + sentence(plan.student_choice) if plan.student_choice else "",
    ]
    return _under(words.make, items([fact for fact in facts if fact]))


def _decisions(plan: Plan, words: _Words, to_fill: bool) -> list[Block]:
    asked = [each for each in plan.decisions if each.question or each.options]
    if not asked:
        return []
    found: list[Block] = [part(words.decide)]
    for each in asked:
        found += said(sentence(each.question))
        found += items([sentence(option) for option in each.options if option])
    if to_fill:
        found.append(to_write_in((words.chose, words.because), [("", "")] * len(asked), (1, 2), room=2))
    return found


def _steps(plan: Plan, words: _Words) -> list[Block]:
    lines = []
    for each in plan.activities:
        minutes = f" ({each.minutes} minutes)" if each.minutes else ""
        if each.students_do:
            lines.append((Run(f"{sentence(each.students_do)}{minutes}"),))
    return _under(words.steps, items(lines, numbered=True))


def _good(plan: Plan, words: _Words) -> list[Block]:
    criteria = list(dict.fromkeys(one for each in plan.assessments for one in each.success_criteria if one))
    redo = said(words.redo) if any(each.redo_allowed for each in plan.assessments) else []
    return _under(words.good, items(criteria), redo)


def _stuck(looked: Looked, words: _Words) -> list[Block]:
    struggle = looked.plan.struggle
    told = words.normal
    if struggle.next_step:
        told += f" {words.then}{sentence(struggle.next_step)}"
        if again := looked.step(struggle.revise_in):
            told += f" {words.again}{again}."
    return [part(words.stuck), *said(told)]


def _back(plan: Plan, words: _Words, to_fill: bool) -> list[Block]:
    questions = [sentence(each) for each in plan.reflection if each]
    if not questions:
        return []
    if not to_fill:
        return [part(words.back), *items(questions)]
    rows = [(question, "") for question in questions]
    return [part(words.back), to_write_in(("Question", words.answer), rows, (1, 2), room=2)]


def _under(heading: str, *groups: Sequence[Block]) -> list[Block]:
    inside = [block for group in groups for block in group]
    return [part(heading), *inside] if inside else []

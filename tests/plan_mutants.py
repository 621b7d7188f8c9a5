"""Single defects: for each rule, small functions that put one thing wrong into any good plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from belonging.plan.choices import MEASURES
from belonging.plan.plan import Plan

Mutant = Callable[[Plan], Plan | None]
ROSTER = ("Marisol Okafor", "Tran, Duc", "Rose Whitfield")


def edit(plan: Plan, changes: dict[str, Any]) -> Plan:
    """Return the plan with other values at these paths; a path ending in "+" adds to a list."""
    data = plan.model_dump()
    for path, value in changes.items():
        *way, last = path.removesuffix(".+").split(".")
        held: Any = data
        for step in way:
            held = held[int(step)] if step.isdecimal() else held[step]
        if isinstance(held, tuple):
            raise TypeError(f"{path}: a list of texts is changed as a whole")
        key: Any = int(last) if last.isdecimal() else last
        held[key] = [*held[key], value] if path.endswith(".+") else value
    return Plan.model_validate(data)


def at(plan: Plan, id_: str, places: tuple[Any, ...]) -> int:
    return next(place for place, entry in enumerate(places) if entry.id == id_)


def activity(plan: Plan, id_: str) -> int:
    return at(plan, id_, plan.activities)


def every(plan: Plan, path: str, value: Any) -> dict[str, Any]:
    """Return changes of one field in each entry of a list: `every(plan, "careers.*.entry", ...)`."""
    name, _, field = path.partition(".*.")
    return {f"{name}.{place}.{field}": value for place in range(len(getattr(plan, name)))}


def referred(plan: Plan) -> set[str]:
    return {p.activity for p in plan.role.practices} | {r.used_in for r in plan.representation}


# R01
def total_too_large(plan: Plan) -> Plan:
    return edit(plan, {"minutes_total": round((plan.minutes_total or 0) * 1.2)})


def no_room(plan: Plan) -> Plan:
    return edit(plan, {"sessions": 1, "period_minutes": 25})


def one_activity_grows(plan: Plan) -> Plan:
    last = len(plan.activities) - 1
    more = (plan.activities[last].minutes or 0) + max(6, round((plan.minutes_total or 0) * 0.08))
    return edit(plan, {f"activities.{last}.minutes": more})


# R02
def _taking_in(plan: Plan, words: str) -> Plan | None:
    free = [a for a in plan.activities if a.id not in referred(plan)]
    if sum(a.minutes or 0 for a in free) <= 0.32 * sum(a.minutes or 0 for a in plan.activities):
        return None
    return edit(plan, {f"activities.{activity(plan, a.id)}.students_do": f"{words} step “{a.id}”." for a in free})


def lectured(plan: Plan) -> Plan | None:
    return _taking_in(plan, "Listen to me talk about the")


def copied_from_the_board(plan: Plan) -> Plan | None:
    return _taking_in(plan, "In your notebook, copy what the board says for the")


# R03
def goal_nobody_works_on(plan: Plan) -> Plan | None:
    if len(plan.goals) == 5:
        return None
    goal = {"id": "extra", "text": "compare two ways to sort the tools", "level": "analyze"}
    changes = {"goals.+": goal | {"standard": plan.standards[0].id}}
    return edit(plan, {**changes, "assessments.0.goals.+": "extra"})


def goal_nobody_looks_at(plan: Plan) -> Plan | None:
    if len(plan.goals) == 5:
        return None
    goal = {"id": "extra", "text": "compare two ways to sort the tools", "level": "analyze"}
    return edit(plan, {"goals.+": goal | {"standard": plan.standards[0].id}, "activities.1.goals.+": "extra"})


def pasted_standard(plan: Plan) -> Plan | None:
    if len(plan.standards) == 8:
        return None
    return edit(plan, {"standards.+": {"id": "pasted", "framework": "NGSS", "code": "MS-PS1-1"}})


# R04
def goal_to_understand(plan: Plan) -> Plan:
    return edit(plan, {"goals.0.text": "understand how the parts work together"})


def goals_without_judging(plan: Plan) -> Plan:
    return edit(plan, every(plan, "goals.*.level", "apply"))


def listing_called_creating(plan: Plan) -> Plan:
    return edit(plan, {"goals.0.text": "list the parts of the thing we made", "goals.0.level": "create"})


# R05
def role_without_occupation(plan: Plan) -> Plan:
    return edit(plan, {"role.soc": "99-9999.00"})


def costume(plan: Plan) -> Plan:
    return edit(
        plan, {f"role.practices.{i}.activity": plan.role.practices[0].activity for i in range(len(plan.role.practices))}
    )


def practice_in_passing(plan: Plan) -> Plan | None:
    short = [a.id for a in plan.activities if (a.minutes or 0) < 10]
    return edit(plan, {"role.practices.1.activity": short[0]}) if short else None


# R06
def choice_of_color(plan: Plan) -> Plan:
    return edit(plan, every(plan, "decisions.*.options", ["Blue poster with a title", "Green slides with a title"]))


def choice_of_words(plan: Plan) -> Plan:
    return edit(plan, every(plan, "decisions.*.options", ["Put the ramp at the door", "put the Ramps at the door"]))


# R07
def any_place(plan: Plan) -> Plan:
    return edit(
        plan, {f"context.places.{at(plan, plan.problem.place, plan.context.places)}.name": "Our local community"}
    )


def anyone(plan: Plan) -> Plan:
    return edit(
        plan, {f"context.people.{at(plan, plan.problem.stakeholder, plan.context.people)}.role": "Community members"}
    )


def guess_unchecked(plan: Plan) -> Plan:
    return edit(plan, {"problem.source": "teacher_guess", "problem.checked_with_community_before_launch": False})


# R08
def only_the_class(plan: Plan) -> Plan:
    return edit(plan, {f"context.people.{at(plan, plan.audience.who, plan.context.people)}.role": "Our class"})


def applause(plan: Plan) -> Plan:
    return edit(plan, {"audience.how_they_respond": "They walk through the room, enjoy it and clap."})


def handed_over_too_soon(plan: Plan) -> Plan:
    return edit(plan, {"audience.activity": next(a.id for a in plan.activities if a.phase in ("launch", "explore"))})


# R09
def worksheet(plan: Plan) -> Plan:
    return edit(plan, {"product.what": "A worksheet with ten questions"})


def one_form(plan: Plan) -> Plan:
    return edit(plan, {"product.formats": ["Printed list", "printed lists"]})


# R10
def heroes(plan: Plan) -> Plan:
    return edit(plan, every(plan, "representation.*.living", False))


def only_in_the_launch(plan: Plan) -> Plan | None:
    launch = [a.id for a in plan.activities if a.phase == "launch"]
    return edit(plan, every(plan, "representation.*.used_in", launch[0])) if launch else None


# R11
def only_the_teacher(plan: Plan) -> Plan:
    return edit(plan, every(plan, "recognition.*.by", "teacher"))


def the_usual_stars(plan: Plan) -> Plan:
    return edit(plan, {**every(plan, "recognition.*.reach", "some"), **every(plan, "recognition.*.mechanism", "wall")})


def ability_praise(plan: Plan) -> Plan:
    return edit(plan, {"recognition.0.what": "I tell the team that they are so smart and that it was a good job"})


def hollow_praise(plan: Plan) -> Plan:
    return edit(plan, {"recognition.0.what": "Great effort and teamwork by everyone today"})


# R12
def no_later_time(plan: Plan) -> Plan:
    return edit(plan, {"struggle.revise_in": plan.struggle.stuck_at, "struggle.stuck_at": plan.struggle.revise_in})


def feedback_says_one_thing(plan: Plan) -> Plan:
    return edit(plan, {"struggle.next_step": f"{plan.struggle.standard} Please!"})


def slogan(plan: Plan) -> Plan:
    return edit(plan, {"struggle.assurance": "I believe in you: never give up, and you can do it!"})


# R13
def another_question_after(plan: Plan) -> Plan:
    other = next(name for name in MEASURES if name != plan.evidence.before.measure)
    return edit(plan, {"evidence.after.measure": other})


def any_result_fits(plan: Plan) -> Plan:
    return edit(plan, {"evidence.decision_rule.threshold": "If it went well and they liked it"})


def same_either_way(plan: Plan) -> Plan:
    return edit(plan, {"evidence.decision_rule.otherwise": f"{plan.evidence.decision_rule.then}, again"})


def another_belief(plan: Plan) -> Plan:
    other = next(b for b in ("belong", "can_do", "add_value", "future_ready") if b not in plan.belief_focus)
    return edit(plan, {"evidence.belief": other})


# R14
def number_missing(plan: Plan) -> Plan | None:
    return edit(plan, {"why.n": None}) if plan.why.kind != "none" else None


def percent_of_six(plan: Plan) -> Plan:
    finding = "In the last task 67% of the students I watched never touched the kit."
    return edit(plan, {"why.kind": "observation", "why.n": 6, "why.finding": finding})


def seven_answers_counted(plan: Plan) -> Plan:
    return edit(plan, {"evidence.n_expected": 7, "evidence.small_n_method": None})


# R15
def lacking_grit(plan: Plan) -> Plan:
    return edit(plan, {"why.finding": "In the last task most of them stopped at once: they lack grit and do not try."})


def low_students(plan: Plan) -> Plan:
    return edit(plan, {"access.0.barrier": "The low students need more time than the others"})


# R16
def grades_first(plan: Plan) -> Plan:
    return edit(plan, {"eligibility": "Students with a B or better"})


def elite_lane(plan: Plan) -> Plan:
    place = activity(plan, plan.struggle.revise_in)
    said = plan.activities[place].students_do
    return edit(plan, {f"activities.{place}.students_do": f"{said[:230]} The gifted students go first."})


# R17
def on_request_only(plan: Plan) -> Plan:
    return edit(plan, every(plan, "access.*.for_all", False))


def method_by_name(plan: Plan) -> Plan:
    return edit(plan, {"access.1.change": "Differentiate and scaffold for learners as needed"})


# R18
def stem_cluster(plan: Plan) -> Plan:
    return edit(plan, {"careers.0.cluster": "STEM"})


def only_long_degrees(plan: Plan) -> Plan:
    jobs = [("Mechanical Engineers", "17-2141.00"), ("Industrial Engineers", "17-2112.00")]
    entry = {
        "cluster": "Advanced Manufacturing",
        "entry": "bachelor+",
        "skill_that_travels": "test one thing at a time",
    }
    return edit(plan, {"careers": [{"title": title, "soc": soc, **entry} for title, soc in jobs]})


# R19
def three_beliefs(plan: Plan) -> Plan:
    more = [b for b in ("belong", "can_do", "add_value", "future_ready") if b not in plan.belief_focus]
    return edit(plan, {"belief_focus": [*plan.belief_focus, *more][:3]})


def belief_only_named(plan: Plan) -> Plan:
    return edit(plan, every(plan, "activities.*.beliefs", []))


# R20
def placeholder(plan: Plan) -> Plan:
    return edit(plan, {"problem.why_it_matters": "It matters a lot to the families of [insert your town]."})


def same_text_twice(plan: Plan) -> Plan:
    return edit(plan, {"why.caution": plan.problem.why_it_matters})


def exemplar_handed_on(plan: Plan) -> Plan:
    return edit(plan, {"plan_id": "my-own-plan"})


def exemplar_a_few_words_changed(plan: Plan) -> Plan:
    words = {"students": "children", "Then": "After that", " one ": " a single ", "three": "four", "because": "since"}

    def say(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: say(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [say(each) for each in value]
        if isinstance(value, str) and " " in value and len(value) > 60:
            for old, new in words.items():
                value = value.replace(old, new)
        return value

    return Plan.model_validate({**say(plan.model_dump()), "plan_id": "my-own-plan", "started_from": "an exemplar"})


def keywords_again_and_again(plan: Plan) -> Plan:
    return edit(plan, {"problem.why_it_matters": f"It is about {'STEM identity and STEM belonging, ' * 4}and STEM."})


# R21
def mail_address(plan: Plan) -> Plan:
    return edit(plan, {"share_with": "front.office@juniper-hill.example.org"})


def phone_number(plan: Plan) -> Plan:
    return edit(plan, {"representation.0.source": "A call in May, (555) 010-2234"})


def name_of_a_student(plan: Plan) -> Plan:
    return edit(plan, {"struggle.signs": "As last time, Marisol stops and waits until somebody else goes first."})


def full_name_of_a_student(plan: Plan) -> Plan:
    return edit(plan, {"share_with": "The grade team, and Duc Tran at home"})


# R22
def being_not_doing(plan: Plan) -> Plan | None:
    if plan.grade_band not in ("K-2", "3-5"):
        return None
    return edit(plan, {"launch_words": "Today you are real scientists! We test, we log, and we tell the others."})


def nothing_to_do(plan: Plan) -> Plan:
    return edit(plan, {"launch_words": "Welcome! This is a lesson on water, and on why water is dear to all of us."})


# R23
def _as_one(plan: Plan, ids: set[str]) -> Plan | None:
    if any((plan.activities[activity(plan, id_)].minutes or 0) >= 90 for id_ in ids):
        return None
    return edit(plan, {f"activities.{activity(plan, id_)}.grouping": "class" for id_ in ids} | {"class_size": 60})


def role_as_one(plan: Plan) -> Plan | None:
    return _as_one(plan, {practice.activity for practice in plan.role.practices})


def stuck_as_one(plan: Plan) -> Plan | None:
    return _as_one(plan, {plan.struggle.stuck_at, plan.struggle.revise_in})


# R24
_HARD_WORDS = (
    "Construct representative visualizations documenting environmental characteristics, incorporating quantitative "
    "observations systematically collected throughout the preceding investigation"
)
_LONG_SENTENCE = (
    "Make the thing your team has drawn, then look at it from all sides, say to the one next to you what you see and "
    "why you think so, write that down with a number beside it, and go on until both of you have had a turn at each of "
    "the four stations, for there is much to find out still"
)


def hard_words(plan: Plan) -> Plan:
    return edit(plan, {f"activities.{i}.students_do": f"{_HARD_WORDS} {i}" for i in range(len(plan.activities))})


def long_sentences(plan: Plan) -> Plan | None:
    if plan.grade_band == "9-12":
        return None
    return edit(plan, {f"activities.{i}.students_do": f"{_LONG_SENTENCE} {i}" for i in range(len(plan.activities))})


# R25
def chatbot_unread(plan: Plan) -> Plan:
    fields = {
        "problem.statement": plan.problem.statement,
        "why.caution": plan.why.caution,
        "struggle.signs": plan.struggle.signs,
    }
    drafts = [{"field": field, "text": text} for field, text in fields.items()]
    return edit(plan, {"ai_use": {"used": True, "what_for": "a first draft", "drafts": drafts}})


def chatbot_unnamed(plan: Plan) -> Plan:
    return edit(plan, {"ai_use": {"used": True, "what_for": "a first draft of the problem"}})


# R26
def some_day(plan: Plan) -> Plan | None:
    return edit(plan, {"next_step_date": plan.saved_on + dt.timedelta(days=75)}) if plan.saved_on else None


def in_the_past(plan: Plan) -> Plan | None:
    return edit(plan, {"next_step_date": plan.saved_on - dt.timedelta(days=3)}) if plan.saved_on else None


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "R01": (total_too_large, no_room, one_activity_grows),
    "R02": (lectured, copied_from_the_board),
    "R03": (goal_nobody_works_on, goal_nobody_looks_at, pasted_standard),
    "R04": (goal_to_understand, goals_without_judging, listing_called_creating),
    "R05": (role_without_occupation, costume, practice_in_passing),
    "R06": (choice_of_color, choice_of_words),
    "R07": (any_place, anyone, guess_unchecked),
    "R08": (only_the_class, applause, handed_over_too_soon),
    "R09": (worksheet, one_form),
    "R10": (heroes, only_in_the_launch),
    "R11": (only_the_teacher, the_usual_stars, ability_praise, hollow_praise),
    "R12": (no_later_time, feedback_says_one_thing, slogan),
    "R13": (another_question_after, any_result_fits, same_either_way, another_belief),
    "R14": (number_missing, percent_of_six, seven_answers_counted),
    "R15": (lacking_grit, low_students),
    "R16": (grades_first, elite_lane),
    "R17": (on_request_only, method_by_name),
    "R18": (stem_cluster, only_long_degrees),
    "R19": (three_beliefs, belief_only_named),
    "R20": (placeholder, same_text_twice, exemplar_handed_on, exemplar_a_few_words_changed, keywords_again_and_again),
    "R21": (mail_address, phone_number, name_of_a_student, full_name_of_a_student),
    "R22": (being_not_doing, nothing_to_do),
    "R23": (role_as_one, stuck_as_one),
    "R24": (hard_words, long_sentences),
    "R25": (chatbot_unread, chatbot_unnamed),
    "R26": (some_day, in_the_past),
}

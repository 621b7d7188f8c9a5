"""The rules of a lesson plan mean something: a good plan passes all; a single defect is seen by its rule alone."""

import itertools

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.plan import Plan
from belonging.plan.rules import RULES, check, passes
from plan_mutants import MUTANTS, ROSTER

IDS = [each.id for each in exemplars()]
NUDGES = {"R23", "R25", "R26"}
EACH = [(rule, mutant) for rule, mutants in MUTANTS.items() for mutant in mutants]


def test_there_are_26_rules_and_three_of_them_are_nudges() -> None:
    assert [rule.id for rule in RULES] == [f"R{number:02}" for number in range(1, 27)]
    assert {rule.id for rule in RULES if rule.level == "nudge"} == NUDGES


@pytest.mark.parametrize("number", range(len(EACH)), ids=[f"{rule}-{mutant.__name__}" for rule, mutant in EACH])
def test_exactly_one_rule_sees_a_single_defect(number: int) -> None:
    rule, mutant = EACH[number]
    seen_in = 0
    # three exemplars for each defect, others for the next, so that all of them have their turn
    for id_ in itertools.islice(itertools.cycle(IDS), 5 * number, 5 * number + len(IDS)):
        plan = mutant(exemplar(id_))
        if plan is None:
            continue
        findings = check(plan, roster=ROSTER)
        assert {finding.rule for finding in findings} == {rule}, (id_, findings)
        assert passes(plan) is (rule in NUDGES) or rule == "R21"  # names are seen only with a class list
        assert all(stands(plan.model_dump(), finding.field) for finding in findings), findings
        seen_in += 1
        if seen_in == 3:
            break
    assert seen_in >= 2


def stands(data: object, path: str) -> bool:
    """Tell whether a field is there, so that the form can take a reader to it."""
    for step in path.split(".") if path else ():
        data = data[int(step)] if isinstance(data, (list, tuple)) else data[step]  # type: ignore[index]
    return True


def test_each_rule_has_two_defects_to_see() -> None:
    assert MUTANTS.keys() == {rule.id for rule in RULES}
    assert all(len(mutants) >= 2 for mutants in MUTANTS.values())


@pytest.mark.parametrize("id_", IDS)
def test_a_rule_is_silent_about_what_is_not_filled_in_yet(id_: str) -> None:
    whole = exemplar(id_)
    for upto in range(len(Plan.model_fields)):
        names = list(Plan.model_fields)[:upto]
        partial = Plan.model_validate({name: getattr(whole, name) for name in names})
        rules = {finding.rule for finding in check(partial)}
        assert "fill" not in rules or rules == {"fill"}, (names[-1:], check(partial))
        assert rules <= {"fill", "R26"}


def _paths(value: object, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    return [*([at] if at else []), *(path for key, each in inner for path in _paths(each, (*at, key)))]


def _without(value: object, paths: set[tuple[object, ...]], at: tuple[object, ...] = ()) -> object:
    if isinstance(value, dict):
        return {key: _without(each, paths, (*at, key)) for key, each in value.items() if (*at, key) not in paths}
    if isinstance(value, (list, tuple)):
        return [_without(each, paths, (*at, i)) for i, each in enumerate(value) if (*at, i) not in paths]
    return value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_half_filled_plan_makes_a_check_raise(data: st.DataObject) -> None:
    whole = exemplar(data.draw(st.sampled_from(IDS))).model_dump()
    dropped = data.draw(st.sets(st.sampled_from(_paths(whole)), max_size=25))
    plan = Plan.model_validate(_without(whole, dropped))
    for finding in check(plan, roster=("", "A", ",", "Ana Diaz", "(", "Mr. X")):
        assert finding.see
        assert finding.why
        assert finding.fix


def test_a_class_list_is_not_repeated_in_a_message() -> None:
    plan = Plan(title="Marisol Okafor shows the ramp", share_with="Tran and Duc")
    told = [finding for finding in check(plan, roster=ROSTER) if finding.rule == "R21"]
    assert {finding.field for finding in told} == {"title", "share_with"}
    assert not any(name in finding.see + finding.fix for name in ("Marisol", "Duc") for finding in told)


@pytest.mark.parametrize(
    "words",
    [
        "Mr. Diaz, the day custodian, and Ms. Rose at the front desk",
        "Rose Garden on Hope Street",
        "Mark the spot. Then the water rose",
        "the grant office in Grace Church",
        "Coach Jordan opens the gym",
        "May is dry here; a call in May, May 12, since last summer; art room",
        "Jordan River and Chase Bank, Summer Street",
        "Rosa Lopez, surveyor at the county road office",
        "Call 2026-11-20, room 214-3, code 17-3025.00 and MS-ETS1-2",
    ],
)
def test_roles_and_places_that_look_like_names_are_no_alarm(words: str) -> None:
    roster = ["Rosa Diaz", "Rose Ito", "Hope Allen", "Mark Ude", "Grace Bell", "Grant Oh", "Jordan Reyes", "May Lin"]
    plan = Plan(share_with=words)
    assert [f for f in check(plan, roster=[*roster, "Art Poe", "Summer Dunn", "Chase Ng"]) if f.rule == "R21"] == []


@pytest.mark.parametrize(
    "words", ["Ask Rose to lead", "Lin, May and others", "rosa diaz", "Rosa's idea", "with May Lin"]
)
def test_a_name_from_the_class_list_is_seen(words: str) -> None:
    plan = Plan(share_with=words)
    found = [f for f in check(plan, roster=["Rosa Diaz", "Rose Ito", "Lin, May"]) if f.rule == "R21"]
    assert len(found) == 1


def test_messages_are_plain_words() -> None:
    said = [f"{rule.title} {rule.why}" for rule in RULES]
    for rule, mutant in EACH:
        plans = (mutant(exemplar(id_)) for id_ in IDS[:3])
        plan = next(plan for plan in plans if plan is not None)
        said += {f"{f.see} {f.fix}" for f in check(plan, roster=ROSTER) if f.rule == rule}
    text = " ".join(said)
    assert textstat.automated_readability_index(text) <= 9
    assert textstat.coleman_liau_index(text) <= 9

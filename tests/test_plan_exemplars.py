"""The exemplar plans: whole, true to the frameworks, plain enough for the students they speak to, and all different."""

import re
from collections import Counter
from typing import get_args

import pytest
from pydantic import BaseModel

from belonging.frameworks import ENTRY_LEVELS, clusters, occupations, standard_frameworks
from belonging.plan.choices import MEASURES, Archetype, Audience, Belief, GradeBand, Locus, Source
from belonging.plan.exemplars import exemplar, exemplar_text, exemplars
from belonging.plan.reading import read_plan, write_plan
from belonging.plan.rules import RULES, check

PLANS = {listed.id: exemplar(listed.id) for listed in exemplars()}
EACH = pytest.mark.parametrize("id_", [listed.id for listed in exemplars()])


@EACH
def test_an_exemplar_says_that_it_is_fictional(id_: str) -> None:
    first = exemplar_text(id_).splitlines()[0]
    assert first.startswith("# Fictional throughout: ")


@EACH
def test_an_exemplar_is_read_without_a_word_and_written_back_unchanged(id_: str) -> None:
    reading = read_plan(exemplar_text(id_))
    assert (reading.problems, reading.dropped) == ((), ())
    assert reading.plan == exemplar(id_)
    assert read_plan(write_plan(reading.plan)).plan == reading.plan


@EACH
def test_no_rule_has_anything_to_say_of_an_exemplar(id_: str) -> None:
    assert check(exemplar(id_)) == []
    assert len(RULES) == 26


@EACH
def test_an_exemplar_handed_in_as_it_is_counts_as_a_copy(id_: str) -> None:
    assert {finding.rule for finding in check(exemplar(id_), as_own=True)} == {"R20"}


@EACH
def test_a_plan_for_the_young_speaks_of_doing_and_never_of_being(id_: str) -> None:
    plan = PLANS[id_]
    if plan.grade_band in ("K-2", "3-5"):
        said = " ".join([plan.launch_words, *(activity.students_do for activity in plan.activities)]).casefold()
        assert not re.search(r"\b(?:be|you are|become) (?:\w+ )?(?:scientist|engineer|mathematician)", said)
        assert re.search(r"\bdo\b", plan.launch_words.casefold()), "it says what we do"


@EACH
def test_jobs_carry_the_title_cluster_and_entry_level_of_the_frameworks(id_: str) -> None:
    plan = exemplar(id_)
    for career in plan.careers:
        known = occupations()[career.soc]
        assert (career.title, career.cluster, career.entry) == (known.title, known.cluster, known.entry)
    assert plan.role.cluster == occupations()[plan.role.soc].cluster


@EACH
def test_every_standard_has_the_shape_of_its_framework(id_: str) -> None:
    for standard in exemplar(id_).standards:
        assert standard.framework
        assert standard_frameworks()[standard.framework].match(standard.code), standard.code


def test_an_unknown_exemplar_is_told_apart_in_plain_words() -> None:
    with pytest.raises(LookupError, match=r"no exemplar plan 'creek'\. There are: design-brief"):
        exemplar("creek")


# --- The set ---------------------------------------------------------------------------------------------------------


def test_there_is_one_for_each_kind_of_work_in_each_grade_band() -> None:
    found = [(listed.archetype, listed.grade_band) for listed in exemplars()]
    assert found == [(kind, band) for kind in get_args(Archetype) for band in get_args(GradeBand)]
    assert [listed.id for listed in exemplars()] == [f"{kind.replace('_', '-')}-{band.lower()}" for kind, band in found]


def test_the_list_to_pick_from_says_minutes_subject_product_and_receiver() -> None:
    for listed in exemplars():
        plan = PLANS[listed.id]
        assert listed.summary.startswith(f"{plan.minutes_total} minutes of ")
        assert len(listed.summary) <= 220, listed.id
        for said in (
            plan.subject,
            plan.product.what,
            next(p.role for p in plan.context.people if p.id == plan.audience.who),
        ):
            assert said.casefold() in listed.summary.casefold()
    assert len({listed.title for listed in exemplars()}) == 12


def test_they_differ_in_size_subject_and_belief() -> None:
    sizes = Counter(plan.size for plan in PLANS.values())
    assert sizes["S"] >= 3
    assert sizes["M"] >= 3
    assert sizes["L"] >= 2
    assert {plan.grade_band for plan in PLANS.values() if plan.size == "S"} == set(get_args(GradeBand))
    assert len({plan.subject for plan in PLANS.values()}) >= 9
    assert {belief for plan in PLANS.values() for belief in plan.belief_focus} == set(get_args(Belief))


def test_they_span_the_clusters_and_every_way_into_a_job() -> None:
    assert len({plan.role.cluster for plan in PLANS.values()}) >= 11
    assert len({plan.role.soc for plan in PLANS.values()}) == 12
    assert {career.cluster for plan in PLANS.values() for career in plan.careers} == set(clusters())
    assert {career.entry for plan in PLANS.values() for career in plan.careers} == set(ENTRY_LEVELS)
    assert {occupations()[plan.role.soc].entry for plan in PLANS.values()} == set(ENTRY_LEVELS)


def test_problems_come_from_many_sides_and_never_from_the_teacher_alone() -> None:
    sources = Counter(plan.problem.source for plan in PLANS.values())
    assert set(sources) == set(get_args(Source)) - {"teacher_guess"}
    assert len({plan.audience.kind for plan in PLANS.values()}) >= 3, get_args(Audience)
    assert len({plan.why.locus for plan in PLANS.values()}) >= 4, get_args(Locus)
    assert {plan.evidence.before.measure for plan in PLANS.values()} >= {"cards", "stories", "exit_ticket"}
    assert {plan.evidence.before.measure for plan in PLANS.values()} <= set(MEASURES)


def test_no_plan_repeats_a_sentence_of_another() -> None:
    at: dict[str, set[str]] = {}
    for id_, plan in PLANS.items():
        for text in texts(plan):
            for sentence in re.split(r"(?<=[.!?:;]) ", text):
                if len(sentence.split()) >= 5:
                    at.setdefault(sentence.strip(" .").casefold(), set()).add(id_)
    titles = {career.title.casefold() for plan in PLANS.values() for career in plan.careers}
    assert {sentence: ids for sentence, ids in at.items() if len(ids) > 1 and sentence not in titles} == {}


def texts(part: BaseModel) -> list[str]:
    """Every text of a plan."""
    found: list[str] = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            found += texts(each) if isinstance(each, BaseModel) else [each] if isinstance(each, str) else []
    return found

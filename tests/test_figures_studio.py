"""Every figure that the prose of `studio` prints is counted again here; a number nobody accounts for is an error."""

from belonging.course import load_python, module
from belonging.explorers import load
from belonging.plan.anchor_review import anchor_plan, expected
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.field import text_at
from belonging.plan.plan import TABS
from belonging.plan.rubric import level_names, rubric
from belonging.plan.rules import RULES, check, passes
from belonging.plan.tiers import TIERS
from figures import prose_of, unaccounted

WORDS = {1: "One", 4: "four", 8: "eight", 12: "twelve"}
ONE_CHANGE = load_python(module("studio").folder / "one_change.py")


def counted() -> dict[str, str]:
    """What the prose says of plans, checks and rows, as it must read."""
    objecting = [found.rule for found in check(anchor_plan()) if found.level == "must"]
    return {
        "checks": f"How many of the {len(RULES)} checks will object: one,",
        "reader": f"Of the {len(RULES)} checks, {WORDS[len(objecting)].lower()} objects to the plan in the next"
        " picture.",
        "table": f"The {len(RULES)} checks go with the tabs of the form, and {WORDS[len(TIERS)]} parts of them earn a"
        " point each.",
        "exemplars": f"Look through the {WORDS[len(exemplars())]} plans.",
        "rows": f"Each has {WORDS[len(level_names())]} levels, from *not yet* to *strong*".replace("*", ""),
        "small": "A plan of size S is one lesson of up to 90 minutes",
        "talk": "It does not say that one talk of 25 minutes will do it.",
        "predict": "A talk of 25 minutes",
    }  # fmt: skip


def test_what_the_lesson_counts_is_so() -> None:
    said = counted()
    lesson = prose_of("studio")
    assert [words for name, words in said.items() if words not in lesson and name != "predict"] == []


def test_no_number_of_the_lesson_is_left_unaccounted() -> None:
    assert unaccounted("studio", counted().values(), names=r"grade \d+") == []


def test_the_rows_the_lesson_names_are_those_of_the_rubric() -> None:
    assert len(rubric()) == 8
    assert "Eight rows, four levels" in module("studio").lesson.read_text(encoding="utf-8")


def test_the_example_plans_are_as_the_lesson_tells_them() -> None:
    crate, fountain = exemplar("design-brief-6-8"), exemplar("data-brief-3-5")
    assert "picks two for the Thursday run" in crate.audience.how_they_respond
    assert crate.context.days[0].what.startswith("Thursday")
    assert "fountain" in fountain.title.lower()
    assert (
        crate.recognition[2].what
        in "What I saw each student try during building, from the class list, said at the table"
    )


def test_a_small_plan_can_pass_every_check() -> None:
    small = [one for one in exemplars() if one.size == "S"]
    assert len(small) >= 3
    assert all(passes(exemplar(one.id)) for one in small)


# --- The two explorers -----------------------------------------------------------------------------------------------


def test_each_change_breaks_exactly_the_thread_it_is_about() -> None:
    broken = {change: {found.rule for found in ONE_CHANGE.findings(change)} for change in ONE_CHANGE.CHANGES}
    assert broken == {
        "nothing": set(),
        "teacher": {"R08"},
        "stars": {"R11"},
        "costume": {"R05"},
        "lecture": {"R02"},
        "no-time": {"R12"},
        "two-questions": {"R13"},
        "fine-words": set(),
    }


def test_the_table_counts_each_check_that_a_plan_must_pass_once() -> None:
    view = load("studio")["one-change"].view(change="nothing")
    assert view.table["Checks"].sum() == len([rule for rule in RULES if rule.level == "must"])
    assert sorted(id_ for tier in TIERS for id_ in tier.rules) == [r.id for r in RULES if r.level == "must"]
    assert {tab for tier in TIERS for tab in tier.tabs} == set(TABS)


def test_a_reader_points_at_lines_that_stand_in_the_plan() -> None:
    explorer = load("studio")["what-a-check-sees"]
    for found in expected():
        view = explorer.view(row=found.row)
        assert f"level {found.level}, {level_names()[found.level].lower()}" in view.sentence
        *lines, level = view.table["What it says"]
        assert lines == [text_at(anchor_plan(), field) for field in found.fields]
        assert found.why in level
        assert all(view.table["What it says"])


def test_the_lesson_tells_the_reading_as_the_authors_made_it() -> None:
    levels = {found.row: found.level for found in expected()}
    assert level_names()[levels["A"]] == "Emerging"
    assert [found.rule for found in check(anchor_plan()) if found.level == "must"] == ["R07"]
    assert "thanks the class" in anchor_plan().audience.how_they_respond
    assert "film" in anchor_plan().representation[0].doing

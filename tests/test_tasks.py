"""Statements about every task of the course, on every way of checking it that needs no browser."""

import itertools
import json

import numpy as np
import pytest

from belonging.course import modules
from belonging.exercise import PlacedTask, load
from belonging.exercise.derive import student_notebook
from belonging.exercise.page.script import data_script, page_task
from belonging.tasks import Choice, Code, Number, Several, Words, answer_table, check, reference
from belonging.tasks.kinds import NotThisKindError

PLACED = [(m.id, placed) for m in modules() for placed in load(m.id).tasks]
MACHINE = [(id_, p) for id_, p in PLACED if not isinstance(p.task.kind, (Words, Code))]


def named(values):
    return pytest.mark.parametrize(("module_id", "placed"), values, ids=[f"{m}-{p.task.id}" for m, p in values])


@named(MACHINE)
def test_the_reference_answer_earns_full_points(module_id: str, placed: PlacedTask) -> None:
    outcome = check(placed.task, reference(placed.task))
    assert (outcome.status, outcome.points) == ("right", placed.task.points)


@named(PLACED)
def test_an_untouched_blank_is_still_blank(module_id: str, placed: PlacedTask) -> None:
    blanks = [..., None, "", "   ", []]
    if isinstance(placed.task.kind, Words):
        blanks.append(placed.task.kind.starter)
    assert {check(placed.task, blank).status for blank in blanks} == {"blank"}


@named(MACHINE)
def test_each_typical_wrong_answer_gets_its_own_message_and_points(module_id: str, placed: PlacedTask) -> None:
    task = placed.task
    table = answer_table(task)
    wrong = {entry.wrong_id: entry for entry in table.values() if entry.status == "not_yet"}
    assert len(wrong) >= 3, "a task needs at least three typical wrong answers"
    for canonical, entry in table.items():
        outcome = check(task, canonical)
        assert (outcome.status, outcome.points, outcome.says) == (entry.status, entry.points, entry.says)
    heads = {key: entry.says for key, entry in wrong.items() if key != "solved"}
    assert len(set(heads.values())) == len(heads), "two wrong ideas are told the same thing"
    assert all(0 <= entry.points < max(task.points, 1) for entry in wrong.values())


@named(PLACED)
def test_help_uses_other_numbers_and_never_tells_the_answer(module_id: str, placed: PlacedTask) -> None:
    task = placed.task
    assert task.says(task.hint)
    assert task.says(task.example)
    if isinstance(task.kind, Number):
        assert reference(task).removeprefix("0") not in task.says(task.hint) + task.says(task.example)


@named([(m, p) for m, p in PLACED if isinstance(p.task.kind, Words)])
def test_points_of_a_text_come_from_its_rubric_and_never_from_a_machine(module_id: str, placed: PlacedTask) -> None:
    outcome = check(placed.task, "Some words of mine.")
    assert (outcome.status, outcome.points) == ("written", 0)
    assert check(placed.task, placed.task.expected(placed.task.data())).status == "written"


@named([(m, p) for m, p in PLACED if isinstance(p.task.kind, Code)])
def test_a_stretch_runs_the_function_and_survives_any(module_id: str, placed: PlacedTask) -> None:
    task = placed.task
    space: dict = {}
    exec(task.expected(task.data()), space)
    assert check(task, space[placed.variable]).status == "right"
    assert check(task, lambda pulse: 0.5).status == "not_yet"
    assert "ZeroDivisionError" in check(task, lambda pulse: 1 / 0).says
    assert "function" in check(task, 0.5).says


def test_only_the_smallest_protection_of_the_printed_table_is_right() -> None:
    task = load("listening").task("cells-to-hide").task
    right = [cells for cells, entry in answer_table(task).items() if entry.status == "right"]
    assert right == [reference(task)]


def test_points_are_those_of_the_blueprint() -> None:
    tasks = load("listening").tasks
    assert sum(p.task.points for p in tasks if not p.task.scored_by_person) == 9
    assert sum(p.task.points for p in tasks if p.task.scored_by_person) == 3


@pytest.mark.parametrize("given", ["0.65", ".65", "0,65", "65%", " 65 % ", "+0.650", 0.65, 0.6477, np.float64(0.65)])
def test_a_number_may_be_written_in_many_ways(given: object) -> None:
    assert Number(decimals=2).canonical(given) == "0.65"


@pytest.mark.parametrize(("given", "wanted"), [("−0.15", "-0.15"), (-0.0, "0.00"), ("-0.004", "0.00"), (0.125, "0.13")])
def test_rounding_is_by_decimal_digits_and_zero_has_no_sign(given: object, wanted: str) -> None:
    assert Number(decimals=2).canonical(given) == wanted


@pytest.mark.parametrize(
    "given", ["abc", "1 2", "0.6.5", [0.65], True, float("nan"), float("inf"), "1e3", {}, "9" * 90]
)
def test_what_is_not_one_number_gets_a_sentence(given: object) -> None:
    with pytest.raises(NotThisKindError, match="This answer should be one number"):
        Number(decimals=2).canonical(given)


@pytest.mark.parametrize("value", [object(), b"\xff", {"a": 1}, 10**400, "<script>", lambda: 1, range(3), float("nan")])
@named(MACHINE)
def test_check_never_fails_whatever_an_answer_holds(module_id: str, placed: PlacedTask, value: object) -> None:
    outcome = check(placed.task, value)
    assert outcome.status == "not_yet"
    assert "<script>" not in outcome.html


@named(MACHINE)
def test_nothing_given_to_a_page_holds_an_answer_or_a_message_in_clear(module_id: str, placed: PlacedTask) -> None:
    page = page_task(placed, module_id)
    table = json.dumps(page["table"])
    entries = answer_table(placed.task)
    assert not any(entry.says[:30] in table for entry in entries.values())
    assert len(page["table"]["rows"]) == len(entries)
    assert not any(canonical in page["table"]["rows"] for canonical in entries)


@pytest.mark.parametrize("module_id", [m.id for m in modules()])
def test_no_learner_file_holds_a_solution_or_hidden_text(module_id: str) -> None:
    files = json.dumps(student_notebook(module_id), ensure_ascii=False) + data_script(module_id)
    for placed in load(module_id).tasks:
        task = placed.task
        if isinstance(task.kind, Number):
            says = [entry.says for entry in answer_table(task).values()]
        elif isinstance(task.kind, (Words, Code)):
            says = [line for line in task.expected(task.data()).splitlines() if len(line) > 40]
            says = [line[-40:] for line in says if line not in task.kind.starter]
        else:
            says = [entry.says for entry in answer_table(task).values() if entry.status == "right"]
        assert not [text for text in says if text[:40] in files], placed.heading
    for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert mark not in files


def test_every_kind_of_task_is_proven() -> None:
    kinds = {type(p.task.kind) for _, p in PLACED}
    assert kinds >= {Number, Choice, Several, Words, Code}


def test_two_wrong_ideas_with_one_answer_are_refused() -> None:
    import dataclasses

    task = load("listening").task("naive-change").task
    twice = dataclasses.replace(task, wrongs=(*task.wrongs, dataclasses.replace(task.wrongs[0], id="again")))
    with pytest.raises(ValueError, match=r"'again' gives -0\.15, and so does turned-round"):
        answer_table(twice)


def test_labels_count_pointed_tasks_alone() -> None:
    labels = [p.label for p in load("listening").tasks]
    numbers = [label for label in labels if label.isdigit()]
    assert numbers == [str(n) for n in itertools.islice(itertools.count(1), len(numbers))]
    assert "S1" in labels

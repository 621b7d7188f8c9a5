"""Statements about every task of the course, on every way of checking it that needs no browser."""

import dataclasses
import itertools
import json
from collections.abc import Callable

import numpy as np
import pytest

from belonging.course import modules
from belonging.exercise import PlacedTask, load
from belonging.exercise.derive import student_notebook
from belonging.exercise.page.script import data_script, page_task
from belonging.tasks import (
    Bin,
    Choice,
    Code,
    File,
    Item,
    Number,
    Several,
    Sort,
    Task,
    Words,
    answer_table,
    check,
    reference,
    words,
)
from belonging.tasks.kinds import NotThisKindError
from belonging.tasks.sort_outcome import item_table, judge_sorted
from toy_tasks import PLACED_SILENT, PLACED_SORT, SILENT, SORT

PLACED = [(m.id, placed) for m in modules() for placed in load(m.id).tasks]
PLACED += [("toy", PLACED_SORT), ("toy", PLACED_SILENT)]
MARKED = [(id_, p) for id_, p in PLACED if not p.task.silent]
MACHINE = [(id_, p) for id_, p in MARKED if not isinstance(p.task.kind, (Words, Code, File))]
SORTS = [(id_, p) for id_, p in MACHINE if isinstance(p.task.kind, Sort)]


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


@named(MARKED)
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
    assert check(placed.task, placed.task.reference_answer()).status == "written"


@named([(m, p) for m, p in PLACED if isinstance(p.task.kind, Code)])
def test_a_stretch_runs_the_function_and_survives_any(module_id: str, placed: PlacedTask) -> None:
    task = placed.task
    space: dict = {}
    exec(task.reference_answer(), space)
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
    if isinstance(placed.task.kind, Sort):
        told = {code: {key: e.says for key, e in bins.items()} for code, bins in item_table(placed.task).items()}
        tables = page["table"]["items"]
    else:
        told = {"": {key: e.says for key, e in answer_table(placed.task).items()}}
        tables = {"": page["table"]}
    for code, says in told.items():
        assert not any(text and text[:30] in table for text in says.values())
        assert len(tables[code]["rows"]) == len(says)
        assert not any(canonical in tables[code]["rows"] for canonical in says)
    assert not (placed.task.right and placed.task.says(placed.task.right)[:30] in table)


@pytest.mark.parametrize("module_id", [m.id for m in modules()])
def test_no_learner_file_holds_a_solution_or_hidden_text(module_id: str) -> None:
    files = json.dumps(student_notebook(module_id), ensure_ascii=False) + data_script(module_id)
    for placed in load(module_id).tasks:
        task = placed.task
        if isinstance(task.kind, Sort):
            bins = item_table(task).values()
            says = [entry.says for told in bins for entry in told.values() if entry.says]
        elif isinstance(task.kind, Number):
            says = [entry.says for entry in answer_table(task).values()]
        elif isinstance(task.kind, (Words, Code, File)):
            says = [line for line in task.reference_answer().splitlines() if len(line) > 40]
            says = [line[-40:] for line in says if line not in getattr(task.kind, "starter", "")]
        else:
            says = [entry.says for entry in answer_table(task).values() if entry.status == "right"]
        assert not [text for text in says if text[:40] in files], placed.heading
    anchors = [text for p in load(module_id).tasks for row in p.task.rubric for pair in row.anchors for text in pair]
    assert not [text for text in anchors if text[:40] in files]
    for mark in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert mark not in files


def test_every_kind_of_task_is_proven() -> None:
    kinds = {type(p.task.kind) for _, p in PLACED}
    assert kinds >= {Number, Choice, Several, Sort, Words, Code}


def test_two_wrong_ideas_with_one_answer_are_refused() -> None:
    task = load("listening").task("naive-change").task
    twice = dataclasses.replace(task, wrongs=(*task.wrongs, dataclasses.replace(task.wrongs[0], id="again")))
    with pytest.raises(ValueError, match=r"'again' gives -0\.15, and so does turned-round"):
        answer_table(twice)


def test_labels_count_pointed_tasks_alone() -> None:
    labels = [p.label for p in load("listening").tasks]
    numbers = [label for label in labels if label.isdigit()]
    assert numbers == [str(n) for n in itertools.islice(itertools.count(1), len(numbers))]
    assert "S1" in labels


@named([(m, p) for m, p in PLACED if isinstance(p.task.kind, Words)])
def test_each_level_of_a_rubric_has_two_anchor_texts(module_id: str, placed: PlacedTask) -> None:
    texts = []
    for row in placed.task.rubric:
        assert [len(pair) for pair in row.anchors] == [2] * len(row.levels), row.id
        texts += [text for pair in row.anchors for text in pair]
    assert len(set(texts)) == len(texts)
    assert all(4 <= len(text.split()) <= 60 for text in texts)


@named(SORTS)
def test_each_wrong_place_of_an_item_has_words_about_the_thinking(module_id: str, placed: PlacedTask) -> None:
    if module_id == "toy":
        return  # the toy leaves one place without words on purpose
    generic = [
        (code, key)
        for code, told in item_table(placed.task).items()
        for key, entry in told.items()
        if not entry.right and entry.says == words.ITEM_UNKNOWN
    ]
    assert generic == []


@named(SORTS)
def test_items_are_judged_alone_and_points_come_by_how_many_are_right(module_id: str, placed: PlacedTask) -> None:
    task = placed.task
    assert isinstance(task.kind, Sort)
    table = item_table(task)
    right = task.reference_answer()
    wrong = {code: next(key for key, entry in told.items() if not entry.right) for code, told in table.items()}
    codes = list(table)
    for number in range(len(codes) + 1):
        given = {code: right[code] if place < number else wrong[code] for place, code in enumerate(codes)}
        outcome = check(task, given)
        assert outcome.points == sum(number >= need for need in task.kind.enough)
        assert (outcome.status == "right") == (outcome.points == task.points)
        assert all(f"**{code}** {'✓' if place < number else '→'}" in outcome.says for place, code in enumerate(codes))


@named(SORTS)
def test_a_partly_filled_sort_says_how_much_is_filled_and_never_earns_all(module_id: str, placed: PlacedTask) -> None:
    right = placed.task.reference_answer()
    codes = list(right)
    part = {code: right[code] if place else ... for place, code in enumerate(codes)}
    outcome = check(placed.task, part)
    assert outcome.status == "not_yet"
    assert f"{len(codes) - 1} of {len(codes)} filled" in outcome.says
    assert outcome.points < placed.task.points
    assert f"**{codes[0]}**" not in outcome.says
    assert check(placed.task, dict.fromkeys(codes, ...)).status == "blank"


def test_either_place_is_right_where_informed_people_disagree() -> None:
    right = SORT.reference_answer()
    assert check(SORT, right | {"Q2": "room"}).status == check(SORT, right).status == "right"


def test_an_item_is_told_its_own_words_then_its_bin_s_then_the_shared_ones() -> None:
    told = judge_sorted(SORT, {"Q1": "task", "Q2": "time", "Q3": "task", "Q4": "agree"}).items
    assert [entry.says for entry in told.values()] == [
        "No work here.",
        "No clock here.",
        "This is not about the work itself.",
        "An agree scale invites a yes.",
    ]
    assert judge_sorted(SORT, {"Q1": "time"}).items["Q1"].says == words.ITEM_UNKNOWN


@pytest.mark.parametrize(
    "given", [{"q1": " Room "}, {"Q1": "room", "Q2": None, "Q3": "..."}, "Q1=room", "q1=room;Q3=", {"Q1": "ROOM"}]
)
def test_a_line_may_be_written_in_many_ways(given: object) -> None:
    kind = SORT.kind
    assert isinstance(kind, Sort)
    assert kind.canonical(given, kind.sorted_items(None)) == "Q1=room;Q2=;Q3=;Q4="


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"Q9": "room"}, "There is no item “Q9” here. The items are Q1, Q2, Q3, Q4."),
        (["room"], 'such as "Q1": "room", between { and }. It holds a list.'),
        (3, "It holds “3”."),
        ({"Q1": "rom"}, "“rom” is not one of the words here. Copy one: room, task, time."),
        ({"Q4": "room"}, "Copy one: agree, kind."),
    ],
)
def test_what_is_no_such_answer_gets_a_sentence(given: object, says: str) -> None:
    outcome = check(SORT, given)
    assert (outcome.status, outcome.points) == ("not_yet", 0)
    assert says in outcome.says


def test_a_silent_question_is_kept_and_never_marked() -> None:
    outcomes = {key: check(SILENT, key) for key in ("a", "b")}
    assert {(o.status, o.points, o.out_of, o.head) for o in outcomes.values()} == {("kept", 0, 0, "Kept.")}
    assert check(SILENT, "z").status == "not_yet"
    assert check(SILENT, ...).says == words.KEPT_BLANK
    assert answer_table(SILENT) == {}
    assert outcomes["a"]._repr_mimebundle_()["text/plain"] == "0.0"


def a_sort(**changes: object) -> Task:
    return dataclasses.replace(SORT, **changes)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: a_sort(points=3), "'enough' needs one number for each of the task's 3 points"),
        (lambda: a_sort(hint=""), "needs an expected answer, a hint and a worked example"),
        (lambda: a_sort(silent=True), "a silent task is a Choice"),
        (lambda: Sort(items=(), enough=(3, 2)), "rising numbers"),
        (lambda: Item("1a", "x", ("a",)), "letters and digits"),
        (lambda: Item("Q1", "x", ()), "accepts no bin"),
        (lambda: Sort(items=(Item("Q1", "x", ("c",)),), bins=BINS, enough=(1,)).sorted_items(None), "speaks of 'c'"),
        (lambda: Sort(items=(Item("Q1", "x", ("a",)),) * 2, bins=BINS, enough=(1,)).sorted_items(None), "same code"),
        (lambda: Sort(items=(Item("Q1", "x", ("a",)),), bins=BINS, enough=(2,)).sorted_items(None), "only 1 items"),
        (lambda: answer_table(a_sort(expected=lambda _: SORT.reference_answer() | {"Q3": "room"})), "not what every"),
    ],
)
def test_a_task_that_could_not_be_given_is_refused(make: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()


BINS = (Bin("a", "A"), Bin("b", "B"))

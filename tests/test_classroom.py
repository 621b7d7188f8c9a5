"""What a participant's notebook uses: the verbs, the helpers, and a whole exercise run by a kernel."""

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade, is_grade

import belonging
from belonging.classroom import begin, compare, rate, show, who_is_missing
from belonging.classroom.pulse import third_of_fall
from belonging.exercise import load, notebook_text
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.tasks import answer_table, reference, words

PULSE = belonging.load("pulse_fall_spring")


def test_check_reads_the_notebooks_own_names() -> None:
    names: dict = {}
    check, *_ = begin("listening", names)
    assert check(1).status == "blank"
    names["answer_1"] = 0.65
    assert (check(1).status, check(1).points) == ("right", 1)


def test_a_hint_comes_after_the_first_miss_and_an_example_after_the_third() -> None:
    check, hint, example, *_ = begin("listening", {"answer_1": 0.1})
    pages = [check(1).html for _ in range(3)]
    assert all(f"<strong>{words.HINT_HEAD}" in page for page in pages)
    assert [f"<strong>{words.EXAMPLE_HEAD}" in page for page in pages] == [False, False, True]
    assert str(hint(1)) in load("listening").task(1).task.hint
    assert example(1)._repr_mimebundle_()["text/html"].startswith("<p>")


def test_a_blank_is_no_miss() -> None:
    check, *_ = begin("listening", {})
    assert words.HINT_HEAD not in "".join(check(1).html for _ in range(4))


def test_wrong_labels_and_modules_are_told_plainly() -> None:
    check, hint, example, explore, _ = begin("listening", {})
    for verb in (check, hint, example):
        assert "There is no task 99 here. The tasks are 1, 2," in str(verb(99))
    assert "who-answered" in str(explore("nothing"))
    with pytest.raises(LookupError, match=r"no module 'listning'\. It has: .*listening"):
        begin("listning", {})


def test_outcomes_speak_to_nbgrader_and_to_people() -> None:
    check, *_ = begin("listening", {"answer_6": ["6C", "8B"]})
    bundle = check(6)._repr_mimebundle_()
    assert bundle["text/plain"] == "1.0"
    assert "Part of the way." in bundle["text/html"]
    assert "1 of 2 points" in bundle["text/html"]


def _run(answers: dict[str, str]) -> nbformat.NotebookNode:
    nb = nbformat.reads(notebook_text(filled_notebook("listening", answers)), as_version=4)
    NotebookClient(nb, timeout=120, kernel_name="python3").execute()
    return nb


def _points(nb: nbformat.NotebookNode) -> dict[str, float]:
    cells = [cell for cell in nb.cells if cell.cell_type == "code" and is_grade(cell)]
    return {cell.metadata.nbgrader.grade_id.removeprefix("check-"): determine_grade(cell)[0] for cell in cells}


def test_nbgrader_gives_the_points_of_the_answer_table_for_every_known_answer() -> None:
    tasks = [p for p in load("listening").tasks if p.task.points and not p.task.scored_by_person]
    rounds = {"reference": {p.task.id: reference(p.task) for p in tasks}}
    for n in range(4):
        rounds[f"wrong {n}"] = {}
        for p in tasks:
            told = {e.wrong_id: c for c, e in answer_table(p.task).items() if e.status == "not_yet"}
            rounds[f"wrong {n}"][p.task.id] = list(told.values())[n % len(told)]
    for name, canonicals in rounds.items():
        answers = {p.task.id: f"{p.variable} = {p.task.kind.literal(canonicals[p.task.id])}" for p in tasks}
        wanted = {p.task.id: answer_table(p.task)[canonicals[p.task.id]].points for p in tasks}
        assert _points(_run(answers)) == wanted, name


def test_an_untouched_notebook_runs_without_an_error_and_earns_nothing() -> None:
    nb = nbformat.reads(notebook_text(student_notebook("listening")), as_version=4)
    NotebookClient(nb, timeout=120, kernel_name="python3").execute()
    assert set(_points(nb).values()) == {0.0}
    assert sum("Still blank" in str(cell.get("outputs")) for cell in nb.cells) == 8


def test_the_reference_notebook_with_its_stretch_is_all_right() -> None:
    nb = _run({p.task.id: reference_source(p) for p in load("listening").tasks})
    outputs = str([cell.outputs for cell in nb.cells if cell.cell_type == "code"])
    assert outputs.count("bbd-right") == 8


def test_helpers_print_their_n() -> None:
    assert "114 of 176" in str(rate(PULSE))
    assert "114 students answered both times" in str(compare(PULSE))
    assert "+0.15" in str(compare(PULSE))
    assert "52" in str(who_is_missing(PULSE))
    assert "176 rows" in str(show(PULSE))
    assert "<details>" in rate(PULSE)._repr_mimebundle_()["text/html"]


def test_helpers_refuse_small_groups() -> None:
    small = PULSE.head(9)
    assert "Fewer than 10" in str(rate(small))
    assert "0.65" not in str(rate(small))
    assert "Fewer than 10" in str(compare(small))
    answered = PULSE[PULSE["spring_belong_1"].notna()]
    few_once = compare(pd.concat([answered, PULSE[PULSE["spring_belong_1"].isna()].head(5)]))
    assert list(few_once.table["Who"]) == ["The same students, both times"]
    assert len(compare(PULSE).table) == 2
    by_group = who_is_missing(PULSE, by="group")
    assert list(by_group.table["Group"]) == ["A", "B", "C", "D, E, F together"]
    assert by_group.table["Students"].min() >= 10
    assert by_group.table["Students"].sum() == 176
    assert "nothing is shown" in str(who_is_missing(small))
    grade_8 = PULSE[PULSE["grade"] == 8]
    assert (third_of_fall(grade_8).eq("lowest third") & grade_8["spring_belong_1"].notna()).sum() == 9
    by_third = who_is_missing(grade_8).table.set_index("Group")
    assert by_third.loc["lowest third", "Answered"] == "hidden"
    assert (by_third["Answered"] == "hidden").sum() == 2, "one hidden alone would follow from the sentence above it"
    assert list(by_third["Response rate"] == "hidden") == list(by_third["Answered"] == "hidden")
    with pytest.raises(LookupError, match="no column 'grp'"):
        who_is_missing(PULSE, by="grp")


def test_students_without_a_group_are_counted_with_those_who_are_few() -> None:
    some = PULSE.assign(room=["north"] * 100 + ["south"] * 70 + [None] * 6)
    table = who_is_missing(some, by="room").table
    assert list(table["Group"]) == ["north", "no group given, south together"]
    assert table["Students"].sum() == len(PULSE)


def test_helpers_show_code_that_gives_their_number() -> None:
    space = {"pulse": PULSE, "pd": pd}
    lines = rate(PULSE).code.splitlines()
    exec("\n".join(lines[:-1]), space)
    assert f"{eval(lines[-1], space):.2f}" == "0.65"

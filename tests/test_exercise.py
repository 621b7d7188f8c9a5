"""The exercise notebook: derived as nbgrader would, read back from whatever people send."""

import copy
import json
import random
from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from nbgrader.utils import determine_grade
from traitlets.config import Config

from belonging.classroom import begin
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise import load, notebook_text
from belonging.exercise.answers import answer_sources, into_clean_copy, literal_answer
from belonging.exercise.derive import (
    blank_source,
    filled_notebook,
    instructor_notebook,
    reference_source,
    student_notebook,
)
from belonging.exercise.notebook import source_of
from belonging.exercise.preflight import check_file
from belonging.exercise.reading import module_of, parse_notebook, read_notebook
from belonging.grading.feedback_page import page
from belonging.grading.points import Points, TaskPoints
from belonging.grading.self_check import self_check
from belonging.tasks import check
from toy_tasks import give_toy

# those of nbgrader's generate_assignment that change a notebook, in its order
NBGRADER_STEPS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)
IDS = [m.id for m in modules()]


def references(module_id: str) -> dict[str, str]:
    return {placed.task.id: reference_source(placed) for placed in load(module_id).tasks}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A module with a task that sorts and a silent question."""
    return give_toy(monkeypatch, tmp_path)


@pytest.mark.parametrize("module_id", [*IDS, "toy"])
def test_nbgrader_makes_the_same_student_version(module_id: str, toy: str) -> None:
    stubs = Config({"ClearSolutions": {"code_stub": {"python": ""}, "text_stub": ""}})
    nb = nbformat.from_dict(instructor_notebook(module_id))
    nb = nbformat.reads(notebook_text(nb), as_version=4)
    for step in NBGRADER_STEPS:
        nb, _ = step(config=stubs).preprocess(nb, {"metadata": {}})
    assert notebook_text(json.loads(nbformat.writes(nb))) == notebook_text(student_notebook(module_id))


@pytest.mark.parametrize("module_id", [*IDS, "toy"])
def test_the_student_version_is_a_valid_notebook_written_as_jupyter_writes_it(module_id: str, toy: str) -> None:
    text = notebook_text(student_notebook(module_id))
    nb = nbformat.reads(text, as_version=4)
    nbformat.validate(nb)
    assert nbformat.writes(nb).strip() == text.strip()


@pytest.mark.parametrize("module_id", [*IDS, "toy"])
def test_an_untouched_notebook_needs_no_repair_and_holds_only_blanks(module_id: str, toy: str) -> None:
    clean, moved = into_clean_copy(student_notebook(module_id), module_id)
    assert moved.clean
    assert notebook_text(clean) == notebook_text(student_notebook(module_id))
    assert answer_sources(clean, module_id) == {p.task.id: blank_source(p) for p in load(module_id).tasks}


def _damage(kind: str, nb: dict, rng: random.Random) -> dict:
    cells = nb["cells"]
    at = {cell["id"]: n for n, cell in enumerate(cells)}
    answer = at["answer-response-rate"]
    if kind == "deleted-tests":
        nb["cells"] = [c for c in cells if not c["id"].startswith("check-")]
    elif kind == "deleted-prompts":
        nb["cells"] = [c for c in cells if not c["id"].startswith(("prompt-", "text-"))]
    elif kind == "duplicated":
        cells.insert(answer + 1, copy.deepcopy(cells[answer]))
    elif kind == "retyped":
        for cell in cells:
            if cell["id"].startswith("answer-"):
                cell["cell_type"] = "markdown"
                cell.pop("outputs"), cell.pop("execution_count")
    elif kind == "lost-metadata":
        for cell in cells:
            cell["metadata"] = {}
    elif kind == "pasted-elsewhere":
        moved = cells.pop(answer)
        moved["metadata"] = {}
        cells.append(moved)
    elif kind == "split":
        first = cells[answer]
        cells.insert(answer, {**copy.deepcopy(first), "metadata": {}, "source": ["# my thinking\n"], "id": "x1"})
    elif kind == "reordered":
        rng.shuffle(cells)
    elif kind == "output-flood":
        cells[answer]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 5_000_000}]
    elif kind == "edited-tests":
        for cell in cells:
            if cell["id"].startswith("check-"):
                cell["source"] = ["1.0"]
    return nb


DAMAGE = [
    "deleted-tests",
    "deleted-prompts",
    "duplicated",
    "retyped",
    "pasted-elsewhere",
    "split",
    "reordered",
    "output-flood",
    "edited-tests",
]


@pytest.mark.parametrize("kind", DAMAGE)
def test_every_answer_survives_damage(kind: str, tmp_path: Path) -> None:
    filled = filled_notebook("listening", references("listening"))
    path = tmp_path / "Zoë Ní Bhriain – work (1).ipynb"
    path.write_text(json.dumps(_damage(kind, filled, random.Random(1))), encoding="utf-8")
    clean, _ = into_clean_copy(read_notebook(path), "listening")
    assert answer_sources(clean, "listening") == references("listening")
    assert [source_of(c) for c in clean["cells"] if c["id"].startswith("check-")] == [
        source_of(c) for c in student_notebook("listening")["cells"] if c["id"].startswith("check-")
    ]


def test_answers_of_code_cells_survive_even_without_any_marks() -> None:
    filled = _damage("lost-metadata", filled_notebook("listening", references("listening")), random.Random(1))
    assert module_of({**filled, "metadata": {"belonging": {"module": "listening"}}}, "x") == "listening"
    clean, moved = into_clean_copy(filled, "listening")
    found = answer_sources(clean, "listening")
    wanted = references("listening")
    assert {k: v for k, v in found.items() if k != "inquiry-note"} == {
        k: v for k, v in wanted.items() if k != "inquiry-note"
    }
    assert len(moved.repaired) == len(wanted)
    # free text without a mark cannot be told from a participant's own notes; it is kept as one
    assert wanted["inquiry-note"] in [source_of(cell) for cell in clean["cells"]]


def test_own_cells_keep_their_place_and_get_valid_ids() -> None:
    nb = student_notebook("listening")
    own = {
        "cell_type": "code",
        "id": "bad id!",
        "metadata": {},
        "source": ["x = 1\n"],
        "outputs": [],
        "execution_count": None,
    }
    nb["cells"].insert(5, own)
    clean, moved = into_clean_copy(nb, "listening")
    assert moved.clean
    assert source_of(clean["cells"][5]) == "x = 1\n"
    nbformat.validate(nbformat.from_dict(clean))


BROKEN = {
    "empty.ipynb": (b"", "is empty"),
    "spaces only.ipynb": (b"  \n", "is empty"),
    "half.ipynb": (b'{"cells": [{"cell_type": "code", "sou', "cut off or damaged"),
    "deep.ipynb": (b'{"a":' * 100_000, "cut off or damaged"),
    "letter.docx": (b"PK\x03\x04rest", "is not a notebook"),
    "list.ipynb": (b"[1, 2]", "is not a notebook"),
    "other.json": (b'{"hello": 1}', "is not a notebook"),
    "old.ipynb": (b'{"nbformat": 3, "worksheets": []}', "notebook format 3"),
    "utf16.ipynb": ('{"nbformat": 4, "cells": []}'.encode("utf-16"), "is not a notebook"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_a_sentence_that_says_what_to_do(name: str) -> None:
    raw, says = BROKEN[name]
    with pytest.raises(Plain, match=says) as problem:
        parse_notebook(raw, name)
    assert problem.value.advice


def test_a_foreign_notebook_is_told_apart() -> None:
    foreign = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1)")])
    with pytest.raises(Plain, match="not an exercise of this course"):
        module_of(parse_notebook(nbformat.writes(foreign).encode(), "a.ipynb"), "a.ipynb")


def test_odd_cells_and_metadata_do_no_harm() -> None:
    raw = json.dumps(
        {"nbformat": 4, "metadata": [], "cells": [1, None, {"cell_type": "x", "source": None, "metadata": 3}]}
    )
    notebook = parse_notebook(raw.encode(), "a.ipynb")
    assert [cell["cell_type"] for cell in notebook["cells"]] == ["raw"]


@pytest.mark.parametrize(
    ("source", "value"),
    [("answer_1 = 0.65", 0.65), ("answer_1 = ...", ...), ("# why\nanswer_1 = 'b'  # yes", "b"), ("answer_2 = 1", ...)],
)
def test_answer_lines_are_read_without_running_them(source: str, value: object) -> None:
    assert literal_answer(source, "answer_1") == value


@pytest.mark.parametrize("source", ["answer_1 = 114 / total", "answer_1 = (", "answer_1 = __import__('os').getcwd()"])
def test_computed_answers_are_left_to_the_kernel(source: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reason does not matter, no code may run
        literal_answer(source, "answer_1")


def test_preflight_says_the_same_as_check(tmp_path: Path) -> None:
    path = tmp_path / "work.ipynb"
    path.write_text(notebook_text(filled_notebook("listening", references("listening"))), encoding="utf-8")
    module_id, rows, moved = check_file(path)
    assert module_id == "listening"
    assert moved.clean
    status = {row.placed.task.id: row.outcome.status for row in rows}
    assert status.pop("inquiry-note") == status.pop("matched-change-code") == "written"
    assert set(status.values()) == {"right"}
    assert sum(row.outcome.points for row in rows) == 9


def test_an_answer_that_sorts_is_a_line_for_each_item(toy: str) -> None:
    placed = load(toy).task(1)
    assert blank_source(placed).splitlines()[:2] == ["answer_1 = {", '    "Q1": ...,  # “The chairs face the wall.”']
    assert literal_answer(blank_source(placed), "answer_1") == dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), ...)
    filled = literal_answer(reference_source(placed), "answer_1")
    assert check(placed.task, filled).points == placed.task.points
    cells = {cell["id"]: cell for cell in student_notebook(toy)["cells"]}
    assert cells["check-toy-sort"]["metadata"]["nbgrader"]["points"] == 2
    assert "- `task`: What the task asks" in source_of(cells["prompt-toy-sort"])
    assert "    - `agree`: Do you agree that math is fun?" in source_of(cells["prompt-toy-sort"])


def test_a_silent_question_has_no_points_and_travels_with_the_notebook(toy: str) -> None:
    cells = {cell["id"]: cell for cell in student_notebook(toy)["cells"]}
    assert cells["check-toy-silent"]["metadata"]["nbgrader"]["grade"] is False
    assert source_of(cells["check-toy-silent"]) == "check('Q1')"
    assert "### Q1. What do you do now?" in source_of(cells["prompt-toy-silent"])
    filled = filled_notebook(toy, {"toy-silent": 'answer_Q1 = "b"'})
    assert answer_sources(filled, toy)["toy-silent"] == 'answer_Q1 = "b"'


def test_nbgrader_gives_part_of_the_points_of_an_answer_that_sorts(toy: str) -> None:
    right = load(toy).task(1).task.reference_answer()
    for given, points in ((right, 2), (right | {"Q1": "task"}, 1), ({"Q1": "room"}, 0), (..., 0)):
        names = {"answer_1": given}
        said = begin(toy, names).check(1)._repr_mimebundle_()
        cell = next(c for c in student_notebook(toy)["cells"] if c["id"] == "check-toy-sort")
        cell["outputs"] = [{"output_type": "execute_result", "data": said, "metadata": {}, "execution_count": 1}]
        assert determine_grade(nbformat.from_dict(cell)) == (points, 2)


def test_a_look_at_ones_own_notebook_counts_silent_questions_and_repeats_none(
    toy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = 'answer_1 = {"Q1": "room", "Q2": "task", "Q3": ...}'
    path = tmp_path / "toy.ipynb"
    path.write_text(notebook_text(filled_notebook(toy, {"toy-sort": part, "toy-silent": 'answer_Q1 = "b"'})), "utf-8")
    self_check([path])
    said = capsys.readouterr().out
    assert "Task 1. Where does it sit? (1 of 2): Part of the way. 2 of 4 filled. Right so far: 2." in said
    assert "Questions that nobody marks: 1 of 1 kept in this notebook." in said
    assert "Question Q1" not in said
    assert "So far: 1 of 2 points that need no person." in said


def test_feedback_leaves_out_what_nobody_marks(toy: str) -> None:
    notebook = nbformat.reads(notebook_text(filled_notebook(toy, {"toy-silent": 'answer_Q1 = "b"'})), as_version=4)
    task = TaskPoints("check-toy-sort", "1", "Where does it sit?", 0.0, 2.0, by_person=False, waiting=False)
    html = page(notebook, Points((task,)), "Toy", "Ann")
    assert "Where does it sit?" in html
    assert "“Sort it”, sitting 1 of “Toy”" in html
    assert "answer_Q1" not in html
    assert "What do you do now?" not in html

"""Handed-in notebooks are graded by nbgrader itself; no accident in one of them costs another person a point."""

import copy
import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from belonging.errors import Plain
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.derive import (
    filled_notebook,
    instructor_notebook,
    notebook_text,
    reference_source,
    student_notebook,
)
from belonging.exercise.notebook import source_of
from belonging.exercise.source import load
from belonging.grading import course_folder, settings
from belonging.grading.grade import grade
from belonging.grading.points import points_of

pytestmark = pytest.mark.xdist_group("grading")

MODULE = "listening"
TASKS = load(MODULE).tasks
REFERENCE = {placed.task.id: reference_source(placed) + "\n" for placed in TASKS}
MACHINE = sum(placed.task.points for placed in TASKS if not placed.task.scored_by_person)


def reference(**changed: str) -> dict[str, Any]:
    return filled_notebook(MODULE, REFERENCE | {key.replace("_", "-"): text for key, text in changed.items()})


def place(notebook: dict[str, Any], id_: str) -> int:
    return [cell["id"] for cell in notebook["cells"]].index(id_)


def without(notebook: dict[str, Any], *ids: str) -> dict[str, Any]:
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in ids]
    return notebook


def doubled(notebook: dict[str, Any], *ids: str) -> dict[str, Any]:
    for id_ in ids:
        at = place(notebook, id_)
        notebook["cells"].insert(at + 1, {**copy.deepcopy(notebook["cells"][at]), "id": f"copy-{id_}"})
    return notebook


def split(notebook: dict[str, Any], id_: str) -> dict[str, Any]:
    """Split a cell as JupyterLab does: the first half keeps the mark and is left empty, the text moves on."""
    at = place(notebook, id_)
    rest = {**copy.deepcopy(notebook["cells"][at]), "id": "split-off", "metadata": {}}
    notebook["cells"][at]["source"] = ["# my answer\n"]
    notebook["cells"].insert(at + 1, rest)
    return notebook


def retyped(notebook: dict[str, Any], id_: str) -> dict[str, Any]:
    cell = notebook["cells"][place(notebook, id_)]
    cell["cell_type"] = "raw"
    for key in ("outputs", "execution_count"):
        cell.pop(key, None)
    return notebook


def flooded(notebook: dict[str, Any]) -> dict[str, Any]:
    cell = notebook["cells"][place(notebook, "check-response-rate")]
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 50_000_000]}]
    return notebook


def without_marks(notebook: dict[str, Any]) -> dict[str, Any]:
    """Lose the metadata of all cells but the answers', as some hosted notebooks do."""
    for cell in notebook["cells"]:
        if not cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["metadata"] = {}
    return notebook


def accidents(notebook: dict[str, Any]) -> dict[str, Any]:
    """Do what happens in ordinary use, each to another task."""
    without(notebook, "check-response-rate")
    doubled(notebook, "check-who-is-missing", "answer-who-is-missing")
    split(notebook, "answer-naive-change")
    return retyped(notebook, "answer-matched-change")


# file name -> (notebook, points)
READABLE: dict[str, tuple[Callable[[], dict[str, Any]], int]] = {
    "Ana Pérez - listening.ipynb": (reference, MACHINE),
    "blank.ipynb": (lambda: student_notebook(MODULE), 0),
    "日本 太郎.ipynb": (lambda: accidents(reference()), MACHINE),
    "marks lost.ipynb": (lambda: without(without_marks(reference()), "answer-response-rate"), MACHINE - 1),
    "50 MB of output.ipynb": (
        lambda: flooded(reference(response_rate=REFERENCE["response-rate"] + "print('x' * 50_000_000)\n")),
        MACHINE,
    ),
    "answers of the wrong kind.ipynb": (
        lambda: reference(
            response_rate="answer_1 = {'a': [1, 2]}\n",
            who_is_missing="answer_2 = print\n",
            naive_change="answer_3 = = 0.15\n",
            matched_change="answer_4 = 1 / 0\n",
        ),
        MACHINE - 4,
    ),
    "loops for ever.ipynb": (lambda: reference(response_rate="while True:\n    pass\n"), MACHINE - 1),
    "stops Python.ipynb": (lambda: reference(matched_change="import os\nos._exit(0)\n"), 3),
    "forged.ipynb": (lambda: reference(response_rate="answer_1 = 7\ncheck = lambda label: 1.0\n"), 7),
}
NOT_GRADED: dict[str, tuple[Callable[[], str], str]] = {
    "empty.ipynb": (lambda: "", "is empty"),
    "cut.ipynb": (lambda: notebook_text(reference())[:5000], "cut off or damaged"),
    "a letter.ipynb": (lambda: "Dear all, here is my work.", "is not a notebook"),
    "old format.ipynb": (lambda: '{"nbformat": 3, "worksheets": []}', "notebook format 3"),
    "another course.ipynb": (
        lambda: notebook_text({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}),
        "not an exercise of this course",
    ),
}


def digest(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*.ipynb")}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """One batch with every accident in it, graded once."""
    base = tmp_path_factory.mktemp("grading")
    work, root = base / "handed in", base / "grading"
    work.mkdir()
    for name, (make, _) in READABLE.items():
        (work / name).write_text(json.dumps(make()), encoding="utf-8")
    for name, (make_text, _) in NOT_GRADED.items():
        (work / name).write_text(make_text(), encoding="utf-8")
    for person in ("ben", "Zoë"):  # two files of one name
        (work / person).mkdir()
        (work / person / f"{MODULE}.ipynb").write_text(notebook_text(reference()), encoding="utf-8")
    before = digest(work)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "CELL_SECONDS", 12)
        grade([work], into=root, csv=base / "points.csv", unsafe=True)
    rows = list(csv.DictReader((base / "points.csv").read_text(encoding="utf-8-sig").splitlines()))
    by_name = {Path(row["file"]).relative_to(work).as_posix(): row for row in rows}
    return SimpleNamespace(work=work, root=root, before=before, rows=by_name)


@pytest.mark.parametrize("name", READABLE)
def test_every_readable_notebook_gets_the_points_of_its_answers(run: SimpleNamespace, name: str) -> None:
    row = run.rows[name]
    assert (row["points"], row["out of"]) == (str(READABLE[name][1]), str(MACHINE + 3))
    assert (run.work / name).with_name(f"{Path(name).stem}.feedback.html").exists()


def test_points_earned_before_python_was_stopped_count_and_the_reason_is_told(run: SimpleNamespace) -> None:
    assert "stopped Python itself" in run.rows["stops Python.ipynb"]["note"]


@pytest.mark.parametrize("name", NOT_GRADED)
def test_every_other_file_is_told_why_in_plain_words(run: SimpleNamespace, name: str) -> None:
    assert NOT_GRADED[name][1] in run.rows[name]["note"]
    assert not (run.work / f"{Path(name).stem}.feedback.html").exists()


def test_handed_in_files_are_only_read(run: SimpleNamespace) -> None:
    assert digest(run.work) == run.before


def test_two_files_of_one_name_are_two_people(run: SimpleNamespace) -> None:
    people = {run.rows[f"{folder}/{MODULE}.ipynb"]["person"] for folder in ("ben", "Zoë")}
    assert people == {"ben", "Zoë"}


def test_a_written_note_waits_for_a_person_and_an_empty_one_does_not(run: SimpleNamespace) -> None:
    assert run.rows["Ana Pérez - listening.ipynb"]["waiting for a person"] == "1"
    assert run.rows["blank.ipynb"]["waiting for a person"] == "0"


def test_a_forged_check_is_pointed_out(run: SimpleNamespace) -> None:
    assert "its answer as written is worth 0" in run.rows["forged.ipynb"]["note"]
    assert run.rows["Ana Pérez - listening.ipynb"]["note"] == ""


def test_repairs_are_told(run: SimpleNamespace) -> None:
    assert "answer cell was missing" in run.rows["marks lost.ipynb"]["note"]
    told = run.rows["日本 太郎.ipynb"]["note"]
    assert "was there 2 times" in told
    assert "another kind of cell" in told


def test_a_flood_of_output_leaves_small_files(run: SimpleNamespace) -> None:
    sizes = [path.stat().st_size for step in ("autograded", "feedback") for path in (run.root / step).rglob("*.*")]
    assert max(sizes) < 300_000


def test_nbgraders_own_release_is_our_student_notebook(run: SimpleNamespace) -> None:
    """What nbgrader generates from the instructor version has the cells, texts and checksums of ours."""
    released = json.loads((run.root / "release" / MODULE / f"{MODULE}.ipynb").read_text(encoding="utf-8"))
    ours = student_notebook(MODULE)

    def graded_cells(notebook: dict[str, Any]) -> list[tuple[str, str, str, Any, Any]]:
        marked = [(cell, cell["metadata"].get("nbgrader", {})) for cell in notebook["cells"]]
        return [
            (c["cell_type"], m.get("grade_id"), source_of(c), m.get("points"), m.get("checksum")) for c, m in marked
        ]

    assert graded_cells(released) == graded_cells(ours)


def test_work_graded_again_unchanged_keeps_a_persons_score(run: SimpleNamespace, tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    root = tmp_path / "grading"
    shutil.copytree(run.root, root)
    person, file = "Ana-Pérez", run.work / "Ana Pérez - listening.ipynb"
    db_url = f"sqlite:///{root / 'gradebook.db'}"
    with Gradebook(db_url) as gradebook:
        given = gradebook.find_grade("note-inquiry-note", MODULE, MODULE, person)
        given.manual_score, given.needs_manual_grade = 2, False
        gradebook.find_comment("note-inquiry-note", MODULE, MODULE, person).manual_comment = "Ask *whom*? <b>Who</b>"
        gradebook.db.commit()
    own = tmp_path / file.name
    shutil.copy(file, own)
    grade([own], into=root, unsafe=True)
    points = points_of(db_url, person, MODULE)
    assert (points.total, points.waiting) == (MACHINE + 2, ())
    feedback = (tmp_path / "Ana Pérez - listening.feedback.html").read_text(encoding="utf-8")
    assert "Scored: 2 of 3 points" in feedback
    assert "Ask <em>whom</em>? &lt;b&gt;Who&lt;/b&gt;" in feedback


def test_a_later_version_is_graded_and_the_earlier_one_kept(run: SimpleNamespace, tmp_path: Path) -> None:
    root, own = tmp_path / "grading", tmp_path / "Ana Pérez - listening.ipynb"
    shutil.copytree(run.root, root)
    own.write_text(notebook_text(reference(response_rate="answer_1 = 0.2\n")), encoding="utf-8")
    grade([own], into=root, csv=tmp_path / "points.csv", unsafe=True)
    [row] = csv.DictReader((tmp_path / "points.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["points"] == str(MACHINE - 1)
    assert "An earlier version was graded before" in row["note"]
    [kept] = (root / "earlier" / "Ana-Pérez").rglob("*.ipynb")
    expected, _ = into_clean_copy(reference(), MODULE)
    assert kept.read_text(encoding="utf-8") == notebook_text(expected)


def test_a_run_that_was_killed_grades_the_half_done_notebook_again(run: SimpleNamespace, tmp_path: Path) -> None:
    """nbgrader alone would skip it and leave the person without points."""
    from nbgrader.api import Gradebook

    root, own = tmp_path / "grading", tmp_path / "Ana Pérez - listening.ipynb"
    shutil.copytree(run.root, root)
    shutil.copy(run.work / own.name, own)
    (root / ".belonging" / "graded" / "Ana-Pérez" / f"{MODULE}.json").unlink()
    db_url = f"sqlite:///{root / 'gradebook.db'}"
    with Gradebook(db_url) as gradebook:
        for one in gradebook.find_submission_notebook(MODULE, MODULE, "Ana-Pérez").grades:
            one.auto_score = None
        gradebook.db.commit()
    grade([own], into=root, unsafe=True)
    assert points_of(db_url, "Ana-Pérez", MODULE).total == MACHINE


def test_a_persons_own_file_of_that_name_is_not_overwritten(run: SimpleNamespace, tmp_path: Path) -> None:
    root, own = tmp_path / "grading", tmp_path / "Ana Pérez - listening.ipynb"
    shutil.copytree(run.root, root)
    shutil.copy(run.work / own.name, own)
    mine = tmp_path / "Ana Pérez - listening.feedback.html"
    mine.write_text("my own notes", encoding="utf-8")
    grade([own], into=root, unsafe=True)
    assert mine.read_text(encoding="utf-8") == "my own notes"
    assert (tmp_path / "Ana Pérez - listening.feedback 2.html").exists()


def test_an_exercise_with_other_tasks_needs_a_grading_folder_of_its_own(
    run: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, own = tmp_path / "grading", tmp_path / "sam.ipynb"
    shutil.copytree(run.root, root)
    shutil.copy(run.work / "blank.ipynb", own)
    source = root / "source" / MODULE / f"{MODULE}.ipynb"
    before = source.read_bytes()
    ids = ("prompt-who-is-missing", "answer-who-is-missing", "check-who-is-missing")
    monkeypatch.setattr(course_folder, "instructor_notebook", lambda id_: without(instructor_notebook(id_), *ids))
    with pytest.raises(Plain, match="Nothing was graded"):
        grade([own], into=root, unsafe=True)
    assert "has other tasks now than when work was graded in this folder" in capsys.readouterr().out
    assert source.read_bytes() == before


@pytest.mark.parametrize("step", ["autograde", "generate_feedback"])
def test_nbgraders_own_commands_work_in_the_grading_folder(run: SimpleNamespace, tmp_path: Path, step: str) -> None:
    root = tmp_path / "grading"
    shutil.copytree(run.root, root)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", step, MODULE, "--student=Ana-Pérez", "--force"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    page = (root / "feedback" / "Ana-Pérez" / MODULE / f"{MODULE}.html").read_text(encoding="utf-8")
    assert f"{MACHINE} of {MACHINE + 3} points so far" in page
    assert points_of(f"sqlite:///{root / 'gradebook.db'}", "Ana-Pérez", MODULE).total == MACHINE

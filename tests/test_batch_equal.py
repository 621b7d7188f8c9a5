"""What a batch writes is what `nbgrader autograde` writes: every row of the gradebook and every graded file."""

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from batch_folders import autograde_alone, released, write_work
from belonging.grading import compare
from belonging.grading.audit import audit_some
from belonging.grading.batch import grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.feedback_writer import write_feedback
from belonging.grading.kept_gradebook import keep_open

pytestmark = pytest.mark.xdist_group("batch-equal")

PEOPLE = {"ana": ("listening", "studio"), "ben": ("listening", "struggle"), "Zoë": ("materials",)}
MODULES = ("listening", "materials", "struggle", "studio")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """One folder, graded twice: by us, and a copy of it by nbgrader alone."""
    ours = tmp_path_factory.mktemp("batch") / "ours"
    write_work(ours, PEOPLE, loud=("ben",))
    folder = released(ours)
    theirs = ours.with_name("theirs")
    shutil.copytree(ours, theirs)
    autograde_alone(theirs, MODULES)
    batch = grade_all(folder, handed_in(ours), jobs=2, unsafe=True)
    return SimpleNamespace(ours=ours, theirs=theirs, batch=batch, batch_folder=folder)


def test_everyone_is_graded_and_nothing_has_to_be_said(both: SimpleNamespace) -> None:
    assert [(row.student_id, row.module_id) for row in both.batch.graded] == [
        (person, path.parent.name) for path, person in handed_in(both.ours)
    ]
    assert [row.notes for row in both.batch.graded] == [()] * 5
    assert not both.batch.not_graded


def test_every_row_of_every_table_is_the_same(both: SimpleNamespace) -> None:
    ours, theirs = (compare.rows(root / "gradebook.db") for root in (both.ours, both.theirs))
    assert len(ours["grade"]) == sum(len(row.points.tasks) for row in both.batch.graded)
    assert ours.keys() == theirs.keys()
    for table, rows in theirs.items():
        assert ours[table] == rows, table


def test_every_graded_file_is_the_same_streams_included(both: SimpleNamespace) -> None:
    ours, theirs = (compare.files(root / "autograded") for root in (both.ours, both.theirs))
    assert list(compare.unlike(ours, theirs)) == []
    text = (both.ours / "autograded" / "ben" / "listening" / "listening.ipynb").read_text(encoding="utf-8")
    for said in ("one 2", "to the error stream", "look out", "<b>bold</b>", "ZeroDivisionError", "last value"):
        assert said in text, said


def test_a_difference_would_be_seen(both: SimpleNamespace, tmp_path: Path) -> None:
    book = tmp_path / "gradebook.db"
    shutil.copy(both.ours / "gradebook.db", book)
    with sqlite3.connect(book) as db:
        db.execute("UPDATE grade SET auto_score = 0.5 WHERE id = (SELECT id FROM grade WHERE auto_score = 1 LIMIT 1)")
    assert compare.rows(book)["grade"] != compare.rows(both.ours / "gradebook.db")["grade"]


def test_the_feedback_page_is_the_one_nbgrader_writes(both: SimpleNamespace) -> None:
    with keep_open(both.batch_folder.db_url) as gradebook:
        ours = write_feedback(both.batch_folder, gradebook, "ana", "studio")
        written = ours.stat().st_mtime_ns
        assert write_feedback(both.batch_folder, gradebook, "ana", "studio").stat().st_mtime_ns == written  # as it was
    theirs = both.theirs / ours.relative_to(both.ours)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_feedback", "studio", "--student=ana"],
        cwd=both.theirs,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert ours.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")
    assert {path.name for path in ours.parent.iterdir()} == {path.name for path in theirs.parent.iterdir()}


def test_an_audit_names_person_task_and_points(both: SimpleNamespace, tmp_path: Path) -> None:
    """Everything else of this notebook is equal, or it would be named as well."""
    root = tmp_path / "tampered"
    shutil.copytree(both.ours, root)
    row = next(row for row in both.batch.graded if row.module_id == "struggle")
    with sqlite3.connect(root / "gradebook.db") as db:
        db.execute(
            "UPDATE grade SET auto_score = 0.25 WHERE id = (SELECT grade.id FROM grade JOIN base_cell ON cell_id ="
            " base_cell.id JOIN notebook ON base_cell.notebook_id = notebook.id WHERE notebook.name = 'struggle'"
            " AND auto_score IS NOT NULL LIMIT 1)"
        )
    before = compare.rows(root / "gradebook.db")
    [difference] = audit_some(CourseFolder(root), [row], 5, seed=1)
    assert re.fullmatch(r"ben, struggle: task \d has 0.25 here and [01] there.", difference)
    assert compare.rows(root / "gradebook.db") == before


def test_nbgrader_finds_nothing_left_to_do(both: SimpleNamespace) -> None:
    """Its own command skips what is graded, so the folder stays a course of nbgrader's."""
    before = compare.files(both.ours / "autograded")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "struggle"], cwd=both.ours, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Skipping existing assignment" in done.stderr
    assert compare.files(both.ours / "autograded") == before

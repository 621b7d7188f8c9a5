"""What stops a batch: another run, a full disk, a folder that cannot be written, Ctrl-C. Nothing is lost by any."""

import errno
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from batch_folders import Grade, as_right, copied, released, without_running, write_work
from belonging.errors import Plain
from belonging.grading import compare, head
from belonging.grading.batch import grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.done import DoneMarks
from belonging.grading.engine import isolate, pool
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.one_run import one_run
from belonging.grading.writer import Writer

pytestmark = pytest.mark.xdist_group("batch-stops")

MODULE = "struggle"
PEOPLE = ("ana", "ben", "cy")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which three people handed in."""
    return released(write_work(tmp_path_factory.mktemp("stops") / "start", dict.fromkeys(PEOPLE, (MODULE,)))).root


@pytest.fixture
def folder(start: Path, tmp_path: Path) -> CourseFolder:
    """A copy of it."""
    return copied(start, tmp_path / "cohort")


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Grades a folder, without running notebooks."""
    return without_running(monkeypatch)


def failing(monkeypatch: pytest.MonkeyPatch, method: str, error: Exception, after: int = 1) -> None:
    """Let one of the writer's steps fail from the second person on; people are written one by one."""
    monkeypatch.setattr(head, "TOGETHER", 1)
    stock: Any = getattr(Writer, method)
    count = [0]

    def step(self: Writer, *arguments: Any, **more: Any) -> Any:
        count[0] += 1
        if count[0] > after:
            raise error
        return stock(self, *arguments, **more)

    monkeypatch.setattr(Writer, method, step)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "autograded/x"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "autograded/x"), "cannot be written in"),
        (OSError(errno.EROFS, "Read-only file system", "autograded/x"), "cannot be written in"),
        (
            __import__("sqlalchemy.exc").exc.OperationalError(
                "x", None, sqlite3.OperationalError("database is locked")
            ),
            "is in use",
        ),
    ],
)
def test_a_trouble_of_the_computer_stops_the_run_in_plain_words_and_the_next_goes_on(
    folder: CourseFolder, grade: Grade, error: Exception, words: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, "finish", error)
        with pytest.raises(Plain, match=words) as stopped:
            grade(folder)
    assert "1 of 3 are done, and their results are kept." in stopped.value.message
    assert "run the same command again" in stopped.value.advice
    assert [row.points.total for row in grade(folder).graded] == [6, 6, 6]


def test_a_disk_that_really_takes_no_more_loses_nothing(folder: CourseFolder, grade: Grade) -> None:
    """No file may grow beyond 40 kB, so the gradebook cannot grow at all."""
    before = compare.rows(folder.root / "gradebook.db")
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
        try:
            grade(folder)
        except Plain:
            os._exit(17)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 17
    assert compare.rows(folder.root / "gradebook.db") == before
    assert len(grade(folder).graded) == 3


def test_one_notebooks_trouble_stops_nobody(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.root / "submitted" / "ben" / MODULE / f"{MODULE}.ipynb").write_bytes(b"{")
    monkeypatch.setattr(pool, "run", _lost)
    batch = grade(folder)
    assert not batch.graded
    reasons = {row.student_id: row.reason for row in batch.not_graded}
    assert list(reasons) == list(PEOPLE)
    assert "cut off or damaged" in reasons["ben"]
    assert "could not be run here (ConnectionError: a worker is gone)" in reasons["ana"]
    assert DoneMarks(folder.root).everybody()["ben", MODULE].reason == reasons["ben"]


def _lost(unit: Unit) -> Executed:
    raise ConnectionError("a worker is gone")


def test_nobody_is_graded_twice_and_a_half_graded_person_is_graded_again(folder: CourseFolder, grade: Grade) -> None:
    grade(folder)
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "run", lambda unit: seen.append(unit.key) or as_right(unit))
        grade(folder)
        assert seen == []
        with sqlite3.connect(folder.root / "gradebook.db") as db:  # as nbgrader leaves it, killed in the middle of ana
            db.execute("UPDATE grade SET auto_score = NULL WHERE rowid = (SELECT min(rowid) FROM grade)")
        again = grade(folder)
    assert len(seen) == 1
    assert [row.points.total for row in again.graded] == [6, 6, 6]


def test_a_later_version_replaces_the_points_and_a_worse_one_takes_them_away(
    folder: CourseFolder, grade: Grade
) -> None:
    grade(folder)
    (folder.root / "submitted" / "cy" / MODULE / f"{MODULE}.ipynb").write_bytes(b"")
    batch = grade(folder)
    assert [row.student_id for row in batch.graded] == ["ana", "ben"]
    assert not (folder.root / "autograded" / "cy" / MODULE).exists()
    with sqlite3.connect(folder.root / "gradebook.db") as db:
        [(scored,)] = db.execute("SELECT count(*) FROM grade WHERE auto_score IS NOT NULL AND auto_score > 0")
    assert scored == 2 * 6


def test_two_runs_at_once_are_refused(folder: CourseFolder, grade: Grade) -> None:
    code = f"""
import sys, time
from pathlib import Path
from belonging.grading.one_run import one_run
with one_run(Path({str(folder.root)!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Plain, match="Another command is at work"):
            grade(folder)
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()
    with one_run(folder.root):  # killed, it holds nothing any more
        pass


def test_without_isolation_nothing_runs_unless_unsafe_is_said(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(isolate, "available", lambda: "bubblewrap is not installed.")
    with pytest.raises(Plain, match="--unsafe"):
        grade(folder)
    assert not (folder.root / "autograded").exists()
    grade_all(folder, handed_in(folder.root), unsafe=True, progress=False)
    assert "it is not kept apart here" in capsys.readouterr().out.splitlines()[0]


def test_ctrl_c_says_what_is_done_and_how_to_go_on(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing(patch, "finish", KeyboardInterrupt())  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            grade(folder)
    said = capsys.readouterr().err
    assert "1 of 3 are done, and their results are kept. To go on, run the same command again" in said
    assert len(grade(folder).graded) == 3


def test_the_one_file_of_all_marks_of_earlier_releases_is_taken_over(folder: CourseFolder, grade: Grade) -> None:
    grade(folder)
    marks = {key: done.mark for key, done in DoneMarks(folder.root).everybody().items()}
    old = {f"{person}/{module}": mark for (person, module), mark in marks.items()}
    for path in (folder.root / ".belonging" / "graded").rglob("*.json"):
        path.unlink()
    (folder.root / ".belonging" / "graded.json").write_text(json.dumps(old))
    assert {key: done.mark for key, done in DoneMarks(folder.root).everybody().items()} == marks
    assert not (folder.root / ".belonging" / "graded.json").exists()

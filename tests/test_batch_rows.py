"""People's rows: made beside the head at first, by nbgrader's steps in the gradebook later, and always the same."""

import errno
import json
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ALL_COMPLETED, wait
from pathlib import Path
from typing import Any

import pytest

from batch_folders import Grade, as_right, copied, released, without_running, write_work
from belonging.errors import Plain
from belonging.grading import compare, writer
from belonging.grading.audit import _copy_base
from belonging.grading.course_folder import CourseFolder
from belonging.grading.engine import pool
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.recorder import Recorder
from belonging.grading.records import GradeRecord, SubmissionRecord

pytestmark = pytest.mark.xdist_group("batch-rows")

MODULE = "struggle"
PEOPLE = ("ana", "ben", "cy")
Insert = Callable[[Any, Sequence[SubmissionRecord]], None]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which three people handed in."""
    return released(write_work(tmp_path_factory.mktemp("rows") / "start", dict.fromkeys(PEOPLE, (MODULE,)))).root


@pytest.fixture
def folder(start: Path, tmp_path: Path) -> CourseFolder:
    """A copy of it."""
    return copied(start, tmp_path / "cohort")


@pytest.fixture
def grade(monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Grades a folder, without running notebooks."""
    return without_running(monkeypatch)


def inserting(monkeypatch: pytest.MonkeyPatch, then: Callable[[Insert, Any, Sequence[SubmissionRecord]], None]) -> None:
    """Put the rows in as always, and do something more, which may put in rows itself."""
    stock = writer.insert_records

    def insert(db: Any, submissions: Sequence[SubmissionRecord]) -> None:
        stock(db, submissions)
        then(stock, db, submissions)

    monkeypatch.setattr(writer, "insert_records", insert)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose rows were made beside the head, in order."""
    seen: list[str] = []
    inserting(monkeypatch, lambda _, __, submissions: seen.extend(one.student_id for one in submissions))
    return seen


def rows(folder: CourseFolder) -> dict[str, Any]:
    """All rows of the gradebook, ids and stamps aside."""
    return dict(compare.rows(folder.root / "gradebook.db"))


def add_setting(folder: CourseFolder, line: str) -> CourseFolder:
    """Add a line of the leader's own to the folder's settings."""
    path = folder.root / "nbgrader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    return CourseFolder(folder.root)


def due(folder: CourseFolder, day: str) -> None:
    """Set the day on which the work has to be there; it was handed in on 5 October 2026 at 10:00."""
    with sqlite3.connect(folder.root / "gradebook.db") as db:
        db.execute("UPDATE assignment SET duedate = ?", (f"{day} 10:00:00.000000",))


def penalties(folder: CourseFolder) -> list[float | None]:
    """What being late cost, person by person."""
    with sqlite3.connect(folder.root / "gradebook.db") as db:
        return [penalty for (penalty,) in db.execute("SELECT late_submission_penalty FROM submitted_notebook")]


def test_the_second_time_the_rows_are_those_of_the_first(folder: CourseFolder, grade: Grade, made: list[str]) -> None:
    grade(folder)
    assert sorted(made) == list(PEOPLE)
    first, files = rows(folder), dict(compare.files(folder.root / "autograded"))
    shutil.rmtree(folder.root / ".belonging" / "graded")
    assert len(grade(folder).graded) == 3
    assert sorted(made) == list(PEOPLE)  # nobody's were made anew
    assert rows(folder) == first
    assert dict(compare.files(folder.root / "autograded")) == files


def test_several_people_are_one_transaction(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    inserting(monkeypatch, lambda _, __, submissions: sizes.append(len(submissions)))
    monkeypatch.setattr("belonging.grading.head.wait", _all_of_them)
    grade(folder)
    assert sizes == [3]


def _all_of_them(futures: Any, return_when: str) -> tuple[list[Any], list[Any]]:
    done, _ = wait(futures, return_when=ALL_COMPLETED)
    return list(done), []


def test_one_whose_rows_cannot_be_written_is_in_nobodys_way(folder: CourseFolder, grade: Grade) -> None:
    def strange(_: Insert, __: Any, submissions: Sequence[SubmissionRecord]) -> None:
        if "ben" in [one.student_id for one in submissions]:
            raise ValueError("these rows are too strange")

    with pytest.MonkeyPatch.context() as patch:
        inserting(patch, strange)
        patch.setattr("belonging.grading.head.wait", _all_of_them)
        batch = grade(folder)
    assert [row.points.total for row in batch.graded] == [6, 6]
    assert [(row.student_id, row.reason) for row in batch.not_graded] == [
        ("ben", "nbgrader could not grade it (ValueError: these rows are too strange).")
    ]
    assert not any((folder.root / ".belonging" / "staging").iterdir())
    assert [row.points.total for row in grade(folder).graded] == [6, 6, 6]


def test_a_file_where_somebodys_graded_folder_belongs_is_in_nobody_elses_way(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.root / "autograded" / "ana").mkdir(parents=True)
    (folder.root / "autograded" / "ana" / MODULE).write_text("a file in place of the folder")
    (folder.root / "autograded" / "ben").write_text("and one above it")
    monkeypatch.setattr("belonging.grading.head.wait", _all_of_them)
    batch = grade(folder)
    assert [row.student_id for row in batch.graded] == ["ana", "cy"]
    assert [row.student_id for row in batch.not_graded] == ["ben"]
    assert "FileExistsError" in batch.not_graded[0].reason
    (folder.root / "autograded" / "ben").unlink()
    assert [row.points.total for row in grade(folder).graded] == [6, 6, 6]


def test_one_whom_formgrader_grades_in_the_same_moment_stops_nobody(folder: CourseFolder, grade: Grade) -> None:
    def there_already(stock: Insert, db: Any, submissions: Sequence[SubmissionRecord]) -> None:
        stock(db, [one for one in submissions if one.student_id == "ben"])

    with pytest.MonkeyPatch.context() as patch:
        inserting(patch, there_already)
        batch = grade(folder)
    assert [row.student_id for row in batch.graded] == ["ana", "cy"]
    [ben] = batch.not_graded
    assert ben.student_id == "ben"
    assert ben.reason.startswith(
        "It was graded in the same moment by another program, perhaps Formgrader. Run the same"
    )
    assert [row.points.total for row in grade(folder).graded] == [6, 6, 6]


def test_what_being_late_costs_is_worked_out_in_the_gradebook(
    folder: CourseFolder, grade: Grade, made: list[str]
) -> None:
    folder = add_setting(folder, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    due(folder, "2026-10-04")
    batch = grade(folder)
    assert made == []
    assert penalties(folder) == [6, 6, 6]
    assert not batch.not_graded


def test_in_time_nothing_is_taken_off(folder: CourseFolder, grade: Grade, made: list[str]) -> None:
    folder = add_setting(folder, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    due(folder, "2026-10-06")
    grade(folder)
    assert sorted(made) == list(PEOPLE)
    assert penalties(folder) == [None, None, None]


def test_hooks_of_the_leaders_own_are_called_for_everybody(folder: CourseFolder, grade: Grade, made: list[str]) -> None:
    lines = (
        "def note(assignment, student, notebooks):",
        f"    with open({str(folder.root / 'hooks.txt')!r}, 'a') as file:",
        "        file.write(f'{student} {assignment} {notebooks}\\n')",
        "c.Autograde.pre_convert_hook = note",
        "c.Autograde.post_convert_hook = note",
    )
    batch = grade(add_setting(folder, "\n".join(lines)))
    assert [row.points.total for row in batch.graded] == [6, 6, 6]
    said = (folder.root / "hooks.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(said) == sorted(f"{person} {MODULE} ['{MODULE}.ipynb']" for person in PEOPLE for _ in range(2))
    assert made == []


def test_steps_of_the_leaders_own_are_done(folder: CourseFolder, grade: Grade, made: list[str]) -> None:
    lines = (
        "from nbgrader.preprocessors import NbGraderPreprocessor",
        "class Stamp(NbGraderPreprocessor):",
        "    def preprocess(self, nb, resources):",
        "        nb.metadata['stamped'] = 'yes'",
        "        return nb, resources",
        "c.Autograde.autograde_preprocessors.append(Stamp)",
    )
    batch = grade(add_setting(folder, "\n".join(lines)))
    assert [row.points.total for row in batch.graded] == [6, 6, 6]
    for person in PEOPLE:
        text = (folder.root / "autograded" / person / MODULE / f"{MODULE}.ipynb").read_text(encoding="utf-8")
        assert json.loads(text)["metadata"]["stamped"] == "yes"
    assert made == []


def test_a_time_limit_of_the_leaders_own_holds(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[float] = set()

    def run(unit: Unit) -> Executed:
        seen.add(unit.limits.cell_seconds)
        return as_right(unit)

    monkeypatch.setattr(pool, "run", run)
    grade(add_setting(folder, "c.Execute.timeout = 77"))
    assert seen == {77}


def test_an_audit_follows_them_too(folder: CourseFolder, tmp_path: Path) -> None:
    add_setting(folder, "c.Execute.timeout = 77")
    (copy := tmp_path / "audit").mkdir()
    _copy_base(folder.root, copy, {MODULE})
    assert CourseFolder(copy).api.config.Execute.timeout == 77
    assert CourseFolder(copy).api.coursedir.root == str(copy)


def test_settings_without_those_of_the_course_still_mean_this_folder(
    folder: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)
    line = "# belonging.grading.settings was here\nc = get_config()\n"
    (folder.root / "nbgrader_config.py").write_text(line, encoding="utf-8")
    assert CourseFolder(folder.root).api.coursedir.root == str(folder.root)
    assert not list(elsewhere.iterdir())


def test_settings_that_cannot_be_read_say_where_and_change_nothing(folder: CourseFolder) -> None:
    before = rows(folder)
    with pytest.raises(Plain, match=r"nbgrader_config.py cannot be read \(SyntaxError") as refused:
        add_setting(folder, "c.Execute.timeout = = 5")
    assert "Take out the lines that were added" in refused.value.advice
    assert rows(folder) == before
    assert "timeout = = 5" in (folder.root / "nbgrader_config.py").read_text(encoding="utf-8")


def test_somebody_nobody_entered_comes_into_the_gradebook(folder: CourseFolder, grade: Grade) -> None:
    with sqlite3.connect(folder.root / "gradebook.db") as db:
        assert db.execute("SELECT count(*) FROM student").fetchone() == (0,)
    grade(folder)
    with sqlite3.connect(folder.root / "gradebook.db") as db:
        assert [id_ for (id_,) in db.execute("SELECT id FROM student ORDER BY id")] == list(PEOPLE)


def test_a_full_disk_beside_the_head_stops_the_run(
    folder: CourseFolder, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder.root / "x"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("belonging.grading.staging.write_through", full)
        with pytest.raises(Plain, match="disk is full") as stopped:
            grade(folder)
    assert "0 of 3 are done" in stopped.value.message
    assert "run the same command again" in stopped.value.advice
    assert [row.points.total for row in grade(folder).graded] == [6, 6, 6]


def test_a_record_takes_no_name_that_the_gradebook_does_not_have() -> None:
    with pytest.raises(AttributeError):
        GradeRecord("cell").failed_tests = "x"  # type: ignore[attr-defined]
    assert not hasattr(Recorder, "add_student")


def test_what_went_wrong_in_another_process_comes_whole() -> None:
    problem = pickle.loads(pickle.dumps(Plain("It is full.", "Free some space.")))
    assert (problem.message, problem.advice) == ("It is full.", "Free some space.")

"""A workspace is filled and brought up to date, and nothing a participant made is ever overwritten."""

import hashlib
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from belonging import files
from belonging.errors import Plain
from belonging.exercise.derive import reference_source
from belonging.exercise.source import load
from belonging.lab.given import given_files
from belonging.lab.workspace import prepare

FIRST = {"Start here.md": b"welcome", "exercises/listening.ipynb": b"exercise 1", "data/pulse.csv": b"a,b"}
SECOND = {**FIRST, "exercises/listening.ipynb": b"exercise 2", "lessons/listening.ipynb": b"lesson"}
EXERCISE = "exercises/listening.ipynb"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".belonging" not in path.parts
    }


@pytest.mark.parametrize("name", ["course", "Mes cours é", "课程 2026", "it's 100% mine #1"])
def test_a_new_folder_gets_every_file_whatever_its_name(tmp_path: Path, name: str) -> None:
    changes = prepare(tmp_path / name / "inside", "0.1.0", "s1", lambda: FIRST)
    assert contents(tmp_path / name / "inside") == FIRST
    assert sorted(changes.written) == sorted(FIRST)


def test_the_same_course_is_not_made_again(tmp_path: Path) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)

    def never() -> dict[str, bytes]:
        raise AssertionError("the files were made again")

    assert prepare(tmp_path, "0.1.0", "s1", never).written == []


def test_a_deleted_file_comes_back_and_work_beside_it_stays(tmp_path: Path) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    (tmp_path / "Start here.md").unlink()
    (tmp_path / EXERCISE).write_bytes(b"my work")
    changes = prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    assert (changes.written, changes.updated, changes.kept) == (["Start here.md"], [], [])
    assert contents(tmp_path) == {**FIRST, EXERCISE: b"my work"}


def test_an_unchanged_file_of_an_older_release_is_updated_and_backed_up(tmp_path: Path) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    changes = prepare(tmp_path, "0.2.0", "s2", lambda: SECOND)
    assert changes.updated == [EXERCISE]
    assert contents(tmp_path) == SECOND
    [backup] = (tmp_path / ".belonging" / "backup").glob(f"*/{EXERCISE}")
    assert backup.read_bytes() == b"exercise 1"


def test_changed_work_is_kept_and_the_new_release_put_beside_it_once(tmp_path: Path) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    (tmp_path / EXERCISE).write_bytes(b"my work")
    beside = "exercises/listening (release 0.2.0).ipynb"
    assert prepare(tmp_path, "0.2.0", "s2", lambda: SECOND).kept == [(EXERCISE, beside)]
    assert contents(tmp_path) == {**SECOND, EXERCISE: b"my work", beside: b"exercise 2"}
    assert prepare(tmp_path, "0.2.0", "s3", lambda: SECOND).kept == []


def test_work_done_in_the_file_beside_is_kept_too(tmp_path: Path) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    (tmp_path / EXERCISE).write_bytes(b"my work")
    prepare(tmp_path, "0.2.0", "s2", lambda: SECOND)
    beside = tmp_path / "exercises/listening (release 0.2.0).ipynb"
    beside.write_bytes(b"more of my work")
    changes = prepare(tmp_path, "0.2.0", "s3", lambda: {**SECOND, EXERCISE: b"exercise 3"})
    assert changes.kept == [(EXERCISE, "exercises/listening (release 0.2.0, 2).ipynb")]
    assert beside.read_bytes() == b"more of my work"


def test_files_that_were_there_before_the_course_are_kept(tmp_path: Path) -> None:
    (tmp_path / "Start here.md").write_bytes(b"my own notes")
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    assert (tmp_path / "Start here.md").read_bytes() == b"my own notes"
    assert (tmp_path / "Start here (release 0.1.0).md").read_bytes() == b"welcome"


@pytest.mark.parametrize("damage", [b"", b'{"files": ', b"[]", b'{"files": {"a": 1}}', b"\xff\xfe"])
def test_a_damaged_stamp_costs_nothing(tmp_path: Path, damage: bytes) -> None:
    prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    (tmp_path / EXERCISE).write_bytes(b"my work")
    (tmp_path / ".belonging" / "workspace.json").write_bytes(damage)
    changes = prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    assert "damaged" in changes.notes[0]
    assert (tmp_path / EXERCISE).read_bytes() == b"my work"
    assert json.loads((tmp_path / ".belonging" / "workspace.json").read_text())["source"] == "s1"


def test_a_workspace_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path, "0.10.0", "s2", lambda: SECOND)
    with pytest.raises(Plain, match=r"newer release of the course \(0\.10\.0\).*Update the course"):
        prepare(tmp_path, "0.9.0", "s1", lambda: FIRST)
    assert contents(tmp_path) == SECOND


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"mine")
    with pytest.raises(Plain, match="is a file, not a folder"):
        prepare(tmp_path / "work", "0.1.0", "s1", lambda: FIRST)
    with pytest.raises(Plain, match="A file is in the way"):
        prepare(tmp_path / "work" / "inside", "0.1.0", "s1", lambda: FIRST)
    assert (tmp_path / "work").read_bytes() == b"mine"


@pytest.mark.skipif(os.name != "posix", reason="needs a place where even an administrator cannot write")
def test_a_folder_that_cannot_be_made() -> None:
    with pytest.raises(Plain, match=r"Choose (a folder of your own|another folder)"):
        prepare(Path("/proc/belonging-course"), "0.1.0", "s1", lambda: FIRST)


def test_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "posix" and os.geteuid() != 0:
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    else:  # nothing is read-only for root

        def refuse(**_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    with pytest.raises(Plain, match=r"cannot be written in.*Choose a folder of your own"):
        prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    tmp_path.chmod(stat.S_IRWXU)
    assert contents(tmp_path) == {}


def test_a_crash_halfway_leaves_whole_files_and_the_next_start_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, calls = Path.replace, []

    def crash(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(Plain, match="The disk is full"):
            prepare(tmp_path, "0.1.0", "s1", lambda: FIRST)
    assert contents(tmp_path).items() <= FIRST.items()
    assert list(tmp_path.rglob("*.part")) == []
    assert prepare(tmp_path, "0.1.0", "s1", lambda: FIRST).kept == []
    assert contents(tmp_path) == FIRST


def test_an_installed_wheel_makes_the_same_workspace_as_a_clone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import hashlib, json\nfrom belonging.paths import course_root\nfrom belonging.lab.given import given_files\n"
        "assert '_course' in str(course_root())\n"
        "print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in given_files().items()}))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    ours = {name: hashlib.sha256(content).hexdigest() for name, content in given_files().items()}
    assert json.loads(done.stdout) == ours
    needed = ("lab/config/labconfig/page_config.json", "grading/templates/feedback.html")
    assert [name for name in needed if not (tmp_path / "site" / "belonging" / name).is_file()] == []
    assert {"Start here.md", "lessons/listening-lesson.ipynb", EXERCISE, "data/pulse_fall_spring.csv"} <= ours.keys()


def test_no_solution_is_in_any_file_of_a_workspace() -> None:
    words = (b"BEGIN SOLUTION", b"END SOLUTION", b"BEGIN HIDDEN", b"BEGIN MARK SCHEME")
    placed = [task for task in load("listening").tasks if not task.task.scored_by_person]
    given = given_files()
    for name, content in given.items():
        assert [word for word in words if word in content] == [], name
    exercise = given[EXERCISE].decode()
    for task in placed:
        assert json.dumps(reference_source(task))[1:-1] not in exercise, task.task.id

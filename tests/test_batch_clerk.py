"""The process that works beside the head: the same results as without it, also when it is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from batch_folders import as_right, copied, released, without_running, write_work
from belonging.grading import batch, clerk, compare, steps
from belonging.grading.batch import Batch, grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.engine import pool
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.kept_gradebook import keep_open
from belonging.grading.steps import Steps

pytestmark = pytest.mark.xdist_group("batch-clerk")

MODULE = "struggle"
PEOPLE = tuple(f"p{number}" for number in range(6))
BROKEN = "p3"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which six people handed in, one of them a file that is cut off."""
    root = tmp_path_factory.mktemp("clerk") / "start"
    write_work(root, dict.fromkeys(PEOPLE, (MODULE,)))
    (root / "submitted" / BROKEN / MODULE / f"{MODULE}.ipynb").write_bytes(b"{")
    released(root)
    return root


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Unit]:
    """What was run, in order; nothing really is."""
    seen: list[Unit] = []

    def run(unit: Unit) -> Executed:
        seen.append(unit)
        return as_right(unit)

    without_running(monkeypatch, run)
    return seen


def graded(start: Path, root: Path) -> tuple[Batch, Path]:
    """Grade a copy."""
    return grade_all(copied(start, root), handed_in(root), jobs=2, progress=False), root


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that can be done beside the head is done there, from the first notebook on."""
    opened = clerk.clerk

    @contextmanager
    def once_it_is_there(*about: Any) -> Iterator[clerk.Clerk]:
        with opened(*about) as one:
            assert one._there is not None
            one._there.result()
            yield one

    monkeypatch.setattr(clerk, "PAYS", 1)
    monkeypatch.setattr(batch, "clerk", once_it_is_there)


def told(results: Batch) -> tuple[Any, ...]:
    """What a batch says, paths aside."""
    points = [(row.student_id, row.points.total, row.notes) for row in results.graded]
    return points, [(row.student_id, row.reason) for row in results.not_graded]


def clerks() -> Iterator[psutil.Process]:
    """The processes that work beside this one."""
    for child in psutil.Process().children():
        if any("spawn_main" in part for part in child.cmdline()):
            yield child


def test_another_process_reads_the_same_and_reports_the_same(
    start: Path, runs: list[Unit], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    here, one = graded(start, tmp_path / "here")
    alone = {unit.key for unit in runs}
    runs.clear()
    request.getfixturevalue("beside")
    there, other = graded(start, tmp_path / "there")
    assert {unit.key for unit in runs} == alone
    assert len(alone) == len({unit.notebook for unit in runs}) > 1
    assert told(here) == told(there)
    assert [row.student_id for row in there.not_graded] == [BROKEN]
    assert compare.rows(one / "gradebook.db") == compare.rows(other / "gradebook.db")
    assert not list(clerks())


def test_where_nothing_is_left_to_do_none_is_started(
    start: Path, runs: list[Unit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk, "PAYS", len(PEOPLE))
    asked: list[int] = []
    opened = clerk.clerk

    def counted(steps: Steps, root: Path, count: int, workers: int) -> Any:
        asked.append(count)
        return opened(steps, root, count, workers)

    monkeypatch.setattr(batch, "clerk", counted)
    _, root = graded(start, tmp_path / "again")
    grade_all(CourseFolder(root), handed_in(root), jobs=2, progress=False)
    assert asked == [len(PEOPLE), 1]  # the one that cannot be read is tried again


def test_until_it_is_there_nobody_waits_for_it(
    start: Path, runs: list[Unit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Never(ProcessPoolExecutor):
        """Processes that are never there."""

        def submit(self, *_: Any, **__: Any) -> Any:
            return Future()

    monkeypatch.setattr(clerk, "PAYS", 1)
    monkeypatch.setattr(clerk, "ProcessPoolExecutor", Never)
    results, _ = graded(start, tmp_path / "never")
    assert [row.points.total for row in results.graded] == [6] * 5


def test_steps_of_the_folders_own_are_done_in_their_order_and_give_the_same(
    start: Path, runs: list[Unit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, one = graded(start, tmp_path / "usual")
    monkeypatch.setattr(steps, "_SHAPE", ())  # as if nobody knew what those steps look at
    assert not made_for(one).parted
    own, other = graded(start, tmp_path / "own")
    assert told(usual) == told(own)
    assert compare.rows(one / "gradebook.db") == compare.rows(other / "gradebook.db")
    texts = [(root / "autograded" / "p0" / MODULE / f"{MODULE}.ipynb").read_text() for root in (one, other)]
    assert texts[0] == texts[1]


def made_for(root: Path) -> Steps:
    """Make the steps of a folder."""
    api = CourseFolder(root).api
    with keep_open(api.coursedir.db_url) as gradebook:
        return Steps(api, gradebook)


def keeps_its_gradebook_open() -> bool:
    """Whether nbgrader's steps in this process are given the one that stays open."""
    from nbgrader.api import Gradebook
    from nbgrader.preprocessors import overwritecells

    return vars(overwritecells)["Gradebook"] is not Gradebook


def test_it_opens_the_gradebook_once(start: Path, tmp_path: Path) -> None:
    shutil.copytree(start, root := tmp_path / "open")
    with clerk.clerk(made_for(root), root, clerk.PAYS, 1) as one:
        assert one._pool is not None
        assert one._pool.submit(keeps_its_gradebook_open).result()


def test_killed_in_the_middle_nobody_is_lost(
    start: Path, runs: list[Unit], beside: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []

    def run(unit: Unit) -> Executed:
        for process in [] if killed else clerks():
            process.kill()
            killed.append(process.pid)
        return as_right(unit)

    monkeypatch.setattr(pool, "run", run)
    results, _ = graded(start, tmp_path / "killed")
    assert killed
    assert [row.student_id for row in results.not_graded] == [BROKEN]
    assert [row.points.total for row in results.graded] == [6] * 5


def test_it_ends_when_the_head_is_killed(start: Path, tmp_path: Path) -> None:
    root = tmp_path / "head"
    shutil.copytree(start, root)
    code = f"""
import time
from pathlib import Path
from belonging.grading import clerk
from belonging.grading.course_folder import CourseFolder
from belonging.grading.kept_gradebook import keep_open
from belonging.grading.sanitise import sanitise
from belonging.grading.steps import Steps

if __name__ == "__main__":
    root = Path({str(root)!r})
    api = CourseFolder(root).api
    with keep_open(api.coursedir.db_url) as gradebook, clerk.clerk(Steps(api, gradebook), root, clerk.PAYS, 1) as one:
        one._there.result()
        one.begin(sanitise, "p0", {MODULE!r}, True).result()
        print("read", flush=True)
        time.sleep(60)
"""
    script = tmp_path / "head.py"
    script.write_text(code)
    head = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    try:
        assert head.stdout is not None
        assert head.stdout.readline() == "read\n"
        below = psutil.Process(head.pid).children(recursive=True)
        assert below
    finally:
        head.send_signal(signal.SIGKILL)
        head.wait()
    until = time.monotonic() + 20
    while any(_lives(process.pid) for process in below) and time.monotonic() < until:
        time.sleep(0.1)
    assert not [process.pid for process in below if _lives(process.pid)]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False

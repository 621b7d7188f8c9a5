"""One warm parent serves all workers; whatever dies of it takes no notebook with it, and nothing outlives the head."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import psutil
import pytest

import engine_zoo
from batch_folders import released, write_work
from belonging.errors import Plain
from belonging.grading.batch import Batch, grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.early import to_run, warming
from belonging.grading.engine import isolate, workers
from belonging.grading.engine.pool import executor, run
from belonging.grading.engine.unit import Executed, make_unit
from engine_processes import family, gone, now, started_since, when

pytestmark = pytest.mark.xdist_group("engine")
UNSAFE = isolate.available() is not None
# of its own processor time, so that they overlap also where the machine has other things to do
BUSY = "import time\nend = time.process_time() + 5\nwhile time.process_time() < end:\n    pass\n"


def submit(pool: object, count: int) -> "list[Future[Executed]]":
    """Hand in notebooks that are busy for a while, each with another result."""
    texts = [engine_zoo.notebook({"one": f"{BUSY}{number} * {number}"}) for number in range(count)]
    return [pool.submit(run, make_unit(text, unsafe=UNSAFE)) for text in texts]  # type: ignore[attr-defined]


def results(futures: "list[Future[Executed]]") -> list[str]:
    done = [future.result(timeout=120) for future in futures]
    assert [one.trouble for one in done] == [()] * len(done)
    return [engine_zoo.said(one.notebook)[0][1][0]["data"]["text/plain"] for one in done]


def at_work(count: int) -> bool:
    """Whether so many supervisors have a notebook, which looks at the clock by now."""
    if not workers._parents or len((there := family()).supervisors) < count:
        return False
    return sum(one.cpu_times().user > 0.2 for one in there.notebooks()) >= count


def test_all_workers_come_from_one_parent_and_one_zygote() -> None:
    before = now()
    with executor(3, unsafe=UNSAFE) as pool:
        futures = submit(pool, 4)
        when(lambda: at_work(3))
        assert len(family().supervisors) == 3
        assert len(workers._processes) == 1
        assert results(futures) == ["0", "1", "4", "9"]
        everything = started_since(before)
        assert len(family().supervisors) == 3
    assert gone(everything)


def test_a_supervisor_killed_at_work_costs_a_second_try_and_its_notebook_ends_with_it() -> None:
    with executor(1, unsafe=UNSAFE) as pool:
        futures = submit(pool, 1)
        when(lambda: at_work(1))
        before = family()
        left = before.notebooks()
        before.supervisors[0].kill()
        assert gone(left, 4)
        assert results(futures) == ["0"]
        assert family().parent == before.parent


@pytest.mark.parametrize("who", ["parent", "zygote", "sandbox"])
def test_what_dies_with_all_workers_costs_each_a_second_try(who: str) -> None:
    with executor(3, unsafe=UNSAFE) as pool:
        futures = submit(pool, 3)
        when(lambda: at_work(3))
        before = family()
        everything = [before.parent, before.zygote, *before.supervisors, *before.notebooks()]
        if who == "sandbox":
            os.killpg(next(iter(workers._processes)).pid, signal.SIGKILL)
        else:
            getattr(before, who).kill()
        assert gone(everything, 4)
        assert results(futures) == ["0", "1", "4"]
        assert family().parent != before.parent


def test_a_run_that_is_stopped_ends_at_once_and_the_next_is_not_held_up() -> None:
    before = now()
    with executor(2, unsafe=UNSAFE) as pool:
        futures = submit(pool, 4)
        when(lambda: at_work(2))
        there = started_since(before)
        begun = time.monotonic()
        pool.shutdown(wait=False, cancel_futures=True)
        assert time.monotonic() - begun < 4
        assert gone(there, 4)
    assert [type(one.exception()) for one in futures[:2]] == [Plain, Plain]
    assert all(one.cancelled() for one in futures[2:])
    with executor(1, unsafe=UNSAFE) as pool:
        assert results(submit(pool, 1)) == ["0"]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which four people handed in."""
    root = tmp_path_factory.mktemp("parent") / "cohort"
    write_work(root, dict.fromkeys(("ana", "ben", "cy", "dee"), ("struggle",)))
    released(root)
    return root


def points(batch: Batch) -> dict[str, object]:
    assert not batch.not_graded
    return {row.student_id: row.points for row in batch.graded}


def test_a_batch_whose_parent_is_killed_gives_the_same_points_and_the_next_starts_nothing(
    cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for kills in (False, True):
        root = tmp_path / str(kills)
        shutil.copytree(cohort, root)
        killed: list[psutil.Process] = []

        def once(kills: bool = kills, killed: list[psutil.Process] = killed) -> None:
            when(lambda: bool(workers._parents) and len(family().notebooks()) >= 2)
            if kills:
                killed.append(family().parent)
                killed[0].kill()

        from threading import Thread

        other = Thread(target=once)
        other.start()
        found.append(points(grade_all(CourseFolder(root), handed_in(root), jobs=2, unsafe=True, progress=False)))
        other.join()
        assert bool(killed) == kills
    assert found[0] == found[1]
    monkeypatch.setattr(workers, "Process", None)  # all is graded: nothing is to be started
    again = handed_in(root)
    with warming(to_run(root, [(who, "struggle") for _, who in again]), scheduler=None, unsafe=True):
        assert points(grade_all(CourseFolder(root), again, jobs=2, unsafe=True, progress=False)) == found[0]


HEAD = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
import engine_zoo
from belonging.grading.engine.pool import executor, run
from belonging.grading.engine.unit import make_unit
pool = executor(2, unsafe=True, modules=["struggle"])
print("begun", flush=True)
text = engine_zoo.notebook({{"one": "print(1)", "two": "while True:\\n    pass"}})
for _ in range(2):
    pool.submit(run, make_unit(text, unsafe=True))
time.sleep(60)
"""


@pytest.mark.parametrize("running", [False, True])
def test_when_the_head_is_killed_nothing_is_left(running: bool) -> None:
    head = subprocess.Popen([sys.executable, "-c", HEAD], stdout=subprocess.PIPE, text=True)
    seen = psutil.Process(head.pid)

    def at_work() -> bool:
        busy = [one for one in seen.children(recursive=True) if one.name().startswith("python")]
        return sum(_is_first_in_its_session(one) for one in busy) >= 2

    try:
        assert head.stdout is not None
        assert head.stdout.readline() == "begun\n"
        when(at_work) if running else time.sleep(0.3)
        left = seen.children(recursive=True)
        assert left
    finally:
        head.kill()
        head.wait()
    assert gone(left)


def _is_first_in_its_session(one: psutil.Process) -> bool:
    """Whether this runs a notebook; what starts it shares a session."""
    try:
        return os.getsid(one.pid) == one.pid and one.cpu_times().user > 0.3
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False


def test_a_run_finds_what_was_begun_early_and_what_is_not_needed_is_gone_at_once() -> None:
    before = now()
    with warming(["struggle"], scheduler=None, unsafe=True):
        (early,) = workers._processes
        with executor(2, unsafe=UNSAFE, modules=["struggle"]):
            assert workers._processes == {early}
            there = started_since(before)
            assert there
            begun = time.monotonic()
        assert time.monotonic() - begun < 4
        workers.warm_up(["struggle"], isolated=not UNSAFE)  # and if the run never comes to its workers
        there += started_since(before)
    assert gone(there)
    assert not workers._processes


def test_where_notebooks_may_not_be_run_here_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Process", None)
    with warming(["struggle"], scheduler="tcp://127.0.0.1:9", unsafe=True), warming([], scheduler=None, unsafe=True):
        pass
    monkeypatch.setattr(isolate, "available", lambda: "this is a test.")
    with warming(["struggle"], scheduler=None, unsafe=False), pytest.raises(Plain, match="--unsafe"):
        executor(2, modules=["struggle"])

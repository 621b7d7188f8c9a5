"""Kills a batch at many places, runs it again, and prints each end that is not that of an undisturbed run.

Run as a program: everything is imported once, and each run is a fork of it. Notebooks are not run here; what became
of them comes from a folder of results.
"""

import json
import os
import random
import shutil
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from belonging.errors import Plain
from belonging.grading import compare
from belonging.grading.batch import grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.engine import isolate, pool
from belonging.grading.engine.kept import kept
from belonging.grading.engine.unit import Executed, Unit

# What the head does to files, as Python's audit events name it; SQLite's own writing is timed instead.
_TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.copyfile", "tempfile.mkdtemp")


def grade(root: Path, results: Path) -> None:
    """Grade a folder with results that are there already."""

    def run(unit: Unit) -> Executed:
        executed = kept(results, unit.key)
        assert executed is not None, "a notebook that nobody ran"
        return executed

    pool.run = run
    pool.executor = lambda *_, **__: ThreadPoolExecutor(1)
    isolate.available = lambda: None
    grade_all(CourseFolder(root), handed_in(root), progress=False)


def forked(work: "callable[[], None]") -> int:
    """Do something in a fork; return how it ended."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except Plain as problem:
            print(problem, file=sys.stderr)
            os._exit(1)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(2)
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def killed_at_event(place: int, root: Path, results: Path) -> None:
    """Grade, and die when the folder is touched for the n-th time."""
    left = [place]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _TOUCHES and str(root) in str(arguments[0]):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    grade(root, results)


def killed_after(seconds: float, root: Path, results: Path) -> None:
    """Grade, and die after a while."""

    def die() -> None:
        time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=die, daemon=True).start()
    grade(root, results)


def touches(root: Path, results: Path) -> int:
    """Count how often an undisturbed run touches the folder."""
    counted = root.with_name("touches")

    def count() -> None:
        seen = [0]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            seen[0] += event in _TOUCHES and str(root) in str(arguments[0])

        sys.addaudithook(watch)
        grade(root, results)
        counted.write_text(str(seen[0]))

    assert forked(count) == 0
    return int(counted.read_text())


def state(root: Path) -> dict[str, object]:
    """Everything a run leaves."""
    marks = {path.relative_to(root).as_posix(): path.read_text() for path in (root / ".belonging/graded").rglob("*.*")}
    staging = sorted(path.name for path in (root / ".belonging" / "staging").rglob("*"))
    rows = {table: sorted(map(repr, found)) for table, found in compare.rows(root / "gradebook.db").items()}
    return {"rows": rows, "files": compare.files(root / "autograded"), "marks": marks, "staging": staging}


def main() -> None:
    """Arguments: the folder before grading, the folder of results, a folder to work in, how many kills, a seed."""
    before, results, here = (Path(text) for text in sys.argv[1:4])
    chance = random.Random(int(sys.argv[5]))
    shutil.copytree(before, here / "first")
    grade(here / "first", results)  # everything is imported and read by now; the forks find it there
    undisturbed = here / "undisturbed"
    shutil.copytree(before, undisturbed)
    began = time.monotonic()
    most = touches(undisturbed, results)
    seconds = time.monotonic() - began
    wanted = state(undisturbed)
    wrong, killed = [], 0
    for number in range(int(sys.argv[4])):
        root = here / f"trial-{number}"
        shutil.copytree(before, root)
        for _ in range(chance.choice((1, 1, 2))):
            place, after = chance.randint(1, most), chance.uniform(0.05, 1.0) * seconds
            by_event = chance.random() < 0.7
            ended = forked(
                lambda: killed_at_event(place, root, results) if by_event else killed_after(after, root, results)  # noqa: B023
            )
            killed += os.WIFSIGNALED(ended)
            what = f"touch {place} of {most}" if by_event else f"{after:.3f} s of {seconds:.3f} s"
        ended = forked(lambda: grade(root, results))  # noqa: B023
        found = list(compare.unlike(state(root), wanted)) if ended == 0 else [f"ended with {ended}"]
        wrong += [f"killed at {what}: {line}" for line in found]
        shutil.rmtree(root)
    print(json.dumps({"touches": most, "killed": killed, "wrong": wrong}))


if __name__ == "__main__":
    main()

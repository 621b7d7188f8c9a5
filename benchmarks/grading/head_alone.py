"""How many workers one head process can serve: its own time for a notebook against a worker's, module by module."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from measure import folder

WORKERS = 8
"""How many are to be served; the head has as many processes beside it as for these."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--modules", nargs="*")
    options.add_argument("--number", type=int, default=240, help="notebooks of each module")
    options.add_argument("--ran", type=int, default=40, help="of these, how many one worker really runs, to be timed")
    chosen = options.parse_args()
    from belonging.course import modules

    print("| module | a worker, s each | head, ms each | its CPU, ms each | workers it can serve |")
    print("|---|---|---|---|---|")
    for module in chosen.modules or [module.id for module in modules()]:
        with tempfile.TemporaryDirectory(prefix="bench-head-") as here:
            root = folder(Path(here) / "course", module, chosen.number)
            worker = one_worker(root, module, chosen.ran)
            wall, cpu = head_alone(root, module)
        print(f"| {module} | {worker:.3f} | {wall:.1f} | {cpu:.1f} | {1000 * worker / wall:.1f} |", flush=True)
    load = f"load average at the end {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors"
    print(f"\nprocesses beside the head as for {WORKERS} workers, {load}")


def one_worker(root: Path, module: str, number: int) -> float:
    """Return the seconds a warm worker, alone, needs for one notebook; the first, which warms it up, left out."""
    from belonging.grading.course_folder import CourseFolder
    from belonging.grading.engine.pool import executor, run
    from belonging.grading.engine.unit import make_unit
    from belonging.grading.sanitise import sanitise
    from belonging.grading.writer import writer

    course = CourseFolder(root)
    course.release(module)
    people = sorted(path.name for path in (root / "submitted").iterdir())[: number + 1]
    with writer(course.api) as one, executor(1, unsafe=True, modules=[module]) as pool:
        made = [sanitise(one.steps, person, module, True) for person in people]
        units = [make_unit(each.notebook, each.files, unsafe=True) for each in made]
        pool.submit(run, units[0]).result()
        begun = time.perf_counter()
        for unit in units[1:]:
            assert not pool.submit(run, unit).result().trouble
        return (time.perf_counter() - begun) / number


def head_alone(root: Path, module: str) -> tuple[float, float]:
    """Return the milliseconds, by the wall and of CPU, that the head needs where notebooks come back at once."""
    from belonging.grading.clerk import clerk
    from belonging.grading.cohort_run import handed_in
    from belonging.grading.course_folder import CourseFolder
    from belonging.grading.head import Head
    from belonging.grading.writer import writer

    todo = handed_in(root)
    course = CourseFolder(root)
    course.release(module)
    begun = cpu = 0.0
    with writer(course.api) as one, clerk(one.steps, root, len(todo), WORKERS) as beside:
        head = Head(course, beside, one, AtOnce(), ran, at_once=18, unsafe=True)
        for done, _ in enumerate(head.results(todo), start=1):
            if done == len(todo) // 3:  # what is loaded once is there by now
                begun, cpu = time.perf_counter(), time.process_time()
    number = len(todo) - len(todo) // 3
    return 1000 * (time.perf_counter() - begun) / number, 1000 * (time.process_time() - cpu) / number


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def ran(unit: Any) -> Any:
    """Stand in for a worker: every check has the output that a check of the course has."""
    import json

    from belonging.grading.engine.unit import Executed

    notebook = json.loads(unit.notebook)
    shown = {"text/plain": "0", "text/html": "<div>" + "words " * 40 + "</div>"}
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": dict(shown)}
            ]
    return Executed(json.dumps(notebook), "warm", 0.0)


if __name__ == "__main__":
    main()

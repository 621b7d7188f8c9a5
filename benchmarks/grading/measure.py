"""Grading a batch against stock `nbgrader autograde`, in turn in one run: time, CPU of every process, memory."""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STOCK = """
from nbgrader.preprocessors import Execute
c.Autograde.autograde_preprocessors = [Execute, *c.Autograde.autograde_preprocessors[1:]]
"""
MB = 1_000_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--module", default="listening")
    options.add_argument("--stock", type=int, default=20, help="notebooks that nbgrader alone grades")
    options.add_argument("--sizes", type=int, nargs="*", default=[20, 200, 2000])
    options.add_argument("--jobs", type=int, nargs="*", default=[2, 4])
    options.add_argument("--rounds", type=int, default=1, help="how often the smallest size and stock are measured")
    options.add_argument("--grade", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.grade:
        grade(chosen.grade, chosen.jobs[0])
        return
    print(
        "| | number | s each | start s | s each after it | CPU s each | times faster | CPU of stock | head CPU ms each "
        "| head MB | workers MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as here:
        for number in range(chosen.rounds):
            stock = None
            if chosen.stock:
                stock = measured(folder(Path(here) / f"stock-{number}", chosen.module, chosen.stock), chosen.module, 0)
                show("stock", chosen.stock, stock, stock)
            for size in chosen.sizes if not number else chosen.sizes[:1]:
                for jobs in chosen.jobs:
                    root = folder(Path(here) / f"ours-{number}-{size}-{jobs}", chosen.module, size)
                    show(f"ours, {jobs} workers", size, measured(root, chosen.module, jobs), stock)
                    shutil.rmtree(root)
    print(f"\n{chosen.module}; load average at the end {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


def folder(root: Path, module: str, size: int) -> Path:
    """Make a grading folder in which so many people handed in."""
    from belonging.cohort.demo.answers import draw
    from belonging.exercise.derive import filled_notebook
    from belonging.exercise.notebook import notebook_text
    from belonging.grading.course_folder import CourseFolder

    CourseFolder(root).release(module)
    chance = random.Random(size)
    for number in range(size):
        target = root / "submitted" / f"p{number:04}" / module
        target.mkdir(parents=True)
        answered = draw(module, chance, number=number)
        (target / f"{module}.ipynb").write_text(notebook_text(filled_notebook(module, answered.sources)))
        for name, content in answered.files.items():
            (target / name).write_bytes(content)
    return root


def measured(root: Path, module: str, jobs: int) -> dict[str, float]:
    """Grade one folder in a process of its own."""
    command = [sys.executable, __file__, "--grade", str(root), "--jobs", str(jobs)]
    if not jobs:
        config = root / "nbgrader_config.py"
        config.write_text(config.read_text() + STOCK)
        command = [sys.executable, "-m", "nbgrader", "autograde", module]
    begun = time.time()
    with all_processes() as seen:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        wall = time.time() - begun
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1]) if jobs else {}
    if told:
        told |= {"start": told["first"] - begun, "after": told["last"] - told["first"]}
    return {"wall": wall, **seen, **told}


def grade(root: Path, jobs: int) -> None:
    """Grade, and print what this process itself needed, and from when to when notebooks were run and written."""
    from belonging.grading.cohort_run import handed_in
    from belonging.grading.early import to_run, warming
    from belonging.grading.engine import pool
    from belonging.grading.engine.unit import Executed, Unit

    stock, first = pool.run, []

    def run(unit: Unit) -> Executed:
        done = stock(unit)
        first.append(time.time() - done.seconds)
        return done

    pool.run = run
    todo = handed_in(root)
    ids = [(person, path.parent.name) for path, person in todo]
    begun = time.process_time()
    with warming(to_run(root, ids), scheduler=None, unsafe=True):  # as the command does
        from belonging.grading.batch import grade_all
        from belonging.grading.course_folder import CourseFolder

        batch = grade_all(CourseFolder(root), todo, jobs=jobs, unsafe=True, progress=False)
    last = time.time()
    head = time.process_time() - begun
    assert len(batch.graded) == len(todo), batch.not_graded
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"head": head, "head_peak": peak, "first": min(first), "last": last}))


@contextmanager
def all_processes() -> Iterator[dict[str, float]]:
    """Count the CPU of everything started inside, and watch the memory of what belongs to it."""
    group = Path("/sys/fs/cgroup/cpuacct") / f"bench-{os.getpid()}"
    group.mkdir()
    mine = Path("/proc/self/cgroup").read_text()
    before = next(line.rpartition(":")[2] for line in mine.splitlines() if "cpuacct" in line)
    (group / "cgroup.procs").write_text(str(os.getpid()))
    seen: dict[str, float] = {"workers_peak": 0}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1):
            pids = (group / "cgroup.procs").read_text().split()
            command = {pid: _read(f"/proc/{pid}/cmdline") for pid in pids}
            workers = sum(_pss(pid) for pid, text in command.items() if "grading.engine" in text)
            seen["workers_peak"] = max(seen["workers_peak"], workers)

    watcher = threading.Thread(target=watch)
    watcher.start()
    spent = int((group / "cpuacct.usage").read_text())
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
        seen["cpu"] = (int((group / "cpuacct.usage").read_text()) - spent) / 1e9
        (group.parent / before.lstrip("/") / "cgroup.procs").write_text(str(os.getpid()))
        time.sleep(1)
        group.rmdir()


def _read(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""


def _pss(pid: str) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def show(name: str, size: int, found: dict[str, float], stock: dict[str, float] | None) -> None:
    if stock is not None and "size" not in stock:
        stock["size"] = size
    wall, cpu = found["wall"] / size, found["cpu"] / size
    faster = f"{stock['wall'] / stock['size'] / wall:.1f}" if stock else ""
    part = f"1/{stock['cpu'] / stock['size'] / cpu:.1f}" if stock else ""
    head = f"{1000 * found['head'] / size:.0f}" if "head" in found else ""
    peaks = f"{found.get('head_peak', 0) / MB:.0f} | {found['workers_peak'] / MB:.0f}"
    after = f"{found['start']:.1f} | {found['after'] / size:.3f}" if "start" in found else " | "
    print(f"| {name} | {size} | {wall:.2f} | {after} | {cpu:.2f} | {faster} | {part} | {head} | {peaks} |", flush=True)


if __name__ == "__main__":
    main()

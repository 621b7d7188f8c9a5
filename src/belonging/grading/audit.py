"""`--audit K`: grade some notebooks again the way nbgrader alone does, in a copy of the folder, and compare."""

import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from belonging.grading import compare
from belonging.grading.course_folder import CourseFolder
from belonging.grading.handed_in import HandedIn, read
from belonging.grading.of_the_computer import stopping
from belonging.grading.points import names_of
from belonging.grading.progress import steps
from belonging.grading.report import Graded
from belonging.grading.settings import CONFIG_NAME


def audit_some(folder: CourseFolder, graded: Sequence[Graded], most: int, seed: int | None = None) -> tuple[str, ...]:
    """Grade notebooks again with a new kernel each and nbgrader's own command; the folder itself is only read.

    Parameters
    ----------
    folder : CourseFolder
        The grading folder.
    graded : sequence of Graded
        Those to choose from.
    most : int
        How many to choose, at random.
    seed : int, optional
        Chooses the same ones again; it is printed.

    Returns
    -------
    tuple of str
        The differences, each with its person; empty when all is equal.

    Raises
    ------
    Plain
        If there is no room for the copy; what was graded is as it was.
    """
    seed = secrets.randbelow(10**6) if seed is None else seed
    chosen = random.Random(seed).sample(list(graded), min(most, len(graded)))
    told = Console(highlight=False, markup=False, soft_wrap=True)
    told.print(f"Audit: {len(chosen)} of {len(graded)} are graded again by nbgrader alone (chosen by {seed}).")
    differences: list[str] = []
    with tempfile.TemporaryDirectory(prefix="belonging-audit-") as name, steps("Audit", len(chosen)) as bar:
        copy = Path(name).resolve()
        with stopping(copy):
            _copy_base(folder.root, copy, {row.module_id for row in chosen})
        for row in chosen:
            with stopping(copy):
                _copy_work(folder.root, copy, row)
            differences += [f"{row.student_id}, {row.module_id}: {what}" for what in _differences(folder, copy, row)]
            bar.step()
    told.print("Audit: no difference." if not differences else "Audit: these differ.")
    for line in differences:
        told.print(f"  {line}")
    return tuple(differences)


def _copy_base(root: Path, copy: Path, modules: set[str]) -> None:
    with closing(sqlite3.connect(root / "gradebook.db")) as ours, closing(sqlite3.connect(copy / "gradebook.db")) as to:
        ours.backup(to)
    shutil.copy(root / CONFIG_NAME, copy / CONFIG_NAME)
    for module_id in modules:
        shutil.copytree(root / "source" / module_id, copy / "source" / module_id)


def _copy_work(root: Path, copy: Path, row: Graded) -> None:
    """Copy what was graded: the repaired notebook where there was anything to repair."""
    inside = Path("submitted") / row.student_id / row.module_id
    shutil.copytree(root / inside, copy / inside)
    notebook = copy / inside / f"{row.module_id}.ipynb"
    reading = read(notebook)
    if isinstance(reading, HandedIn) and reading.repaired:
        notebook.write_bytes(reading.content)


def _differences(folder: CourseFolder, copy: Path, row: Graded) -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", row.module_id, f"--student={row.student_id}", "--force"],
        cwd=copy,
        env={**os.environ, "BELONGING_ENGINE": "stock"},  # a kernel of its own, kept apart all the same
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        yield f"nbgrader alone could not grade it: {last[:200]}"
        return
    ours, theirs = (_scores(root / "gradebook.db", row) for root in (folder.root, copy))
    names = names_of(row.module_id)
    for grade_id in sorted(ours.keys() | theirs.keys()):
        if ours.get(grade_id) != theirs.get(grade_id):
            task = f"task {names[grade_id][0]}" if grade_id in names else grade_id
            yield f"{task} has {_worth(ours.get(grade_id))} here and {_worth(theirs.get(grade_id))} there."
    inside = Path("autograded") / row.student_id / row.module_id / f"{row.module_id}.ipynb"
    cells = [compare.notebook(root / inside)["cells"] for root in (folder.root, copy)]
    unlike = [place for place, pair in enumerate(zip(*cells, strict=False), 1) if pair[0] != pair[1]]
    if unlike or len(cells[0]) != len(cells[1]):
        yield f"what was printed differs in cell {', '.join(map(str, unlike[:10])) or 'the last'}."


def _scores(gradebook: Path, row: Graded) -> dict[str, float | None]:
    """Return the points nbgrader gave by itself; those of people are not the audit's matter."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{gradebook}") as opened:
        notebook = opened.find_submission_notebook(row.module_id, row.module_id, row.student_id)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def _worth(points: float | None) -> str:
    return "no points yet" if points is None else f"{points:g}"

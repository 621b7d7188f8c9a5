"""Grading folders for the tests of a batch: a few people's clean work, and the same folder graded by nbgrader alone."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from belonging.cohort.demo.answers import draw
from belonging.exercise.derive import filled_notebook
from belonging.exercise.notebook import notebook_text
from belonging.grading.batch import Batch, grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.course_folder import CourseFolder
from belonging.grading.engine import isolate, pool
from belonging.grading.engine.unit import Executed, Unit

Grade = Callable[[CourseFolder], Batch]

# All of nbgrader's own, the course's settings apart: a new kernel for each notebook.
STOCK = """
from nbgrader.preprocessors import Execute
c.Autograde.autograde_preprocessors = [Execute, *c.Autograde.autograde_preprocessors[1:]]
"""
LOUD = """import sys, warnings
print("one", 2)
print("to the error stream", file=sys.stderr)
warnings.warn("look out")
from IPython.display import HTML, display
display(HTML("<b>bold</b>"))
import pandas as pd
display(pd.DataFrame({"a": [1.5, 2.25]}))
"last value"
"""
FAILS = "def f(x):\n    return 1 / x\n\n\nf(0)\n"


def write_work(root: Path, people: Mapping[str, Sequence[str]], *, loud: Sequence[str] = ()) -> Path:
    """Put clean notebooks into `submitted`, and return the folder.

    Parameters
    ----------
    root
        The grading folder.
    people
        From a person to the modules handed in.
    loud
        Those with cells of their own that print, warn, show a table and fail.
    """
    chance = random.Random(7)
    for number, (person, modules) in enumerate(people.items()):
        for module_id in modules:
            answered = draw(module_id, chance, number=number)
            notebook = filled_notebook(module_id, answered.sources)
            if person in loud:
                for place, source in enumerate((LOUD, FAILS)):
                    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
                    notebook["cells"].insert(3, {**cell, "id": f"own-{place}", "source": source})
            folder = root / "submitted" / person / module_id
            folder.mkdir(parents=True)
            (folder / f"{module_id}.ipynb").write_text(notebook_text(notebook), encoding="utf-8")
            (folder / "timestamp.txt").write_text("2026-10-05 10:00:00 UTC", encoding="utf-8")
            for name, content in answered.files.items():
                (folder / name).write_bytes(content)
    return root


def released(root: Path) -> CourseFolder:
    """Open the folder with every module in it released."""
    folder = CourseFolder(root)
    for module_id in dict.fromkeys(path.parent.name for path, _ in handed_in(root)):
        folder.release(module_id)
    return folder


def copied(start: Path, root: Path) -> CourseFolder:
    """Copy a grading folder, and open the copy."""
    shutil.copytree(start, root)
    return CourseFolder(root)


def as_right(unit: Unit) -> Executed:
    """What becomes of a notebook here: every check says 1, without running anything."""
    notebook = json.loads(unit.notebook)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
            cell["outputs"] = [{**result, "data": {"text/plain": "1"}}]
    return Executed(json.dumps(notebook), "warm", 0.0)


def without_running(monkeypatch: pytest.MonkeyPatch, run: Callable[[Unit], Executed] = as_right) -> Grade:
    """Return what grades a folder; in place of running a notebook, `run` says what becomes of it."""

    def threads(*_: object, **__: object) -> Executor:
        return ThreadPoolExecutor(2)

    monkeypatch.setattr(pool, "executor", threads)
    monkeypatch.setattr(pool, "run", run)
    monkeypatch.setattr(isolate, "available", lambda: None)
    return lambda folder: grade_all(folder, handed_in(folder.root), progress=False)


def autograde_alone(root: Path, modules: Sequence[str]) -> None:
    """Let `nbgrader autograde` do it."""
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + STOCK, encoding="utf-8")
    for module_id in modules:
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "autograde", module_id, "--force"],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr

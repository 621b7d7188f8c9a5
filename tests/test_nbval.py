"""Derived notebooks, executed once, give the same when nbval runs them again."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from belonging.course import modules
from belonging.exercise import load, notebook_text
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from executed import lesson_run
from handed_files import put_files

SANITIZE = """
[models]
regex: [0-9a-f]{32}
replace: MODEL
"""


def _executed(text: str, path: Path) -> Path:
    nb = nbformat.reads(text, as_version=4)
    NotebookClient(nb, timeout=120, kernel_name="python3").execute(cwd=str(path.parent))
    nbformat.write(nb, path)
    return path


@pytest.mark.parametrize("module_id", [m.id for m in modules()])
def test_a_rerun_reproduces_what_is_published(
    module_id: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    references = {p.task.id: reference_source(p) for p in load(module_id).tasks}
    put_files(module_id, tmp_path)
    nbformat.write(lesson_run(module_id, tmp_path_factory.getbasetemp()), tmp_path / "lesson.ipynb")
    files = [
        tmp_path / "lesson.ipynb",
        _executed(notebook_text(student_notebook(module_id)), tmp_path / "exercise.ipynb"),
        _executed(notebook_text(filled_notebook(module_id, references)), tmp_path / "answered.ipynb"),
    ]
    (tmp_path / "sanitize.cfg").write_text(SANITIZE, encoding="utf-8")
    options = ["--nbval", "--nbval-sanitize-with", "sanitize.cfg", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(file.name for file in files)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-3000:]
    assert "skipped" not in run.stdout


def test_nbval_would_notice_another_number(tmp_path: Path) -> None:
    path = _executed(notebook_text(student_notebook("listening")), tmp_path / "exercise.ipynb")
    path.write_text(path.read_text(encoding="utf-8").replace("Still blank", "Still here"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", path.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stdout[-3000:]

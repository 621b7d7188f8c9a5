"""The core of the package imports only what also runs in Pyodide, and starts without the rest."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "belonging"
ROOMS = ("data", "measures", "privacy", "explorers", "tasks", "exercise", "classroom", "survey", "prepost", "live")
ALLOWED = {"altair", "belonging", "markdown_it", "numpy", "pandas", "pydantic", "scipy", "statsmodels", "yaml"}
# imported inside the functions that need them, and only outside Pyodide
OUTSIDE = {
    "explorers/render.py": {"vl_convert"},
    "explorers/widget.py": {"anywidget", "traitlets", "ipywidgets"},
    "live/wheels.py": {"packaging"},
    "plan/check_command.py": {"typer"},
    "plan/command.py": {"typer"},
    "plan/widget.py": {"anywidget", "traitlets"},
    "survey/pictures.py": {"docx", "vl_convert"},
    "survey/prose.py": {"docx"},
    "survey/word.py": {"docx"},
}
FILES = [PACKAGE / "course.py", PACKAGE / "paths.py", PACKAGE / "errors.py"]
FILES += [*sorted((PACKAGE / "plan").glob("*.py")), *sorted((PACKAGE / "plan" / "rules").glob("*.py"))]
FILES += [file for room in ROOMS for file in sorted((PACKAGE / room).rglob("*.py"))]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_core_file_imports_only_what_runs_in_pyodide(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    assert _imports(path) - set(sys.stdlib_module_names) - ALLOWED <= OUTSIDE.get(name, set())


# An entry of None in sys.modules would not do: scipy takes a name that is there for a package it may use.
BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in NAMES:
            raise ModuleNotFoundError(f"{name} is not here")
sys.meta_path.insert(0, Block())
"""


def _run_without(names: set[str], code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", f"NAMES = {names!r}{BLOCK}{code}"], capture_output=True, text=True)


def test_the_core_works_with_everything_else_missing() -> None:
    code = """
import belonging
check, hint, example, explore, load = belonging.begin("listening", {"answer_1": 0.65})
assert check(1).points == 1
assert len(load("pulse_fall_spring")) == 176
from belonging.exercise.derive import student_notebook
assert student_notebook("listening")["cells"]
"""
    run = _run_without(
        {
            "vl_convert",
            "anywidget",
            "ipywidgets",
            "nbgrader",
            "nbformat",
            "nbclient",
            "nbconvert",
            "jupyterlab",
            "jupyter_server",
            "jupytext",
            "sphinx",
            "typer",
            "rich",
            "IPython",
        },
        code,
    )
    assert run.returncode == 0, run.stderr


def test_datasets_need_nothing_but_the_standard_library() -> None:
    code = """
from belonging.data import csv_text, names, rows
assert len(rows("pulse_fall_spring")) == 176
"""
    run = _run_without({"pandas", "numpy", "yaml", "scipy", "altair", "pydantic", "markdown_it"}, code)
    assert run.returncode == 0, run.stderr


def test_the_check_of_questions_needs_nothing_but_the_standard_library() -> None:
    code = """
from belonging.live.call import answer
said = answer("belonging.survey.lint.in_page:check_question", '{"text": "Is it fun and useful?"}')
assert "double-barrelled" in said, said
"""
    run = _run_without({"pandas", "numpy", "yaml", "scipy", "altair", "pydantic", "markdown_it"}, code)
    assert run.returncode == 0, run.stderr


def test_a_participants_install_needs_nothing_of_the_book_builder() -> None:
    code = """
from belonging.lab.given import given_files
assert given_files()
"""
    run = _run_without(
        {"sphinx", "docutils", "myst_nb", "jupyter_book", "bs4", "fontTools", "pandera", "sphinxcontrib"}, code
    )
    assert run.returncode == 0, run.stderr


def test_a_plan_is_begun_handed_out_and_scored_with_pydantic_and_yaml_alone() -> None:
    code = """
from belonging.plan.bring import bring
from belonging.plan.export.files import EXPORTS
from belonging.plan.reading import read_plan, write_plan
from belonging.plan.scoring.form import form_page
from belonging.plan.scoring.reading import read_score
plan = read_plan(write_plan(bring("# Shade\\n## Steps\\n1. Measure the shade at noon").plan)).plan
assert plan.activities[0].students_do == "Measure the shade at noon", plan
for export in EXPORTS:
    assert export.needs or export.make(plan, "letter"), export.id
assert "Shade" in form_page(plan)
assert read_score("scorer: ana").problems
"""
    run = _run_without(
        {"pandas", "numpy", "scipy", "altair", "markdown_it", "typer", "docx", "typst", "icalendar", "statsmodels"},
        code,
    )
    assert run.returncode == 0, run.stderr

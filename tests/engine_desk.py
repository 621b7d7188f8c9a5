"""What the tests of the engine share: exercises with three kinds of answers, and a way to run cells apart."""

import json
from typing import Any

import engine_zoo
from belonging.exercise import notebook_text
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.exercise.source import PlacedTask, load
from belonging.grading.engine.unit import Executed, Limits, make_unit
from belonging.grading.engine.warm import run
from belonging.tasks import Choice, Number
from belonging.tasks.answer_table import answer_table

MODULE = "listening"


def reference(module_id: str = MODULE, **changed: str) -> dict[str, Any]:
    """Return a module's exercise with the reference answers, some of them changed."""
    answers = {placed.task.id: reference_source(placed) + "\n" for placed in load(module_id).tasks}
    return filled_notebook(module_id, answers | {key.replace("_", "-"): text for key, text in changed.items()})


def wrong(placed: PlacedTask) -> str:
    """Return a typical wrong answer, or one of the wrong kind."""
    kind = placed.task.kind
    if isinstance(kind, (Number, Choice)) and not placed.task.silent:
        table = answer_table(placed.task)
        return f"{placed.variable} = {kind.literal(next(key for key in table if table[key].status == 'not_yet'))}\n"
    return f"{placed.variable} = {{'a': [1, 2]}}\n"


def three_in_one(module_id: str) -> str:
    """Return one notebook that answers a module's exercise three times: right, typically wrong, not at all."""
    notebook = reference(module_id)
    wrongs = {placed.task.id: wrong(placed) for placed in load(module_id).tasks if not placed.task.scored_by_person}
    for other in (filled_notebook(module_id, wrongs), student_notebook(module_id)):
        notebook["cells"] += [{**cell, "id": f"{len(notebook['cells'])}-{n}"} for n, cell in enumerate(other["cells"])]
    return notebook_text(notebook)


def run_cells(
    *sources: str, files: dict[str, bytes] | None = None, harmless: bool = False, **limits: Any
) -> tuple[Executed, list[Any]]:
    """Run some cells apart, harmless ones anywhere; return what became of them and the outputs of each."""
    notebook = engine_zoo.notebook({str(n): source for n, source in enumerate(sources)})
    unit = make_unit(notebook, files, limits=Limits(**limits), unsafe=harmless)
    executed = run(unit)
    return executed, [outputs for _, outputs in engine_zoo.said(executed.notebook)]


def graded(notebook: dict[str, Any]) -> tuple[Executed, dict[str, list[Any]]]:
    """Run an exercise, apart where that can be; return what became of it, and marked cells' outputs by grade id."""
    executed = run(make_unit(notebook_text(notebook), unsafe=True))
    cells = json.loads(executed.notebook)["cells"]
    return executed, {
        cell["metadata"]["nbgrader"]["grade_id"]: cell.get("outputs", [])
        for cell in cells
        if "nbgrader" in cell["metadata"]
    }

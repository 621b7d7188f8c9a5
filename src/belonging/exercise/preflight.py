"""Check a notebook's answers without running it: the same words as `check(1)`, one row per task."""

from dataclasses import dataclass
from pathlib import Path

from belonging.exercise.answers import into_clean_copy, literal_answer
from belonging.exercise.mend import Report
from belonging.exercise.notebook import source_of
from belonging.exercise.reading import module_of, read_notebook
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Code, Outcome, Words, check

COMPUTED = "Worked out by code. Run the notebook in JupyterLab, or use `belonging grade`, to have it checked."


@dataclass(frozen=True)
class Row:
    """One task of one notebook, and what its answer is told."""

    placed: PlacedTask
    outcome: Outcome


def check_file(path: Path) -> tuple[str, list[Row], Report]:
    """Check one notebook file.

    Returns
    -------
    tuple
        The module's id, a row per task, and what had to be repaired to read it.

    Raises
    ------
    Plain
        If the file is no exercise of this course.
    """
    notebook = read_notebook(path)
    module_id = module_of(notebook, path.name)
    clean, report = into_clean_copy(notebook, module_id)
    sources = {cell["id"]: source_of(cell) for cell in clean["cells"]}
    tasks = load(module_id).tasks
    return module_id, [Row(p, outcome_of(p, sources[p.grade_id], path.parent)) for p in tasks], report


def outcome_of(placed: PlacedTask, source: str, folder: Path) -> Outcome:
    """Check one answer from the text of its cell, or say that it is worked out by code; see `outcome_as_written`."""
    found = outcome_as_written(placed, source, folder)
    return found or Outcome("written", 0, placed.task.points, COMPUTED)


def outcome_as_written(placed: PlacedTask, source: str, folder: Path) -> Outcome | None:
    """Check one answer from the text of its cell alone.

    Parameters
    ----------
    placed
        The task.
    source
        The text of the cell that holds its answer.
    folder
        Where a file that it names lies.

    Returns
    -------
    Outcome or None
        None where the answer is worked out by code, so that only running it can tell.
    """
    task = placed.task
    if isinstance(task.kind, Words):
        return check(task, source)
    if isinstance(task.kind, Code):
        untouched = source.strip() == task.kind.starter.strip()
        return check(task, ...) if untouched else None
    try:
        return check(task, literal_answer(source, placed.variable), folder)
    except ValueError:
        return None

"""What nbgrader keeps of a notebook that was run: outputs limited, marks checked, as text, and most people's rows.

Nothing is written into the gradebook. The graded folder of someone who has no rows yet is made here too, aside.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4.rwbase import split_lines, strip_transient

from belonging.exercise.notebook import notebook_text
from belonging.grading.notes import worths
from belonging.grading.of_the_computer import stopping
from belonging.grading.recorder import LateError
from belonging.grading.records import SubmissionRecord
from belonging.grading.steps import Steps, check_format, failing_with, read


@dataclass(frozen=True)
class Made:
    """All that is left is to put it into the gradebook, and in its place."""

    rows: SubmissionRecord
    folder: Path
    """The graded folder, where it was made."""


@dataclass(frozen=True)
class Shaped:
    """A notebook that was run, ready for the gradebook and the graded folder."""

    worth: dict[str, int]
    """What `notes.worths` found."""
    made: Made | None = None
    """None where nbgrader's steps have to ask their gradebook; they then take what follows."""
    text: str = ""
    """What will lie in the graded folder; empty where the folder has steps of its own, which come in order later."""
    marked: dict[str, Any] = field(default_factory=dict)
    """A notebook of only the cells that nbgrader knows, for the steps that write rows."""


def shape(steps: Steps, executed: str, student_id: str, module_id: str, new: bool) -> Shaped:
    """Do what comes after the run and needs no gradebook.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps.
    executed : str
        The notebook with its outputs, as JSON.
    student_id, module_id : str
        Whose, and of which module.
    new : bool
        Whether the gradebook has no rows for it.

    Raises
    ------
    Plain
        If nbgrader's steps cannot take it.
    Stopped
        If the computer is in the way (a full disk).
    """
    with failing_with("nbgrader could not grade it"):
        folder = steps.path(steps.coursedir.submitted_directory, student_id, module_id)
        notebook = read(executed)
        worth = worths(notebook, module_id, folder)
        if not steps.parted:
            return Shaped(worth)
        notebook = steps.through(steps.shaping, notebook, student_id, module_id)
        check_format(notebook)
        marked = [
            {key: cell[key] for key in ("cell_type", "source", "metadata", "outputs") if key in cell}
            for cell in notebook.cells
            if "nbgrader" in cell.metadata
        ]
        known = json.loads(json.dumps({"cells": marked, "metadata": {}}))  # the text is made of the same cells
        text = as_text(notebook)
        made = _made(steps, text, known, student_id, module_id) if new and steps.usual else None
        return Shaped(worth, made) if made else Shaped(worth, None, text, known)


def _made(steps: Steps, text: str, known: Any, student_id: str, module_id: str) -> Made | None:
    """Make the first rows and the graded folder; None where nbgrader needs its gradebook for it."""
    try:
        with stopping(Path(steps.coursedir.root)), steps.staging.new() as folder:
            with steps.about(student_id, module_id, folder), steps.gradebook.recorded() as recorder:
                with steps.staging.writing(folder / f"{module_id}.ipynb", text):
                    steps.converter.init_assignment(module_id, student_id)
                    steps.through(steps.writing, nbformat.from_dict(known), student_id, module_id)  # type: ignore[no-untyped-call]
                steps.converter.set_permissions(module_id, student_id)
            return Made(recorder.find_submission(module_id, student_id), folder)
    except LateError:
        return None


def as_text(notebook: Any) -> str:
    """Write a notebook as nbformat does, which alone would copy it whole first: lines are split in the one given."""
    return notebook_text(strip_transient(split_lines(notebook)))  # type: ignore[no-untyped-call]

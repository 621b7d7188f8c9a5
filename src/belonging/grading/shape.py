"""What nbgrader keeps of a notebook that was run: outputs limited, marks checked, as text. No row is written."""

import json
from dataclasses import dataclass
from typing import Any

from nbformat.v4.rwbase import split_lines, strip_transient

from belonging.exercise.notebook import notebook_text
from belonging.grading.notes import worths
from belonging.grading.steps import Steps, check_format, failing_with, read


@dataclass(frozen=True)
class Shaped:
    """A notebook that was run, ready for the gradebook and the graded folder."""

    text: str
    """What will lie in the graded folder; empty where the folder has steps of its own, which come in order later."""
    marked: dict[str, Any]
    """A notebook of only the cells that nbgrader knows, for the steps that write rows."""
    worth: dict[str, int]
    """What `notes.worths` found."""


def shape(steps: Steps, executed: str, student_id: str, module_id: str) -> Shaped:
    """Do what comes after the run and needs no gradebook.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps.
    executed : str
        The notebook with its outputs, as JSON.
    student_id, module_id : str
        Whose, and of which module.

    Raises
    ------
    Plain
        If nbgrader's steps cannot take it.
    """
    with failing_with("nbgrader could not grade it"):
        folder = steps.path(steps.coursedir.submitted_directory, student_id, module_id)
        worth = worths(json.loads(executed), module_id, folder)
        if not steps.parted:
            return Shaped("", {}, worth)
        notebook = read(executed)
        notebook = steps.through(steps.shaping, notebook, student_id, module_id)
        check_format(notebook)
        marked = [
            {key: cell[key] for key in ("cell_type", "source", "metadata", "outputs") if key in cell}
            for cell in notebook.cells
            if "nbgrader" in cell.metadata
        ]
        known = json.loads(json.dumps({"cells": marked, "metadata": {}}))  # the text is made of the same cells
        return Shaped(as_text(notebook), known, worth)


def as_text(notebook: Any) -> str:
    """Write a notebook as nbformat does, which alone would copy it whole first: lines are split in the one given."""
    return notebook_text(strip_transient(split_lines(notebook)))  # type: ignore[no-untyped-call]

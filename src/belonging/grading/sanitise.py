"""The first half of nbgrader's autograde steps: a handed-in notebook made ready to run. Nothing is written."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata, Execute

from belonging.grading import handed_in
from belonging.grading.engine.seam import files_beside
from belonging.grading.quick_check import QuickCheckCellMetadata

_QUICK = {CheckCellMetadata: QuickCheckCellMetadata}


@dataclass(frozen=True)
class Sanitised:
    """One person's notebook, ready to run."""

    student_id: str
    module_id: str
    notebook: str
    """Its JSON, as nbgrader sanitised it: outputs cleared, the checks as they were handed out."""
    files: Mapping[str, bytes]
    """What lies beside it when it runs."""
    repaired: tuple[str, ...] = ()
    """What had to be repaired before nbgrader could take it."""


class Converter(Autograde):
    """nbgrader's converter, writing into a folder of its own until a person is done."""

    staging = ""

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        return self.staging


class Steps:
    """nbgrader's autograde steps as the folder's settings name them, parted where the notebook runs.

    Parameters
    ----------
    api : nbgrader.apps.api.NbGraderAPI
        The grading folder's.
    """

    def __init__(self, api: Any) -> None:
        self.coursedir = api.coursedir
        self.converter = Converter(coursedir=api.coursedir, parent=api)
        self.converter.force = True
        exporter = NotebookExporter(parent=self.converter, config=self.converter.config)  # type: ignore[no-untyped-call]
        self.converter.exporter = exporter
        before, after = _around_execute(self.converter.autograde_preprocessors)
        made = [
            [_QUICK.get(step, step)(parent=exporter) for step in steps]
            for steps in ((*self.converter.sanitize_preprocessors, *before), after)
        ]
        self.before, self.after = made

    def through(self, steps: Sequence[Any], notebook: Any, student_id: str, module_id: str) -> Any:
        """Do what nbconvert's exporter does, without its copy and check of the whole notebook after each step."""
        marks = {"student": student_id, "assignment": module_id, "notebook": module_id, "db_url": self.coursedir.db_url}
        resources: Any = {"unique_key": module_id, "output_files_dir": f"{module_id}_files", "nbgrader": marks}
        for step in steps:
            notebook, resources = step(notebook, resources)
        nbformat.validate(notebook, relax_add_props=True)
        return notebook

    def path(self, step: str, student_id: str, module_id: str) -> Path:
        """Return a person's folder in one of nbgrader's folders, such as `submitted`."""
        return Path(os.path.normpath(self.coursedir.format_path(step, student_id, module_id)))


def sanitise(steps: Steps, student_id: str, module_id: str, *, mend: bool) -> Sanitised:
    """Make ready what lies in `submitted` for one person.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps, with a gradebook kept open.
    student_id, module_id : str
        Whose, and of which module.
    mend : bool
        Repair it first where that is needed; not so for what was repaired when it was handed in.

    Raises
    ------
    Plain
        If it cannot be read.
    Exception
        Whatever nbgrader's steps raise at a notebook they cannot take.
    """
    folder = steps.path(steps.coursedir.submitted_directory, student_id, module_id)
    path = folder / f"{module_id}.ipynb"
    repaired, content = handed_in.repaired(path) if mend else ((), None)
    notebook = read((content or path.read_bytes()).decode("utf-8-sig"))
    notebook = steps.through(steps.before, notebook, student_id, module_id)
    master = steps.path(steps.coursedir.source_directory, ".", module_id)
    kept = set(steps.converter.exclude_overwriting.get(module_id, []))
    handed_out = {name: data for name, data in files_beside(master).items() if name not in kept}
    return Sanitised(student_id, module_id, json.dumps(notebook), files_beside(folder) | handed_out, repaired)


def read(text: str) -> Any:
    """Read a notebook without nbformat's check of it: each half ends with one."""
    return nbformat.convert(nbformat.reader.reads(text), 4)  # type: ignore[no-untyped-call]


def _around_execute(steps: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Part nbgrader's steps where the notebook runs."""
    for place, step in enumerate(steps):
        if isinstance(step, type) and issubclass(step, Execute):
            return list(steps[:place]), list(steps[place + 1 :])
    return [], list(steps)

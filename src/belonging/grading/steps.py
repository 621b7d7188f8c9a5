"""nbgrader's autograde steps, parted: before a notebook runs, what shapes it afterwards, and what writes its rows."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from sqlalchemy.exc import IntegrityError

from belonging.errors import Plain, in_short
from belonging.grading.engine.unit import Limits
from belonging.grading.kept_gradebook import KeptGradebook
from belonging.grading.quick_check import QuickCheckCellMetadata
from belonging.grading.staging import Staging
from belonging.grading.trim import TrimOutput

_QUICK = {CheckCellMetadata: QuickCheckCellMetadata}
_SHAPE = (IgnorePattern, LimitOutput, TrimOutput, CheckCellMetadata)
"""Steps after the run that look at nothing but the notebook."""
_WRITE = (SaveAutoGrades, AssignLatePenalties)
"""Steps that write a person's rows, and change nothing in the notebook."""
_MEANWHILE = (
    "It was graded in the same moment by another program, perhaps Formgrader. Run the same command again; this one is "
    "then graded anew."
)
_TOO_MANY = "One of its checks gave more points than the task has, which no check of the course does. Look at its code."


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
    gradebook : KeptGradebook
        The one these steps are given, wherever they ask for one.
    """

    def __init__(self, api: Any, gradebook: KeptGradebook) -> None:
        self.gradebook = gradebook
        self.coursedir = api.coursedir
        self.staging = Staging(Path(api.coursedir.root))
        self.converter = Converter(coursedir=api.coursedir, parent=api)
        self.converter.force = True
        exporter = NotebookExporter(parent=self.converter, config=self.converter.config)  # type: ignore[no-untyped-call]
        self.converter.exporter = exporter
        before, execute, after = _around_execute(self.converter.autograde_preprocessors)
        made = [
            [_QUICK.get(step, step)(parent=exporter) for step in steps]
            for steps in ((*self.converter.sanitize_preprocessors, *before), after)
        ]
        self.before, self.after = made
        """Before and after the run."""
        self.cell_seconds = float(execute(parent=exporter).timeout or Limits().notebook_seconds)
        """How long one cell may run."""
        self.shaping = [step for step in self.after if type(step) in (*_SHAPE, *_QUICK.values())]
        self.writing = [step for step in self.after if type(step) in _WRITE]
        self.parted = len(self.shaping) + len(self.writing) == len(self.after)
        """Whether nobody added a step of another kind, so that shaping can be done away from the gradebook."""
        self.usual = self.parted and not (self.converter.pre_convert_hook or self.converter.post_convert_hook)
        """Whether nobody else's code takes part at all, so that first rows can be made away from it too."""

    def through(self, steps: Sequence[Any], notebook: Any, student_id: str, module_id: str) -> Any:
        """Do what nbconvert's exporter does, without its copy and check of the whole notebook around each step."""
        marks = {"student": student_id, "assignment": module_id, "notebook": module_id, "db_url": self.coursedir.db_url}
        resources: Any = {"unique_key": module_id, "output_files_dir": f"{module_id}_files", "nbgrader": marks}
        for step in steps:
            notebook, resources = step(notebook, resources)
        return notebook

    @contextmanager
    def about(self, student_id: str, module_id: str, folder: Path) -> Iterator[None]:
        """Let the steps in the block write about one person into a folder of its own."""
        self.coursedir.assignment_id, self.coursedir.student_id = module_id, student_id
        self.converter.notebooks, self.converter.staging = [f"{module_id}.ipynb"], str(folder)
        try:
            yield
        finally:
            self.coursedir.assignment_id, self.coursedir.student_id = "", "*"

    def path(self, step: str, student_id: str, module_id: str) -> Path:
        """Return a person's folder in one of nbgrader's folders, such as `submitted`."""
        return Path(os.path.normpath(self.coursedir.format_path(step, student_id, module_id)))


def read(text: str) -> Any:
    """Read a notebook without nbformat's check of it: each half ends with one."""
    return nbformat.convert(nbformat.reader.reads(text), 4)  # type: ignore[no-untyped-call]


def check_format(notebook: Any) -> None:
    """Do nbformat's check.

    Raises
    ------
    nbformat.ValidationError
        If it is no notebook any more.
    """
    nbformat.validate(notebook, relax_add_props=True)


@contextmanager
def failing_with(words: str) -> Iterator[None]:
    """Say in these words, and an error's own, that one person's notebook is in the way; the others go on."""
    try:
        yield
    except Plain:
        raise
    except Exception as error:
        if isinstance(error, IntegrityError):
            raise Plain(_MEANWHILE) from None
        raise Plain(_TOO_MANY if "partial credit" in str(error) else f"{words} ({in_short(error)}).") from None


def _around_execute(steps: Sequence[Any]) -> tuple[list[Any], Any, list[Any]]:
    """Part nbgrader's steps where the notebook runs."""
    for place, step in enumerate(steps):
        if isinstance(step, type) and issubclass(step, Execute):
            return list(steps[:place]), step, list(steps[place + 1 :])
    return [], Execute, list(steps)

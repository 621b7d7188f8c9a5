"""One person's notebook through nbgrader's own autograde steps, in two halves: before it runs, and after.

Between the halves it runs somewhere else, in any process and in any order. The first half only reads; the second
writes the gradebook's rows in one transaction, then puts the graded folder in its place.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader.converters import Autograde
from nbgrader.preprocessors import CheckCellMetadata, Execute
from nbgrader.utils import rmtree

from belonging.exercise.notebook import notebook_text
from belonging.grading.engine.seam import files_beside
from belonging.grading.kept_gradebook import KeptGradebook, keep_open
from belonging.grading.quick_check import QuickCheckCellMetadata


@dataclass(frozen=True)
class Sanitised:
    """One person's notebook, ready to run."""

    student_id: str
    module_id: str
    notebook: str
    """Its JSON, as nbgrader sanitised it: outputs cleared, the checks as they were handed out."""
    files: Mapping[str, bytes]
    """What lies beside it when it runs."""


class _Halves(Autograde):
    """nbgrader's converter, writing into a folder of its own until a person is done."""

    staging = ""

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        return self.staging


class Writer:
    """The only thing that writes results; one for a whole run."""

    def __init__(self, api: Any, root: Path, gradebook: KeptGradebook) -> None:
        self.gradebook = gradebook
        self._staging = root / ".belonging" / "staging"
        if self._staging.exists():  # of a run that was killed
            rmtree(str(self._staging))
        self._staging.mkdir(parents=True)
        self._coursedir = api.coursedir
        self._half = _Halves(coursedir=api.coursedir, parent=api)
        self._half.force = True
        self._half.exporter = NotebookExporter(parent=self._half, config=self._half.config)  # type: ignore[no-untyped-call]
        before, after = _around_execute(self._half.autograde_preprocessors)
        self._before = self._steps((*self._half.sanitize_preprocessors, *before))
        self._after = self._steps(after)

    def prepare(self, student_id: str, module_id: str, content: bytes | None = None) -> Sanitised:
        """Sanitise one handed-in notebook; nothing is written.

        Parameters
        ----------
        student_id, module_id : str
            Whose, and of which module.
        content : bytes, optional
            Use this in place of what lies in `submitted`: a repaired copy.
        """
        folder = Path(self._path(self._coursedir.submitted_directory, student_id, module_id))
        if content is None:
            content = (folder / f"{module_id}.ipynb").read_bytes()
        notebook = _read(content.decode("utf-8-sig"))
        notebook = self._through(self._before, notebook, student_id, module_id)
        master = Path(self._path(self._coursedir.source_directory, ".", module_id))
        kept = set(self._half.exclude_overwriting.get(module_id, []))
        handed_out = {name: data for name, data in files_beside(master).items() if name not in kept}
        return Sanitised(student_id, module_id, json.dumps(notebook), files_beside(folder) | handed_out)

    def finish(self, work: Sanitised, executed: str, *, flagged: bool = False) -> None:
        """Write the points and the graded folder of a notebook that was run.

        Parameters
        ----------
        work : Sanitised
            What `prepare` returned.
        executed : str
            The notebook with its outputs, as JSON.
        flagged : bool
            Put up Formgrader's flag, for a person to look.
        """
        student_id, module_id = work.student_id, work.module_id
        notebook = _read(executed)
        with self._staged(student_id, module_id) as staging:
            with self.gradebook.one_person():
                self._begin(student_id, module_id)
                notebook = self._through(self._after, notebook, student_id, module_id)
                if flagged:
                    self.gradebook.find_submission_notebook(module_id, module_id, student_id).flagged = True
                _write_through(staging / f"{module_id}.ipynb", _as_text(notebook))
                self._half.set_permissions(module_id, student_id)
                self._clear(student_id, module_id)
            target = self.graded(student_id, module_id).parent
            target.parent.mkdir(parents=True, exist_ok=True)
            staging.rename(target)
            self._half.run_post_convert_hook()

    def give_up(self, student_id: str, module_id: str) -> None:
        """Leave a person without points whose notebook could not be graded: no row keeps those of an earlier one."""
        with self._staged(student_id, module_id), self.gradebook.one_person():
            self._begin(student_id, module_id)
            for grade in self.gradebook.grades_of(student_id, module_id):
                grade.auto_score, grade.needs_manual_grade = None, True
            self._clear(student_id, module_id)

    def graded(self, student_id: str, module_id: str) -> Path:
        """Return where a person's graded notebook lies, or will."""
        folder = self._path(self._coursedir.autograded_directory, student_id, module_id)
        return Path(folder) / f"{module_id}.ipynb"

    def _begin(self, student_id: str, module_id: str) -> None:
        """Let nbgrader copy the files beside the notebook and make the person's rows."""
        self._half.notebooks = [f"{module_id}.ipynb"]
        self._half.run_pre_convert_hook()
        self._half.init_assignment(module_id, student_id)

    @contextmanager
    def _staged(self, student_id: str, module_id: str) -> Iterator[Path]:
        """Make a folder for one person's results, and take it away if it was not put in its place."""
        self._coursedir.assignment_id, self._coursedir.student_id = module_id, student_id
        staging = Path(tempfile.mkdtemp(dir=self._staging))
        staging.chmod(0o755)
        self._half.staging = str(staging)
        try:
            yield staging
        finally:
            self._coursedir.assignment_id, self._coursedir.student_id = "", "*"
            if staging.exists():
                rmtree(str(staging))

    def _clear(self, student_id: str, module_id: str) -> None:
        """Take an earlier graded folder away: until the new one lies there, nbgrader too sees work to do."""
        if (old := self.graded(student_id, module_id).parent).exists():
            rmtree(str(old))

    def _path(self, step: str, student_id: str, module_id: str) -> str:
        path: str = self._coursedir.format_path(step, student_id, module_id)
        return os.path.normpath(path)

    def _steps(self, classes: Sequence[Any]) -> list[Any]:
        return [_QUICK.get(step, step)(parent=self._half.exporter) for step in classes]

    def _through(self, steps: Sequence[Any], notebook: Any, student_id: str, module_id: str) -> Any:
        """Do what nbconvert's exporter does, without its copy and check of the whole notebook after each step."""
        marks = {
            "student": student_id,
            "assignment": module_id,
            "notebook": module_id,
            "db_url": self._coursedir.db_url,
        }
        resources: Any = {"unique_key": module_id, "output_files_dir": f"{module_id}_files", "nbgrader": marks}
        for step in steps:
            notebook, resources = step(notebook, resources)
        nbformat.validate(notebook, relax_add_props=True)
        return notebook


@contextmanager
def writer(api: Any, root: Path) -> Iterator[Writer]:
    """Open the gradebook for a run.

    Parameters
    ----------
    api : nbgrader.apps.api.NbGraderAPI
        The grading folder's.
    root : Path
        The grading folder.
    """
    with keep_open(api.coursedir.db_url) as gradebook:
        yield Writer(api, root, gradebook)


_QUICK = {CheckCellMetadata: QuickCheckCellMetadata}


def _around_execute(steps: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Part nbgrader's steps where the notebook runs."""
    for place, step in enumerate(steps):
        if isinstance(step, type) and issubclass(step, Execute):
            return list(steps[:place]), list(steps[place + 1 :])
    return [], list(steps)


def _read(text: str) -> Any:
    """Read a notebook without nbformat's check of it: each half ends with one."""
    return nbformat.convert(nbformat.reader.reads(text), 4)  # type: ignore[no-untyped-call]


def _as_text(notebook: Any) -> str:
    """Write a notebook that nobody needs afterwards, as nbformat does; it alone would copy it whole first."""
    return notebook_text(strip_transient(split_lines(notebook)))  # type: ignore[no-untyped-call]


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

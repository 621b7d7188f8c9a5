"""One person's results: nbgrader's own autograde steps from the moment the notebook was run.

What comes before (`sanitise`) and what shapes the notebook then (`shape`) only reads, in any process, and it runs
somewhere else. Here the gradebook's rows are written in one transaction, then the graded folder is put in its place.
"""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import rmtree

from belonging.grading.kept_gradebook import KeptGradebook, keep_open
from belonging.grading.shape import Shaped, as_text
from belonging.grading.steps import Steps, check_format, read


class Writer:
    """The only thing that writes results; one for a whole run."""

    def __init__(self, api: Any, root: Path, gradebook: KeptGradebook) -> None:
        self.gradebook = gradebook
        self._staging = root / ".belonging" / "staging"
        if self._staging.exists():  # of a run that was killed
            rmtree(str(self._staging))
        self._staging.mkdir(parents=True)
        self.steps = Steps(api)
        self._coursedir, self._converter = self.steps.coursedir, self.steps.converter
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="belonging-disk")

    def finish(self, student_id: str, module_id: str, executed: str, shaped: Shaped, *, flagged: bool = False) -> None:
        """Write the points and the graded folder of a notebook that was run.

        Parameters
        ----------
        student_id, module_id : str
            Whose, and of which module.
        executed : str
            The notebook with its outputs, as JSON.
        shaped : Shaped
            What `shape` made of it.
        flagged : bool
            Put up Formgrader's flag, for a person to look.
        """
        with self._staged(student_id, module_id) as staging:
            path = staging / f"{module_id}.ipynb"
            with self.gradebook.one_person():
                with self._writing(path, shaped.text):  # the disk is waited for while the rows are made
                    self._begin(student_id, module_id)
                    text = self._rows(student_id, module_id, executed, shaped)
                    if flagged:
                        self.gradebook.find_submission_notebook(module_id, module_id, student_id).flagged = True
                if not shaped.text:
                    _write_through(path, text)
                self._converter.set_permissions(module_id, student_id)
                self._clear(student_id, module_id)
            target = self.graded(student_id, module_id).parent
            target.parent.mkdir(parents=True, exist_ok=True)
            staging.rename(target)
            self._converter.run_post_convert_hook()

    def give_up(self, student_id: str, module_id: str) -> None:
        """Leave a person without points whose notebook could not be graded: no row keeps those of an earlier one."""
        with self._staged(student_id, module_id), self.gradebook.one_person():
            self._begin(student_id, module_id)
            for grade in self.gradebook.grades_of(student_id, module_id):
                grade.auto_score, grade.needs_manual_grade = None, True
            self._clear(student_id, module_id)

    def close(self) -> None:
        """End what waits for the disk."""
        self._disk.shutdown()

    def graded(self, student_id: str, module_id: str) -> Path:
        """Return where a person's graded notebook lies, or will."""
        return self.steps.path(self._coursedir.autograded_directory, student_id, module_id) / f"{module_id}.ipynb"

    def _rows(self, student_id: str, module_id: str, executed: str, shaped: Shaped) -> str:
        """Let nbgrader's steps write the rows; return the text of the graded notebook."""
        if shaped.text:
            marked = nbformat.from_dict(shaped.marked)  # type: ignore[no-untyped-call]
            self.steps.through(self.steps.writing, marked, student_id, module_id)
            return shaped.text
        notebook = self.steps.through(self.steps.after, read(executed), student_id, module_id)
        check_format(notebook)
        return as_text(notebook)

    def _begin(self, student_id: str, module_id: str) -> None:
        """Let nbgrader copy the files beside the notebook and make the person's rows."""
        self._converter.notebooks = [f"{module_id}.ipynb"]
        self._converter.run_pre_convert_hook()
        self._converter.init_assignment(module_id, student_id)

    @contextmanager
    def _writing(self, path: Path, text: str) -> Iterator[None]:
        """Write a text, if there is one already, during the block; at its end it is on the disk."""
        early = self._disk.submit(_write_through, path, text) if text else None
        try:
            yield
        finally:
            if early is not None:
                wait([early])
        if early is not None:
            early.result()

    @contextmanager
    def _staged(self, student_id: str, module_id: str) -> Iterator[Path]:
        """Make a folder for one person's results, and take it away if it was not put in its place."""
        self._coursedir.assignment_id, self._coursedir.student_id = module_id, student_id
        staging = Path(tempfile.mkdtemp(dir=self._staging))
        staging.chmod(0o755)
        self._converter.staging = str(staging)
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
        one = Writer(api, root, gradebook)
        try:
            yield one
        finally:
            one.close()


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

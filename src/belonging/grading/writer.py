"""One person's results: nbgrader's own autograde steps from the moment the notebook was run.

The first half (`sanitise`) only reads, in any process; then the notebook runs somewhere else. This half writes the
gradebook's rows in one transaction, then puts the graded folder in its place.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbformat.v4.rwbase import split_lines, strip_transient
from nbgrader.utils import rmtree

from belonging.exercise.notebook import notebook_text
from belonging.grading.kept_gradebook import KeptGradebook, keep_open
from belonging.grading.sanitise import Sanitised, Steps, read


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

    def finish(self, work: Sanitised, executed: str, *, flagged: bool = False) -> None:
        """Write the points and the graded folder of a notebook that was run.

        Parameters
        ----------
        work : Sanitised
            What `sanitise` returned.
        executed : str
            The notebook with its outputs, as JSON.
        flagged : bool
            Put up Formgrader's flag, for a person to look.
        """
        student_id, module_id = work.student_id, work.module_id
        notebook = read(executed)
        with self._staged(student_id, module_id) as staging:
            with self.gradebook.one_person():
                self._begin(student_id, module_id)
                notebook = self.steps.through(self.steps.after, notebook, student_id, module_id)
                if flagged:
                    self.gradebook.find_submission_notebook(module_id, module_id, student_id).flagged = True
                _write_through(staging / f"{module_id}.ipynb", _as_text(notebook))
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

    def graded(self, student_id: str, module_id: str) -> Path:
        """Return where a person's graded notebook lies, or will."""
        return self.steps.path(self._coursedir.autograded_directory, student_id, module_id) / f"{module_id}.ipynb"

    def _begin(self, student_id: str, module_id: str) -> None:
        """Let nbgrader copy the files beside the notebook and make the person's rows."""
        self._converter.notebooks = [f"{module_id}.ipynb"]
        self._converter.run_pre_convert_hook()
        self._converter.init_assignment(module_id, student_id)

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
        yield Writer(api, root, gradebook)


def _as_text(notebook: Any) -> str:
    """Write a notebook that nobody needs afterwards, as nbformat does; it alone would copy it whole first."""
    return notebook_text(strip_transient(split_lines(notebook)))  # type: ignore[no-untyped-call]


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

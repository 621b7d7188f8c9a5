"""People's results: the gradebook's rows in one transaction, then the graded folders in their places.

What comes before (`sanitise`) and what becomes of the notebook then (`shape`) writes no row, in any process, and is
done somewhere else; most people's rows come from there, made. Where someone has rows already, was late, or the folder
has steps of its own, nbgrader's steps write them here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import rmtree

from belonging.grading.kept_gradebook import KeptGradebook, keep_open
from belonging.grading.records import insert_records
from belonging.grading.shape import Made, Shaped, as_text
from belonging.grading.staging import drop, write_through
from belonging.grading.steps import Steps, check_format, read


@dataclass(frozen=True)
class Result:
    """What there is to write about one person's notebook."""

    student_id: str
    module_id: str
    executed: str
    """The notebook with its outputs, as JSON."""
    shaped: Shaped
    """What `shape` made of it."""
    flagged: bool = False
    """Put up Formgrader's flag, for a person to look."""


class Writer:
    """The only thing that writes results; one for a whole run."""

    def __init__(self, api: Any, gradebook: KeptGradebook) -> None:
        self.gradebook = gradebook
        self.steps = Steps(api, gradebook)
        self.steps.staging.begin()

    def finish(self, results: Sequence[Result]) -> None:
        """Write people's points, and put their graded folders in place.

        Parameters
        ----------
        results : sequence of Result
            One, or several whose rows were made already. An error leaves all of these as they were, and they can be
            tried again.
        """
        if made := [(one, one.shaped.made) for one in results if one.shaped.made]:
            self._put_in(made)
        else:
            (one,) = results
            self._by_steps(one)

    def _put_in(self, results: Sequence[tuple[Result, Made]]) -> None:
        with self.gradebook.one_transaction():
            for one, made in results:
                made.rows.notebooks[one.module_id].flagged = one.flagged
            insert_records(self.gradebook.db, [made.rows for _, made in results])
            for one, _ in results:
                self._make_room(one.student_id, one.module_id)
        for one, made in results:
            self._place(made.folder, one.student_id, one.module_id)

    def _by_steps(self, result: Result) -> None:
        """Let nbgrader's steps write the rows."""
        about = result.student_id, result.module_id
        with self._staged(*about) as folder:
            path = folder / f"{result.module_id}.ipynb"
            with self.gradebook.one_transaction():
                with self.steps.staging.writing(path, result.shaped.text):
                    self._begin(*about)
                    text = self._rows(result)
                    if result.flagged:
                        module = result.module_id
                        self.gradebook.find_submission_notebook(module, module, result.student_id).flagged = True
                if not result.shaped.text:
                    write_through(path, text)
                self.steps.converter.set_permissions(result.module_id, result.student_id)
                self._make_room(*about)
            self._place(folder, *about)
            self.steps.converter.run_post_convert_hook()

    def give_up(self, student_id: str, module_id: str) -> None:
        """Leave a person without points whose notebook could not be graded: no row keeps those of an earlier one."""
        with self._staged(student_id, module_id), self.gradebook.one_transaction():
            self._begin(student_id, module_id)
            for grade in self.gradebook.grades_of(student_id, module_id):
                grade.auto_score, grade.needs_manual_grade = None, True
            self._clear(student_id, module_id)

    def close(self) -> None:
        """End what waits for the disk, and clear away what was given up."""
        self.steps.staging.close()

    def graded(self, student_id: str, module_id: str) -> Path:
        """Return where a person's graded notebook lies, or will."""
        folder = self.steps.path(self.steps.coursedir.autograded_directory, student_id, module_id)
        return folder / f"{module_id}.ipynb"

    def _rows(self, result: Result) -> str:
        """Let nbgrader's steps write the rows; return the text of the graded notebook."""
        about, shaped = (result.student_id, result.module_id), result.shaped
        if shaped.text:
            marked = nbformat.from_dict(shaped.marked)  # type: ignore[no-untyped-call]
            self.steps.through(self.steps.writing, marked, *about)
            return shaped.text
        notebook = self.steps.through(self.steps.after, read(result.executed), *about)
        check_format(notebook)
        return as_text(notebook)

    def _begin(self, student_id: str, module_id: str) -> None:
        """Let nbgrader copy the files beside the notebook and make the person's rows."""
        self.steps.converter.run_pre_convert_hook()
        self.steps.converter.init_assignment(module_id, student_id)

    @contextmanager
    def _staged(self, student_id: str, module_id: str) -> Iterator[Path]:
        """Make a folder for one person's results, and take it away if it was not put in its place."""
        with self.steps.staging.new() as folder, self.steps.about(student_id, module_id, folder):
            yield folder
            drop(folder)

    def _make_room(self, student_id: str, module_id: str) -> None:
        """Do all that can fail before a graded folder is put in its place, while the rows can still be taken back."""
        self._clear(student_id, module_id)
        self.graded(student_id, module_id).parent.parent.mkdir(parents=True, exist_ok=True)

    def _clear(self, student_id: str, module_id: str) -> None:
        """Take an earlier graded folder away: until the new one lies there, nbgrader too sees work to do."""
        old = self.graded(student_id, module_id).parent
        if old.is_symlink() or old.is_file():
            old.unlink()
        elif old.exists():
            rmtree(str(old))

    def _place(self, folder: Path, student_id: str, module_id: str) -> None:
        folder.rename(self.graded(student_id, module_id).parent)


@contextmanager
def writer(api: Any) -> Iterator[Writer]:
    """Open the gradebook for a run.

    Parameters
    ----------
    api : nbgrader.apps.api.NbGraderAPI
        The grading folder's.
    """
    with keep_open(api.coursedir.db_url) as gradebook:
        one = Writer(api, gradebook)
        try:
            yield one
        finally:
            one.close()

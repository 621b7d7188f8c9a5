"""What nbgrader's steps are given in place of the gradebook while they make a person's first rows for a module.

Nothing is asked for and nothing is written, so that it can be done in any process, for many people at once.
"""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol, Self

from nbgrader.utils import parse_utc

from belonging.grading.records import CommentRecord, GradeRecord, NotebookRecord, SubmissionRecord
from belonging.grading.structure import NotebookStructure, found


class LateError(Exception):
    """That it was handed in late: what that costs, nbgrader works out from the score in its gradebook."""


class Structure(Protocol):
    """What a gradebook says of an assignment, which no person changes."""

    def assignment(self, name: str) -> Any:
        """Return its row, with its notebooks."""

    def notebooks(self, assignment: str) -> Mapping[str, NotebookStructure]:
        """Return its notebooks by their names."""


class Recorder:
    """Has the methods of nbgrader's gradebook that its autograde steps call, and no others.

    Parameters
    ----------
    of : Structure
        The gradebook that the rows are for.

    Attributes
    ----------
    submission : SubmissionRecord or None
        The rows, once nbgrader asked for them.
    """

    def __init__(self, of: Structure) -> None:
        self._of = of
        self.submission: SubmissionRecord | None = None
        self.db = self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stay open."""

    def commit(self) -> None:
        """Write nothing: the head puts in all rows of a person at once."""

    def update_or_create_student(self, name: str) -> None:
        """Leave it to the head, which puts in whoever is not there."""

    def find_assignment(self, name: str) -> Any:
        """Return an assignment's row."""
        return self._of.assignment(name)

    def find_notebook(self, name: str, assignment: str) -> Any:
        """Return the row of an assignment's notebook."""
        return found({row.name: row for row in self._of.assignment(assignment).notebooks}, name)

    def update_or_create_submission(self, assignment: str, student: str, **columns: Any) -> SubmissionRecord:
        """Make a person's rows.

        Raises
        ------
        LateError
            If it is late.
        """
        self.submission = self.new_submission(assignment, student, **columns)
        if self.submission.total_seconds_late > 0:
            raise LateError
        return self.submission

    def new_submission(self, assignment: str, student: str, timestamp: Any = None) -> SubmissionRecord:
        """Make a person's rows as nbgrader's `add_submission` does: no scores, and all for a person to look at."""
        row = self._of.assignment(assignment)
        made = SubmissionRecord(row.id, student, row.duedate, parse_utc(timestamp))
        for name, known in self._of.notebooks(assignment).items():
            made.notebooks[name] = NotebookRecord(
                known.id,
                {cell: GradeRecord(id_) for cell, id_ in known.graded.items()},
                {cell: CommentRecord(id_) for cell, id_ in known.commented.items()},
            )
        return made

    def find_submission(self, assignment: str, student: str) -> SubmissionRecord:
        """Return the rows that were made."""
        assert self.submission is not None, "nbgrader asked before it made them"
        return self.submission

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> NotebookRecord:
        """Return the rows of one notebook."""
        return found(self.find_submission(assignment, student).notebooks, notebook)

    def find_grade(self, cell: str, notebook: str, assignment: str, student: str) -> GradeRecord:
        """Return one grade."""
        return found(self.find_submission_notebook(notebook, assignment, student).by_cell, cell)

    def find_comment(self, cell: str, notebook: str, assignment: str, student: str) -> CommentRecord:
        """Return one comment."""
        return found(self.find_submission_notebook(notebook, assignment, student).comments, cell)

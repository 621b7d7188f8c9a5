"""One person's first rows for a module, as plain records: made in any process, put into the gradebook by the head.

nbgrader's steps read and set the same names on them as on its own rows, and no others: a name that a
record does not have is an error, never a value that is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import insert, select


@dataclass(slots=True)
class GradeRecord:
    """One grade; its columns are nbgrader's."""

    cell_id: str
    auto_score: float | None = None
    manual_score: float | None = None
    extra_credit: float | None = None
    needs_manual_grade: bool = True


@dataclass(slots=True)
class CommentRecord:
    """One comment; its columns are nbgrader's."""

    cell_id: str
    auto_comment: str | None = None
    manual_comment: str | None = None


@dataclass(slots=True)
class NotebookRecord:
    """One notebook that was handed in, with its grades and comments by the names of their cells."""

    notebook_id: str
    by_cell: dict[str, GradeRecord]
    comments: dict[str, CommentRecord]
    flagged: bool = False
    late_submission_penalty: float | None = None

    @property
    def grades(self) -> list[GradeRecord]:
        """All grades, under nbgrader's name for them."""
        return list(self.by_cell.values())


@dataclass(slots=True)
class SubmissionRecord:
    """What one person handed in for an assignment, with its notebooks by their names."""

    assignment_id: str
    student_id: str
    duedate: datetime | None
    timestamp: datetime | None = None
    notebooks: dict[str, NotebookRecord] = field(default_factory=dict)

    @property
    def total_seconds_late(self) -> float:
        """How late it is, as nbgrader counts it."""
        if self.timestamp is None or self.duedate is None:
            return 0
        return max(0, (self.timestamp - self.duedate).total_seconds())


def insert_records(db: Any, submissions: Sequence[SubmissionRecord]) -> None:
    """Put people's first rows into the gradebook, with one statement for each table; nothing is committed.

    Parameters
    ----------
    db : sqlalchemy.orm.Session
        The gradebook's.
    submissions : sequence of SubmissionRecord
        Of people who have no rows for these assignments yet; who is not in the gradebook at all comes into it.
    """
    wanted = sorted({one.student_id for one in submissions})
    known = set(db.scalars(select(Student.id).where(Student.id.in_(wanted))))
    handed_in: list[_Row] = []
    notebooks: list[_Row] = []
    grades: list[_Row] = []
    comments: list[_Row] = []
    for one in submissions:
        whole = new_uuid()
        handed_in.append((one, {"id": whole}))
        for notebook in one.notebooks.values():
            own = new_uuid()
            notebooks.append((notebook, {"id": own, "assignment_id": whole}))
            grades += [(grade, {"id": new_uuid(), "notebook_id": own}) for grade in notebook.by_cell.values()]
            comments += [(row, {"id": new_uuid(), "notebook_id": own}) for row in notebook.comments.values()]
    if missing := [{"id": id_} for id_ in wanted if id_ not in known]:
        db.execute(insert(Student.__table__), missing)
    for kind, rows in (
        (SubmittedAssignment, handed_in),
        (SubmittedNotebook, notebooks),
        (Grade, grades),
        (Comment, comments),
    ):
        _insert(db, kind.__table__, rows)


_Row = tuple[Any, dict[str, str]]
"""A record, and the ids that it does not have."""


def _insert(db: Any, table: Any, rows: Sequence[_Row]) -> None:
    if rows:
        names = [one.name for one in fields(rows[0][0]) if one.name in table.columns]
        db.execute(insert(table), [{name: getattr(row, name) for name in names} | ids for row, ids in rows])

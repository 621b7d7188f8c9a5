"""What nbgrader's tables say about one assignment, read once: its notebooks, and their cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy.orm import load_only, selectinload

_CELLS = (GradeCell, SolutionCell, TaskCell)


@dataclass(frozen=True)
class SourceText:
    """What nbgrader's steps read of one source cell, free of the database session."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    max_score: float | None


@dataclass(frozen=True)
class NotebookStructure:
    """One notebook of an assignment."""

    id: str
    source: Mapping[str, SourceText]
    graded: Mapping[str, str]
    """Names and ids of the cells each person has a grade for, in nbgrader's order."""
    commented: Mapping[str, str]
    """The same for comments."""

    def rows(self, submission: Any) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        """Make a person's rows for this notebook, as nbgrader's `add_submission` does, but without asking again.

        Every column is given a value, also where it is empty, so that all rows go in with one statement per table.

        Returns
        -------
        tuple of SubmittedNotebook, dict of Grade, dict of Comment
            The rows by the names of their cells; they are in the session of `submission`.
        """
        own = SubmittedNotebook(notebook_id=self.id, assignment=submission, flagged=False, late_submission_penalty=None)
        grades = {
            name: Grade(
                cell_id=id_,
                notebook=own,
                auto_score=None,
                manual_score=None,
                extra_credit=None,
                needs_manual_grade=True,
            )
            for name, id_ in self.graded.items()
        }
        comments = {
            name: Comment(cell_id=id_, notebook=own, auto_comment=None, manual_comment=None)
            for name, id_ in self.commented.items()
        }
        return own, grades, comments


def read_structure(db: Any, assignment: str) -> dict[str, NotebookStructure]:
    """Read an assignment's notebooks by their names; empty where there is no such assignment."""
    ids = (
        db.query(Notebook.name, Notebook.id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .filter(Assignment.name == assignment)
        .order_by(Notebook.name)
    )
    return {name: _notebook(db, id_) for name, id_ in map(tuple, ids.all())}


@cache
def plain(kind: Any) -> Any:
    """Leave out what nbgrader computes about a row from everybody's other rows; it is asked for when it is used."""
    return load_only(*_columns(kind))


@cache
def with_notebooks() -> Any:
    """Read an assignment's notebooks with it, in the same way."""
    return selectinload(Assignment.notebooks).load_only(*_columns(Notebook))


def new_submission(assignment: Any, student: Any, **columns: Any) -> Any:
    """Make the row of one person's assignment."""
    return SubmittedAssignment(assignment=assignment, student=student, **{"extension": None, **columns})


def _notebook(db: Any, id_: str) -> NotebookStructure:
    of_kind = [list(map(tuple, _named(db, kind, id_))) for kind in _CELLS]
    grade, solution, task = [{name: cell for name, cell, *_ in cells} for cells in of_kind]
    scores = {name: score for name, _, *rest in (*of_kind[0], *of_kind[2]) for score in rest}
    source = {
        cell.name: SourceText(cell.name, cell.cell_type, cell.locked, cell.source, cell.checksum, scores.get(cell.name))
        for cell in db.query(SourceCell).filter(SourceCell.notebook_id == id_)
    }
    return NotebookStructure(id_, source, graded={**grade, **task}, commented={**solution, **task})


def _named(db: Any, kind: Any, notebook_id: str) -> Any:
    wanted = (kind.name, kind.id) if kind is SolutionCell else (kind.name, kind.id, kind.max_score)
    return db.query(*wanted).filter(kind.notebook_id == notebook_id).order_by(kind.name).all()


def _columns(kind: Any) -> list[Any]:
    return [getattr(kind, column.key) for column in kind.__table__.columns]

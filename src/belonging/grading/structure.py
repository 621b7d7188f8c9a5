"""What nbgrader's tables say about one assignment, read once: its notebooks, and their cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from nbgrader.api import Assignment, GradeCell, MissingEntry, Notebook, SolutionCell, SourceCell, TaskCell
from sqlalchemy.orm import load_only, selectinload

Row = TypeVar("Row")

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


def found(rows: Mapping[str, Row], name: str) -> Row:
    """Return one of some rows by its name, or raise what nbgrader raises where there is none."""
    if name not in rows:
        raise MissingEntry(f"No such cell: {name}")
    return rows[name]


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

"""What the gradebook holds about one notebook, task by task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class TaskPoints:
    """The points of one task of one person."""

    grade_id: str
    label: str
    title: str
    points: float
    out_of: float
    by_person: bool
    waiting: bool
    """Whether a person still has to score it; its points then do not count yet."""
    changed: bool = False
    """Whether a person gave other points than the course's own check."""
    comment: str = ""
    """What a person wrote about it, as Markdown."""


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one notebook."""

    tasks: tuple[TaskPoints, ...]

    @property
    def total(self) -> float:
        """Points so far, those of people included where given."""
        return sum(task.points for task in self.tasks)

    @property
    def out_of(self) -> float:
        """Points that can be had."""
        return sum(task.out_of for task in self.tasks)

    @property
    def waiting(self) -> tuple[TaskPoints, ...]:
        """Tasks a person still has to score."""
        return tuple(task for task in self.tasks if task.waiting)


def points_of(db_url: str, student_id: str, module_id: str) -> Points:
    """Read one notebook's points from nbgrader's gradebook.

    Parameters
    ----------
    db_url : str
        The gradebook, e.g. `sqlite:////home/me/belonging-grading/gradebook.db`.
    student_id, module_id : str
        Whose notebook, and of which module; the assignment and its notebook are both named after the module.

    Raises
    ------
    nbgrader.api.MissingEntry
        If this notebook was never graded.
    """
    from nbgrader.api import Gradebook

    with Gradebook(db_url) as gradebook:
        return points_in(gradebook, student_id, module_id)


def points_in(gradebook: Any, student_id: str, module_id: str) -> Points:
    """Read one notebook's points from a gradebook that is open; see `points_of`."""
    return points_of_some(gradebook, [(student_id, module_id)])[student_id, module_id]


def points_of_some(gradebook: Any, notebooks: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Points]:
    """Read the points of some notebooks at once, each named by its person and its module; see `points_of`."""
    from nbgrader.api import MissingEntry

    found = _read(gradebook, notebooks)
    for student_id, module_id in notebooks:
        if (student_id, module_id) not in found:
            raise MissingEntry(f"No such submitted notebook: {module_id} for {student_id}")
    return found


def all_scored(gradebook: Any) -> dict[tuple[str, str], Points]:
    """Read the points of all notebooks of which every check that runs by itself left its points, by person and module.

    nbgrader, killed halfway, leaves some without.
    """
    from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook

    asked = (
        gradebook.db.query(SubmittedAssignment.student_id, Assignment.name)
        .select_from(Grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Grade.auto_score == None, Grade.cell_type == "code")  # noqa: E711 - SQL's own form
    )
    without = set(map(tuple, asked.distinct()))
    return {key: points for key, points in _read(gradebook).items() if key not in without}


def all_points(db_url: str) -> dict[tuple[str, str], Points]:
    """Read every notebook's points in one go, however many people there are.

    Parameters
    ----------
    db_url : str
        The gradebook.

    Returns
    -------
    dict
        (student id, module id) -> points, for every notebook that was graded.
    """
    from nbgrader.api import Gradebook

    with Gradebook(db_url) as gradebook:
        return _read(gradebook)


@cache
def _questions(some: bool) -> tuple[Any, Any]:
    """Make the two questions to the gradebook, about some people or all: comments that people wrote, and grades."""
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Comment,
        Grade,
        GradeCell,
        SubmittedAssignment,
        SubmittedNotebook,
        TaskCell,
    )
    from sqlalchemy import bindparam, func, select

    # The tables themselves: as classes the two kinds of cell would each join the table of all cells once more.
    cells, by_check, by_hand = (kind.__table__ for kind in (BaseCell, GradeCell, TaskCell))

    def of(table: Any, *columns: Any) -> Any:
        found = (
            select(SubmittedAssignment.student_id, Assignment.name, cells.c.name, *columns)
            .select_from(table)
            .join(cells, table.cell_id == cells.c.id)
            .join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        )
        if some:
            wanted: dict[str, Any] = {name: bindparam(name, expanding=True) for name in ("students", "modules")}
            found = found.where(
                SubmittedAssignment.student_id.in_(wanted["students"]), Assignment.name.in_(wanted["modules"])
            )
        return found

    said = of(Comment, Comment.manual_comment).where(Comment.manual_comment != None)  # noqa: E711 - SQL's own form
    out_of = func.coalesce(by_check.c.max_score, by_hand.c.max_score, 0.0)
    grades = of(Grade, Grade.auto_score, Grade.manual_score, Grade.score, Grade.needs_manual_grade, out_of)
    grades = grades.outerjoin(by_check, by_check.c.id == cells.c.id).outerjoin(by_hand, by_hand.c.id == cells.c.id)
    return said, grades


def _read(gradebook: Any, wanted: Sequence[tuple[str, str]] = ()) -> dict[tuple[str, str], Points]:
    """Ask the gradebook once for all grades wanted, and once for the comments that people wrote."""
    students, modules = ([*dict.fromkeys(names)] for names in zip(*wanted, strict=True)) if wanted else ((), ())
    about = {"students": students, "modules": modules} if wanted else {}
    said, grades = (list(gradebook.db.execute(question, about)) for question in _questions(bool(wanted)))
    comments = {(student, module, cell): text for student, module, cell, text in said}
    found: dict[tuple[str, str], dict[str, tuple[Any, ...]]] = {}
    for student, module, cell, *scores in grades:
        found.setdefault((student, module), {})[cell] = (*scores, comments.get((student, module, cell)) or "")
    for (student, module, cell), text in comments.items():  # a comment stands at the answer, the points at its check
        check = cell.replace("answer-", "check-", 1)
        tasks = found.get((student, module), {})
        if cell not in tasks and check in tasks:
            tasks[check] = (*tasks[check][:-1], text)
    return {key: Points(tuple(_in_order(key[1], graded))) for key, graded in found.items()}


def _in_order(module_id: str, cells: dict[str, tuple[Any, ...]]) -> Iterable[TaskPoints]:
    names = names_of(module_id)
    for grade_id in [id_ for id_ in names if id_ in cells]:
        yield _task(grade_id, *names[grade_id], *cells[grade_id])
    # An assignment of the leader's own has no authored labels; its cells keep their ids.
    for grade_id in [id_ for id_ in cells if id_ not in names]:
        yield _task(grade_id, grade_id, grade_id, *cells[grade_id])


def number(points: float) -> str:
    """Write points without a needless `.0`."""
    return f"{points:g}"


def _task(
    grade_id: str,
    label: str,
    title: str,
    auto: float | None,
    manual: float | None,
    score: float,
    waiting: bool,
    out_of: float,
    comment: str,
) -> TaskPoints:
    by_person = grade_id.startswith("note-") or (auto is None and manual is None)
    changed = not by_person and manual is not None and manual != auto
    points = 0.0 if waiting else float(score)
    return TaskPoints(grade_id, label, title, points, float(out_of), by_person, bool(waiting), changed, comment)


@cache
def names_of(module_id: str) -> dict[str, tuple[str, str]]:
    """Return grade id -> (label, title), in the order of the exercise."""
    from belonging.exercise.source import load

    try:
        tasks = load(module_id).tasks
    except LookupError:
        return {}
    return {
        (placed.grade_id if placed.task.scored_by_person else placed.check_id): (placed.label, placed.task.title)
        for placed in tasks
    }

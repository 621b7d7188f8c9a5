"""What the gradebook holds about one notebook, task by task."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
        notebook = gradebook.find_submission_notebook(module_id, module_id, student_id)
        found = {grade.name: _task(grade) for grade in notebook.grades}
    names = _names(module_id)
    known = [(grade_id, *name) for grade_id, name in names.items() if grade_id in found]
    # An assignment of the leader's own has no authored labels; its cells keep their ids.
    others = [(grade_id, grade_id, grade_id) for grade_id in found if grade_id not in names]
    return Points(tuple(TaskPoints(g, label, title, *found[g]) for g, label, title in known + others))


def number(points: float) -> str:
    """Write points without a needless `.0`."""
    return f"{points:g}"


def _task(grade: Any) -> tuple[float, float, bool, bool]:
    by_person = grade.name.startswith("note-") or (grade.auto_score is None and grade.manual_score is None)
    waiting = bool(grade.needs_manual_grade)
    return (0.0 if waiting else float(grade.score)), float(grade.max_score), by_person, waiting


def _names(module_id: str) -> dict[str, tuple[str, str]]:
    """Return grade id -> (label, title), in the order of the exercise."""
    from belonging.exercise.source import load

    try:
        tasks = load(module_id).tasks
    except KeyError:
        return {}
    return {
        (placed.grade_id if placed.task.scored_by_person else placed.check_id): (placed.label, placed.task.title)
        for placed in tasks
    }

"""A cohort's folder with graded work in it, made without running a notebook: nbgrader's own gradebook and folders."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.api import Gradebook

from belonging.exercise.derive import filled_notebook, notebook_text, reference_source
from belonging.exercise.notebook import source_of
from belonging.exercise.preflight import outcome_as_written
from belonging.exercise.source import load
from belonging.grading.course_folder import CourseFolder


def person(id_: str, name: str, **more: str) -> SimpleNamespace:
    """One person of a roster."""
    return SimpleNamespace(**{"id": id_, "name": name, "email": "", "school": "", "group": "", "left": ""} | more)


class People(list[SimpleNamespace]):
    """A roster."""

    def person(self, id_: str) -> SimpleNamespace | None:
        return next((one for one in self if one.id == id_), None)


@dataclass
class Work:
    """One person's answers to one module, by task id; what is left out is answered right."""

    person: str
    module: str
    answers: Mapping[str, str] = field(default_factory=dict)
    manual: Mapping[str, float] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


def cohort_with(root: Path, people: Iterable[SimpleNamespace], works: Iterable[Work]) -> Any:
    """Make the folder and return it as a cohort."""
    course = CourseFolder(root)
    works = list(works)
    for module in dict.fromkeys(work.module for work in works):
        course.release(module)
    with Gradebook(course.db_url) as gradebook:
        gradebook.db.autoflush = False
        for work in works:
            _hand_in(gradebook, root, work)
        gradebook.db.commit()
    return SimpleNamespace(course=course, root=course.root, roster=People(people))


def _hand_in(gradebook: Any, root: Path, work: Work) -> None:
    tasks = load(work.module).tasks
    answers = {p.task.id: reference_source(p) + "\n" for p in tasks} | dict(work.answers)
    notebook = filled_notebook(work.module, answers)
    for place in ("submitted", "autograded"):
        path = root / place / work.person / work.module / f"{work.module}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook_text(notebook), encoding="utf-8")
    gradebook.update_or_create_student(work.person)
    submission = gradebook.update_or_create_submission(work.module, work.person)
    scores = dict(_scores(notebook, work, path.parent))
    for grade in submission.notebooks[0].grades:
        grade.auto_score = scores.get(grade.name)
        grade.manual_score = work.manual.get(grade.name)
        grade.needs_manual_grade = grade.auto_score is None and grade.manual_score is None
    for comment in submission.notebooks[0].comments:
        comment.manual_comment = work.comments.get(comment.name)


def _scores(notebook: dict[str, Any], work: Work, folder: Path) -> Iterator[tuple[str, float]]:
    sources = {cell["id"]: source_of(cell) for cell in notebook["cells"]}
    for placed in load(work.module).tasks:
        outcome = outcome_as_written(placed, sources[placed.grade_id], folder)
        if outcome is not None and placed.task.points and outcome.status != "written":
            cell = placed.grade_id if placed.task.scored_by_person else placed.check_id
            yield cell, float(outcome.points)


def ran(html: str) -> list[dict[str, Any]]:
    """Return the outputs of a check cell that showed this."""
    return [{"output_type": "execute_result", "data": {"text/html": [html], "text/plain": ["0.0"]}, "metadata": {}}]


def change(root: Path, person_id: str, module: str, cell_id: str, **changed: Any) -> None:
    """Change one cell of an autograded notebook."""
    path = root / "autograded" / person_id / module / f"{module}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in notebook["cells"] if cell["id"] == cell_id).update(changed)
    path.write_text(json.dumps(notebook), encoding="utf-8")

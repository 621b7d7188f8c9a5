"""nbgrader's feedback tree, written from one open gradebook; a page is the one `nbgrader generate_feedback` writes."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import find_all_files

from belonging.files import write_atomically
from belonging.grading.course_folder import CourseFolder
from belonging.grading.engine.environment import environment_id
from belonging.grading.feedback_page import page, title_of
from belonging.grading.kept_gradebook import KeptGradebook
from belonging.grading.points import points_in


def write_feedback(folder: CourseFolder, gradebook: KeptGradebook, student_id: str, module_id: str) -> Path:
    """Write one person's feedback page, unless it lies there already as it should be.

    Parameters
    ----------
    folder : CourseFolder
        The grading folder.
    gradebook : KeptGradebook
        Its gradebook, open.
    student_id, module_id : str
        Whose, and of which module; it is graded.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    Plain
        If it cannot be written.
    """
    graded = folder.root / "autograded" / student_id / module_id
    target = folder.root / "feedback" / student_id / module_id
    content = (graded / f"{module_id}.ipynb").read_bytes()
    comments = gradebook.comments_of(student_id, module_id)
    points = points_in(gradebook, student_id, module_id)
    written = target / f"{module_id}.html"
    mark = folder.root / ".belonging" / "feedback" / student_id / module_id
    made_of = hashlib.sha256(content + repr((comments, points, environment_id())).encode()).hexdigest()
    if written.exists() and _read(mark) == made_of:
        return written
    notebook = nbformat.versions[4].reads_json(content.decode())
    _put_comments(notebook, comments)
    for path in map(Path, find_all_files(str(graded), [*folder.api.coursedir.ignore, "*.ipynb"])):
        beside = target / path.relative_to(graded)
        beside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, beside)
    write_atomically(written, page(notebook, points, title_of(module_id), student_id, graded).encode())
    write_atomically(mark, made_of.encode())
    return written


def _read(mark: Path) -> str:
    try:
        return mark.read_text(encoding="utf-8")
    except OSError:
        return ""


def _put_comments(notebook: Any, comments: dict[str, str | None]) -> None:
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution") or marks.get("task"):
            marks["comment"] = comments.get(marks["grade_id"])

"""`belonging grade`, step by step: read every file, grade the readable ones, say what became of each."""

import re
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from belonging.errors import Plain
from belonging.exercise.preflight import check_file
from belonging.files import write_atomically
from belonging.grading.beside import with_files
from belonging.grading.course_folder import CourseFolder
from belonging.grading.feedback_page import MARK
from belonging.grading.handed_in import HandedIn, Refused, find_notebooks, read
from belonging.grading.people import person_ids
from belonging.grading.points import Points, points_of
from belonging.grading.report import Graded, NotGraded, show, write_csv


def grade(sources: Sequence[Path], into: Path, csv: Path | None = None) -> None:
    """Grade handed-in notebooks with nbgrader; the files themselves are only read.

    Parameters
    ----------
    sources : sequence of Path
        Notebooks, or folders of them.
    into : Path
        The nbgrader course folder, made when it is missing.
    csv : Path, optional
        Where to write the points as a table.

    Raises
    ------
    Plain
        If nothing could be graded, or the grading folder cannot be used.
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print("Grading runs the code people handed in, on this computer, as you. Grade only work you expect.")
    files, empty = find_notebooks(sources, into)
    readings = [read(path) for path in files]
    works = with_files([reading for reading in readings if isinstance(reading, HandedIn)])
    refused = empty + [reading for reading in readings if isinstance(reading, Refused)]
    not_graded = [NotGraded(one.path, one.reason) for one in refused]
    graded: list[Graded] = []
    if works:
        folder = CourseFolder(into)
        ids = person_ids([(work.path, work.module_id) for work in works])
        closed = _release(folder, works)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            for work, student_id in progress.track(list(zip(works, ids, strict=True)), description="Grading"):
                if work.module_id in closed:
                    not_graded.append(NotGraded(work.path, closed[work.module_id]))
                    continue
                result = _grade_one(folder, work, student_id)
                graded.append(result) if isinstance(result, Graded) else not_graded.append(result)
    show(console, graded, not_graded)
    if csv is not None:
        write_csv(csv, graded, not_graded)
    if not graded:
        raise Plain("Nothing was graded.", "The lines above say why, file by file.")
    console.print(f"Feedback pages are beside the work. The gradebook is in {folder.root}")


def _release(folder: CourseFolder, works: Sequence[HandedIn]) -> dict[str, str]:
    """Prepare each module's assignment; return why not, for those that cannot be graded in this folder."""
    closed = {}
    for module_id in dict.fromkeys(work.module_id for work in works):
        try:
            folder.release(module_id)
        except Plain as problem:
            closed[module_id] = str(problem)
    return closed


def _grade_one(folder: CourseFolder, work: HandedIn, student_id: str) -> Graded | NotGraded:
    notes = list(work.repaired)
    try:
        if folder.hand_in(work, student_id):
            notes.append("An earlier version was graded before; it is kept in the folder “earlier”.")
        if not folder.is_graded(work, student_id) and (problem := folder.autograde(work, student_id)):
            return NotGraded(work.path, problem)
        points = points_of(folder.db_url, student_id, work.module_id)
        notes += folder.stopped(work, student_id)
        notes += _doubts(folder.submitted(work, student_id), points)
        page, problem = folder.feedback(work, student_id)
        beside = _beside(work.path, page, notes) if page else None
        if problem:
            notes.append(problem)
    except Plain as plain:
        return NotGraded(work.path, str(plain))
    return Graded(work.path, student_id, work.module_id, points, tuple(notes), beside)


def _doubts(submitted: Path, points: Points) -> list[str]:
    """Compare nbgrader's points with the answers as written: code that forges its own check shows here."""
    _, rows, _ = check_file(submitted)
    expected = {row.placed.check_id: row.outcome for row in rows if row.outcome.status in ("right", "not_yet", "blank")}
    return [
        f"Task {task.label} got {task.points:g} points, but its answer as written is worth "
        f"{expected[task.grade_id].points}. Look at its code."
        for task in points.tasks
        if task.grade_id in expected and task.points != expected[task.grade_id].points
    ]


def _beside(path: Path, page: Path, notes: list[str]) -> Path | None:
    """Put a copy of the feedback page beside the work, never over a file that is not such a page."""
    content, number = page.read_bytes(), 1
    while True:
        label = f" {number}" if number > 1 else ""
        target = path.with_name(f"{path.stem}.feedback{label}.html")
        if not target.exists() or _is_feedback(target):
            break
        number += 1
    try:
        write_atomically(target, content)
    except Plain as problem:
        notes.append(f"The feedback page stays at {page}, because: {problem.message}")
        return None
    return target


def _is_feedback(path: Path) -> bool:
    head = path.read_bytes()[:1000].decode("utf-8", errors="replace")
    return re.search(rf'name="generator" content="{MARK}"', head) is not None

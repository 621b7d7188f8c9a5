"""`belonging grade`, step by step: read every file, grade the readable ones, say what became of each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.grading.beside import with_files
from belonging.grading.course_folder import CourseFolder
from belonging.grading.early import to_run, warming
from belonging.grading.feedback_page import MARK
from belonging.grading.handed_in import HandedIn, Refused, find_notebooks, read
from belonging.grading.people import person_ids
from belonging.grading.report import Graded, NotGraded, show, write_csv


def grade(
    sources: Sequence[Path],
    into: Path,
    csv: Path | None = None,
    *,
    jobs: int | None = None,
    unsafe: bool = False,
) -> None:
    """Grade handed-in notebooks with nbgrader; the files themselves are only read.

    Parameters
    ----------
    sources : sequence of Path
        Notebooks, or folders of them.
    into : Path
        The nbgrader course folder, made when it is missing.
    csv : Path, optional
        Where to write the points as a table.
    jobs : int, optional
        How many notebooks are run at one time; by default one for each processor.
    unsafe : bool
        Go on where the code that people handed in cannot be kept apart.

    Raises
    ------
    Plain
        If nothing could be graded, or the grading folder cannot be used.
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    files, empty = find_notebooks(sources, into)
    readings = [read(path) for path in files]
    works = with_files([reading for reading in readings if isinstance(reading, HandedIn)])
    refused = empty + [reading for reading in readings if isinstance(reading, Refused)]
    not_graded = [NotGraded(one.path, one.reason) for one in refused]
    graded: list[Graded] = []
    if works:
        ids = person_ids([(work.path, work.module_id) for work in works])
        open_modules = to_run(into, zip(ids, (work.module_id for work in works), strict=True))
        with warming(open_modules, scheduler=None, unsafe=unsafe):
            from belonging.grading.batch import grade_all

            folder = CourseFolder(into)
            batch = grade_all(folder, list(zip(works, ids, strict=True)), jobs=jobs, unsafe=unsafe)
        not_graded += batch.not_graded
        graded = _with_feedback(folder, batch.graded)
    show(console, graded, not_graded)
    if csv is not None:
        write_csv(csv, graded, not_graded)
    if not graded:
        raise Plain("Nothing was graded.", "The lines above say why, file by file.")
    console.print(f"Feedback pages are beside the work. The gradebook is in {folder.root}")


def _with_feedback(folder: CourseFolder, graded: Sequence[Graded]) -> list[Graded]:
    """Write each feedback page, with a copy beside the work."""
    from belonging.grading.feedback_writer import write_feedback
    from belonging.grading.kept_gradebook import keep_open
    from belonging.grading.progress import steps

    told = []
    with keep_open(folder.db_url) as gradebook, steps("Writing feedback", len(graded)) as bar:
        for row in graded:
            notes = list(row.notes)
            try:
                page = _beside(row.path, write_feedback(folder, gradebook, row.student_id, row.module_id))
            except (Plain, OSError) as problem:
                page = None
                notes.append(f"The feedback page is not beside the work: {problem}")
            told.append(replace(row, notes=tuple(notes), feedback=page))
            bar.step()
    return told


def _beside(path: Path, page: Path) -> Path:
    """Put a copy of the feedback page beside the work, never over a file that is not such a page."""
    content, number = page.read_bytes(), 1
    while True:
        label = f" {number}" if number > 1 else ""
        target = path.with_name(f"{path.stem}.feedback{label}.html")
        if not target.exists() or _is_feedback(target):
            break
        number += 1
    if not target.exists() or target.read_bytes() != content:
        write_atomically(target, content)
    return target


def _is_feedback(path: Path) -> bool:
    head = path.read_bytes()[:1000].decode("utf-8", errors="replace")
    return re.search(rf'name="generator" content="{MARK}"', head) is not None

"""`belonging cohort feedback`: a page for each person, the points as tables, and the leader's overview."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from belonging.cohort.book_address import book_address
from belonging.cohort.common_ideas import Ideas, overview_html
from belonging.cohort.for_moodle import moodle_zips
from belonging.cohort.for_moodle import remove_old as remove_zips
from belonging.cohort.nbgrader_feedback import write_tree
from belonging.cohort.page_names import page_names
from belonging.cohort.person_page import MARK, ModuleWork, PersonWork, person_page
from belonging.cohort.points_table import Line, points_csv, tasks_csv
from belonging.cohort.work_notes import COULD_NOT, NEWER, NOT_YET, WAITS, CohortNotes, WorkNotes, notes_of
from belonging.course import modules as course_modules
from belonging.errors import Plain
from belonging.files import cannot_write, write_atomically
from belonging.grading.feedback_page import title_of
from belonging.grading.points import Points, all_points, number
from belonging.grading.told import Told, answers_told

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort
    from belonging.cohort.roster import Person


@dataclass(frozen=True)
class Written:
    """What one run wrote.

    Parameters
    ----------
    pages, changed, removed
        Pages that stand now, those of them that are new or differ from before, and old ones taken away.
    graded
        Pieces of work with points.
    waiting
        Tasks that still wait for a person.
    without_points
        Pieces of work that ended without points, each with a reason on its page.
    folder, reports
        Where the pages and the tables are.
    for_moodle
        Zips among the pages that Moodle takes back.
    book
        The address that the pages link to; empty for none.
    in_tree
        Pages in nbgrader's own tree `feedback`.
    """

    pages: int
    changed: int
    removed: int
    graded: int
    waiting: int
    without_points: int
    folder: Path
    reports: Path
    for_moodle: tuple[str, ...] = ()
    book: str = ""
    in_tree: int = 0


def write_pages(
    cohort: Cohort, modules: Sequence[str] | None = None, *, book: str = "", nbgrader: bool = False
) -> Written:
    """Write a page for each person, the tables of points and the leader's overview.

    Parameters
    ----------
    cohort : Cohort
        The cohort's folder.
    modules : sequence of str, optional
        Only these modules; by default all that were handed out or handed in.
    book : str
        The address of the course's book on the web, for links to what to read again; it is remembered in the folder.
        When left out, the one given last; `"none"` for no links from now on.
    nbgrader : bool
        Whether nbgrader's own tree `feedback` is written, too.

    Returns
    -------
    Written

    Raises
    ------
    Plain
        If a module or the book's address is not one, or nothing can be written.
    """
    root, address = cohort.root, book_address(cohort.root / ".belonging", book)
    points = all_points(cohort.course.db_url)
    notes = notes_of(cohort)
    wanted = _modules(root, {*points, *notes.works}, modules)
    people = _people(cohort, points, notes)
    names = page_names(people)
    ideas, lines = Ideas(), []
    listed = {one.id: one for one in cohort.roster}
    folder, reports = root / "feedback-pages", root / "reports"
    changed = 0
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for id_ in progress.track(list(people), description="Writing feedback"):
            works = [_work(root, id_, m, points.get((id_, m)), notes.of(id_, m)) for m in wanted]
            here = tuple(work for work in works if work is not None)
            absent = tuple(title_of(m) for m, work in zip(wanted, works, strict=True) if work is None)
            html = person_page(PersonWork(people[id_], here, absent, notes.files.get(id_, ())), address)
            changed += _write(folder / names[id_], html.encode("utf-8", errors="replace"))
            for told in (one for work in here for one in work.told):
                ideas.add(told)
            lines.append(_line(listed.get(id_), id_, people[id_], here, names[id_], notes))
    lines += [_line(one, one.id, one.name, (), "", notes) for one in cohort.roster if one.id not in people]
    removed = _remove_old(folder, set(names.values()))
    pages = {id_: folder / name for id_, name in names.items()}
    zips = moodle_zips(pages, {key: one.moodle for key, one in notes.works.items() if key[1] in wanted})
    for name, content in zips.items():
        _write(folder / name, content)
    if not modules:
        remove_zips(folder, zips)
    _write(reports / "points.csv", points_csv(lines, wanted))
    _write(reports / "points-by-task.csv", tasks_csv(lines, _columns(points, wanted)))
    _write(reports / "overview.html", overview_html(ideas).encode())
    return Written(
        in_tree=write_tree(cohort, [key for key in points if key[1] in wanted]) if nbgrader else 0,
        pages=len(people),
        changed=changed,
        removed=removed,
        graded=sum(len(line.points) for line in lines),
        waiting=sum(waits for line in lines for _, _, waits in line.points.values()),
        without_points=sum(bool(line.note) for line in lines),
        folder=folder,
        reports=reports,
        for_moodle=tuple(zips),
        book=address,
    )


def _modules(root: Path, worked: set[tuple[str, str]], wanted: Sequence[str] | None) -> list[str]:
    """Return the modules a page speaks of, in the course's order; a leader's own assignments come last."""
    course = [one.id for one in course_modules()]
    released = {path.name for path in (root / "release").glob("*") if path.is_dir()}
    handed_in = {path.name for path in (root / "submitted").glob("*/*") if path.is_dir()}
    here = released | handed_in | {module_id for _, module_id in worked}
    for module_id in wanted or ():
        if module_id not in here and module_id not in course:
            raise Plain(f"There is no module “{module_id}” here.", f"Choose from: {', '.join(sorted(here) or course)}.")
    chosen = set(wanted) if wanted else here
    return [m for m in course if m in chosen] + sorted(chosen - set(course))


def _people(cohort: Cohort, points: dict[tuple[str, str], Points], notes: CohortNotes) -> dict[str, str]:
    """Return id -> name: everybody on the roster who is there or handed something in, then others with points."""
    here = {id_ for id_, _ in points}
    here |= {path.name for path in (cohort.root / "submitted").glob("*") if path.is_dir()}
    worked = here | notes.files.keys() | {id_ for (id_, _), one in notes.works.items() if one.waits or one.unread}
    found = {one.id: one.name or one.id for one in cohort.roster if not one.left or one.id in worked}
    return found | {id_: id_ for id_ in sorted(here) if id_ not in found}


def _work(root: Path, id_: str, module_id: str, points: Points | None, notes: WorkNotes) -> ModuleWork | None:
    """Return one person's work of one module, or None if nothing was handed in."""
    title, lines = title_of(module_id), notes.lines
    submitted = root / "submitted" / id_ / module_id
    if points is None or _unfinished(points):
        reason = notes.unread or (WAITS if notes.waits else "")
        if not reason and not submitted.is_dir():
            return None
        reason = reason or (COULD_NOT if points or notes.not_graded else NOT_YET)
        return ModuleWork(module_id, title, None, notes=lines, reason=reason)
    folder = root / "autograded" / id_ / module_id
    if notes.waits or _is_newer(submitted, folder):
        lines = (NEWER, *lines)
    return ModuleWork(module_id, title, points, _told(folder, module_id, points), lines)


def _is_newer(submitted: Path, graded: Path) -> bool:
    name = f"{submitted.name}.ipynb"
    try:
        return (submitted / name).stat().st_mtime > (graded / name).stat().st_mtime
    except OSError:
        return False


def _unfinished(points: Points) -> bool:
    """Whether a check that runs by itself left no points: the notebook was not graded to the end."""
    return any(task.by_person and task.waiting and task.grade_id.startswith("check-") for task in points.tasks)


def _told(folder: Path, module_id: str, points: Points) -> tuple[Told, ...]:
    try:
        notebook = json.loads((folder / f"{module_id}.ipynb").read_bytes())
        return tuple(answers_told(notebook["cells"], module_id, folder, points))
    except (OSError, ValueError, LookupError, TypeError):
        return ()  # the points stand in the gradebook all the same


def _line(
    person: Person | None, id_: str, name: str, works: Sequence[ModuleWork], page: str, notes: CohortNotes
) -> Line:
    about = (id_, name, person.email, person.school, person.group) if person else (id_, name, "", "", "")
    graded = {work.module_id: work.points for work in works if work.points}
    reasons = [
        f"{work.module_id}: {notes.of(id_, work.module_id).not_graded or work.reason}" for work in works if work.reason
    ]
    return Line(
        about,
        {m: (points.total, points.out_of, len(points.waiting)) for m, points in graded.items()},
        {
            (m, task.label): "waits" if task.waiting else number(task.points)
            for m, points in graded.items()
            for task in points.tasks
        },
        page,
        " ".join([*reasons, *notes.files.get(id_, ())]),
    )


def _columns(points: dict[tuple[str, str], Points], wanted: Sequence[str]) -> list[tuple[str, str, float]]:
    found: dict[tuple[str, str], float] = {}
    for module_id in wanted:
        for (_, other), one in points.items():
            if other == module_id:
                found |= {(module_id, task.label): task.out_of for task in one.tasks}
    return [(module_id, label, out_of) for (module_id, label), out_of in found.items()]


def _write(path: Path, content: bytes) -> bool:
    """Write a file if it is not there as it should be; return whether it was written."""
    try:
        if path.read_bytes() == content:
            return False
    except OSError:
        pass
    write_atomically(path, content)
    return True


def _remove_old(folder: Path, names: set[str]) -> int:
    """Take away pages of an earlier run that nobody has now (a corrected name); files of others' making stay."""
    # Some file systems keep the old capitals or accents of a name: the file is the new page all the same.
    alike = {_alike(name): name for name in names}
    old = []
    for path in folder.glob("*.html"):
        new = alike.get(_alike(path.name), "")
        if path.name not in names and path.is_file() and _is_ours(path) and not (new and path.samefile(folder / new)):
            old.append(path)
    for path in old:
        try:
            path.unlink()
        except OSError as error:
            raise cannot_write(path, error) from error
    return len(old)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return f'name="generator" content="{MARK}"'.encode() in file.read(1000)

"""`belonging cohort repair`: put a clean copy of this release, with everybody's own answers, where nbgrader grades it.

Who does what
-------------
* `collect` hands in what needs no mending. A notebook that is damaged, copied, retyped or of another release is *not*
  put into `submitted`: one such file makes stock `nbgrader autograde` stop for everybody, or gives no points and no
  word. It waits in the inbox, as it came. So stock nbgrader can grade the folder at every moment.
* `check` shows what is the matter with each file as it came, and what will be done about it.
* `repair` moves the answers of what waits into a clean copy (the engine of `belonging repair`), hands that in, and says
  what went where. The file as it came stays in the inbox; what lay in `submitted` before is kept in `earlier`.
* `grade` calls `repair` first. A director who skips `check` and `repair` grades the same files.

It also mends notebooks that were put into `submitted` by other means, such as `nbgrader collect` or by hand. What
cannot be mended keeps its plain reason, and doing it all again changes nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from belonging.cohort.collect.desk import Desk, lay_out
from belonging.cohort.collect.place import place
from belonging.cohort.collect.view import stamp
from belonging.cohort.preflight import Does, findings
from belonging.cohort.put_there import look_at, notebook_in
from belonging.cohort.short_list import print_list
from belonging.errors import Plain
from belonging.exercise.repair import as_bytes
from belonging.files import write_atomically
from belonging.grading.handed_in import HandedIn
from belonging.grading.report import formula_safe
from belonging.own.sheet_reading import read_sheet

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


@dataclass(frozen=True)
class Repair:
    """What was done to one notebook."""

    person_id: str
    name: str
    module_id: str
    file: str
    mended: bool
    """Whether a clean copy was handed in; if not, `notes` say why it could not."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Repaired:
    """What a run of repair did."""

    repairs: tuple[Repair, ...]
    alike: frozenset[str] = frozenset()
    """Names that several people have."""

    @property
    def mended(self) -> tuple[Repair, ...]:
        """Notebooks of which a clean copy is handed in now."""
        return tuple(one for one in self.repairs if one.mended)

    @property
    def left(self) -> tuple[Repair, ...]:
        """Files that need a person."""
        return tuple(one for one in self.repairs if not one.mended)

    def show(self, console: Console) -> None:
        """Print a summary."""
        if not self.repairs:
            console.print("Nothing had to be mended.")
        _list(console, "Mended and handed in", self.mended, self.alike)
        self.show_left(console)

    def show_left(self, console: Console) -> None:
        """Print whose file needs a person, and why."""
        _list(console, "Needs you", self.left, self.alike)


def _list(console: Console, head: str, some: Sequence[Repair], alike: Collection[str]) -> None:
    items = [f"{_who(one, alike)}, {one.module_id}: {' '.join(one.notes)}" for one in some]
    print_list(console, head, items, "reports/repair.csv")


def _who(one: Repair, alike: Collection[str]) -> str:
    """Name a person; one of several of that name by the id as well."""
    if not one.name:
        return one.person_id
    return f"{one.name} ({one.person_id})" if one.name in alike else one.name


def repair(cohort: Cohort, progress: Progress | None = None) -> Repaired:
    """Mend what waits, and hand it in.

    Parameters
    ----------
    cohort : Cohort
        The cohort.
    progress : Progress, optional
        Shows how far it is.

    Raises
    ------
    Plain
        If the folder cannot be written in; run again, nothing is lost.
    """
    progress = progress or Progress(disable=True)
    desk = lay_out(cohort, progress=progress)
    found = []
    for work in progress.track(list(desk.seen.works.values()), description="Mending"):
        done = place(cohort, desk.inbox, desk.seen, work, desk.records, mend=True)
        if done.mended is not None and not done.mended.clean:
            file = work.newest.entry.shown
            found.append(Repair(work.person.id, work.person.name, work.module_id, file, True, done.notes))
        elif done.outcome == "refused":
            file = work.newest.entry.shown
            found.append(Repair(work.person.id, work.person.name, work.module_id, file, False, done.notes))
    for (person_id, module_id), item in desk.seen.unread.items():
        name = item.person.name if item.person else ""
        found.append(Repair(person_id, name, module_id, item.entry.shown, False, (item.reading.reason,)))
    found += _put_there(cohort, desk)
    names = Counter(person.name for person in cohort.roster)
    repaired = Repaired(tuple(found), frozenset(name for name, people in names.items() if people > 1))
    if repaired.repairs or (cohort.root / "reports" / "repair.csv").exists():
        _add_csv(cohort.root / "reports" / "repair.csv", repaired)
    return repaired


def _put_there(cohort: Cohort, desk: Desk) -> list[Repair]:
    """Mend notebooks that lie in `submitted` and that collect did not put there."""
    found = []
    for folder in sorted((cohort.root / "submitted").glob("*/*")):
        person_id, module_id = folder.parent.name, folder.name
        if module_id not in cohort.modules or not folder.is_dir():
            continue
        target, record = folder / f"{module_id}.ipynb", desk.records.of(person_id, module_id)
        notebook = notebook_in(folder)
        if notebook is None or (record and isinstance(notebook, Path) and record.placed == _sha256(notebook)):
            continue
        person = cohort.roster.person(person_id)
        name, file = person.name if person else "", _shown(cohort, notebook if isinstance(notebook, Path) else folder)
        mended = notebook if isinstance(notebook, str) else look_at(notebook, module_id)
        if isinstance(notebook, str) or isinstance(mended, str):
            found.append(Repair(person_id, name, module_id, file, False, (str(mended),)))
            continue
        called = () if notebook == target else (f"It was called “{notebook.name}”.",)
        itself = [one.says for one in findings(notebook.read_bytes(), file, mended) if one.does == Does.itself]
        if mended.clean and not itself:
            if called:
                notebook.rename(target)
                found.append(Repair(person_id, name, module_id, file, True, called))
            continue
        if called:  # so that no moment is without a notebook that counts
            write_atomically(target, notebook.read_bytes())
        others = {path.name: path.read_bytes() for path in folder.iterdir() if _is_beside(path)}
        when = folder / "timestamp.txt"
        saved = stamp(when.read_text(encoding="utf-8", errors="replace")) if when.is_file() else None
        clean = as_bytes(mended.notebook)
        cohort.course.hand_in(HandedIn(target, module_id, clean, (), tuple(others.items()), saved), person_id)
        found.append(
            Repair(person_id, name, module_id, file, True, (*(itself if mended.clean else mended.sentences), *called))
        )
    return found


def _shown(cohort: Cohort, path: Path) -> str:
    return path.relative_to(cohort.root).as_posix()


def _is_beside(path: Path) -> bool:
    return path.is_file() and path.suffix != ".ipynb" and path.name != "timestamp.txt" and not path.name.startswith(".")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _add_csv(path: Path, repaired: Repaired) -> None:
    """Add to the table what this run did; what earlier runs did stays in it."""
    rows = _rows(path) or [("id", "name", "module", "file", "what", "note")]
    for one in repaired.repairs:
        what = "mended" if one.mended else "needs you"
        row = [one.person_id, one.name, one.module_id, one.file, what, " ".join(one.notes)]
        rows.append(tuple(map(str, formula_safe(row))))
    out = io.StringIO()
    csv.writer(out).writerows(dict.fromkeys(rows))
    content = out.getvalue().encode("utf-8-sig")
    if not path.exists() or path.read_bytes() != content:
        write_atomically(path, content)


def _rows(path: Path) -> list[tuple[str, ...]]:
    """Read the table back, however a spreadsheet may have saved it; one that is none any more is begun anew."""
    try:
        return [tuple(row) for row in read_sheet(path.read_bytes(), "the report", "the spreadsheet").rows]
    except (OSError, Plain):
        return []

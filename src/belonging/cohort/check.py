"""`belonging cohort check`: person by person, what is the matter with what came, and what will be done about it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from belonging.cohort.collect.confirm import key_of
from belonging.cohort.collect.desk import Desk, lay_out
from belonging.cohort.collect.reading import GONE, mended_of
from belonging.cohort.collect.view import Item, Work, meant_module
from belonging.cohort.preflight import Does, Finding, files_of, findings
from belonging.cohort.put_there import look_at, notebook_in
from belonging.cohort.roster import Person
from belonging.cohort.short_list import print_list
from belonging.exercise.repair import as_bytes
from belonging.files import write_atomically
from belonging.grading.beside import Offered, with_own_files
from belonging.grading.handed_in import HandedIn
from belonging.grading.report import formula_safe

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


@dataclass(frozen=True)
class Row:
    """One person and one module."""

    person: Person
    module_id: str
    file: str = ""
    """Under which names it came; empty if nothing did."""
    handed_in: str = ""
    late: bool = False
    versions: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def state(self) -> str:
        """ "missing", "needs you", "mended by itself" or "ready"."""
        if not self.file:
            return "missing"
        does = {one.does for one in self.findings}
        return Does.you if Does.you in does else Does.itself if Does.itself in does else "ready"

    @property
    def note(self) -> str:
        """All findings in one text."""
        return " ".join(one.says for one in self.findings)


@dataclass(frozen=True)
class Checked:
    """What a check found, in the order of the roster."""

    rows: tuple[Row, ...]
    unmatched: tuple[Item, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)

    def of(self, state: str) -> tuple[Row, ...]:
        """Return the rows of one state."""
        return tuple(row for row in self.rows if row.state == state)

    def show(self, console: Console) -> None:
        """Print a summary, and what needs a person."""
        states = [(len(self.of(state)), state) for state in ("ready", Does.itself, Does.you, "missing")]
        console.print("Checked: " + ", ".join(f"{number} {state}" for number, state in states if number) + ".")
        for state, head in ((Does.you, "Needs you"), (Does.itself, "Mended by itself")):
            items = [
                f"{row.person.name} ({row.person.id}), {row.module_id}: "
                + " ".join(one.says for one in row.findings if one.does == state)
                for row in self.of(state)
            ]
            print_list(console, head, items, "reports/check.html")
        if self.unmatched:
            console.print(
                f"{len(self.unmatched)} files are nobody's yet: fill the column “person” in matches.csv, save it, and "
                "collect again."
            )


def check(cohort: Cohort, progress: Progress | None = None) -> Checked:
    """Look at everything that was handed in, as it came; write `reports/check.html` and `reports/check.csv`.

    Parameters
    ----------
    cohort : Cohort
        The cohort; only its reports are written.
    progress : Progress, optional
        Shows how far it is.

    Raises
    ------
    Plain
        If the reports cannot be written.
    """
    from belonging.cohort.check_page import as_page

    progress = progress or Progress(disable=True)
    desk = lay_out(cohort, progress=progress)
    modules = _modules(cohort, desk)
    boxes, unknown = _boxes(desk), _of_no_module(desk)
    rows = []
    for person in progress.track(list(cohort.roster), description="Checking"):
        for module_id in modules:
            row = _row(cohort, desk, person, module_id, boxes, unknown.get(person.id))
            if row.file or not person.left:
                rows.append(row)
    # one for each line of matches.csv, which can stand for several versions of a file
    unmatched = {key_of(item.entry, item.named): item for item in desk.seen.unmatched}
    found = Checked(tuple(rows), tuple(unmatched.values()), Counter(row.state for row in rows))
    _write_csv(cohort, found)
    write_atomically(cohort.root / "reports" / "check.html", as_page(found, modules).encode("utf-8", errors="replace"))
    return found


def _modules(cohort: Cohort, desk: Desk) -> list[str]:
    """Return the modules that were handed out or handed in, in the order of the course."""
    there = {module_id for _, module_id in (*desk.seen.works, *desk.seen.unread)}
    there |= {path.name for path in (cohort.root / "submitted").glob("*/*") if path.is_dir()}
    there |= {path.name for path in (cohort.root / "release").glob("*") if path.is_dir()}
    return [id_ for id_ in cohort.modules if id_ in there]


def _boxes(desk: Desk) -> dict[tuple[str, str], list[Work]]:
    """By person and module: work for another module that was put into this module's box."""
    boxes: dict[tuple[str, str], list[Work]] = {}
    for work in desk.seen.works.values():
        meant = meant_module(work.newest)
        if meant and meant != work.module_id:
            boxes.setdefault((work.person.id, meant), []).append(work)
    return boxes


def _of_no_module(desk: Desk) -> dict[str, Item]:
    """By person: a file that could not be read and does not say which module it is."""
    found: dict[str, Item] = {}
    for item in desk.seen.refused:
        if item.person and not meant_module(item):
            found.setdefault(item.person.id, item)
    return found


def _row(
    cohort: Cohort,
    desk: Desk,
    person: Person,
    module_id: str,
    boxes: dict[tuple[str, str], list[Work]],
    unknown: Item | None,
) -> Row:
    key = (person.id, module_id)
    if work := desk.seen.works.get(key):
        return _of_work(desk, work)
    if item := desk.seen.unread.get(key):
        found = (Finding("not readable", item.reading.reason, Does.you),)
        return Row(person, module_id, item.entry.shown, _when(item), item.named.late, 1, found)
    if notebook := notebook_in(cohort.root / "submitted" / person.id / module_id):
        return _of_file(cohort, person, module_id, notebook)
    others = [work.newest.entry.name for work in boxes.get(key, ())]
    kinds = {work.module_id for work in boxes.get(key, ())}
    if others:
        says = f"What came under this module's name (“{others[0]}”) is the notebook of {' and '.join(sorted(kinds))}."
        return Row(person, module_id, findings=(Finding("other module", says, Does.you),))
    if unknown:
        says = f"Something came that could not be read (“{unknown.entry.name}”): {unknown.reading.reason}"
        return Row(person, module_id, findings=(Finding("not readable", says, Does.you),))
    joined = f" Joined later, on {person.joined}." if person in cohort.roster.late_joiners else ""
    return Row(person, module_id, findings=(Finding("missing", f"Nothing was handed in.{joined}", Does.you),))


def _of_work(desk: Desk, work: Work) -> Row:
    newest = work.newest
    about = (newest.entry.shown, _when(newest), work.late, len(work.versions))
    try:
        raw = desk.inbox.read(newest.entry)
    except OSError:
        return Row(work.person, work.module_id, *about, (Finding("not readable", GONE, Does.you),))
    mended = mended_of(raw, newest.entry.name)
    found = findings(raw, newest.entry.name, mended)
    offered = [
        Offered(one.named.original, desk.inbox.path(one.entry)) for one in desk.seen.files.get(work.person.id, [])
    ]
    found += files_of(
        with_own_files(HandedIn(desk.inbox.path(newest.entry), work.module_id, as_bytes(mended.notebook), ()), offered)
    )
    meant = meant_module(newest)
    if meant and meant != work.module_id:
        says = f"Its name speaks of {meant}; it is the notebook of {work.module_id}, and counts there."
        found.append(Finding("other module", says, Does.nothing))
    if newest.reading.blank and not all(item.reading.blank for item in work.versions):
        says = "An earlier version of this person has answers; it is in the inbox. Ask which one is meant."
        found.append(Finding("nothing filled in", says, Does.you))
    if newest.named.late:
        found.append(Finding("late", f"{newest.named.system} calls it late.", Does.nothing))
    return Row(work.person, work.module_id, *about, tuple(found))


def _of_file(cohort: Cohort, person: Person, module_id: str, notebook: Path | str) -> Row:
    """Look at a notebook that was put into `submitted` by other means than collect."""
    if isinstance(notebook, str):
        shown = f"submitted/{person.id}/{module_id}"
        return Row(person, module_id, shown, findings=(Finding("not readable", notebook, Does.you),), versions=1)
    shown, looked = notebook.relative_to(cohort.root).as_posix(), look_at(notebook, module_id)
    if isinstance(looked, str):
        return Row(person, module_id, shown, findings=(Finding("not readable", looked, Does.you),), versions=1)
    found = findings(notebook.read_bytes(), notebook.name, looked)
    if notebook.stem != module_id:
        says = f"It is called “{notebook.name}”; nbgrader looks for “{module_id}.ipynb”."
        found.append(Finding("other name", says, Does.itself))
    here = [Offered(one.name, one) for one in sorted(notebook.parent.iterdir()) if one.is_file()]
    found += files_of(with_own_files(HandedIn(notebook, module_id, as_bytes(looked.notebook), ()), here))
    return Row(person, module_id, shown, versions=1, findings=tuple(found))


def _when(item: Item) -> str:
    return f"{item.handed_in:%Y-%m-%d %H:%M}" if item.handed_in else ""


def _write_csv(cohort: Cohort, found: Checked) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "name", "module", "state", "what", "note", "handed in", "late", "versions", "file"])
    for row in found.rows:
        kinds = "; ".join(dict.fromkeys(one.kind for one in row.findings))
        late = "late" if row.late else ""
        cells = [row.person.id, row.person.name, row.module_id, str(row.state), kinds, row.note]
        writer.writerow(formula_safe((*cells, row.handed_in, late, row.versions or "", row.file)))
    write_atomically(cohort.root / "reports" / "check.csv", out.getvalue().encode("utf-8-sig"))

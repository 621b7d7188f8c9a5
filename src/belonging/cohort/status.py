"""`belonging cohort status`: how far each person's work is, module by module, in the order of the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belonging.cohort.roster import Person
from belonging.cohort.state import read_state, write_state

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


TO_MEND = "To be mended first:"


class Step(StrEnum):
    """How far one person's work of one module is."""

    missing = "not handed in"
    later = "joined after it was due"
    look = "needs a look"
    handed_in = "handed in"
    waits = "waits for a person's score"
    graded = "graded"
    told = "feedback written"


@dataclass(frozen=True)
class Row:
    """One person: how far each module is, in the order of `Status.modules`."""

    person: Person
    steps: tuple[Step, ...]
    reasons: tuple[str, ...]
    """Why a module needs a look; empty where it does not."""
    late: bool = False
    """Whether this person joined after most others."""

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was handed in, and something was due."""
        return Step.missing in self.steps and set(self.steps) <= {Step.missing, Step.later}


@dataclass(frozen=True)
class Status:
    """How far a cohort is.

    Attributes
    ----------
    modules : tuple of str
        Those that were handed out or handed in.
    rows : tuple of Row
        Everybody who is there, in the order of the roster.
    leavers : tuple of Row
    unmatched : int
        Files of which nobody has said yet whose they are.
    """

    modules: tuple[str, ...]
    rows: tuple[Row, ...]
    leavers: tuple[Row, ...]
    unmatched: int = 0

    def counts(self, module: str) -> Counter[Step]:
        """Count the people at each step of a module; leavers are not counted."""
        place = self.modules.index(module)
        return Counter(row.steps[place] for row in self.rows)

    def next_command(self, folder: str) -> str:
        """Return the command that comes next."""
        found = Counter(step for row in self.rows for step in row.steps)
        if not self.modules:
            return f'belonging cohort release "{folder}"'
        if self.unmatched:
            return f'fill the column “person” in matches.csv, then: belonging cohort collect "{folder}"'
        if any(reason.startswith(TO_MEND) for row in self.rows for reason in row.reasons):
            return f'belonging cohort repair "{folder}"'
        if found[Step.handed_in]:
            return f'belonging cohort grade "{folder}"'
        if found[Step.graded]:
            return f'belonging cohort feedback "{folder}"'
        if found[Step.waits]:
            return f'cd "{folder}", then: jupyter lab (choose Nbgrader, Formgrader in the menu, and score)'
        return f'belonging cohort collect "{folder}" FOLDER_WITH_WHAT_PEOPLE_SENT'


def status(cohort: Cohort) -> Status:
    """Look up how far everybody is; nothing is changed."""
    released = [id_ for id_ in cohort.modules if (cohort.root / "release" / id_).is_dir()]
    there = {path.name for path in (cohort.root / "submitted").glob("*/*") if path.is_dir()}
    chosen = [id_ for id_ in cohort.modules if id_ in released or id_ in there]
    chosen += sorted(there - set(cohort.modules))  # an assignment of the director's own
    look, late = _Look(cohort, chosen), cohort.roster.late_joiners
    rows = [look.row(person, late=person in late) for person in cohort.roster]
    return Status(
        tuple(chosen),
        tuple(row for row in rows if not row.person.left),
        tuple(row for row in rows if row.person.left),
        look.unmatched,
    )


def remember_feedback(cohort: Cohort) -> None:
    """Note that feedback pages were written now, of everything that is graded."""
    write_state(cohort.state / "feedback.json", {"written": datetime.now(UTC).isoformat()})


def _when_told(cohort: Cohort) -> float:
    try:
        return datetime.fromisoformat(read_state(cohort.state / "feedback.json")["written"]).timestamp()
    except (KeyError, TypeError, ValueError):
        return 0.0  # never, or the note is damaged


class _Look:
    """What the folder and the gradebook hold, looked up once."""

    def __init__(self, cohort: Cohort, modules: Sequence[str]) -> None:
        self._root, self._modules = cohort.root, modules
        self._today = datetime.now().date().isoformat()
        self._graded, self._due = _gradebook(cohort.course.db_url, modules)
        self._reasons = _reasons(cohort)
        self._told = _when_told(cohort)
        self.unmatched = _unmatched(cohort)

    def row(self, person: Person, *, late: bool) -> Row:
        steps = tuple(self._step(person, module) for module in self._modules)
        reasons = tuple(self._reasons.get((person.id, module), "") for module in self._modules)
        return Row(person, steps, reasons, late)

    def _step(self, person: Person, module: str) -> Step:
        key = (person.id, module)
        notebook = self._root / "submitted" / person.id / module / f"{module}.ipynb"
        if not notebook.parent.is_dir():
            if key in self._reasons:
                return Step.look
            due = self._due.get(module, self._today)
            return Step.later if person.joined and person.joined > due else Step.missing
        if key in self._reasons or not notebook.exists():
            return Step.look
        graded, found = self._graded.get(key), self._root / "autograded" / person.id / module / f"{module}.ipynb"
        if graded is None or not found.exists() or not _same_time(graded["timestamp"], notebook.parent):
            return Step.handed_in
        if graded["needs_manual_grade"]:
            return Step.waits
        return Step.told if found.stat().st_mtime <= self._told else Step.graded


def _gradebook(db_url: str, modules: Sequence[str]) -> tuple[dict[tuple[str, str], dict[str, Any]], dict[str, str]]:
    """Return what nbgrader has graded, by person and module, and the days on which modules are due."""
    from nbgrader.api import Gradebook

    with Gradebook(db_url) as gradebook:
        found = {(one["student"], module): one for module in modules for one in gradebook.submission_dicts(module)}
        due = {one.name: one.duedate.date().isoformat() for one in gradebook.assignments if one.duedate}
    return found, due


def _same_time(graded: datetime | None, folder: Path) -> bool:
    """Whether what lies there now is what was graded, and not handed in again since."""
    from nbgrader.utils import parse_utc

    try:
        handed_in = parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return True  # put there without nbgrader's time stamp
    return graded is None or bool(handed_in == graded)


def _reasons(cohort: Cohort) -> dict[tuple[str, str], str]:
    """Return why work cannot go on by itself, by person and module."""
    found = {}
    for path in sorted((cohort.state / "graded").glob("*/*.json")):
        if reason := read_state(path).get("reason"):
            found[path.parent.name, path.stem] = str(reason)
    for path in sorted((cohort.state / "handed-in").glob("*/*.json")):
        record = read_state(path)
        if record.get("waits"):
            notes = [str(note) for note in record.get("notes", [])]
            head = [] if record.get("refused") else [TO_MEND]
            found[path.parent.name, path.stem] = " ".join([*head, *notes])
    return found


def _unmatched(cohort: Cohort) -> int:
    """Count the lines of matches.csv that nobody has filled in."""
    from belonging.cohort.columns import header_words
    from belonging.errors import Plain
    from belonging.own.sheet_reading import read_sheet

    try:
        rows = read_sheet(cohort.matches.read_bytes(), "the matches", "the spreadsheet").rows
    except (OSError, Plain):
        return 0
    names = [header_words(cell) for cell in rows[0]]
    place = names.index("person") if "person" in names else 0
    return sum(any(row) and not (row[place : place + 1] or [""])[0] for row in rows[1:])

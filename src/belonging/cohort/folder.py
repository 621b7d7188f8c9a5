"""The cohort's folder: where everything lies, opening and making it, and its roster kept in step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belonging.cohort.follow import Followed, follow
from belonging.cohort.roster import Person, Roster, read_roster, who_is_who
from belonging.cohort.roster_file import Edited, Extra, as_csv, read_again
from belonging.cohort.roster_table import is_ours
from belonging.cohort.state import read_state, write_state
from belonging.errors import Plain
from belonging.files import cannot_write, write_atomically

if TYPE_CHECKING:
    from belonging.grading.course_folder import CourseFolder

_OTHER = "Choose another folder: belonging cohort new my-cohort --roster people.xlsx"


class Cohort:
    """One cohort on disk; a stock nbgrader course at every moment. Use `Cohort.open` or `Cohort.create`.

    Attributes
    ----------
    root : Path
        The folder. It may be moved or renamed between commands.
    roster : Roster
        Everybody, leavers included, as roster.csv is now.
    notes : tuple of str
        What changed in roster.csv since the last command, in sentences.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().resolve()
        self.roster_file = self.root / "roster.csv"
        self.hand_out = self.root / "hand-out.zip"
        self.inbox = self.root / "inbox"
        self.matches = self.root / "matches.csv"
        self.earlier = self.root / "earlier"
        self.reports = self.root / "reports"
        self.feedback_pages = self.root / "feedback-pages"
        self.state = self.root / ".belonging"
        self._roster_state = self.state / "roster.json"
        self.roster = Roster()
        self.notes: tuple[str, ...] = ()
        self._extra: Extra = {}

    @classmethod
    def open(cls, root: Path) -> Cohort:
        """Open a cohort; its roster.csv is read again, and the gradebook follows it.

        Raises
        ------
        Plain
            If there is no cohort in this folder, or roster.csv was edited in a way that cannot be followed.
        """
        cohort = cls(root)
        _check_path(cohort.root)
        if not cohort.root.exists():
            raise Plain(
                f"There is no folder {cohort.root}.",
                "Check the spelling, or make a cohort there: belonging cohort new FOLDER --roster people.xlsx",
            )
        if not (cohort.root / "nbgrader_config.py").exists() or not cohort._is_known():
            raise Plain(
                f"{cohort.root} is not the folder of a cohort.",
                f'Make it one, which changes no file in it: belonging cohort new "{root}" --roster people.xlsx',
            )
        edited, same = cohort._read_roster_again()
        cohort.notes = (*edited.notes, *cohort._saved_beside())
        if same:
            cohort.roster, cohort._extra = edited.roster, edited.extra
        else:
            cohort._accept(edited.roster, edited.extra)
        return cohort

    @classmethod
    def create(cls, root: Path, roster: Path | None = None, today: str = "") -> tuple[Cohort, Followed | None]:
        """Make a cohort, or bring the roster of one up to date. Doing so again changes nothing.

        Parameters
        ----------
        root : Path
            The folder, made when it is missing.
        roster : Path, optional
            Any roster file; only read. It is needed the first time.
        today : str, optional
            The day on which people join who were not in an earlier roster; by default, today.

        Returns
        -------
        tuple of (Cohort, Followed or None)
            What the new roster changed; None without one.

        Raises
        ------
        Plain
            If the folder or the roster cannot be used; nothing was changed then.
        """
        cohort = cls(root)
        _check_path(cohort.root)
        known = cohort._is_known()
        if roster is None and not known:
            raise Plain(
                "A new cohort needs a roster: a table with a name or an alias in each line.",
                f'Give it one: belonging cohort new "{root}" --roster people.xlsx',
            )
        if not known and cohort.roster_file.exists():
            raise Plain(
                f"The file roster.csv in {cohort.root} is the cohort's own, and there is another list of that name.",
                f'Give yours another name, such as people.csv: belonging cohort new "{root}" --roster people.csv',
            )
        own = roster is not None and roster.expanduser().resolve() == cohort.roster_file
        reading = None if roster is None or own else read_roster(roster)
        config = cohort.root / "nbgrader_config.py"
        if config.exists() and "belonging.grading.settings" not in config.read_text(encoding="utf-8", errors="replace"):
            raise Plain(
                f"{cohort.root} is an nbgrader course of its own; a cohort here could mix up its gradebook.", _OTHER
            )
        edited = cohort._read_roster_again()[0] if known else Edited(Roster())
        people, followed = edited.roster, None
        if reading is not None:
            followed = follow(edited.roster, reading, today or _today(), cohort._used())
            people = followed.roster
            # what was edited is said again only if the new list has such people
            namesakes = who_is_who(people.people, [one.id for one in people])
            said = (*reading.notes_on_lines, *followed.notes, *namesakes)
            followed = replace(followed, notes=said)
            edited = replace(edited, notes=tuple(note for note in edited.notes if note not in said))
        cohort.notes = edited.notes
        assert cohort.course.root == cohort.root  # opened, so that nothing is written where nbgrader cannot work
        cohort._accept(people, edited.extra)
        return cohort, followed

    @cached_property
    def course(self) -> CourseFolder:
        """The folder as an nbgrader course."""
        from belonging.grading.course_folder import CourseFolder

        return CourseFolder(self.root, advice=_OTHER)

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that have an exercise, in the order of the course."""
        from belonging.course import modules

        return tuple(one.id for one in modules() if (one.exercise_folder / "exercise.md").is_file())

    def mark_left(self, people: Sequence[Person], day: str = "") -> None:
        """Write a day of leaving beside people; their work and points stay."""
        ids = {one.id for one in people}
        changed = [replace(one, left=day or _today()) if one.id in ids else one for one in self.roster]
        self._accept(Roster(tuple(changed)), self._extra)

    def _saved_beside(self) -> list[str]:
        """Point out a workbook into which somebody may have put what was meant for roster.csv."""
        try:
            beside = next(iter(self.root.glob("roster.xls*")))
            if beside.stat().st_mtime <= self.roster_file.stat().st_mtime:
                return []
        except (OSError, StopIteration):
            return []
        return [
            f"{beside.name} is newer than roster.csv, but only roster.csv counts. If you changed your list there, open "
            "it in Excel, choose Save As, CSV UTF-8, and save it as roster.csv."
        ]

    def _is_known(self) -> bool:
        """Whether there is a cohort here; a copy of its folder may lack what is hidden, and roster.csv has the ids."""
        return self._roster_state.exists() or is_ours(_content(self.roster_file) or b"")

    def _read_roster_again(self) -> tuple[Edited, bool]:
        """Read roster.csv as it is now, and say whether nothing in it changed; nothing is written."""
        remembered = read_state(self._roster_state)
        known, extra = _from_state(remembered)
        content = _content(self.roster_file)
        if content is not None and hashlib.sha256(content).hexdigest() == remembered.get("digest") and len(known):
            return Edited(known, (), extra), True
        if content is not None:
            return read_again(content, known, self._used(), _today(), extra), False
        if not len(known):
            raise Plain("The roster of this cohort is gone.", f'belonging cohort new "{self.root}" --roster FILE')
        return Edited(known, ("roster.csv was not there and was written again, as it last was.",), extra), False

    def _accept(self, roster: Roster, extra: Extra) -> None:
        """Write the roster, let the gradebook follow, and remember; killed in between, the next command goes on."""
        from belonging.cohort.gradebook import follow_in_gradebook

        content = as_csv(roster, extra)
        before = _content(self.roster_file)
        if before is not None and before != content:
            when = datetime.now().strftime("%Y-%m-%d %H.%M.%S.%f")
            write_atomically(self.state / "roster-earlier" / f"{when}.csv", before)
        if before != content:
            write_atomically(self.roster_file, content)
        follow_in_gradebook(self.course, roster)
        used = sorted({*self._used(), *(one.id for one in roster)})
        people = [asdict(one) for one in roster]
        digest = hashlib.sha256(content).hexdigest()
        write_state(self._roster_state, {"format": 1, "digest": digest, "used": used, "extra": extra, "people": people})
        self.roster, self._extra = roster, extra

    def _used(self) -> list[str]:
        """Return every id ever given here."""
        used = read_state(self._roster_state).get("used", [])
        submitted = self.root / "submitted"
        return [*used, *(path.name for path in submitted.iterdir())] if submitted.is_dir() else list(used)


def _check_path(root: Path) -> None:
    try:
        if root.exists() and not root.is_dir():
            raise Plain(f"{root} is a file, not a folder.", _OTHER)
    except OSError as error:
        raise cannot_write(root, error) from error


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Plain(
            f"{path} could not be opened: {error.strerror or error}.", "Close it in other programs and try again."
        ) from error


def _from_state(remembered: dict[str, Any]) -> tuple[Roster, Extra]:
    """Return the people and the columns of the director's own; nobody where the note is damaged."""
    try:
        people = [Person(**{**one, "aliases": tuple(one["aliases"])}) for one in remembered["people"]]
        extra = {name: dict(texts) for name, texts in remembered["extra"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        return Roster(), {}  # roster.csv itself still has everybody and every id
    return Roster(tuple(people)), extra


def _today() -> str:
    return datetime.now().date().isoformat()

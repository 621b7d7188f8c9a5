"""What happened to each piece of work on its way to the points, in sentences for the person whose work it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belonging.cohort.collect.take_back import TAKEN_BACK
from belonging.cohort.state import read_state

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort

EARLIER = "You handed this in more than once. The newest version counts{which}, and every earlier one is kept."
MENDED = "It was mended in a copy before it was graded. Your own file is kept as it came."
NEWER = "A newer version of this is here and is not graded yet. The points below are those of the version before."
WAITS = (
    "Your work is here. Some of its cells have to be put back in place before it can be graded; the person who leads "
    "your group does that, and your answers stay as they are. You need do nothing."
)
NOT_YET = "Your work is here, and it is not graded yet. The person who leads your group does that; you need do nothing."
COULD_NOT = (
    "Your work is here, but it could not be run to the end, so it has no points yet. Open it, run it from top to "
    "bottom, and look at the cell where it stops. Then hand it in again, or write to the person who leads your group."
)
UNREAD = (
    "A file came in for this module, and no answer could be taken from it. {why} Look for another copy, or answer in a "
    "new one, and hand that in."
)
_FOR_THE_LEADER = ("Look at its code.", "collect it; its task then gets its points.")
"""How notes end that ask the leader to do something; a person is told what they can do themselves."""
_COUNTS = ("Answers moved into place:", "Nothing needed mending.")
_ASK = "Ask for it again."


@dataclass(frozen=True)
class WorkNotes:
    """Notes on one person's work of one module.

    Parameters
    ----------
    lines
        What happened to it.
    waits
        Whether the version that counts has to be mended first.
    unread
        Why no answer could be taken from what came in, and what to do next; empty where one could.
    not_graded
        Why grading gave no points, in words for the leader.
    moodle
        The folder in which Moodle gave the file that counts, and takes back what is for this person.
    """

    lines: tuple[str, ...] = ()
    waits: bool = False
    unread: str = ""
    not_graded: str = ""
    moodle: str = ""


@dataclass(frozen=True)
class CohortNotes:
    """All notes: on work by person and module, and on files that could not be read by person."""

    works: Mapping[tuple[str, str], WorkNotes] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, person_id: str, module_id: str) -> WorkNotes:
        """Return the notes on one piece of work; there may be none."""
        return self.works.get((person_id, module_id), WorkNotes())


def notes_of(cohort: Cohort) -> CohortNotes:
    """Look up what collecting, mending and grading remember in the cohort's folder."""
    root, state = cohort.root, cohort.root / ".belonging"
    handed_in, graded = _states(state / "handed-in"), _states(state / "graded")
    # In `earlier` lies also what was taken back from somebody; that is no module of anybody's.
    kept = (path for path in (root / "earlier").glob("*/*") if path.parent.name != TAKEN_BACK)
    resent = {(path.parent.name, path.name) for path in kept if any(path.glob("[!.]*"))}
    works = {}
    for key in sorted({*handed_in, *graded, *resent}):
        record = handed_in.get(key, {})
        unread = bool(record.get("refused"))
        lines = []
        if key in resent or record.get("versions", 1) > 1:
            lines.append(EARLIER.format(which=_which(record)))
        if record.get("mended"):
            lines.append(MENDED)
        lines += [] if unread else _for_the_person(record)
        lines += _for_the_person(graded.get(key, {}))
        works[key] = WorkNotes(
            tuple(dict.fromkeys(lines)),
            waits=bool(record.get("waits")) and not unread,
            unread=UNREAD.format(why=" ".join(_for_the_person(record))) if unread else "",
            not_graded=str(graded.get(key, {}).get("reason", "")),
            moodle=str(record.get("moodle", "")),
        )
    return CohortNotes(works, _unreadable(state / "collect" / "unreadable.json"))


def _states(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Read the small files of one thing: `<folder>/<person>/<module>.json`."""
    return {(path.parent.name, path.stem): read_state(path) for path in folder.glob("*/*.json")}


def _which(record: Mapping[str, Any]) -> str:
    """Say which version counts: by its day, else by its file's name."""
    day, name = str(record.get("handed_in", ""))[:10], Path(str(record.get("name", ""))).name
    return f" (the one of {day})" if day else f" (“{name}”)" if name else ""


def _for_the_person(state: Mapping[str, Any]) -> list[str]:
    notes = state.get("notes", ())
    said = [str(note) for note in notes] if isinstance(notes, list) else []
    said = [note.removesuffix(_ASK).rstrip() for note in said]
    return [note for note in said if not note.endswith(_FOR_THE_LEADER) and not note.startswith(_COUNTS)]


def _unreadable(path: Path) -> dict[str, tuple[str, ...]]:
    """Return, by person, what collecting said about files of no module that could not be read."""
    found = {}
    for person_id, files in read_state(path).items():
        notes = [f"“{one['name']}”: {' '.join(_for_the_person({'notes': [one['note']]}))}" for one in files]
        found[person_id] = tuple(dict.fromkeys(notes))
    return found

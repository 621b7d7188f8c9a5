"""Put the version that counts where nbgrader looks for it; what has to be mended first waits for `repair`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belonging.cohort.collect.inbox import Inbox
from belonging.cohort.collect.reading import GONE, mended_of, release
from belonging.cohort.collect.view import View, Work
from belonging.exercise.repair import Mended, as_bytes
from belonging.files import write_atomically
from belonging.grading.beside import Offered, with_own_files
from belonging.grading.handed_in import HandedIn

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


@dataclass(frozen=True)
class Record:
    """What was handed in for one person and one module; `.belonging/handed-in/<person>/<module>.json`."""

    sha256: str
    """Of the version that counts, as it came."""
    stored: str
    name: str
    release: str
    waits: bool
    """Whether it has to be mended before nbgrader may see it."""
    mended: bool
    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    late: bool = False
    handed_in: str = ""
    versions: int = 1
    refused: bool = False
    """Whether no exercise can be read from it; the notes say why."""
    placed: str = ""
    """The sha256 of the notebook that was put before nbgrader; empty while it waits."""
    moodle: str = ""
    """The folder in which Moodle gave it, where Moodle itself says that it is this person's; for sending pages back."""


class Records:
    """The records of one cohort, one small file each."""

    def __init__(self, cohort: Cohort) -> None:
        self._folder = cohort.state / "handed-in"

    def of(self, person_id: str, module_id: str) -> Record | None:
        """Return one record; None when there is none, or it cannot be read."""
        try:
            found = json.loads(self._path(person_id, module_id).read_text(encoding="utf-8"))
            files = tuple((str(name), str(sha)) for name, sha in found.pop("files"))
            return Record(**{**found, "files": files, "notes": tuple(found["notes"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, person_id: str, module_id: str, record: Record) -> None:
        """Write one record."""
        write_atomically(
            self._path(person_id, module_id), json.dumps(asdict(record), ensure_ascii=False, indent=1).encode()
        )

    def drop(self, person_id: str, module_id: str) -> None:
        """Forget one record."""
        self._path(person_id, module_id).unlink(missing_ok=True)

    def known(self) -> Iterator[tuple[str, str]]:
        """Give person and module of every record."""
        for path in sorted(self._folder.glob("*/*.json")):
            yield path.parent.name, path.stem

    def _path(self, person_id: str, module_id: str) -> Path:
        path: Path = self._folder / person_id / f"{module_id}.json"
        return path


@dataclass(frozen=True)
class Placed:
    """What became of one work."""

    outcome: str
    """"new", "replaced", "unchanged", "waits", or "refused" where its file is gone from the inbox."""
    notes: tuple[str, ...] = ()
    mended: Mended | None = None


def place(cohort: Cohort, inbox: Inbox, seen: View, work: Work, records: Records, *, mend: bool = False) -> Placed:
    """Hand in the version of a work that counts.

    Parameters
    ----------
    cohort, inbox, seen, records
        The cohort, its inbox, what is in it, and its records.
    work
        Whose work for which module.
    mend
        Whether a version that needs mending is mended and handed in; else it waits.

    Raises
    ------
    Plain
        If the folder cannot be written in, or the disk is full; run again, nothing is lost.
    """
    newest, person, module_id = work.newest, work.person.id, work.module_id
    before = records.of(person, module_id)
    offered = [Offered(one.named.original, inbox.path(one.entry)) for one in seen.files.get(person, [])]
    files = tuple((one.named.original, one.entry.sha256) for one in seen.files.get(person, []))
    target = cohort.root / "submitted" / person / module_id / f"{module_id}.ipynb"
    was_mended = before is not None and before.mended and before.sha256 == newest.entry.sha256
    same = (
        before is not None
        and (before.sha256, before.release) == (newest.entry.sha256, release(module_id))
        and (before.waits or (before.files == files and target.is_file()))
    )
    about: dict[str, Any] = {
        "name": newest.entry.shown,
        "late": work.late,
        "handed_in": newest.handed_in.isoformat(timespec="seconds") if newest.handed_in else "",
        "versions": len(work.versions),
        "moodle": "" if newest.named.mixed else newest.named.folder,
    }
    if same and before and not (before.waits and mend):
        # The same content may have come again, in another way, or an older version.
        if (now := replace(before, **about)) != before:
            records.put(person, module_id, now)
        return Placed("waits" if before.waits else "unchanged", before.notes)
    try:
        mended = mended_of(inbox.read(newest.entry), newest.entry.name)
    except OSError:
        return Placed("refused", (GONE,))
    waits = not (mended.clean or mend or was_mended)
    notes: tuple[str, ...] = tuple(mended.sentences) if not mended.clean else ()
    content = as_bytes(mended.notebook)
    if not waits:
        work_to_hand_in = with_own_files(
            HandedIn(inbox.path(newest.entry), module_id, content, (), saved=newest.handed_in),
            offered,
        )
        cohort.course.hand_in(work_to_hand_in, person)
        notes += work_to_hand_in.repaired
    record = Record(
        newest.entry.sha256,
        newest.entry.stored,
        release=release(module_id),
        waits=waits,
        mended=not waits and not mended.clean,
        files=files,
        notes=notes,
        placed="" if waits else hashlib.sha256(content).hexdigest(),
        **about,
    )
    records.put(person, module_id, record)
    if waits:
        return Placed("waits", notes)
    first = before is None or (before.refused and not before.placed)
    return Placed("new" if first else "replaced", notes, mended)


def note_unread(seen: View, records: Records) -> None:
    """Write down why a person's file for a module cannot be graded, so that everybody has points or a reason."""
    for (person, module_id), item in seen.unread.items():
        when = item.handed_in.isoformat(timespec="seconds") if item.handed_in else ""
        reason = (item.reading.reason,)
        entry = item.entry
        record = Record(
            entry.sha256, entry.stored, entry.shown, "", True, False, (), reason, item.named.late, when, refused=True
        )
        if records.of(person, module_id) != record:
            records.put(person, module_id, record)

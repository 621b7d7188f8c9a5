"""Take work back from a person whose it is not after all: off the folder and the gradebook, and kept in `earlier`."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from belonging.cohort.collect.inbox import Inbox
from belonging.cohort.collect.place import Records
from belonging.cohort.collect.view import View
from belonging.files import cannot_write, write_atomically
from belonging.grading.done import DoneMarks

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort

TAKEN_BACK = "taken-back"
"""Where in `earlier` it is kept: one folder for each person."""
_PLACES = ("submitted", "autograded", "feedback")


def take_back(cohort: Cohort, inbox: Inbox, seen: View, records: Records) -> list[tuple[str, str]]:
    """Take back what was handed in for a person and is theirs no longer, because an answer or the roster changed.

    Killed in between, the next run goes on: the record goes last. Work whose file is no more in the inbox stays: nobody
    said that it is somebody else's.

    Returns
    -------
    list of tuple of (str, str)
        Whose it was, and for which module.

    Raises
    ------
    Plain
        If the folder cannot be written in.
    """
    taken, there = [], {entry.sha256 for entry in inbox.entries}
    for person, module_id in records.known():
        record = records.of(person, module_id)
        if (person, module_id) in seen.works:
            continue
        if record and record.refused:  # nothing of it was handed in
            if (person, module_id) not in seen.unread:
                records.drop(person, module_id)
            continue
        if record is None or record.sha256 not in there:
            continue
        when = f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S.%f}"
        kept = cohort.root / "earlier" / TAKEN_BACK / person / module_id / when
        _off_the_gradebook(cohort, person, module_id, kept / "points.json")
        for place in _PLACES:
            folder = cohort.root / place / person / module_id
            if folder.is_dir():
                try:
                    kept.mkdir(parents=True, exist_ok=True)
                    shutil.move(folder, kept / place)
                except OSError as error:
                    raise cannot_write(kept, error) from error
        records.drop(person, module_id)
        taken.append((person, module_id))
    return taken


def _off_the_gradebook(cohort: Cohort, person: str, module_id: str, kept: Path) -> None:
    """Remove the points; what a person scored and wrote is written down first."""
    if not (cohort.root / "gradebook.db").exists():
        return
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(cohort.course.db_url) as gradebook:
        try:
            submission = gradebook.find_submission(module_id, person)
        except MissingEntry:
            return
        grades = [
            {"cell": one.name, "points": one.auto_score, "by a person": one.manual_score}
            for notebook in submission.notebooks
            for one in notebook.grades
        ]
        comments = [
            {"cell": one.name, "comment": one.manual_comment}
            for notebook in submission.notebooks
            for one in notebook.comments
            if one.manual_comment
        ]
        text = json.dumps({"points": grades, "comments": comments}, ensure_ascii=False, indent=1)
        write_atomically(kept, text.encode())
        DoneMarks(cohort.root).take_away(person, module_id)
        gradebook.remove_submission(module_id, person)

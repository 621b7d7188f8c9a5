"""What happened to each piece of work on its way to the points, in sentences for the person whose work it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


@dataclass(frozen=True)
class WorkNotes:
    """Notes on one person's work of one module; `reason` says why it has no points, and what to do next."""

    lines: tuple[str, ...] = ()
    reason: str = ""


EARLIER = "You handed this in more than once. The newest version counts, and every earlier one is kept."


def notes_of(cohort: Cohort) -> dict[tuple[str, str], WorkNotes]:
    """Return the notes, by person's id and module's id."""
    root = cohort.course.root
    found = {}
    for path in sorted((root / "earlier").glob("*/*")):
        if path.is_dir():
            found[path.parent.name, path.name] = WorkNotes((EARLIER,))
    return found

"""What collect, check and repair look at: the inbox, the roster, the director's answers, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import Progress

from belonging.cohort.collect.confirm import Answers
from belonging.cohort.collect.inbox import Inbox
from belonging.cohort.collect.match import Matcher
from belonging.cohort.collect.place import Records
from belonging.cohort.collect.view import View, view
from belonging.course import modules

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


@dataclass(frozen=True)
class Desk:
    """A cohort's inbox, laid out."""

    inbox: Inbox
    answers: Answers
    seen: View
    records: Records


def lay_out(cohort: Cohort, inbox: Inbox | None = None, progress: Progress | None = None) -> Desk:
    """Work out who handed in what.

    Parameters
    ----------
    cohort
        The cohort.
    inbox
        Its inbox, if it is open already.
    progress
        Shows how far it is.
    """
    inbox = inbox or Inbox(cohort.root / "inbox")
    progress = progress or Progress(disable=True)
    matcher = Matcher(cohort.roster, [text for module in modules() for text in (module.id, module.title)])
    folder = cohort.state / "collect"
    answers = Answers(cohort.root / "matches.csv", folder / "answers", matcher)
    task = progress.add_task("Reading", total=None)
    seen = view(folder, inbox, answers, matcher, lambda n, of: progress.update(task, completed=n, total=of))
    progress.remove_task(task)
    return Desk(inbox, answers, seen, Records(cohort))

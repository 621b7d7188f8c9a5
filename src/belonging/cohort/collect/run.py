"""`belonging cohort collect`: take everything in, say whose it is, and hand in the newest of each.

Everything goes into the inbox first, as it came, so that nothing is ever lost. All the rest is worked out from the
inbox again at each run; so a run that was stopped is simply run again, and one with nothing new changes nothing.

A notebook that has to be mended is not put before nbgrader as it is: one such file would stop a whole batch of stock
`nbgrader autograde`. It waits, `check` says what is the matter, `repair` hands in its clean copy; `grade` repairs by
itself what still waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import Progress

from belonging.cohort.collect.confirm import Answers, Row, key_of
from belonging.cohort.collect.desk import lay_out
from belonging.cohort.collect.find import Found, could_not_read, find
from belonging.cohort.collect.inbox import Inbox, legal
from belonging.cohort.collect.match import SEVERAL
from belonging.cohort.collect.place import Placed, note_unread, place
from belonging.cohort.collect.report import Collected, Line
from belonging.cohort.collect.take_back import take_back
from belonging.cohort.collect.view import Item, View, meant_module
from belonging.cohort.names import cleaned
from belonging.cohort.state import read_state, write_state

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


def collect(cohort: Cohort, sources: Sequence[Path] = (), progress: Progress | None = None) -> Collected:
    """Collect what people handed in.

    Parameters
    ----------
    cohort : Cohort
        The cohort.
    sources : sequence of Path
        Files, folders and zips; none of them is changed. Without any, what was received before is looked at again,
        with the roster and the answers in `matches.csv` as they are now.
    progress : Progress, optional
        Shows how far it is.

    Raises
    ------
    Plain
        If the cohort's folder cannot be written in; what was received so far is kept, and the next run goes on.
    """
    progress = progress or Progress(disable=True)
    inbox = Inbox(cohort.root / "inbox")
    lines = list(_receive(inbox, sources, cohort.root, progress))
    desk = lay_out(cohort, inbox, progress)
    seen, answers, records = desk.seen, desk.answers, desk.records
    for person, module_id in take_back(cohort, inbox, seen, records):
        known = cohort.roster.person(person)
        name, note = (
            known.name if known else person,
            "Its points are taken off, too; all is kept in earlier/taken-back.",
        )
        lines.append(Line("taken back", "", module_id, person, name, note=note))
    for work in progress.track(list(seen.works.values()), description="Handing in"):
        done = place(cohort, inbox, seen, work, records)
        lines += _lines(work.versions, done)
    note_unread(seen, records)
    _note_of_no_module(cohort.state / "collect" / "unreadable.json", seen)
    lines += _rest(seen)
    rows = _rows(seen, answers)
    answers.write(rows)
    open_rows = tuple(row for row in rows if not row.person or row.key in answers.problems)
    found = Collected(tuple(lines), len(inbox.entries), cohort.root / "matches.csv", open_rows)
    found.write_csv(cohort.root / "reports" / "collect.csv")
    return found


def _note_of_no_module(file: Path, seen: View) -> None:
    """Write down what is the matter with files of somebody that do not even say which module they are."""
    found: dict[str, list[dict[str, str]]] = {}
    for item in seen.refused:
        if item.person and not meant_module(item):
            found.setdefault(item.person.id, []).append({"name": cleaned(item.entry.name), "note": item.reading.reason})
    if found != read_state(file):
        write_state(file, found)


def _receive(inbox: Inbox, sources: Sequence[Path], own: Path, progress: Progress) -> Iterator[Line]:
    task = progress.add_task("Taking in", total=None)
    for found in find(sources, own):
        if isinstance(found, Found):
            try:
                inbox.take(found)
            except OSError as error:  # of what was sent; of our own folder it is a `Plain`
                inbox.refuse(found.trail, could_not_read(error))
            progress.advance(task)
        elif found.whole:
            yield Line("refused", legal("/".join(found.trail)), note=found.reason)
        else:
            inbox.refuse(found.trail, found.reason)
    progress.remove_task(task)


def _lines(versions: Sequence[Item], done: Placed) -> list[Line]:
    older = [_line("older", item, "A newer version counts; this one is kept.") for item in versions[:-1]]
    return [*older, _line(done.outcome, versions[-1], " ".join(done.notes))]


def _rest(seen: View) -> list[Line]:
    lines = []
    for item in seen.unmatched:
        guess = item.match.guess if item.match.near < SEVERAL else None
        perhaps = f" Perhaps {guess.name} ({guess.id})." if guess else ""
        lines.append(_line("unmatched", item, item.match.reason + perhaps))
    for item in seen.refused:
        if item.person and (item.person.id, meant_module(item)) in seen.works:
            lines.append(_line("older", item, f"{item.reading.reason} Other work of this person counts."))
        else:
            lines.append(_line("refused", item, item.reading.reason))
    lines += [_line("other", item, "Kept in the inbox. It is no exercise of this course.") for item in seen.others]
    lines += [_line("ignored", item, item.match.reason) for item in seen.ignored]
    with_work = {person for person, _ in seen.works}
    for person_id, files in seen.files.items():
        note = "There is a file, but no notebook yet that asks for it."
        lines += [_line("other", item, note) for item in files if person_id not in with_work]
    return lines


def _line(what: str, item: Item, note: str) -> Line:
    person, module_id = item.person, item.reading.module_id or (meant_module(item) if what == "refused" else "")
    named = (person.id, person.name) if person else ("", "")
    reason = item.match.reason if person else ""
    return Line(what, item.entry.shown, module_id, *named, _when(item), item.named.late, reason, note)


def _rows(seen: View, answers: Answers) -> list[Row]:
    """Return the lines of `matches.csv`: what nobody could be matched to, and what the director answered before."""
    rows: dict[str, Row] = {}
    for item in [*seen.unmatched, *seen.said.values(), *seen.ignored]:
        key = item.entry.key if item.entry.key in answers.said else key_of(item.entry, item.named)
        if key in rows:
            continue
        person = answers.said.get(key, "")
        if not person and item.person:
            person = item.person.id
        reason = answers.problems.get(key) or item.match.reason
        match = item.match
        rows[key] = Row(
            key,
            item.entry.shown,
            item.reading.module_id,
            reason,
            item.entry.received[:10],
            match.guess if match.near < SEVERAL else None,  # which of several is not even a guess
            match.near,
            person or ("ignore" if item in seen.ignored else ""),
        )
    return sorted(rows.values(), key=lambda row: (bool(row.person), row.file))


def _when(item: Item) -> str:
    return f"{item.handed_in:%Y-%m-%d %H:%M}" if item.handed_in else ""

"""Who handed in what: worked out anew from the inbox, the roster and the director's answers each time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from belonging.cohort.collect.confirm import IGNORE, Answers
from belonging.cohort.collect.inbox import Entry, Inbox
from belonging.cohort.collect.known import fold
from belonging.cohort.collect.lms import Clue, Named
from belonging.cohort.collect.match import Match, Matcher
from belonging.cohort.collect.reading import Reading, Readings, is_notebook_name
from belonging.cohort.roster import Person
from belonging.course import modules

_NOTE = re.compile(rb"Name: (.+) \(([^()\r\n]+)\)")


@dataclass(frozen=True)
class Item:
    """One received file, with all that is known about it."""

    entry: Entry
    named: Named
    reading: Reading
    match: Match
    handed_in: datetime | None = None
    """When: as the platform says, else as the file says."""

    @property
    def person(self) -> Person | None:
        """Whose it is; None when that is not certain."""
        return self.match.person


@dataclass(frozen=True)
class Work:
    """One person's work for one module: every version, the one that counts last."""

    person: Person
    module_id: str
    versions: tuple[Item, ...]

    @property
    def newest(self) -> Item:
        """The version that counts."""
        return self.versions[-1]

    @property
    def late(self) -> bool:
        """Whether the platform calls the version that counts late."""
        return self.newest.named.late


@dataclass
class View:
    """Everything that was ever received."""

    works: dict[tuple[str, str], Work] = field(default_factory=dict)
    """By person's id and module."""
    files: dict[str, list[Item]] = field(default_factory=dict)
    """By person's id: files that a task may ask for, the newest first."""
    unmatched: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)
    """Meant to be notebooks, and none can be read from them; `person` may be known."""
    unread: dict[tuple[str, str], Item] = field(default_factory=dict)
    """By person's id and module: the newest of those, where its names say the module and there is no other work."""
    others: list[Item] = field(default_factory=list)
    """Pictures, texts and the like: kept, and nobody's exercise."""
    ignored: list[Item] = field(default_factory=list)
    said: dict[str, Item] = field(default_factory=dict)
    """Files whose person the director named, by entry key."""


def view(
    folder: Path, inbox: Inbox, answers: Answers, matcher: Matcher, progress: Callable[[int, int], None] | None = None
) -> View:
    """Look at every file of the inbox.

    Parameters
    ----------
    folder
        Where readings are remembered.
    inbox, answers, matcher
        The inbox, the director's answers, and the roster.
    progress
        Told how many files of how many are looked at.
    """
    readings = Readings(folder / "read", inbox)
    entries = [entry for entry in inbox.entries if not entry.packed]
    told = {entry.key: matcher.named(entry.trail) for entry in entries}
    names, times = _platforms_notes(inbox, entries, told)
    seen = View()
    works: dict[tuple[str, str], list[Item]] = {}
    for number, entry in enumerate(entries):
        if progress:
            progress(number, len(entries))
        one = told[entry.key]
        if one.theirs:
            continue
        one = replace(one, when=one.when or times.get(entry.trail[:-1]))
        if (name := names.get((*entry.trail[: max(one.at, 0)], one.who))) and not any(
            matcher.said(clue.text) for clue in one.clues
        ):
            one = replace(one, clues=(*one.clues, Clue("name", name)))
        _sort(Item(entry, one, readings.of(entry), Match(None, "")), answers, matcher, seen, works)
    for (person, module_id), versions in works.items():
        kept = tuple(_in_order(versions))
        owner = kept[-1].person
        assert owner is not None
        seen.works[person, module_id] = Work(owner, module_id, kept)
    for files in seen.files.values():
        files[:] = reversed(_in_order(files))
    for item in _in_order(seen.refused):
        meant = meant_module(item)
        if item.person and meant and (item.person.id, meant) not in seen.works:
            seen.unread[item.person.id, meant] = item
    return seen


def meant_module(item: Item) -> str:
    """Return the module a file's names speak of, nearest to the file first; empty when they speak of none.

    A platform's zip is often called after the assignment, and that after the module.
    """
    for part in (item.named.original, *reversed(item.entry.trail)):
        words = f" {fold(part)} "
        meant = {m.id: words.rfind(f" {fold(text)} ") for m in modules() for text in (m.title, m.id)}
        if max(meant.values()) >= 0:  # of several words the last: the module stands behind the person's name
            return max(meant, key=lambda id_: meant[id_])
    return ""


def _sort(item: Item, answers: Answers, matcher: Matcher, seen: View, works: dict[tuple[str, str], list[Item]]) -> None:
    entry, one, reading = item.entry, item.named, item.reading
    when = one.when or (datetime.fromisoformat(entry.saved) if entry.saved else None)
    answer = answers.of(entry, one)
    if answer == IGNORE:
        seen.ignored.append(replace(item, match=Match(None, "You said that it is to be ignored.")))
        return
    if isinstance(answer, Person):
        match = Match(answer, "You said so in matches.csv.")
    else:
        match = matcher.match(one, entry.trail, reading.run_by)
    item = replace(item, match=match, handed_in=when)
    if isinstance(answer, Person):
        seen.said[entry.key] = item
    person = match.person
    if reading.kind == "other":
        (seen.refused if entry.refused or is_notebook_name(entry.name) else seen.others).append(item)
    elif person is None:
        seen.unmatched.append(item)
    elif reading.kind == "file":
        seen.files.setdefault(person.id, []).append(item)
    else:
        works.setdefault((person.id, reading.module_id), []).append(item)


def _in_order(items: Iterable[Item]) -> list[Item]:
    """Put versions in order, the newest last.

    The platform's own count decides while all versions come from one platform; else the time they were handed in or
    saved. The same content counts once: with the earliest time it was seen, so that an old file that comes again does
    not look new.
    """
    first: dict[str, Item] = {}
    for item in items:
        other = first.setdefault(item.entry.sha256, item)
        if other is not item:
            first[item.entry.sha256] = _one_of(other, item)
    versions = list(first.values())
    systems = {item.named.system for item in versions}
    counted = len(systems) == 1 and all(item.named.attempt is not None for item in versions)
    never = datetime.min.replace(tzinfo=UTC)

    def order(item: Item) -> tuple[int, datetime, str]:
        return item.named.attempt or 0 if counted else 0, item.handed_in or never, item.entry.received

    return sorted(versions, key=order)


def _one_of(one: Item, other: Item) -> Item:
    """Lay two arrivals of the same content together."""
    times = [item.handed_in for item in (one, other) if item.handed_in]
    attempts = [item.named.attempt for item in (one, other) if item.named.attempt is not None]
    keep = one if one.named.system or not other.named.system else other
    marked = replace(keep.named, attempt=max(attempts, default=None), late=one.named.late and other.named.late)
    return replace(keep, named=marked, handed_in=min(times, default=None))


def _platforms_notes(
    inbox: Inbox, entries: Iterable[Entry], told: dict[str, Named]
) -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], datetime]]:
    """Read what platforms write beside the work: full names (Blackboard), and times (nbgrader)."""
    names: dict[tuple[str, ...], str] = {}
    times: dict[tuple[str, ...], datetime] = {}
    for entry in entries:
        one = told[entry.key]
        if not one.theirs or entry.refused or entry.size > 100_000:
            continue
        try:
            text = inbox.path(entry).read_bytes()
        except OSError:  # gone from the inbox
            continue
        if one.system == "Blackboard" and (found := _NOTE.search(text)):
            # Only beside the platform's own note: one may be forged in what somebody handed in.
            names[*entry.trail[: one.at], one.who] = found[1].decode("utf-8", errors="replace").strip()
        elif one.system == "nbgrader" and (when := stamp(text.decode("utf-8", errors="replace"))):
            times[entry.trail[:-1]] = when
    return names, times


def stamp(text: str) -> datetime | None:
    """Read nbgrader's `timestamp.txt`, which holds a time and a zone of any form."""
    from dateutil import parser, tz

    text = text.strip()
    found = re.fullmatch(r"(.{19,32}?)(?: ([A-Za-z]+(?:/\w+)+))?", text)
    try:
        when: datetime = parser.parse(found[1] if found else text)
        zone = tz.gettz(found[2]) if found and found[2] else UTC
        return when if when.tzinfo else when.replace(tzinfo=zone or UTC)
    except (ValueError, OverflowError):
        return None

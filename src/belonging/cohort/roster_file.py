"""The cohort's own roster.csv: written for a spreadsheet, edited there by hand, and read again before each command."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from belonging.cohort.columns import Head
from belonging.cohort.drafts import Reader
from belonging.cohort.mix_ups import refuse_mix_ups
from belonging.cohort.names import first_and_last, folded
from belonging.cohort.roster import Person, Roster, new_ids, who_is_who
from belonging.cohort.roster_table import COLUMNS, Table, safe, text_of, unreadable
from belonging.errors import Plain
from belonging.own.sheet_reading import read_sheet

Extra = Mapping[str, Mapping[str, str]]
"""Columns that somebody added: name -> id -> text."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True)
class Edited:
    """What roster.csv holds after somebody may have edited it.

    Attributes
    ----------
    roster : Roster
    notes : tuple of str
        What changed, in sentences.
    extra : Extra
        Columns that somebody added. They are kept as they are.
    """

    roster: Roster
    notes: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict)


def as_csv(roster: Roster, extra: Extra | None = None) -> bytes:
    """Write the roster so that a spreadsheet shows its accents right and takes no name for a formula."""
    out, more = io.StringIO(), extra or {}
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *map(safe, more)])
    for one in roster:
        cells = [text_of(one, column) for column in COLUMNS]
        writer.writerow(map(safe, [*cells, *(texts.get(one.id, "") for texts in more.values())]))
    return out.getvalue().encode("utf-8-sig")


def read_again(
    content: bytes,
    known: Roster,
    used: Sequence[str],
    today: str,
    extra: Extra | None = None,
) -> Edited:
    """Read roster.csv as it is now, and hold it against what was known.

    Parameters
    ----------
    content : bytes
    known : Roster
        As it last was.
    used : sequence of str
        Ids that were given before.
    today : str
        The day on which people join whose line is new.
    extra : Extra, optional
        Columns that somebody had added, as `Edited.extra`.

    Raises
    ------
    Plain
        If an id was changed, doubled or moved to somebody else, or a line has no name; nothing was changed then.
    """
    try:
        sheet = read_sheet(content, "the roster", "the learning platform")
    except Plain as problem:
        raise unreadable(problem.message) from problem
    table = Table(sheet, known)
    found = _people(table, known, used, today)
    lines = {one.id: line for one, line in found}
    people = [one for one, _ in found]
    notes = [*table.notes, *refuse_mix_ups(people, lines, known), *_said(people, known)]
    back = [one for one in known if one.id not in lines]
    for one in back:
        notes.append(
            f"{one.name} ({one.id}) was no longer in roster.csv and is put back, with all work. If they left, write "
            "the day into the column left."
        )
    ids = [one.id for one in people]
    own = {
        name: {**_of(back, (extra or {}).get(name, {})), **dict(zip(ids, texts, strict=True))}
        for name, texts in table.own().items()
    }
    return Edited(Roster((*people, *back)), tuple(notes), own)


def _people(table: Table, known: Roster, used: Sequence[str], today: str) -> list[tuple[Person, int]]:
    fields = {name: place for name, place in table.places.items() if name not in ("id", "first", "last", "aliases")}
    reader = Reader(table.header, Head(0, fields, {}), table.day_first)
    ids = [table.cell(row, "id") for _, row in table.body]
    fresh = iter(new_ids(len(ids), (*used, *ids, *(one.id for one in known))))
    seen: dict[str, int] = {}
    found = []
    for (line, row), id_ in zip(table.body, ids, strict=True):
        draft = reader.draft(line, row)
        if draft is None:
            raise Plain(
                f"Line {line} of roster.csv has no name.", "Write a name or an alias into it, or delete the whole line."
            )
        old = known.person(id_) if id_ else None
        id_ = old.id if old else id_ or next(fresh)
        if not _ID.fullmatch(id_):
            raise Plain(
                f"Line {line} of roster.csv has the id “{id_[:40]}”, which cannot be the name of a folder.",
                "Leave the id blank, and the next command fills it in.",
            )
        if (first_line := seen.setdefault(id_.casefold(), line)) != line:
            raise Plain(
                f"Lines {first_line} and {line} of roster.csv have the same id, {id_}.",
                "Leave the id of the new person blank, and the next command fills it in.",
            )
        name = old.name if old and table.cell(row, "name") == old.name else draft.name
        aliases = [alias.strip() for alias in table.cell(row, "aliases").split(";")]
        if old is not None and folded(old.name) != folded(name):
            aliases.append(old.name)
        person = Person(
            id=id_,
            name=name,
            email=draft.email,
            number=draft.number,
            school=draft.school,
            group=draft.group,
            joined=draft.joined if old or draft.joined or not len(known) else today,
            left=draft.left,
            aliases=tuple(dict.fromkeys(alias for alias in (*aliases, *draft.aliases) if alias)),
        )
        found.append((_with_parts(person, table.cell(row, "first"), table.cell(row, "last"), old), line))
    return found


def _with_parts(person: Person, first: str, last: str, old: Person | None) -> Person:
    """Keep the whole name and its two parts in step, whichever of them was edited."""
    if old is not None and person.name == old.name and (first, last) != (old.first, old.last) and (first or last):
        return replace(person, name=" ".join(filter(None, (first, last))), first=first, last=last)
    if (old is not None and person.name != old.name and (first, last) == (old.first, old.last)) or not (first or last):
        first, last = first_and_last(person.name)
    return replace(person, first=first, last=last)


def _said(people: Sequence[Person], known: Roster) -> list[str]:
    notes, called = [], set()
    for one in people:
        old = known.person(one.id)
        if old is None and len(known):
            notes.append(f"New: {one.name} ({one.id}).")
            called.add(folded(one.name))
        if old is not None and folded(old.name) != folded(one.name):
            notes.append(f"{one.id} is now called {one.name}; the earlier name, {old.name}, is kept as an alias.")
            called.add(folded(one.name))
        if old is not None and one.left and not old.left:
            notes.append(f"{one.name} ({one.id}) has left; their work and points stay.")
    namesakes = [one for one in people if folded(one.name) in called]
    return [*notes, *who_is_who(namesakes, [one.id for one in namesakes])]


def _of(people: Sequence[Person], texts: Mapping[str, str]) -> dict[str, str]:
    return {one.id: texts[one.id] for one in people if one.id in texts}

"""The cohort's own roster.csv: written for a spreadsheet, edited there by hand, and read again before each command."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from belonging.cohort.columns import Head, header_words
from belonging.cohort.days import days_first
from belonging.cohort.drafts import Reader
from belonging.cohort.names import cleaned, first_and_last, folded
from belonging.cohort.roster import Person, Roster, new_ids
from belonging.errors import Plain
from belonging.own.sheet_reading import read_sheet

COLUMNS = ("id", "name", "first", "last", "email", "number", "school", "group", "joined", "left", "aliases")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Edited:
    """What roster.csv holds after somebody may have edited it.

    Attributes
    ----------
    roster : Roster
    notes : tuple of str
        What changed, in sentences.
    extra : mapping
        Columns that somebody added: name -> id -> text. They are kept as they are.
    """

    roster: Roster
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def as_csv(roster: Roster, extra: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """Write the roster so that a spreadsheet shows its accents right and takes no name for a formula."""
    out, more = io.StringIO(), extra or {}
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *map(_safe, more)])
    for one in roster:
        cells = [getattr(one, column) for column in COLUMNS[:-1]] + ["; ".join(one.aliases)]
        writer.writerow(map(_safe, [*cells, *(texts.get(one.id, "") for texts in more.values())]))
    return out.getvalue().encode("utf-8-sig")


def read_again(content: bytes, known: Roster, used: Sequence[str], today: str) -> Edited:
    """Read roster.csv as it is now, and hold it against what was known.

    Raises
    ------
    Plain
        If an id was changed, doubled or moved to somebody else, or a line has no name; nothing was changed then.
    """
    try:
        sheet = read_sheet(content, "the roster", "the learning platform")
    except Plain as problem:
        raise _unreadable(problem.message) from problem
    rows = [[cleaned(cell) for cell in row] for row in sheet.rows]
    head = next((n for n, row in enumerate(rows) if {"id", "name"} <= {header_words(cell) for cell in row}), None)
    if head is None:
        raise _unreadable("It has no line that names the columns id and name.")
    names = [header_words(cell) for cell in rows[head]]
    places = {column: names.index(column) for column in COLUMNS if column in names}
    body = [(n, row) for n, row in zip(sheet.numbers[head + 1 :], rows[head + 1 :], strict=True) if any(row)]
    found = _people(body, rows[head], places, known, used, today)
    lines = {one.id: line for one, line in found}
    people = [one for one, _ in found]
    _refuse_mix_ups(people, lines, known)
    notes = _said(people, known)
    back = [one for one in known if one.id not in lines]
    for one in back:
        notes.append(
            f"{one.name} ({one.id}) was no longer in roster.csv and is put back, with all work. If they left, write "
            "the day into the column left."
        )
    extra = {
        rows[head][column]: {one.id: _cell(row, column) for (_, row), one in zip(body, people, strict=True)}
        for column in range(len(names))
        if names[column] and column not in places.values()
    }
    return Edited(Roster((*people, *back)), tuple(notes), extra)


def _people(
    body: Sequence[tuple[int, Sequence[str]]],
    header: Sequence[str],
    places: Mapping[str, int],
    known: Roster,
    used: Sequence[str],
    today: str,
) -> list[tuple[Person, int]]:
    fields = {name: place for name, place in places.items() if name not in ("id", "first", "last", "aliases")}
    days = (_cell(row, places[column]) for _, row in body for column in ("joined", "left") if column in places)
    reader = Reader(header, Head(0, fields, {}), days_first(days))
    ids = [_cell(row, places["id"]) for _, row in body]
    fresh = iter(new_ids(len(body), (*used, *ids, *(one.id for one in known))))
    seen: dict[str, int] = {}
    found = []
    for (line, row), id_ in zip(body, ids, strict=True):
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
        aliases = [alias.strip() for alias in _cell(row, places.get("aliases", -1)).split(";")]
        if old is not None and folded(old.name) != folded(draft.name):
            aliases.append(old.name)
        person = Person(
            id=id_,
            name=draft.name,
            email=draft.email,
            number=draft.number,
            school=draft.school,
            group=draft.group,
            joined=draft.joined if old or draft.joined or not len(known) else today,
            left=draft.left,
            aliases=tuple(dict.fromkeys(alias for alias in (*aliases, *draft.aliases) if alias)),
        )
        first, last = _cell(row, places.get("first", -1)), _cell(row, places.get("last", -1))
        found.append((_with_parts(person, first, last, old), line))
    return found


def _with_parts(person: Person, first: str, last: str, old: Person | None) -> Person:
    """Keep the whole name and its two parts in step, whichever of them was edited."""
    if old is not None and person.name == old.name and (first, last) != (old.first, old.last) and (first or last):
        return replace(person, name=" ".join(filter(None, (first, last))), first=first, last=last)
    if (old is not None and person.name != old.name and (first, last) == (old.first, old.last)) or not (first or last):
        first, last = first_and_last(person.name)
    return replace(person, first=first, last=last)


def _refuse_mix_ups(people: Sequence[Person], lines: Mapping[str, int], known: Roster) -> None:
    """Find ids that moved to another person, as they do when one column is sorted by itself."""
    whose: dict[str, set[str]] = {}
    for one in known:
        for mark in filter(None, (folded(one.name), one.email)):
            whose.setdefault(mark, set()).add(one.id)
    for one in people:
        old = known.person(one.id)
        if old is not None and folded(old.name) == folded(one.name):
            continue
        owners = whose.get(folded(one.name), set()) | (whose.get(one.email, set()) if one.email else set())
        if owners and one.id not in owners and len(owners) == 1:
            owner = next(iter(owners))
            if owner in lines and folded(next(p.name for p in people if p.id == owner)) == folded(one.name):
                continue  # a namesake who has a line of their own
            before = f", which was the id of {old.name}" if old else ""
            raise Plain(
                f"Line {lines[one.id]} of roster.csv has {one.name} under the id {one.id}{before}; this person's id is "
                f"{owner}. Perhaps one column was sorted without the others, or an id was typed over.",
                "Undo that in the spreadsheet and save. Or delete roster.csv: the next command writes it again as it "
                "last was. Nothing was changed.",
            )
    for what, attribute in (("e-mail address", "email"), ("number", "number")):
        seen: dict[str, Person] = {}
        for one in people:
            mark = getattr(one, attribute).casefold()
            if mark and (first := seen.setdefault(mark, one)) is not one:
                raise Plain(
                    f"Lines {lines[first.id]} and {lines[one.id]} of roster.csv have the same {what}: {mark}.",
                    f"Correct one of them, or leave the {what} blank.",
                )


def _said(people: Sequence[Person], known: Roster) -> list[str]:
    notes = []
    for one in people:
        old = known.person(one.id)
        if old is None:
            notes += [f"New: {one.name} ({one.id})."] if len(known) else []
        elif folded(old.name) != folded(one.name):
            notes.append(f"{one.id} is now called {one.name}; the earlier name, {old.name}, is kept as an alias.")
        if old is not None and one.left and not old.left:
            notes.append(f"{one.name} ({one.id}) has left; their work and points stay.")
    return notes


def _cell(row: Sequence[str], place: int) -> str:
    text = row[place] if 0 <= place < len(row) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _unreadable(why: str) -> Plain:
    return Plain(
        f"The cohort's roster.csv cannot be used: {why}",
        "Delete it, and the next command writes it again as it last was. To bring in a new roster, save that elsewhere "
        "and type: belonging cohort new FOLDER --roster FILE",
    )

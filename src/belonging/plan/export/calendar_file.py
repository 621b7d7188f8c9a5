"""The dates of a plan as a calendar file (RFC 5545), each a whole day."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from belonging.plan.choices import MEASURES
from belonging.plan.export.words import Looked, sentence
from belonging.plan.plan import Plan

_ISO = re.compile(r"\b(20\d\d)-(\d\d?)-(\d\d?)\b")
_US = re.compile(r"\b(\d\d?)/(\d\d?)/(20\d\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.? (\d\d?)(?:st|nd|rd|th)?,? (20\d\d)\b", re.IGNORECASE)
_WRITTEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # when no day is known: the same plan makes the same file
_OURS = uuid.UUID("7d7a6f0e-5b9e-4e52-9d3c-2f1f7f5c6a11")  # the space our events' ids are made in


@dataclass(frozen=True)
class Entry:
    """One day of a plan.

    Parameters
    ----------
    key : str
        The field it stands in, which also tells one entry from another.
    day : date
    what, more : str
        The line in the calendar; what it says when opened.
    """

    key: str
    day: dt.date
    what: str
    more: str = ""


def entries(plan: Plan) -> list[Entry]:
    """Return the days of a plan in their order; a plan without dates has none."""
    return sorted(_entries(plan), key=lambda entry: (entry.day, entry.key))


def calendar_file(plan: Plan) -> bytes:
    """Return the plan's days as the content of an .ics file.

    Raises
    ------
    ValueError
        If the plan has no date at all.
    """
    import icalendar

    found = entries(plan)
    if not found:
        raise ValueError("the plan has no date. Add one to the context card, or the day you try it")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Belonging by Design//Lesson plan//EN")
    calendar.add("version", "2.0")
    stamp = dt.datetime.combine(plan.saved_on, dt.time(), dt.UTC) if plan.saved_on else _WRITTEN
    for entry in found:
        event = icalendar.Event()
        event.add("uid", f"{uuid.uuid5(_OURS, f'{plan.plan_id}/{entry.key}')}@belonging-by-design")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(days=1))  # the day after: RFC 5545 leaves the end out
        event.add("summary", entry.what)
        if entry.more:
            event.add("description", entry.more)
        event.add("transp", "TRANSPARENT")  # a reminder, it blocks no time
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _entries(plan: Plan) -> Iterator[Entry]:
    name = plan.title or "My lesson"
    for place, day in enumerate(plan.context.days):
        if day.on:
            yield Entry(f"context.days.{place}", day.on, f"{day.what or 'A fixed day'} ({name})")
    if plan.next_step_date:
        yield Entry("next_step_date", plan.next_step_date, f"Teach: {name}", _asking(plan))
    audience, looked = plan.audience, Looked(plan)
    if day_ := _day(audience.when, plan):
        yield Entry("audience.when", day_, f"The work reaches {looked.person(audience.who) or 'its audience'} ({name})")
    for which, asked in (("before", plan.evidence.before), ("after", plan.evidence.after)):
        if day_ := _day(asked.when, plan):
            measure = MEASURES.get(asked.measure, (asked.measure,))[0]
            what = f"Ask students {which} the lesson ({name})"
            yield Entry(f"evidence.{which}.when", day_, what, sentence(measure))


def _asking(plan: Plan) -> str:
    """Say when students are asked, for asking that has no date of its own."""
    lines = [
        f"{word}: {MEASURES.get(asked.measure, (asked.measure,))[0]}, {asked.when}."
        for word, asked in (("Ask before", plan.evidence.before), ("Ask after", plan.evidence.after))
        if asked.measure and asked.when and not _day(asked.when, plan)
    ]
    return "\n".join(lines)


def _day(words: str, plan: Plan) -> dt.date | None:
    """Return the date some words name: written out, or the short name of a day of the context card. Nothing is guessed.

    A date without its year is no date here, nor is "next Friday".
    """
    if found := _ISO.search(words):
        year, month, day = map(int, found.groups())
    elif found := _US.search(words):
        month, day, year = map(int, found.groups())
    elif found := _LONG.search(words):
        month, day, year = _MONTHS.index(found[1].lower()) + 1, int(found[2]), int(found[3])
    else:
        return next((each.on for each in plan.context.days if each.id and each.id == words.strip()), None)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

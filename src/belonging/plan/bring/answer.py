"""What becomes of a lesson somebody brings: the start of a plan, where each piece was found, what is asked next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.plan.ask import asked
from belonging.plan.bring.lesson import Lesson, sort
from belonging.plan.bring.pieces import take_pieces
from belonging.plan.bring.source import Line, lines_of_file, lines_of_text
from belonging.plan.bring.steps import take_steps
from belonging.plan.plan import TABS, Plan

_ONE_LESSON, _ONE_WEEK = 90, 5  # minutes of a plan of size S; class periods of one of size M


@dataclass(frozen=True)
class Found:
    """One piece: the field it went into, the words it was taken from, and where they stand."""

    field: str
    text: str
    where: str


@dataclass(frozen=True)
class Left:
    """Words that have no field of their own; shown, so that nothing is lost."""

    heading: str
    text: str
    where: str


@dataclass(frozen=True)
class Question:
    """What is asked next: the field, what the form calls it, and the tab it stands in."""

    field: str
    label: str
    help: str
    tab: str


@dataclass(frozen=True)
class Brought:
    """A lesson turned into the start of a plan.

    Parameters
    ----------
    plan : Plan
        Only what the lesson says; everything else is blank.
    found : tuple of Found
        In the order of the plan.
    left : tuple of Left
        What was not used.
    notes : tuple of str
        What was seen but is not clear, such as grades that span two bands.
    asks : tuple of Question
        What is still blank, in the order of the form.
    """

    plan: Plan
    found: tuple[Found, ...]
    left: tuple[Left, ...]
    notes: tuple[str, ...]
    asks: tuple[Question, ...]

    def said(self) -> str:
        """Return one line for a status: how much was found, and what comes next."""
        if not self.found:
            return "Nothing of a plan was found in it. Start from an exemplar, and type your lesson over it."
        parts = list(dict.fromkeys(asked(Plan, found.field.partition(".")[0]).label.lower() for found in self.found))
        after = f" Next: {self.asks[0].label.lower()}." if self.asks else ""
        return f"Found in your lesson: {', '.join(parts)}. Look at each once: I only sorted it.{after}"


def bring(text: str) -> Brought:
    """Turn pasted text into the start of a plan.

    Raises
    ------
    Plain
        If there is no text, or too much of it.

    Examples
    --------
    >>> brought = bring("# Ramps\\nGrade 7\\n## Objectives\\n- Students will compare two ramps by speed")
    >>> brought.plan.title, brought.plan.grade_band, brought.plan.goals[0].text
    ('Ramps', '6-8', 'compare two ramps by speed')
    """
    return _brought(lines_of_text(text))


def bring_file(name: str, content: bytes) -> Brought:
    """Turn a lesson's file (Word or text) into the start of a plan.

    Raises
    ------
    Plain
        If the file is of another kind, damaged, protected or too large; the message says what to do.
    """
    return _brought(lines_of_file(name, content))


def _brought(lines: Sequence[Line]) -> Brought:
    lesson = Lesson()
    made = sort(lines, lesson)
    take_pieces(lines, made, lesson)
    take_steps(made.steps, lesson)
    lesson.left += [("", line.text, line.where) for line in made.sections[""]]
    fields = dict(lesson.fields)
    if title := fields.get("title"):
        slug = re.sub(r"[^a-z0-9]+", "-", str(title).lower()).strip("-")[:40].strip("-")
        fields |= {"plan_id": slug} if len(slug) >= 4 else {}
    if size := _size(fields):
        fields["size"] = size
    plan = Plan.model_validate(fields)
    order = {name: place for place, name in enumerate(Plan.model_fields)}
    found = sorted((Found(*each) for each in lesson.found), key=lambda each: order[each.field.partition(".")[0]])
    return Brought(
        plan, tuple(found), tuple(Left(*each) for each in lesson.left), tuple(lesson.notes), tuple(_asks(plan))
    )


def _size(fields: dict[str, object]) -> str:
    """Return the size that the found minutes and periods mean; empty when there are none."""
    minutes, sessions = fields.get("minutes_total"), fields.get("sessions")
    if isinstance(minutes, int) and minutes <= _ONE_LESSON:
        return "S"
    if isinstance(sessions, int) and sessions > 1:
        return "M" if sessions <= _ONE_WEEK else "L"
    return ""


def _asks(plan: Plan) -> list[Question]:
    found = []
    for name in Plan.model_fields:
        try:
            ask = asked(Plan, name)
        except KeyError:
            continue
        blank = getattr(plan, name) == type(plan).model_fields[name].get_default()
        if ask.tab and (plan.size or "S") in ask.sizes and blank and name not in ("plan_id", "eligibility"):
            found.append(Question(name, ask.label, ask.help, ask.tab))
    return sorted(found, key=lambda each: TABS.index(each.tab))

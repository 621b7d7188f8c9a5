"""The words of a plan for paper: ids looked up, choices by their labels, blanks as lines to fill by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Row, Run, Table
from belonging.plan.choices import LABELS
from belonging.plan.plan import Plan

LINE = "_" * 24
"""What a blank becomes where the plan needs an answer."""


@dataclass(frozen=True)
class Looked:
    """A plan with its ids looked up; an id that nothing answers to reads as a blank."""

    plan: Plan

    def place(self, id_: str) -> str:
        """Return the name of a place."""
        return next((each.name for each in self.plan.context.places if id_ and each.id == id_), "")

    def person(self, id_: str) -> str:
        """Return someone's role, with their group or office."""
        for each in self.plan.context.people:
            if id_ and each.id == id_:
                return ", ".join(filter(None, (each.role, each.group)))
        return ""

    def step(self, id_: str) -> str:
        """Return an activity as the number of its step."""
        for number, each in enumerate(self.plan.activities, 1):
            if id_ and each.id == id_:
                return f"step {number}"
        return ""

    def goals(self, ids: Iterable[str]) -> str:
        """Return goals as their numbers."""
        wanted = set(ids)
        found = [number for number, goal in enumerate(self.plan.goals, 1) if goal.id and goal.id in wanted]
        return f"goal{'s' if len(found) > 1 else ''} {', '.join(map(str, found))}" if found else ""

    def standard(self, id_: str) -> str:
        """Return a standard's framework and code."""
        for each in self.plan.standards:
            if id_ and each.id == id_:
                return " ".join(filter(None, (each.framework if each.framework != "state" else "", each.code)))
        return ""


def label(choice: str, value: object) -> str:
    """Return what the form calls a value; empty for a blank.

    >>> label("reach", "every_student"), label("reach", None)
    ('Every student', '')
    """
    return LABELS[choice].get(str(value), str(value)) if value is not None else ""


def small(words: str) -> str:
    """Return one of our labels with a small first letter, for the middle of a sentence; a name of capitals stays.

    Not for a teacher's own words, which may begin with a name.

    >>> small("Every student"), small("NGSS codes"), small("I belong here")
    ('every student', 'NGSS codes', 'I belong here')
    """
    first = words.partition(" ")[0]
    return words if first == "I" or first[1:] != first[1:].lower() else words[:1].lower() + words[1:]


def sentence(words: str) -> str:
    """Return words that begin with a capital and end with a mark.

    >>> sentence("crossing guard on Oak Street"), sentence("Why?"), sentence("")
    ('Crossing guard on Oak Street.', 'Why?', '')
    """
    words = words.strip()
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words[-1] in ".!?…”\"'" else ".")


def fact(name: str, value: str, *, needed: bool = True) -> tuple[Line, ...]:
    """Return a line such as “**Where:** Mill Creek”; a line to fill for a blank that is needed, else nothing."""
    if not value and not needed:
        return ()
    return ((Run(f"{name}: ", strong=True), Run(value or LINE)),)


def together(*lines: tuple[Line, ...]) -> list[Block]:
    """Return facts as one paragraph, one after the other; those to fill by hand follow, each on a line of its own."""
    joined: list[Run] = []
    to_fill: list[Block] = []
    for line in (line for group in lines for line in group):
        if line[-1].text == LINE:
            to_fill.append(Paragraph((*line[:-1], Run(2 * LINE))))
        else:
            joined += ([Run("  ")] if joined else []) + [*line[:-1], Run(_stopped(line[-1].text))]
    return [*([Paragraph(tuple(joined))] if joined else []), *to_fill]


def paragraphs(*lines: tuple[Line, ...]) -> list[Block]:
    """Return facts as paragraphs of their own."""
    return [Paragraph(line) for group in lines for line in group]


def items(lines: Sequence[Line | str], *, numbered: bool = False) -> list[Block]:
    """Return a list; nothing when there is nothing in it."""
    found = tuple((Run(line),) if isinstance(line, str) else line for line in lines)
    return [Items(found, numbered)] if found else []


def title(words: str) -> Heading:
    """Return the heading of a sheet."""
    return Heading(1, (Run(words),))


def part(words: str) -> Heading:
    """Return the heading of a part of a sheet."""
    return Heading(2, (Run(words),))


def said(words: str, *, quote: bool = False) -> list[Block]:
    """Return a paragraph; nothing for no words."""
    return [Paragraph((Run(words),), quote)] if words else []


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, empty: int = 3) -> Table:
    """Return a table; without rows, one with some to fill by hand."""
    made = [Row(tuple((Run(cell),) if cell else () for cell in row)) for row in rows]
    if not made:
        made = [Row(((),) * len(head), room=1)] * empty
    return Table(tuple((Run(cell),) for cell in head), tuple(made), tuple(widths))


def to_write_in(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], room: int = 1) -> Table:
    """Return a table whose blank cells have room for some lines of handwriting."""
    made = (Row(tuple((Run(cell),) if cell else () for cell in row), room) for row in rows)
    return Table(tuple((Run(cell),) for cell in head), tuple(made), tuple(widths))


def _stopped(words: str) -> str:
    return words if words.rstrip("”\"'")[-1:] in (".", "!", "?", "…") else f"{words}."

"""A lesson taken apart: each line under the heading it stands under, then each piece to the field it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from belonging.plan.bring.sections import column_of, day_of, phase_of, section_of, step_head
from belonging.plan.bring.source import Line

_LABEL = re.compile(r"^([^:]{2,60}):\s*(.*)$")


@dataclass
class Lesson:
    """What a lesson holds: values by field, where each was found, what is unclear, what found no place."""

    fields: dict[str, Any] = field(default_factory=dict)
    found: list[tuple[str, str, str]] = field(default_factory=list)  # field, words, where
    notes: list[str] = field(default_factory=list)
    left: list[tuple[str, str, str]] = field(default_factory=list)  # heading, words, where

    def take(self, path: str, value: Any, said: str, where: str) -> None:
        """Keep a value, unless its field has one already."""
        if path not in self.fields:
            self.fields[path] = value
            self.found.append((path, said, where))


@dataclass
class Step:
    """One step: its heading, the phase that names, its lines; and who does what, where a table says so."""

    heading: str
    phase: str
    said: list[Line]
    where: str
    students: str = ""
    teacher: str = ""


@dataclass
class Sorted:
    """The lines of a lesson by section; steps apart; the highest number among headings such as “Day 2”."""

    sections: dict[str, list[Line]]
    steps: list[Step]
    days: int = 0


def sort(lines: Sequence[Line], lesson: Lesson) -> Sorted:
    """Put each line under the heading it stands under; lines of parts a plan has no field for are left over."""
    made = Sorted(defaultdict(list), [])
    now = heading = ""
    open_step = False  # whether the next lines belong to the step before
    for line in _unrowed(lines):
        if line.kind == "step":
            made.steps.append(_of_a_row(line))
            now, open_step = "steps", False
            continue
        head, rest = _head(line, now)
        phase = phase_of(head) if head else None
        kind = section_of(head) if head else ""
        if head and kind and not (phase is not None and now == "steps"):
            now, heading, open_step = kind, head, False
            if rest and now == "other":
                lesson.left.append((heading, rest, line.where))
            elif rest and now == "steps":
                made.steps.append(Step("", "", [Line(rest, line.where, "item")], line.where))
            elif rest:
                made.sections[now].append(Line(rest, line.where, "item"))
        elif head and (phase is not None or now == "steps"):
            made.steps.append(Step(head, phase or "", [Line(rest, line.where)] if rest else [], line.where))
            now, open_step = "steps", line.kind != "item"
        elif day_of(line.text) and line.kind in ("heading", "text"):
            made.days = max(made.days, day_of(line.text))
            now, open_step = "steps", False
        elif line.kind in ("heading", "title"):
            now, open_step = "", False
            made.sections[""].append(line)
        elif now == "steps" and open_step:
            made.steps[-1].said.append(line)
        elif now == "steps":
            made.steps.append(Step("", "", [line], line.where))
            # a paragraph may be followed by more of the same step only in a list
            open_step = False
        elif now == "other":
            lesson.left.append((heading, line.text, line.where))
        else:
            made.sections[now].append(line)
    return made


def label_of(line: Line) -> str:
    """Return the words of a line that name a part of a lesson; empty for a line that names none."""
    return _head(line, "")[0]


def _head(line: Line, now: str) -> tuple[str, str]:
    """Split a line into the words of a heading and what follows them; two empty texts for a line that is neither."""
    match = _LABEL.match(line.text)
    if match and _known(match[1]):
        return match[1], match[2]
    if now == "steps" and (split := step_head(line.text)):
        return split
    if line.kind in ("heading", "title"):
        return (line.text, "") if _known(line.text) or (now == "steps" and not day_of(line.text)) else ("", "")
    if line.kind == "text" and len(line.text) < 60 and _known(line.text):
        return line.text, ""
    return "", ""


def _known(words: str) -> bool:
    return bool(section_of(words)) or phase_of(words) is not None


def _unrowed(lines: Sequence[Line]) -> Iterator[Line]:
    """Read a table of steps row by row; of another table, a row that begins with a known name is a heading.

    Any other row is its words.
    """
    columns: tuple[str, ...] = ()
    for line in lines:
        if line.kind != "row" or len(line.cells) < 2:
            columns = ()
            yield line
            continue
        head, *rest = line.cells
        if found := _columns(line):
            columns = found
        elif len(columns) == len(line.cells) and section_of(head) in ("", "steps"):
            yield Line(line.text, line.where, "step", tuple(_cell(line, columns, each) for each in _COLUMNS))
        elif _known(head):
            yield Line(head, line.where, "heading")
            for cell in rest:
                yield from (Line(part.strip(), line.where, "item") for part in cell.split("\n") if part.strip())
        else:
            yield Line(" ".join(" ".join(line.cells).split()), line.where, "item")


_COLUMNS = ("time", "steps", "students", "teacher")


def _columns(line: Line) -> tuple[str, ...]:
    """Return what the columns of a table of steps hold, if this row names them."""
    found = tuple(map(column_of, line.cells))
    named = set(filter(None, found))
    whole = named >= {"time", "steps"} or named >= {"students", "teacher"} or (len(named) > 1 and "students" in named)
    return found if whole and found.count("") < len(found) - 1 else ()


def _cell(line: Line, columns: tuple[str, ...], column: str) -> str:
    cells = (cell for cell, each in zip(line.cells, columns, strict=True) if each == column)
    return " ".join(" ".join(cells).split())


def _of_a_row(line: Line) -> Step:
    time, what, students, teacher = line.cells
    split = step_head(what)
    heading, said = split if split else (what, "") if phase_of(what) is not None else ("", what)
    if phase_of(time) is not None:  # some write “Opening (5 min)” into the column of times
        heading, time = time, ""
    phase = phase_of(heading) or ""
    named = " ".join(filter(None, (heading, time)))
    return Step(named, phase, [Line(said, line.where)] if said else [], line.where, students, teacher)

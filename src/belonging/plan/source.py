"""What a plan file holds: its text whatever its encoding, a tree that knows its lines, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from belonging.plan.finding import Problem

LARGEST_FILE = 300_000
"""Bytes; a long unit with every list full has about 40,000."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
QUOTES = "Put quotes at both ends of the text, or take the sign out."
"""What to do about a text that the file's grammar takes for something else."""


@dataclass
class Node:
    """A piece of the file: a text, a list or named fields, and the line where it starts (from 1)."""

    value: str | list[Node] | dict[str, Node] | None
    line: int

    def plain(self) -> Any:
        """Return the same without lines: texts, lists, dicts and None."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value


@dataclass
class Source:
    """What could be read, what could not, and what was read although it was not quite right."""

    root: dict[str, Node] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, message: str, line: int = 0, path: str = "", text: str = "") -> None:
        """Note a problem, and what stood there."""
        start = f"Line {line}{', ' + spoken(path) if path else ''}: " if line else ""
        self.problems.append(Problem(f"{start}{message}", line, path))
        if text:
            self.dropped.append((path, text))


_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def spoken(path: str) -> str:
    """Return a field's path as it is said.

    >>> spoken("activities.1.minutes")
    'activities › second › minutes'
    """
    return " › ".join(
        (_ORDINALS[int(step)] if int(step) < len(_ORDINALS) else f"no. {int(step) + 1}") if step.isdecimal() else step
        for step in path.split(".")
    )


def text_of(content: str | bytes, source: Source) -> str:
    """Decode a file; what is no text at all is refused with a problem and gives an empty text."""
    if len(content) > LARGEST_FILE:
        source.refuse(
            f"This file is too large for a lesson plan: {len(content):,} bytes; {LARGEST_FILE:,} are the most. "
            "Choose the plan's own file, which ends in .yml."
        )
        return ""
    if isinstance(content, bytes):
        content = _decoded(content, source)
    content = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    content = re.sub("[\x85\u2028\u2029]", " ", content)
    if _NOT_TEXT.search(content):
        line = content[: _NOT_TEXT.search(content).start()].count("\n") + 1  # type: ignore[union-attr]
        content = _NOT_TEXT.sub(" ", content)
        source.notes.append(f"Line {line}: a sign that cannot be shown stood here. I read it as a space.")
    return content


def _decoded(content: bytes, source: Source) -> str:
    kinds = {b"PK\x03\x04": "a Word, Excel or zip file", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Word file"}
    for start, kind in kinds.items():
        if content.startswith(start):
            source.refuse(
                f"This is {kind}, not a plan file. Choose the file that ends in .yml; to start from a lesson of your "
                "own in Word, use “Bring my own lesson”."
            )
            return ""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        source.notes.append("The file was saved as “Unicode” (UTF-16). I could read it; “UTF-8” is the safer choice.")
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            source.refuse("This is not a text file. Choose the plan's own file, which ends in .yml.")
            return ""
        line = content[: error.start].count(b"\n") + 1
        source.notes.append(
            f"Line {line}: the file was saved in an old Windows encoding. I read it that way; please look at signs "
            "such as é or ’, then save it as “UTF-8”."
        )
        return content.decode("cp1252", errors="replace")

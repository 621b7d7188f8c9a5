"""The text of a plan file as a tree that knows its lines: YAML without anything that can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from belonging.plan.finding import Problem

LARGEST_FILE = 300_000
"""Bytes; a long unit with every list full has about 40,000."""
_DEEPEST = 8
_MOST_ENTRIES = 100
_MOST_NODES = 20_000
# the parser's time grows with the square of open brackets; a plan written as JSON has a few hundred
_MOST_BRACKETS = 1_500
# libyaml is ten times quicker, but not everywhere
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANK = {"", "~", "null", "Null", "NULL"}
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIMPLE_LINE = re.compile(r"(?P<key>\s*(?:- +)*[A-Za-z_]\w*:) +(?P<text>[^\s'\"|>#][^\n]*)")
_QUOTES = "Put quotes at both ends of the text, or take the sign out."


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


def parsed(content: str | bytes) -> Source:
    """Read a file as far as it can be read.

    A line that breaks the file's grammar is mended where its meaning is plain, or else left out and named; the rest is
    read. Tags, anchors and aliases, with which a small file can grow without end, are refused where they stand.
    """
    source = Source()
    text = text_of(content, source)
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        source.refuse(f"This file has more than {_MOST_BRACKETS:,} brackets; no plan has. Choose the plan's own file.")
        return source
    lines = text.split("\n")
    root: Node | None = None
    # a broken line in a long file costs one more pass, so fewer passes for longer files
    for _ in range(max(4, min(30, 600_000 // max(len(text), 1)))):
        attempt = Source()
        try:
            root = _built("\n".join(lines), attempt)
        except yaml.YAMLError as error:
            _mend(lines, error, source)
            continue
        break
    else:
        source.refuse("Too many lines of this file could not be read. Open a copy that you saved earlier.")
        return source
    source.problems += attempt.problems
    source.dropped += attempt.dropped
    if root is None:
        if not source.problems:
            source.refuse("This file is empty. Choose another, or start from an exemplar.")
    elif isinstance(root.value, dict):
        source.root = root.value
    else:
        source.refuse(
            "This file holds no plan: a plan has named fields, such as “title: A safer way over Mill Creek”.",
            root.line,
        )
    return source


def _mend(lines: list[str], error: yaml.YAMLError, source: Source) -> None:
    """Quote or empty the line that stopped the parser."""
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None)
    what = str(getattr(error, "problem", "") or error)
    # a quote that is never closed is noticed at the end of the file; what matters is where it was opened
    if begun is not None and "quoted scalar" in str(getattr(error, "context", "")):
        mark = begun
    at = min(mark.line if mark is not None else 0, len(lines) - 1)
    # the parser points past the fault when a text ends in a colon or a line is blank
    while at > 0 and not lines[at].strip():
        at -= 1
    whole = lines[at]
    indent = whole[: len(whole) - len(whole.lstrip())]
    if "\t" in indent:
        lines[at] = indent.replace("\t", "  ") + whole.lstrip()
        source.notes.append(f"Line {at + 1}: there is a tab at the start. I read it as two spaces.")
        return
    simple = _SIMPLE_LINE.fullmatch(whole)
    if simple:
        text = simple["text"].strip()
        lines[at] = simple["key"] + " '" + text.replace("'", "''") + "'"
        source.notes.append(
            f"Line {at + 1}: the text has a sign in it that means something in this kind of file. I read it as "
            f"“{_short(text)}”. Quotes at both ends keep it safe."
        )
        return
    lines[at] = ""
    source.refuse(f"{_reason(what)} I left this line out: “{_short(whole)}”.", at + 1, text=whole.strip())


def _reason(what: str) -> str:
    reasons = {
        "mapping values are not allowed": "There is a second colon in the line, or it stands too far to the right. "
        "Put quotes at both ends of a text with a colon.",
        "could not find expected ':'": "A colon is missing after the field's name.",
        "did not find expected key": "This line does not stand under the lines above it. Put as many spaces before it "
        "as before its neighbors.",
        "did not find expected '-'": "A list goes on without a dash here. Start each entry with a dash.",
        "cannot start any token": f"The text starts with a sign that has a meaning in this kind of file. {_QUOTES}",
        "unexpected end of stream": "Quotes are opened here and never closed.",
        "unexpected end": "Quotes are opened here and never closed.",
        "did not find expected ',' or": "A bracket is opened and not closed.",
        "escape": "A backslash stands in a text with double quotes. Use single quotes.",
        "tag": f"The text starts with an exclamation mark. {_QUOTES}",
        "alias": f"The text starts with * or &. {_QUOTES}",
        "anchor": f"The text starts with * or &. {_QUOTES}",
        "block sequence entries": "A dash stands where no list can start. Begin the list on a line of its own.",
    }
    return next((said for sign, said in reasons.items() if sign in what), f"I cannot read this line. {_QUOTES}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


@dataclass
class _Open:
    """A list or a set of fields while it is being read."""

    node: Node
    path: str
    key: str | None = None
    skip_value: bool = False
    full: bool = False


def _built(text: str, source: Source) -> Node | None:
    """Build the tree from the parser's events, which needs no recursion however deep the file goes."""
    stack: list[_Open] = []
    root: Node | None = None
    skipped = nodes = documents = 0
    for event in _events(text):
        opens = isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        closes = isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                source.refuse(
                    "A line of three dashes starts a second plan here. I read the first; keep each plan in a file.",
                    _line(event),
                )
                break
        if skipped:
            skipped += opens - closes
            continue
        if closes:
            stack.pop()
            if stack:
                stack[-1].key = None
            continue
        if not opens and not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            continue
        nodes += 1
        if nodes > _MOST_NODES:
            source.refuse(f"This file has more than {_MOST_NODES:,} entries. I read it up to here.", _line(event))
            break
        node = Node([] if isinstance(event, yaml.SequenceStartEvent) else {} if opens else _scalar(event), _line(event))
        taken = _put(stack, node, event, source) if stack else _allowed(event, "", 0, source)
        if taken and not stack:
            root = node
        if opens and taken:
            stack.append(_Open(node, _path(stack)))
        elif opens:
            skipped = 1
    return root


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=_LOADER)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> str | None:
    value = str(getattr(event, "value", ""))
    return None if value in _BLANK and not getattr(event, "style", None) else value


def _path(stack: list[_Open]) -> str:
    """Return the path of what was last put into the innermost open part."""
    if not stack:
        return ""
    inner = stack[-1]
    last = inner.key if isinstance(inner.node.value, dict) else str(len(inner.node.value or []) - 1)
    return f"{inner.path}.{last}" if inner.path else str(last)


def _put(stack: list[_Open], node: Node, event: Any, source: Source) -> bool:
    """Put a node into the innermost open part; False when it is refused or is only a field's name."""
    inner = stack[-1]
    held = inner.node.value
    if isinstance(held, list):
        here = f"{inner.path}.{len(held)}"
        if not _allowed(event, here, len(stack), source) or node.value is None:
            return False
        if len(held) == _MOST_ENTRIES:
            if not inner.full:
                source.refuse(
                    f"This list has more than {_MOST_ENTRIES} entries, more than any plan needs. I left out the rest.",
                    node.line,
                    inner.path,
                )
            inner.full = True
            return False
        held.append(node)
        return True
    assert isinstance(held, dict)
    if inner.key is None and not inner.skip_value:
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag) and len(event.value) <= 100:
            inner.key = event.value
            _look_at_name(held, inner, node.line, source)
        else:
            source.refuse("This is not the name of a field. I left it out.", node.line, inner.path)
            inner.skip_value = True
        return False
    taken = False
    if not inner.skip_value:
        here = _path(stack)
        taken = _allowed(event, here, len(stack), source)
        if taken:
            held[str(inner.key)] = node
    if not (taken and isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))):
        inner.key, inner.skip_value = None, False
    return taken


def _look_at_name(held: dict[str, Node], inner: _Open, line: int, source: Source) -> None:
    if inner.key in held:
        path = f"{inner.path}.{inner.key}" if inner.path else str(inner.key)
        source.refuse(
            f"“{inner.key}” stands twice; the first is in line {held[str(inner.key)].line}. I kept the first. "
            "Take one of the two out.",
            line,
            path,
        )
        inner.key, inner.skip_value = None, True


def _allowed(event: Any, path: str, depth: int, source: Source) -> bool:
    text = str(getattr(event, "value", "") or "")
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        source.refuse(
            f"An entry that starts with {sign} points elsewhere in the file; a plan does not use that. {_QUOTES}",
            _line(event),
            path,
            f"{sign}{event.anchor} {text}".strip(),
        )
        return False
    if event.tag:
        source.refuse(
            f"An entry that starts with ! asks for more than a text; a plan does not use that. {_QUOTES}",
            _line(event),
            path,
            f"{event.tag} {text}".strip(),
        )
        return False
    if depth >= _DEEPEST:
        source.refuse("This is nested deeper than any field of a plan. I left it out.", _line(event), path)
        return False
    return True

"""The tree of a plan file, built from the parser's events: YAML without anything that can do harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from belonging.plan.source import QUOTES, Node, Source

_DEEPEST = 8
_MOST_ENTRIES = 100
_MOST_NODES = 20_000
# libyaml is ten times quicker, but not everywhere
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANK = {"", "~", "null", "Null", "NULL"}


@dataclass
class _Open:
    """A list or a set of fields while it is being read."""

    node: Node
    path: str
    key: str | None = None
    skip_value: bool = False
    full: bool = False


def built(text: str, source: Source) -> Node | None:
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
            f"An entry that starts with {sign} points elsewhere in the file; a plan does not use that. {QUOTES}",
            _line(event),
            path,
            f"{sign}{event.anchor} {text}".strip(),
        )
        return False
    if event.tag:
        source.refuse(
            f"An entry that starts with ! asks for more than a text; a plan does not use that. {QUOTES}",
            _line(event),
            path,
            f"{event.tag} {text}".strip(),
        )
        return False
    if depth >= _DEEPEST:
        source.refuse("This is nested deeper than any field of a plan. I left it out.", _line(event), path)
        return False
    return True

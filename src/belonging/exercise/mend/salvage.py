"""Read the cells out of damaged JSON: cut off, with garbage in or behind it, or with the wrong quotes."""

import re
from typing import Any

_KEYS = "attachments|cell_type|collapsed|execution_count|id|input|language|level|metadata|outputs|source"
_START = re.compile(rf"\{{[ \t\r\n]*([\"'])(?:{_KEYS})\1[ \t\r\n]*:")
_MODULE = re.compile(r"""["']belonging["']\s*:\s*\{[^{}]*["']module["']\s*:\s*["']([A-Za-z0-9_-]+)["']""")
_SMART = re.compile("[“”„‟]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"', "'": "'"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])")
# what may stand behind a closing quote to the end of its line: nothing but JSON. Bare words and numbers are taken sign
# by sign: taken as words, a long line of prose could be parted in more ways than can be tried.
_REST = re.compile(r"""[ \t\r]*([,\]}](?:[ \t\r,:\[\]{}0-9.+A-Za-z-]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')*)?""")
_LONGEST_REST = 20_000
_DEEPEST = 60


def salvage(text: str) -> tuple[list[dict[str, Any]], str | None]:
    """Find every object in a text that can be a notebook cell, complete or cut off.

    Returns
    -------
    tuple
        The cells, and the module the notebook names, if that part is readable.
    """
    if not _START.search(text) and _SMART.search(text):
        text = _SMART.sub('"', text)  # a word processor's quotes around every name
    cells, at = [], 0
    while start := _START.search(text, at):
        reader = _Reader(text, start.start())
        found = reader.value(0)
        if isinstance(found, dict) and _is_cell(found):
            cells.append(found)
            at = max(reader.at, start.end())
        else:
            at = start.end()
    module = _MODULE.search(text)
    return cells, module[1] if module else None


def _is_cell(found: dict[str, Any]) -> bool:
    text = found.get("source", found.get("input"))
    return isinstance(text, (str, list)) and ("cell_type" in found or "metadata" in found or "outputs" in found)


class _Reader:
    """A reader of JSON that takes what is there and never complains."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        # Jupyter writes one string to a line, which tells a closing quote from a stray one
        self.by_line = text.count("\n") > 20

    def value(self, depth: int) -> Any:
        """Read one value from here."""
        self.skip()
        sign = self.text[self.at : self.at + 1]
        if sign == "{" and depth < _DEEPEST:
            return self.members(depth)
        if sign == "[" and depth < _DEEPEST:
            return self.items(depth)
        if sign in ('"', "'") and sign:
            return self.string(sign, key=False)
        bare = re.compile(r"[^,\]}\n]*").match(self.text, self.at)
        assert bare is not None
        self.at = bare.end()
        return None  # numbers and the like hold nothing a participant wrote

    def members(self, depth: int) -> dict[str, Any]:
        """Read an object."""
        self.at += 1
        found: dict[str, Any] = {}
        while True:
            self.skip(",")
            sign = self.text[self.at : self.at + 1]
            if sign == "}":
                self.at += 1
                return found
            if sign in ("", "]", "{", "["):
                return found
            if sign not in ('"', "'"):
                self.at += 1
                continue
            key = self.string(sign, key=True)
            self.skip()
            if self.text[self.at : self.at + 1] != ":":
                continue
            self.at += 1
            value = self.value(depth + 1)
            found.setdefault(key, value)

    def items(self, depth: int) -> list[Any]:
        """Read an array."""
        self.at += 1
        found: list[Any] = []
        while True:
            self.skip(",")
            sign = self.text[self.at : self.at + 1]
            if sign == "]":
                self.at += 1
                return found
            if sign in ("", "}", ":"):
                return found
            before = self.at
            found.append(self.value(depth + 1))
            if self.at == before:
                self.at += 1

    def string(self, quote: str, key: bool) -> str:
        """Read a string; one that is never closed ends with its line."""
        start, at = self.at + 1, self.at + 1
        stop = self.text.find("\n", start) if self.by_line else len(self.text)
        stop = len(self.text) if stop < 0 else stop
        first = -1
        while True:
            at = self.text.find(quote, at, stop)
            if at < 0:
                break
            if _escaped(self.text, at, start):
                at += 1
                continue
            first = at if first < 0 else first
            if self.closes(at + 1, stop, key):
                break
            at += 1
        if at < 0:
            at = first if first >= 0 and key else stop
        self.at = min(at + 1, len(self.text))
        return unescaped(self.text[start:at].removesuffix("\r"))

    def closes(self, at: int, stop: int, key: bool) -> bool:
        """Say whether a quote that ends before here can be the one that closes."""
        if key:
            return re.compile(r"[ \t\r\n]*:").match(self.text, at) is not None
        if self.by_line and stop - at < _LONGEST_REST:
            return _REST.fullmatch(self.text, at, stop) is not None
        return re.compile(r"[ \t\r\n]*([\]},]|$)").match(self.text, at) is not None

    def skip(self, more: str = "") -> None:
        """Go on to the next sign that means something."""
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n" + more:
            self.at += 1


def _escaped(text: str, at: int, start: int) -> bool:
    back = at
    while back > start and text[back - 1] == "\\":
        back -= 1
    return (at - back) % 2 == 1


def unescaped(text: str) -> str:
    """Return what the inside of a JSON text says."""
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, found[0])

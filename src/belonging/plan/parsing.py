"""Reading a plan file as far as it can be read: a line that breaks its grammar is mended or left out."""

from __future__ import annotations

import re

import yaml

from belonging.plan.source import QUOTES, Node, Source, text_of
from belonging.plan.tree import built

# the parser's time grows with the square of open brackets; a plan written as JSON has a few hundred
_MOST_BRACKETS = 1_500
_SIMPLE_LINE = re.compile(r"(?P<key>\s*(?:- +)*[A-Za-z_]\w*:) +(?P<text>[^\s'\"|>#][^\n]*)")


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
            root = built("\n".join(lines), attempt)
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
        "cannot start any token": f"The text starts with a sign that has a meaning in this kind of file. {QUOTES}",
        "unexpected end of stream": "Quotes are opened here and never closed.",
        "unexpected end": "Quotes are opened here and never closed.",
        "did not find expected ',' or": "A bracket is opened and not closed.",
        "escape": "A backslash stands in a text with double quotes. Use single quotes.",
        "tag": f"The text starts with an exclamation mark. {QUOTES}",
        "alias": f"The text starts with * or &. {QUOTES}",
        "anchor": f"The text starts with * or &. {QUOTES}",
        "block sequence entries": "A dash stands where no list can start. Begin the list on a line of its own.",
    }
    return next((said for sign, said in reasons.items() if sign in what), f"I cannot read this line. {QUOTES}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"

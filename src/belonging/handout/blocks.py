"""Plain Markdown as blocks of text, lists and tables: what a Word file, a PDF and a slide are all made from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN_COLUMN = 12  # letters that fit in a column like any other
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Run:
    """A few words in one kind of type; a line break is the sign for a new line."""

    text: str
    strong: bool = False
    emphasis: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `quote` when it stands in a quotation."""

    line: Line
    quote: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    cells : tuple of Line
        An empty line where a cell is left to be written in.
    room : int
        How many lines of handwriting the row has room for; 0 for a row that is all print.
    """

    cells: tuple[Line, ...]
    room: int = 0


@dataclass(frozen=True)
class Table:
    """A table with one row of headings.

    Parameters
    ----------
    head : tuple of Line
    rows : tuple of Row
    widths : tuple of float
        How wide each column is beside the others: the counts of dashes below the headings; where the author made
        them all alike, by the longest text below the heading.
    """

    head: tuple[Line, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Items | Table


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # a plan is made of blocks without it, in a page that has no Markdown reader

    # HTML is read so that a break in a table cell is a break; any other tag is refused below
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def blocks(markdown: str) -> list[Block]:
    """Read Markdown.

    Raises
    ------
    ValueError
        If it holds a picture or HTML, which would be lost.

    Examples
    --------
    >>> blocks("# Title")
    [Heading(level=1, line=(Run(text='Title', strong=False, emphasis=False),))]
    >>> blocks("| a | b |\\n|---|------|\\n| &nbsp;<br>&nbsp; | |")[0].rows
    (Row(cells=((), ()), room=2),)
    """
    tokens = iter(_markdown().parse(markdown))
    source = markdown.splitlines()
    return [block for token in tokens for block in _block(token, tokens, source)]


def text(line: Line) -> str:
    """Return a line's words."""
    return "".join(run.text for run in line)


def as_text(blocks_: list[Block]) -> str:
    """Write blocks as plain text, for a place that holds nothing else, such as the notes of a slide.

    Examples
    --------
    >>> as_text(blocks("Two **things**:\\n\\n1. one\\n2. two"))
    'Two things:\\n\\n1. one\\n2. two'
    """
    return "\n\n".join(_plain(block) for block in blocks_)


def _plain(block: Block) -> str:
    match block:
        case Items():
            marks = (f"{n}." if block.numbered else "-" for n, _ in enumerate(block.lines, 1))
            return "\n".join(f"{mark} {text(line)}" for mark, line in zip(marks, block.lines, strict=True))
        case Table():
            rows = (block.head, *(row.cells for row in block.rows))
            return "\n".join(": ".join(text(line) for line in row) for row in rows)
        case _:
            return text(block.line)


def _block(token: Token, tokens: Iterator[Token], source: list[str], quote: bool = False) -> Iterator[Block]:
    match token.type:
        case "heading_open":
            yield Heading(int(token.tag[1]), _next_line(tokens))
        case "paragraph_open":
            yield Paragraph(_next_line(tokens), quote)
        case "bullet_list_open" | "ordered_list_open":
            lines = tuple(_items(tokens, token.type.replace("open", "close")))
            yield Items(lines, token.type.startswith("ordered"))
        case "blockquote_open":
            for inner in tokens:
                if inner.type == "blockquote_close":
                    return
                yield from _block(inner, tokens, source, quote=True)
        case "table_open":
            yield _table(token, tokens, source)
        case "fence" | "code_block":
            yield Paragraph((Run(token.content.rstrip("\n")),))
        case "heading_close" | "paragraph_close" | "hr":
            return
        case "html_block" if token.content.lstrip().startswith("<!--"):
            return
        case kind:
            raise ValueError(f"A handout cannot show this ({kind}): {token.content[:60]!r}. Say it in words.")


def _items(tokens: Iterator[Token], close: str, mark: str = "") -> Iterator[Line]:
    """Read a list; the items of a list inside it follow their own, each with a dash."""
    line: Line = ()
    for token in tokens:
        if token.type == close:
            return
        if token.type == "inline":
            line = (*line, Run("\n"), *_line(token)) if line else (*((Run(mark),) if mark else ()), *_line(token))
        elif token.type == "list_item_close" and line:
            yield line
            line = ()
        elif token.type.endswith("list_open"):
            if line:
                yield line
                line = ()
            yield from _items(tokens, token.type.replace("open", "close"), f"{mark}– ")


def _table(opened: Token, tokens: Iterator[Token], source: list[str]) -> Table:
    rows: list[Row] = []
    cells: list[Line] = []
    room = 0
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            cells, room = [], 0
        elif token.type == "inline":
            line = _line(token)
            blank = not text(line).strip(f" \n{NBSP}")
            room = max(room, text(line).count("\n") + 1) if blank else room
            cells.append(() if blank else line)
        elif token.type == "tr_close":
            rows.append(Row(tuple(cells), room))
    start = opened.map[0] if opened.map else 0
    dashes = [part.count("-") for part in source[start + 1].strip().strip("|").split("|")]
    head, *body = rows
    widths = dashes if len(set(dashes)) > 1 else _by_words(body, len(dashes))
    return Table(head.cells, tuple(body), tuple(map(float, widths)))


def _by_words(rows: list[Row], columns: int) -> list[float]:
    longest = [max((len(text(row.cells[place])) for row in rows), default=0) for place in range(columns)]
    # by the root, as text of twice the length may also take twice the lines
    return [max(1, round(math.sqrt(length / _PLAIN_COLUMN), 2)) for length in longest]


def _next_line(tokens: Iterator[Token]) -> Line:
    return _line(next(tokens))


def _line(inline: Token) -> Line:
    runs: list[Run] = []
    strong = emphasis = False
    address = ""
    for token in inline.children or ():
        match token.type:
            case "text" | "text_special" | "code_inline":
                runs.append(Run(token.content, strong, emphasis))
            case "softbreak":
                runs.append(Run(" ", strong, emphasis))
            case "hardbreak":
                runs.append(Run("\n"))
            case "html_inline" if re.fullmatch(r"<br */?>", token.content):
                runs.append(Run("\n"))
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "em_open" | "em_close":
                emphasis = token.type == "em_open"
            case "link_open":
                address = str(token.attrs["href"])
            case "link_close":
                runs.append(Run(f" ({address})"))  # on paper nobody can click
            case kind:
                raise ValueError(f"A handout cannot show this ({kind}): {token.content[:60]!r}. Say it in words.")
    return tuple(_joined(runs))


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Join neighbours in the same type, so that an editor shows one stretch of text."""
    held: Run | None = None
    for run in runs:
        if held and (held.strong, held.emphasis) == (run.strong, run.emphasis):
            held = Run(held.text + run.text, run.strong, run.emphasis)
        else:
            if held and held.text:
                yield held
            held = run
    if held and held.text:
        yield held

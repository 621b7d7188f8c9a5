"""Blocks of text on paper: a Word file to edit and a tagged PDF to print, in the largest type that fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Row, Table

if TYPE_CHECKING:
    from docx.document import Document

Paper = Literal["letter", "a4"]
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Points of the running text, largest first; smaller type than the last is too small to read on paper."""

FOOTER = "Made with Belonging by Design. Change any word."
_ROOM = 8  # millimeters for a line of handwriting
_A4 = (21.0, 29.7)  # centimeters
_NARROW = 1.3
_WIDER = 1.06  # Word sets another font than the PDF; plan its pages with type that much larger
# Signs XML cannot hold; one of them would make Word refuse the file.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Fit:
    """In what type a sheet is set and how many pages it takes so."""

    size: float
    pages: int


def fit(title: str, blocks: Sequence[Block], paper: Paper, pages: int, *, tight: bool = False) -> Fit:
    """Return the largest type in which the blocks take that many pages; if none does, the largest with the fewest."""
    tried: list[Fit] = []
    for size in SIZES:
        tried.append(Fit(size, _page_count(pdf(title, blocks, paper, size, tight=tight))))
        if tried[-1].pages <= pages:
            break
    return next(each for each in tried if each.pages == tried[-1].pages)


def pdf(title: str, blocks: Sequence[Block], paper: Paper, size: float, *, tight: bool = False) -> bytes:
    """Return a tagged PDF (PDF/UA)."""
    from belonging.handout.typeset import typeset

    cleaned = [_cleaned(block) for block in blocks]
    return typeset([cleaned], _clean(title), FOOTER, paper, room=_ROOM, size=size, tight=tight)


def word(title: str, blocks: Sequence[Block], paper: Paper, size: float, *, tight: bool = False) -> bytes:
    """Return a Word file with real headings, lists and table heads.

    Parameters
    ----------
    title : str
    blocks : sequence of Block
    paper : {"letter", "a4"}
    size : float
        The type that fits in the PDF; the Word file takes one a little smaller, as its font is wider.
    tight : bool
        With narrow margins and little air, as in the PDF.
    """
    from docx.shared import Cm, Pt

    from belonging.handout.word import add, blank, document_bytes

    document = blank(_clean(title)[:255])
    for section in document.sections:
        if paper == "a4":
            section.page_width, section.page_height = (Cm(side) for side in _A4)
        if tight:
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_NARROW)
    size = max(8.5, round(2 * size / _WIDER) / 2)
    for name, scale in (("Normal", 1.0), ("Heading 1", 1.5), ("Heading 2", 1.12), ("Heading 3", 1.0)):
        style = document.styles[name]
        style.font.size = Pt(round(2 * size * scale) / 2)
        style.paragraph_format.space_before = Pt(0 if name in ("Normal", "Heading 1") else size * 0.6)
        style.paragraph_format.space_after = Pt(size * (0.25 if tight else 0.4))
        style.paragraph_format.line_spacing = 1.0
    for name in ("List Bullet", "List Number"):
        document.styles[name].paragraph_format.space_after = Pt(1 if tight else 2)
    add(document, [_cleaned(block) for block in blocks], _ROOM)
    _foot(document)
    return document_bytes(document)


def _foot(document: Document) -> None:
    from docx.shared import Pt

    document.sections[0].footer.paragraphs[0].add_run(FOOTER).font.size = Pt(9)


def _page_count(made: bytes) -> int:
    from belonging.handout.typeset import page_count

    return page_count(made)


def _cleaned(block: Block) -> Block:
    match block:
        case Items():
            return replace(block, lines=tuple(map(_clean_line, block.lines)))
        case Table():
            return replace(block, head=tuple(map(_clean_line, block.head)), rows=tuple(_clean_rows(block.rows)))
        case Heading() | Paragraph():
            return replace(block, line=_clean_line(block.line))


def _clean_rows(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield replace(row, cells=tuple(map(_clean_line, row.cells)))


def _clean_line(line: Line) -> Line:
    return tuple(replace(run, text=_clean(run.text)) for run in line)


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)

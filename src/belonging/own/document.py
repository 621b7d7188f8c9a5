"""Writes a report as a Word document with the same content as the page: real headings, tables with header rows."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from belonging.own.blocks import Block, Bullets, Picture, Section, Table
from belonging.own.drawing import drawn_for_paper
from belonging.own.report import Report
from belonging.own.sections import TITLE, sections, subtitle

# Signs XML cannot hold; one of them would make Word refuse the file.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document(report: Report) -> bytes:
    """Return the report as the content of a .docx file."""
    return paper(TITLE, subtitle(report), sections(report), picture=drawn_for_paper(report))


def paper(title: str, under: str, parts: Sequence[Section], *, picture: bytes = b"") -> bytes:
    """Return any report's sections as the content of a .docx file.

    Parameters
    ----------
    title, under : str
        The heading and the line below it.
    parts : sequence of Section
    picture : bytes
        The PNG of the report's one chart.
    """
    from docx import Document

    paper = Document()
    paper.core_properties.title = _xml(title)[:255]
    paper.core_properties.author = ""
    paper.core_properties.language = "en-US"
    paper.add_heading(_xml(title), level=0)
    if under:
        paper.add_paragraph(_xml(under))
    for section in parts:
        paper.add_heading(_xml(section.title), level=1)
        for block in section.blocks:
            _add(paper, block, picture)
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def _add(paper: Any, block: Block, picture: bytes) -> None:
    if isinstance(block, str):
        paper.add_paragraph(_xml(block))
    elif isinstance(block, Bullets):
        for line in block.lines:
            paper.add_paragraph(_xml(line), style="List Bullet")
    elif isinstance(block, Picture):
        if picture:
            from docx.shared import Cm

            shape = paper.add_picture(io.BytesIO(picture), width=Cm(12))
            shape._inline.docPr.set("descr", _xml(block.alt))
    else:
        _add_table(paper, block)


def _add_table(paper: Any, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    caption = paper.add_paragraph(style="Caption")
    caption.add_run(_xml(table.caption))
    caption.paragraph_format.keep_with_next = True
    grid = paper.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_xml(name)).bold = True
    # Word repeats this row on every page and reads it out as the heads of the columns.
    head = grid.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    head.append(mark)
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = _xml(text)
    paper.add_paragraph(_xml(table.note))


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)

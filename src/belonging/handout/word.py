"""Word files to edit: real headings, lists that count, tables whose first row is their headings, room to write."""

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from belonging.errors import Plain
from belonging.files import without_dates
from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable

    from belonging.handout.monday import Pack

_MADE = datetime(2026, 1, 1)  # a fixed day: the same words make the same file, so that an edited one can be told
_LETTER = (21.59, 27.94)  # centimeters
_MARGIN = 1.7
FONT = "Calibri"
"""Word has it, and LibreOffice and Google Docs set Carlito for it, which is as wide."""


def pack_document(pack: "Pack", room: float) -> "Document":
    """Return a Monday pack as a Word document for Letter paper; its tables are as wide as any paper's text.

    Parameters
    ----------
    pack : Pack
    room : float
        Millimeters for one line of handwriting.
    """
    from belonging.handout.monday import RIGHTS

    document = blank(pack.title)
    for place, page in enumerate((pack.sheet, pack.beside)):
        before = len(document.paragraphs)
        add(document, page, room)
        if place:
            document.paragraphs[before].paragraph_format.page_break_before = True
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(RIGHTS).font.size = _points(9)
    return document


def blank(title: str, heading: str = "") -> "Document":
    """Return an empty document in English with narrow margins and readable type; with its title when one is given."""
    try:
        import docx
    except ModuleNotFoundError as error:
        raise Plain(
            "Writing Word files needs a part that is not installed yet (python-docx).",
            "Type: python -m pip install python-docx",
        ) from error
    from docx.shared import Cm, RGBColor

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Belonging by Design", "en-US"
    properties.comments = ""
    properties.created = properties.modified = _MADE
    for section in document.sections:
        section.page_width, section.page_height = (Cm(side) for side in _LETTER)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
        section.header_distance = section.footer_distance = Cm(0.8)
    for name, size in (("Normal", 12), ("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 13)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = _points(size), RGBColor(0, 0, 0)
        _set_in(style, FONT)
    document.styles["Normal"].paragraph_format.space_after = _points(4)
    document.styles["Heading 1"].paragraph_format.space_before = _points(0)
    if heading:
        document.add_paragraph(heading, style="Heading 1")
    return document


def add(document: "Document", blocks: "list[Block] | tuple[Block, ...]", room: float = 9) -> None:
    """Add blocks of text to the end of a document.

    Parameters
    ----------
    document : Document
    blocks : sequence of Block
    room : float
        Millimeters for one line of handwriting in a table.
    """
    for block in blocks:
        match block:
            case Heading():
                _write(document.add_paragraph(style=f"Heading {min(block.level, 3)}"), block.line)
            case Paragraph():
                _write(document.add_paragraph(style="Quote" if block.quote else None), block.line)
            case Items():
                _add_items(document, block)
            case Table():
                _add_table(document, block, room)


def mark_heading_row(table: "WordTable") -> None:
    """Say in the file that the first row of a table is its headings, as a screen reader needs it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E8E8E8")
        cell._tc.get_or_add_tcPr().append(shade)
        for run in cell.paragraphs[0].runs:
            run.bold = True


def document_bytes(document: "Document") -> bytes:
    """Return a document as the bytes of its file, the same for the same document on any day."""
    raw = io.BytesIO()
    document.save(raw)
    return without_dates(raw.getvalue())


def _add_items(document: "Document", items: Items) -> None:
    numbering = _new_numbering(document) if items.numbered else 0
    for line in items.lines:
        paragraph = document.add_paragraph(style="List Number" if items.numbered else "List Bullet")
        _write(paragraph, line)
        if items.numbered:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, numbering


def _new_numbering(document: "Document") -> int:
    """Start a numbered list at 1; without this Word goes on counting from the list before."""
    numbering = document.part.numbering_part.element
    usual = document.styles["List Number"].element.pPr.numPr.numId.val
    fresh = numbering.add_num(numbering.num_having_numId(usual).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _add_table(document: "Document", block: Table, room: float) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm, Mm

    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, line in zip(table.rows[0].cells, block.head, strict=True):
        _write(cell.paragraphs[0], line)
    for row in block.rows:
        added = table.add_row()
        for cell, line in zip(added.cells, row.cells, strict=True):
            _write(cell.paragraphs[0], line)
        if row.room:
            added.height, added.height_rule = Mm(row.room * room), WD_ROW_HEIGHT_RULE.AT_LEAST
        _unbroken(added)
    table.autofit = False
    wide = _LETTER[0] - 2 * _MARGIN
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Cm(wide * width / sum(block.widths))  # some programs go by the column, Word by its cells
        for cell in column.cells:
            cell.width = column.width
    _full_width(table)
    mark_heading_row(table)
    gap = document.add_paragraph()  # or Word would join two tables in a row
    gap.paragraph_format.space_after = _points(0)
    gap.add_run(" ").font.size = _points(5)


def _full_width(table: "WordTable") -> None:
    """Let the table be as wide as the text, so that it also fits another paper."""
    from docx.oxml.ns import qn

    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")  # fiftieths of a percent


def _unbroken(row: Any) -> None:
    """Keep a row on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _write(paragraph: Any, line: Line) -> None:
    for run in line:
        written = paragraph.add_run(run.text)  # a newline in it becomes a line break
        written.bold, written.italic = run.strong or None, run.emphasis or None


def _set_in(style: Any, font: str) -> None:
    """Choose a style's font for every script; the template's names a theme, which would win."""
    from docx.oxml.ns import qn

    style.font.name = font
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:cs"), font)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)

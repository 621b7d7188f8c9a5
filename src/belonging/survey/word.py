"""A form as a Word file to edit: the same words and boxes as the page, with real headings and alternative text."""

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from belonging.errors import Plain
from belonging.survey import pictures
from belonging.survey.instrument import Form, Instrument, Item
from belonging.survey.page import rights

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_BOX = "\N{WHITE SQUARE}"
_MADE = datetime(2026, 1, 1)  # a fixed day: the same words make the same file, so that an edited one can be told


def form_document(kit: Instrument, form: Form) -> "Document":
    """Return one form as a Word document.

    Raises
    ------
    Plain
        If python-docx is not installed, or, for the picture sheet, what draws its pictures.
    """
    document = blank(f"{form.title} (grades {form.grades})", heading=form.title)
    for line in form.intro:
        document.add_paragraph(line, style="List Bullet")
    drawn = any(item.picture for item in kit.items)
    if not (drawn or kit.reversed):
        document.add_paragraph("“This class” means: ______________________________")
    for number, item in enumerate(kit.items, 1):
        _add_question(document, number, item, form)
    closing = document.add_paragraph()
    closing.add_run(f"{kit.status} {rights(kit)}").font.size = _points(9)
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
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.7)
    for name, size in (("Normal", 12), ("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 13)):
        font = document.styles[name].font
        font.size, font.color.rgb = _points(size), RGBColor(0, 0, 0)
    document.styles["Normal"].paragraph_format.space_after = _points(4)
    if heading:
        document.add_paragraph(heading, style="Heading 1")
    return document


def mark_heading_row(table: "Table") -> None:
    """Say in the file that the first row of a table is its headings, as a screen reader needs it."""
    from docx.oxml import OxmlElement

    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def new_numbering(document: "Document") -> int:
    """Start a numbered list at 1; without this Word goes on counting from the list before."""
    numbering = document.part.numbering_part.element
    usual = document.styles["List Number"].element.pPr.numPr.numId.val
    fresh = numbering.add_num(numbering.num_having_numId(usual).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def number(paragraph: Any, numbering: int) -> None:
    """Count a paragraph in the list that `new_numbering` started."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, numbering


def document_bytes(document: "Document") -> bytes:
    """Return a document as the bytes of its file, the same for the same document on any day."""
    raw, even = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return even.getvalue()


def _add_question(document: "Document", number: int, item: Item, form: Form) -> None:
    question = document.add_paragraph()
    question.paragraph_format.keep_with_next = True
    question.paragraph_format.space_before = _points(8)
    if item.picture:
        _add_picture(question, pictures.mark(item.picture), 1.1, item.picture)
    lead = f"  {item.picture.capitalize()}: " if item.picture else f"{number}. "
    question.add_run(lead + item.words[form.grades]).bold = True
    table = document.add_table(rows=1, cols=len(form.options))
    for cell, (value, label) in zip(table.rows[0].cells, form.options.items(), strict=True):
        paragraph = cell.paragraphs[0]
        if item.picture:
            paragraph.alignment = 1  # centred
            _add_picture(paragraph, pictures.child(value), 2.6, f"A child with {pictures.ARMS_IN_WORDS[value]}")
            cell.add_paragraph(label).alignment = 1
        else:
            paragraph.add_run(_BOX).font.size = _points(18)
            paragraph.add_run(f" {value} {label}")


def _add_picture(paragraph: Any, drawing: str, height: float, words: str) -> None:
    from docx.shared import Cm

    try:
        picture = pictures.png(drawing)
    except ModuleNotFoundError as error:
        raise Plain(
            "Drawing the picture sheet for Word needs a part that is not installed yet (vl-convert-python).",
            "Type: python -m pip install vl-convert-python",
        ) from error
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), height=Cm(height))
    shape._inline.docPr.set("descr", words)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)

"""A form as a Word file to edit: the same words and boxes as the page, with real headings and alternative text."""

import io
from typing import TYPE_CHECKING, Any

from belonging.errors import Plain
from belonging.handout.word import blank
from belonging.survey import pictures
from belonging.survey.instruments import Form, Instrument, Item
from belonging.survey.page import rights

if TYPE_CHECKING:
    from docx.document import Document

_BOX = "\N{WHITE SQUARE}"


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

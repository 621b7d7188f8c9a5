"""The kit's texts: authored once in Markdown, given out as a page to print and as a Word file to edit."""

from pathlib import Path
from typing import TYPE_CHECKING

from belonging.survey.instruments import NAMES, Form, Instrument, instrument
from belonging.survey.page import page
from belonging.tasks.prose import to_html

if TYPE_CHECKING:
    from docx.document import Document

_TEXTS = Path(__file__).resolve().parent / "texts"


def guide() -> str:
    """Return the teacher's guide as Markdown, with its tables filled in from the questions."""
    kits = [instrument(name) for name in NAMES]
    sets = "; ".join(f"{form.title} (grades {form.grades})" for kit in kits for form in kit.forms)
    text = (_TEXTS / "teacher-guide.md").read_text(encoding="utf-8")
    return (
        text.replace("{sets}", sets)
        .replace("{columns}", "\n\n".join(_columns(kit, kit.forms[-1]) for kit in kits))
        .replace("{comparison}", comparison(instrument("identity_pair")))
    )


def family_notice() -> str:
    """Return the notice to families as Markdown; what a teacher fills in stands in [brackets]."""
    return (_TEXTS / "family-notice.md").read_text(encoding="utf-8")


def comparison(kit: Instrument) -> str:
    """Return the numbers to set beside one's own as Markdown, with what they are."""
    math, science = kit.comparison["math_identity"], kit.comparison["science_identity"]
    rows = [
        ("Agreed on average", *(f"{pair['agree_on_average']}%" for pair in (math, science))),
        ("Strongly disagreed with both lines", *(f"{pair['lowest_on_both']}%" for pair in (math, science))),
        ("Strongly agreed with both lines", *(f"{pair['highest_on_both']}%" for pair in (math, science))),
        ("Mean of “You see yourself ...”", *(f"{pair['item_means'][0]:.2f}" for pair in (math, science))),
        ("Mean of “Others see you ...”", *(f"{pair['item_means'][1]:.2f}" for pair in (math, science))),
    ]
    return "\n".join(
        [
            f"{kit.comparison['students']:,} students. {kit.comparison['counted']} "
            "In the table 4 means strongly agree. “Agreed on average” is a mean of 3 or more over the two lines.",
            "",
            "| what was counted | math | science |",
            "|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
            "For a class of 25, the 95% interval of a mean reaches about 0.4 standard deviations to each side. "
            "That is about a third of a point on this scale. So a class that is a third of a point above or below "
            "these means cannot be told from chance.",
        ]
    )


def _columns(kit: Instrument, form: Form) -> str:
    rows = [f"| `{item.id}` | {item.words[form.grades]} |" for item in kit.items]
    numbers = ", ".join(f"{number} = {label}" for number, label in form.options.items())
    return "\n".join([f"**{kit.title}.** {numbers}.", "", "| column | question |", "|---|---|", *rows])


def text_page(markdown: str) -> str:
    """Return a text of the kit as one HTML page."""
    title = markdown.splitlines()[0].lstrip("# ")
    return page(title, to_html(markdown).replace("<th>", '<th scope="col">'))


def text_document(markdown: str) -> "Document":
    """Return a text of the kit as a Word document with real headings, lists and tables."""
    from belonging.handout.blocks import blocks
    from belonging.handout.word import add, blank

    document = blank(markdown.splitlines()[0].lstrip("# "))
    add(document, blocks(markdown))
    return document

"""Writes the survey kit into a folder: forms, guide, notice to families, and empty answer sheets."""

from pathlib import Path

from belonging.files import write_atomically, write_new
from belonging.handout.word import document_bytes
from belonging.survey.instruments import NAMES, instrument
from belonging.survey.page import form_page
from belonging.survey.prose import family_notice, guide, text_document, text_page
from belonging.survey.word import form_document

STATIC = "survey-kit"
"""The folder in the book's `_static` that holds the kit."""


def forms(out: Path) -> list[Path]:
    """Write every form as a page to print (`.html`) and as a Word file to edit (`.docx`).

    Parameters
    ----------
    out : Path
        The folder; made when it is missing.

    Returns
    -------
    list of Path
        The files, in the order of the kit.

    Raises
    ------
    Plain
        If a file of the same name is there and holds something else (perhaps your own changes): nothing is written
        then. Also if the folder cannot be written in, or a package for Word files is missing.
    """
    return write_new(out, _forms())


def write_kit(folder: Path) -> list[Path]:
    """Write the whole kit: the forms, the teacher's guide, the notice to families, and an answer sheet for each form.

    Parameters, result and errors are those of `forms`.
    """
    return write_new(folder, _everything())


def write_static(out: Path) -> list[Path]:
    """Write the kit for the book's download links, into `_static/survey-kit` of a built site; older files there go.

    Parameters
    ----------
    out : Path
        The folder of the site, the one that holds `_static`.
    """
    folder = out / "_static" / STATIC
    for name, content in (made := _everything()).items():
        write_atomically(folder / name, content)
    return [folder / name for name in made]


def _forms() -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for kit in map(instrument, NAMES):
        for form in kit.forms:
            made[f"{form.file}.html"] = form_page(kit, form).encode()
            made[f"{form.file}.docx"] = document_bytes(form_document(kit, form))
    return made


def _everything() -> dict[str, bytes]:
    made = _forms()
    for name, text in (("teacher-guide", guide()), ("family-notice", family_notice())):
        made[f"{name}.html"] = text_page(text).encode()
        made[f"{name}.docx"] = document_bytes(text_document(text))
    for name in NAMES:
        heads = ",".join(item.id for item in instrument(name).items)
        # the mark at the start tells spreadsheet programs that the file is UTF-8
        made[f"answers-{name.replace('_', '-')}.csv"] = f"\ufeff{heads}\r\n".encode()
    return made

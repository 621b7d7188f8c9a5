"""The survey kit: short questions for one's own class, forms to print, and a check of anyone's questions.

The questions are an unvalidated teaching instrument: nobody has tested how well they measure anything.
"""

from pathlib import Path

from belonging.survey.instrument import NAMES, UNVALIDATED, Form, Instrument, Item, instrument, mapping, recognise
from belonging.survey.lint import RULES, Finding, lint, lint_items

__all__ = [
    "NAMES",
    "RULES",
    "UNVALIDATED",
    "Finding",
    "Form",
    "Instrument",
    "Item",
    "forms",
    "instrument",
    "lint",
    "lint_items",
    "mapping",
    "recognise",
    "write_kit",
    "write_static",
]


def forms(out: Path) -> list[Path]:
    """Write every form as HTML and Word; see `belonging.survey.kit.forms`."""
    from belonging.survey import kit  # not needed to lint a question in a page

    return kit.forms(out)


def write_kit(folder: Path) -> list[Path]:
    """Write the whole kit into a folder; see `belonging.survey.kit.write_kit`."""
    from belonging.survey import kit

    return kit.write_kit(folder)


def write_static(out: Path) -> list[Path]:
    """Write the kit for the book's download links; see `belonging.survey.kit.write_static`."""
    from belonging.survey import kit

    return kit.write_static(out)

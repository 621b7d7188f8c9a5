"""The survey kit: short questions for one's own class, forms to print, and a check of anyone's questions.

The questions are an unvalidated teaching instrument: nobody has tested how well they measure anything.

Names are fetched when they are first used: the check of questions needs nothing but the standard library, so that a
page can load it without the rest. No module may be called as a name below, or the second import would find the module.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from belonging.survey.instruments import NAMES, UNVALIDATED, Form, Instrument, Item, instrument, mapping, recognise
    from belonging.survey.kit import forms, write_kit, write_static
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
_KIT = ("forms", "write_kit", "write_static")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"belonging.survey has no {name!r}")
    return getattr(import_module(f"belonging.survey.{'kit' if name in _KIT else 'instruments'}"), name)

"""A teacher's own survey: read it, agree on what its columns are, and write one safe report.

Names are fetched when they are first used: the form needs ipywidgets, the document python-docx, and reading neither.
No module may be called as a name below, or the second import would find the module.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Column": "mapping",
    "Mapping": "mapping",
    "Report": "report",
    "Survey": "survey",
    "analyse": "analysis",
    "correct": "corrections",
    "fit_mapping": "mapping",
    "guide": "form",
    "load_mapping": "mapping",
    "own": "command",
    "own_notebook": "notebook",
    "propose": "proposal",
    "read_bytes": "reading",
    "read_survey": "reading",
    "save_mapping": "mapping",
    "write_report": "write",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"belonging.own has no {name!r}")
    return getattr(import_module(f"belonging.own.{_HOME[name]}"), name)

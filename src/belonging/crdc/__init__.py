"""My school's public data: access and participation from the files of the Civil Rights Data Collection.

Names are fetched when they are first used: the form needs ipywidgets, the documents python-docx, and reading neither.
No module may be called as a name below, or the second import would find the module.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Analysis": "analysis",
    "Collection": "collection",
    "Source": "files",
    "analyse": "analysis",
    "collect": "collection",
    "guide": "form",
    "load": "collection",
    "public_data_notebook": "notebook",
    "report_on": "command",
    "write_report": "write",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"belonging.crdc has no {name!r}")
    return getattr(import_module(f"belonging.crdc.{_HOME[name]}"), name)

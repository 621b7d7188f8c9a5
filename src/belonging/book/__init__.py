"""The book: a Sphinx extension with the course's directives, its per-page scripts and its accessibility repairs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the ledger is also read where there is no Sphinx: by the lesson notebook in JupyterLab
    from sphinx.application import Sphinx

ROOMS = (
    "element",
    "sitting",
    "predict",
    "voice",
    "takehome",
    "facilitator",
    "exercise",
    "claim",
    "citations",
    "assets_per_page",
    "front_door",
    "repair",
    "bundle",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up every room of the extension."""
    for room in ROOMS:
        import_module(f"belonging.book.{room}").setup(app)
    for sheet in ("tokens.css", "course.css"):
        app.add_css_file(sheet, priority=900)  # after the theme's
    return {"parallel_read_safe": True, "parallel_write_safe": True}

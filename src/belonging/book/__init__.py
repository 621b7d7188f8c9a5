"""The book: a Sphinx extension with the course's directives, its per-page scripts and its accessibility repairs."""

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

ROOMS = (
    "element",
    "overview",
    "sitting",
    "predict",
    "voice",
    "takehome",
    "facilitator",
    "exercise",
    "live",
    "plan_rubric",
    "claim",
    "credit",
    "citations",
    "assets_per_page",
    "exemplar_plans",
    "handouts",
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

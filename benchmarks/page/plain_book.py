"""The same pages as plain Jupyter Book makes them: our directives, for the same text, and nothing more."""

from importlib import import_module
from typing import Any

from sphinx.application import Sphinx

DIRECTIVES = ("element", "sitting", "predict", "voice", "takehome", "facilitator", "exercise", "claim")

CONFIG = """
title: Belonging by Design
author: Belonging by Design contributors
only_build_toc_files: true
exclude_patterns: [".*", "_build", "**/templates"]
bibtex_bibfiles: [book/references.bib]
execute: {execute_notebooks: force, timeout: 120}
parse: {myst_enable_extensions: [attrs_block, attrs_inline, colon_fence, deflist]}
sphinx:
  extra_extensions: [plain_book]
"""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives alone."""
    for room in DIRECTIVES:
        import_module(f"belonging.book.{room}").setup(app)
    return {"parallel_read_safe": True}

"""The two scripts and the style sheet of an explorer, as a page and as a widget load them."""

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def module_script() -> str:
    """Return explorer.js as authored: the ES module that anywidget loads."""
    return (_HERE / "explorer.js").read_text(encoding="utf-8")


@cache
def classic_script() -> str:
    """Return explorer.js as a classic script, which a page can also load from a file.

    Browsers refuse modules over `file:`, so the exports become one global, `BelongingExplorers`.
    """
    body = re.sub(r"^export .*\n", "", module_script(), flags=re.MULTILINE)
    return f'(() => {{\n"use strict";\n{body}\nwindow.BelongingExplorers = {{ mount, data }};\n}})();\n'


@cache
def style() -> str:
    """Return the style sheet, which lies with the book's other assets."""
    return (_HERE.parent / "book" / "assets" / "explorer.css").read_text(encoding="utf-8")

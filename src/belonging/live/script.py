"""The page's script for Python on request, joined from the small files in `js/`."""

import re
from pathlib import Path

from belonging.live.tools import TOOLS

_JS = Path(__file__).parent / "js"
_FILES = ("words", "element", "client", "panel", "tool", "columns", *TOOLS, "main")


def page_script() -> str:
    """Join the files into one classic script, which also runs from a folder without a server."""
    body = "\n".join((_JS / f"{name}.js").read_text(encoding="utf-8") for name in _FILES)
    body = re.sub(r"^import [^;]*;\n", "", body, flags=re.MULTILINE)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f'window.BelongingLive = (() => {{\n"use strict";\n{body}\nreturn live;\n}})();\n'


def worker_script() -> str:
    """Return the worker's own script, a module."""
    return (_JS / "worker.js").read_text(encoding="utf-8")

"""The form's scripts, style and data, as a page and as a widget load them: one front end for both."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from belonging.files import write_atomically
from belonging.paths import course_root
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.form import definition
from belonging.plan.in_page import exports, plain

_HERE = Path(__file__).resolve().parent
_ELEMENT = _HERE.parent / "live" / "js" / "element.js"
_ASSETS = _HERE.parent / "book" / "assets"
_FILES = (
    "model",
    "history",
    "keep",
    "fields",
    "entries",
    "tabs",
    "checklist",
    "paper",
    "files",
    "start",
    "notices",
    "brought",
    "take",
    "desk",
    "builder",
)


def form_data() -> dict[str, Any]:
    """Return all that the form shows without asking Python: its definition, the exemplars, the kinds of export."""
    return {
        "form": definition(),
        "exemplars": [{**asdict(each), "plan": plain(exemplar(each.id))} for each in exemplars()],
        "exports": exports(),
    }


def page_files() -> dict[str, str]:
    """Return the page's script and its data, by file name; both also run from a folder without a server."""
    data = json.dumps(form_data(), ensure_ascii=False, separators=(",", ":"))
    return {
        "plan-form.js": f'window.BelongingPlan = (() => {{\n"use strict";\n{_joined()}\nreturn planFrontEnd;\n}})();\n',
        "plan-data.js": f"window.BelongingPlan.data = {data};\n",
    }


def write_page_files(static: Path) -> None:
    """Write them into the `_static` folder of a site."""
    for name, text in page_files().items():
        write_atomically(static / "belonging" / name, text.encode())


@cache
def module_script() -> str:
    """Return the front end as one ES module, for a widget."""
    return f"{_joined()}\n{_plain(_HERE / 'js' / 'widget.js')}\nexport default {{ render: planWidget }};\n"


@cache
def widget_style() -> str:
    """Return the style for JupyterLab, which has none of the book's tokens: they are set on the form itself."""
    tokens = (course_root() / "book" / "assets" / "tokens.css").read_text(encoding="utf-8")
    tokens = tokens.partition("@media print")[0]
    tokens = tokens.replace('html[data-theme="dark"]', 'body[data-jp-theme-light="false"] .bbd-live')
    tokens = re.sub(r"^html ", ".bbd-live ", tokens, flags=re.MULTILINE)
    return tokens + "".join((_ASSETS / name).read_text(encoding="utf-8") for name in ("live.css", "plan.css"))


def _joined() -> str:
    return "\n".join(_plain(path) for path in (_ELEMENT, *(_HERE / "js" / f"{name}.js" for name in _FILES)))


def _plain(path: Path) -> str:
    """Return a script without its imports and exports, for the one scope that all of them share."""
    text = re.sub(r"^import [^;]*;\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"^export ", "", text, flags=re.MULTILINE)

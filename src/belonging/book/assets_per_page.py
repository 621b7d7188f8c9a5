"""Which scripts and styles a page gets: an explorer's or an exercise's only where there is one."""

import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset

from belonging.course import modules
from belonging.exercise.page import write_page_files
from belonging.explorers.build import write_payloads
from belonging.live.site import write_front_end
from belonging.plan.front_end import write_page_files as write_plan_form
from belonging.survey.kit import write_static

ASSETS = Path(__file__).resolve().parent / "assets"

NEEDS = {
    "bbd-explorer": ("belonging/explorer.css", "belonging/page.js"),
    "bbd-exercise": ("belonging/exercise.css", "belonging/page.js"),
    "bbd-live": ("belonging/live.css", "belonging/page.js"),
    'data-live="plan"': ("belonging/plan.css",),
}
"""What shows up in a page's body, and the files that page then needs."""


def files_for(body: str) -> list[str]:
    """Return the files, relative to `_static`, that a page with this body needs."""
    return list(dict.fromkeys(file for mark, files in NEEDS.items() if mark in body for file in files))


def _add(app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    for file in files_for(context.get("body", "")):
        if file.endswith(".css"):
            app.add_css_file(file)
        else:
            app.add_js_file(file, loading_method="defer")


def _copy(app: Sphinx, exception: Exception | None) -> None:
    """Copy our scripts and styles; write the explorers' states, the exercises' data and the survey kit."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    copy_asset(str(ASSETS), str(static / "belonging"))
    ids = [module.id for module in modules()]
    write_page_files(ids, static)
    write_static(Path(app.outdir))
    write_front_end(static)
    write_plan_form(static)
    write_payloads(ids, static / "explorers", Path(app.config.belonging_drawn or Path(app.outdir).parent / ".drawn"))


def setup(app: Sphinx) -> None:
    """Listen for each page, and for the end of the build."""
    app.add_config_value("belonging_drawn", os.environ.get("BELONGING_DRAWN", ""), "", str)
    app.connect("html-page-context", _add)
    app.connect("build-finished", _copy, priority=400)

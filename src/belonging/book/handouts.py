"""The handouts in the site: made before the pages are read, offered on the pages they belong to, copied at the end."""

from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from belonging.book.element import InlineTag, inline, tag
from belonging.course import modules
from belonging.files import write_atomically
from belonging.handout.build import KINDS, Kind, made

logger = logging.getLogger(__name__)

FOLDER = "handouts"
"""The folder in the book's `_static` that holds them, with one folder in it for each module."""


class Handouts:
    """What one build of the book hands out."""

    def __init__(self) -> None:
        self.files: dict[str, dict[Kind, bytes]] = {}

    def make(self, app: Sphinx) -> None:
        """Make what the edition offers; what cannot be made is said, and then not offered."""
        self.files = {}
        if app.builder.format != "html":
            return
        kept = Path(app.config.belonging_drawn or Path(app.outdir).parent / ".drawn") / FOLDER
        offered = [kind for kind in KINDS if app.config.belonging_edition == "leader" or not kind.for_leaders]
        lacking = [kind for kind in offered if kind.missing]
        if lacking:
            logger.warning(
                "The pages offer no %s: %s is not installed. Type: python -m pip install '.[book]'",
                " and no ".join(kind.program for kind in lacking),
                " and ".join(dict.fromkeys(package for kind in lacking for package in kind.missing)),
            )
        offered = [kind for kind in offered if kind not in lacking]
        for module in modules():
            self.files[module.id] = {}
            for kind in offered:
                try:
                    self.files[module.id][kind] = made(module, kind, kept)
                except ValueError as wrong:
                    logger.warning("modules/%s: no %s file. %s", module.id, kind.program, wrong)

    def offer(self, app: Sphinx, doctree: nodes.document, page: str) -> None:
        """Put the links under the title of the Monday page and, for leaders, of the lesson."""
        folder = PurePosixPath(page).parts
        if len(folder) != 3 or folder[0] != "modules" or folder[1] not in self.files:
            return
        for_leaders = folder[2] == "lesson"
        if folder[2] not in ("lesson", "monday"):
            return
        links = [self._link(folder[1], kind) for kind in self.files[folder[1]] if kind.for_leaders == for_leaders]
        if not links:
            return
        words = "Slides with speaker notes: " if for_leaders else "This sheet, with a page on how to use it: "
        title = next(iter(doctree.findall(nodes.title)))
        line: list[nodes.Node] = [nodes.Text(words)]
        for place, link in enumerate(links):
            line += [nodes.Text(" or ")] * bool(place) + [link]
        title.parent.insert(title.parent.index(title) + 1, tag("p", *line, class_="bbd-handouts"))

    def copy(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files into the site."""
        if exception:
            return
        for module in modules():
            for kind, content in self.files.get(module.id, {}).items():
                write_atomically(Path(app.outdir) / "_static" / FOLDER / module.id / kind.file(module), content)

    @staticmethod
    def _link(module_id: str, kind: Kind) -> InlineTag:
        about = next(module for module in modules() if module.id == module_id)
        address = f"../../_static/{FOLDER}/{module_id}/{kind.file(about)}"
        return inline("a", f"{kind.program}, {kind.use}", href=address, download=kind.file(about))


def setup(app: Sphinx) -> dict[str, Any]:
    """Make at the start, offer on each page, copy at the end."""
    handouts = Handouts()
    app.connect("builder-inited", handouts.make)
    app.connect("doctree-resolved", handouts.offer)
    app.connect("build-finished", handouts.copy, priority=400)
    return {}

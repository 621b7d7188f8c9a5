"""`{objectives}` and `{key-points}`: a module at a glance, from its front matter."""

from collections.abc import Callable
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging import overview
from belonging.book.element import tag
from belonging.course import Module, module


class _Overview(SphinxDirective):
    markdown: Callable[[Module], str]
    mark: str

    def run(self) -> list[nodes.Node]:
        """Write the list; the module is the folder the lesson lies in."""
        folder = PurePosixPath(self.env.docname).parts
        if len(folder) != 3 or folder[0] != "modules":
            raise self.error(f"{{{self.name}}} works in a lesson only: modules/<module>/lesson.md.")
        written = type(self).markdown(module(folder[1]))
        return [tag("div", *self.parse_text_to_nodes(written), class_=f"bbd-overview {self.mark}")]


class Objectives(_Overview):
    """Length, sittings and objectives."""

    markdown = staticmethod(overview.objectives)
    mark = "bbd-objectives"


class KeyPoints(_Overview):
    """What to keep."""

    markdown = staticmethod(overview.key_points)
    mark = "bbd-key-points"


def setup(app: Sphinx) -> None:
    """Register the two directives."""
    app.add_directive("objectives", Objectives)
    app.add_directive("key-points", KeyPoints)

"""`{live}`: the place of a tool that runs Python in the page; its content says what to do where that cannot run."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import tag
from belonging.live.tools import TOOLS


class Live(SphinxDirective):
    """```{live} name```: a tool of `belonging.live.tools`."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Build the place; a script fills it."""
        name = self.arguments[0]
        if name not in TOOLS:
            raise self.error(f"There is no tool '{name}'. There are: {', '.join(TOOLS)}.")
        if not self.content:
            raise self.error("Say in the directive what a reader does where Python cannot run in the page.")
        tool = TOOLS[name]
        instead = tag("div", *self.parse_content_to_nodes(), class_="bbd-live-instead")
        wanted = {"data-live": name, "data-needs": " ".join(tool.needs), "data-likes": " ".join(tool.likes)}
        return [tag("div", instead, class_="bbd-live", **wanted)]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("live", Live)

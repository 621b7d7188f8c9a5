"""`{takehome}`: what a teacher can do with this on Monday."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import parse_inline, tag


class TakeHome(SphinxDirective):
    """```{takehome} Optional title``` with the steps as its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Build the box."""
        self.assert_has_content()
        title = self.arguments[0] if self.arguments else "Take it to Monday"
        label = tag("p", *parse_inline(self, title), class_="bbd-label")
        return [tag("div", label, *self.parse_content_to_nodes(), class_="bbd-takehome")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("takehome", TakeHome)

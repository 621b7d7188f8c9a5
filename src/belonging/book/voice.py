"""`{voice}`: what a student says. Every student of the course is fictional, and the page says so."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import parse_inline, tag


class Voice(SphinxDirective):
    """```{voice} Name, grade 7``` with the words as its content."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Build the quotation with its label."""
        self.assert_has_content()
        words = tag("blockquote", *self.parse_content_to_nodes())
        who = tag("figcaption", *parse_inline(self, self.arguments[0]), tag("span", " (a fictional student)"))
        return [tag("figure", words, who, class_="bbd-voice")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("voice", Voice)

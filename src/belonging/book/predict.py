"""`{predict}`: a question to think about first; the answer opens on request, with or without JavaScript."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import parse_inline, tag


class Predict(SphinxDirective):
    """```{predict} The question?``` with what happened as its content, and `:reveal: words on the button`."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"reveal": directives.unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Build the question and its closed answer."""
        self.assert_has_content()
        label = tag("p", "Predict first", class_="bbd-label")
        prompt = tag("p", *parse_inline(self, self.arguments[0]), class_="bbd-question")
        words = self.options.get("reveal") or "I have my guess. Show me."
        answer = tag("details", tag("summary", words), *self.parse_content_to_nodes())
        return [tag("div", label, prompt, answer, class_="bbd-predict")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("predict", Predict)

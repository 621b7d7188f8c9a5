"""`{sitting}`: under a heading, how long this sitting takes and where its work is saved."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import parse_inline, tag

_SAVED = "Your answers are kept in this browser. Stop whenever you like."


class Sitting(SphinxDirective):
    """```{sitting} Optional title``` with `:minutes: 25` and, if it differs, `:saved: where work is kept`."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"minutes": directives.positive_int, "saved": directives.unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Build the strip; without minutes it is an error, because a reader plans with them."""
        if "minutes" not in self.options:
            raise self.error("A {sitting} needs its length. Add a line  :minutes: 25")
        facts = [tag("p", tag("strong", f"{self.options['minutes']} minutes"), class_="bbd-sitting-minutes")]
        saved = nodes.paragraph("", "", *parse_inline(self, self.options.get("saved") or _SAVED))
        title = [tag("p", *parse_inline(self, self.arguments[0]), class_="bbd-label")] if self.arguments else []
        body = self.parse_content_to_nodes()
        return [tag("div", *title, *facts, saved, *body, class_="bbd-sitting")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("sitting", Sitting)

"""`{facilitator}`: notes for whoever leads a cohort, printed in the leader's edition only."""

import os

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import parse_inline, tag

EDITIONS = ("learner", "leader")


class Facilitator(SphinxDirective):
    """```{facilitator} Optional title``` with the notes as its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Build the notes; in the learner's edition nothing, so that no builder or index can carry them."""
        if self.config.belonging_edition != "leader":
            return []
        title = self.arguments[0] if self.arguments else "For the leader"
        label = tag("p", *parse_inline(self, title), class_="bbd-label")
        return [tag("div", label, *self.parse_content_to_nodes(), class_="bbd-facilitator")]


def setup(app: Sphinx) -> None:
    """Register the directive and the edition, which `belonging book --leader` sets."""
    edition = os.environ.get("BELONGING_EDITION", "learner")
    if edition not in EDITIONS:
        raise ValueError(f"BELONGING_EDITION is '{edition}'. It can be: {' or '.join(EDITIONS)}.")
    app.add_config_value("belonging_edition", edition, "env", str)
    app.add_directive("facilitator", Facilitator)

"""`{frameworks-credit}`: whose occupation codes and career clusters the course uses."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.frameworks import credit


class FrameworksCredit(SphinxDirective):
    """```{frameworks-credit}```: the credit as a paragraph."""

    def run(self) -> list[nodes.Node]:
        """Write the paragraph."""
        return [nodes.paragraph("", credit())]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("frameworks-credit", FrameworksCredit)

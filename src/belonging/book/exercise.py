"""`{exercise}`: one part of a module's exercise, as forms a reader can answer on the page."""

from pathlib import PurePosixPath

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from belonging.book.scoring import scoring
from belonging.exercise.source import load


class Exercise(SphinxDirective):
    """```{exercise} part``` names a part (heading) of `exercises/<module>/exercise.md`.

    For a part that stands before the first sitting: `:level: 2` sets its heading's level, `:folded:` closes its tasks.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"level": directives.positive_int, "folded": directives.flag}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Build the forms; the module is the folder the lesson lies in."""
        folder = PurePosixPath(self.env.docname).parts
        if len(folder) < 3 or folder[0] != "modules":
            raise self.error("{exercise} works in a lesson only: modules/<module>/lesson.md.")
        try:
            from belonging.exercise.page import exercise_html
        except ImportError as missing:
            raise self.error(f"The part of the package that makes page forms is missing: {missing}") from missing
        try:
            level = self.options.get("level", 3)
            root, folded = "../" * (len(folder) - 1), "folded" in self.options
            html = exercise_html(folder[1], self.arguments[0].strip(), level, root, folded)
        except (LookupError, ValueError, FileNotFoundError) as wrong:
            raise self.error(f"exercise '{self.arguments[0]}': {wrong}") from wrong
        forms: list[nodes.Node] = [nodes.raw("", html, format="html")]
        if self.config.belonging_edition == "leader":
            forms += scoring(load(folder[1]).part(self.arguments[0].strip()))
        return forms


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("exercise", Exercise)

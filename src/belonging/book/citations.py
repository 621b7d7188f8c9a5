"""The bibliography as readers see it: author and year, without the maintainers' notes on where a field was checked."""

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import field, sentence
from sphinx.application import Sphinx


class Style(PlainStyle):
    """Plain style, with titles as they are; the `note` field is for maintainers and never printed."""

    default_sorting_style = "author_year_title"

    def format_title(self, entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Print a title as its source does: the plain style would change the capitals."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Format one entry but for its note."""
        entry.fields.pop("note", None)
        return super().format_entry(label, entry, bib_data)


def setup(app: Sphinx) -> None:
    """Make the style known under the name that `_config.yml` uses."""
    register_plugin("pybtex.style.formatting", "belonging", Style)

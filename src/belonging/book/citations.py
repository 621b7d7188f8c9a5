"""The bibliography as readers see it: author and year, without the maintainers' notes on where a field was checked."""

from collections.abc import Iterable, Iterator
from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from sphinx.application import Sphinx


class Style(PlainStyle):
    """Plain style; the `note` field is for maintainers and never printed."""

    default_sorting_style = "author_year_title"

    def format_entries(self, entries: Iterable[Any], *rest: Any, **options: Any) -> Iterator[Any]:
        """Format every entry but for its note."""
        entries = list(entries)
        for entry in entries:
            entry.fields.pop("note", None)
        yield from super().format_entries(entries, *rest, **options)


def setup(app: Sphinx) -> None:
    """Make the style known under the name that `_config.yml` uses."""
    register_plugin("pybtex.style.formatting", "belonging", Style)

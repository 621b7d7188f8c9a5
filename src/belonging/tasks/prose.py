"""Short pieces of authored Markdown, and tables, as safe HTML."""

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

# signs that mean something to Markdown anywhere in a line, or at its start
_SIGNS = re.compile(r"([\\`*_\[\]<>&|~]|^[#+\-=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


@cache
def _renderer() -> MarkdownIt:
    # "html": False makes raw HTML inert, whoever wrote it
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(markdown: str) -> str:
    """Render Markdown as HTML; raw HTML in it stays visible text."""
    return str(_renderer().render(markdown))


def as_text(text: str) -> str:
    """Return Markdown that shows a text as it is, whatever signs are in it (a name of a file, words of a plan)."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def to_inline_html(markdown: str) -> str:
    """Render one line of Markdown as HTML that may stand inside a label."""
    return str(_renderer().renderInline(markdown))


def table_markdown(table: Any) -> str:
    """Write a DataFrame as a Markdown table, first column as row heading."""
    head = [str(name) for name in table.columns]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in table.itertuples(index=False)]
    return "\n".join(lines)


def table_html(table: Any, caption: str) -> str:
    """Write a DataFrame as an HTML table with caption and header cells for rows and columns."""
    from html import escape

    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(_cell(value))}</th>' if place == 0 else f"<td>{escape(_cell(value))}</td>"
            for place, value in enumerate(row)
        )
        + "</tr>"
        for row in table.itertuples(index=False)
    )
    return (
        f'<table class="bbd-evidence"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)

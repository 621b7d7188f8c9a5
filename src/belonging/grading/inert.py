"""Make what a participant made harmless to look at: no script, no style, no picture or link that loads or runs."""

import re
from functools import cache
from typing import Any

_TAGS = {
    *("p", "br", "div", "span", "strong", "em", "b", "i", "code", "pre", "ul", "ol", "li", "blockquote", "h3", "h4"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}
_ATTRIBUTES = {"th": ["scope", "colspan", "rowspan"], "td": ["colspan", "rowspan"], "span": ["aria-hidden"]}
# Their text is code, and would read as garbage once the tag is gone.
_WITH_CONTENT = re.compile(r"<(script|style|svg|math|template|iframe)\b.*?(</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@cache
def _cleaner() -> Any:
    from bleach import Cleaner

    return Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, protocols=set(), strip=True, strip_comments=True)


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    # Raw HTML stays visible text; a picture would ask another host, so it stays visible text too.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def inert_html(html: str) -> str:
    """Return HTML that shows text and tables and can do nothing else.

    Examples
    --------
    >>> inert_html('<p onclick="steal()">Right.<script>steal()</script></p>')
    '<p>Right.</p>'
    """
    return str(_cleaner().clean(_WITH_CONTENT.sub("", html)))


def inert_markdown(text: str, below: int = 1) -> str:
    """Render Markdown with every tag and picture in it shown as text, its headings below those around it.

    Parameters
    ----------
    text : str
        Markdown.
    below : int
        The level of the heading under which it stands.

    Examples
    --------
    >>> inert_markdown("**Hello** <script>steal()</script>").strip()
    '<p><strong>Hello</strong> &lt;script&gt;steal()&lt;/script&gt;</p>'
    >>> inert_markdown("# Title").strip()
    '<h2>Title</h2>'
    """
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + below, 6)}"
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))


def plain_text(text: str) -> str:
    """Return terminal output without its colour codes.

    Examples
    --------
    >>> plain_text("\\x1b[0;31mNameError\\x1b[0m: x")
    'NameError: x'
    """
    return _ANSI.sub("", text)

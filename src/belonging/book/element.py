"""One docutils node that stands for one HTML element, so that a directive is a few lines and needs no template."""

from collections.abc import Sequence
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Tag(nodes.General, nodes.Element):
    """An HTML element with docutils children; every builder but HTML shows the children alone."""


class InlineTag(nodes.Inline, nodes.Element):
    """The same inside a line of text."""


def tag(name: str, *children: nodes.Node | str, **attributes: str) -> Tag:
    """Make an element; `class_` and `aria_label` stand for `class` and `aria-label`.

    Examples
    --------
    >>> tag("p", "For Monday", class_="bbd-label")["html"]
    ('p', ' class="bbd-label"')
    """
    node = Tag()
    _fill(node, name, children, attributes)
    return node


def inline(name: str, *children: nodes.Node | str, **attributes: str) -> InlineTag:
    """Make an element that may stand inside a paragraph."""
    node = InlineTag()
    _fill(node, name, children, attributes)
    return node


def _fill(node: nodes.Element, name: str, children: Sequence[nodes.Node | str], attributes: dict[str, str]) -> None:
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    node["html"] = (name, written)
    node += [nodes.Text(child) if isinstance(child, str) else child for child in children]


def parse_inline(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """Read one line of Markdown, as a title or a prompt is."""
    found, messages = directive.state.inline_text(text, directive.lineno)
    return [*found, *messages]


def _open(translator: Any, node: nodes.Element) -> None:
    name, attributes = node["html"]
    translator.body.append(f"<{name}{attributes}>")


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</{node['html'][0]}>" + ("\n" if isinstance(node, Tag) else ""))


def _pass(_translator: Any, _node: nodes.Element) -> None:
    """Say nothing: the children speak for themselves."""


def setup(app: Sphinx) -> None:
    """Teach Sphinx the two nodes."""
    for kind in (Tag, InlineTag):
        other: dict[str, Any] = dict.fromkeys(("latex", "text", "man", "texinfo"), (_pass, _pass))
        app.add_node(kind, html=(_open, _close), **other)

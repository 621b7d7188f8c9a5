"""Roles, links and targets of a lesson in plain Markdown, for places that know only plain Markdown."""

import re
from collections.abc import Callable

_ROLE = re.compile(r"\{([a-z][a-z:]*)\}`([^`]+)`")
_CLAIM = re.compile(r" *\{claim\}`([^`]+)`")
_TITLED = re.compile(r"^(.*\S)\s*<[^<>]+>$", re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_TARGET = re.compile(r"^\([a-z][a-z0-9-]*\)=\n?", re.MULTILINE)

Cite = Callable[[str, bool], str]
"""From bib keys, and whether they stand in brackets, to the words."""


def plain(markdown: str, cite: Cite) -> str:
    """Turn roles into words, links inside the book into words, and drop link targets and marks of claims.

    What a claim rests on stands below its paragraph; see `belonging.lesson.blocks`.

    Parameters
    ----------
    markdown : str
        Prose without fenced blocks.
    cite : callable
        Writes citations; see `belonging.lesson.evidence`.

    Raises
    ------
    ValueError
        If it holds a role that the lessons do not use.

    Examples
    --------
    >>> plain("A {term}`response rate`, see [Who?](explorer-who).", lambda keys, bracketed: keys)
    'A *response rate*, see *Who?* (above).'
    """

    def role(match: re.Match[str]) -> str:
        name, content = match[1], match[2]
        match name:
            case "term":
                titled = _TITLED.match(content)
                return f"*{titled[1] if titled else content}*"
            case "cite:p" | "cite:t":
                return cite(content, name == "cite:p")
        raise ValueError(
            f"A lesson in JupyterLab cannot show the role {{{name}}}. Teach it in belonging.lesson.inline."
        )

    return _LINK.sub(_link, _ROLE.sub(role, _CLAIM.sub("", _TARGET.sub("", markdown))))


def claims_in(markdown: str) -> list[str]:
    """List the claim ids marked in a piece of prose, in order."""
    return _CLAIM.findall(markdown)


def _link(match: re.Match[str]) -> str:
    words, target = match[1], match[2]
    if "://" in target or target.startswith("mailto:"):
        return match[0]
    if target.partition("#")[0].endswith((".md", ".html")):
        return f"*{words}* (a page of the course book)"
    return f"*{words}* (above)"

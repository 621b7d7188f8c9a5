"""A lesson's own Markdown, with its roles, claims and links, as blocks for paper and slides."""

import re

from belonging.handout.blocks import Block, blocks
from belonging.lesson.blocks import render

_INSIDE = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:)[^)\s]+\)")


def authored(markdown: str, module_id: str) -> list[Block]:
    """Read Markdown as a lesson is written; a link inside the book is its words, as paper has nowhere to go.

    Raises
    ------
    ValueError
        If it holds what paper and slides cannot show.

    Examples
    --------
    >>> authored("See [Who answered?](explorer-who-answered).", "listening")[0].line[1].text
    'Who answered?'
    """
    return blocks(render(_INSIDE.sub(r"*\1*", markdown), module_id))

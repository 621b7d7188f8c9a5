"""The few operations on text that Python and the page's script must do in exactly the same way."""

import re

_EDGE = " \t\n\r\f\v"


def trim(text: str) -> str:
    """Return text without white space at its ends (ASCII only, as in the page's script)."""
    return text.strip(_EDGE)


def squeeze(text: str) -> str:
    """Return text with every run of white space as one space, to compare two texts by."""
    return trim(re.sub(r"[ \t\n\r\f\v]+", " ", text))


def normal(text: str) -> str:
    """Return only the letters and digits of a text, so that Markdown and what it renders to compare equal."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"\]\([^)\n]*\)", "", text).lower())


def lines_kept(text: str) -> list[str]:
    """Split at line feeds only, each line with its line feed, as JupyterLab stores a cell."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def unix(text: str) -> str:
    """Return text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")

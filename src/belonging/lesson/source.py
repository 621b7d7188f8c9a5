"""Read an authored lesson: its cells, and in each text cell prose and directives."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from belonging.course import module

_DIRECTIVE = re.compile(r"^\{([a-z][a-z:_-]*)\}\s*(.*)$")
_OPTION = re.compile(r"^:([a-z][a-z_-]*):\s*(.*)$")


@dataclass(frozen=True)
class Directive:
    """A fenced block such as ```` ```{voice} Kai, grade 7 ````.

    Parameters
    ----------
    name, argument
        What stands in the braces, and after them.
    options : dict
        The `:key: value` lines at its top.
    body : str
        The rest; Markdown that may hold directives of its own.
    """

    name: str
    argument: str
    options: dict[str, str]
    body: str


@dataclass(frozen=True)
class Text:
    """Prose between directives, as Markdown."""

    markdown: str


@dataclass(frozen=True)
class CodeCell:
    """A code cell with its Jupyter Book tags."""

    source: str
    tags: tuple[str, ...]


Piece = Text | Directive | CodeCell


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def pieces(markdown: str) -> list[Text | Directive]:
    """Split Markdown into prose and directives; a fence that is no directive stays prose.

    Raises
    ------
    ValueError
        If a directive stands inside a list or a quotation, where no place of the course can show it.

    Examples
    --------
    >>> [type(piece).__name__ for piece in pieces("Hello\\n\\n```{voice} Kai\\nHi.\\n```\\n\\nBye")]
    ['Text', 'Directive', 'Text']
    """
    lines = markdown.splitlines()
    found: list[Text | Directive] = []
    done = 0
    for token in _markdown().parse(markdown):
        head = _DIRECTIVE.match(token.info.strip()) if token.type == "fence" else None
        if head is None or token.map is None:
            continue
        if token.level:
            raise ValueError(f"The block {{{head[1]}}} stands inside a list or quotation. Move it to the left margin.")
        start, end = token.map
        _add_text(found, lines[done:start])
        options, body = _options(token.content)
        found.append(Directive(head[1], head[2].strip(), options, body))
        done = end
    _add_text(found, lines[done:])
    return found


def _add_text(found: list[Text | Directive], lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    if text:
        found.append(Text(text))


def _options(content: str) -> tuple[dict[str, str], str]:
    lines = content.splitlines()
    options = {}
    while lines and (option := _OPTION.match(lines[0])):
        options[option[1]] = option[2].strip()
        lines.pop(0)
    return options, "\n".join(lines).strip()


@cache
def lesson_pieces(module_id: str) -> tuple[Piece, ...]:
    """Read a module's lesson as pieces in reading order; the front matter is left out."""
    import jupytext

    notebook: Any = jupytext.read(module(module_id).lesson, fmt="md:myst")
    found: list[Piece] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found.append(CodeCell(cell.source, tuple(cell.metadata.get("tags", ()))))
        else:
            found += pieces(cell.source)
    return tuple(found)

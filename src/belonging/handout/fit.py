"""Whether words fit on a slide: how many lines they take in a box, by a width of letters on the safe side."""

import math
from collections.abc import Iterable, Sequence

from belonging.handout.blocks import Block, Heading, Items, Paragraph, Table, text

SIZES = (32, 28, 26, 24, 22, 20, 18)
"""Points of text on a slide, largest first; smaller than the last cannot be read from the back of a room."""

_LETTER = 0.53
"""Mean width of a letter as a part of its size; Calibri's is 0.49, and other programs may set a wider font."""

_LINE = 1.2
_BETWEEN = 0.5  # between two paragraphs, in lines


def lines(words: str, size: float, width: float) -> int:
    """Return how many lines some words take.

    Parameters
    ----------
    words : str
    size : float
        Points.
    width : float
        Of the box, in points.

    Examples
    --------
    >>> lines("one two three", 20, 400), lines("word " * 20, 20, 400)
    (1, 3)
    """
    per_line = max(1, width / (size * _LETTER))
    return sum(max(1, math.ceil(len(part) / per_line)) for part in words.split("\n"))


def height(body: Iterable[Block], size: float, width: float) -> float:
    """Return the height of some blocks in points."""
    found = 0.0
    for block in body:
        match block:
            case Heading() | Paragraph():
                found += lines(text(block.line), size, width) + _BETWEEN
            case Items():
                found += sum(lines(text(line), size, width - 1.5 * size) + _BETWEEN for line in block.lines)
            case Table():
                found += table_lines(block, size, width)
    return found * size * _LINE


def table_lines(table: Table, size: float, width: float) -> float:
    """Return the height of a table in lines, cells' margins included."""
    share = width / sum(table.widths)
    rows = (table.head, *(row.cells for row in table.rows))
    return sum(
        max(lines(text(cell), size, wide * share - 15) for cell, wide in zip(row, table.widths, strict=True)) + 0.5
        for row in rows
    )


def size_for(body: Sequence[Block], width: float, room: float) -> int | None:
    """Return the largest size in which the blocks fit, or None."""
    return next((size for size in SIZES if height(body, size, width) <= room), None)


def poured(body: Sequence[Block], width: float, room: float) -> list[list[Block]]:
    """Share blocks out over as many slides as they need; a list or a table may go on on the next one.

    Raises
    ------
    ValueError
        If a single paragraph, item or row does not fit on a slide even in the smallest size.
    """
    slides: list[list[Block]] = [[]]
    for piece in (piece for block in body for piece in _pieces(block)):
        joined = _with(slides[-1], piece)
        if size_for(joined, width, room) is not None:
            slides[-1] = joined
        elif size_for([piece], width, room) is not None and slides[-1]:
            slides.append([piece])
        else:
            raise ValueError(f"This does not fit on a slide; make it shorter: “{_start(piece)} …”")
    return slides


def _pieces(block: Block) -> list[Block]:
    match block:
        case Items():
            return [Items((line,), block.numbered) for line in block.lines]
        case Table():
            return [Table(block.head, (row,), block.widths) for row in block.rows]
        case _:
            return [block]


def _with(body: list[Block], piece: Block) -> list[Block]:
    """Add a piece to a slide; a list or table that went on is one list or table again."""
    match body[-1:], piece:
        case [Items() as before], Items() if before.numbered == piece.numbered:
            return [*body[:-1], Items((*before.lines, *piece.lines), piece.numbered)]
        case [Table() as before], Table() if before.head == piece.head:
            return [*body[:-1], Table(piece.head, (*before.rows, *piece.rows), piece.widths)]
        case _:
            return [*body, piece]


def _start(block: Block) -> str:
    match block:
        case Items():
            return text(block.lines[0])[:60]
        case Table():
            return text(block.rows[0].cells[0])[:60]
        case _:
            return text(block.line)[:60]

"""A Monday pack as a tagged PDF, with as much room to write as its page has."""

from collections.abc import Sequence

from belonging.handout.blocks import Block
from belonging.handout.monday import RIGHTS, Pack
from belonging.handout.typeset import Paper, page_count, typeset

ROOMS = (20, 18, 16, 14, 12, 11, 10, 9, 8, 7)
"""Millimeters for one line of handwriting, widest first; the widest that keeps each page one page is taken."""

SIZE = 11.5
"""Points of the running text."""


def pack_pdf(pack: Pack, paper: Paper = "letter") -> bytes:
    """Return the pack as a PDF/UA file of two pages.

    Raises
    ------
    ValueError
        If the sheet does not fit on one page, or the page beside it does not; the message says what to shorten.
    """
    return _set([pack.sheet, pack.beside], pack.title, paper, room_for(pack, paper))


def room_for(pack: Pack, paper: Paper = "letter", size: float = SIZE) -> int:
    """Return the millimeters that one line of handwriting gets on the sheet.

    Parameters
    ----------
    pack : Pack
    paper : {"letter", "a4"}
    size : float
        Points of the running text.

    Raises
    ------
    ValueError
        If a page of the pack runs over even with the least room.
    """
    if page_count(_set([pack.beside], pack.title, paper, ROOMS[0], size)) > 1:
        raise ValueError(f"“{pack.title}”: the take-home boxes and key points are too long for one page. Shorten them.")
    for room in ROOMS:
        if page_count(_set([pack.sheet], pack.title, paper, room, size)) == 1:
            return room
    raise ValueError(f"“{pack.title}”: the sheet is too long for one page ({paper}). Take out a row or a sentence.")


def _set(pages: list[Sequence[Block]], title: str, paper: Paper, room: int, size: float = SIZE) -> bytes:
    return typeset(pages, title, RIGHTS, paper, room=room, size=size)

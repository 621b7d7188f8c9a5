"""A Monday pack as a tagged PDF, with as much room to write as its page has."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal

from belonging.handout.blocks import Block
from belonging.handout.monday import RIGHTS, Pack

Paper = Literal["letter", "a4"]
PAPERS: dict[Paper, str] = {"letter": "us-letter", "a4": "a4"}

ROOMS = (20, 18, 16, 14, 12, 11, 10, 9, 8, 7)
"""Millimeters for one line of handwriting, widest first; the widest that keeps each page one page is taken."""

SIZE = 11.5
"""Points of the running text."""

_TEMPLATE = Path(__file__).with_name("pack.typ")


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
    if _pages(_set([pack.beside], pack.title, paper, ROOMS[0], size)) > 1:
        raise ValueError(f"“{pack.title}”: the take-home boxes and key points are too long for one page. Shorten them.")
    for room in ROOMS:
        if _pages(_set([pack.sheet], pack.title, paper, room, size)) == 1:
            return room
    raise ValueError(f"“{pack.title}”: the sheet is too long for one page ({paper}). Take out a row or a sentence.")


def _set(pages: list[Sequence[Block]], title: str, paper: Paper, room: int, size: float = SIZE) -> bytes:
    said = {
        "title": title,
        "rights": RIGHTS,
        "pages": [[{"kind": type(block).__name__, **asdict(block)} for block in page] for page in pages],
    }
    made: bytes = _compiler().compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"pack": json.dumps(said), "paper": PAPERS[paper], "room": str(room), "size": str(size)},
        pdf_standards="ua-1",
        timestamp=0,  # no day in it: the same words make the same file
    )
    return made


@cache
def _compiler() -> Any:
    """Start Typst once, with the fonts it brings and no others, so that every computer sets the same lines."""
    import typst

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


def _pages(pdf: bytes) -> int:
    count = re.search(rb"/Type */Pages */Count (\d+)", pdf)
    if count is None:
        raise ValueError("The PDF does not say how many pages it has; this release of typst is not known here.")
    return int(count[1])

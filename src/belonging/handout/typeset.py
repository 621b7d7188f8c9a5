"""Blocks of text as a tagged PDF, set by Typst with the fonts it brings: the same words make the same file."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal

from belonging.handout.blocks import Block

Paper = Literal["letter", "a4"]
PAPERS: dict[Paper, str] = {"letter": "us-letter", "a4": "a4"}

_TEMPLATE = Path(__file__).with_name("pack.typ")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def typeset(
    pages: Sequence[Sequence[Block]],
    title: str,
    footer: str,
    paper: Paper,
    *,
    room: float,
    size: float,
    tight: bool = False,
) -> bytes:
    """Return a PDF/UA file.

    Parameters
    ----------
    pages : sequence of sequences of Block
        Each begins a new page, and may run over.
    title, footer : str
        The file's title; the words at the foot of each page, before its number.
    paper : {"letter", "a4"}
    room : float
        Millimeters for one line of handwriting in a table.
    size : float
        Points of the running text.
    tight : bool
        With narrow margins and little air, for a sheet that has much to say.

    Raises
    ------
    ValueError
        If the words hold a sign that no font on this computer has; the message names it.
    """
    said = {
        "title": title,
        "rights": footer,
        "pages": [[{"kind": type(block).__name__, **asdict(block)} for block in page] for page in pages],
    }
    inputs = {
        "pack": json.dumps(said),
        "paper": PAPERS[paper],
        "room": str(room),
        "size": str(size),
        "tight": "yes" if tight else "no",
    }
    try:
        return _compiled(inputs, system_fonts=False)
    except ValueError:
        return _compiled(inputs, system_fonts=True)  # a language or a sign that only this computer's fonts can show


def _compiled(inputs: dict[str, str], *, system_fonts: bool) -> bytes:
    import typst

    try:
        made: bytes = _compiler(system_fonts).compile(
            _TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards="ua-1",
            timestamp=0,  # no day in it: the same words make the same file
        )
    except typst.TypstError as error:
        if missing := _NO_GLYPH.search(str(error)):
            raise ValueError(f"no font here can print “{missing[1]}”") from error
        raise
    return made


@cache
def _compiler(system_fonts: bool) -> Any:
    """Start Typst once; with the fonts it brings and no others, so that every computer sets the same lines."""
    import typst

    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=system_fonts))


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF that `typeset` made has."""
    count = re.search(rb"/Type */Pages */Count (\d+)", pdf)
    if count is None:
        raise ValueError("The PDF does not say how many pages it has; this release of typst is not known here.")
    return int(count[1])

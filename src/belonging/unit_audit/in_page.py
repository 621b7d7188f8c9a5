"""What the page asks for when a teacher tallies a unit there: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from belonging.unit_audit.csv_file import csv_text, read_csv
from belonging.unit_audit.figure import QUESTIONS, Figure
from belonging.unit_audit.result import FOCUS, result_html
from belonging.unit_audit.said import sentence
from belonging.unit_audit.shares import shares

Plainly = Mapping[str, Any]
_NAMES = [name for name, _ in QUESTIONS]


def result(figures: Sequence[Plainly], focus: str = FOCUS) -> dict[str, Any]:
    """Return what a tally says.

    Parameters
    ----------
    figures
        Each with `part`, `who` and the four answers.
    focus
        What the teacher calls the group.

    Returns
    -------
    dict
        `html`, `sentence`, and `shares`: lens, focus, n, unclear of each lens.

    Raises
    ------
    ValueError
        If a figure has an unknown answer; the message says which.
    """
    read = _read(figures)
    return {
        "html": result_html(read, focus or FOCUS),
        "sentence": sentence(read, focus or FOCUS),
        "shares": [{"lens": s.lens.id, "focus": s.focus, "n": s.n, "unclear": s.unclear} for s in shares(read)],
    }


def save(figures: Sequence[Plainly]) -> dict[str, str]:
    """Return a tally as the text of a CSV file."""
    return {"csv": csv_text(_read(figures))}


def open_file(content: bytes) -> dict[str, Any]:
    """Read a tally from the bytes of a CSV file.

    Raises
    ------
    Plain
        If it is no tally; see `belonging.unit_audit.csv_file.read_csv`.
    """
    return {
        "figures": [
            {"part": f.part, "who": f.who, **{name: getattr(f, name) for name in _NAMES}} for f in read_csv(content)
        ]
    }


def _read(figures: Sequence[Plainly]) -> list[Figure]:
    return [
        Figure(str(f.get("part", "")), f.get("who", "unclear"), **{name: bool(f.get(name)) for name in _NAMES})
        for f in figures
    ]

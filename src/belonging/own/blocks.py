"""What a report's sections are made of: sentences, lists, tables of text, and the place of the chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of text; the first column names its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """The place of the report's one chart."""

    alt: str


Block = str | Table | Bullets | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def short(text: str, most: int = 140) -> str:
    """Shorten a question's text for a table, and disarm text that a spreadsheet would take for a formula.

    >>> short("=1+1"), short("word " * 5, 11)
    ("'=1+1", 'word word…')
    """
    inert = f"'{text}" if text[:1] in ("=", "+", "@", "\t") or (text[:1] == "-" and len(text) > 1) else text
    return inert if len(inert) <= most else inert[: most - 1].rstrip() + "…"

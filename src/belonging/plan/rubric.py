"""The eight rows on which people score a plan, each with four levels and three anchors; from `rubric.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Anchor", "Excerpt", "Row", "level_names", "rubric"]

_FILE = Path(__file__).with_name("rubric.yml")


@dataclass(frozen=True)
class Excerpt:
    """One field of a made-up plan, as a reader sees it.

    Parameters
    ----------
    field : str
        Its path, `"audience.how_they_respond"`.
    text : str
        What stands there, in words also where the file holds a choice or a yes.
    """

    field: str
    text: str


@dataclass(frozen=True)
class Anchor:
    """A piece of a plan that shows a level.

    Parameters
    ----------
    level : int
        0 to 3.
    excerpt : tuple of Excerpt
        The fields to read.
    why : str
        Why it is this level, and not the one above or below.
    """

    level: int
    excerpt: tuple[Excerpt, ...]
    why: str


@dataclass(frozen=True)
class Row:
    """One row of the rubric.

    Parameters
    ----------
    id : str
        `"A"` to `"H"`.
    title, question : str
        What the row is about, and the question a scorer puts to the plan.
    look_at : tuple of str
        Parts of the plan where the evidence mostly stands.
    levels : tuple of str
        What levels 0, 1, 2 and 3 look like.
    anchors : tuple of Anchor
        Three, from low to high.
    """

    id: str
    title: str
    question: str
    look_at: tuple[str, ...]
    levels: tuple[str, ...]
    anchors: tuple[Anchor, ...]


@cache
def rubric() -> tuple[Row, ...]:
    """Return the rows in order.

    Examples
    --------
    >>> [row.id for row in rubric()]
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
    """
    return tuple(_row(given) for given in _read()["rows"])


def level_names() -> tuple[str, ...]:
    """Return what levels 0 to 3 are called.

    Examples
    --------
    >>> level_names()
    ('Not yet', 'Emerging', 'Solid', 'Strong')
    """
    return tuple(_read()["level_names"])


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def _row(given: dict[str, Any]) -> Row:
    anchors = tuple(
        Anchor(anchor["level"], tuple(Excerpt(**excerpt) for excerpt in anchor["excerpt"]), anchor["why"])
        for anchor in given["anchors"]
    )
    return Row(**{**given, "look_at": tuple(given["look_at"]), "levels": tuple(given["levels"]), "anchors": anchors})

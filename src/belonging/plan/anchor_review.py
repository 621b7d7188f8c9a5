"""A plan to practice scoring on, and what a careful reader finds in it: `anchor_plan.yml` and `anchor_review.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from belonging.plan.plan import Plan

__all__ = ["Expected", "anchor_plan", "anchor_plan_text", "expected"]

_PLAN = Path(__file__).with_name("anchor_plan.yml")
_REVIEW = Path(__file__).with_name("anchor_review.yml")


@dataclass(frozen=True)
class Expected:
    """What a careful reader says of the plan in one row of the rubric.

    Parameters
    ----------
    row : str
        `"A"` to `"H"`.
    level : int
        0 to 3.
    fields : tuple of str
        Where in the plan it can be seen.
    why : str
        Why it is this level.
    lift : str
        One change that would raise it by a level.
    """

    row: str
    level: int
    fields: tuple[str, ...]
    why: str
    lift: str


def anchor_plan_text() -> str:
    """Return the plan as it was written: YAML, with a comment that says what it is for."""
    return _PLAN.read_text(encoding="utf-8")


@cache
def anchor_plan() -> Plan:
    """Return the plan.

    Examples
    --------
    >>> anchor_plan().title
    'Engines off at pickup'
    """
    return Plan.model_validate(yaml.safe_load(anchor_plan_text()))


@cache
def expected() -> tuple[Expected, ...]:
    """Return the level of each row, in the order of the rubric, with its reason.

    Examples
    --------
    >>> [(found.row, found.level) for found in expected()][:3]
    [('A', 1), ('B', 2), ('C', 1)]
    """
    given = yaml.safe_load(_REVIEW.read_text(encoding="utf-8"))["rows"]
    return tuple(Expected(**{**row, "fields": tuple(row["fields"])}) for row in given)

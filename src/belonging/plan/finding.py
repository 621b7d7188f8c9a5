"""What a check says of a plan: four sentences a teacher can act on, and the field they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["must", "nudge"]


@dataclass(frozen=True)
class Finding:
    """One thing to mend in a plan.

    Parameters
    ----------
    rule : str
        `"R01"` to `"R26"`; `"fill"` for a field still to be filled.
    level : "must" or "nudge"
        A plan with a `must` left does not pass; a nudge is advice.
    field : str
        Where it is, as the path in the file with places counted from 0: `"activities.2.minutes"`; empty for the whole.
    see, why, fix, example : str
        What I see; why it matters; one thing to do; how it might read.
    """

    rule: str
    level: Level
    field: str
    see: str
    why: str
    fix: str
    example: str


@dataclass(frozen=True)
class Problem:
    """Something in a plan file that could not be read.

    Parameters
    ----------
    message : str
        What is the matter and what to do, in plain words; names the field.
    line : int
        The line of the file, counted from 1; 0 where there is none.
    field : str
        As in `Finding`.
    """

    message: str
    line: int = 0
    field: str = ""

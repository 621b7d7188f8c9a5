"""One pictured person of a unit as a teacher tallies them, and the five lenses through which a unit is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

#: Whether a figure belongs to the group the teacher looks for; nobody has to guess.
Who = Literal["focus", "other", "unclear"]
WHO: tuple[Who, ...] = get_args(Who)

#: What is asked of each figure, in the order of the form: name, and the question in plain words.
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("expert", "Shown as someone who knows or can do this?"),
    ("living", "Alive and working today?"),
    ("doing", "Shown doing the work?"),
    ("used", "Do students use this person's work?"),
)


@dataclass(frozen=True)
class Figure:
    """One person in a picture, a text or a video of the unit.

    Parameters
    ----------
    part
        Where the figure stands: a slide, a page, a poster. Free text, may be empty.
    who
        "focus" for the group the teacher looks for, "other", or "unclear" when the material does not say.
    expert, living, doing, used
        Yes or no to the four `QUESTIONS`, as the material shows it to students.
    """

    part: str
    who: Who
    expert: bool = False
    living: bool = False
    doing: bool = False
    used: bool = False

    def __post_init__(self) -> None:
        if self.who not in WHO:
            raise ValueError(f"“{self.who}” says not who is pictured. Choose one of: {', '.join(WHO)}.")


@dataclass(frozen=True)
class Lens:
    """One way to look at a unit: only figures that meet everything in `needs` are counted."""

    id: str
    label: str
    needs: tuple[str, ...]

    def sees(self, figure: Figure) -> bool:
        """Say whether this lens counts a figure."""
        return all(getattr(figure, need) for need in self.needs)

    def through(self, figures: Sequence[Figure]) -> list[Figure]:
        """Return the figures this lens counts."""
        return [figure for figure in figures if self.sees(figure)]


#: From the widest lens to the narrowest; each one keeps what the one before it asked.
LENSES: tuple[Lens, ...] = (
    Lens("headcount", "Pictured at all", ()),
    Lens("expert", "Shown as someone who knows", ("expert",)),
    Lens("living", "… and alive today", ("expert", "living")),
    Lens("doing", "… and doing the work", ("expert", "living", "doing")),
    Lens("used", "… and students use the work", ("expert", "living", "doing", "used")),
)

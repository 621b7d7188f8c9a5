"""What would move a unit's picture most: every small change is tried out on the teacher's own figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from belonging.unit_audit.figure import LENSES, Figure
from belonging.unit_audit.shares import Share, shares

#: How many changes are proposed.
PROPOSED = 3


@dataclass(frozen=True)
class Change:
    """One change to the unit, with the share it moves most: `before` and `after` stand for the same lens."""

    id: str
    says: str
    before: Share
    after: Share
    gain: float


# What is done, and the answers it turns to yes, in the order of how little work it is.
_MOVES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("use", "Let students use the work of a person who is already shown at work{place}: their data, tool or method.",
     ("used",)),
    ("show", "Show a person at work who is only pictured now{place}, and let students use what that person makes.",
     ("doing", "used")),
    ("name", "Say in a caption what a person knows{place}, show them at work, and let students use that work.",
     ("expert", "doing", "used")),
)  # fmt: skip
_ADD = "Add one person ({focus}) who works today, and let students use what that person makes."
_SWAP = "Trade one figure from the past{place} for a person ({focus}) who works today and whose work students use."


def changes(figures: Sequence[Figure], focus: str) -> list[Change]:
    """Propose the changes that would move the inner lenses most, the largest first.

    Each proposal is tried on one figure of the group; adding a new person, and trading a figure from the past for
    one, are tried as well. The gain is the average, over the four lenses inside the headcount, of how much the
    group's share grows.

    Parameters
    ----------
    figures
        The unit's figures.
    focus
        What the teacher calls the group, such as "women".

    Returns
    -------
    list of Change
        At most three; empty when nothing is tallied.
    """
    if not figures:
        return []
    before = shares(figures)
    found = []
    for id_, says, turned in _MOVES:
        if (place := _first(figures, turned)) is not None:
            figure = figures[place]
            after = [*figures[:place], replace(figure, **_yes(turned)), *figures[place + 1 :]]
            found.append(_change(id_, says.format(place=_where(figure)), before, shares(after)))
    new = Figure("", "focus", expert=True, living=True, doing=True, used=True)
    found.append(_change("add", _ADD.format(focus=focus), before, shares([*figures, new])))
    past = next((place for place, f in enumerate(figures) if f.who == "other" and not f.living), None)
    if past is not None:
        says = _SWAP.format(place=_where(figures[past]), focus=focus)
        after = [*figures[:past], replace(new, part=figures[past].part), *figures[past + 1 :]]
        found.append(_change("swap", says, before, shares(after)))
    # Equal gains keep the order above, so the change that is least work comes first.
    return sorted(found, key=lambda change: -round(change.gain, 9))[:PROPOSED]


def _first(figures: Sequence[Figure], turned: tuple[str, ...]) -> int | None:
    """Return the place of the first figure of the group for which exactly these answers are still no."""
    for place, figure in enumerate(figures):
        missing = {need for need in LENSES[-1].needs if not getattr(figure, need)}
        if figure.who == "focus" and missing and missing <= set(turned) and turned[0] in missing:
            return place
    return None


def _yes(names: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(names, True)


def _where(figure: Figure) -> str:
    return f" ({figure.part})" if figure.part else ""


def _change(id_: str, says: str, before: list[Share], after: list[Share]) -> Change:
    grown = [(new.value or 0.0) - (old.value or 0.0) for old, new in zip(before[1:], after[1:], strict=True)]
    most = max(range(len(grown)), key=lambda place: (grown[place], place)) + 1
    return Change(id_, says, before[most], after[most], sum(grown) / len(grown))

"""One honest sentence about a unit: what the headcount says, what the narrow lens says, and on how many it rests."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.unit_audit.figure import Figure
from belonging.unit_audit.shares import PERCENT_FROM, Share, carried_by, shares

#: From this many figures on, the form says that the tally is large enough to look at.
ENOUGH = 20


def sentence(figures: Sequence[Figure], focus: str) -> str:
    """Say what a tally shows and how far it can be trusted.

    Parameters
    ----------
    figures
        The unit's figures.
    focus
        What the teacher calls the group, such as "women".
    """
    if not figures:
        return "Nothing is tallied yet. Begin with the first person pictured in your unit."
    by_id = {found.lens.id: found for found in shares(figures)}
    wide, narrow = by_id["headcount"], by_id["doing"]
    if not wide.n:
        return "The material does not say who any of these people are. Look for captions that name someone."
    words = [f"By headcount, {wide.words} of the people pictured are {focus}."]
    words.append(_inner(narrow, wide, focus))
    if wide.unclear:
        words.append(f"For {_figures(wide.unclear)} the material does not say.")
    if carried := carried_by(figures):
        words.append(
            f"One part carries much of it: {carried.focus} of {carried.focus_in_all} are in “{carried.part}”, and "
            f"without it the headcount is {carried.rest.words}."
        )
    if len(figures) < ENOUGH:
        words.append(f"This rests on {_figures(len(figures))}: too few to say more than what is on these pages.")
    return " ".join(words)


def _inner(narrow: Share, wide: Share, focus: str) -> str:
    if not narrow.n:
        return "Nobody is shown as a living person at work, so no student sees how the work is done today."
    text = f"Among those who are alive today and shown doing the work, it is {narrow.words}."
    if narrow.n < PERCENT_FROM:
        return text + f" With only {narrow.n}, one more person would change that a lot."
    if narrow.low <= (wide.value or 0.0) <= narrow.high:
        return text + " With so few, the two shares may well be the same."
    return text


def _figures(number: int) -> str:
    return f"{number} figure{'' if number == 1 else 's'}"


def cannot_say() -> tuple[str, ...]:
    """List what no tally of pictures can show."""
    return (
        "How students feel about the people in these pages: ask them.",
        "Who somebody is beyond what the page says. When it does not say, “unclear” is the right answer.",
        "Whether a picture helps anyone. Studies of role models are mixed, so change one page and look again.",
    )

"""What the cohort's command says: lines, the command that comes next, and what a new roster changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort
    from belonging.cohort.follow import Followed
    from belonging.cohort.roster import Person

_MOST_NAMES = 30


def say_followed(cohort: Cohort, followed: Followed, *, mark_left: bool) -> None:
    """Print what a new roster changed; ask about people who are not in it."""
    say(*followed.notes)
    if followed.added and len(followed.added) < len(followed.roster):
        say(f"New: {_named(followed.added)}.")
    if not followed.missing:
        return
    say(f"Not in the new list: {_named(followed.missing)}.")
    if mark_left or _asked(f"Have {'they' if len(followed.missing) > 1 else followed.missing[0].name} left?"):
        cohort.mark_left(followed.missing)
        say("Marked as left; their work and points stay.")
    else:
        say(
            "They stay in the cohort. If they left, write the day into the column “left” of roster.csv, or run the "
            "same command with --mark-left."
        )


def _named(people: Sequence[Person]) -> str:
    names = ", ".join(f"{one.name} ({one.id})" for one in people[:_MOST_NAMES])
    return names + (f" and {len(people) - _MOST_NAMES} more" if len(people) > _MOST_NAMES else "")


def _asked(question: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(question, default=False)


def count_of_people(count: int) -> str:
    """Return a number of people in words.

    >>> count_of_people(1), count_of_people(2000)
    ('1 person', '2,000 people')
    """
    return "1 person" if count == 1 else f"{count:,} people"


def say(*lines: str) -> None:
    """Print lines."""
    for line in lines:
        typer.echo(line)


def say_next(command: str) -> None:
    """Print the command that comes next."""
    typer.echo(f"Next: {command}")

"""From the scores of two or three people to one level a row, by rules that are said beforehand.

1. Two people score each plan, each alone.
2. Rows on which they are at most one level apart get the mean of the two.
3. Where one row is two or more apart, or they differ on access, a third person scores the plan. Then each row gets the
   median of all three, and access what most say.
4. A plan is ready for the micro-credential when no row is below 1, five rows or more are at 2 or higher, and access is
   given. The enactment note is asked for besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from belonging.plan.scoring.score import Score, row_ids

APART = 2
"""Levels between two scorers from which a third is asked."""
ROWS_AT_2 = 5
POINTS = 6
"""What an own plan is worth in the module; the mean level of its rows as a share of 3, times this."""

_HIGHEST = 3


@dataclass(frozen=True)
class Resolved:
    """What the scores of one plan come to.

    Parameters
    ----------
    scorers : tuple of str
        In the order in which they scored.
    needs : str
        "two", "one more", "a third", or "" when nothing is missing.
    apart : mapping of str to tuple of int
        The rows that ask for a third, with the levels given; while `needs` is "a third".
    access_apart : bool
        Whether the two differ on access.
    levels : mapping of str to float
        By row; empty while something is missing.
    open_to_all : bool or None
        None while something is missing.
    """

    scorers: tuple[str, ...]
    needs: str
    apart: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    access_apart: bool = False
    levels: Mapping[str, float] = field(default_factory=dict)
    open_to_all: bool | None = None

    @property
    def done(self) -> bool:
        """Whether enough people have scored."""
        return not self.needs

    @property
    def total(self) -> float | None:
        """The sum of the rows, of 24; None while something is missing."""
        return sum(self.levels.values()) if self.done else None

    def points(self, out_of: float = POINTS) -> float | None:
        """Return the points, to two decimals; None while something is missing."""
        if self.total is None:
            return None
        return round(out_of * self.total / (_HIGHEST * len(self.levels)), 2)

    @property
    def passes(self) -> bool | None:
        """Whether it is ready for the micro-credential, enactment note aside; None while something is missing."""
        if not self.done:
            return None
        levels = self.levels.values()
        return bool(self.open_to_all) and min(levels) >= 1 and sum(each >= 2 for each in levels) >= ROWS_AT_2


def in_order(scores: Sequence[Score]) -> list[Score]:
    """Return scores as they came in: by the time they were saved, then by name."""
    return sorted(scores, key=lambda score: (score.saved_at, score.scorer))


def resolve(scores: Sequence[Score]) -> Resolved:
    """Join the scores of one plan.

    Parameters
    ----------
    scores : sequence of Score
        Complete scores of the same version of one plan, one for each person.

    Raises
    ------
    ValueError
        If one person comes twice.
    """
    scores = in_order(scores)
    scorers = tuple(score.scorer for score in scores)
    if len(set(scorers)) < len(scorers):
        raise ValueError("one person may score a plan once")
    if len(scores) < 2:
        return Resolved(scorers, ("two", "one more")[len(scores)])
    given = {row: tuple(score.rows[row].level for score in scores) for row in row_ids()}
    votes = [score.open_to_all for score in scores]
    if len(scores) == 2:
        apart = {row: levels for row, levels in given.items() if max(levels) - min(levels) >= APART}
        if apart or votes[0] != votes[1]:
            return Resolved(scorers, "a third", apart, votes[0] != votes[1])
        return Resolved(scorers, "", levels={row: mean(levels) for row, levels in given.items()}, open_to_all=votes[0])
    # an even number of votes can tie; a door that half find shut is not open
    return Resolved(
        scorers,
        "",
        levels={row: float(median(levels)) for row, levels in given.items()},
        open_to_all=sum(votes) * 2 > len(votes),
    )

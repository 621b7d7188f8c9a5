"""What a report on one survey holds: results over people, never a row of one person."""

from __future__ import annotations

from dataclasses import dataclass, field

from belonging.measures import Alpha, Change, ChangeBounds, Interval, MatchedChange
from belonging.privacy import MINIMUM, RELIABLE, Release

K = MINIMUM
UNSURE = RELIABLE  # below it an average is read with care


@dataclass(frozen=True)
class Item:
    """One question: its text, whether it was turned round, how many answered, the average as scored."""

    name: str
    turned: bool
    n: int
    mean: float | None


@dataclass(frozen=True)
class ScaleResult:
    """One scale over everybody.

    `mean` and `interval` are None where printing them would tell what everybody answered (`coded` then says "≥4.8"
    or "≤1.2") or where fewer than `K` have a score. `at_low` and `at_high` are the shares of scores at the very ends.
    """

    name: str
    low: float
    high: float
    items: tuple[Item, ...]
    n: int
    mean: float | None
    interval: Interval | None
    coded: str
    at_low: str
    at_high: str
    alpha: Alpha | None
    alpha_before: Alpha | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class GroupRow:
    """One published group: its n, and a cell of text per scale."""

    label: str
    n: int
    cells: tuple[str, ...]
    unsure: bool


@dataclass(frozen=True)
class Comparison:
    """A protected comparison: published groups, how many were put together, or why there is none."""

    variable: str
    scales: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    pooled: int
    why_not: str = ""


@dataclass(frozen=True)
class ResponseRow:
    """Who answered in one group, as it may be printed."""

    label: str
    rows: str
    answered: str
    rate: str


@dataclass(frozen=True)
class ScaleChange:
    """One scale over two terms: the naive change, and where people could be matched the matched one and its bounds."""

    scale: str
    naive: Change | None
    matched: MatchedChange | None
    bounds: ChangeBounds | None
    why_not: str = ""


@dataclass(frozen=True)
class TwoTerms:
    """What two terms say together; `matched_by` is "code", "row" or empty."""

    earlier: str
    later: str
    n_earlier: int
    n_later: int
    matched_by: str
    changes: tuple[ScaleChange, ...]
    says: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """One of the eight checks of an inquiry note; `done` if the data already answer it."""

    id: str
    asks: str
    done: bool
    says: str


@dataclass(frozen=True)
class Report:
    """Everything a report says.

    Attributes
    ----------
    n : int
        People (rows) with at least one answer.
    rows : int
        Rows in the file that could have answers.
    asked : int or None
        How many were asked, where that is known, and where it is known from.
    """

    day: str
    term: str
    n: int
    rows: int
    asked: int | None
    asked_from: str
    scales: tuple[ScaleResult, ...]
    comparisons: tuple[Comparison, ...]
    response: tuple[ResponseRow, ...]
    response_by: str
    two_terms: TwoTerms | None
    checks: tuple[Check, ...]
    limits: tuple[str, ...]
    notes: tuple[str, ...]
    releases: tuple[Release, ...] = field(default=(), repr=False, compare=False)

    @property
    def too_few(self) -> bool:
        """Whether so few answered that no number over them may be printed."""
        return self.n < K

    @property
    def response_rate(self) -> float | None:
        """Share of those asked who answered, 0 to 1; None if nobody knows how many were asked."""
        return self.n / self.asked if self.asked else None

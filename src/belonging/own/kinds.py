"""Looks at one column's answers: points, labeled points, words on a ladder, labels of groups, or codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from belonging.own.answers import is_missing_code, label_in, no_answer, number_in, on_a_ladder, plain_words
from belonging.own.personal import looks_personal

_TERM = re.compile(
    r"^(fall|autumn|winter|spring|summer|pre|post|before|after|start|end|baseline|follow ?-?up|"
    r"(term|wave|time|round|t|w) ?[1-9])\b[\s_-]*(\d{2,4})?([-/]\d{2,4})?$"
)
_TERM_ORDER = ("baseline", "pre", "before", "start", "fall", "autumn", "winter", "spring", "summer")
_MOST_GROUPS = 60


@dataclass(frozen=True)
class Look:
    """What can be told of one column.

    Attributes
    ----------
    name : str
        The column's name.
    n : int
        How many rows have an answer.
    values : tuple of str
        The distinct answers, most frequent first; those that mean "no answer" are left out.
    """

    name: str
    n: int
    values: tuple[str, ...]

    @cached_property
    def words(self) -> str:
        """The name in small letters, its words separated by spaces: `courseID` becomes `course id`."""
        text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name)
        return re.sub(r"[\W_]+", " ", text.replace("'", "").replace("’", "")).strip().lower()

    @cached_property
    def personal(self) -> str:
        """Why it could identify a person, or empty."""
        return looks_personal(self.words, self.values, max(self.n, 1))

    @cached_property
    def numbers(self) -> tuple[float, ...] | None:
        """The distinct numbers of the answers, codes for "no answer" left out; None if some answer has none."""
        found = [number_in(value) for value in self.values]
        if not found or any(number is None for number in found):
            return None
        return tuple(sorted({number for number in found if number is not None and not is_missing_code(number)}))

    @property
    def could_be_points(self) -> bool:
        """Whether the answers are whole numbers from 0 to 10, as scale points are."""
        numbers = self.numbers
        return bool(numbers) and all(n.is_integer() and 0 <= n <= 10 for n in numbers or ())

    @property
    def labelled(self) -> dict[str, float]:
        """The words beside numbers, `4 - Agree` giving agree: 4; empty if the answers are bare numbers."""
        pairs = {label_in(value): number_in(value) for value in self.values}
        return {label: number for label, number in pairs.items() if label and number is not None}

    @property
    def could_be_words(self) -> bool:
        """Whether the answers are words of common answer options."""
        return len(self.values) > 0 and len(self.values) <= 11 and on_a_ladder(self.values)

    @property
    def is_code(self) -> bool:
        """Whether nearly every row has its own code."""
        return len(self.values) > 0.5 * self.n and sum(bool(re.search(r"\d", v)) for v in self.values[:500]) > (
            0.6 * len(self.values[:500])
        )

    @property
    def is_grouping(self) -> bool:
        """Whether few short labels recur, so that groups can be compared."""
        few = 2 <= len(self.values) <= min(_MOST_GROUPS, max(2, self.n // 2))
        return few and max(map(len, self.values)) <= 60

    @property
    def is_term(self) -> bool:
        """Whether all answers name terms, such as fall and spring."""
        return 1 <= len(self.values) <= 4 and all(_TERM.match(value.strip().lower()) for value in self.values)


def look(name: str, column: pd.Series) -> Look:
    """Look at a column of text."""
    counts = column.dropna().value_counts()
    values = tuple(str(value) for value in counts.index if not no_answer(str(value)))
    return Look(
        name, int(sum(counts[value] for value in values)) if len(values) < len(counts) else int(counts.sum()), values
    )


def in_time(terms: list[str]) -> list[str]:
    """Put terms in the order of a school year; those it does not know keep their order.

    >>> in_time(["Spring 2025", "Fall 2024"]), in_time(["post", "pre"]), in_time(["wave 2", "wave 1"])
    (['Fall 2024', 'Spring 2025'], ['pre', 'post'], ['wave 1', 'wave 2'])
    """

    def place(term: str) -> tuple[int, int, int]:
        text = term.lower()
        year = re.search(r"\b(?:19|20)(\d\d)\b", text)
        word = next((i for i, known in enumerate(_TERM_ORDER) if known in text), len(_TERM_ORDER))
        number = re.search(r"\b\D*([1-9])$", text)
        # Of one calendar year, spring comes before fall; without years a school year starts in fall.
        if year and ("spring" in text or "winter" in text):
            word = 0
        return (int(year[1]) if year else 0, word, int(number[1]) if number and not year else 0)

    return sorted(terms, key=place)


def one_stands_for_most(labelled: dict[str, float]) -> bool:
    """Tell whether the numbers run against their words, as in `1 - Strongly agree`.

    >>> one_stands_for_most({"strongly agree": 1, "disagree": 3}), one_stands_for_most({"agree": 4, "disagree": 2})
    (True, False)
    """
    most = [n for word, n in labelled.items() if plain_words(word) in _MOST]
    least = [n for word, n in labelled.items() if plain_words(word) in _LEAST]
    return bool(most and least) and max(most) < min(least)


_MOST = {"strongly agree", "agree", "somewhat agree", "always", "almost always", "often", "a lot", "very true", "yes"}
_LEAST = {
    "strongly disagree",
    "disagree",
    "somewhat disagree",
    "never",
    "rarely",
    "not at all",
    "not true",
    "not at all true",
    "no",
}

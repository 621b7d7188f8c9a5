"""The kinds of answer a task can ask for, and how each is written in one agreed (canonical) form.

The canonical form is what right answers, typical wrong answers and a participant's answer are compared by, in a
notebook and on the page alike; `answers.js` holds the same rules for the page, and a test compares the two.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from numbers import Real
from typing import Any, ClassVar

_LOOSE_SPACE = re.compile(r"\s+(?=%)|(?<=[+-])\s+")  # "65 %", "- 0.15"
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


class NotThisKindError(ValueError):
    """The answer is not of the kind the task asks for; the message says what to give instead."""


def is_blank(value: Any) -> bool:
    """Say whether a task was left untouched: `...`, None, an empty text or list, or lines that all are."""
    if value is ... or value is None:
        return True
    if isinstance(value, str):
        return value.strip() in ("", "...")
    if isinstance(value, dict):
        return all(is_blank(one) for one in value.values())
    return isinstance(value, (list, tuple, set, frozenset)) and len(value) == 0


@dataclass(frozen=True)
class Number:
    """One number, compared after rounding to `decimals` places."""

    decimals: int
    unit: str = ""
    name: ClassVar[str] = "number"

    @property
    def asks(self) -> str:
        """What to type, in words."""
        places = {0: "a whole number", 1: "one number with one decimal", 2: "one number with two decimals"}
        return places.get(self.decimals, f"one number with {self.decimals} decimals")

    def canonical(self, value: Any) -> str:
        """Round a number, or a text that holds one number, to the stated decimals.

        Raises
        ------
        NotThisKindError
            If it is not one number.
        """
        if isinstance(value, bool) or not isinstance(value, (str, Real, Decimal)):
            raise NotThisKindError(self._needs(value))
        text = _LOOSE_SPACE.sub("", str(value).strip().replace("\u2212", "-").replace("\u2013", "-"))
        percent = text.endswith("%")
        text = text.removesuffix("%")
        if "," in text and "." not in text and text.count(",") == 1:
            text = text.replace(",", ".")
        if isinstance(value, str) and not _PLAIN_NUMBER.fullmatch(text):
            raise NotThisKindError(self._needs(value))
        try:
            exact = Decimal(text).scaleb(-2 if percent else 0)
            rounded = exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
            if not rounded.is_finite():
                raise InvalidOperation
        except InvalidOperation as error:  # nan, infinity, or far too many digits
            raise NotThisKindError(self._needs(value)) from error
        return f"{rounded if rounded else abs(rounded):f}"

    def literal(self, canonical: str) -> str:
        """Write a canonical answer as Python."""
        return canonical

    @property
    def needs(self) -> str:
        """What to say of an answer that is not one number; `{given}` is what it holds."""
        return f"This answer should be {self.asks}, such as {0.5:.{self.decimals}f}. It holds {{given}}."

    def _needs(self, value: Any) -> str:
        return self.needs.format(given=given(value))


@dataclass(frozen=True)
class Option:
    """One option of a choice: its letter, its text, and what choosing it shows about the thinking."""

    key: str
    text: str
    says: str = ""
    points: int = 0


@dataclass(frozen=True)
class Choice:
    """One of a few options, named by a letter."""

    options: tuple[Option, ...]
    name: ClassVar[str] = "choice"

    @property
    def asks(self) -> str:
        """What to type, in words."""
        return f"one letter, {_or([f'“{o.key}”' for o in self.options])}"

    @property
    def needs(self) -> str:
        """What to say of an answer that is none of the letters; `{given}` is what it holds."""
        return f"This answer should be {self.asks}. It holds {{given}}."

    def canonical(self, value: Any) -> str:
        """Return the option's letter.

        Raises
        ------
        NotThisKindError
            If no option has that letter.
        """
        if isinstance(value, (list, tuple, set)) and len(value) == 1:
            value = next(iter(value))
        key = value.strip().strip(".()").lower() if isinstance(value, str) else None
        if key not in {o.key for o in self.options}:
            raise NotThisKindError(self.needs.format(given=given(value)))
        return key

    def literal(self, canonical: str) -> str:
        """Write a canonical answer as Python."""
        return f'"{canonical}"'


@dataclass(frozen=True)
class Several:
    """Any number of a short list of items, named by short codes; at most ten, as every set of them is judged.

    Parameters
    ----------
    items
        Pairs of code and label, or a function from the task's dataset to such pairs.
    """

    items: Sequence[tuple[str, str]] | Callable[[Any], Sequence[tuple[str, str]]]
    name: ClassVar[str] = "several"
    asks: ClassVar[str] = 'a list of codes, such as ["6A", "7B"]'
    needs: ClassVar[str] = 'This answer should be a list of the codes above, such as ["6A", "7B"]. It holds {given}.'

    def choices(self, data: Any) -> list[tuple[str, str]]:
        """Return the pairs of code and label."""
        return list(self.items(data) if callable(self.items) else self.items)

    def canonical(self, value: Any, codes: Sequence[str] = ()) -> str:
        """Return the chosen codes, sorted and joined by commas.

        Raises
        ------
        NotThisKindError
            If it is not a list of known codes.
        """
        if isinstance(value, str):
            value = [part for part in re.split(r"[,;\s]+", value) if part]
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise NotThisKindError(self.needs.format(given=given(value)))
        known = {code.lower(): code for code in codes}
        chosen = {str(part).strip().lower() for part in value}
        if unknown := sorted(chosen - known.keys()):
            raise NotThisKindError(self.needs.format(given=given(unknown[0])))
        return ",".join(sorted(known[code] for code in chosen))

    def literal(self, canonical: str) -> str:
        """Write a canonical answer as Python."""
        return "[" + ", ".join(f'"{code}"' for code in canonical.split(",") if code) + "]"


@dataclass(frozen=True)
class Words:
    """A text that a person scores with a rubric; a machine never scores it."""

    starter: str
    words: int
    name: ClassVar[str] = "words"
    asks: ClassVar[str] = "your own words"


@dataclass(frozen=True)
class Code:
    """A function of one's own, run on data it has not seen. Optional: it never carries points."""

    starter: str
    function: str
    name: ClassVar[str] = "code"
    asks: ClassVar[str] = "a function"


def _or(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " or " + parts[-1]


def given(value: Any) -> str:
    """Name what an answer holds, shortly, for a message."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return "a list"
    if isinstance(value, dict):
        return "a list of lines"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"

"""From what people ticked to scale points: `4`, `4,0`, `4 - Agree`, `Agree (4)` and `Agree` all become 4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

# What survey programs write where somebody gave no answer.
_NO_ANSWER = re.compile(
    r"n/?a|nan|none|null|-+|\.|\?|skip(ped)?|missing|#n/a|#value!|#ref!|no (answer|response)|"
    r"(i )?prefer not to (say|answer)|(i )?(do not|don'?t) know"
)
_NUMBER = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(?:$|[-–—:.=()\s].*$)")
_LAST_NUMBER = re.compile(r"^[^=@+].*\s[(\[]\s*(\d+(?:[.,]\d+)?)\s*[)\]]$")

_SAME = {
    "neither agree nor disagree": "neutral",
    "neither": "neutral",
    "undecided": "neutral",
    "not sure": "neutral",
    "unsure": "neutral",
    "in the middle": "neutral",
    "completely agree": "strongly agree",
    "totally agree": "strongly agree",
    "agree strongly": "strongly agree",
    "agree a lot": "strongly agree",
    "completely disagree": "strongly disagree",
    "totally disagree": "strongly disagree",
    "disagree strongly": "strongly disagree",
    "disagree a lot": "strongly disagree",
    "slightly agree": "somewhat agree",
    "agree a little": "somewhat agree",
    "agree somewhat": "somewhat agree",
    "tend to agree": "somewhat agree",
    "slightly disagree": "somewhat disagree",
    "disagree a little": "somewhat disagree",
    "disagree somewhat": "somewhat disagree",
    "tend to disagree": "somewhat disagree",
    "hardly ever": "rarely",
    "seldom": "rarely",
    "almost never": "rarely",
    "once in a while": "rarely",
    "occasionally": "sometimes",
    "frequently": "often",
    "usually": "often",
    "most of the time": "often",
    "all the time": "always",
    "a little bit": "a little",
    "slightly": "a little",
    "moderately": "somewhat",
    "some": "somewhat",
    "very much": "a lot",
    "very": "quite a bit",
    "a great deal": "a lot",
    "extremely": "a lot",
    "completely": "a lot",
    "neutro": "neutral",
    "ni de acuerdo ni en desacuerdo": "neutral",
    "de acuerdo": "agree",
    "en desacuerdo": "disagree",
    "muy de acuerdo": "strongly agree",
    "totalmente de acuerdo": "strongly agree",
    "muy en desacuerdo": "strongly disagree",
    "totalmente en desacuerdo": "strongly disagree",
}
# Common answer options from least to most; the shortest that holds every word used is taken, of two as long the first.
LADDERS: tuple[tuple[str, ...], ...] = (
    ("no", "maybe", "yes"),
    ("no", "neutral", "yes"),
    ("disagree", "neutral", "agree"),
    ("not true", "somewhat true", "very true"),
    ("strongly disagree", "disagree", "agree", "strongly agree"),
    ("strongly disagree", "somewhat disagree", "somewhat agree", "strongly agree"),
    ("never", "rarely", "sometimes", "often"),
    ("never", "sometimes", "often", "always"),
    ("not at all", "a little", "somewhat", "a lot"),
    ("not at all", "a little", "quite a bit", "a lot"),
    ("not at all true", "a little true", "mostly true", "very true"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "somewhat disagree", "neutral", "somewhat agree", "strongly agree"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "rarely", "sometimes", "often", "almost always"),
    ("rarely", "sometimes", "often", "almost always"),
    ("not at all", "a little", "somewhat", "quite a bit", "a lot"),
    ("not at all true", "a little true", "somewhat true", "mostly true", "completely true"),
    ("not at all like me", "not much like me", "somewhat like me", "mostly like me", "very much like me"),
    ("very unlikely", "unlikely", "neutral", "likely", "very likely"),
    ("poor", "fair", "good", "very good", "excellent"),
    ("strongly disagree", "disagree", "somewhat disagree", "somewhat agree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "somewhat disagree", "neutral", "somewhat agree", "agree", "strongly agree"),
)
_WORDS = frozenset(word for ladder in LADDERS for word in ladder)


def plain_words(answer: str) -> str:
    """Bring an answer's words into one spelling.

    >>> plain_words("  Neither agree nor disagree. ")
    'neutral'
    """
    text = re.sub(r"\s+", " ", answer.replace("’", "'").strip(" .!:;\t").lower())
    return _SAME.get(text, text)


def no_answer(answer: str) -> bool:
    """Tell whether the text stands for "did not answer"."""
    return bool(_NO_ANSWER.fullmatch(answer.strip().lower().replace("’", "'")))


def number_in(answer: str) -> float | None:
    """Return the number an answer starts with, or ends with in brackets; None if there is none.

    >>> number_in("4 - Agree"), number_in("Agree (4)"), number_in("3,5"), number_in("Agree"), number_in("=SUM(4)")
    (4.0, 4.0, 3.5, None, None)
    """
    found = _NUMBER.match(answer.strip()) or _LAST_NUMBER.match(answer.strip())
    return float(found[1].replace(",", ".")) if found else None


def label_in(answer: str) -> str:
    """Return the words of an answer that carries its number: `4 - Agree` gives `agree`."""
    return plain_words(re.sub(r"^[+-]?\d+(?:[.,]\d+)?[\s\-–—:.=()]*|[(\[]\s*\d+\s*[)\]]$", "", answer.strip()))


def is_missing_code(number: float) -> bool:
    """Tell codes for "no answer" from points: below zero, as -8 and -9 in HSLS:09, and 77, 88, 98, 99, 999.

    >>> [is_missing_code(n) for n in (-9, 5, 99)]
    [True, False, True]
    """
    return number < 0 or number in (77, 88, 98, 99, 777, 888, 998, 999)


def on_a_ladder(answers: Iterable[str]) -> bool:
    """Tell whether all answers are words of one ladder of common answer options."""
    words = {plain_words(answer) for answer in answers}
    return bool(words) and words <= _WORDS and ladder_for(words) is not None


def ladder_for(answers: Iterable[str]) -> tuple[str, ...] | None:
    """Return the shortest ladder of options that holds every answer, least first; None if there is none."""
    words = {plain_words(answer) for answer in answers}
    return min((ladder for ladder in LADDERS if words <= set(ladder)), key=len, default=None)


def to_points(
    answers: pd.Series, *, low: float, high: float, words: Mapping[str, float] | None = None
) -> tuple[pd.Series, int]:
    """Turn a column of text into scale points.

    Parameters
    ----------
    answers : Series of str, shape (n,)
        Empty cells are None.
    low, high : float
        The ends of the answer scale.
    words : mapping, optional
        The points of answers that carry no number.

    Returns
    -------
    tuple of (Series of float with NaN where there is no answer, number of cells that could not be read)

    Examples
    --------
    >>> to_points(pd.Series(["4 - Agree", None, "44", "-9"]), low=1, high=5)[0].tolist()
    [4.0, nan, nan, nan]
    """
    spoken = {plain_words(word): float(point) for word, point in (words or {}).items()}
    points: dict[str, float] = {}
    unread: set[str] = set()
    for answer in answers.dropna().unique():
        number = spoken.get(plain_words(answer), number_in(answer))
        if number is not None and low <= number <= high:
            points[answer] = number
        elif not no_answer(answer) and not (number is not None and is_missing_code(number)):
            unread.add(answer)
    return answers.map(points).astype(float), int(answers.isin(unread).sum()) if unread else 0

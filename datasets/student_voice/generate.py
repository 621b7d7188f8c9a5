"""Makes the fictional student quotes: 120 lines written for practice, each coded by two fictional raters."""

import random
from pathlib import Path

BELIEFS = {"b": "belonging", "c": "competence", "r": "recognition", "i": "interest"}
SUBJECTS = ("science", "math", "engineering", "computing")
COLUMNS = ("quote_id", "grade", "subject", "quote", "rater_1", "rater_2", "retold_by_adult")

# The seed only sets the order, so that neighbouring rows say nothing about each other's codes.
SEED = 120

Row = dict[str, str | int | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 120 rows, one per quote, in the order of the CSV file.

    `grade` is text, because kindergarten is "K"; `retold_by_adult` is None where no adult retold the quote.
    """
    lines = _lines()
    random.Random(seed).shuffle(lines)
    return [_row(number, line) for number, line in enumerate(lines, start=1)]


def _lines() -> list[str]:
    text = Path(__file__).with_name("quotes.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _row(number: int, line: str) -> Row:
    grade, subject, codes, quote, retold = (part.strip() for part in line.split("|"))
    first, _, second = codes.partition("/")
    return {
        "quote_id": f"Q{number:03d}",
        "grade": grade,
        "subject": subject,
        "quote": quote,
        "rater_1": BELIEFS[first],
        "rater_2": BELIEFS[second or first],
        "retold_by_adult": retold or None,
    }

"""Numbers as the sentences and pictures of all explorers write them."""

import math
import re


def percent(part: int, whole: int) -> str:
    """Write a share as a whole percent, halves rounded up as teachers do.

    >>> percent(5, 8), percent(0, 3)
    ('63%', '0%')
    """
    return f"{math.floor(100 * part / whole + 0.5)}%"


def students(number: int) -> str:
    """Write a number of students.

    >>> students(1), students(12)
    ('1 student', '12 students')
    """
    return f"{number} student{'' if number == 1 else 's'}"


def signed(change: float) -> str:
    """Write a change to two decimals with its sign; no change has none.

    >>> signed(0.274), signed(-0.1), signed(-0.001)
    ('+0.27', '−0.10', '0.00')
    """
    text = f"{abs(change):.2f}"
    if float(text) == 0:
        return text
    return ("+" if change > 0 else "−") + text


def numbers(text: str) -> list[str]:
    """List the numbers in a text, without sign or percent: what tests compare between sentence and table.

    >>> numbers("From 3.14 to 3.41 (+0.27): 60 of 176, or 34%.")
    ['3.14', '3.41', '0.27', '60', '176', '34']
    """
    return re.findall(r"\d+(?:\.\d+)?", text)

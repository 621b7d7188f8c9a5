"""What a spreadsheet makes of cells that nobody edited: days, zeros, long numbers and rare letters come back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from belonging.cohort.days import day_in, days_first

_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+(\d+)", re.IGNORECASE)
_DIGITS = 15  # a spreadsheet keeps no more of a number


def as_it_was(cell: str, before: str, *, lossy: bool = False) -> str:
    """Return the text from before where a cell holds only what a spreadsheet made of it, and else the cell.

    Parameters
    ----------
    cell : str
        As it is now.
    before : str
        What was written there.
    lossy : bool
        Whether the file was saved in an encoding that does not have all letters.

    Examples
    --------
    >>> as_it_was("41", "0041"), as_it_was("42", "0041"), as_it_was("1.23457E+11", "123456789012")
    ('0041', '42', '123456789012')
    >>> as_it_was("Dvorák", "Dvořák", lossy=True), as_it_was("?ukasz", "Łukasz", lossy=True)
    ('Dvořák', 'Łukasz')
    """
    if before.isdecimal() and _same_number(cell, before):
        return before
    return before if lossy and before and _letters_lost(before).fullmatch(cell) else cell


def is_lossy(cells: Iterable[str]) -> bool:
    """Whether no cell has a letter that an older Western encoding lacks; rosters with such letters lost them then."""
    return not any(_is_rare(sign) for cell in cells for sign in cell)


def same_day(cell: str, before: str) -> bool:
    """Whether a cell is a day from before, written in the way of any country."""
    return bool(cell and before) and before in (day_in(cell, True), day_in(cell, False))


def which_first(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a spreadsheet writes the day before the month, by the days that are known.

    Parameters
    ----------
    pairs : sequence of (str, str)
        A cell as it is now, and the day it was; empty where it is not known.
    """
    votes = Counter(
        first for cell, before in pairs if before for first in (True, False) if day_in(cell, first) == before
    )
    return votes[True] > votes[False] if votes[True] != votes[False] else days_first(cell for cell, _ in pairs)


def _same_number(cell: str, before: str) -> bool:
    if cell.isdecimal():
        lost = len(before) > _DIGITS and not cell[_DIGITS:].strip("0") and cell[:_DIGITS] == before[:_DIGITS]
        return cell.lstrip("0") == before.lstrip("0") or (lost and len(cell) == len(before))
    if found := _SCIENTIFIC.fullmatch(cell):
        digits = found[2] or ""
        unit = Decimal(10) ** (int(found[3][:4]) - len(digits))
        return abs(Decimal(found[1] + digits) * unit - Decimal(before)) * 2 <= unit
    return False


def _letters_lost(before: str) -> re.Pattern[str]:
    """Return a pattern for what an older encoding leaves of a text: the nearest letter, or question marks."""
    lost = (r"(?:\?{1,2}|[A-Za-z])" if "LATIN" in unicodedata.name(sign, "") else r"\?{1,2}" for sign in before)
    return re.compile(
        "".join(how if _is_rare(sign) else re.escape(sign) for sign, how in zip(before, lost, strict=True))
    )


def _is_rare(sign: str) -> bool:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return True
    return False

"""Corrects a column map by words: each correction is one short line, and says what it did."""

from __future__ import annotations

import re

from belonging.errors import Plain
from belonging.own.answers import plain_words
from belonging.own.header import short
from belonging.own.kinds import look
from belonging.own.mapping import ROLES, Column, Mapping, Role
from belonging.own.survey import Survey

HELP = """\
Type the column's number and what it is, or what to change:
  3 group            column 3 is a group (also: item, id, time, consent, leave out)
  5 reversed         column 5 is worded the other way round (5 not reversed: it is not)
  4-8 scale belong   columns 4 to 8 are averaged together under the name "belong" (or: 4, 6, 9 scale belong)
  4-8 from 1 to 4    their answers go from 1 to 4
  4-8 1 is most      the number 1 stands for the most (again, to undo)
  6 order no, a bit, yes     its answers are words: from least to most
Press Enter when all is right; type q to stop without a report."""

_ROLE_WORDS: dict[str, Role] = {
    "item": "item",
    "question": "item",
    "group": "group",
    "id": "id",
    "code": "id",
    "time": "time",
    "term": "time",
    "consent": "consent",
    "leave out": "leave out",
    "out": "leave out",
    "drop": "leave out",
    "name": "leave out",
    "nothing": "leave out",
}


def correct(survey: Survey, mapping: Mapping, line: str) -> tuple[Mapping, str]:
    """Apply one correction.

    Parameters
    ----------
    survey : Survey
    mapping : Mapping
        Stays as it is.
    line : str
        As in `HELP`.

    Returns
    -------
    tuple of (corrected map, what was done)

    Raises
    ------
    Plain
        If the line was not understood; it says how to write it.
    """
    found = re.match(r"^\s*(\d+(?:\s*(?:,|-|–|to|and)\s*\d+)*)\s*[:=]?\s+(.+?)\s*$", line, re.I)
    if not found:
        raise Plain("That was not understood.", "Start with a column's number, e.g.: 3 group. Type ? for all.")
    numbers = _numbers(found[1], len(mapping.columns))
    columns = [column.model_copy(deep=True) for column in mapping.columns]
    said = [_change(survey, columns[number - 1], found[2]) for number in numbers]
    names = ", ".join(short(columns[number - 1].name, 30) for number in numbers[:3])
    if len(numbers) > 3:
        names += f" and {len(numbers) - 3} more"
    return Mapping(columns=columns), f"{names}: {said[0]}."


def _numbers(text: str, most: int) -> list[int]:
    """Read `3, 5-7` as 3, 5, 6 and 7."""
    numbers: list[int] = []
    for part in re.split(r",|and", text, flags=re.I):
        first, *rest = (int(number) for number in re.findall(r"\d+", part))
        last = rest[-1] if rest else first
        if not 1 <= first <= last <= most:
            raise Plain(f"There is no column {last if last > most else first}.", f"Use 1 to {most}, smaller first.")
        numbers += range(first, last + 1)
    return list(dict.fromkeys(numbers))


def _change(survey: Survey, column: Column, what: str) -> str:
    words = re.sub(r"\s+", " ", what).strip()
    low = words.lower().rstrip(".")
    if low in _ROLE_WORDS:
        return _role(survey, column, _ROLE_WORDS[low])
    if low in ("reversed", "reverse"):
        _only_items(column)
        column.reversed = True
        return "turned round before averaging"
    if low in ("not reversed", "no reverse"):
        _only_items(column)
        column.reversed = False
        return "taken as it stands"
    if re.fullmatch(r"1 (is|=) (the )?most", low):
        _only_items(column)
        column.one_is_most = not column.one_is_most
        return "1 stands for the most" if column.one_is_most else "1 stands for the least"
    if ends := re.fullmatch(r"(?:from )?(-?\d+(?:\.\d+)?) (?:to|-) (-?\d+(?:\.\d+)?)", low):
        _only_items(column)
        start, end = float(ends[1]), float(ends[2])
        if not start < end:
            raise Plain("The first number must be the smaller one.", "If 1 means the most, type: 4 1 is most")
        column.low, column.high = start, end
        return f"answers from {start:g} to {end:g}"
    if low.startswith("scale "):
        _only_items(column)
        column.scale = words[6:].strip()
        return f"in the scale “{column.scale}”"
    if low.startswith("order "):
        return _order(column, words[6:])
    raise Plain(f"“{short(words)}” was not understood.", "Type ? to see what can be changed.")


def _role(survey: Survey, column: Column, role: Role) -> str:
    column.role, column.why = role, "your choice"
    if role == "item":
        each = look(column.name, survey.table[column.name])
        numbers = each.numbers
        if numbers:
            column.low, column.high = min(1.0, numbers[0]), max(5.0 if numbers[-1] > 4 else numbers[-1], column.low + 1)
        elif each.values and not column.words:
            shown = ", ".join(short(value, 20) for value in each.values[:6])
            return f"a question; its answers are words ({shown}): now type their order, from least to most"
    return ROLES[role]


def _order(column: Column, text: str) -> str:
    column.words = in_order(text)
    column.role, column.why = "item", "your choice"
    column.low, column.high = 1.0, float(len(column.words))
    words = list(column.words)
    return f"answers from {words[0]} (1) to {words[-1]} ({len(words)})"


def in_order(text: str) -> dict[str, float]:
    """Give points to answers that are words, written from least to most with commas between.

    Raises
    ------
    Plain
        If there are fewer than two, or one comes twice.

    Examples
    --------
    >>> in_order("no, a bit, yes")
    {'no': 1.0, 'a bit': 2.0, 'yes': 3.0}
    """
    words = [word.strip() for word in re.split(r"[,;<]", text) if word.strip()]
    if len(words) < 2 or len({plain_words(word) for word in words}) < len(words):
        raise Plain("Name each answer once, from least to most, with commas between.", "E.g.: 6 order no, a bit, yes")
    return {word: float(i) for i, word in enumerate(words, start=1)}


def settle(column: Column, *, role: Role, scale: str, low: float, high: float, reversed: bool, order: str) -> Column:
    """Return a column as a form left it.

    Parameters
    ----------
    column : Column
        As it was proposed.
    role, scale, low, high, reversed
        As the person left them; all but the role matter for items only.
    order : str
        Answers that are words, from least to most; left as `spoken` gave it, nothing about them changes.

    Raises
    ------
    Plain
        If the ends of its answers are the wrong way round, or words are not in order.
    """
    if role != "item":
        return column.model_copy(update={"role": role})
    words, order = column.words, order.strip()
    if order != ", ".join(spoken(column)):
        words = in_order(order) if order else {}
        low, high = (1.0, float(len(words))) if words else (low, high)
    if not low < high:
        raise Plain(
            f"The answers of “{short(column.name)}” go from {low:g} to {high:g}.",
            "Write the smaller number first.",
        )
    return column.model_copy(
        update={"role": role, "scale": scale.strip(), "words": words, "low": low, "high": high, "reversed": reversed}
    )


def spoken(column: Column) -> list[str]:
    """Return the words of a column's answers from least to most."""
    return sorted(column.words, key=lambda word: column.words[word])


def whole_number(text: str) -> int | None:
    """Read how many were asked; None where nothing was typed.

    Raises
    ------
    Plain
        If it is no whole number above 0.
    """
    if not text.strip():
        return None
    if not text.strip().isdigit() or int(text) < 1:
        raise Plain(
            "The number of students asked is not a number.", "Type a whole number, such as 25, or leave it empty."
        )
    return int(text)


def _only_items(column: Column) -> None:
    if column.role != "item":
        raise Plain(
            f"“{short(column.name)}” is not marked as a question.", "First make it one, e.g.: 3 item; then change it."
        )

"""Find the lines of a text that assign an answer, however the name was written, and write them as they should be."""

import re
from dataclasses import dataclass

from belonging.exercise.mend.quotes import straight_quotes
from belonging.exercise.mend.sheet import Sheet, Slot
from belonging.exercise.mend.text import squeeze, trim

_SPACE = "[ \t\u00a0]"
_LINE = re.compile(
    rf"^({_SPACE}*(?:[>*+-]{_SPACE}+|[0-9]+[.)]{_SPACE}+)?[`*]*)((?:my[ _]?)?(?:answers?|ans|anwser|awnser))"
    rf"[ \u00a0_.\\-]*([SQsq]?[0-9]*)([`*]*{_SPACE}*)(:=|={{1,2}}|:|->|→|{_SPACE}is{_SPACE}){_SPACE}*(.*)$",
    re.I,
)
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]*)?(\.[0-9]*)?")
_NUMBER_LIKE = re.compile(r"[+\u2212\u2013-]?[ ]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)[ ]?%?")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
_CODE_SPLIT = re.compile(r"[,; \t]+")
_UNSORTED = re.compile(r"\{( ?\"[^\"]*\" ?: ?\.\.\. ?,?)* ?\}")
_MOST_LINES = 300


@dataclass(frozen=True)
class Found:
    """Lines `start` to `end` (not included) of a text that give the answer of one task."""

    start: int
    end: int
    slot: Slot
    strict: bool
    """Written as it should be: `answer_3 = ...` at the start of its line."""
    value: str
    blank: bool


def find_lines(text: str, sheet: Sheet, slot: Slot | None, loose: bool) -> list[Found]:
    """Find every answer line of a text.

    Parameters
    ----------
    text
        A cell, or a part of one.
    sheet
        The module's exercise.
    slot
        The task the text stands with, if it does; a line without a number is then its answer.
    loose
        Whether forms such as `Answer 3: 0.5` count, as in a text cell; else only an equals sign does.
    """
    lines, found, at = text.split("\n"), [], 0
    busy = False  # whether code stands above: an indented line is then a part of it
    while at < len(lines):
        one = _line(lines, at, sheet, slot, loose, busy) or _function(lines, at, sheet)
        if one:
            found.append(one)
            at = one.end
        else:
            busy = busy or (bool(trim(lines[at])) and not trim(lines[at]).startswith(("#", "```")))
            at += 1
    return found


def _line(lines: list[str], at: int, sheet: Sheet, slot: Slot | None, loose: bool, busy: bool) -> Found | None:
    for one in sheet.slots:
        if one.kind in ("words", "code") or not lines[at].startswith(one.variable):
            continue
        if strict := re.match(r"[ \t]*=(?!=)[ \t]*(.*)$", lines[at][len(one.variable) :]):
            return _found(lines, at, one, True, strict[1])
    match = _LINE.match(lines[at])
    if not match:
        return None
    front, _, label, _, sign, value = match.groups()
    named = sheet.variable(label) if label else slot
    if named is None or named.kind in ("words", "code") or (busy and not loose and front):
        return None
    if label and sign == "=" and (loose or not front or not trim(front)):
        return _found(lines, at, named, False, value)
    if (loose or named is slot) and is_plain(value, named):
        return _found(lines, at, named, False, value)
    return None


def _found(lines: list[str], at: int, slot: Slot, strict: bool, value: str) -> Found:
    end = at + 1 + _more(value, lines, at + 1)
    whole = "\n".join([value, *lines[at + 1 : end]])
    bare = squeeze(re.sub("#[^\n]*", "", whole))
    blank = bare in ("", "...", "None", "___") or _UNSORTED.fullmatch(bare) is not None
    blank = blank or squeeze("\n".join(lines[at:end])) == squeeze(slot.blank)
    return Found(at, end, slot, strict, whole, blank)


def _function(lines: list[str], at: int, sheet: Sheet) -> Found | None:
    for slot in sheet.slots:
        if slot.kind == "code" and re.match(rf"def {re.escape(slot.variable)}\b", lines[at]):
            end = at + 1
            while end < len(lines) and (not trim(lines[end]) or lines[end][0] in " \t)"):
                end += 1
            while end > at + 1 and not trim(lines[end - 1]):
                end -= 1
            whole = "\n".join(lines[at:end])
            return Found(at, end, slot, True, whole, squeeze(whole) in squeeze(slot.blank))
    return None


def _more(value: str, lines: list[str], at: int) -> int:
    """Count the lines below that belong to a value with open brackets or an open text in three quotes."""
    text, taken = straight_quotes(value), 0
    while not _closed(text):
        if at + taken >= len(lines) or taken >= _MOST_LINES:
            return 0
        text += "\n" + straight_quotes(lines[at + taken])
        taken += 1
    return taken


def _closed(text: str) -> bool:
    depth, at = 0, 0
    while at < len(text):
        sign = text[at]
        if sign in "\"'":
            three = text[at : at + 3] == sign * 3
            if three:
                end = text.find(sign * 3, at + 3)
                if end < 0:
                    return False
                at = end + 2
            elif found := _STRING.match(text, at):
                at = found.end() - 1
        elif sign == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        at += 1
    return depth <= 0


def is_plain(value: str, slot: Slot) -> bool:
    """Say whether a text is a written-down value and nothing else."""
    return plain_value(value, slot) is not None


def plain_value(text: str, slot: Slot) -> str | None:
    """Write a value as Python, or return None when the text is more than a value.

    A number, a text in quotes, a list, or the task's own codes without their quotes.
    """
    if slot.kind in ("words", "code"):
        return None
    value = trim(straight_quotes(re.sub("#[^\n]*$", "", trim(text)))).strip("`*\u00a0 ")
    if value and _NUMBER.fullmatch(value) and re.search("[0-9]", value):
        return value
    if _NUMBER_LIKE.fullmatch(value):
        return f'"{value}"'
    if _STRING.fullmatch(value):
        return value
    if value[:1] in ("[", "{", "(") and value[-1:] in ("]", "}", ")") and _closed(value):
        return value
    known = {code.lower(): code for code in slot.codes}
    parts = [part.strip("().\"'") for part in _CODE_SPLIT.split(value) if part]
    if not parts or not all(part.lower() in known for part in parts):
        return None
    if slot.kind == "choice":
        return f'"{known[parts[0].lower()]}"' if len(parts) == 1 else None
    return "[" + ", ".join(f'"{known[part.lower()]}"' for part in parts) + "]"


def as_it_should_be(text: str, slot: Slot, sheet: Sheet) -> tuple[str, str]:
    """Return the text of an answer cell with its name and its quotes mended, and what was mended in a word.

    Text that is already right, or that nobody but its author can mend, comes back as it is.

    Returns
    -------
    tuple
        The text, and `""`, `"quotes"` or `"name"`.
    """
    if slot.kind in ("words", "code"):
        return text, ""
    found = [one for one in find_lines(text, sheet, slot, loose=False) if one.slot is slot]
    filled = [one for one in found if not one.blank]
    lines = text.split("\n")
    if filled and not any(one.strict for one in filled):
        last = filled[-1]
        plain = plain_value(last.value, slot) if "\n" not in last.value else None
        comment = re.search("#[^\n]*$", last.value)
        if plain is not None and comment:
            plain += "  " + comment[0]
        written = f"{slot.variable} = {plain or straight_quotes(last.value)}"
        kept = [
            written if n == last.start else line
            for n, line in enumerate(lines)
            if not any(one.start <= n < one.end and (one.blank or (one is last and n > one.start)) for one in found)
        ]
        return "\n".join(kept), "name"
    if filled:
        mended = straight_quotes(text)
        return (mended, "quotes") if mended != text else (text, "")
    rest = [line for n, line in enumerate(lines) if not any(one.start <= n < one.end for one in found)]
    bare = [line for line in rest if trim(line) and not trim(line).startswith("#")]
    if len(bare) == 1 and (plain := plain_value(bare[0], slot)) is not None:
        return "\n".join(f"{slot.variable} = {plain}" if line is bare[0] else line for line in rest), "name"
    return text, ""

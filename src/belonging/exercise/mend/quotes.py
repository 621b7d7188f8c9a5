"""Straight quotes instead of typographic ones, but only where Python needs them."""

import re

_DOUBLE, _SINGLE = "“”„‟«»″", "‘’‚‛′´"
_AFTER = re.compile(r"[ \t]*([,\])}:#\n]|$)")


def straight_quotes(text: str) -> str:
    """Return Python text whose strings stand in straight quotes; what is inside a string stays.

    Examples
    --------
    >>> straight_quotes('answer_2 = “c”')
    'answer_2 = "c"'
    >>> straight_quotes('x = "it’s”  # it’s')
    'x = "it’s"  # it’s'
    """
    out, at = [], 0
    while at < len(text):
        sign = text[at]
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if sign == "#":
            out.append(text[at:stop])
            at = stop
        elif sign in "\"'" and text[at : at + 3] == sign * 3:
            end = text.find(sign * 3, at + 3)
            end = len(text) if end < 0 else end + 3
            out.append(text[at:end])
            at = end
        elif sign in "\"'" and (end := _straight_end(text, at, stop)) >= 0:
            out.append(text[at : end + 1])
            at = end + 1
        elif sign in "\"'" + _DOUBLE + _SINGLE:
            double = sign == '"' or sign in _DOUBLE
            quote = '"' if double else "'"
            end = _end(text, at + 1, stop, quote + (_DOUBLE if double else _SINGLE))
            if end < 0:
                out.append(sign)
                at += 1
            else:
                out.append(quote + text[at + 1 : end].replace(quote, "\\" + quote) + quote)
                at = end + 1
        else:
            out.append(sign)
            at += 1
    return "".join(out)


def _straight_end(text: str, at: int, stop: int) -> int:
    end = at + 1
    while end < stop:
        if text[end] == "\\":
            end += 2
        elif text[end] == text[at]:
            return end
        else:
            end += 1
    return -1


def _end(text: str, start: int, stop: int, closing: str) -> int:
    found = [n for n in range(start, stop) if text[n] in closing]
    sure = [n for n in found if _AFTER.match(text, n + 1)]
    return (sure or found or [-1])[0]

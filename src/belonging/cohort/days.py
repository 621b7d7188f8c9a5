"""Days in a roster, in any usual way of writing them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_DEFAULTS = (datetime(2026, 1, 1), datetime(2027, 3, 2))


def day_in(text: str, day_first: bool) -> str:
    """Read a day in any usual way of writing it; empty if there is none, or only a month or a year."""
    from dateutil.parser import ParserError, parse

    if not re.search(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}|[a-z]{3}\D+\d{2}\b", text, re.IGNORECASE):
        return ""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    try:
        if iso:
            return date(*map(int, iso.groups())).isoformat()
        # what is not written is taken from the default: a whole day is the same with each
        found = {
            parse(text, dayfirst=day_first, ignoretz=True, default=default).date().isoformat() for default in _DEFAULTS
        }
    except (ParserError, ValueError, OverflowError):
        return ""
    return found.pop() if len(found) == 1 else ""


def days_first(cells: Iterable[str]) -> bool:
    """Tell 31/12/2026 from 12/31/2026: month first, as in the US, unless a day in the file cannot be so.

    Days with points are written day first in most countries that use points.

    >>> days_first(["3/4/2026", "31/12/2026"]), days_first(["3.4.2026"]), days_first(["9.30.2026"])
    (True, True, False)
    """
    found = [match for cell in cells if (match := re.match(r"(\d{1,2})([/.-])(\d{1,2})[/.-]\d{2,4}", cell))]
    if any(int(one[1]) > 12 for one in found):
        return True
    return any(one[2] == "." for one in found) and not any(int(one[3]) > 12 for one in found)

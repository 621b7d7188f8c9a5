"""Days in a roster, in any usual way of writing them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date


def day_in(text: str, day_first: bool) -> str:
    """Read a day in any usual way of writing it; empty if there is none."""
    from dateutil.parser import ParserError, parse

    if not re.search(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}|[a-z]{3}\D+\d{2}\b", text, re.IGNORECASE):
        return ""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    try:
        return date(*map(int, iso.groups())).isoformat() if iso else parse(text, dayfirst=day_first).date().isoformat()
    except (ParserError, ValueError, OverflowError):
        return ""


def days_first(cells: Iterable[str]) -> bool:
    """Tell 31/12/2026 from 12/31/2026: month first, as in the US, unless a day in the file cannot be so.

    >>> days_first(["3/4/2026", "31/12/2026"])
    True
    """
    return any(int(found[1]) > 12 for cell in cells if (found := re.match(r"(\d{1,2})[/.-]\d{1,2}[/.-]\d{2,4}", cell)))

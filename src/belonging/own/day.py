"""The day to print on a report."""

import datetime

_MONTHS = "January February March April May June July August September October November December"


def today() -> str:
    """Return the day in words, the same in every language setting."""
    now = datetime.date.today()
    return f"{_MONTHS.split()[now.month - 1]} {now.day}, {now.year}"

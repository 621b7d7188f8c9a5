"""The reserve codes of the public files: negative numbers that stand for a reason, never for a count."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

NOT_APPLICABLE, MISSING, SUPPRESSED = "not applicable", "missing", "suppressed"

YEARS = ("2011-12", "2013-14", "2015-16", "2017-18", "2020-21", "2021-22")
X_SINCE = "2021-22"


@dataclass(frozen=True)
class Reserve:
    """One reserve code: which of the three kinds it is, what it says, and the collections that use it."""

    code: int
    kind: str
    words: str
    years: tuple[str, ...] = YEARS
    known: bool = True


_FROM_2017 = ("2017-18", "2020-21", "2021-22")
_FROM_2020 = ("2020-21", "2021-22")
_TO_2015 = ("2011-12", "2013-14", "2015-16")
RESERVES = {
    reserve.code: reserve
    for reserve in (
        Reserve(-9, NOT_APPLICABLE, "not applicable, or skipped by design"),
        Reserve(-2, SUPPRESSED, "a small number, suppressed", _TO_2015),
        Reserve(-11, SUPPRESSED, "suppressed for data quality", ("2017-18", "2020-21")),
        Reserve(-12, SUPPRESSED, "suppressed for privacy", ("2021-22",)),
        Reserve(-3, MISSING, "missing: skip logic failure", _FROM_2017),
        Reserve(-4, MISSING, "missing: optional data", _FROM_2020),
        Reserve(-5, MISSING, "missing: action plan"),
        Reserve(-6, MISSING, "missing: force certified"),
        Reserve(-7, MISSING, "missing: system error", ("2015-16",)),
        Reserve(-8, MISSING, "missing in EDFacts", YEARS[:-1]),
        Reserve(-13, MISSING, "missing: the question before it was not answered", _FROM_2020),
    )
}


def meaning(code: int, year: str = "") -> Reserve:
    """Return what a negative number of a file stands for.

    Parameters
    ----------
    code : int
        Below 0.
    year : str
        The collection, such as `2017-18`; empty if it is not known.

    Returns
    -------
    Reserve
        A code that the collection does not use counts as missing, and says so.

    Examples
    --------
    >>> meaning(-9).kind, meaning(-11, "2017-18").kind, meaning(-12, "2017-18").kind, meaning(-99).words
    ('not applicable', 'suppressed', 'missing', 'unknown reserve code -99, taken as missing')
    """
    found = RESERVES.get(code)
    if found is None:
        return Reserve(code, MISSING, f"unknown reserve code {code}, taken as missing", known=False)
    if year and year not in found.years:
        words = f"reserve code {code}, which the {year} collection does not use, taken as missing"
        return Reserve(code, MISSING, words, found.years, known=False)
    return found


def numbers(text: pd.Series) -> pd.Series:
    """Read a column of text as numbers, reserve codes and all; NaN where there is no whole number.

    >>> numbers(pd.Series(["12", "-9", " 3.0", "", "x", "1.5"])).tolist()
    [12.0, -9.0, 3.0, nan, nan, nan]
    """
    found = pd.to_numeric(text.str.strip().str.replace(",", "", regex=False), errors="coerce").astype(float)
    return found.where(found % 1 == 0)


def counts(values: pd.Series) -> pd.Series:
    """Return the counts alone: NaN where a reserve code or nothing stands.

    >>> counts(pd.Series([12.0, -9.0, 0.0])).tolist()
    [12.0, nan, 0.0]
    """
    return values.where(values >= 0)

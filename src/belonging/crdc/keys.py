"""A school's key: twelve signs of text, seven for the district and five for the school, which spreadsheets damage."""

from __future__ import annotations

import pandas as pd

from belonging.errors import Plain

LEA, SCHOOL, KEY = 7, 5, 12
_ROUNDED = r"\d+(?:\.\d+)?[Ee]\+?\d+"


def with_keys(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Put the school keys of one file in order.

    Parameters
    ----------
    table : DataFrame of str
        Columns COMBOKEY, or LEAID and SCHID; names as read.
    name : str
        How messages call the file.

    Returns
    -------
    tuple of (DataFrame with KEY and LEAID complete, notes)

    Raises
    ------
    Plain
        If a spreadsheet rounded the keys, so that they are lost.

    Examples
    --------
    >>> found, notes = with_keys(pd.DataFrame({"LEAID": ["100005"], "SCHID": ["870"]}), "a.csv")
    >>> found["KEY"].tolist(), len(notes)
    (['010000500870'], 1)
    """
    table = table.copy()
    widths = {"COMBOKEY": KEY, "LEAID": LEA, "SCHID": SCHOOL}
    damaged, short = set(), False
    for column, width in widths.items():
        if column not in table.columns:
            continue
        text = table[column].str.strip().str.replace(r'^=?"?\'?|"$|\.0$', "", regex=True).str.upper()
        if text.str.fullmatch(_ROUNDED).any() and not (text.str.len() == width).all():
            damaged.add(column)
        digits = text.str.fullmatch(r"\d+")
        lost = digits & (text.str.len() < width)
        short |= bool(lost.any())
        table[column] = text.where(~lost, text.str.zfill(width))
    parts = {"LEAID", "SCHID"}
    if parts <= set(table.columns) and not parts & damaged:
        keys = table["LEAID"] + table["SCHID"]
    elif "COMBOKEY" in table.columns and "COMBOKEY" not in damaged:
        keys = table["COMBOKEY"]
        table["LEAID"] = keys.str[:LEA]
    else:
        raise Plain(
            f"The school keys in {name} were rounded by a spreadsheet (they look like 1.00006E+11), and cannot be "
            "got back.",
            "Download the file again and give it as it is, without opening and saving it in Excel.",
        )
    table["KEY"] = keys
    whole = keys.str.fullmatch(rf"[0-9A-Z]{{{KEY}}}")
    notes = []
    if damaged:
        notes.append(f"{name}: the column COMBOKEY was rounded by a spreadsheet; LEAID and SCHID were used instead.")
    if short:
        notes.append(
            f"{name}: keys had lost their leading zeros, as happens in a spreadsheet. They were put back. "
            "Better give the file as you downloaded it."
        )
    if not whole.any():
        raise Plain(f"No row of {name} has a school key of {KEY} signs.", "Download the file again.")
    if not whole.all():
        notes.append(f"{name}: {int((~whole).sum())} rows without a whole school key were left out.")
    return table[whole], tuple(notes)

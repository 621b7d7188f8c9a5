"""Cells that a spreadsheet merged over several lines: filled down, or named so that somebody unmerges them."""

from __future__ import annotations

from belonging.cohort.columns import Head
from belonging.errors import Plain
from belonging.own.sheet import Sheet


def fill_merged(rows: list[list[str]], sheet: Sheet, head: Head) -> list[str]:
    """Write a text that stands once for several rows into each of them; refuse where it would be a person's own."""
    notes = []
    places = {column: name for name, column in head.fields.items()}
    line_of_head = sheet.numbers[head.row]
    for first, last, column in sheet.merged:
        if column not in places or last <= line_of_head:
            continue
        header = rows[head.row][column]
        if places[column] not in ("school", "group", "joined", "left", "status"):
            raise Plain(
                f"Lines {first} to {last} are merged into one cell in the column “{header}”.",
                "In the spreadsheet, select the column, unmerge its cells (Merge & Center), fill what is blank, save, "
                "and give the file again.",
            )
        text = rows[first - 1][column] if column < len(rows[first - 1]) else ""
        for row in rows[first:last]:
            row += [""] * (column + 1 - len(row))
            row[column] = row[column] or text
        notes.append(f"Lines {first} to {last} share one cell in the column “{header}”; it counts for each of them.")
    return notes

"""A table file as a grid of text, before it is known what its rows and columns are."""

from __future__ import annotations

from dataclasses import dataclass

Row = list[str]


@dataclass(frozen=True)
class Sheet:
    """A file as a grid of text, before it is known which row names the columns.

    Attributes
    ----------
    rows : list of list of str
        Every row of the file, blank ones too; an empty cell is "".
    numbers : list of int
        The row's number in the file, counted from 1 as a spreadsheet does.
    how : str
        How the file was read, e.g. "comma-separated, UTF-8".
    notes : tuple of str
        What had to be mended, in sentences.
    merged : tuple of (int, int, int)
        Cells of a workbook that are merged over several rows: first and last row as in `numbers`, and the column from
        0. Only the first of them holds the text.
    """

    rows: list[Row]
    numbers: list[int]
    how: str
    notes: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()

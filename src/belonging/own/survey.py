"""What was read of a survey file: its answers as text, and how the file was understood."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Survey:
    """A survey export as a table of text.

    Attributes
    ----------
    table : DataFrame of str, shape (rows, columns)
        One row per person (or per person and term). An empty cell is None. The index holds the row's number in
        the file, so that a message can point at it.
    how : str
        How the file was read.
    notes : tuple of str
        What was left out or mended, in sentences without anyone's answer.
    """

    table: pd.DataFrame
    how: str
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, each once."""
        return [str(name) for name in self.table.columns]

"""A tally that lies in a CSV file beside the notebook: every change is written at once, and can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.unit_audit.csv_file import csv_text, read_csv
from belonging.unit_audit.figure import Figure


class Tally:
    """The figures of one unit.

    Parameters
    ----------
    file
        Where they are kept; read when it is there.

    Raises
    ------
    Plain
        If the file is there and is no tally. It is not changed then.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._before: list[list[Figure]] = []
        self.figures: list[Figure] = read_csv(file.read_bytes()) if file.exists() and file.stat().st_size else []

    def add(self, figure: Figure) -> None:
        """Add one figure at the end."""
        self._change([*self.figures, figure])

    def remove(self, number: int) -> None:
        """Take out a figure by its number, counted from 1.

        Raises
        ------
        Plain
            If there is no such number.
        """
        if not 1 <= number <= len(self.figures):
            raise Plain(f"There is no person {number}.", f"Give a number from 1 to {len(self.figures)}.")
        self._change([*self.figures[: number - 1], *self.figures[number:]])

    def take(self, content: bytes) -> None:
        """Go on with the tally of another CSV file; what was here is kept beside it, and can be brought back.

        Raises
        ------
        Plain
            If it is no tally; nothing is changed then.
        """
        figures = read_csv(content)
        if self.file.exists():
            shutil.copy2(self.file, self.file.with_suffix(".before.csv"))
        self._change(figures)

    def undo(self) -> bool:
        """Take back the last change; False when there is none."""
        if not self._before:
            return False
        self.figures = self._before.pop()
        self._write()
        return True

    def _change(self, figures: list[Figure]) -> None:
        before = self.figures
        self.figures = figures
        try:
            self._write()
        except Plain:
            self.figures = before
            raise
        self._before.append(before)

    def _write(self) -> None:
        # The mark at the start lets spreadsheet programs read accents rightly.
        write_atomically(self.file, csv_text(self.figures).encode("utf-8-sig"))

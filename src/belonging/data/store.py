"""Finds a dataset of the course by name and hands it out as rows, CSV text or a table."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from belonging.course import load_python
from belonging.paths import course_root

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, str | int | float | None]


def names() -> tuple[str, ...]:
    """Return the names of the datasets, in alphabetical order.

    Examples
    --------
    >>> "pulse_fall_spring" in names()
    True
    """
    return tuple(sorted(path.parent.name for path in (course_root() / "datasets").glob("*/generate.py")))


def rows(name: str) -> list[Row]:
    """Return a dataset as a list of dicts, one per row; an empty cell is None.

    Needs nothing but the standard library.

    Raises
    ------
    KeyError
        If there is no such dataset; the message names those there are.

    Examples
    --------
    >>> len(rows("pulse_fall_spring"))
    176
    """
    return [dict(zip(_header(name), values, strict=True)) for values in _values(name)]


def csv_text(name: str) -> str:
    """Return a dataset as the text of its CSV file: a header, comma-separated, `\\n` at line ends.

    Raises
    ------
    KeyError
        If there is no such dataset.

    Examples
    --------
    >>> csv_text("pulse_fall_spring").splitlines()[0][:32]
    'student,class_code,grade,group,f'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_header(name))
    writer.writerows(_values(name))  # the csv module writes None as an empty cell
    return text.getvalue()


def load(name: str) -> pd.DataFrame:
    """Return a dataset as a table, read from its CSV text as any survey export would be.

    What a real export does to a table happens here too: a column in which one class sent text holds text.

    Raises
    ------
    KeyError
        If there is no such dataset.

    Examples
    --------
    >>> load("pulse_fall_spring").shape
    (176, 20)
    """
    import pandas as pd

    return pd.read_csv(io.StringIO(csv_text(name)))


def card(name: str) -> str:
    """Return the dataset's card as Markdown: purpose, columns and units, what is planted, limits.

    Raises
    ------
    KeyError
        If there is no such dataset.

    Examples
    --------
    >>> card("pulse_fall_spring").splitlines()[0]
    '# Card: pulse_fall_spring'
    """
    return (_folder(name) / "card.md").read_text(encoding="utf-8")


class UnknownDatasetError(KeyError):
    """Asked for a dataset the course does not have."""

    def __str__(self) -> str:
        # KeyError would show the message in quotes, with its own quotes escaped.
        return str(self.args[0])


def _folder(name: str) -> Path:
    known = names()
    if name not in known:
        raise UnknownDatasetError(f"There is no dataset '{name}'. There are: {', '.join(known)}.")
    return course_root() / "datasets" / name


@cache
def _values(name: str) -> tuple[tuple[str | int | float | None, ...], ...]:
    """Make the dataset once; tuples, so that no caller can change what the next one gets."""
    made = load_python(_folder(name) / "generate.py").rows()
    return tuple(tuple(row.values()) for row in made)


@cache
def _header(name: str) -> tuple[str, ...]:
    return tuple(load_python(_folder(name) / "generate.py").COLUMNS)

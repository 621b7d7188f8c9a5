"""Reads a survey export of any common kind; the file is opened for reading only and never changed."""

from __future__ import annotations

from pathlib import Path

from belonging.own.header import to_survey
from belonging.own.sheet_reading import file_content, read_sheet
from belonging.own.survey import Survey


def read_survey(path: str | Path) -> Survey:
    """Read a survey export.

    CSV with any usual separator, Excel (.xlsx) and Google Forms exports; UTF-8, UTF-16, Windows-1252 and other
    encodings. What the file is, is told by its content: a wrong ending does no harm.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    Plain
        If it cannot be read as a survey; the message says what to change.
    """
    return read_bytes(file_content(path, "survey"))


def read_bytes(content: bytes) -> Survey:
    """Read a survey export that is already in memory, such as an uploaded one.

    Raises
    ------
    Plain
        As `read_survey`.

    Examples
    --------
    >>> read_bytes(b"class,I belong\\n6A,4\\n6B,5\\n").columns
    ['class', 'I belong']
    """
    return to_survey(read_sheet(content, "the survey's answers", "the survey program"))

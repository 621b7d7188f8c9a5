"""Reads a survey export of any common kind; the file is opened for reading only and never changed."""

from __future__ import annotations

from pathlib import Path

from belonging.errors import Plain
from belonging.own.decode import decode
from belonging.own.delimited import read_delimited
from belonging.own.header import to_survey
from belonging.own.survey import Survey
from belonging.own.workbook import read_workbook

_MOST_BYTES = 300_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"{\\rtf": "a text document (RTF)",
    b"SQLite": "a database",
    b"$FL2": "an SPSS file",
}


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
    path = Path(path).expanduser()
    if not path.exists():
        raise Plain(
            f"There is no file {path}.",
            "Check the spelling, or drag the file from its folder into this window to fill in its place.",
        )
    if path.is_dir():
        raise Plain(f"{path} is a folder.", "Give the survey file that is inside it.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Plain(
                "The file is too large to be one survey (more than 300 MB).", "Export only the answers, as CSV."
            )
        content = path.read_bytes()
    except OSError as error:
        raise Plain(
            f"{path} could not be opened: {error.strerror or error}.",
            "Close it in other programs, or copy it to another folder, and try again.",
        ) from error
    return read_bytes(content)


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
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Plain("The file is empty.", "Export the survey's answers again, and check that the file opens.")
    if content.startswith(_ZIP):
        return to_survey(read_workbook(content))
    if content.startswith(_OLE):
        raise Plain(
            "This is an old Excel file (.xls) or one with a password.",
            "Open it in Excel, choose Save As, and save it as Excel Workbook (.xlsx) without a password, or as CSV.",
        )
    for mark, kind in OTHER_KINDS.items():
        if content.startswith(mark):
            raise Plain(f"This is {kind}, not a table.", "Export the survey's answers as CSV or Excel (.xlsx).")
    text, encoding, notes = decode(content)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise Plain(
            "This is a web page, even if its name says CSV or Excel. Often it is the page that asks to sign in.",
            "Sign in to the survey program and download the answers as CSV again.",
        )
    if start.startswith(("{", "[{")):
        raise Plain("This is a JSON file.", "Export the survey's answers as CSV or Excel (.xlsx).")
    return to_survey(read_delimited(text, encoding, notes))

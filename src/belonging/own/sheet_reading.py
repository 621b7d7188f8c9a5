"""Reads a table file of any common kind as a grid of text; the file is opened for reading only and never changed."""

from __future__ import annotations

import re
from pathlib import Path

from belonging.errors import Plain
from belonging.own.decode import decode
from belonging.own.delimited import read_delimited
from belonging.own.sheet import Sheet
from belonging.own.workbook import read_workbook

_MOST_BYTES = 300_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = ("<!doctype", "<html", "<table", "<?xml")
_MARKUP_TABLE = re.compile(r"<t[hd][\s>]|<Workbook\b", re.IGNORECASE)
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


def file_content(path: str | Path, what: str) -> bytes:
    """Return all of a file.

    Parameters
    ----------
    path : str or Path
    what : str
        What the file should be, for messages: "survey", "roster".

    Raises
    ------
    Plain
        If it is not there, a folder, far too large, or cannot be opened.
    """
    path = Path(path).expanduser()
    try:
        if not path.exists():
            raise Plain(
                f"There is no file {path}.",
                "Check the spelling, or drag the file from its folder into this window to fill in its place.",
            )
        if path.is_dir():
            raise Plain(f"{path} is a folder.", f"Give the {what} file that is inside it.")
        if path.stat().st_size > _MOST_BYTES:
            raise Plain(f"The file is too large to be one {what} (more than 300 MB).", "Export only the table, as CSV.")
        return path.read_bytes()
    except OSError as error:
        raise Plain(
            f"{path} could not be opened: {error.strerror or error}.",
            "Close it in other programs, or copy it to another folder, and try again.",
        ) from error


def read_sheet(content: bytes, what: str, whose: str) -> Sheet:
    """Read a table file that is already in memory; what it is, is told by its content and not by its name.

    Parameters
    ----------
    content : bytes
    what : str
        What the table should hold, as messages call it: "the survey's answers", "the roster".
    whose : str
        The program it comes from: "the survey program", "the learning platform".

    Raises
    ------
    Plain
        If it is no table; the message says what to change.
    """
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Plain("The file is empty.", f"Export {what} again, and check that the file opens.")
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_OLE):
        raise Plain(
            "This is an old Excel file (.xls) or one with a password.",
            "Open it in Excel, choose Save As, and save it as Excel Workbook (.xlsx) without a password, or as CSV.",
        )
    for mark, kind in OTHER_KINDS.items():
        if content.startswith(mark):
            raise Plain(f"This is {kind}, not a table.", f"Export {what} as CSV or Excel (.xlsx).")
    text, encoding, notes = decode(content)
    start = text.lstrip()[:200].lower()
    if start.startswith(_MARKUP) and _MARKUP_TABLE.search(text):
        raise Plain(
            "This is a web page or XML with a table in it, even if its name says Excel.",
            "Open it in Excel, choose Save As, and save it as Excel Workbook (.xlsx) or CSV.",
        )
    if start.startswith(_MARKUP):
        raise Plain(
            "This is a web page, even if its name says CSV or Excel. Often it is the page that asks to sign in.",
            f"Sign in to {whose} and download {what} as CSV again.",
        )
    if start.startswith(("{", "[{")):
        raise Plain("This is a JSON file.", f"Export {what} as CSV or Excel (.xlsx).")
    return read_delimited(text, encoding, notes)

"""From files to text tables: what to open, how its letters are written, and whether it is a public file at all."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from belonging.crdc.columns import tidy, wanted
from belonging.errors import Plain
from belonging.own.delimited import find_delimiter
from belonging.own.sheet_reading import OTHER_KINDS

_GET = "Give the CSV files as you downloaded them from the Civil Rights Data Collection."
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """One file, on the disk or already in memory; only ever opened for reading."""

    name: str
    path: Path | None = None
    content: bytes = b""
    in_folder: bool = False

    def open(self) -> BinaryIO:
        """Open it for reading bytes."""
        return io.BytesIO(self.content) if self.path is None else self.path.open("rb")


@dataclass(frozen=True)
class Read:
    """The columns of one file that are of use, as text, with upper-case names."""

    name: str
    table: pd.DataFrame


def sources(paths: Iterable[Path]) -> list[Source]:
    """List the files a person named, and the CSV files inside the folders they named.

    Raises
    ------
    Plain
        If there is nothing there.
    """
    found: list[Source] = []
    for given in paths:
        path = given.expanduser()
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.casefold() == ".csv" and p.is_file())
            if not inside:
                raise Plain(
                    f"The folder {path} holds no CSV file.", "If it holds a zip file, unzip that first. " + _GET
                )
            found += [Source(p.relative_to(path.parent).as_posix(), p, in_folder=True) for p in inside]
        elif path.exists():
            found.append(Source(path.as_posix(), path))
        else:
            raise Plain(f"There is no file {path}.", "Check the spelling, or drag the file into this window.")
    return list({source.path: source for source in found}.values())


def read(source: Source) -> Read | None:
    """Read one file.

    Returns
    -------
    Read or None
        None for a file of a folder that is about something else.

    Raises
    ------
    Plain
        If it is no table, cannot be opened, or was named and has no column of use.
    """
    try:
        with source.open() as file:
            start = file.read(4096)
            _refuse_other_kinds(source.name, start)
            encoding = _encoding(file)
            file.seek(0)
            head = start.decode(encoding, errors="ignore")
            table = pd.read_csv(
                file,
                sep=find_delimiter(head.rpartition("\n")[0] or head),
                encoding=encoding,
                dtype=str,
                keep_default_na=False,
                usecols=wanted,
                index_col=False,
            ).fillna("")
    except OSError as error:
        raise Plain(
            f"{source.name} could not be opened: {error.strerror or error}.", "Close it in other programs, then retry."
        ) from error
    except (ValueError, UnicodeError) as error:  # pandas' own errors are ValueErrors
        raise Plain(f"{source.name} cannot be read as a table.", "Download it again. " + _GET) from error
    table.columns = [tidy(str(name)) for name in table.columns]
    if not _is_school_file(table):
        if source.in_folder:
            return None
        raise Plain(
            f"{source.name} has no columns of a school file of the Civil Rights Data Collection.",
            "It needs COMBOKEY (or LEAID and SCHID) and counts such as SCH_ENR_HI_M. Files about districts (LEA) or "
            "lists of columns are not enough: give Enrollment.csv and the file of the course, such as Calculus.csv.",
        )
    return Read(source.name, table)


def _is_school_file(table: pd.DataFrame) -> bool:
    names = set(table.columns)
    keyed = "COMBOKEY" in names or {"LEAID", "SCHID"} <= names
    return keyed and len(table) > 0 and any(name.startswith("SCH_") and name != "SCH_NAME" for name in names)


def _refuse_other_kinds(name: str, start: bytes) -> None:
    if not start.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Plain(f"{name} is empty.", "Download it again.")
    if start.startswith(b"PK\x03\x04"):
        raise Plain(f"{name} is a zip file or an Excel workbook.", "Unzip it first (right-click, Extract). " + _GET)
    for mark, kind in {**OTHER_KINDS, b"\xd0\xcf\x11\xe0": "an old Excel file"}.items():
        if start.startswith(mark):
            raise Plain(f"{name} is {kind}, not a public data file.", _GET)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise Plain(f"{name} is a web page, even if its name says CSV.", "Download the file itself again. " + _GET)


def _encoding(file: BinaryIO) -> str:
    """Find out how the letters are written: most years are Windows-1252, and saved copies are often UTF-8."""
    file.seek(0)
    mark = file.read(4)
    if mark.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for name in ("utf-8", "cp1252"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(name)()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"

"""Puts the report's files into a folder without ever writing over a report that is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from belonging.files import write_atomically
from belonging.own.document import document
from belonging.own.earlier_reports import warnings_beside
from belonging.own.mapping import Mapping, save_mapping
from belonging.own.page import page
from belonging.own.report import Report


@dataclass(frozen=True)
class Written:
    """Where the files of one report are, and what to know before handing it out beside an earlier one."""

    html: Path
    docx: Path
    mapping: Path
    warnings: tuple[str, ...] = ()


def write_report(report: Report, mapping: Mapping, folder: Path) -> Written:
    """Write the page, the document and the column map.

    Parameters
    ----------
    report : Report
    mapping : Mapping
    folder : Path
        Made if it is not there. If a report is there already, this one gets the next number.

    Raises
    ------
    Plain
        If the folder cannot be written in.
    """
    folder = folder.expanduser()
    content = page(report).encode(), document(report)
    ending = _free(folder)
    written = Written(
        folder / f"report{ending}.html",
        folder / f"report{ending}.docx",
        folder / f"column-map{ending}.yml",
        warnings_beside(report, folder),
    )
    write_atomically(written.html, content[0])
    write_atomically(written.docx, content[1])
    save_mapping(mapping, written.mapping)
    return written


def _free(folder: Path) -> str:
    """Return the first number for which none of the three files is there; none for the first report."""
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        names = (f"report{ending}.html", f"report{ending}.docx", f"column-map{ending}.yml")
        if not any((folder / name).exists() for name in names):
            return ending
        number += 1

"""The command `belonging crdc FILES`: reads the files, asks which school if that is not clear, writes the report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from belonging.crdc.analysis import analyse
from belonging.crdc.choosing import chosen, describe, matches
from belonging.crdc.collection import NO_YEAR, Collection, load
from belonging.crdc.write import Written, write_report
from belonging.errors import Plain

_LISTED = 20


def report_on(
    files: Sequence[Path],
    *,
    school: str = "",
    compare: Sequence[str] = (),
    course: str = "calculus",
    out: Path = Path("public-data-report"),
) -> Written:
    """Make a report on one school or district.

    Parameters
    ----------
    files : sequence of Path
        Public files, or folders of them; they are only read.
    school : str
        A part of the name, the school's key, or a district's key.
    compare : sequence of str
        `district`, `state`, or schools.
    course : str
        Such as `calculus`.
    out : Path
        The folder for the report.

    Raises
    ------
    Plain
        If something has to be changed first.
    """
    collection = load(files)
    typer.echo(
        f"{len(collection.schools):,} schools read{f', collection {collection.year}' if collection.year else ''}."
    )
    for note in (*(() if collection.year else (NO_YEAR,)), *collection.notes):
        typer.echo(f"Please note: {note}")
    if _asks():
        school = _ask(collection, school)
    analysis = analyse(collection, school, compare, course)
    written = write_report(analysis, out)
    typer.echo(f"The report on {analysis.subject.label} is written:")
    typer.echo(f"  {written.html}   (opens in a browser)")
    typer.echo(f"  {written.docx}   (Word; the same content)")
    typer.echo(f"  {written.memo} and {written.memo_docx.name}   (a draft memo of about 100 words: edit it)")
    typer.echo("Your files were only read. Nothing was sent anywhere.")
    return written


def _asks() -> bool:
    """Tell whether somebody sits at the other end."""
    return sys.stdin.isatty()


def _ask(collection: Collection, school: str) -> str:
    """Ask until one school or district is meant."""
    while True:
        try:
            chosen(collection, school)
            return school
        except Plain as problem:
            found = matches(collection, school)
            if not 1 < len(found) <= _LISTED:
                typer.echo(str(problem))
                school = typer.prompt("A part of the school's name (q to stop)")
            else:
                typer.echo("Which one?")
                for number, key in enumerate(found, start=1):
                    typer.echo(f"  {number}. {describe(collection, key)}")
                answer = typer.prompt("Its number, or more of the name (q to stop)")
                school = found[int(answer) - 1] if answer.isdigit() and 0 < int(answer) <= len(found) else answer
        if school.strip().lower() in ("q", "quit", "stop"):
            raise Plain("Stopped. Nothing was written.")

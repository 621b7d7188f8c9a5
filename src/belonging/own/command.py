"""The command `belonging own FILE`: shows how the file was understood, asks for corrections, writes the report."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from belonging.errors import Plain
from belonging.own.analysis import analyse
from belonging.own.corrections import HELP, correct
from belonging.own.day import today
from belonging.own.mapping import Mapping, fit_mapping, load_mapping
from belonging.own.preview import HEADS, first_rows, preview_rows, summary
from belonging.own.proposal import propose
from belonging.own.reading import read_survey
from belonging.own.survey import Survey
from belonging.own.write import Written, write_report


def own(
    file: Path,
    *,
    map_file: Path | None = None,
    earlier: Path | None = None,
    out: Path = Path("survey-report"),
    asked: int | None = None,
    yes: bool = False,
) -> Written:
    """Make a report on one's own survey.

    Parameters
    ----------
    file : Path
        The export; it is only read.
    map_file : Path, optional
        A column map saved earlier.
    earlier : Path, optional
        The same survey of an earlier term.
    out : Path
        The folder for the report.
    asked : int, optional
        How many were asked.
    yes : bool
        Take the map as proposed, without questions. Where nobody can answer (no terminal) it is taken so anyway.

    Raises
    ------
    Plain
        If something has to be changed first.
    """
    survey = read_survey(file)
    before = read_survey(earlier) if earlier else None
    for line in summary(survey):
        typer.echo(line)
    mapping = _mapping(survey, map_file)
    _show(survey, mapping)
    if not yes and _asks():
        mapping = _ask(survey, mapping)
        if asked is None:
            asked = _ask_number()
    report = analyse(survey, mapping, before, asked=asked, day=today())
    written = write_report(report, mapping, out)
    typer.echo("")
    typer.echo(f"{report.n:,} answered. The report is written:")
    typer.echo(f"  {written.html}   (opens in a browser)")
    typer.echo(f"  {written.docx}   (Word; the same content)")
    typer.echo(f"  {written.mapping}   (the column map: next term, add --map {written.mapping})")
    for warning in written.warnings:
        typer.echo(f"Please note: {warning}")
    typer.echo("Your survey file was only read. It stays on this computer.")
    return written


def _asks() -> bool:
    """Tell whether somebody sits at the other end."""
    return sys.stdin.isatty()


def _mapping(survey: Survey, map_file: Path | None) -> Mapping:
    if map_file is None:
        return propose(survey)
    fitted, notes = fit_mapping(load_mapping(map_file), survey)
    for note in notes:
        typer.echo(note)
    return fitted


def _show(survey: Survey, mapping: Mapping) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    rows = first_rows(survey, mapping)
    if rows:
        head = Table("Row in file", *(f"No. {_number(mapping, i)}" for i in range(len(rows[0]) - 1)), box=None)
        for row in rows:
            head.add_row(*map(escape, row))
        console.print("\nThe first answers:")
        console.print(head)
    table = Table(*HEADS, box=None, pad_edge=False)
    for row in preview_rows(survey, mapping):
        table.add_row(*map(escape, row))
    console.print("\nWhat each column is taken to be:")
    console.print(table)


def _number(mapping: Mapping, i: int) -> int:
    return mapping.columns.index(mapping.of("item")[i]) + 1


def _ask(survey: Survey, mapping: Mapping) -> Mapping:
    typer.echo("")
    typer.echo(HELP)
    while True:
        line = typer.prompt("Change", default="", show_default=False).strip()
        if not line:
            return mapping
        if line.lower() in ("q", "quit", "stop"):
            raise Plain("Stopped. Nothing was written.")
        if line == "?":
            typer.echo(HELP)
            continue
        try:
            mapping, said = correct(survey, mapping, line)
        except Plain as problem:
            typer.echo(str(problem))
            continue
        typer.echo(said)


def _ask_number() -> int | None:
    while True:
        line = typer.prompt("How many students were asked? (Enter if you do not know)", default="", show_default=False)
        if not line.strip():
            return None
        if line.strip().isdigit() and int(line) > 0:
            return int(line)
        typer.echo("Please type a whole number, such as 25, or press Enter.")

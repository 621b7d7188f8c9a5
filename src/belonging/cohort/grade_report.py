"""What a director sees of a run of grading: counts for each module, and who needs a look; the rest is in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.cohort.short_list import print_list
from belonging.grading.report import Graded, NotGraded, write_csv

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort
    from belonging.grading.batch import Batch


def show(cohort: Cohort, batch: Batch, console: Console) -> None:
    """Print the counts, and notes on people's work; an audit has said by itself what it found."""
    rows: list[Graded | NotGraded] = [*batch.graded, *batch.not_graded]
    modules = dict.fromkeys(one.module_id for one in rows)
    if modules:
        console.print(_table(list(modules), batch))
    rest = "reports/grade.csv"
    print_list(console, "Without points", [f"{_who(cohort, one)}: {one.reason}" for one in batch.not_graded], rest)
    notes = [f"{_who(cohort, one)}: {note}" for one in batch.graded for note in one.notes]
    print_list(console, "To look at", notes, rest)


def write_report(cohort: Cohort, batch: Batch) -> Path:
    """Write `reports/grade.csv`: one line for each notebook, with points for each task or the reason.

    Raises
    ------
    Plain
        If the folder cannot be written in.
    """
    path = cohort.reports / "grade.csv"
    write_csv(path, batch.graded, batch.not_graded)
    return path


def _table(modules: Sequence[str], batch: Batch) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Module", overflow="fold")
    for head in ("With\npoints", "of them wait\nfor a person", "Without\npoints"):
        table.add_column(head, justify="right", no_wrap=True)
    for module in modules:
        graded = [one for one in batch.graded if one.module_id == module]
        without = sum(one.module_id == module for one in batch.not_graded)
        waiting = sum(bool(one.points.waiting) for one in graded)
        table.add_row(module, str(len(graded)), str(waiting), str(without))
    return table


def _who(cohort: Cohort, one: Graded | NotGraded) -> str:
    person = cohort.roster.person(one.student_id)
    return f"{person.name if person else one.path.name} ({one.student_id}), {one.module_id}"

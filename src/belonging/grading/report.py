"""What the leader sees of a run: a table per module, the files that need a look, and a CSV for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.files import write_atomically
from belonging.grading.points import Points, TaskPoints, number


@dataclass(frozen=True)
class Graded:
    """One notebook with its points."""

    path: Path
    student_id: str
    module_id: str
    points: Points
    notes: tuple[str, ...]
    feedback: Path | None


@dataclass(frozen=True)
class NotGraded:
    """One file without points, and why."""

    path: Path
    reason: str
    student_id: str = ""
    """Whose it is; blank where that cannot be told."""
    module_id: str = ""


def show(console: Console, graded: Sequence[Graded], not_graded: Sequence[NotGraded]) -> None:
    """Print the tables and the reasons."""
    for module_id in dict.fromkeys(row.module_id for row in graded):
        rows = [row for row in graded if row.module_id == module_id]
        console.print(_table(module_id, rows))
    if any(row.points.waiting for row in graded):
        console.print("“waits”: a person scores this task (in a terminal: cd to the grading folder, jupyter lab;")
        console.print("then choose Nbgrader, Formgrader in the menu, and run this command again for new feedback).")
    for row in graded:
        for note in row.notes:
            console.print(f"{row.student_id} ({row.path.name}): {note}")
    for problem in not_graded:
        console.print(f"Not graded: {problem.path}\n    {problem.reason}")


def write_csv(path: Path, graded: Sequence[Graded], not_graded: Sequence[NotGraded]) -> None:
    """Write the points as a table file, one row per file; spreadsheets read its accents right.

    Raises
    ------
    Plain
        If the file cannot be written.
    """
    tasks = dict.fromkeys((row.module_id, task.label) for row in graded for task in row.points.tasks)
    out = io.StringIO()
    writer = csv.writer(out)
    head = [f"{module_id} {label}" for module_id, label in tasks]
    writer.writerow(["person", "file", "module", *head, "points", "out of", "waiting for a person", "note"])
    for row in graded:
        cells = {(row.module_id, task.label): _cell(task) for task in row.points.tasks}
        points = [number(row.points.total), number(row.points.out_of), len(row.points.waiting)]
        own = [row.student_id, str(row.path), row.module_id]
        writer.writerow(formula_safe([*own, *(cells.get(t, "") for t in tasks), *points, " ".join(row.notes)]))
    for problem in not_graded:
        own = [problem.student_id, str(problem.path), problem.module_id]
        blanks = [*([""] * len(tasks)), "", "", ""]
        writer.writerow(formula_safe([*own, *blanks, f"not graded: {problem.reason}"]))
    write_atomically(path, out.getvalue().encode("utf-8-sig", errors="replace"))


def _table(module_id: str, rows: Sequence[Graded]) -> Table:
    table = Table(
        title=f"{module_id}: points for each task", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column("Person", overflow="fold", min_width=12)
    for task in rows[0].points.tasks:
        table.add_column(f"{task.label}\nof {number(task.out_of)}", justify="right", no_wrap=True)
    table.add_column("Sum", justify="right", no_wrap=True)
    for row in rows:
        cells = [_cell(task) for task in row.points.tasks]
        table.add_row(row.student_id, *cells, f"{number(row.points.total)} of {number(row.points.out_of)}")
    return table


def _cell(task: TaskPoints) -> str:
    return "waits" if task.waiting else number(task.points)


def formula_safe(cells: Sequence[object]) -> list[object]:
    """Keep a spreadsheet from taking a name such as `=HYPERLINK(...)` for a formula."""
    return [f"'{c}" if isinstance(c, str) and c[:1] in _FORMULA else c for c in cells]


_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide signs begin a formula too, where they are what people type

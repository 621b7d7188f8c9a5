"""The cohort's status on the screen, as a table file, and as a page that a screen reader reads well."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.cohort.status import Row, Status, Step
from belonging.files import write_atomically
from belonging.grading.report import formula_safe

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort

_NAMED = 20
_LONGEST = 140
_SHORT = {
    Step.missing: "-",
    Step.later: "n/a",
    Step.look: "look",
    Step.handed_in: "in",
    Step.waits: "wait",
    Step.graded: "pts",
    Step.told: "done",
}
_HEADS = (
    (Step.missing, "Not\nyet"),
    (Step.look, "Needs\na look"),
    (Step.handed_in, "Handed\nin"),
    (Step.waits, "Waits for\na person"),
    (Step.graded, "Graded"),
    (Step.told, "Feedback\nwritten"),
)


def show(status: Status, *, everybody: bool = False, console: Console | None = None) -> None:
    """Print the summary first, then who has nothing and what needs a look, then everybody if asked."""
    console = console or Console(highlight=False, markup=False)
    for line in people_lines(status):
        console.print(line)
    if status.modules:
        console.print(_summary(status))
    _list(console, "Nothing handed in at all", [_called(row) for row in status.rows if row.nothing])
    _list(console, "Needs a look", list(looks(status)))
    if everybody and status.modules:
        _print_everybody(console, "Everybody", status, status.rows)
        _print_everybody(console, "Left; their work stays", status, status.leavers)
        console.print("; ".join(f"{short}: {step}" for step, short in _SHORT.items()))


def write_reports(cohort: Cohort, status: Status) -> list[Path]:
    """Write `reports/status.csv` and `reports/status.html`.

    Returns
    -------
    list of Path

    Raises
    ------
    Plain
        If the folder cannot be written in.
    """
    table, page = cohort.reports / "status.csv", cohort.reports / "status.html"
    write_atomically(table, as_csv(status))
    write_atomically(page, as_page(status).encode("utf-8", errors="replace"))
    return [table, page]


def people_lines(status: Status) -> list[str]:
    """Say how many people there are, and what is not known yet."""
    late = sum(row.late for row in status.rows)
    more = [
        f"{late} joined later" if late else "",
        f"{len(status.leavers)} left (listed apart)" if status.leavers else "",
    ]
    said = ", ".join(filter(None, more))
    lines = [f"People: {len(status.rows)}" + (f"; {said}." if said else ".")]
    if not status.modules:
        lines.append("No module has been handed out yet.")
    if status.unmatched:
        lines.append(
            f"Files of which nobody has said yet whose they are: {status.unmatched}. Fill the column “person” in "
            "matches.csv, then collect again."
        )
    return lines


def looks(status: Status) -> list[str]:
    """Return what needs a look, with the reason in short, in the order of the roster."""
    return [
        f"{_called(row)}, {module}: {_short(reason) or 'something is wrong with what was handed in; run check.'}"
        for row in (*status.rows, *status.leavers)
        for module, step, reason in zip(status.modules, row.steps, row.reasons, strict=True)
        if step is Step.look
    ]


def as_csv(status: Status) -> bytes:
    """Write one line per person; spreadsheets read its accents right and take no name for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "name", "school", "group", "joined", "left", *status.modules, "needs a look because"])
    for row in (*status.rows, *status.leavers):
        one = row.person
        reasons = " ".join(f"{m}: {why}" for m, why in zip(status.modules, row.reasons, strict=True) if why)
        cells = [one.id, one.name, one.school, one.group, one.joined, one.left, *row.steps, reasons]
        writer.writerow(formula_safe(cells))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def as_page(status: Status) -> str:
    """Write the page."""
    from belonging.grading.look import template

    return template("status.html").render(
        status=status,
        lines=people_lines(status),
        heads=[(step, head.replace("\n", " ")) for step, head in _HEADS],
        nothing=[row for row in status.rows if row.nothing],
        looks=looks(status),
        mark="belonging cohort status",
    )


def _summary(status: Status) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Module", overflow="fold")
    for _, head in _HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    for module in status.modules:
        counts = status.counts(module)
        table.add_row(module, *(str(counts[step]) for step, _ in _HEADS))
    return table


def _print_everybody(console: Console, title: str, status: Status, rows: Sequence[Row]) -> None:
    """Print a table that fits 80 columns; the modules' names would not, so they are numbered."""
    if not rows:
        return
    console.print(f"{title} ({', '.join(f'{n}: {module}' for n, module in enumerate(status.modules, start=1))})")
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Id", no_wrap=True, min_width=min(12, max(len(row.person.id) for row in rows)))
    table.add_column("Person", overflow="ellipsis", no_wrap=True, max_width=24)
    for number in range(1, len(status.modules) + 1):
        table.add_column(str(number), no_wrap=True, min_width=max(map(len, _SHORT.values())))
    for row in rows:
        table.add_row(row.person.id, row.person.name, *(_SHORT[step] for step in row.steps))
    console.print(table)


def _list(console: Console, title: str, items: Sequence[str]) -> None:
    if not items:
        return
    console.print(f"{title}: {len(items)}")
    for item in items[:_NAMED]:
        console.print(f"  {item}", soft_wrap=True)
    if len(items) > _NAMED:
        console.print(f"  and {len(items) - _NAMED} more, in reports/status.csv")


def _short(reason: str) -> str:
    """Shorten a reason; the table file has all of it."""
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - 1].rstrip()}…"


def _called(row: Row) -> str:
    one = row.person
    name = one.name if len(one.name) <= 60 else one.name[:59] + "…"
    late = f", joined {one.joined}" if row.late else ""
    return f"{name} ({one.id}{late})"

"""The points as table files: one row for each person, and nothing that ranks anybody."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.grading.points import number
from belonging.grading.report import formula_safe


@dataclass(frozen=True)
class Line:
    """One person's row.

    Parameters
    ----------
    about
        What names the person: id, name, e-mail, school, group.
    points
        Module id -> points so far, points there are, tasks that wait for a person.
    tasks
        (module id, task's label) -> points, or "waits".
    page, note
        The file name of the feedback page, and why a module has no points.
    """

    about: tuple[str, str, str, str, str]
    points: dict[str, tuple[float, float, int]]
    tasks: dict[tuple[str, str], str]
    page: str
    note: str


def points_csv(lines: Sequence[Line], module_ids: Sequence[str]) -> bytes:
    """Return the points per module. A module that is not handed in is blank, never a zero.

    Learning platforms that let one choose the columns, as Moodle's import of grades does, take it as it is: the
    e-mail says who, the column named after the module holds the points.
    """
    head = [f"{module_id}{what}" for module_id in module_ids for what in ("", " out of", " waits")]
    rows = []
    for line in lines:
        cells: list[object] = []
        for module_id in module_ids:
            points = line.points.get(module_id)
            cells += [number(points[0]), number(points[1]), points[2]] if points else ["", "", ""]
        rows.append([*line.about, *cells, line.page, line.note])
    return _table([*_ABOUT, *head, "feedback page", "note"], rows)


def tasks_csv(lines: Sequence[Line], tasks: Sequence[tuple[str, str, float]]) -> bytes:
    """Return the points per task.

    Parameters
    ----------
    lines
        The people.
    tasks
        The columns: module id, task's label, points there are.
    """
    head = [f"{module_id} {label} (of {number(out_of)})" for module_id, label, out_of in tasks]
    rows = [[*line.about, *(line.tasks.get((m, label), "") for m, label, _ in tasks)] for line in lines]
    return _table([*_ABOUT, *head], rows)


_ABOUT = ("id", "name", "email", "school", "group")


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(formula_safe(head))
    writer.writerows(formula_safe(row) for row in rows)
    return out.getvalue().encode("utf-8-sig", errors="replace")

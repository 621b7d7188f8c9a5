"""`belonging plan export` and `belonging plan new`: write a plan's handouts; start a plan from an exemplar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from belonging.errors import Plain
from belonging.files import write_atomically, write_new
from belonging.plan.export.files import EXPORTS, made, too_long
from belonging.plan.export.paper import Paper
from belonging.plan.file import file_stem, read_plan_file


def export(
    file: Path, to: Path | None = None, paper: Paper = "letter", report: Callable[[str], None] = print
) -> list[Path]:
    """Write everything a plan can become into a folder.

    Parameters
    ----------
    file : Path
        The plan.
    to : Path, optional
        The folder; by default one beside the plan, and a fresh one when that holds other words already.
    paper : {"letter", "a4"}
    report : callable
        Receives one line for each file.

    Raises
    ------
    Plain
        If the plan cannot be read, or the folder cannot be written in or holds files somebody has changed.
    """
    reading = read_plan_file(file)
    plan = reading.plan
    for problem in reading.problems:
        report(f"Left out: {problem.message}")
    result = made(plan, paper)
    files = result.files
    folder = to or _fresh(file.parent / f"{file_stem(plan.plan_id or file.stem)}-handouts", files)
    paths = write_new(folder, files)
    names = {each.file(plan): each for each in EXPORTS}
    report(f"In the folder {folder}:")
    for path in paths:
        export_ = names[path.name]
        report(f"  {path.name}: {export_.name.lower()}, {export_.use}")
    for name, why in result.not_made.items():
        report(f"Not made: {name}, as {why}.")
    for line in too_long(plan, paper):
        report(line)
    return paths


def new(file: Path, exemplar_id: str | None = None, report: Callable[[str], None] = print) -> None:
    """Start a plan from an exemplar; without one, say which there are.

    Raises
    ------
    Plain
        If there is no such exemplar, or the file is there already.
    """
    from belonging.plan.exemplars import exemplar, exemplars
    from belonging.plan.reading import write_plan

    if exemplar_id is None:
        report("Start from one of these, and change it until it is yours:")
        for each in exemplars():
            report(f"  {each.id}: {each.title}\n      {each.summary}")
        report(f"Type for example: belonging plan new {file} --from {exemplars()[0].id}")
        return
    try:
        plan = exemplar(exemplar_id)
    except LookupError as unknown:
        raise Plain(str(unknown.args[0]), "Type one of these names after --from.") from unknown
    if file.exists():
        raise Plain(f"There is a file {file} already. Nothing was written.", "Choose another name.")
    start: dict[str, object] = {"started_from": exemplar_id, "saved_on": dt.date.today(), "plan_id": _slug(file.stem)}
    write_atomically(file, write_plan(plan.model_copy(update=start)).encode())
    report(f"Your plan is in {file}. It says what the exemplar says: change it until it fits your class.")
    report(f"Then type: belonging plan check {file}")


def _slug(stem: str) -> str:
    """Return a short name made of a file's; blank where nothing is left of it.

    >>> _slug("My Creek Plan")
    'my-creek-plan'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:40].strip("-")
    return slug if len(slug) >= 4 else ""


def _fresh(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Return the folder, or the first numbered one beside it in which no file has other words."""
    number, chosen = 2, folder
    while any(_differs(chosen / name, content) for name, content in files.items()):
        chosen, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return chosen


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and (not path.is_file() or path.read_bytes() != content)

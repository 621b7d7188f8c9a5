"""`belonging plan bring`: a teacher's own lesson becomes the start of a plan, and everything found is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.plan.ask import asked
from belonging.plan.bring.answer import bring_file
from belonging.plan.file import file_stem
from belonging.plan.plan import Plan
from belonging.plan.reading import write_plan


def bring(file: Path, to: Path | None = None, report: Callable[[str], None] = print) -> Path:
    """Write the start of a plan, and say what was found where, what was left over and what is asked next.

    Raises
    ------
    Plain
        If the lesson cannot be read, nothing of a plan is in it, or the plan's file is there already.
    """
    file = file.expanduser()
    if not file.exists():
        raise Plain(
            f"There is no file {file}.",
            "Check the spelling, or drag the file from its folder into this window to fill in its place.",
        )
    if file.is_dir():
        raise Plain(f"{file} is a folder.", "Give the file of one lesson that is inside it.")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Plain(
            f"{file} could not be opened: {error.strerror or error}.", "Close it in other programs and try again."
        ) from error
    brought = bring_file(file.name, content)
    if not brought.found:
        raise Plain(brought.said(), "To see the exemplars, type: belonging plan new my-plan.yml")
    target = to or file.with_name(f"{file_stem(brought.plan.plan_id or file.stem)}.yml")
    if target.exists():
        raise Plain(f"There is a file {target} already. Nothing was written.", "Choose another name with --to.")
    write_atomically(target, write_plan(brought.plan).encode())
    report("Found:")
    for found in brought.found:
        report(f"  {_named(found.field)} ({found.where}): {found.text}")
    if brought.left:
        report("Not used; keep it at hand:")
        for left in brought.left:
            report(f"  {left.where}: {f'{left.heading}: ' if left.heading else ''}{left.text}")
    for note in brought.notes:
        report(note)
    report("Asked next:")
    for question in brought.asks:
        report(f"  {question.tab}: {question.label}")
    report(f"The start of your plan is in {target}. Open it in the plan builder, and look at each entry once.")
    return target


def _named(path: str) -> str:
    """Return a field as the form calls it.

    >>> _named("goals.1"), _named("title")
    ('Goals 2', 'Title')
    """
    part, *rest = path.split(".")
    number = next((f" {int(step) + 1}" for step in rest if step.isdecimal()), "")
    return f"{asked(Plan, part).label}{number}"

"""`belonging check`: a participant's own look at their notebook, in the words of `check(1)`, nothing run."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from belonging.errors import Plain
from belonging.exercise.preflight import Row, check_file


def self_check(files: Sequence[Path]) -> None:
    """Print what each answer is told and the points so far.

    Parameters
    ----------
    files : sequence of Path
        Exercise notebooks; a folder stands for the notebooks in it.

    Raises
    ------
    Plain
        If none of them could be checked.
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    problems = []
    wanted = [path for file in files for path in (sorted(file.glob("*.ipynb")) if file.is_dir() else [file])]
    for path in wanted:
        try:
            _, rows, report = check_file(path)
        except Plain as problem:
            problems.append(problem)
            console.print(f"\n{path}\n  {problem}")
            continue
        console.print(f"\n{path}")
        marked = [row for row in rows if not row.placed.task.silent]
        for line in (*report.repaired, *map(_line, marked), *_silent_line(rows)):
            console.print(f"  {line}")
        machine = [row for row in marked if not row.placed.task.scored_by_person]
        points, out_of = sum(r.outcome.points for r in machine), sum(r.outcome.out_of for r in machine)
        console.print(f"  So far: {points} of {out_of} points that need no person.")
    if len(problems) == len(wanted):
        raise Plain("Nothing was checked.", "Give the path of an exercise, such as exercises/listening.ipynb")


def _line(row: Row) -> str:
    told = row.outcome.text.replace("\n\n", "\n").replace("\n", "\n    ")  # an answer that sorts has many lines
    return f"{row.placed.heading} ({row.outcome.points} of {row.outcome.out_of}): {told}"


def _silent_line(rows: Sequence[Row]) -> list[str]:
    """Say how many questions nobody marks hold an answer, without repeating any."""
    silent = [row for row in rows if row.placed.task.silent]
    kept = sum(row.outcome.status == "kept" for row in silent)
    return [f"Questions that nobody marks: {kept} of {len(silent)} kept in this notebook."] if silent else []

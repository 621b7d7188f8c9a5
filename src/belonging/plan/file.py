"""Opening a plan's file for a command: what is wrong with it is said in plain words."""

from __future__ import annotations

import re
from pathlib import Path

from belonging.errors import Plain
from belonging.plan.plan import Plan
from belonging.plan.reading import Reading, read_plan

_MOST_BYTES = 2_000_000  # more is no plan; the reader itself stops far earlier, and says so


def file_stem(plan_id: str) -> str:
    """Return how the names of a plan's files begin: its short name, less any sign with no place in such a name.

    Examples
    --------
    >>> file_stem("creek-crossing"), file_stem("../My Plan"), file_stem("")
    ('creek-crossing', 'my-plan', 'my-plan')
    """
    return re.sub(r"[^a-z0-9]+", "-", plan_id.lower())[:40].strip("-") or "my-plan"


def read_plan_file(path: Path) -> Reading:
    """Read a plan's file.

    Raises
    ------
    Plain
        If there is no such file, it cannot be opened, or nothing in it could be read as a plan.
    """
    path = path.expanduser()
    if not path.exists():
        raise Plain(
            f"There is no file {path}.",
            "Check the spelling, or drag the file from its folder into this window to fill in its place.",
        )
    if path.is_dir():
        raise Plain(f"{path} is a folder.", "Give the plan file that is inside it; its name ends in .yml.")
    try:
        with path.open("rb") as opened:
            content = opened.read(_MOST_BYTES)
    except OSError as error:
        raise Plain(
            f"{path} could not be opened: {error.strerror or error}.",
            "Close it in other programs, or copy it to another folder, and try again.",
        ) from error
    reading = read_plan(content)
    if reading.plan == Plan():
        found = " ".join(problem.message for problem in reading.problems[:3])
        raise Plain(
            f"No plan could be read from {path}. {found}".strip(),
            "Choose the file that the plan builder saved. To start a new one, type: belonging plan new my-plan.yml",
        )
    return reading

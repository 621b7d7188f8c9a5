"""The files that an exercise's reference answers name, put where its notebook looks for them."""

from pathlib import Path

from belonging.exercise import load
from belonging.tasks import File


def put_files(module_id: str, folder: Path) -> list[Path]:
    """Write each file that the module's reference answers hand in; return them."""
    made = []
    for placed in load(module_id).tasks:
        if isinstance(placed.task.kind, File):
            made.append(folder / placed.task.kind.usual)
            made[-1].write_text(placed.task.reference_answer(), encoding="utf-8")
    return made

"""What a person is told about how their notebook ran: the engine's codes, and doubts about points, in plain words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from belonging.exercise.notebook import grade_id_of, source_of
from belonging.exercise.preflight import outcome_of
from belonging.exercise.source import PlacedTask, load
from belonging.grading.engine.words import reasons, trouble_words, words_for
from belonging.grading.points import Points
from belonging.grading.settings import WARNING
from belonging.tasks import File


def why_not_graded(notebook: Mapping[str, Any], trouble: Sequence[str]) -> str | None:
    """Say why a notebook that was run cannot have points, or None where it can.

    Its first cell makes the checks; where that did not run, it would look like no right answer at all.

    Parameters
    ----------
    notebook : mapping
        With its outputs.
    trouble : sequence of str
        The engine's codes.
    """
    if "kernel" in trouble:
        return "Its kernel could not be started here. Run the same command again; if it stays, restart the computer."
    for cell in notebook["cells"]:
        if grade_id_of(cell) == "text-setup":
            errors = [output for output in cell["outputs"] if output["output_type"] == "error"]
            if errors:
                return (
                    f"Its first cell did not run here ({errors[0]['ename']} {errors[0]['evalue']}), so no answer "
                    "could be checked. Run the same command again, with fewer other programs open."
                )
    return None


def told_of_the_run(notebook: Mapping[str, Any], trouble: Sequence[str], forged: Sequence[str]) -> Iterator[str]:
    """Say in plain words what happened in a notebook that has points all the same.

    Parameters
    ----------
    notebook : mapping
        With its outputs.
    trouble, forged : sequence of str
        The engine's codes.
    """
    ended = reasons(notebook)
    yield from ended
    yield from (trouble_words(code) for code in trouble if not ended or code not in _ENDING)
    yield from map(words_for, forged)


_ENDING = ("died", "cell-time", "notebook-time")
"""Codes for which the notebook itself says more exactly what happened."""


def stderr_notes(notebook: Mapping[str, Any], points: Points) -> Iterator[str]:
    """Name the checks that also wrote to the error stream, for which nbgrader alone gives no points, silently.

    Parameters
    ----------
    notebook : mapping
        As it was run; nbgrader's step that leaves warnings out comes after.
    points : Points
        What nbgrader gave.
    """
    by_check = {task.grade_id: task for task in points.tasks}
    for cell in notebook["cells"]:
        task = by_check.get(grade_id_of(cell) or "")
        if task is None or cell["cell_type"] != "code":
            continue
        red = [o["text"] for o in cell["outputs"] if o["output_type"] == "stream" and o["name"] == "stderr"]
        if any(not re.search(WARNING, "".join(text)) for text in red):
            yield f"Task {task.label}: its check also wrote an error message, so it has no points. Look at its code."
        elif red:
            yield f"Task {task.label}: its check also warned. nbgrader alone gives no points then; here it counts."


def worths(notebook: Mapping[str, Any], module_id: str, folder: Path) -> dict[str, int]:
    """Return what each answer is worth as it is written, by the id of its check; not where only running it can tell.

    Parameters
    ----------
    notebook : mapping
        The notebook that was run.
    module_id : str
        Its module.
    folder : Path
        Where files lie that an answer names.
    """
    sources = {id_: source_of(cell) for cell in notebook["cells"] if (id_ := grade_id_of(cell))}
    found = {}
    for placed in load(module_id).tasks:
        source = sources.get(placed.grade_id)
        if source is None or placed.check_id not in sources:
            continue
        if isinstance(placed.task.kind, File):
            worth = _worth_beside(placed, source, folder)
        else:
            worth = _worth(module_id, placed.label, source)
        if worth is not None:
            found[placed.check_id] = worth
    return found


def doubts(notebook: Mapping[str, Any], module_id: str, worth: Mapping[str, int], points: Points) -> Iterator[str]:
    """Compare nbgrader's points with the answers as written: code that forges its own check shows here.

    Parameters
    ----------
    notebook : mapping
        The graded notebook.
    module_id : str
        Its module.
    worth : mapping of str to int
        What `worths` found.
    points : Points
        What nbgrader gave.
    """
    by_check = {task.grade_id: task for task in points.tasks}
    cells = {id_: cell for cell in notebook["cells"] if (id_ := grade_id_of(cell))}
    for placed in load(module_id).tasks:
        task = by_check.get(placed.check_id)
        if task is None or placed.check_id not in worth or task.points == worth[placed.check_id]:
            continue
        stopped = any(output["output_type"] == "error" for output in cells[placed.grade_id].get("outputs", []))
        # an honest answer with, say, a loop beside it that never ends
        why = "The cell it stands in did not run to its end." if stopped else "Look at its code."
        yield (
            f"Task {task.label} got {task.points:g} points, but its answer as written is worth "
            f"{worth[placed.check_id]}. {why}"
        )


def _worth_beside(placed: PlacedTask, source: str, folder: Path) -> int | None:
    """Return the points of an answer as written, or None where only running it can tell."""
    outcome = outcome_of(placed, source, folder)
    return outcome.points if outcome.status in ("right", "not_yet", "blank") else None


@lru_cache(maxsize=4096)
def _worth(module_id: str, label: str, source: str) -> int | None:
    """Keep what was worked out: of a few hundred people many give the same answer."""
    placed = next(one for one in load(module_id).tasks if one.label == label)  # to take its hash would cost more
    return _worth_beside(placed, source, Path())

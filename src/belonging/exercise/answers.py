"""Find a participant's answers in a notebook, whatever happened to its cells, and move them to a clean copy."""

import ast
import re
from collections.abc import Sequence

from belonging.exercise.derive import student_notebook
from belonging.exercise.mend.choose import choose
from belonging.exercise.mend.kept_aside import HEAD, kept_aside_cells
from belonging.exercise.mend.parts import Holder, take_apart
from belonging.exercise.mend.report import Report
from belonging.exercise.mend.sheet import sheet_of
from belonging.exercise.mend.text import lines_kept, trim
from belonging.exercise.notebook import Cell, Notebook, source_of
from belonging.exercise.source import load


def into_clean_copy(notebook: Notebook, module_id: str) -> tuple[Notebook, Report]:
    """Move every answer into a fresh copy of the module's exercise; the participant's own cells come along.

    Parameters
    ----------
    notebook
        As `read_notebook` or `rescue` gives it.
    module_id
        The module it is an exercise of.

    Returns
    -------
    tuple
        The clean notebook, and what was moved, kept aside or lost.
    """
    fresh, report, sheet = student_notebook(module_id), Report(), sheet_of(module_id)
    marks = sheet.marks(notebook["cells"])
    missing = [id_ for id_ in sheet.locked if id_ not in marks]
    holders = [
        take_apart(place, cell, mark, sheet, missing)
        for place, (cell, mark) in enumerate(zip(notebook["cells"], marks, strict=True))
    ]
    chosen, aside = choose(holders, sheet, report)
    for cell in fresh["cells"]:
        if cell["id"] in chosen:
            cell["source"] = lines_kept(chosen[cell["id"]])
    fresh["cells"] = _with_own_cells(fresh["cells"], holders, aside)
    return fresh, report


def answer_sources(notebook: Notebook, module_id: str) -> dict[str, str]:
    """Return the source of each task's answer, by task id."""
    clean, _ = into_clean_copy(notebook, module_id)
    by_id = {cell["id"]: source_of(cell) for cell in clean["cells"]}
    return {placed.task.id: by_id[placed.grade_id] for placed in load(module_id).tasks}


def literal_answer(source: str, variable: str) -> object:
    """Return the value an answer line holds, or `...` when it is blank.

    Raises
    ------
    ValueError
        If the value is computed by code rather than written down.
    """
    try:
        assigned = [node for node in ast.parse(source).body if _assigns(node, variable)]
    except (SyntaxError, RecursionError) as error:
        raise ValueError("this line is not complete Python") from error
    if not assigned:
        return ...
    node = assigned[-1]
    assert isinstance(node, ast.Assign)
    try:
        return ast.literal_eval(node.value)
    except (TypeError, RecursionError, MemoryError) as error:  # a list as the key of a dict, say
        raise ValueError("this line is not a plain value") from error


def _assigns(node: ast.stmt, variable: str) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == variable for t in node.targets)


def _with_own_cells(fresh: list[Cell], holders: Sequence[Holder], aside: Sequence[tuple[str, str]]) -> list[Cell]:
    """Put the participant's own cells where they were, and what is kept aside at the end."""
    cells: list[Cell] = []
    taken = {cell["id"] for cell in fresh}
    after: str | None = None
    waiting: list[tuple[str | None, Cell]] = []
    for holder in holders:
        after = holder.mark or after
        if holder.kind in ("code", "text") and trim(text := holder.rest):
            waiting.append((after, _own(holder, text, taken)))
    earlier = [_own(one, source_of(one.cell), taken) for one in holders if one.kind == "aside"]
    for anchor in (None, *(cell["id"] for cell in fresh)):
        cells += [cell for cell in fresh if cell["id"] == anchor]
        cells += [cell for after, cell in waiting if after == anchor]
    heading = not any(source_of(cell) == HEAD for cell in earlier)
    return cells + earlier + kept_aside_cells(aside, taken, heading)


def _own(holder: Holder, text: str, taken: set[str]) -> Cell:
    cell = holder.cell
    id_ = cell.get("id", "")
    if not re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", id_) or id_ in taken:
        id_ = f"own-{holder.place}"
    taken.add(id_)
    # nbgrader must not take a stray mark of another notebook for one of ours
    metadata = {key: value for key, value in cell["metadata"].items() if key != "nbgrader"}
    return {**cell, "id": id_, "metadata": metadata, "source": lines_kept(text)}

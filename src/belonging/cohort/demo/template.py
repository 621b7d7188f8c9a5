"""A notebook with other answers, many times over: the text around the answers is written once."""

import json
from collections.abc import Mapping
from functools import cache

from belonging.exercise.derive import student_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.source import load

_MARK = "\x00answer {}\x00"


@cache
def _pieces(module_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the notebook's text cut at its answers, and the ids of the tasks they belong to, in that order."""
    notebook = student_notebook(module_id)
    tasks = {placed.grade_id: placed.task.id for placed in load(module_id).tasks}
    ids = []
    for cell in notebook["cells"]:
        if cell["id"] in tasks:
            cell["source"] = _MARK.format(tasks[cell["id"]])
            ids.append(tasks[cell["id"]])
    text = notebook_text(notebook)
    pieces = []
    for id_ in ids:
        before, text = text.split(json.dumps(_MARK.format(id_)), 1)
        pieces.append(before)
    return (*pieces, text), tuple(ids)


@cache
def _lines(source: str) -> str:
    """Write a cell's text as Jupyter does: a list with one line of text on each line of the file."""
    lines = source.splitlines(keepends=True)
    return "[\n" + ",\n".join(f"    {json.dumps(one, ensure_ascii=False)}" for one in lines) + "\n   ]"


def filled_text(module_id: str, sources: Mapping[str, str]) -> str:
    """Return the same text as `notebook_text(filled_notebook(module_id, sources))`, some hundred times faster.

    Parameters
    ----------
    module_id
        The module.
    sources
        The text of every answer cell, by task; none may be empty.
    """
    pieces, ids = _pieces(module_id)
    return "".join(piece + _lines(sources[id_]) for piece, id_ in zip(pieces, ids, strict=False)) + pieces[-1]

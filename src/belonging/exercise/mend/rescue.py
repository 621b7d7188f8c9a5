"""From any file to a notebook's cells: Jupyter's own format in every version, damaged JSON, scripts, pages, zips."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from belonging.errors import Plain
from belonging.exercise.mend import unwrap
from belonging.exercise.mend.salvage import salvage, unescaped
from belonging.exercise.mend.shapes import cells_of_page, cells_of_script, cells_of_text
from belonging.exercise.mend.text import lines_kept, trim, unix
from belonging.exercise.notebook import Cell, Notebook, grade_id_of, source_of

CUT = "The file was cut off or damaged. All that can be read of it was used."
OLD = "The file had an older notebook format."
SIDES = "The file held two versions of itself, left by a merge. Both were read."
SCRIPT = "The file was a script, not a notebook. It was read cell by cell."
PAGE = "The file was a web page, not a notebook. It was read cell by cell."
TEXT = "The file was plain text, not a notebook. It was read line by line."
WRAPPED = "The notebook was packed inside another file."
_SIDES = re.compile(
    r"^<<<<<<<[^\n]*\n([\s\S]*?)(?:^\|\|\|\|\|\|\|[^\n]*\n[\s\S]*?)?^=======[ \t\r]*\n([\s\S]*?)^>>>>>>>[^\n]*\n?", re.M
)
_HOLDS = re.compile(r"""["'“”]cell_type["'“”]|["'“”]source["'“”][ \t]*:""")


@dataclass(frozen=True)
class Rescued:
    """One notebook found in a file."""

    name: str
    notebook: Notebook
    notes: tuple[str, ...]
    """What had to be done to read it, in plain sentences; empty for a notebook as Jupyter writes it."""


def rescue(raw: bytes, name: str) -> list[Rescued]:
    """Read every notebook a file holds, usually one; a zip may hold several.

    Parameters
    ----------
    raw
        The whole file.
    name
        The file's name, for messages.

    Raises
    ------
    Plain
        If nothing in it can be a notebook.
    """
    if not unwrap.is_zip(raw):
        return [_one(unwrap.text_of(raw), name)]
    found, problems = [], []
    for inner, content in unwrap.members(raw):
        try:
            one = _one(unwrap.text_of(content), inner)
        except Plain as problem:
            problems.append(problem)
        else:
            found.append(Rescued(inner, one.notebook, (WRAPPED, *one.notes)))
    if not found:
        raise (
            problems[0]
            if problems
            else Plain(
                f"“{name}” is not a notebook, and no notebook is in it.", "Choose the file whose name ends in .ipynb."
            )
        )
    return found


def _one(text: str, name: str) -> Rescued:
    if not trim(text):
        raise Plain(f"“{name}” is empty.", "The download or the save did not finish: save or download it again.")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return _damaged(unix(text), name)
    return _whole(found, name)


def _whole(found: Any, name: str) -> Rescued:
    for level, one in _inside(found, 0):
        notes: tuple[str, ...] = (WRAPPED,) if level else ()
        if isinstance(one, str):
            return _add(_one(one, name), WRAPPED)
        if isinstance(one, list):
            return Rescued(name, _notebook(one, {}), (CUT,))
        if isinstance(one.get("cells"), list):
            notes += () if one.get("nbformat") == 4 else (OLD,)
            return Rescued(name, _notebook(one["cells"], one.get("metadata")), notes)
        sheets = [sheet for sheet in one["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]
        if cells:
            return Rescued(name, _notebook(cells, one.get("metadata")), (*notes, OLD))
    if isinstance(found, dict) and isinstance(found.get("nbformat"), int):
        raise Plain(
            f"“{name}” has the notebook format {found['nbformat']}, and holds no cell.",
            "Open it in JupyterLab, save it there, and try again.",
        )
    raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.")


def _inside(found: Any, level: int) -> Iterator[tuple[int, Any]]:
    """Walk through JSON for what can be a notebook: its object, a bare list of cells, or its text in a text."""
    if isinstance(found, dict):
        if isinstance(found.get("cells"), list) or isinstance(found.get("worksheets"), list):
            yield level, found
        elif level < 4:
            for one in found.values():
                yield from _inside(one, level + 1)
    elif isinstance(found, list):
        if any(isinstance(one, dict) and "cell_type" in one for one in found):
            yield level, found
        elif level < 4:
            for one in found:
                yield from _inside(one, level + 1)
    elif isinstance(found, str) and _HOLDS.search(found):
        yield level, found


def _damaged(text: str, name: str) -> Rescued:
    sided = _SIDES.search(text)
    if sided and _HOLDS.search(text):
        ours, theirs = (_one(_SIDES.sub(rf"\{side}", text), name) for side in (1, 2))
        cells = _both(ours.notebook["cells"], theirs.notebook["cells"])
        metadata = ours.notebook["metadata"] or theirs.notebook["metadata"]
        return Rescued(name, {**ours.notebook, "cells": cells, "metadata": metadata}, (SIDES, *ours.notes))
    if re.match(r"\s*<", text) and (re.search("<(html|body|div|pre|!doctype)", text, re.I)):
        inner, cells = cells_of_page(text)
        holds = inner is not None and _HOLDS.search(inner)
        if inner is not None and holds and inner != text:
            return _add(_one(inner, name), WRAPPED)
        if cells and not holds:
            return Rescued(name, _notebook(cells, {}), (PAGE,))
    if _HOLDS.search(text):
        cells, module = salvage(text)
        if cells:
            return Rescued(name, _notebook(cells, {"belonging": {"module": module}} if module else {}), (CUT,))
    if '\\"cell_type\\"' in text and (bare := unescaped(text)) != text:  # a notebook as a text, cut off
        return _add(_damaged(bare, name), WRAPPED)
    if cells := cells_of_script(text):
        return Rescued(name, _notebook(cells, {}), (SCRIPT,))
    if cells := cells_of_text(text):
        return Rescued(name, _notebook(cells, {}), (TEXT,))
    if trim(text).startswith("{"):
        raise Plain(
            f"“{name}” is cut off or damaged, and no answer can be read from it.",
            "Open it where it was made and save it again; keep this file too.",
        )
    raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.")


def _add(found: Rescued, note: str) -> Rescued:
    return found if note in found.notes else Rescued(found.name, found.notebook, (note, *found.notes))


def _both(ours: list[Cell], theirs: list[Cell]) -> list[Cell]:
    """Lay two versions of the same cells together: what is equal once, what differs one after the other."""
    together, at = list(ours), 0
    for cell in theirs:
        same = [n for n in range(len(together)) if _key(together[n]) == _key(cell)]
        if same:
            at = same[0] + 1
        else:
            together.insert(at, cell)
            at += 1
    return together


def _key(cell: Cell) -> tuple[str, str]:
    return grade_id_of(cell) or "", source_of(cell)


def _notebook(cells: list[Any], metadata: Any) -> Notebook:
    return {
        "cells": [tidy(cell) for cell in cells if isinstance(cell, dict)],
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _text(source: Any) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def tidy(cell: dict[str, Any]) -> Cell:
    """Return one cell in today's format, without its output."""
    kind, text = cell.get("cell_type"), _text(cell["source"] if "source" in cell else cell.get("input"))
    if kind == "heading":
        level = cell.get("level")
        kind, text = "markdown", "#" * (level if isinstance(level, int) and 0 < level < 7 else 1) + " " + text
    kind = kind if kind in ("code", "markdown", "raw") else "raw"
    metadata = cell.get("metadata")
    tidied: Cell = {
        "cell_type": kind,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": lines_kept(unix(text)),
    }
    if isinstance(cell.get("id"), str):
        tidied["id"] = cell["id"]
    if kind == "code":
        tidied |= {"execution_count": None, "outputs": []}
    return tidied

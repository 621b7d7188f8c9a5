"""Read a notebook somebody hands in: any file there is, with a plain sentence for each way it can be wrong."""

import json
import re
from pathlib import Path

from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.mend.rescue import tidy
from belonging.exercise.mend.sheet import sheet_of
from belonging.exercise.mend.unwrap import MOST_BYTES
from belonging.exercise.notebook import Notebook, source_of

_BEGIN = re.compile(r"""\bbegin\(["']([a-z0-9-]+)["']\)""")


def read_notebook(path: Path) -> Notebook:
    """Read a notebook file; outputs are dropped, so a flood of output costs nothing later.

    Raises
    ------
    Plain
        If the file is missing, empty, cut off, no notebook, or of a format that Jupyter no longer writes.
    """
    name = path.name
    if not path.is_file():
        raise Plain(f"“{name}” is not there.", "Check the name, or drag the file into the window.")
    if path.stat().st_size > MOST_BYTES:
        raise Plain(f"“{name}” is too large to be read.", "Clear its outputs in JupyterLab, save, and try again.")
    return parse_notebook(path.read_bytes(), name)


def parse_notebook(raw: bytes, name: str) -> Notebook:
    """Read a notebook from bytes; see `read_notebook`."""
    if not raw.strip():
        raise Plain(f"“{name}” is empty.", "The download or the save did not finish: save or download it again.")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if raw.lstrip()[:1] == b"{":
            raise Plain(
                f"“{name}” is cut off or damaged, so it cannot be read as a notebook.",
                "Type belonging repair and the file's name to save what is in it, or press “Mend my notebook” on a "
                "page of the course.",
            ) from error
        raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.") from error
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.")
    if found["nbformat"] != 4 or not isinstance(found.get("cells"), list):
        raise Plain(
            f"“{name}” has the notebook format {found['nbformat']}; this course uses format 4.",
            "Type belonging repair and the file's name, or open it in JupyterLab and save it there.",
        )
    cells = [tidy(cell) for cell in found["cells"] if isinstance(cell, dict)]
    metadata = found.get("metadata")
    return {
        "cells": cells,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def module_of(notebook: Notebook, name: str) -> str:
    """Say which module's exercise a notebook is: by its own mark, by its cells' marks, or by its text.

    Raises
    ------
    Plain
        If it is no exercise of this course, or cannot be told.
    """
    known = [m.id for m in modules()]
    marked = notebook["metadata"].get("belonging")
    marked = marked.get("module") if isinstance(marked, dict) else None
    if marked in known:
        return str(marked)
    begun = {found for cell in notebook["cells"] for found in _BEGIN.findall(source_of(cell))}
    if len(begun & set(known)) == 1:
        return str((begun & set(known)).pop())
    counts = {id_: sheet_of(id_).evidence(notebook["cells"]) for id_ in known}
    best = max(counts.values(), default=0)
    if best and list(counts.values()).count(best) == 1:
        return max(counts, key=lambda id_: counts[id_])
    raise Plain(
        f"“{name}” is a notebook, but not an exercise of this course, or it cannot be told which.",
        "Choose the notebook that the course page or JupyterLab gave you. If you know its module, type "
        f"belonging repair --module NAME and the file; the names are {', '.join(known)}.",
    )

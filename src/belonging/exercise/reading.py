"""Read a notebook somebody hands in: any file there is, with a plain sentence for each way it can be wrong."""

import json
from pathlib import Path
from typing import Any

from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.notebook import Cell, Notebook, grade_id_of, source_of

MOST_BYTES = 300_000_000


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
                "Open it where it was made and save it again; keep this file too.",
            ) from error
        raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.") from error
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise Plain(f"“{name}” is not a notebook.", "Choose the file whose name ends in .ipynb.")
    if found["nbformat"] != 4 or not isinstance(found.get("cells"), list):
        raise Plain(
            f"“{name}” has the notebook format {found['nbformat']}; this course uses format 4.",
            "Open it in JupyterLab, save it there, and try again.",
        )
    cells = [_tidy(cell) for cell in found["cells"] if isinstance(cell, dict)]
    metadata = found.get("metadata")
    return {
        "cells": cells,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def module_of(notebook: Notebook, name: str) -> str:
    """Say which module's exercise a notebook is, by its own mark or, if that was lost, by its task cells.

    Raises
    ------
    Plain
        If it is no exercise of this course.
    """
    from belonging.exercise.source import load

    marked = notebook["metadata"].get("belonging")
    marked = marked.get("module") if isinstance(marked, dict) else None
    known = {m.id for m in modules()}
    if marked in known:
        return str(marked)
    found = {grade_id_of(cell) for cell in notebook["cells"]}
    for id_ in known:
        if found & {placed.grade_id for placed in load(id_).tasks}:
            return id_
    raise Plain(
        f"“{name}” is a notebook, but not an exercise of this course.",
        "Choose the notebook that the course page or JupyterLab gave you.",
    )


def _tidy(cell: dict[str, Any]) -> Cell:
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "markdown", "raw") else "raw"
    metadata = cell.get("metadata")
    tidy: Cell = {
        "cell_type": kind,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": source_of(cell).splitlines(keepends=True),
    }
    if isinstance(cell.get("id"), str):
        tidy["id"] = cell["id"]
    if kind == "code":
        tidy |= {"execution_count": None, "outputs": []}
    return tidy

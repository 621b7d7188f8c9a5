"""Notebooks as plain data: making cells the way nbgrader makes them, and writing them as Jupyter does."""

import hashlib
import json
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]


def notebook_text(notebook: Notebook) -> str:
    """Write a notebook exactly as Jupyter and the page write it (keys sorted, one space of indent)."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def source_of(cell: Cell) -> str:
    """Return a cell's text, whichever of the two allowed forms it is stored in."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def with_source(cell: Cell, text: str) -> Cell:
    """Return the cell with another text, stored as a list of lines as Jupyter does on disk."""
    return {**cell, "source": text.splitlines(keepends=True)}


def grade_id_of(cell: Cell) -> str | None:
    """Return the nbgrader id of a cell, or None."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    id_ = marks.get("grade_id") if isinstance(marks, dict) else None
    return id_ if isinstance(id_, str) else None


def make_cell(
    cell_type: str, text: str, grade_id: str, *, solution: bool = False, grade: bool = False, points: int = 0
) -> Cell:
    """Make one cell with nbgrader's marks (schema 3), locked unless it is for an answer."""
    marks: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        "cell_type": cell_type,
    }
    if grade:
        marks["points"] = points
    marks["checksum"] = checksum(cell_type, text, marks)
    metadata: dict[str, Any] = {"nbgrader": marks, "deletable": False}
    if not solution:
        metadata["editable"] = False
    cell = with_source({"cell_type": cell_type, "id": grade_id, "metadata": metadata}, text)
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def checksum(cell_type: str, text: str, marks: dict[str, Any]) -> str:
    """Compute nbgrader's checksum of a cell, by which it sees whether a text was touched."""
    parts = [text, cell_type, str(marks["grade"]), str(marks["solution"]), str(marks["locked"]), marks["grade_id"]]
    if marks["grade"]:
        parts.append(str(float(marks["points"])))
    return hashlib.md5("".join(parts).encode()).hexdigest()  # nbgrader's choice; nothing secret rests on it

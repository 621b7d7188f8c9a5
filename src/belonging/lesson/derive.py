"""Derive a module's lesson notebook for JupyterLab from the one authored lesson."""

import hashlib
import re
from typing import TYPE_CHECKING, Any

from belonging.lesson.blocks import block
from belonging.lesson.source import CodeCell, Directive, lesson_pieces

if TYPE_CHECKING:
    from nbformat import NotebookNode

# The book hides these inputs; here they stay one click away. The set-up cell is in sight: it must be run first.
_FOLDED = {"remove-input", "hide-input"}
_SET_UP = "# Run this cell first: click it and press Shift+Enter.\n"


def derive(module_id: str) -> "NotebookNode":
    """Make the lesson notebook of a module.

    Explorers stay code cells with their input folded; every block becomes Markdown that JupyterLab shows as it
    should; the leader's notes are left out. The same lesson always gives the same notebook, cell ids included.

    Parameters
    ----------
    module_id : str
        The module.

    Returns
    -------
    NotebookNode
        A notebook of format 4.5 without outputs.

    Raises
    ------
    ValueError
        If the lesson uses a block or a role that JupyterLab would show raw.
    """
    import nbformat

    v4: Any = nbformat.v4  # it comes without types
    cells: list[tuple[str, str, dict[str, object]]] = []
    for kind, text, metadata in _cells(module_id):
        follows = bool(cells) and cells[-1][0] == kind == "markdown" and cells[-1][2] == metadata == {}
        if follows and not text.startswith("#"):
            cells[-1] = ("markdown", f"{cells[-1][1]}\n\n{text}", cells[-1][2])
        else:
            cells.append((kind, text, metadata))
    notebook: NotebookNode = v4.new_notebook(
        metadata={
            "belonging": {"lesson": module_id},
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        }
    )
    for place, (kind, text, metadata) in enumerate(cells):
        make = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
        notebook.cells.append(make(text, id=_id(place, text), metadata=metadata))
    return notebook


def _cells(module_id: str) -> list[tuple[str, str, dict[str, object]]]:
    """List the pieces of the notebook as (kind, text, metadata); neighbouring Markdown is joined later."""
    found: list[tuple[str, str, dict[str, object]]] = []
    for piece in lesson_pieces(module_id):
        if isinstance(piece, CodeCell):
            found.append(_code(piece))
            continue
        own = isinstance(piece, Directive) and piece.name == "exercise"
        for text in _sections(block(piece, module_id)):
            found.append(("markdown", text, {"tags": ["exercise"]} if own else {}))
    return found


def _code(piece: CodeCell) -> tuple[str, str, dict[str, object]]:
    if "remove-cell" in piece.tags:
        return "code", _SET_UP + piece.source, {}
    folded = bool(_FOLDED & set(piece.tags))
    return "code", piece.source, {"jupyter": {"source_hidden": True}} if folded else {}


def _sections(markdown: str) -> list[str]:
    """Split Markdown before each heading, so that a cell is what fits on a screen."""
    return [text.strip() for text in re.split(r"^(?=#{1,3} )", markdown, flags=re.MULTILINE) if text.strip()]


def _id(place: int, text: str) -> str:
    return f"lesson-{place:03d}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"

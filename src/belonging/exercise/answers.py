"""Find a participant's answers in a notebook, whatever happened to its cells, and move them to a clean copy."""

import ast
import re
from dataclasses import dataclass, field

from belonging.exercise.derive import blank_source, student_notebook
from belonging.exercise.notebook import Cell, Notebook, grade_id_of, source_of
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Code, Words


@dataclass
class Moved:
    """What happened when answers were moved into a clean copy, in plain sentences."""

    repaired: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether the notebook needed no repair."""
        return not self.repaired


def into_clean_copy(notebook: Notebook, module_id: str) -> tuple[Notebook, Moved]:
    """Move every answer into a fresh copy of the module's exercise; the participant's own cells come along.

    Parameters
    ----------
    notebook
        As `read_notebook` gives it.
    module_id
        The module it is an exercise of.

    Returns
    -------
    tuple
        The clean notebook, and what had to be repaired.
    """
    fresh, moved = student_notebook(module_id), Moved()
    placed_by_cell = {placed.grade_id: placed for placed in load(module_id).tasks}
    own = _own_cells(notebook, {cell["id"] for cell in fresh["cells"]})
    used: set[int] = set()
    for cell in fresh["cells"]:
        if placed := placed_by_cell.get(cell["id"]):
            cell["source"] = _answer(notebook["cells"], placed, moved, used).splitlines(keepends=True)
    fresh["cells"] = _with_own_cells(fresh["cells"], own, used)
    return fresh, moved


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
    return ast.literal_eval(node.value)


def _answer(cells: list[Cell], placed: PlacedTask, moved: Moved, used: set[int]) -> str:
    """Choose the text of one answer among all cells that could hold it, and say so when there was a choice."""
    blank, name = blank_source(placed), placed.heading
    marked = [n for n, cell in enumerate(cells) if grade_id_of(cell) == placed.grade_id]
    # a split or pasted cell loses its mark, but still assigns to the task's name
    loose = [n for n, cell in enumerate(cells) if grade_id_of(cell) is None and _holds(cell, placed)]
    candidates = [*marked, *loose]
    used.update(marked)
    filled = [n for n in candidates if source_of(cells[n]).strip() not in ("", blank.strip())]
    if not marked:
        moved.repaired.append(f"{name}: its answer cell was missing" + (", the answer was found." if filled else "."))
    elif len(marked) > 1:
        moved.repaired.append(f"{name}: its answer cell was there {len(marked)} times.")
    if not filled:
        return blank
    in_marked = [n for n in filled if n in marked]
    chosen = in_marked[-1] if in_marked else filled[-1]
    used.add(chosen)
    if len({source_of(cells[n]).strip() for n in filled}) > 1:
        moved.repaired.append(f"{name}: there were different answers, and the last one in its own cell counts.")
    expected_type = "markdown" if isinstance(placed.task.kind, Words) else "code"
    if cells[chosen]["cell_type"] != expected_type:
        moved.repaired.append(f"{name}: its cell had been turned into another kind of cell.")
    return source_of(cells[chosen])


def _holds(cell: Cell, placed: PlacedTask) -> bool:
    kind = placed.task.kind
    if isinstance(kind, Words):
        return False  # free text has no mark of its own; it stays among the participant's own cells
    text = source_of(cell)
    if isinstance(kind, Code):
        return re.search(rf"^def {kind.function}\b", text, re.MULTILINE) is not None
    return re.search(rf"^{placed.variable}\s*=(?!=)", text, re.MULTILINE) is not None


def _assigns(node: ast.stmt, variable: str) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == variable for t in node.targets)


def _own_cells(notebook: Notebook, ours: set[str]) -> list[tuple[str | None, int, Cell]]:
    """Return the participant's own cells, each with the cell of ours it came after."""
    own: list[tuple[str | None, int, Cell]] = []
    after: str | None = None
    for place, cell in enumerate(notebook["cells"]):
        id_ = grade_id_of(cell)
        if id_ in ours:
            after = id_
        else:
            own.append((after, place, cell))
    return own


def _with_own_cells(fresh: list[Cell], own: list[tuple[str | None, int, Cell]], used: set[int]) -> list[Cell]:
    cells: list[Cell] = []
    taken = {cell["id"] for cell in fresh}
    waiting = [(after, place, cell) for after, place, cell in own if place not in used and source_of(cell).strip()]

    def add(after: str | None) -> None:
        for anchor, place, cell in waiting:
            if anchor == after:
                id_ = cell.get("id", "")
                if not re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", id_) or id_ in taken:
                    id_ = f"own-{place}"
                taken.add(id_)
                # nbgrader must not take a stray mark of another notebook for one of ours
                metadata = {key: value for key, value in cell["metadata"].items() if key != "nbgrader"}
                cells.append({**cell, "id": id_, "metadata": metadata})

    add(None)
    for cell in fresh:
        cells.append(cell)
        add(cell["id"])
    return cells

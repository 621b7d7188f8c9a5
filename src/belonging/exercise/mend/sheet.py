"""What mending knows of one module's exercise: its cells, its tasks, and which of them a cell of a file is."""

import re
from dataclasses import dataclass
from functools import cache

from belonging.exercise.derive import blank_source, student_notebook
from belonging.exercise.mend.text import normal, trim
from belonging.exercise.notebook import Cell, grade_id_of, source_of
from belonging.exercise.source import load
from belonging.tasks import Choice, Several

PYTHON = re.compile(r"^[ \t]*([A-Za-z_][A-Za-z0-9_.]*[ \t]*[=(\[]|import |from |def |for |if |#|%|@)", re.M)


@dataclass(frozen=True)
class Slot:
    """One task's place in the notebook."""

    id: str
    kind: str
    variable: str
    cell: str
    blank: str
    heading: str
    codes: tuple[str, ...]

    @property
    def label(self) -> str:
        """The task's number as a participant writes it, in upper case; empty for a function."""
        return self.variable.removeprefix("answer_").upper() if self.variable.startswith("answer_") else ""

    @property
    def short(self) -> str:
        """The task's name without its title, such as `Task 3`."""
        return self.heading.split(".")[0]


class Sheet:
    """One module's exercise, ready to compare cells with."""

    def __init__(self, slots: list[Slot], cells: list[Cell]) -> None:
        self.slots = slots
        self.sources = {cell["id"]: source_of(cell) for cell in cells}
        self.types = {cell["id"]: cell["cell_type"] for cell in cells}
        self.answers = {slot.cell: slot for slot in slots}
        self.places = dict(self.answers)
        self.headings = {f"### {slot.heading}": slot for slot in slots}
        for slot in slots:
            self.places[f"prompt-{slot.id}"] = self.places[f"check-{slot.id}"] = slot
        self.locked = [id_ for id_ in self.sources if id_ not in self.answers]
        texts = [trim(text) for text in self.sources.values()]
        self.by_text: dict[str, str] = {
            trim(text): id_ for id_, text in self.sources.items() if texts.count(trim(text)) == 1
        }
        self.by_head = {text.split("\n")[0]: id_ for text, id_ in self.by_text.items() if text.startswith("#")}
        self.normals = {id_: normal(self.sources[id_]) for id_ in self.locked}
        self.lines = {normal(line) for id_ in self.locked for line in self.sources[id_].split("\n")} - {""}

    def variable(self, label: str) -> Slot | None:
        """Find the task a label names, such as `3` or `s1`."""
        label = re.sub("^([SQ]?)0+(?=[0-9])", r"\1", label.upper())
        return next((slot for slot in self.slots if slot.label and slot.label == label), None)

    def is_ours(self, line: str, cell: str) -> bool:
        """Say whether a line of a locked cell is the course's own and not the participant's."""
        bare = normal(line)
        if not bare:
            return re.search("[^ \t|:*_#`>-]", line) is None
        return bare in self.lines or (len(bare) >= 12 and bare in self.normals[cell])

    def evidence(self, cells: list[Cell]) -> int:
        """Count the cells and the headings that only this exercise can have."""
        marked = {self._mark(cell) for cell in cells} - {None, "text-title", "text-setup"}
        heads = {trim(line) for cell in cells for line in source_of(cell).split("\n")} & self.headings.keys()
        return len(marked) + len(heads)

    def marks(self, cells: list[Cell]) -> list[str | None]:
        """Say for each cell which of the exercise's cells it is, by its marks, its text, or its place."""
        found = [self._mark(cell) for cell in cells]
        for n in range(1, len(cells)):
            slot = self.places.get(found[n - 1] or "")
            if found[n] is None and slot and found[n - 1] == f"prompt-{slot.id}" and slot.cell not in found:
                text = source_of(cells[n])
                kind = cells[n]["cell_type"]
                if slot.kind == "words":
                    fits = kind != "code" or PYTHON.search(text) is None
                elif slot.kind == "code":
                    fits = re.search(rf"^def {slot.variable}\b", text, re.M) is not None
                else:
                    fits = (
                        re.search(r"^[ \t]*answer[ _]?[sq]?[0-9]*[ \t]*=|^[^\n]{0,40}$", text, re.M | re.I) is not None
                    )
                found[n] = slot.cell if fits and trim(text) and not is_kept_aside(cells[n]) else None
        return found

    def _mark(self, cell: Cell) -> str | None:
        for id_ in (grade_id_of(cell), cell.get("id"), cell["metadata"].get("id")):
            if isinstance(id_, str) and id_ in self.sources:
                return str(id_)
        text: str = trim(source_of(cell))
        if text in self.by_text:
            return self.by_text[text]
        if "from belonging import begin" in text and "begin(" in text and cell["cell_type"] == "code":
            return "text-setup"
        return self.by_head.get(text.split("\n")[0])


def is_kept_aside(cell: Cell) -> bool:
    """Say whether a cell holds what an earlier mending kept aside."""
    return source_of(cell).startswith("**Kept aside")


@cache
def sheet_of(module_id: str) -> Sheet:
    """Return what mending knows of a module's exercise."""
    slots = []
    for placed in load(module_id).tasks:
        kind = placed.task.kind
        codes: tuple[str, ...] = ()
        if isinstance(kind, Choice):
            codes = tuple(option.key for option in kind.options)
        elif isinstance(kind, Several):
            codes = tuple(code for code, _ in kind.choices(placed.task.data()))
        slots.append(
            Slot(
                placed.task.id,
                kind.name,
                placed.variable,
                placed.grade_id,
                blank_source(placed),
                placed.heading,
                codes,
            )
        )
    return Sheet(slots, student_notebook(module_id)["cells"])

"""What happens to a person's work on the way: each mess by its name, and what it costs."""

import copy
import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from belonging.cohort.demo.answers import Answered
from belonging.exercise.derive import blank_source
from belonging.exercise.notebook import Cell, Notebook, notebook_text, source_of, with_source
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Number, Words


@dataclass
class Work:
    """One person's work on its way.

    Parameters
    ----------
    answered
        What the person answered.
    notebook
        The notebook, changed in place.
    chance
        Where choices come from.
    lost
        Tasks whose answer does not arrive, or cannot be checked.
    ends
        "points", or which plain reason the person has to end with instead; see `REASONS`.
    raw
        The file's bytes, where they are not simply the notebook's.
    """

    answered: Answered
    notebook: Notebook
    chance: random.Random
    lost: set[str] = field(default_factory=set)
    ends: str = "points"
    raw: bytes | None = None

    @property
    def content(self) -> bytes:
        """The file as it is sent."""
        return notebook_text(self.notebook).encode() if self.raw is None else self.raw

    @property
    def cells(self) -> list[Cell]:
        """The notebook's cells."""
        cells: list[Cell] = self.notebook["cells"]
        return cells

    def cells_of(self, prefix: str) -> list[int]:
        """Return where the cells stand whose id starts so."""
        return [n for n, cell in enumerate(self.cells) if str(cell.get("id", "")).startswith(prefix)]

    def place(self, placed: PlacedTask) -> int:
        """Return where a task's answer cell stands."""
        return [cell["id"] for cell in self.cells].index(placed.grade_id)

    def machine_tasks(self) -> list[PlacedTask]:
        """Return the tasks that carry points and need no person."""
        return [p for p in load(self.answered.module_id).tasks if p.task.points and not p.task.scored_by_person]


def cells_twice(work: Work) -> None:
    """An answer cell and a check cell were copied and pasted."""
    for prefix in ("check-", "answer-"):
        n = work.chance.choice(work.cells_of(prefix))
        work.cells.insert(n + 1, {**copy.deepcopy(work.cells[n]), "id": f"pasted-{n}"})


def cut_off_at_the_end(work: Work) -> None:
    """The upload broke off behind the last answer."""
    text = notebook_text(work.notebook)
    last = work.cells[max(work.cells_of("check-"))]["id"]
    work.raw = text[: text.rindex(f'"id": "{last}"') + 40].encode()


def other_release(work: Work) -> None:
    """The notebook comes from last year's release, whose text was a little different."""
    work.notebook["metadata"]["belonging"]["release"] = "0123456789"
    for n in work.cells_of("prompt-"):
        work.cells[n] = with_source(work.cells[n], source_of(work.cells[n]).replace("Task ", "Question ", 1))


def retyped(work: Work) -> None:
    """Some answer cells were turned into text, and a text into code."""
    for n in work.cells_of("answer-")[-2:]:
        work.cells[n] = {
            key: value for key, value in work.cells[n].items() if key not in ("outputs", "execution_count")
        } | {"cell_type": "markdown"}
    work.cells[0] |= {"cell_type": "code", "outputs": [], "execution_count": None}


def hosted(work: Work) -> None:
    """Opened and saved by a hosted notebook, which kept no marks and gave every cell a new id."""
    for cell in work.cells:
        cell["metadata"] = {"id": "".join(work.chance.choices("abcdefghijkLMNOPQ0123456789", k=12))}
        del cell["id"]
    work.notebook["metadata"] = {
        "colab": {"provenance": []},
        "kernelspec": {"display_name": "Python 3", "name": "python3"},
        "language_info": {"name": "python"},
    }
    work.notebook["nbformat_minor"] = 0


def editor(work: Work) -> None:
    """Opened and saved in a code editor, which kept no marks."""
    for n, cell in enumerate(work.cells):
        cell["id"] = f"{work.chance.randrange(16**8):08x}-{n}"
        cell["metadata"] = {"vscode": {"languageId": "python"}} if cell["cell_type"] == "code" else {}
    work.notebook["metadata"] = {"language_info": {"name": "python"}}


def output_flood(work: Work) -> None:
    """A cell printed for a while."""
    n = work.cells_of("check-")[0]
    text = [f"row {line} of a table that nobody asked for\n" for line in range(40_000)]
    work.cells[n]["outputs"].append({"name": "stdout", "output_type": "stream", "text": text})


def odd_marks(work: Work) -> None:
    """Some tool wrote marks of kinds that no notebook has."""
    for cell in work.cells:
        cell["metadata"] = work.chance.choice([None, [], "x", {"nbgrader": 3}, {"nbgrader": {"grade_id": 5}}])


def checks_deleted(work: Work) -> None:
    """The cells that check were deleted."""
    work.notebook["cells"] = [cell for cell in work.cells if not str(cell["id"]).startswith("check-")]


def check_edited(work: Work) -> None:
    """A check was changed so that it always says 1 point."""
    for n in work.cells_of("check-"):
        work.cells[n] = with_source(work.cells[n], "1.0")


def script_in_text(work: Work) -> None:
    """A written answer holds HTML that would run in the reader's browser."""
    for placed in load(work.answered.module_id).tasks:
        if isinstance(placed.task.kind, Words):
            n = work.place(placed)
            hostile = '\n\n<script>document.title = "taken"</script><img src="x" onerror="alert(1)">\n'
            work.cells[n] = with_source(work.cells[n], source_of(work.cells[n]) + hostile)


def empty(work: Work) -> None:
    """The upload broke off before it began."""
    work.raw, work.ends = b"", "unreadable"


def answer_deleted(work: Work) -> None:
    """The first answer's cell was deleted."""
    placed = work.machine_tasks()[0]
    work.notebook["cells"] = [cell for cell in work.cells if cell["id"] != placed.grade_id]
    work.lost.add(placed.task.id)


def format_3(work: Work) -> None:
    """Saved by a program of many years ago."""
    cells = [
        {"cell_type": "code", "collapsed": False, "input": c["source"], "language": "python", "outputs": []}
        if c["cell_type"] == "code"
        else {"cell_type": "markdown", "source": c["source"]}
        for c in work.cells
    ]
    for old, cell in zip(cells, work.cells, strict=True):
        old["metadata"] = cell["metadata"]
    worksheets = [{"cells": cells, "metadata": {}}]
    old_book = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": worksheets}
    work.raw = json.dumps(old_book, indent=1).encode()


def utf16(work: Work) -> None:
    """Opened in a text editor and saved in another encoding."""
    work.raw = notebook_text(work.notebook).encode("utf-16")


def page_saved(work: Work) -> None:
    """Saved from a browser that showed the file, page and all."""
    text = html.escape(notebook_text(work.notebook))
    work.raw = f"<!DOCTYPE html><html><head></head><body><pre>{text}</pre></body></html>".encode()


def shuffled(work: Work) -> None:
    """The cells were moved about."""
    work.chance.shuffle(work.cells)


def by_code(work: Work) -> None:
    """Numbers are worked out by code instead of typed."""
    for placed in work.machine_tasks():
        source = work.answered.sources[placed.task.id]
        if isinstance(placed.task.kind, Number) and "..." not in source:
            n = work.place(placed)
            value = source.split("=", 1)[1].strip()
            new = f"parts = [{value}, 1.5, -1.5]\n{placed.variable} = round(sum(parts), {placed.task.kind.decimals})\n"
            work.cells[n] = with_source(work.cells[n], new)


def warns(work: Work) -> None:
    """Every answer also warns, in the red box that looks like an error."""
    for n in work.cells_of("answer-"):
        extra = "import sys, warnings\nwarnings.warn('this will change')\nprint('careful', file=sys.stderr)\n"
        work.cells[n] = with_source(work.cells[n], extra + source_of(work.cells[n]))


def endless(work: Work) -> None:
    """One answer never ends."""
    placed = work.machine_tasks()[0]
    n = work.place(placed)
    work.cells[n] = with_source(work.cells[n], "while True:\n    pass\n")
    work.lost.add(placed.task.id)


def other_language(work: Work) -> None:
    """The notebook of another course, in another language."""
    cell = {"cell_type": "code", "execution_count": 1, "id": "a1", "metadata": {}, "outputs": []}
    work.notebook = {
        "cells": [{**cell, "source": ["library(ggplot2)\n", "summary(cars)"]}],
        "metadata": {"kernelspec": {"display_name": "R", "language": "R", "name": "ir"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    work.ends = "elsewhere"


def picture(work: Work) -> None:
    """A picture of the screen, under the notebook's name."""
    work.raw, work.ends = (
        b"\x89PNG\r\n\x1a\n" + bytes(work.chance.randrange(128, 256) for _ in range(2_000)),
        "unreadable",
    )


def own_cells(work: Work) -> None:
    """The answers stand in new cells below; their own cells are blank."""
    for placed in reversed(work.machine_tasks()):
        n = work.place(placed)
        typed: Cell = {"cell_type": "code", "execution_count": None, "id": f"new-{n}", "metadata": {}, "outputs": []}
        work.cells.insert(n + 1, with_source(typed, source_of(work.cells[n])))
        work.cells[n] = with_source(work.cells[n], blank_source(placed))


def nothing_left(work: Work) -> None:
    """So little of the file arrived that no answer is in it."""
    work.raw, work.ends = re.sub(r"\s+", " ", notebook_text(work.notebook))[:120].encode(), "unreadable"


def hundreds_of_cells(work: Work) -> None:
    """Somebody tried things out, for hours."""
    for n in range(300):
        cell = {"cell_type": "code", "execution_count": n, "id": f"try-{n}", "metadata": {}, "outputs": []}
        work.cells.append(with_source(cell, f"tried_{n} = {n} / 2\n"))


MESSES: dict[str, Callable[[Work], None]] = {
    "cells twice": cells_twice,
    "cut off at the end": cut_off_at_the_end,
    "other release": other_release,
    "retyped cells": retyped,
    "hosted, marks lost": hosted,
    "editor, marks lost": editor,
    "output flood": output_flood,
    "marks of the wrong kind": odd_marks,
    "checks deleted": checks_deleted,
    "check edited": check_edited,
    "script in the text": script_in_text,
    "empty file": empty,
    "answer deleted": answer_deleted,
    "format 3": format_3,
    "UTF-16": utf16,
    "whole page saved": page_saved,
    "shuffled": shuffled,
    "worked out by code": by_code,
    "warns on stderr": warns,
    "endless loop": endless,
    "another language": other_language,
    "a picture": picture,
    "answers in own cells": own_cells,
    "cut off in the middle of nothing": nothing_left,
    "hundreds of own cells": hundreds_of_cells,
}
"""What happens to the notebook itself. The other messes of `cohort_demo` are in how it is sent: see `send.py`."""

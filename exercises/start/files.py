"""The file that `start` hands out: a notebook broken on purpose, made from the exercise itself, for practice in mending."""

from belonging.exercise.derive import filled_notebook
from belonging.exercise.notebook import Cell, Notebook, notebook_text, source_of, with_source

BROKEN = "broken-notebook.ipynb"

#: What the fictional Ms. Ruiz had typed. Not all of it is right, and the task on mending she had not reached.
HER_ANSWERS = {
    "lowest-belief": 'answer_1 = "a"',
    "read-a-value": "answer_2 = 3.1",
    "furthest-guess": "answer_3 = 0.9",
    "where-it-goes": (
        'answer_5 = {\n    "A": "browser",\n    "B": "file",\n    "C": "browser",\n    "D": "browser",\n'
        '    "E": "nowhere",\n    "F": "browser",\n}'
    ),
}


def broken_notebook() -> Notebook:
    """Return Ms. Ruiz's notebook with a slip of the hand in each of four tasks; it is still a valid file."""
    notebook = filled_notebook("start", HER_ANSWERS)
    cells: list[Cell] = notebook["cells"]
    _paste_twice(cells, "answer-lowest-belief", first_try='answer_1 = "b"')
    _lose_mark_and_move_to_the_end(cells, "answer-lowest-belief")
    _type_into_the_box_below(cells, "read-a-value", "answer_2 = ...\n")
    _delete(cells, "answer-furthest-guess")
    _turn_into_text(cells, "answer-where-it-goes")
    return notebook


def _place(cells: list[Cell], id_: str) -> int:
    return next(place for place, cell in enumerate(cells) if cell["id"] == id_)


def _lose_mark_and_move_to_the_end(cells: list[Cell], id_: str) -> None:
    cell = cells.pop(_place(cells, id_))
    cells.append({**cell, "id": "pasted-at-the-end", "metadata": {}})


def _paste_twice(cells: list[Cell], id_: str, first_try: str) -> None:
    cells.append({**with_source(cells[_place(cells, id_)], first_try), "id": "pasted-twice", "metadata": {}})


def _type_into_the_box_below(cells: list[Cell], task: str, blank: str) -> None:
    answer, below = cells[_place(cells, f"answer-{task}")], cells[_place(cells, f"check-{task}")]
    below["source"] = [source_of(answer) + "\n", *below["source"]]
    answer["source"] = [blank]


def _delete(cells: list[Cell], id_: str) -> None:
    del cells[_place(cells, id_)]


def _turn_into_text(cells: list[Cell], id_: str) -> None:
    cell = cells[_place(cells, id_)]
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


FILES = {BROKEN: lambda: notebook_text(broken_notebook())}

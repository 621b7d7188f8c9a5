"""Derive a module's exercise notebook: the student version, and the instructor version nbgrader starts from."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from belonging.exercise.notebook import Cell, Notebook, make_cell, notebook_text
from belonging.exercise.source import Exercise, PlacedTask, load
from belonging.tasks import Choice, Code, File, Number, Several, Sort, Words, reference
from belonging.tasks.prose import table_markdown
from belonging.tasks.words import NEVER_BY_MACHINE

SETUP = """# Run this cell first: click it and press Shift+Enter.
from belonging import begin

check, hint, example, explore, load = begin("{module}")"""
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"


def student_notebook(module_id: str) -> Notebook:
    """Derive the notebook a participant gets: every answer blank, nothing hidden in it."""
    made: Notebook = json.loads(_student_text(module_id))  # a fresh copy, for a caller to change
    return made


@cache
def _student_text(module_id: str) -> str:
    exercise = load(module_id)
    answers = {placed.task.id: blank_source(placed) for placed in exercise.tasks}
    return notebook_text(_assemble(exercise, answers))


def instructor_notebook(module_id: str) -> Notebook:
    """Derive the notebook for nbgrader's `source` folder: reference answers in solution regions.

    nbgrader's own `generate_assignment` makes the student version from it (with empty stubs, see the course
    folder's configuration), and a test proves that it is the one of `student_notebook`.
    """
    exercise = load(module_id)
    regions = {}
    for placed in exercise.tasks:
        blank = blank_source(placed).removesuffix("\n")
        regions[placed.task.id] = f"{blank}\n{_BEGIN}\n{reference_source(placed)}\n{_END}"
    return _assemble(exercise, regions)


def filled_notebook(module_id: str, answers: Mapping[str, str]) -> Notebook:
    """Derive a student notebook with some answers filled in.

    Parameters
    ----------
    module_id
        The module.
    answers
        From task id to the source of its answer cell.
    """
    notebook = student_notebook(module_id)
    wanted = {placed.grade_id: answers.get(placed.task.id) for placed in load(module_id).tasks}
    for cell in notebook["cells"]:
        if (text := wanted.get(cell["id"])) is not None:
            cell["source"] = text.splitlines(keepends=True)
    return notebook


def blank_source(placed: PlacedTask) -> str:
    """Return the untouched text of an answer cell (it ends with a line break, as nbgrader leaves it)."""
    kind = placed.task.kind
    if isinstance(kind, (Words, Code)):
        return kind.starter.rstrip("\n") + "\n"
    if isinstance(kind, Sort):
        return kind.source(placed.variable, kind.sorted_items(placed.task.data()), {})
    return f"{placed.variable} = ...\n"


def reference_source(placed: PlacedTask) -> str:
    """Return the text of an answer cell that holds the reference answer; that of a silent task stays blank."""
    task = placed.task
    if task.silent:
        return blank_source(placed).rstrip("\n")
    if isinstance(task.kind, (Words, Code)):
        return str(task.reference_answer()).rstrip("\n")
    if isinstance(task.kind, Sort):
        items = task.kind.sorted_items(task.data())
        return task.kind.source(placed.variable, items, task.kind.given_keys(reference(task), items)).rstrip("\n")
    if isinstance(task.kind, File):
        return f"{placed.variable} = {task.kind.literal(task.kind.usual)}"
    return f"{placed.variable} = {task.kind.literal(reference(task))}"


def prompt_markdown(placed: PlacedTask) -> str:
    """Return a task's prompt, with its table, options and rubric, as Markdown."""
    task = placed.task
    pieces = [f"### {placed.heading}", f"*{placed.worth}.*", task.says(task.prompt)]
    if task.evidence is not None:
        pieces += [f"**{task.evidence_caption}**", table_markdown(task.evidence(task.data()))]
    if task.file:
        pieces.append(f"The file is beside this notebook: [{task.file}]({task.file})")
    pieces += _how_to_answer(placed)
    return "\n\n".join(pieces)


def _how_to_answer(placed: PlacedTask) -> list[str]:
    kind = placed.task.kind
    match kind:
        case Choice():
            options = "\n".join(f"- **{option.key}**: {option.text}" for option in kind.options)
            return [options, f'Put the letter in quotes, such as `{placed.variable} = "{kind.options[0].key}"`.']
        case Several():
            codes = [code for code, _ in kind.choices(placed.task.data())]
            sample = f'{placed.variable} = ["{codes[0]}"]'
            return [f"The codes are {', '.join(codes)}. Put yours in quotes, in square brackets, such as `{sample}`."]
        case Sort():
            return _how_to_sort(placed, kind)
        case File():
            return [
                f"Put {kind.what} beside this notebook. Then replace the three dots by {kind.asks}, and run the cell "
                "below. Hand in both: the notebook and the file."
            ]
        case Number():
            return [f"Replace the three dots by {kind.asks}, then run the cell below it."]
        case Words():
            rows = ["| What counts | " + " | ".join(f"{n}" for n in range(len(placed.task.rubric[0].levels))) + " |"]
            rows.append("|---" * (1 + len(placed.task.rubric[0].levels)) + "|")
            rows += [f"| {row.looks_for} | " + " | ".join(row.levels) + " |" for row in placed.task.rubric]
            return ["**How a person scores it (points per row)**", "\n".join(rows), NEVER_BY_MACHINE]
        case _:
            return []


def _how_to_sort(placed: PlacedTask, kind: Sort) -> list[str]:
    items = kind.sorted_items(placed.task.data())
    listed = []
    for item in items:
        listed.append(f"- **{item.code}**: {item.text}")
        listed += [f"    - `{bin_.key}`: {bin_.label}" for bin_ in item.bins]
    shared = [f"- `{bin_.key}`: {bin_.label}" for bin_ in kind.bins]
    key = kind.bins_of(items[0])[0].key
    how = (
        f'In each line replace the three dots by one of the words, in quotes, such as `"{items[0].code}": "{key}",`. '
        "You may check before all lines are filled."
    )
    return ["\n".join(listed), *(["**The words to choose from**", "\n".join(shared)] if shared else []), how]


def _assemble(exercise: Exercise, answers: Mapping[str, str]) -> Notebook:
    cells = [
        make_cell("markdown", f"# {exercise.title}\n\n{exercise.intro}", "text-title"),
        make_cell("code", SETUP.format(module=exercise.module_id), "text-setup"),
    ]
    for part in exercise.parts:
        cells.append(make_cell("markdown", f"## {part.title}", f"text-{part.slug}"))
        for place, block in enumerate(part.blocks):
            if isinstance(block, PlacedTask):
                cells += _task_cells(block, answers[block.task.id])
            else:
                cells.append(make_cell("markdown", block, f"text-{part.slug}-{place}"))
    notebook: Notebook = {
        "cells": cells,
        "metadata": {
            "belonging": {"module": exercise.module_id},
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    notebook["metadata"]["belonging"]["release"] = release_of(exercise)
    return notebook


def release_of(exercise: Exercise) -> str:
    """Return a short mark that changes whenever what participants are asked changes."""
    asked: list[Any] = [exercise.title, exercise.intro]
    for part in exercise.parts:
        asked.append(part.title)
        asked += [prompt_markdown(b) + blank_source(b) if isinstance(b, PlacedTask) else b for b in part.blocks]
    return hashlib.sha256(notebook_text({"asked": asked}).encode()).hexdigest()[:10]


def _task_cells(placed: PlacedTask, answer: str) -> list[Cell]:
    task = placed.task
    prompt = make_cell("markdown", prompt_markdown(placed), placed.prompt_id)
    if isinstance(task.kind, Words):
        note = make_cell("markdown", answer, placed.grade_id, solution=True, grade=True, points=task.points)
        return [prompt, note]
    label = placed.label if placed.label.isdigit() else repr(placed.label)
    return [
        prompt,
        make_cell("code", answer, placed.grade_id, solution=True),
        make_cell("code", f"check({label})", placed.check_id, grade=task.points > 0, points=task.points),
    ]

"""What one item of the scenario test is, and how eight of them become a form of silent tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from belonging.tasks import Choice, Option, Task

LETTERS = "abcd"


@dataclass(frozen=True)
class Vignette:
    """A short fictional scene with a table, and four sentences of which one is supported best.

    Parameters
    ----------
    skill
        What it asks for; the same in both forms.
    title, prompt
        As in a `Task`; the prompt is the scene and the question.
    table, caption
        The numbers, all computed; no table where the scene is about words.
    right
        The sentence that is supported best.
    others
        Three that are not.
    """

    skill: str
    title: str
    prompt: str
    right: str
    others: tuple[str, str, str]
    table: pd.DataFrame | None = None
    caption: str = ""


def form(letter: str, vignettes: Sequence[Vignette], keys: str) -> tuple[Task, ...]:
    """Make the tasks of one form.

    Parameters
    ----------
    letter
        The form's name, which begins each task's id: `a-1`, `a-2` ...
    vignettes
        In their order.
    keys
        The letter at which each vignette's best sentence stands. It is nowhere else: a silent task's page and
        notebook hold no key.
    """
    return tuple(
        _task(f"{letter}-{number}", vignette, key)
        for number, (vignette, key) in enumerate(zip(vignettes, keys, strict=True), 1)
    )


def _task(id_: str, vignette: Vignette, key: str) -> Task:
    texts = list(vignette.others)
    texts.insert(LETTERS.index(key), vignette.right)
    table = vignette.table
    return Task(
        id=id_,
        title=vignette.title,
        points=0,
        rung="click",
        kind=Choice(tuple(Option(*pair) for pair in zip(LETTERS, texts, strict=True))),
        prompt=vignette.prompt,
        expected=lambda _: key,
        evidence=None if table is None else lambda _: table,
        evidence_caption=vignette.caption,
        silent=True,
    )

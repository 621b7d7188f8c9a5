"""Two small tasks for tests: one that sorts, with a disagreement and an item's own bins, and one silent question."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from belonging import course
from belonging.exercise import PlacedTask, load
from belonging.tasks import Bin, Choice, Item, Option, Sort, Task

BINS = (
    Bin("room", "What the room does", "This speaks of a person. Ask who set it up."),
    Bin("task", "What the task asks", "This is not about the work itself."),
    Bin("time", "When it happens"),
)
SORT = Task(
    id="toy-sort",
    title="Where does it sit?",
    points=2,
    rung="click",
    kind=Sort(
        items=(
            Item(
                "Q1",
                "“The chairs *face* the wall.”",
                ("room",),
                because="Chairs are **set up**.",
                says={"task": "No work here."},
            ),
            Item("Q2", "“There is only one right way to solve it.”", ("task", "room"), says={"time": "No clock here."}),
            Item("Q3", "“We stop when the bell rings, whatever we are doing.”", ("time",)),
            Item(
                "Q4",
                "Which question is the better one?",
                ("kind",),
                says={"agree": "An agree scale invites a yes."},
                bins=(Bin("agree", "Do you agree that math is fun?"), Bin("kind", "How often is math fun for you?")),
            ),
        ),
        bins=BINS,
        enough=(2, 4),
    ),
    prompt="Put each line where it belongs.",
    expected=lambda _: {"Q1": "room", "Q2": "task", "Q3": "time", "Q4": "kind"},
    right="All four sit in the design.",
    hint="Ask who could change it.",
    example="“The lamp is off” sits in the room.",
)
SILENT = Task(
    id="toy-silent",
    title="What do you do now?",
    points=0,
    rung="click",
    kind=Choice((Option("a", "I ask."), Option("b", "I wait."))),
    prompt="What do you do when a student is silent?",
    silent=True,
)
PLACED_SORT = PlacedTask(SORT, "1")
PLACED_SILENT = PlacedTask(SILENT, "Q1")

EXERCISE = """# A toy exercise

What this is about.

## First part

Some prose.

```{task} toy-sort
```

```{task} toy-silent
```
"""

LESSON = """---
title: Toy
---
# Toy

## Sort it

```{sitting}
:minutes: 20
```

```{exercise} first-part
```
"""


def give_toy(monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """Let the course have a module `toy` with these two tasks, for one test; return its id."""
    (folder / "exercise.md").write_text(EXERCISE, encoding="utf-8")
    (folder / "lesson.md").write_text(LESSON, encoding="utf-8")
    real, real_python = course.module, course.load_python

    def module(id_: str) -> object:
        toy = SimpleNamespace(id=id_, title="Toy", exercise_folder=folder, lesson=folder / "lesson.md")
        return toy if id_ == "toy" else real(id_)

    here = (*course.modules(), module("toy"))
    monkeypatch.setattr("belonging.course.modules", lambda: here)
    monkeypatch.setattr("belonging.exercise.reading.modules", lambda: here, raising=False)

    def load_python(path: Path) -> object:
        return SimpleNamespace(TASKS=[SORT, SILENT]) if path.parent == folder else real_python(path)

    load.cache_clear()  # the last test's toy lay in another folder
    monkeypatch.setattr("belonging.exercise.source.load_python", load_python)
    monkeypatch.setattr("belonging.course.module", module)
    monkeypatch.setattr("belonging.exercise.source.module", module)
    monkeypatch.setattr("belonging.lesson.taught.module", module, raising=False)
    return "toy"

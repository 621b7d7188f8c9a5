"""Read an authored exercise: parts of prose, with tasks placed in them by name."""

import re
from dataclasses import dataclass
from functools import cache

from belonging.course import load_python, module
from belonging.tasks import Task, words
from belonging.tasks.kinds import Code

_TASK = re.compile(r"^```\{task\} *([a-z0-9-]+)\n```$", re.MULTILINE)


@dataclass(frozen=True)
class PlacedTask:
    """A task where the exercise puts it, with the label people see.

    The label is its number ("1", "2", ...); optional tasks ("S1", ...) and silent questions ("Q1", ...) count
    apart, so that adding one never renumbers the tasks that carry points.
    """

    task: Task
    label: str

    @property
    def variable(self) -> str:
        """The name a participant assigns to."""
        return self.task.kind.function if isinstance(self.task.kind, Code) else f"answer_{self.label}"

    @property
    def grade_id(self) -> str:
        """The nbgrader id of the cell that holds the answer."""
        return f"note-{self.task.id}" if self.task.scored_by_person else f"answer-{self.task.id}"

    @property
    def prompt_id(self) -> str:
        """The nbgrader id of the cell that asks."""
        return f"prompt-{self.task.id}"

    @property
    def check_id(self) -> str:
        """The nbgrader id of the cell that checks the answer."""
        return f"check-{self.task.id}"

    @property
    def heading(self) -> str:
        """The task's heading, its points and how it is done."""
        if self.task.silent:  # its label says already that it is a question
            return f"{self.label}. {self.task.title}"
        kind = "Task" if self.task.points else "Stretch"
        return f"{kind} {self.label}. {self.task.title}"

    @property
    def worth(self) -> str:
        """The points in words."""
        if self.task.silent:
            return "Not marked, no points"
        if not self.task.points:
            return "Optional, no points"
        points = words.points(self.task.points)
        return f"{points}, scored by a person" if self.task.scored_by_person else points


@dataclass(frozen=True)
class Part:
    """One part of an exercise: a heading and, in order, prose and tasks."""

    slug: str
    title: str
    blocks: tuple[str | PlacedTask, ...]

    @property
    def tasks(self) -> tuple[PlacedTask, ...]:
        """The part's tasks."""
        return tuple(block for block in self.blocks if isinstance(block, PlacedTask))


@dataclass(frozen=True)
class Exercise:
    """An exercise as authored."""

    module_id: str
    title: str
    intro: str
    parts: tuple[Part, ...]

    @property
    def tasks(self) -> tuple[PlacedTask, ...]:
        """All tasks in order."""
        return tuple(placed for part in self.parts for placed in part.tasks)

    def task(self, label: int | str) -> PlacedTask:
        """Find a task by its label or id.

        Raises
        ------
        LookupError
            If there is none; the message names the labels there are.
        """
        for placed in self.tasks:
            if str(label).strip().upper() == placed.label or label == placed.task.id:
                return placed
        labels = ", ".join(placed.label for placed in self.tasks)
        raise LookupError(f"There is no task {label} here. The tasks are {labels}.")

    def part(self, slug: str) -> Part:
        """Find a part by its slug.

        Raises
        ------
        LookupError
            If there is none; the message names the parts there are.
        """
        for part in self.parts:
            if part.slug == slug:
                return part
        raise LookupError(f"There is no part '{slug}'. The parts are {', '.join(p.slug for p in self.parts)}.")


def slug_of(title: str) -> str:
    """Turn a heading into the name by which a lesson refers to it."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


@cache
def load(module_id: str) -> Exercise:
    """Read a module's exercise.

    Raises
    ------
    ValueError
        If a task is placed that is not defined, is placed twice, or is defined and never placed.
    """
    folder = module(module_id).exercise_folder
    defined: dict[str, Task] = {task.id: task for task in load_python(folder / "tasks.py").TASKS}
    text = (folder / "exercise.md").read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    if title is None:
        raise ValueError(f"{module_id}/exercise.md needs a first line '# Title'.")
    intro, *sections = re.split(r"^## ", text[title.end() :], flags=re.MULTILINE)
    labels = _labels(module_id, _TASK.findall(text), defined)
    parts = tuple(_part(section, defined, labels) for section in sections)
    return Exercise(module_id, title[1].strip(), intro.strip(), parts)


def _labels(module_id: str, placed: list[str], defined: dict[str, Task]) -> dict[str, str]:
    if missing := [id_ for id_ in placed if id_ not in defined]:
        raise ValueError(f"{module_id}/exercise.md places '{missing[0]}', which tasks.py does not define.")
    if len(set(placed)) < len(placed):
        raise ValueError(f"{module_id}/exercise.md places a task twice.")
    if unplaced := sorted(defined.keys() - set(placed)):
        raise ValueError(f"{module_id}/exercise.md never places '{unplaced[0]}'.")
    pointed = [id_ for id_ in placed if defined[id_].points]
    silent = [id_ for id_ in placed if defined[id_].silent]
    stretch = [id_ for id_ in placed if not defined[id_].points and not defined[id_].silent]
    letters = (("", pointed), ("S", stretch), ("Q", silent))
    return {id_: f"{letter}{n}" for letter, ids in letters for n, id_ in enumerate(ids, 1)}


def _part(section: str, defined: dict[str, Task], labels: dict[str, str]) -> Part:
    title, _, body = section.partition("\n")
    blocks: list[str | PlacedTask] = []
    for place, piece in enumerate(_TASK.split(body)):  # odd places are task ids
        if place % 2:
            blocks.append(PlacedTask(defined[piece], labels[piece]))
        elif piece.strip():
            blocks.append(piece.strip())
    return Part(slug_of(title), title.strip(), tuple(blocks))

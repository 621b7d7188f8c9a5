"""Answers as fictional people might give them: right, typically wrong, or blank, with the points they earn."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from belonging.exercise.answers import literal_answer
from belonging.exercise.derive import blank_source, reference_source
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Choice, Code, File, Number, Several, Sort, Words, answer_table, check, reference

Quality = Literal["right", "wrong", "blank"]

# What a fictional person writes where a person scores; the number keeps two people's notes apart.
_NOTE = (
    "Note of person {number}.\n\nWe counted who answered before we read the numbers. Most of class {room} did.\n\n"
    "My next step: I ask those who did not answer on paper, in week {week}.\n"
)
_MOST_WRONGS = 8  # of one task; a set of ten items has a thousand


@dataclass(frozen=True)
class Answer:
    """One way to answer one task.

    Parameters
    ----------
    source
        The text of the answer cell.
    points
        What it earns without a person, as `belonging.tasks` judges it.
    quality
        Right, wrong or blank; a text that a person has to score counts as right.
    file
        What the file beside the notebook holds; None for a task without one.
    """

    source: str
    points: int
    quality: Quality
    file: bytes | None = None


@dataclass(frozen=True)
class Answered:
    """One person's answers to one module.

    Parameters
    ----------
    module_id
        The module.
    answers
        An answer to each task, by the task's id.
    """

    module_id: str
    answers: Mapping[str, Answer]

    @property
    def sources(self) -> dict[str, str]:
        """The text of each answer cell, by task."""
        return {id_: answer.source for id_, answer in self.answers.items()}

    @property
    def points(self) -> int:
        """The points that need no person."""
        return sum(answer.points for answer in self.answers.values())

    @property
    def waiting(self) -> int:
        """How many texts wait for a person."""
        placed = load(self.module_id).tasks
        return sum(p.task.scored_by_person and self.answers[p.task.id].quality != "blank" for p in placed)

    @property
    def files(self) -> dict[str, bytes]:
        """The files to hand in beside the notebook, by name."""
        kinds = {p.task.id: p.task.kind for p in load(self.module_id).tasks}
        found = {}
        for id_, answer in self.answers.items():
            if answer.file is not None and isinstance(kind := kinds[id_], File):
                found[kind.usual] = answer.file
        return found


def out_of(module_id: str) -> tuple[int, int]:
    """Return how many points of a module need no person, and how many there are in all."""
    tasks = [placed.task for placed in load(module_id).tasks]
    return sum(t.points for t in tasks if not t.scored_by_person), sum(t.points for t in tasks)


def draw(module_id: str, chance: random.Random, *, number: int = 0, right: float = 0.6, blank: float = 0.1) -> Answered:
    """Answer a module as one fictional person.

    Parameters
    ----------
    module_id
        The module.
    chance
        Where the answers come from; the same state gives the same answers.
    number
        The person's number, which stands in their notes.
    right, blank
        The share of tasks answered right, and left blank; the rest gets a typical wrong answer.
    """
    drawn = {}
    for placed in load(module_id).tasks:
        roll = chance.random()
        quality: Quality = "right" if roll < right else "blank" if roll < right + blank else "wrong"
        known = answers_of(module_id)[placed.task.id]
        chosen = chance.choice(known.get(quality) or known["right"])
        drawn[placed.task.id] = _noted(placed, chosen, chance, number)
    return Answered(module_id, drawn)


def all_right(module_id: str, number: int = 0) -> Answered:
    """Answer every task with the reference answer; a text gets one that a person has to score."""
    chance = random.Random(number)
    return Answered(
        module_id,
        {
            placed.task.id: _noted(placed, answers_of(module_id)[placed.task.id]["right"][0], chance, number)
            for placed in load(module_id).tasks
        },
    )


def _noted(placed: PlacedTask, answer: Answer, chance: random.Random, number: int) -> Answer:
    if not isinstance(placed.task.kind, Words) or answer.quality == "blank":
        return answer
    note = _NOTE.format(number=number, room=chance.randint(101, 140), week=chance.randint(3, 16))
    return Answer(note, 0, "right")


@cache
def answers_of(module_id: str) -> dict[str, dict[Quality, tuple[Answer, ...]]]:
    """Return the answers there are to each task of a module, by the task's id and how good they are."""
    found = {}
    for placed in load(module_id).tasks:
        by_quality: dict[Quality, tuple[Answer, ...]] = {}
        for answer in _answers(placed):
            by_quality[answer.quality] = (*by_quality.get(answer.quality, ()), answer)
        found[placed.task.id] = by_quality
    return found


def _answers(placed: PlacedTask) -> Iterator[Answer]:
    task = placed.task
    yield Answer(blank_source(placed), 0, "blank")
    match task.kind:
        case Words() | Code():
            yield Answer(reference_source(placed) + "\n", 0, "right")
        case Choice() if task.silent:
            for option in task.kind.options:
                yield Answer(f'{placed.variable} = "{option.key}"\n', 0, "right")
        case File():
            line = reference_source(placed) + "\n"
            for text in (task.reference_answer(), *(wrong.answer(task.data()) for wrong in task.wrongs)):
                told = task.kind.told(text.encode())
                yield Answer(line, told["points"], "wrong" if told["id"] else "right", text.encode())
        case Number() | Several() | Sort() | Choice():
            right = reference(task)
            wrongs = [given for given, entry in answer_table(task).items() if entry.status == "not_yet"]
            # spread over the table, so that a set of items is not only ever too small
            for given in (right, *wrongs[:: max(1, len(wrongs) // _MOST_WRONGS)]):
                source = f"{placed.variable} = {task.kind.literal(given)}\n"
                yield _judged(placed, source)


def _judged(placed: PlacedTask, source: str) -> Answer:
    value: Any = literal_answer(source, placed.variable)
    outcome = check(placed.task, value)
    return Answer(source, outcome.points, "right" if outcome.status == "right" else "wrong")

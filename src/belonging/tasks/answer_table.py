"""From one task to the table that says, for each answer we can tell apart, what it earns and what it shows."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from typing import Literal

from belonging.tasks.definition import Task
from belonging.tasks.kinds import Choice, Number, Several

Status = Literal["right", "not_yet", "blank", "written"]
MOST_ITEMS = 10  # every set of items is judged, so ten items are 1,024 rows


@dataclass(frozen=True)
class Entry:
    """What one answer is told."""

    status: Status
    points: int
    says: str
    wrong_id: str | None = None


@lru_cache(maxsize=256)
def answer_table(task: Task) -> dict[str, Entry]:
    """Return the task's table: canonical answer to entry. Empty for words and code.

    Raises
    ------
    ValueError
        If two answers that should be told different things cannot be told apart.
    """
    match task.kind:
        case Number():
            return _numbers(task, task.kind)
        case Choice():
            return _choices(task, task.kind)
        case Several():
            return _sets(task, task.kind)
        case _:
            return {}


def reference(task: Task) -> str:
    """Return the canonical reference answer of a task that a machine checks."""
    expected = task.expected(task.data())
    if isinstance(task.kind, Several):
        return task.kind.canonical(expected, [code for code, _ in task.kind.choices(task.data())])
    assert isinstance(task.kind, (Number, Choice))
    return task.kind.canonical(expected)


def _numbers(task: Task, kind: Number) -> dict[str, Entry]:
    table = {reference(task): Entry("right", task.points, task.says(task.right))}
    for wrong in task.wrongs:
        canonical = kind.canonical(wrong.answer(task.data()))
        if canonical in table:
            other = table[canonical].wrong_id or "the right answer"
            raise ValueError(f"{task.id}: '{wrong.id}' gives {canonical}, and so does {other}.")
        table[canonical] = Entry("not_yet", wrong.points, task.says(wrong.says), wrong.id)
    return table


def _choices(task: Task, kind: Choice) -> dict[str, Entry]:
    right = reference(task)
    return {
        option.key: Entry("right", task.points, option.says)
        if option.key == right
        else Entry("not_yet", option.points, option.says, option.key)
        for option in kind.options
    }


def _sets(task: Task, kind: Several) -> dict[str, Entry]:
    codes = [code for code, _ in kind.choices(task.data())]
    if len(codes) > MOST_ITEMS:
        raise ValueError(f"{task.id}: {len(codes)} items are too many to judge every set of them.")
    assert task.judge is not None
    judge = task.judge(task.data())
    right = Entry("right", task.points, task.says(task.right))
    table = {}
    for chosen in chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1)):
        verdict = judge(frozenset(chosen))
        table[kind.canonical(chosen, codes)] = (
            right if verdict is None else Entry("not_yet", verdict.points, verdict.says, verdict.id)
        )
    if table[reference(task)].status != "right":
        raise ValueError(f"{task.id}: the reference answer is not judged right.")
    return table

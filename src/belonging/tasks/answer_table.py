"""From one task to the table that says, for each answer we can tell apart, what it earns and what it shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from typing import Any, Literal

from belonging.tasks.definition import Task, Verdict
from belonging.tasks.kinds import Choice, Number, Several
from belonging.tasks.sort import Sort
from belonging.tasks.sort_outcome import item_table, judge_sorted

Status = Literal["right", "not_yet", "blank", "written", "kept"]
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
    """Return the task's table: canonical answer to entry. Empty for words, code, files and silent tasks.

    Of a task that sorts it holds the reference answer and every answer one slip away from it, as all answers
    would be too many; `sort_outcome.item_table` holds what decides them.

    Raises
    ------
    ValueError
        If two answers that should be told different things cannot be told apart.
    """
    if task.silent:
        return {}
    match task.kind:
        case Number():
            return _numbers(task, task.kind)
        case Choice():
            return _choices(task, task.kind)
        case Several():
            return _sets(task, task.kind)
        case Sort():
            return _slips(task, task.kind)
        case _:
            return {}


@lru_cache(maxsize=256)
def reference(task: Task) -> str:
    """Return the canonical reference answer of a task that a machine checks."""
    expected = task.reference_answer()
    if isinstance(task.kind, Several):
        return task.kind.canonical(expected, [code for code, _ in task.kind.choices(task.data())])
    if isinstance(task.kind, Sort):
        return task.kind.canonical(expected, task.kind.sorted_items(task.data()))
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
    every = chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1))
    table = {kind.canonical(chosen, codes): set_entry(task, chosen) for chosen in every}
    if table[reference(task)].status != "right":
        raise ValueError(f"{task.id}: the reference answer is not judged right.")
    return table


def set_entry(task: Task, chosen: Iterable[str]) -> Entry:
    """Return what one set of items is told, without judging all the others that its table holds.

    Parameters
    ----------
    task
        A task of kind `Several`.
    chosen
        The codes of the chosen items.
    """
    verdict = _judge(task)(frozenset(chosen))
    if verdict is None:
        return Entry("right", task.points, task.says(task.right))
    return Entry("not_yet", verdict.points, verdict.says, verdict.id)


@lru_cache(maxsize=256)
def _judge(task: Task) -> Callable[[frozenset[str]], Verdict | None]:
    assert task.judge is not None
    return task.judge(task.data())


def _slips(task: Task, kind: Sort) -> dict[str, Entry]:
    items = kind.sorted_items(task.data())
    right = kind.given_keys(reference(task), items)
    table = {reference(task): sort_entry(task, right)}
    if not all(right[item.code] in item.accepts for item in items):
        raise ValueError(f"{task.id}: the reference answer is not what every item accepts.")
    for code, bins in item_table(task).items():
        for key in bins:
            slip = {**right, code: key}
            table.setdefault(kind.canonical(slip, items), sort_entry(task, slip))
    return table


def sort_entry(task: Task, value: Any) -> Entry:
    """Return what a whole answer that sorts is told.

    Raises
    ------
    NotThisKindError
        If it is not of this kind.
    """
    judged = judge_sorted(task, value)
    if judged.complete:
        return Entry("right", judged.points, judged.markdown)
    missed = ",".join(code for code, entry in judged.items.items() if not entry.right)
    return Entry("not_yet", judged.points, judged.markdown, missed or "unfilled")

"""What an answer that sorts is told: item by item, and together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from belonging.tasks import words
from belonging.tasks.definition import Task
from belonging.tasks.kinds import given
from belonging.tasks.sort import Item, Sort


@dataclass(frozen=True)
class ItemEntry:
    """What one item in one bin is told."""

    right: bool
    says: str


@dataclass(frozen=True)
class Sorted:
    """How a whole answer is judged; `items` holds what was filled in, by code."""

    filled: int
    right: int
    points: int
    complete: bool
    summary: str
    items: Mapping[str, ItemEntry]

    @property
    def markdown(self) -> str:
        """The summary, and a line for each item that was filled in, with a mark that does not rest on colour."""
        lines = [
            f"- **{code}** {words.ITEM_RIGHT if entry.right else words.ITEM_NOT_YET} {entry.says}".rstrip()
            for code, entry in self.items.items()
        ]
        return self.summary + "\n\n" + "\n".join(lines)


@lru_cache(maxsize=256)
def items_of(task: Task) -> tuple[Item, ...]:
    """Return the items of a task that sorts, made from its dataset once.

    Raises
    ------
    ValueError
        If the items do not fit the bins.
    """
    assert isinstance(task.kind, Sort)
    return task.kind.sorted_items(task.data())


@lru_cache(maxsize=256)
def item_table(task: Task) -> dict[str, dict[str, ItemEntry]]:
    """Return, for each item by its code, what each of its bins is told.

    Raises
    ------
    ValueError
        If the items do not fit the bins.
    """
    assert isinstance(task.kind, Sort)
    kind = task.kind
    return {
        item.code: {bin_.key: _entry(item, bin_.key, bin_.says) for bin_ in kind.bins_of(item)}
        for item in items_of(task)
    }


def _entry(item: Item, key: str, bin_says: str) -> ItemEntry:
    if key in item.accepts:
        return ItemEntry(True, item.because)
    return ItemEntry(False, item.says.get(key) or bin_says or words.ITEM_UNKNOWN)


def judge_sorted(task: Task, value: Any) -> Sorted:
    """Judge an answer that sorts.

    Raises
    ------
    NotThisKindError
        If it is not of this kind.
    """
    assert isinstance(task.kind, Sort)
    kind, table = task.kind, item_table(task)
    items = items_of(task)
    by_code = {item.code: item for item in items}
    told = {
        code: table[code].get(key) or ItemEntry(False, kind.item_needs(by_code[code]).replace("{given}", given(key)))
        for code, key in kind.given_keys(value, items).items()
        if key is not None
    }
    right = sum(entry.right for entry in told.values())
    points = sum(right >= need for need in kind.enough)
    full = len(told) == len(items)
    if not full:  # the last point is for an answer to every item
        points = min(points, task.points - 1)
    complete = full and points == task.points
    return Sorted(len(told), right, points, complete, _summary(task, len(told), right, len(items), complete), told)


def _summary(task: Task, filled: int, right: int, all_: int, complete: bool) -> str:
    if filled < all_:
        return words.SORT_PART.format(filled=filled, all=all_, right=right)
    if not complete:
        return words.SORT_FULL.format(all=all_, right=right)
    if right < all_:
        return words.SORT_ENOUGH.format(all=all_, right=right)
    return " ".join([words.SORT_FULL.format(all=all_, right=right), task.says(task.right)]).strip()

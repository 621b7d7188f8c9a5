"""Which typical wrong ideas were most common, for the next meeting; no group below the minimum can be worked out."""

from collections import Counter
from dataclasses import dataclass, field
from html import escape

import pandas as pd
from markupsafe import Markup

from belonging.exercise.source import PlacedTask, load
from belonging.grading.look import template
from belonging.grading.told import Told
from belonging.lesson.taught import Place, places
from belonging.privacy import MINIMUM, small_together, too_few
from belonging.tasks import Sort
from belonging.tasks.kinds import NotThisKindError
from belonging.tasks.prose import to_html, to_inline_html
from belonging.tasks.sort_outcome import item_table, items_of, judge_sorted

RIGHT, BLANK, PART, OTHER = "right", "blank", "part", "other"
"""What an answer can be beside showing a typical wrong idea."""
_SAYS = {
    RIGHT: "Right.",
    BLANK: "Left blank.",
    PART: "Part of the lines are right; which ones are not stands below, where ten people or more share it.",
    OTHER: "Another answer, which is none of the slips we know.",
}
_RANK = {RIGHT: 0, PART: 2, OTHER: 3, BLANK: 4}  # typical wrong ideas stand between
_TOGETHER = "All other answers, put together so that no small group can be seen."
_MOST = 6

Key = tuple[str, str, str]
"""Module, task, and for a task that sorts the item's code."""


@dataclass(frozen=True)
class Row:
    """How many people gave answers that show one thing."""

    says: Markup
    people: int
    wrong: bool


@dataclass(frozen=True)
class Shown:
    """What may be shown of one task, or of one item of a task that sorts."""

    key: Key
    title: Markup
    place: Place
    people: int
    rows: tuple[Row, ...]


@dataclass
class Ideas:
    """Counts what each answer shows, person after person."""

    counts: dict[Key, Counter[str]] = field(default_factory=dict)
    says: dict[tuple[Key, str], str] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        """Count one answer; texts, files and tasks without points are not counted."""
        task, module_id = told.placed.task, told.place.module_id
        if told.points is None or not task.points or task.kind.name in ("words", "file", "code"):
            return
        found = _shows(told)
        key = (module_id, task.id, "")
        self._count(key, found)
        if found not in _SAYS and told.outcome:
            # Of the sets that show one idea the words may differ a little; always take the same ones.
            known = self.says.get((key, found))
            self.says[key, found] = min(known, told.outcome.says) if known else told.outcome.says
        if isinstance(task.kind, Sort):
            self._add_items(told, task.kind)

    def _add_items(self, told: Told, kind: Sort) -> None:
        task = told.placed.task
        try:
            keys = kind.given_keys(told.value, items_of(task))
            judged = judge_sorted(task, keys).items
        except NotThisKindError:
            return
        for code, given in keys.items():
            key, entry = (told.place.module_id, task.id, code), judged.get(code)
            known = entry is not None and given in item_table(task)[code]
            found = BLANK if entry is None else RIGHT if entry.right else str(given) if known else OTHER
            self._count(key, found)
            if entry is not None and found not in _SAYS:
                self.says[key, found] = entry.says

    def _count(self, key: Key, found: str) -> None:
        self.counts.setdefault(key, Counter())[found] += 1

    def shown(self) -> list[Shown]:
        """Return what may be shown, in the order of the course."""
        found = []
        for module_id in dict.fromkeys(key[0] for key in self.counts):
            for placed in load(module_id).tasks:
                of_task = [key for key in self.counts if key[:2] == (module_id, placed.task.id)]
                found += [self._shown(placed, key) for key in sorted(of_task, key=lambda key: _place_of(placed, key))]
        # An item of a task that sorts is worth a table only where a wrong place for it is common.
        return [one for one in found if not one.key[2] or any(row.wrong for row in one.rows)]

    def _shown(self, placed: PlacedTask, key: Key) -> Shown:
        counts = self.counts[key]
        people = counts.total()
        place = places(key[0])[placed.task.id]
        if too_few(people):
            return Shown(key, _title(placed, key[2]), place, people, ())
        together = small_together(pd.Series(dict(sorted(counts.items()))))
        order = sorted(counts.keys() - together, key=lambda found: (_RANK.get(found, 1), -counts[found], found))
        rows = [Row(self._words(placed, key, found), counts[found], found not in _SAYS) for found in order]
        if together and rows:
            rows.append(Row(Markup(_TOGETHER), sum(counts[found] for found in together), False))
        return Shown(key, _title(placed, key[2]), place, people, tuple(rows))

    def _words(self, placed: PlacedTask, key: Key, found: str) -> Markup:
        if found in _SAYS:
            return Markup(_SAYS[found])
        says = Markup(to_html(self.says[key, found]))
        if not key[2]:
            return says
        assert isinstance(placed.task.kind, Sort)
        item = next(i for i in items_of(placed.task) if i.code == key[2])
        label = next(b.label for b in placed.task.kind.bins_of(item) if b.key == found)
        return Markup(f"<p>Put under “{to_inline_html(label)}”.</p>") + says


def overview_html(ideas: Ideas) -> str:
    """Return the leader's overview as a page."""
    shown = ideas.shown()
    common = sorted(
        ((one, row) for one in shown for row in one.rows if row.wrong),
        key=lambda pair: (-pair[1].people / pair[0].people, pair[0].key, pair[1].says),
    )
    modules: dict[str, list[Shown]] = {}
    for one in shown:
        modules.setdefault(one.place.module_title, []).append(one)
    return template("overview.html").render(
        modules=modules, common=common[:_MOST], minimum=MINIMUM, mark="belonging cohort feedback"
    )


def _shows(told: Told) -> str:
    if told.outcome is None:
        return RIGHT if told.right else OTHER
    if told.outcome.status == "blank":
        return BLANK
    if told.outcome.status == "right":
        return RIGHT
    if isinstance(told.placed.task.kind, Sort) and told.idea:
        return PART
    return told.idea or OTHER


def _place_of(placed: PlacedTask, key: Key) -> int:
    if not key[2]:
        return -1
    return [item.code for item in items_of(placed.task)].index(key[2])


def _title(placed: PlacedTask, code: str) -> Markup:
    if not code:
        return Markup(escape(placed.heading))
    item = next(i for i in items_of(placed.task) if i.code == code)
    return Markup(f"{escape(placed.heading)}, {escape(code)}: {to_inline_html(item.text)}")

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

RIGHT, BLANK, OTHER = "right", "blank", "other"
"""What an answer can be beside showing a typical wrong idea."""
_SAYS = {
    RIGHT: "Right.",
    BLANK: "Left blank.",
    OTHER: "Another answer, which is none of the slips we know.",
}
_RANK = {RIGHT: 0, OTHER: 2, BLANK: 3}  # typical wrong ideas stand between
_TOGETHER = "All other answers, put together so that no small group can be seen."
_TOO_FEW = f"Fewer than {MINIMUM} people handed this in, so nothing is shown yet."
_GIVES_AWAY = "Nothing can be shown of it without giving a few people away."
_NONE_COMMON = f"No wrong place is shared by {MINIMUM} people or more, as far as it can be shown."
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
    nothing: str = ""
    """Why there are no rows."""

    @property
    def missed(self) -> int:
        """How many surely do not have it right yet, as far as it may be said."""
        if any(row.says == _SAYS[RIGHT] for row in self.rows):
            return sum(row.people for row in self.rows if row.says != _SAYS[RIGHT])
        return sum(row.people for row in self.rows if row.wrong)


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
        if isinstance(task.kind, Sort):
            # Item by item only: beside how many have all of it right, an item's count would give away a small group.
            self._add_items(told, task.kind)
            return
        found = _shows(told)
        key = (module_id, task.id, "")
        self._count(key, found)
        if found not in _SAYS and told.outcome:
            # Of the sets that show one idea the words may differ a little; always take the same ones.
            known = self.says.get((key, found))
            self.says[key, found] = min(known, told.outcome.says) if known else told.outcome.says

    def _add_items(self, told: Told, kind: Sort) -> None:
        task = told.placed.task
        try:
            keys = kind.given_keys(told.value, items_of(task))
            judged = judge_sorted(task, keys).items
        except NotThisKindError:
            # Counted all the same: were a table about fewer people than the next one, the rest could be worked out.
            for item in items_of(task):
                self._count((told.place.module_id, task.id, item.code), OTHER)
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
        found: list[Shown] = []
        for module_id in dict.fromkeys(key[0] for key in self.counts):
            for placed in load(module_id).tasks:
                keys = [key for key in self.counts if key[:2] == (module_id, placed.task.id)]
                tables = [self._shown(placed, key) for key in sorted(keys, key=lambda key: _place_of(placed, key))]
                if isinstance(placed.task.kind, Sort) and tables:
                    tables = _worth_a_table(placed, tables)
                found += tables
        return found

    def _shown(self, placed: PlacedTask, key: Key) -> Shown:
        counts = self.counts[key]
        people = counts.total()
        place = places(key[0])[placed.task.id]
        if too_few(people):
            return Shown(key, _title(placed, key[2]), place, people, (), _TOO_FEW)
        together = small_together(pd.Series(dict(sorted(counts.items()))))
        order = sorted(counts.keys() - together, key=lambda found: (_RANK.get(found, 1), -counts[found], found))
        rows = [Row(self._words(placed, key, found), counts[found], found not in _SAYS) for found in order]
        if together and rows:
            rows.append(Row(Markup(_TOGETHER), sum(counts[found] for found in together), False))
        return Shown(key, _title(placed, key[2]), place, people, tuple(rows), "" if rows else _GIVES_AWAY)

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
    common = sorted((one for one in shown if one.missed), key=lambda one: (-one.missed / one.people, one.key))
    modules: dict[str, list[Shown]] = {}
    for one in shown:
        modules.setdefault(one.place.module_title, []).append(one)
    return template("overview.html").render(
        modules=modules, common=common[:_MOST], minimum=MINIMUM, mark="belonging cohort feedback"
    )


def _worth_a_table(placed: PlacedTask, tables: list[Shown]) -> list[Shown]:
    """Keep the items of a task that sorts for which a wrong place is common; there can be ten and more."""
    common = [one for one in tables if any(row.wrong for row in one.rows)]
    if common:
        return common
    first = tables[0]
    nothing = _TOO_FEW if too_few(first.people) else _NONE_COMMON
    return [Shown(first.key, _title(placed, ""), first.place, first.people, (), nothing)]


def _shows(told: Told) -> str:
    if told.outcome is None:
        return RIGHT if told.right else OTHER
    if told.outcome.status == "blank":
        return BLANK
    if told.outcome.status == "right":
        return RIGHT
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

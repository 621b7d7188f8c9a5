"""Explorer "Tiny groups": chance moves a small group's bar far, and a total brings a hidden one back."""

import random
from dataclasses import dataclass
from functools import cache, cached_property

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Paper, Select, Slider, Steps, Toggle, View
from belonging.explorers.paint import INK, SERIES, framed, row_axis
from belonging.explorers.say import percent, students
from belonging.privacy import HIDDEN, TOTAL, audit, protect, read_release, small_cells

POOL = 60  # of 100 in the made-up pool say yes
OTHERS = {"A": 40, "B": 35, "C": 25}
DRAWS = 6
SEED = "tiny-groups"


@cache
def _said_yes(group: str, size: int, draw: int) -> int:
    """Draw students of one group from the pool. A larger group keeps the students of a smaller one."""
    chance = random.Random(f"{SEED}-{draw}-{group}")
    return sum(chance.random() * 100 < POOL for _ in range(size))


@cache
def _worked_out(printed: tuple[tuple[str, int | None], ...], total: int, least: int) -> dict[tuple[str, ...], int]:
    """Attack one printed column: return what a reader works out of the rows it hides, alone or summed."""
    hidden = tuple(name for name, count in printed if count is None)
    # Sorted into the shown and the hidden, the sum of the hidden rows is a cell of its own.
    cells: dict[tuple[str, str], object] = {
        ("hidden", name) if count is None else ("shown", name): HIDDEN if count is None else count
        for name, count in printed
    }
    column = pd.Series({**cells, ("hidden", TOTAL): HIDDEN, (TOTAL, TOTAL): total}, dtype=object)
    bounds = audit(read_release(column.rename_axis(["row", "group"]), least=least), bounds=True).bounds
    rows = {("hidden", TOTAL): hidden} | {("hidden", name): (name,) for name in hidden}
    return {rows[each.cell]: int(each.low) for each in bounds if each.low == each.high}


@dataclass(frozen=True)
class _Report:
    """One draw, and what the report prints of it."""

    sizes: dict[str, int]
    yes: dict[str, int]
    hidden: tuple[str, ...]
    totals: bool

    @cached_property
    def solved(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """Students and yes of the hidden groups, alone or summed, that a reader of the report works out."""
        if not (self.totals and self.hidden):
            return {}
        size, yes = self.sum()
        # A hidden group has at least one student; of those who said yes there may be none.
        found = _worked_out(self._printed(self.sizes), size, 1)
        said_yes = _worked_out(self._printed(self.yes), yes, 0)
        return {names: (found[names], said_yes[names]) for names in found if names in said_yes}

    def _printed(self, counts: dict[str, int]) -> tuple[tuple[str, int | None], ...]:
        return tuple((name, None if name in self.hidden else count) for name, count in counts.items())

    @property
    def known(self) -> list[str]:
        return [name for name in self.sizes if name not in self.hidden]

    def sum(self) -> tuple[int, int]:
        """Return students and yes of all groups."""
        return sum(self.sizes.values()), sum(self.yes.values())


def tiny_groups(group_size: int, draw: int, report: str, totals: bool) -> View:
    """Draw four groups from one pool; report all, hide those under ten, or hide the next smallest as well."""
    sizes = {**OTHERS, "D": group_size}
    yes = {name: _said_yes(name, size, draw) for name, size in sizes.items()}
    drawn = _Report(sizes, yes, _hidden(sizes, report), totals)
    rows = _rows(drawn)
    columns = ["Group", "Students", "Said yes"]
    if report == "all":
        columns.append(f"In {DRAWS} draws")
        ranges = {name: "–".join(_range(name, size)).replace("%–", "–") for name, size in sizes.items()}
        rows = [[*row, ranges.get(str(row[0]))] for row in rows]
    return View(
        chart=_bars(drawn),
        sentence=_what_jumps(drawn, draw) if report == "all" else _what_is_hidden(drawn),
        table=pd.DataFrame(rows, columns=columns, dtype=object),
        alt=_alt(drawn),
        caption=f"Draw {draw} of {DRAWS} from one pool, in which {POOL}% say yes.",
        counts=("Students",),
    )


def _hidden(sizes: dict[str, int], report: str) -> tuple[str, ...]:
    """Name the groups the report hides: the small ones, and on request all that `protect` hides beside totals."""
    if report == "all":
        return ()
    counts = pd.Series(sizes)
    cells = small_cells(counts) if report == "small" else protect(counts).reasons
    return tuple(sorted(str(cell[0]) for cell in cells))


def _range(name: str, size: int) -> tuple[str, str]:
    """Return the lowest and the highest share over all draws."""
    counts = [_said_yes(name, size, draw) for draw in range(1, DRAWS + 1)]
    return percent(min(counts), size), percent(max(counts), size)


def _rows(drawn: _Report) -> list[list[object]]:
    rows: list[list[object]] = []
    for name, size in drawn.sizes.items():
        if (name,) in drawn.solved:
            rows.append(_row(f"{name}, solved", *drawn.solved[name,]))
        elif name in drawn.hidden:
            rows.append([name, HIDDEN, HIDDEN])
        else:
            rows.append(_row(name, size, drawn.yes[name]))
    if drawn.totals:
        rows.append(_row("All", *drawn.sum()))
    if several := [names for names in drawn.solved if len(names) > 1]:
        rows.append(_row(f"{' and '.join(several[0])}, solved", *drawn.solved[several[0]]))
    return rows


def _row(label: str, size: int, yes: int) -> list[object]:
    return [label, size, f"{yes} ({percent(yes, size)})"]


def _what_jumps(drawn: _Report, draw: int) -> str:
    size, yes = drawn.sizes["D"], drawn.yes["D"]
    small, large = " to ".join(_range("D", size)), " to ".join(_range("A", drawn.sizes["A"]))
    return (
        f"Draw {draw}: in Group D {yes} of {students(size)} said yes ({percent(yes, size)}). "
        f"In {DRAWS} draws its share goes from {small}; in Group A, with {drawn.sizes['A']} students, from {large}. "
        "The pool is always the same: only chance moves the bars."
    )


def _what_is_hidden(drawn: _Report) -> str:
    if not drawn.hidden:
        return "Every group here has ten students or more, so nothing is hidden. Make Group D smaller."
    if ("D",) in drawn.solved:
        return _subtraction(drawn)
    if len(drawn.hidden) == 1:
        return (
            "Group D is under ten, so its row is hidden, and this table alone cannot bring it back. "
            "What if the report also shows totals?"
        )
    if not drawn.solved:
        return "Group D is under ten. Group C, the next smallest, is hidden with it. Now show the totals."
    size, yes = drawn.solved[drawn.hidden]
    return (
        f"Subtraction gives only Groups C and D together: {yes} of {students(size)} said yes. "
        "This table does not tell the two apart, for two rows are hidden, not one."
    )


def _subtraction(drawn: _Report) -> str:
    all_size, all_yes = drawn.sum()
    size, yes = drawn.solved["D",]
    alike = ""
    if yes in (0, size):
        alike = f" All of Group D said {'yes' if yes else 'no'}, so each one’s answer is out."
    return (
        f"The hidden row is solved by subtraction. "
        f"Students: {all_size} in all, less {_listed([drawn.sizes[name] for name in drawn.known])}, leaves {size}. "
        f"Yes: {all_yes} in all, less {_listed([drawn.yes[name] for name in drawn.known])}, leaves {yes}.{alike}"
    )


def _listed(numbers: list[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _alt(drawn: _Report) -> str:
    bars = [
        f"{name} hidden"
        if name in drawn.hidden and (name,) not in drawn.solved
        else f"{name} {drawn.yes[name]} of {size} ({percent(drawn.yes[name], size)})"
        for name, size in drawn.sizes.items()
    ]
    if drawn.totals:
        size, yes = drawn.sum()
        bars.append(f"all {yes} of {size} ({percent(yes, size)})")
    return f"Bars for the share of each group who said yes: {', '.join(bars)}. A dashed line marks the pool at {POOL}%."


def _bars(drawn: _Report) -> alt.LayerChart:
    """Draw one bar for each group and the total; a solved bar is hollow, a hidden one is words."""
    marks = [_mark(drawn, name) for name in drawn.sizes]
    if drawn.totals:
        size, yes = drawn.sum()
        marks.append(_bar(f"All|{students(size)}", yes, size))
    else:
        marks.append({"slot": "All|not shown", "share": 0, "text": "", "how": "hidden"})
    y = alt.Y(
        "slot:N", scale=alt.Scale(domain=[str(mark["slot"]) for mark in marks], paddingInner=0.3), axis=row_axis()
    )
    title = ["Share who said yes", f"Dashed line: the pool, {POOL}%"]
    ticks = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value % 50 ? '' : datum.value + '%'", title=title)
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), axis=ticks)
    base = alt.Chart(pd.DataFrame(marks)).encode(x=x, y=y)
    full = base.transform_filter("datum.how == 'shown'").mark_bar(color=SERIES[0])
    hollow = base.transform_filter("datum.how == 'solved'").mark_bar(
        filled=False, stroke=SERIES[1], strokeWidth=3, strokeDash=[7, 4]
    )
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(text="text:N")
    pool = alt.Chart(pd.DataFrame({"share": [POOL]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x)
    return framed(alt.layer(full, hollow, pool, words), 320)


def _mark(drawn: _Report, name: str) -> dict[str, object]:
    size, yes = drawn.sizes[name], drawn.yes[name]
    if name not in drawn.hidden:
        return _bar(f"Group {name}|{students(size)}", yes, size)
    if (name,) in drawn.solved:
        size, yes = drawn.solved[name,]
        return {**_bar(f"Group {name}|{size} solved", yes, size), "how": "solved"}
    return {"slot": f"Group {name}|hidden", "share": 0, "text": "hidden", "how": "hidden"}


def _bar(slot: str, yes: int, size: int) -> dict[str, object]:
    return {"slot": slot, "share": 100 * yes / size, "text": percent(yes, size), "how": "shown"}


EXPLORER = Explorer(
    id="tiny-groups",
    module="listening",
    title="Tiny groups",
    question="Four made-up groups are drawn from one pool. How far does chance move a small one, "
    "and does hiding it keep its answers private?",
    misconception="Hiding small cells is enough.",
    choices=(
        Slider(
            id="group-size",
            label="Size of Group D:",
            values=(3, 5, 8, 10, 20, 40),
            labels=tuple(f"{n} students" for n in (3, 5, 8, 10, 20, 40)),
            initial=5,
        ),
        Steps(
            id="draw",
            label="Redraw",
            values=tuple(range(1, DRAWS + 1)),
            labels=tuple(f"Draw {n} of {DRAWS}" for n in range(1, DRAWS + 1)),
        ),
        Select(
            id="report",
            label="The report",
            values=("all", "small", "next"),
            labels=("shows every group", "hides groups under 10", "hides the next smallest too"),
        ),
        Toggle(id="totals", label="Show totals"),
    ),
    view=tiny_groups,
    on_paper=(Paper({"report": "small", "totals": True}), Paper({"report": "next", "totals": True}, picture=False)),
    small_groups_shown="All students here are simulated, and what goes wrong with small groups is the lesson.",
)

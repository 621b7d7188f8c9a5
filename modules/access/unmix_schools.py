"""Explorer "Unmix the schools": a gap that turns round school by school, and sections that close it."""

from fractions import Fraction

import altair as alt
import pandas as pd

from belonging.classroom.access import FROM, TO, reversal, share, steps, with_sections
from belonging.data import load
from belonging.explorers import Explorer, Paper, Select, Slider, Toggle, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.measures import decompose_gap

# What is counted, of whom, and how it is said.
LOOKS = {
    "enrolled": ("enrolled", "students", "Enrolled", "all students"),
    "offered": ("offered", "students", "Offered the course", "all students"),
    "uptake": ("enrolled", "offered", "Enrolled", "those offered"),
    "interested": ("interested", "students", "Asked for the course", "all students"),
}
SHOWN = {
    "enrolled": "who is enrolled, of all students",
    "offered": "who was offered it, of all students",
    "uptake": "who said yes, of those offered",
    "interested": "who asked for it, of all students",
}
SAME = Fraction(2, 3)
ALL = "All five"
GROUPS = ("A", "B")
# Gaps in points: under LEVEL it is rounding, under NEARLY the sentence does not call it a lead.
LEVEL, NEARLY = 0.05, 1
NUMBER = ("no", "one", "two", "three")


def unmix_schools(show: str, apart: bool, sections: int, new: bool, same: bool) -> View:
    """Show one rate for both groups: over all schools, and in each, with some sections moved or added."""
    table = with_sections(load("access_enrollment"), sections, new=new, yes=SAME if same else None)
    count, of, verb, whom = LOOKS[show]
    places = [ALL, *table["school"].unique()] if apart else [ALL]
    rows: list[list[object]] = []
    for place in places:
        here = table if place == ALL else table[table["school"] == place]
        for group in GROUPS:
            found = share(here, group, count, of)
            rows.append([place, group, found.count, found.n, f"{100 * found.value:.1f}%"])
    return View(
        chart=_bars(rows, _slots(table), f"{verb}, percent|of {whom}"),
        sentence=_sentence(rows, show, reversal(table, count, of).by_stratum),
        table=pd.DataFrame(rows, columns=["School", "Group", "Counted", "Of", "Share"], dtype=object),
        alt=_alt(rows, verb, whom),
        caption=_caption(table, show, sections, new, same, _points(rows)),
        counts=("Counted", "Of"),
    )


def _points(rows: list[list[object]]) -> float:
    """The gap over all schools as a reader finds it who subtracts the two printed shares."""
    a, b = (float(str(row[4]).rstrip("%")) for row in rows[:2])
    return a - b


def _sentence(rows: list[list[object]], show: str, gaps: dict[object, float]) -> str:
    a, b, gap = rows[0][4], rows[1][4], _points(rows)
    if show == "uptake":
        mixed = f"All schools mixed: of those offered, {a} in group A said yes, and {b} in group B."
    else:
        verb = {"enrolled": "are enrolled", "offered": "were offered physics"}.get(show, "asked for it")
        mixed = f"All schools mixed: {a} of group A {verb}, and {b} of group B."
    parts = [f"{mixed} {_lead(gap)}{f' by {abs(gap):.1f} points' if abs(gap) >= NEARLY else ''}."]
    if len(rows) > len(GROUPS):
        parts.append(_each_school(gaps))
        if abs(gap) >= NEARLY and _side(gap) not in {_side(100 * each) for each in gaps.values()}:
            parts.append("Mixed and unmixed do not agree: what differs is the school a student goes to.")
    return " ".join(parts)


def _side(points: float) -> str:
    if abs(points) < LEVEL:
        return ""
    return "A" if points > 0 else "B"


def _lead(points: float) -> str:
    if _side(points) and abs(points) < NEARLY:
        return "The two are nearly level"
    return f"Group {_side(points)} is ahead" if _side(points) else "The two are level"


def _each_school(gaps: dict[object, float]) -> str:
    """Say who is ahead where; in this course's data it is the same in all five, whatever is chosen."""
    sides = {_side(100 * gap) for gap in gaps.values()}
    if sides == {""}:
        return "In each of the five schools the two are level."
    if len(sides) == 1:
        return f"In each of the five schools group {sides.pop()} is ahead."
    ahead = [f"{name}: {_side(100 * gap) or 'level'}" for name, gap in gaps.items()]
    return f"School by school: {', '.join(ahead)}."


def _alt(rows: list[list[object]], verb: str, whom: str) -> str:
    pairs = [f"{a[0]}: A {a[4]}, B {b[4]}" for a, b in zip(rows[::2], rows[1::2], strict=True)]
    return f"Two bars in each row, for groups A and B. {verb}, of {whom}. {'; '.join(pairs)}."


def _caption(table: pd.DataFrame, show: str, sections: int, new: bool, same: bool, gap: float) -> str:
    parts = [f"Juniors and seniors of five made-up schools and physics. Shown: {SHOWN[show]}."]
    if sections:
        plural = "section" if sections == 1 else "sections"
        came = "new" if new else f"moved from {FROM}"
        parts.append(f"{TO} has {NUMBER[sections]} more {plural}, {came}; each fits 36 students, in the school’s mix.")
    if same:
        parts.append("In both groups 2 of 3 who are offered it say yes.")
    whole = f"Gap over all schools, A minus B: {_signed(gap)} points"
    if show == "enrolled":
        made = decompose_gap(*(steps(table, group) for group in GROUPS))
        whole += f", of which the offer makes {_signed(100 * made.offer)} and saying yes {_signed(100 * made.uptake)}"
        whole += " (rounded)"
    return " ".join([*parts, f"{whole}."])


def _signed(points: float) -> str:
    return f"{points:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def _slots(table: pd.DataFrame) -> dict[str, str]:
    sections = table.groupby("school", sort=False)["sections"].first()
    words = {name: f"{name}|{count} section{'' if count == 1 else 's'}" for name, count in sections.items()}
    return {ALL: f"{ALL}|{sections.sum()} sections", **{str(name): label for name, label in words.items()}}


def _bars(rows: list[list[object]], slots: dict[str, str], title: str) -> alt.LayerChart:
    """Draw two bars a row; group A is above, and each bar says its group and its share."""
    data = pd.DataFrame(
        [
            {
                "slot": slots[str(row[0])],
                "group": row[1],
                "share": float(str(row[4])[:-1]),
                "text": f"{row[1]} {row[4]}",
            }
            for row in rows
        ]
    )
    axis = alt.Axis(values=[0, 50, 100], title=title.split("|"), format="d")
    base = alt.Chart(data).encode(
        y=alt.Y("slot:N", scale=alt.Scale(domain=list(slots.values()), paddingInner=0.28), axis=row_axis()),
        yOffset=alt.YOffset("group:N", scale=alt.Scale(domain=list(GROUPS))),
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis),
    )
    colours = alt.Scale(domain=list(GROUPS), range=list(SERIES[:2]))
    chart = alt.layer(
        base.mark_bar().encode(color=alt.Color("group:N", scale=colours, legend=None)),
        base.mark_text(align="left", dx=6).encode(text="text:N"),
    )
    return framed(chart, 500, left=116, right=62)


EXPLORER = Explorer(
    id="unmix-schools",
    module="access",
    title="Unmix the schools",
    question="All together, group A takes physics more often. Is it so in any school? What would close the gap?",
    misconception="They’re just not interested; and the rate is the same in every school, so there is no gap.",
    choices=(
        Select(id="show", label="Show", values=tuple(SHOWN), labels=tuple(SHOWN.values())),
        Toggle(id="apart", label="Take the schools apart"),
        Slider(
            id="sections",
            label=f"More sections at {TO}:",
            values=(0, 1, 2, 3),
            labels=("none", "1 more", "2 more", "3 more"),
        ),
        Toggle(id="new", label=f"Let them be new, not moved from {FROM}"),
        Toggle(id="same", label="Let both groups say yes alike (2 of 3)"),
    ),
    view=unmix_schools,
    on_paper=(Paper({"apart": True}), Paper({"apart": True, "sections": 3}, picture=False)),
)

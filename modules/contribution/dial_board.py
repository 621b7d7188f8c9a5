"""Explorer "Task dial board": five dials rewrite a worksheet's card, line by line, while its topic stays the same.

Which dials move the card up or to the right in the last picture is this course's own rule of thumb, and the page says
so. Redo moves it nowhere: it decides who gets to reach a demanding corner, not how demanding it is.
"""

from pathlib import Path

import altair as alt
import pandas as pd

from belonging.course import load_python
from belonging.explorers import Explorer, Panel, Select, View
from belonging.explorers.paint import GRID, INK, SERIES, SMALL, framed, row_axis

_told = load_python(Path(__file__).with_name("worksheets.py"))
WORKSHEETS, DIALS, LEVELS = _told.WORKSHEETS, _told.DIALS, _told.LEVELS

COLUMNS = ["On the card", "It says", "Dial"]
#: Two dials for each direction of the last picture.
WARM, DEMANDING = ("needs", "goes"), ("decides", "judged")
MIDDLE, TOP = len(LEVELS) - 1, 2 * (len(LEVELS) - 1)
CORNERS = {
    (False, False): "cold and easy",
    (True, False): "warm but easy",
    (False, True): "demanding but cold",
    (True, True): "warm and demanding",
}
MEANS = {
    "cold and easy": "Nobody waits for it, and it asks for little.",
    "warm but easy": "Someone waits for it, and it asks for little.",
    "demanding but cold": "It asks for a lot, and nobody waits for it.",
    "warm and demanding": "It asks for a lot, and someone waits for it.",
}
#: Each corner's name in two short lines, as the picture writes it.
LINES = {
    "cold and easy": "cold|and easy",
    "warm but easy": "warm|but easy",
    "demanding but cold": "demanding|but cold",
    "warm and demanding": "warm and|demanding",
}
BETWEEN = "between corners"


def one_line(number: int, sheet: str, level: int) -> View:
    """Show one dial, and the line of the card that it writes."""
    dial, worksheet = DIALS[number], WORKSHEETS[sheet]
    says = worksheet.lines[dial.id][level]
    first = f"The card of “{worksheet.title}”, grade {worksheet.grade}, now says: " if number == 0 else ""
    return View(
        chart=_track(number, level),
        sentence=first + says,
        table=pd.DataFrame([[dial.label, says, LEVELS[level]]], columns=COLUMNS, dtype=object),
        alt=f"{dial.label}: {LEVELS[level]}.",
        caption=f"The card of a made-up task, “{worksheet.title}”, grade {worksheet.grade}. The topic never changes.",
        counts=(),
    )


def corner(needs: int, decides: int, goes: int, judged: int) -> View:
    """Show where the card stands between warm and cold, easy and demanding."""
    warm, demanding = needs + goes, decides + judged
    name = BETWEEN if MIDDLE in (warm, demanding) else CORNERS[warm > MIDDLE, demanding > MIDDLE]
    told = "The card stands between corners." if name == BETWEEN else f"The card is {name}. {MEANS[name]}"
    row = ["Where it stands", name, f"warm {warm} of {TOP}, demanding {demanding} of {TOP}"]
    return View(
        chart=_square(warm, demanding),
        sentence=told,
        table=pd.DataFrame([row], columns=COLUMNS, dtype=object),
        alt=f"A mark in a square: warm {warm} of {TOP}, demanding {demanding} of {TOP}, {name}.",
        caption="Where the card stands.",
        counts=(),
    )


def _track(number: int, level: int) -> alt.LayerChart:
    """Draw three steps from shut to open, and a mark on the one reached; the last dial's picture has the axis."""
    slot, last = DIALS[number].slot, number == len(DIALS) - 1
    steps = pd.DataFrame([{"slot": slot, "level": step} for step in range(len(LEVELS))])
    reached = pd.DataFrame([{"slot": slot, "level": level, "start": 0}])
    names = " : ".join(f"datum.value == {place} ? '{word}'" for place, word in enumerate(LEVELS))
    axis = alt.Axis(
        values=[0, 1, 2], labelExpr=f"{names} : ''", title=None, grid=False, labels=last, ticks=last, domain=last
    )
    x = alt.X("level:Q", scale=alt.Scale(domain=[-0.3, 2.3], nice=False), axis=axis)
    y = alt.Y("slot:N", axis=row_axis())
    mark = alt.Chart(reached).encode(y=y)
    chart = alt.layer(
        alt.Chart(steps).mark_point(size=70, filled=True, color=GRID, opacity=1).encode(x=x, y=y),
        mark.mark_rule(strokeWidth=6, color=SERIES[0]).encode(x=alt.X("start:Q"), x2="level:Q"),
        mark.mark_point(size=300, filled=True, opacity=1, color=SERIES[0], shape="circle").encode(x=x),
    )
    return framed(chart, 92 if last else 56, left=106, right=24, top=4, bottom=38 if last else 4)


def _square(warm: int, demanding: int) -> alt.LayerChart:
    """Draw the four corners by name, and the mark; a corner's name is bold when the mark stands in it."""
    inside = None if MIDDLE in (warm, demanding) else (warm > MIDDLE, demanding > MIDDLE)
    names = pd.DataFrame(
        [
            {"x": 3.5 if far else 0.5, "y": 5.2 if up else -1.2, "name": LINES[name], "here": (up, far) == inside}
            for (up, far), name in CORNERS.items()
        ]
    )
    span = [-2, 6]
    bare = {"values": [], "grid": False}
    x = alt.X("x:Q", scale=alt.Scale(domain=[-1, 5], nice=False), axis=alt.Axis(title="Easy → demanding", **bare))
    y = alt.Y("y:Q", scale=alt.Scale(domain=span, nice=False), axis=alt.Axis(title="Cold → warm", **bare))
    grid = pd.DataFrame([{"x": a, "y": b} for a in range(TOP + 1) for b in range(TOP + 1)])
    words = alt.Chart(names).encode(x=x, y=y, text="words:N").transform_calculate(words="split(datum.name, '|')")
    layers = [
        alt.Chart(pd.DataFrame({"x": [MIDDLE]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x),
        alt.Chart(pd.DataFrame({"y": [MIDDLE]})).mark_rule(strokeDash=[5, 4], color=INK).encode(y=y),
        alt.Chart(grid).mark_point(size=40, filled=True, color=GRID, opacity=1).encode(x=x, y=y),
        *(
            words.transform_filter(f"{'' if here else '!'}datum.here").mark_text(
                lineBreak="|", lineHeight=SMALL + 2, fontWeight="bold" if here else "normal", baseline="middle"
            )
            for here in (True, False)
        ),
        alt.Chart(pd.DataFrame([{"x": demanding, "y": warm}]))
        .mark_point(size=420, filled=True, opacity=1, color=SERIES[1], shape="diamond")
        .encode(x=x, y=y),
    ]
    return framed(alt.layer(*layers), 360, left=40, right=16, top=8, bottom=36)


def _panel(number: int) -> Panel:
    id_ = DIALS[number].id

    def view(sheet: str, **level: int) -> View:
        return one_line(number, sheet, level[id_])

    return Panel(id=id_, choices=("sheet", id_), view=view)


EXPLORER = Explorer(
    id="dial-board",
    module="contribution",
    title="Task dial board",
    question="Turn the five dials of one made-up worksheet. What does its card say now, and where does it stand?",
    misconception="A real topic makes a task real.",
    choices=(
        Select(
            id="sheet",
            label="Worksheet",
            values=tuple(WORKSHEETS),
            labels=tuple(f"{sheet.title}, grade {sheet.grade}" for sheet in WORKSHEETS.values()),
        ),
        *(Select(id=dial.id, label=dial.label, values=(0, 1, 2), labels=dial.names) for dial in DIALS),
    ),
    panels=(
        *(_panel(number) for number in range(len(DIALS))),
        Panel(id="corner", choices=(*(d.id for d in DIALS if d.id in WARM + DEMANDING),), view=corner),
    ),
)

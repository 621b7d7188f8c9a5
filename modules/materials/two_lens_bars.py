"""Explorer "Two-lens bars": half of the people pictured, and far fewer of those shown alive and at work."""

from functools import cache

import altair as alt
import pandas as pd

from belonging.classroom.unit_figures import GROUP, carrying, figures, parts
from belonging.data import load
from belonging.explorers import Explorer, Paper, Select, Slider, View
from belonging.explorers.paint import INK, SERIES, framed, row_axis
from belonging.unit_audit import LENSES, Carried, Figure, Share, shares
from belonging.unit_audit.shares import PERCENT_FROM

SHORT = ("Headcount", "Knows", "Alive", "At work", "Used")
#: The end of the sentence "Of those who are …".
AMONG = (
    "pictured at all",
    "shown as someone who knows",
    "known for it and alive today",
    "known for it, alive and shown at work",
    "alive, at work, and used by students",
)
#: A share that moves by no more than this is said to have hardly moved.
HARDLY = 0.03
ALL, REST = "all units", "without the unit that carries it"


@cache
def _figures() -> tuple[Figure, ...]:
    return tuple(figures(load("materials_audit")))


@cache
def _carrying() -> Carried:
    return carrying(_figures())


def two_lens_bars(narrow: int, unit: str) -> View:
    """Show the group's share through the lenses up to a chosen one, in all units, in all but one, or in one."""
    seen = [f for f in _figures() if unit == ALL or (f.part == unit if unit != REST else f.part != _carrying().part)]
    found = shares(seen)[: narrow + 1]
    where = "all six units" if unit == ALL else f"all units but {_carrying().part}" if unit == REST else unit
    rows: list[list[object]] = [
        [SHORT[place], s.focus, s.n or None, _share(s), _luck(s), s.unclear] for place, s in enumerate(found)
    ]
    return View(
        chart=_bars(found),
        sentence=_sentence(found, unit),
        table=pd.DataFrame(rows, columns=["Lens", GROUP, "Of", "Share", "Could be, by luck", "Unclear"], dtype=object),
        alt=f"Bars for the share of {GROUP} through each lens: {'; '.join(map(_bar_words, found))}.",
        caption=f"{GROUP} among the people pictured in {where}. Each lens keeps what the one above it asked.",
        counts=("Of",),
    )


def _share(found: Share) -> str:
    if not found.n:
        return "nobody"
    if found.n < PERCENT_FROM:
        return "too few for a percent"
    return f"{100 * found.focus / found.n:.0f}%"


def _luck(found: Share) -> str | None:
    return f"{100 * found.low:.0f}–{100 * found.high:.0f}%" if found.n >= PERCENT_FROM else None


def _bar_words(found: Share) -> str:
    return f"{SHORT[LENSES.index(found.lens)].lower()}, {found.words}"


def _sentence(found: list[Share], unit: str) -> str:
    wide, narrow = found[0], found[-1]
    place = "" if unit in (ALL, REST) else f" in {unit}"
    said = [f"By headcount, {wide.words} of the people pictured{place} are from {GROUP}."]
    if unit == REST:
        said.insert(0, f"{_carrying().part} is left out.")
    if narrow is wide:
        said.append("Are the pictures done? Move to the next lens.")
        return " ".join(said)
    among = AMONG[len(found) - 1]
    if not narrow.n:
        said.append(f"Of those who are {among}, there is nobody to count.")
        return " ".join(said)
    said.append(f"Of those who are {among}, it is {narrow.words}.")
    if narrow.n < PERCENT_FROM:
        said.append(f"That rests on {narrow.n}: one more person would change it a lot.")
    elif unit == REST:
        said.append(_without_the_carrying_unit(narrow))
    elif narrow.low <= (wide.value or 0.0) <= narrow.high:
        said.append("With this many figures, luck alone could make that gap.")
    return " ".join(said)


def _without_the_carrying_unit(narrow: Share) -> str:
    in_all = shares(_figures())[LENSES.index(narrow.lens)]
    moved = abs((narrow.value or 0.0) - (in_all.value or 0.0)) > HARDLY
    return "That share fell too." if moved else "That share hardly moved: the unit left out has few such figures."


def _bars(found: list[Share]) -> alt.LayerChart:
    """Draw a bar for each lens with its interval; a share of too few to call is a hollow bar with its count."""
    roles = ["wide", *["between"] * (len(found) - 2), "narrow"][: len(found)]
    marks = [_mark(place, role, each) for place, (role, each) in enumerate(zip(roles, found, strict=True))]
    marks += [
        {"slot": f"{SHORT[place]}|lens {place + 1}", "share": 0.0, "how": "later", "text": ""}
        for place in range(len(found), len(LENSES))
    ]
    slots = [str(mark["slot"]) for mark in marks]
    y = alt.Y("slot:N", scale=alt.Scale(domain=slots, paddingInner=0.35), axis=row_axis())
    title = [f"Share of {GROUP}", "Dashed line: the headcount"]
    ticks = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value % 50 ? '' : datum.value + '%'", title=title)
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), axis=ticks)
    base = alt.Chart(pd.DataFrame(marks)).encode(x=x, y=y)
    bars = [
        base.transform_filter(f"datum.how == 'share' && datum.role == '{role}'").mark_bar(color=color, opacity=opacity)
        for role, color, opacity in (("wide", SERIES[0], 1), ("between", SERIES[0], 0.75), ("narrow", SERIES[1], 1))
    ]
    hollow = base.transform_filter("datum.how == 'few'").mark_bar(
        filled=False, stroke=SERIES[1], strokeWidth=3, strokeDash=[7, 4]
    )
    # The values stand in a column of their own, so that the dashed line never runs through one.
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(text="text:N", x=alt.datum(100))
    line = alt.Chart(pd.DataFrame({"share": [100 * (found[0].value or 0.0)]}))
    rule = line.mark_rule(strokeDash=[5, 4], color=INK).encode(x=x)
    return framed(alt.layer(*bars, hollow, rule, words), 350, left=112, right=80)


def _mark(place: int, role: str, found: Share) -> dict[str, object]:
    slot = f"{SHORT[place]}|{f'{found.n} people' if found.n != 1 else '1 person'}"
    if not found.n:
        return {"slot": slot, "share": 0.0, "how": "nobody", "text": "nobody", "role": ""}
    few = found.n < PERCENT_FROM
    return {
        "slot": slot,
        "share": 100 * (found.value or 0.0),
        "how": "few" if few else "share",
        "text": f"{found.focus} of {found.n}" if few else _share(found),
        "role": role,
    }


EXPLORER = Explorer(
    id="two-lens-bars",
    module="materials",
    title="Two-lens bars",
    question="Who is pictured in one made-up year of science, and who is shown doing the science today?",
    misconception="Our posters are diverse, so we are done.",
    choices=(
        Slider(
            id="narrow",
            label="Look through:",
            values=tuple(range(len(LENSES))),
            labels=(
                "the headcount only",
                *(f"{place} lenses, to “{SHORT[place - 1].lower()}”" for place in range(2, 6)),
            ),
        ),
        Select(
            id="unit",
            label="Units",
            values=(ALL, REST, *parts(_figures())),
            labels=("all six units", f"all but {_carrying().part}", *(f"only {name}" for name in parts(_figures()))),
        ),
    ),
    view=two_lens_bars,
    on_paper=(Paper({"narrow": len(LENSES) - 1}), Paper({"narrow": len(LENSES) - 1, "unit": REST}, picture=False)),
    small_groups_shown="What is counted here are pictures in made-up materials, not students.",
)

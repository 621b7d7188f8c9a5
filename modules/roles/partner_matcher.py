"""Explorer "Partner matcher": who can meet a class's request, who fits best and why, and who is never asked."""

from collections import Counter
from functools import cache

import altair as alt
import pandas as pd

from belonging.classroom.careers import below_bachelor
from belonging.classroom.partners import ASKED, REQUESTS, Fit, Request, never, obstacle, year
from belonging.data import Row, rows
from belonging.explorers import Explorer, Panel, Paper, Select, Slider, Toggle, View
from belonging.explorers.paint import SERIES, framed, row_axis

SHOWN = 5
COLUMNS = ["Line", "Number", "Why"]
#: The three requests a reader can look at, of the year's twelve.
LOOKED_AT = ("R04", "R06", "R07")
KEPT_BY = ("format", "time", "language", "group size")
HOW = {"visit": "comes to class", "host": "hosts the class", "video": "by video", "writing": "in writing"}
WEIGHTS = (0, 1, 2)
WEIGHT_WORDS = ("nothing", "some", "much")


@cache
def _year(field: int, near: int, afar: bool, rotate: bool) -> tuple[list[list[Fit]], Counter[str]]:
    return year(field, near, afar=afar, rotate=rotate)


def _wanted(id_: str) -> Request:
    return next(request for request in REQUESTS if request.id == id_)


# --- One request -----------------------------------------------------------------------------------------------------


def one_request(request: str, field: int, near: int, afar: bool, rotate: bool) -> View:
    """Show the first few partners for one request, in the order in which they would be asked."""
    wanted = _wanted(request)
    found = _year(field, near, afar, rotate)[0][REQUESTS.index(wanted)]
    first = found[:SHOWN]
    everyone = rows("partners")
    table = [[f"{place}. {_job(fit)}", fit.points, _why(fit, field, near)] for place, fit in enumerate(first, 1)]
    return View(
        chart=_ranked(first, field, near),
        sentence=_said(wanted, found, afar, len(everyone)),
        table=pd.DataFrame(table, columns=COLUMNS, dtype=object),
        alt=f"Bars of points, the best fit first: {'; '.join(f'{_job(fit)}, {fit.points}' for fit in first)}.",
        caption=(
            f"{_asks(wanted)} The first {len(first)} of {len(found)} who can, of {len(everyone)} partners; at equal "
            f"points by code. The first {ASKED} get a letter. {_kept(wanted, afar)} "
            "The last lines count the partners who got at least one letter in the year."
        ),
        counts=(),
    )


def _job(fit: Fit) -> str:
    return str(fit.partner["job"])


def _why(fit: Fit, field: int, near: int) -> str:
    parts = [f"field {fit.field} × {field}", f"near {fit.near} × {near}", HOW[fit.how]]
    return "; ".join([*parts, f"asked before: {fit.before}"])


def _asks(request: Request) -> str:
    when = (
        "after school" if request.time == "after school" else f"in the {request.time}".replace("the midday", "midday")
    )
    how = "a visit" if request.format == "visit" else "a place to go to"
    return f"{request.lesson}: {how}, {when}, {request.students} students, in {request.language}."


def _kept(request: Request, afar: bool) -> str:
    reasons = Counter(obstacle(partner, request, afar=afar) for partner in rows("partners"))
    told = [f"{name} {reasons[name]}" for name in KEPT_BY if reasons[name]]
    return f"What keeps others out, first reason each: {', '.join(told)}."


def _said(request: Request, found: list[Fit], afar: bool, everyone: int) -> str:
    asked = [f"the {_job(fit)}" for fit in found[:ASKED]]
    letters = f"{', '.join(asked[:-1])} and {asked[-1]}"
    ways = "in one of these ways" if afar else "as asked"
    return f"{request.lesson.replace(':', ',')}: {len(found)} of {everyone} can say yes {ways}. We write to {letters}."


def _ranked(first: list[Fit], field: int, near: int) -> alt.LayerChart:
    """Draw the points of each, the field before the near; letters say which part is which."""
    slots = [f"{place}. {_two_lines(_job(fit))}" for place, fit in enumerate(first, 1)]
    parts = []
    for slot, fit in zip(slots, first, strict=True):
        at = 0
        for letter, points in (("F", field * fit.field), ("N", near * fit.near)):
            parts.append({"slot": slot, "from": at, "to": at + points, "part": letter, "letter": letter * bool(points)})
            at += points
    ends = pd.DataFrame(
        [{"slot": slot, "to": fit.points, "text": str(fit.points)} for slot, fit in zip(slots, first, strict=True)]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=slots, paddingInner=0.55), axis=row_axis())
    axis = alt.Axis(values=[0, 4, 8], title=["Points for this request", "F field, N near"], format="d")
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 8]), axis=axis)
    base = alt.Chart(pd.DataFrame(parts)).encode(y=y, x=x)
    colours = alt.Color("part:N", scale=alt.Scale(domain=["F", "N"], range=list(SERIES[:2])), legend=None)
    bars = base.mark_bar().encode(x2="to:Q", color=colours)
    # the letter stands under its part: on the colour it would be hard to read
    letters = base.mark_text(align="left", dx=2, dy=25, fontWeight="bold").encode(text="letter:N")
    words = alt.Chart(ends).mark_text(align="left", dx=6).encode(y=y, x=alt.X("to:Q"), text="text:N")
    return framed(alt.layer(bars, letters, words), 400, left=152, right=44)


def _two_lines(job: str) -> str:
    head, _, last = job.rpartition(" ")
    return f"{head}|{last}" if head else f"{last}|"


# --- The year --------------------------------------------------------------------------------------------------------


def whole_year(field: int, near: int, afar: bool, rotate: bool) -> View:
    """Show how many partners get a letter in a year of requests, by how people enter their work."""
    asked = _year(field, near, afar, rotate)[1]
    everyone, left = rows("partners"), never(asked)
    groups = {"No bachelor’s needed": _split(below_bachelor(everyone), left)}
    groups["Bachelor’s or more"] = _split([row for row in everyone if row["entry"] == "bachelor+"], left)
    most = max(asked.values())
    table = [
        [f"{name}: got a letter", got, f"of {of} partners; {of - got} never"] for name, (got, of) in groups.items()
    ]
    last = ["All: never got one", len(left), _sums(asked, most, len(everyone))]
    return View(
        chart=_reached(groups),
        sentence=_over_the_year(len(left), len(everyone), groups["No bachelor’s needed"], asked, most),
        table=pd.DataFrame([*table, last], columns=COLUMNS, dtype=object),
        alt=f"Partners with a letter: {'; '.join(f'{name}, {got} of {of}' for name, (got, of) in groups.items())}.",
        caption="The year: partners who got at least one letter.",
        counts=(),
    )


def _split(some: list[Row], left: list[Row]) -> tuple[int, int]:
    without = {row["partner"] for row in left}
    return sum(row["partner"] not in without for row in some), len(some)


def _sums(asked: Counter[str], most: int, everyone: int) -> str:
    return f"of {everyone}; {sum(asked.values())} letters; the most to one partner: {most}"


def _over_the_year(left: int, everyone: int, free: tuple[int, int], asked: Counter[str], most: int) -> str:
    got, of = free
    first = f"Over the year {sum(asked.values())} letters go out, and {left} of {everyone} partners get none."
    if of - got == 0:
        return f"{first} Of those whose work needs no bachelor’s degree, each gets one."
    return f"{first} Of the {of} whose work needs no bachelor’s degree, {of - got} get none. One partner gets {most}."


def _reached(groups: dict[str, tuple[int, int]]) -> alt.LayerChart:
    """Draw who got a letter in each group; the outline is the whole group."""
    slots = {"No bachelor’s needed": "No bachelor’s|needed", "Bachelor’s or more": "Bachelor’s|or more"}
    data = pd.DataFrame(
        [{"slot": slots[name], "got": got, "of": of, "text": f"{got} of {of}"} for name, (got, of) in groups.items()]
    )
    axis = alt.Axis(values=[0, 15, 30], title=["Partners with a letter this", "year; the outline is all"], format="d")
    base = alt.Chart(data).encode(
        y=alt.Y("slot:N", scale=alt.Scale(domain=list(slots.values()), paddingInner=0.35), axis=row_axis())
    )
    scale = alt.Scale(domain=[0, 30], nice=False)
    outline = base.mark_bar(filled=False, stroke=SERIES[1], strokeWidth=2, strokeDash=[5, 4]).encode(
        x=alt.X("of:Q", scale=scale, axis=axis)
    )
    full = base.mark_bar(color=SERIES[0]).encode(x=alt.X("got:Q", scale=scale, axis=axis))
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(x=alt.datum(30), text="text:N")
    return framed(alt.layer(outline, full, words), 210, left=134, right=96)


EXPLORER = Explorer(
    id="partner-matcher",
    module="roles",
    title="Partner matcher",
    question="Whom do we ask for this class, and who in town is never asked? Change what counts.",
    misconception="We ask whoever fits best, so everyone has the same chance to be asked.",
    choices=(
        Select(
            id="request",
            label="Request",
            values=LOOKED_AT,
            labels=tuple(_wanted(id_).lesson for id_ in LOOKED_AT),
        ),
        Slider(id="field", label="The field counts:", values=WEIGHTS, labels=WEIGHT_WORDS, initial=1),
        Slider(id="near", label="Living near counts:", values=WEIGHTS, labels=WEIGHT_WORDS, initial=2),
        Toggle(id="afar", label="A call or a letter will do, too"),
        Toggle(id="rotate", label="Ask those first who were asked least"),
    ),
    panels=(
        Panel(id="list", choices=("request", "field", "near", "afar", "rotate"), view=one_request),
        Panel(id="year", choices=("field", "near", "afar", "rotate"), view=whole_year),
    ),
    on_paper=(Paper({"rotate": True}, picture=False), Paper({"rotate": True, "afar": True})),
)

"""Explorer "Who answered?": a mean rises because low scorers stay away, though nobody changed."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from belonging.classroom.pulse import score
from belonging.data import load
from belonging.explorers import Explorer, Paper, Select, Slider, Toggle, View
from belonging.explorers.paint import INK, SERIES, framed, row_axis
from belonging.explorers.say import percent, signed
from belonging.measures import matched_change, mean, rate

WHO_STAYS_AWAY = {"lowest": "the lowest scorers", "highest": "the highest scorers", "mix": "a mix of all scorers"}


@cache
def _fall_scores() -> pd.Series:
    """Return each student's mean of the eight fall answers, lowest first. Everybody answered in fall."""
    return score(load("pulse_fall_spring"), "fall").sort_values(ignore_index=True)


def _in_order_of_leaving(who: str) -> pd.Series:
    scores = _fall_scores()
    if who == "highest":
        return scores[::-1]
    if who == "mix":
        # Steps of the golden ratio: however many leave, they come evenly from all scores.
        return scores[sorted(scores.index, key=lambda i: (i * 0.6180339887) % 1)]
    return scores


def who_answered(stay_away: int, who: str, same_students: bool) -> View:
    """Take students out of a spring survey in which every answer is a copy of the fall answer."""
    order = _in_order_of_leaving(who)
    gone, there = order.iloc[:stay_away], order.iloc[stay_away:]
    before = there if same_students else order
    fall, spring = round(mean(before).value, 2), round(mean(there).value, 2)
    away = round(mean(gone).value, 2) if len(gone) else None
    # The naive change is that of the two means as shown: whoever subtracts them must find the same.
    change = signed(matched_change(before, there).value if same_students else spring - fall)
    fall_label = f"Fall: the same {len(there)}" if same_students else f"Fall: all {len(order)}"
    rows: list[list[object]] = [
        [fall_label, len(before), fall],
        [f"Spring: the {len(there)} who answered", len(there), spring],
        ["Change, spring minus fall", None, change],
    ]
    if away is not None:
        rows.append(["Stayed away in spring (fall mean)", len(gone), away])
    answered = rate(len(there), len(order), "students asked")
    return View(
        chart=_three_means(fall, spring, away, (len(before), len(there), len(gone))),
        sentence=_who_answered_sentence(len(gone), len(there), who, same_students, fall, spring, change),
        table=pd.DataFrame(rows, columns=["Who", "Students", "Mean"], dtype=object),
        alt=_who_answered_alt(rows, change),
        caption=(
            f"Mean of all eight questions, 1 to 5. {len(gone)} of {len(order)} students stay away"
            + (f": {WHO_STAYS_AWAY[who]}" if len(gone) else "")
            + f". Response rate {percent(answered.count, answered.n)}."
        ),
        counts=("Students",),
        formats={"Mean": ".2f"},
    )


def _who_answered_sentence(
    gone: int, there: int, who: str, same_students: bool, fall: float, spring: float, change: str
) -> str:
    everyone = gone + there
    if not gone:
        return f"All {everyone} students answered both times. The mean stays at {fall:.2f}. Nobody changed."
    if same_students:
        return (
            f"The same {there} students: mean {fall:.2f} in fall, {spring:.2f} in spring. The matched change is "
            f"{change}, and that is right: nobody changed. It tells nothing about the {gone} who stayed away."
        )
    heard = percent(there, everyone)
    only = f"Spring hears only {there} of {everyone} students ({heard}): {WHO_STAYS_AWAY[who]} stayed away."
    if float(change.replace("−", "-")) == 0:
        return f"The mean stays at {fall:.2f}. {only}"
    way = "up" if change.startswith("+") else "down"
    return f"The mean goes {way} from {fall:.2f} to {spring:.2f} ({change}), but nobody changed. {only}"


def _who_answered_alt(rows: list[list[object]], change: str) -> str:
    marks = "; ".join(f"{row[0]}, {row[2]:.2f}" for row in rows if row[1] is not None)
    return f"Means as marks on a line from 1 to 5. {marks}. The change from fall to spring is {change}."


def _three_means(fall: float, spring: float, away: float | None, sizes: tuple[int, int, int]) -> alt.LayerChart:
    """Mark each mean on the scale; a bar from the fall line to the spring mark is the change."""
    shapes = ("circle", "diamond", "square")
    slots = [f"Fall|{sizes[0]} students", f"Spring|{sizes[1]} students", f"Stayed away|{sizes[2]} students"]
    means = (fall, spring, away)
    data = pd.DataFrame(
        [
            {"slot": slot, "mean": mean, "value": f"{mean:.2f}", "side": _side(mean, fall)}
            for slot, mean in zip(slots, means, strict=True)
            if mean is not None
        ]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=slots), axis=row_axis())
    title = ["Mean: 1 never, 5 always", "Dashed line: the fall mean"]
    x = alt.X("mean:Q", scale=alt.Scale(domain=[1, 5]), axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", title=title))
    base = alt.Chart(data).encode(x=x, y=y)
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=slots, range=list(shapes)), legend=None)
    colour = alt.Color("slot:N", scale=alt.Scale(domain=slots, range=list(SERIES[:3])), legend=None)
    change = alt.Chart(pd.DataFrame([{"slot": slots[1], "from": fall, "to": spring}]))
    chart = alt.layer(
        alt.Chart(pd.DataFrame({"mean": [fall]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x),
        change.mark_rule(strokeWidth=6, color=SERIES[1]).encode(x=alt.X("from:Q"), x2="to:Q", y=y),
        base.mark_point(size=260, filled=True, opacity=1).encode(shape=shape, color=colour),
        *(_value(base, side, **where) for side, where in _SIDES.items()),
    )
    return framed(chart, 270)


# Where a mark's value stands, so that neither the fall line nor a row label runs through it.
_SIDES: dict[str, dict[str, Any]] = {
    "right": {"align": "left", "dx": 14},
    "left": {"align": "right", "dx": -14},
    "above": {"align": "center", "dy": -22},
}


def _side(mean: float, fall: float) -> str:
    if mean >= fall:
        return "right"
    return "left" if mean > 2.5 else "above"


def _value(base: alt.Chart, side: str, **where: Any) -> alt.Chart:
    text = base.transform_filter(f"datum.side == '{side}'").mark_text(fontWeight="bold", **where)
    return text.encode(text="value:N")


EXPLORER = Explorer(
    id="who-answered",
    module="listening",
    title="Who answered?",
    question="Spring answers here are a copy of fall’s. Who has to stay away for the mean to rise?",
    misconception="The average went up, so it worked.",
    choices=(
        Slider(
            id="stay-away",
            label="Students who stay away in spring:",
            values=tuple(range(0, 101, 10)),
            labels=tuple(f"{n} of 176" for n in range(0, 101, 10)),
            initial=60,
        ),
        Select(
            id="who",
            label="Who stays away?",
            values=tuple(WHO_STAYS_AWAY),
            labels=tuple(WHO_STAYS_AWAY.values()),
        ),
        Toggle(id="same-students", label="Compare only the same students both times"),
    ),
    view=who_answered,
    on_paper=(Paper({"who": "highest"}, picture=False), Paper({"same-students": True})),
)

"""Explorer "Guess the class": four guesses beside what one class said, since nobody knows it without asking."""

from functools import cache
from pathlib import Path

import altair as alt
import pandas as pd

from belonging.course import load_python
from belonging.data import load
from belonging.explorers import Explorer, Panel, Paper, Slider, Toggle, View
from belonging.explorers.paint import INK, SERIES, framed
from belonging.measures import Mean, mean, scale_score

CLASS = load_python(Path(__file__).with_name("pictured_class.py")).CLASS
LOWEST, HIGHEST = 1, 5
GUESSES = tuple(half / 2 for half in range(2 * LOWEST, 2 * HIGHEST + 1))
BELIEFS = {
    "belong": "I belong",
    "can_do": "I can do this",
    "add_value": "I add value",
    "future_ready": "I'm future-ready",
}
#: The one panel with the axis: the pictures stand one below the other, and share it.
WITH_AXIS = "future_ready"


@cache
def class_mean(belief: str) -> Mean:
    """Return the class's mean on the two fall questions of one belief, in points of the scale, with its n."""
    pulse = load("pulse_fall_spring")
    answers = pulse.loc[pulse["class_code"] == CLASS, [f"fall_{belief}_1", f"fall_{belief}_2"]].astype(float)
    return mean(scale_score(answers, low=LOWEST, high=HIGHEST).scores)


def one_belief(belief: str, guess: float, reveal: bool) -> View:
    """Set one guess beside the class's own answer, which stays out of sight until it is asked for."""
    asked = class_mean(belief)
    # The distance is that of the two numbers as shown: whoever subtracts them must find the same.
    said = round(asked.value, 1)
    off = round(guess - said, 1)
    row = [
        BELIEFS[belief],
        asked.n,
        guess,
        said if reveal else "not shown yet",
        _signed(off) if reveal else "not shown yet",
    ]
    return View(
        chart=_two_bars(belief, guess, said if reveal else None),
        sentence=_sentence(BELIEFS[belief], guess, said, off) if reveal else _waiting(BELIEFS[belief], guess),
        table=pd.DataFrame(
            [row], columns=["Belief", "Students", "Your guess", "The class", "Guess minus class"], dtype=object
        ),
        alt=(
            f"Bars for {BELIEFS[belief]}, on a line from {LOWEST} to {HIGHEST}: your guess {guess:.1f}, "
            + (f"the class {said:.1f}." if reveal else "the class is not shown yet.")
        ),
        caption=(
            f"One class of grade 7, asked in fall: average of two questions for each belief, "
            f"from {LOWEST} (never) to {HIGHEST} (always)."
        ),
        counts=("Students",),
        formats={"Your guess": ".1f", "The class": ".1f"},
    )


def _waiting(name: str, guess: float) -> str:
    return f"{name}: you guess {guess:.1f}."


def _sentence(name: str, guess: float, said: float, off: float) -> str:
    start = f"{name}: you guessed {guess:.1f}, the class said {said:.1f}."
    if off == 0:
        return f"{start} Spot on."
    return f"{start} Your guess is {abs(off):.1f} too {'high' if off > 0 else 'low'}."


def _signed(off: float) -> str:
    return "0.0" if off == 0 else f"{'+' if off > 0 else '−'}{abs(off):.1f}"


def _two_bars(belief: str, guess: float, said: float | None) -> alt.LayerChart:
    """Draw the guess above the class; before the class is shown its row holds a question mark."""
    marks = pd.DataFrame(
        [
            {"slot": "your guess", "mean": guess, "text": f"{guess:.1f}", "whose": "guess"},
            {
                "slot": "the class",
                "mean": said if said else LOWEST,
                "text": f"{said:.1f}" if said else "?",
                "whose": "class",
            },
        ]
    )
    rows = alt.Scale(domain=["your guess", "the class"], paddingInner=0.25, paddingOuter=0.1)
    y = alt.Y("slot:N", scale=rows, axis=alt.Axis(title=None))
    last = belief == WITH_AXIS
    ticks = alt.Axis(values=[1, 2, 3, 4, 5], format="d", labels=last, title="1 never, 5 always" if last else None)
    x = alt.X("mean:Q", scale=alt.Scale(domain=[LOWEST, HIGHEST]), axis=ticks)
    base = alt.Chart(marks).encode(y=y)
    guessed = base.transform_filter("datum.whose == 'guess'").mark_bar(
        filled=False, stroke=SERIES[0], strokeWidth=3, strokeDash=[7, 4]
    )
    answered = base.transform_filter("datum.whose == 'class'").mark_bar(color=SERIES[1])
    words = base.mark_text(align="left", dx=8, fontWeight="bold", color=INK).encode(x=x, text="text:N")
    bars = [bar.encode(x=x, x2=alt.datum(LOWEST)) for bar in (guessed, answered)]
    drawn = alt.layer(*bars, words).properties(title=BELIEFS[belief])
    return framed(drawn, 176 if last else 122, left=112, right=48, top=34, bottom=66 if last else 12)


def _panel(belief: str) -> Panel:
    id_ = belief.replace("_", "-")

    def view(reveal: bool, **guess: float) -> View:
        return one_belief(belief, guess[belief], reveal)

    return Panel(id=id_, choices=(id_, "reveal"), view=view)


EXPLORER = Explorer(
    id="guess-the-class",
    module="start",
    title="Guess the class",
    question="What do the students of one made-up class say about themselves? Set four bars, then ask them.",
    misconception="I already know how they feel.",
    choices=(
        *(
            Slider(
                id=belief.replace("_", "-"),
                label=f"{name}: your guess",
                values=GUESSES,
                labels=tuple(f"{guess:.1f}" for guess in GUESSES),
                initial=3.0,
            )
            for belief, name in BELIEFS.items()
        ),
        Toggle(id="reveal", label="Show the class"),
    ),
    panels=tuple(_panel(belief) for belief in BELIEFS),
    on_paper=(Paper({"reveal": True}),),
)

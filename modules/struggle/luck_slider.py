"""Explorer "Luck slider": the lowest quarter rises and the highest sinks, though nobody does anything."""

import random
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from belonging.course import load_python
from belonging.explorers import Explorer, Paper, Select, Slider, Steps, View
from belonging.measures import correlation, mean, regression_to_mean

two_marks = load_python(Path(__file__).with_name("two_marks.py"))

STUDENTS, PICKED = 240, 60
MEAN, SD = 60.0, 14.0
DRAWS = 5
SEED = "luck-slider-1"  # its five draws are calm ones: a quarter picked by chance moves by less than two points
PICK = {"lowest": "the lowest quarter", "highest": "the highest quarter", "chance": "a quarter picked by chance"}


@cache
def _scores(luck: int, draw: int) -> tuple[tuple[float, float], ...]:
    """Return first and second score of each student: the same skill twice, and luck drawn anew.

    `luck` is its share of the spread (the variance), in percent, so that the spread of the scores stays the same.
    """
    chance = random.Random(f"{SEED}-{draw}")  # the same draws for every share of luck: only the mix changes
    skill, lucky = SD * (1 - luck / 100) ** 0.5, SD * (luck / 100) ** 0.5
    pairs = []
    for _ in range(STUDENTS):
        own, first, second = (chance.gauss(0, 1) for _ in range(3))
        pairs.append((MEAN + skill * own + lucky * first, MEAN + skill * own + lucky * second))
    return tuple(pairs)


def luck_slider(luck: int, pick: str, draw: int) -> View:
    """Pick a quarter by its first scores, do nothing, and look at its second scores."""
    scores = pd.DataFrame(_scores(luck, draw), columns=["first", "second"])
    picked = scores.iloc[_picked(scores["first"].to_numpy(), pick, draw)]
    all_first, all_second = mean(scores["first"]), mean(scores["second"])
    everyone = (all_first.value, all_second.value)
    expected = regression_to_mean(
        mean(picked["first"]).value,
        all_first.value,
        correlation(scores["first"], scores["second"]).value,
        second_mean=all_second.value,
        sd_ratio=all_second.sd / all_first.sd,
    )
    first, second = (round(mean(picked[time]).value, 1) for time in ("first", "second"))
    return View(
        chart=two_marks.two_means(
            (f"First|{PICKED} students", f"Second|the same {PICKED}"),
            (first, second),
            decimals=1,
            domain=(35, 85),
            ticks=[40, 50, 60, 70, 80],
            title=["Mean score", "Dashed: all. Ring: luck alone"],
            line=everyone[0],
            ring=expected.second_mean,
        ),
        sentence=_sentence(luck, pick, round(second - first, 1), round(expected.second_mean - first, 1)),
        table=_table(pick, everyone, (first, second), expected.second_mean),
        alt=(
            f"Two marks on a line of scores: {PICK[pick]} at {first:.1f} the first time and at {second:.1f} "
            f"the second. A dashed line marks all students at {everyone[0]:.1f}, a ring the mean that luck alone "
            f"predicts, {expected.second_mean:.1f}."
        ),
        caption=f"Mean scores, draw {draw} of {DRAWS}. Luck makes {luck}% of the spread. Nothing was done in between.",
        counts=("Students",),
    )


def _picked(first: "np.ndarray", pick: str, draw: int) -> list[int]:
    if pick == "chance":
        return random.Random(f"{SEED}-pick-{draw}").sample(range(STUDENTS), PICKED)
    order = [int(place) for place in np.argsort(first, kind="stable")]
    return order[:PICKED] if pick == "lowest" else order[-PICKED:]


def _table(pick: str, everyone: tuple[float, float], means: tuple[float, float], expected: float) -> pd.DataFrame:
    all_first, all_second = (round(each, 1) for each in everyone)
    expected = round(expected, 1)
    rows = [
        ["All students", STUDENTS, _both(all_first, all_second), _points(all_second - all_first)],
        [PICK[pick].capitalize(), PICKED, _both(*means), _points(means[1] - means[0])],
        ["Predicted by luck alone", PICKED, _both(means[0], expected), _points(expected - means[0])],
    ]
    return pd.DataFrame(rows, columns=["Who", "Students", "First, second", "Change"])


def _both(first: float, second: float) -> str:
    """Write both means in one cell: with a column each the table would be too wide for a phone."""
    return f"{first:.1f}, {second:.1f}"


def _points(change: float) -> str:
    text = f"{abs(change):.1f}"
    return text if float(text) == 0 else ("+" if change > 0 else "−") + text


def _sentence(luck: int, pick: str, change: float, expected: float) -> str:
    who = PICK[pick][0].upper() + PICK[pick][1:]
    if not luck:
        return f"{who} scores just the same again. With no luck in a score, nobody moves: {_points(change)} points."
    if pick == "chance":
        return (
            f"{who} changes by {_points(change)} points. Nobody was picked for a bad day or a good one, "
            "so there is little to come back from."
        )
    way = "improves" if change > 0 else "declines"
    return f"{who} {way} by {abs(change):.1f} points, and nobody did anything. Luck alone predicts {_points(expected)}."


EXPLORER = Explorer(
    id="luck-slider",
    module="struggle",
    title="Luck slider",
    question="Made-up students write twice. Nothing happens in between. Who “improves”, and who “declines”?",
    misconception="The lowest students rose after our program, so the program worked.",
    choices=(
        Slider(
            id="luck",
            label="Share of the spread that is luck:",
            values=tuple(range(0, 61, 10)),
            labels=("none", *(f"{n}%" for n in range(10, 61, 10))),
            initial=40,
        ),
        Select(id="pick", label="Follow", values=tuple(PICK), labels=tuple(PICK.values())),
        Steps(
            id="draw",
            label="Redraw",
            values=tuple(range(1, DRAWS + 1)),
            labels=tuple(f"Draw {n} of {DRAWS}" for n in range(1, DRAWS + 1)),
        ),
    ),
    view=luck_slider,
    on_paper=(Paper({"luck": 0}, picture=False), Paper({"pick": "highest"})),
)

"""Explorer "The grade 6 drop": one table, three ways to read it, three sizes of the drop."""

import math
from functools import cache
from pathlib import Path

import pandas as pd

from belonging.course import load_python
from belonging.data import load
from belonging.explorers import Explorer, Paper, Select, Slider, View
from belonging.explorers.say import signed
from belonging.measures import mean

two_marks = load_python(Path(__file__).with_name("two_marks.py"))

WAYS = {
    "snapshot": "two grades in one year",
    "cohort": "one cohort, whoever answered",
    "same": "one cohort, the same students",
}
FOLLOWED, BEHIND = 1, 2  # the cohort that is followed, and the one that is a grade below it in every year


@cache
def _scores() -> pd.DataFrame:
    """Return one row per student and one column per grade; empty where a student did not answer."""
    return load("grade_trend").pivot(index=["cohort", "student"], columns="grade", values="score")


def grade_six_drop(way: str, grade: int) -> View:
    """Compare a grade with the one before it in one of three ways."""
    followed = _scores().loc[FOLLOWED]
    before, after = followed[grade - 1].dropna(), followed[grade].dropna()
    if way == "same":
        both = followed[[grade - 1, grade]].dropna()
        before, after = both[grade - 1], both[grade]
    elif way == "snapshot":
        before = _scores().loc[BEHIND][grade - 1].dropna()
    means = (_shown(before), _shown(after))
    change = signed(means[1] - means[0])
    cohorts = (BEHIND if way == "snapshot" else FOLLOWED, FOLLOWED)
    rows: list[list[object]] = [
        [f"Grade {grade - 1}, cohort {cohorts[0]}", len(before), means[0]],
        [f"Grade {grade}, cohort {cohorts[1]}", len(after), means[1]],
        ["Difference", None, change],
    ]
    return View(
        chart=two_marks.two_means(
            (f"Grade {grade - 1}|{len(before)} students", f"Grade {grade}|{len(after)} students"),
            means,
            decimals=2,
            domain=(2.5, 4.5),
            ticks=[3, 4],
            title=["Mean answer, from 1 to 5", f"Dashed line: grade {grade - 1}"],
            line=means[0],
        ),
        sentence=_sentence(way, grade, change, len(before), len(after)),
        table=pd.DataFrame(rows, columns=["Who", "Students", "Mean"], dtype=object),
        alt=(
            f"Two marks on a line of mean answers: grade {grade - 1} at {means[0]:.2f} and grade {grade} at "
            f"{means[1]:.2f}, a difference of {change}."
        ),
        caption=f"Mean answer, 1 to 5: {WAYS[way]}. Each cohort has 80 students. Cohort 1 reaches grade {grade} in "
        f"year {grade - 2}.",
        counts=("Students",),
        formats={"Mean": ".2f"},
    )


def _shown(scores: pd.Series) -> float:
    """Return a mean as shown, halves rounded up; the difference is that of the two means as shown."""
    return math.floor(mean(scores).value * 100 + 0.5) / 100


def _sentence(way: str, grade: int, change: str, before: int, after: int) -> str:
    moved = f"From grade {grade - 1} to grade {grade} the difference is {change}."
    if way == "snapshot":
        return f"{moved} But these are two cohorts in one year: no child is in both marks."
    if way == "cohort":
        who = f"{before} answered, then {after}"
        same = " They need not be the same students." if before != after else " They may not be the same students."
        return f"{moved} This is one cohort, and {who}.{same}"
    return f"{moved} These are the same {before} students both times. It says nothing of those who did not answer."


EXPLORER = Explorer(
    id="grade-six-drop",
    module="struggle",
    title="The grade 6 drop",
    question="One made-up survey, three ways to read it. How large is the drop, and what is it made of?",
    misconception="By grade 6 students' interest has dropped, the chart shows it.",
    choices=(
        Select(id="way", label="Compare", values=tuple(WAYS), labels=tuple(WAYS.values())),
        Slider(
            id="grade",
            label="Set beside the grade before:",
            values=tuple(range(4, 10)),
            labels=tuple(f"grade {n}" for n in range(4, 10)),
            initial=6,
        ),
    ),
    view=grade_six_drop,
    on_paper=(Paper({"way": "cohort"}, picture=False), Paper({"way": "same"})),
)

"""Explorer "Item fixer": the same made-up students answer a plain question and a faulty one, and the result moves.

How often a student slips on each fault is our assumption, stated in the caption: this shows how a fault can work, not
how large it is in a real class.
"""

import random
from dataclasses import dataclass
from functools import cache

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Paper, Select, Toggle, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.explorers.say import percent

STUDENTS = 1000
SEED = "item-fixer"
# Spread and likeness follow two questions on one belief in the ninth-grade survey HSLS:09: a standard deviation of
# nearly a third of the scale, piles at both ends, and a correlation near .73 between the two.
SPREAD = 1.35
LIKENESS = 0.8

OTHER_HALF = 2  # one in so many answers the other half of a double question
LEANS = 4  # one in so many leans to agree, by one box
MISSES_NOT = 6  # one in so many reads past the "not"
MISSES_TWO = 3  # ... and past two negatives, "disagree" with a "not"

HOW_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
AGREEMENT = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")


@dataclass(frozen=True)
class Question:
    """One question in all its wordings, and where students stand: mean levels for it and for a second half."""

    label: str
    stands: float
    other_stands: float
    wordings: dict[tuple[bool, bool, bool], str]  # (double, agree, negative)


QUESTIONS = {
    "ideas": Question(
        "whose ideas get used",
        2.8,
        3.5,
        {
            (False, False, False): "In group work, how often do others use your ideas?",
            (True, False, False): "In group work, how often do others use your ideas and make room for you?",
            (False, True, False): "In group work, others use my ideas.",
            (True, True, False): "In group work, others use my ideas and make room for me.",
            (False, False, True): "In group work, how often are your ideas not used?",
            (True, False, True): "In group work, how often are your ideas not used and you are left out?",
            (False, True, True): "In group work, my ideas are not used.",
            (True, True, True): "In group work, my ideas are not used and I am left out.",
        },
    ),
    "hard": Question(
        "going on when work is hard",
        3.3,
        2.5,
        {
            (False, False, False): "When the work gets hard, how often do you find a way to go on?",
            (True, False, False): "When the work gets hard, how often do you find a way to go on and like doing it?",
            (False, True, False): "When the work gets hard, I find a way to go on.",
            (True, True, False): "When the work gets hard, I find a way to go on and I like doing it.",
            (False, False, True): "When the work gets hard, how often do you not find a way to go on?",
            (True, False, True): "When the work gets hard, how often do you not find a way to go on and dislike it?",
            (False, True, True): "When the work gets hard, I do not find a way to go on.",
            (True, True, True): "When the work gets hard, I do not find a way to go on and I dislike it.",
        },
    ),
}


@cache
def _students(question: str) -> tuple[tuple[int, int, float, float, float], ...]:
    """Draw each student once: level, level for the second half, and three draws that decide where they slip."""
    chance = random.Random(f"{SEED}-{question}")
    asked = QUESTIONS[question]
    drawn = []
    for _ in range(STUDENTS):
        own = chance.gauss(0, 1)
        other = LIKENESS * own + (1 - LIKENESS**2) ** 0.5 * chance.gauss(0, 1)
        levels = [
            min(5, max(1, round(mean + SPREAD * z))) for mean, z in ((asked.stands, own), (asked.other_stands, other))
        ]
        drawn.append((levels[0], levels[1], chance.random(), chance.random(), chance.random()))
    return tuple(drawn)


@cache
def answers(question: str, double: bool, agree: bool, negative: bool) -> tuple[int, ...]:
    """Return each student's answer, 1 to 5, turned round where the wording is negative, so that 5 is always high."""
    given = []
    for level, other, half, lean, miss in _students(question):
        meant = other if double and half < 1 / OTHER_HALF else level
        misses = negative and miss < 1 / (MISSES_TWO if agree else MISSES_NOT)
        # What they mark on the paper: under a "not", a high standing is a low mark, unless they read past it.
        mark = 6 - meant if negative and not misses else meant
        if agree and lean < 1 / LEANS:
            mark = min(5, mark + 1)
        given.append(6 - mark if negative else mark)
    return tuple(given)


def item_fixer(question: str, double: bool, agree: bool, negative: bool) -> View:
    """Let the same students answer the plain question and the one with the chosen faults."""
    plain, now = answers(question, False, False, False), answers(question, double, agree, negative)
    rows: list[list[object]] = [
        [_answer(level), plain.count(level), now.count(level)] for level in range(len(HOW_OFTEN), 0, -1)
    ]
    high = [sum(answer >= 4 for answer in given) for given in (plain, now)]
    moved = sum(a != b for a, b in zip(plain, now, strict=True))
    rows.append(["Share with 4 or 5", *(percent(number, STUDENTS) for number in high)])
    rows.append(["Got another number than before", None, moved])
    wording = QUESTIONS[question].wordings[double, agree, negative]
    return View(
        chart=_bars(plain, now),
        sentence=_sentence(wording, agree, high, moved),
        table=pd.DataFrame(rows, columns=["Answer", "Plain question", "This wording"], dtype=object),
        alt=_alt(plain, now),
        caption=_caption(double, agree, negative),
        counts=("Plain question", "This wording"),
    )


def _answer(level: int) -> str:
    return f"{level}, {('lowest', 'low', 'middle', 'high', 'highest')[level - 1]}"


def _sentence(wording: str, agree: bool, high: list[int], moved: int) -> str:
    scale = AGREEMENT if agree else HOW_OFTEN
    asked = f"It reads: “{wording}” ({scale[0]} to {scale[-1].lower()}.)"
    before, after = (percent(number, STUDENTS) for number in high)
    if not moved:
        return f"{asked} {before} give a 4 or 5. Now switch on a fault. The students stay the same."
    change = (
        f"The share with 4 or 5 stays at {before}, yet {moved} students get another number."
        if before == after
        else f"The share with 4 or 5 goes from {before} to {after}, and {moved} students get another number."
    )
    return f"{asked} {change} Not one of them feels different."


def _caption(double: bool, agree: bool, negative: bool) -> str:
    slips = []
    if double:
        slips.append(f"1 in {OTHER_HALF} answers the other half")
    if agree:
        slips.append(f"1 in {LEANS} leans to agree by one box")
    if negative:
        slips.append(f"1 in {MISSES_TWO if agree else MISSES_NOT} reads past the “not”")
    said = f"We assume: {'; '.join(slips)}." if slips else "The plain question: no slips."
    turned = " The numbers of the “not” question are turned round, so 5 is always high." if negative else ""
    return f"Simulated answers of {STUDENTS} made-up students. {said}{turned}"


def _alt(plain: tuple[int, ...], now: tuple[int, ...]) -> str:
    def shares(given: tuple[int, ...]) -> str:
        return ", ".join(f"{given.count(level)} answer {level}" for level in range(5, 0, -1))

    if plain == now:
        return f"Bars for the answers to the plain question: {shares(plain)}."
    return f"Bars for this wording: {shares(now)}. Diamonds mark the plain question: {shares(plain)}."


def _bars(plain: tuple[int, ...], now: tuple[int, ...]) -> alt.LayerChart:
    slots = [_answer(level).replace(", ", "|") for level in range(5, 0, -1)]
    data = pd.DataFrame(
        [
            {"slot": slot, "now": now.count(level) / STUDENTS * 100, "plain": plain.count(level) / STUDENTS * 100}
            for slot, level in zip(slots, range(5, 0, -1), strict=True)
        ]
    )
    title = ["Share of 1000 students", "Diamond: the plain question"]
    labels = "datum.value % 20 ? '' : datum.value + '%'"
    x = alt.X(
        "now:Q",
        scale=alt.Scale(domain=[0, 45]),
        axis=alt.Axis(values=[0, 10, 20, 30, 40], labelExpr=labels, title=title),
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=slots, paddingInner=0.35), axis=row_axis())
    base = alt.Chart(data).encode(y=y)
    chart = alt.layer(
        # the mark of the plain question stands below the bar, never on it: it must be seen in either theme
        base.mark_bar(color=SERIES[0], size=20, yOffset=-8).encode(x=x),
        base.mark_point(shape="diamond", size=150, filled=True, opacity=1, color=SERIES[1], yOffset=13).encode(
            x=alt.X("plain:Q")
        ),
    )
    return framed(chart, 320, left=88, right=24)


EXPLORER = Explorer(
    id="item-fixer",
    module="beliefs",
    title="Item fixer",
    question="Take one plain survey question and put the usual faults into it. What happens to the answers "
    "when no student changes at all?",
    misconception="Any question will do.",
    choices=(
        Select(
            id="question",
            label="The question is about",
            values=tuple(QUESTIONS),
            labels=tuple(question.label for question in QUESTIONS.values()),
        ),
        Toggle(id="double", label="Ask two things at once"),
        Toggle(id="agree", label="Ask for agree or disagree"),
        Toggle(id="negative", label="Put a “not” in it"),
    ),
    view=item_fixer,
    on_paper=(Paper({"double": True}, picture=False), Paper({"agree": True}, picture=False), Paper({"negative": True})),
)

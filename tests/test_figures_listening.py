"""Every figure that the prose of `listening` prints is recomputed here; a number nobody accounts for is an error."""

import re

import pandas as pd
import pytest

from belonging.classroom.pulse import answered as who_answered
from belonging.classroom.pulse import both_means, score
from belonging.course import load_python, module
from belonging.data import load, to_number
from belonging.lesson.evidence import claim
from belonging.measures import matched_change, naive_change
from belonging.privacy import MINIMUM as K
from figures import markdown_of, prose_of, unaccounted

WORDS = {2: "two", 4: "four", 5: "five", 6: "six", 8: "eight"}


@pytest.fixture(scope="module")
def pulse() -> pd.DataFrame:
    return load("pulse_fall_spring")


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


# --- What the lesson says about the school -------------------------------------------------------------------------


def from_the_school(pulse: pd.DataFrame) -> dict[str, str]:
    """Everything the prose says about the sample data, as it must read; the values are all computed."""
    answered = who_answered(pulse)
    fall, spring = score(pulse, "fall"), score(pulse, "spring")
    c1, c4, eight = (pulse["class_code"] == "C1"), (pulse["class_code"] == "C4"), (pulse["grade"] == 8)
    asked, heard = int(c1.sum()), int((c1 & answered).sum())
    six = pulse["grade"] == 6
    by_class = answered[six].groupby(pulse["class_code"][six]).mean().sort_values()
    add_value = pulse[[c for c in pulse.columns if "add_value" in c or c == "student"]]
    belief = {time: score(add_value, time) for time in ("fall", "spring")}
    own = matched_change(fall, spring)
    moves = (spring - fall).dropna()
    answers = pulse.filter(regex="^spring_").apply(to_number)
    straight = int((answers[answered].nunique(axis=1) == 1).sum())
    twice = pulse[pulse["student"].duplicated(keep=False)]
    assert twice["student"].nunique() == 1
    sizes = pulse.groupby("group").size()
    sd = fall.std()
    g8 = both_means(pulse[eight])
    often = next(answer for answer in pulse[c4 & answered]["spring_belong_1"].unique() if answer.startswith("4"))
    first, last = by_class.index[0], by_class.index[-1]
    assert own.n == len(moves)
    return {
        "students": f"In the fall, {len(pulse)} middle school students answered {_items(pulse)} short questions",
        "scale": f"runs from {answers.min().min():.0f} (never) to {answers.max().max():.0f} (always), and a student's"
        f" score is the mean of the {_items(pulse)}",
        "beliefs": f"The {_items(pulse)} questions cover {WORDS[_beliefs(pulse)]} beliefs, two questions each",
        "names of beliefs": f"The names of the {WORDS[_beliefs(pulse)]} beliefs",
        "c1": f"In class C1, {asked} students were asked in the spring and {heard} answered.",
        "c1 rate": f"{heard} divided by {asked} is {heard / asked:.0%}".replace("%", " percent."),
        "c1 line": f"“{heard} of {asked} students answered ({heard / asked:.0%}).”".replace("“", '"').replace("”", '"'),
        "c1 missing": f"did not reach {asked - heard} of the {asked} students in class C1",
        "c4": f"The spring answers of class C4 read {often} where the others read {often[0]}.",
        "c4 lost": f"then {int((c4 & answered).sum())} students who did answer count as silent",
        "by class": f"In grade 6 alone, the spring response rate runs from {by_class.iloc[0]:.0%} in class {first} to"
        f" {by_class.iloc[-1]:.0%} in class {last}".replace("%", " percent"),
        "one belief": f"The naive change is {signed(naive_change(belief['fall'], belief['spring']).value)}; the matched"
        f" change is {signed(matched_change(belief['fall'], belief['spring']).value)}.",
        "moves": f"Over all {_items(pulse)} questions, {(moves > 0).sum()} of the students who answered twice went up,"
        f" {(moves < 0).sum()} went down and {(moves == 0).sum()} stayed just where they were.",
        "twice": f"The code {twice['student'].iloc[0]} belongs to {WORDS[twice['class_code'].nunique()]} students in"
        " different classes.",
        "straight": f"In the spring, {WORDS[straight]} students gave one answer to all {_items(pulse)} questions.",
        "spread": f"have a standard deviation of about {sd:.1f} points, so that is about {swing(25) * sd:.1f} points",
        "small groups": f"{WORDS[int((sizes < 5).sum())].capitalize()} of the {WORDS[len(sizes)]} groups in our school"
        " have fewer than five students.",
        "grade 8": f'"{g8.n_spring} of {g8.n_fall} eighth graders answered in the spring'
        f" ({g8.n_spring / g8.n_fall:.0%}). Among those, scores moved by {signed(g8.spring_of_both - g8.fall_of_both)}"
        " points on a five-point scale, no more than luck can do.",
        "grade 8 naive": f'"Belonging in grade 8 rose by {g8.spring - g8.fall:.2f}, thanks to advisory."',
    }  # fmt: skip


def _items(pulse: pd.DataFrame) -> str:
    return WORDS[pulse.filter(regex="^fall_").shape[1]]


def _beliefs(pulse: pd.DataFrame) -> int:
    return len({name.rsplit("_", 1)[0] for name in pulse.columns if name.startswith("fall_")})


def swing(n: int) -> float:
    """Half the width of the 95% interval of a mean of n, in standard deviations."""
    return 1.96 / n**0.5


# --- Worked examples, and what is said about the pictures and the rules --------------------------------------------


def from_examples() -> dict[str, str]:
    """The made-up examples, their results computed from what they say."""
    cells, total = (14, 12, 18), 50
    hidden = total - sum(cells)
    table = class_of_four()
    naive = naive_change(table["fall"], table["spring"])
    spring, fall = table["spring"].dropna(), table["fall"]
    asked, heard, often = 28, 24, 11
    before, after = (12, 23), (13, 24)
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1], "one late answer, and it was a yes"
    draws, sizes, away = _explorer_choices()
    assert {5, min(sizes), max(sizes)} <= set(sizes)
    assert 60 in away
    return {
        "robotics": f"in four homerooms: {cells[0]}, {cells[1]}, a hidden number, and {cells[2]}. The last line says"
        f' “Total: {total}”. The hidden number is under {K}',
        "robotics solved": f"{cells[0]}, {cells[1]} and {cells[2]} make {sum(cells)}, and {total} minus {sum(cells)} is"
        f" {hidden}.",
        "robotics mended": f"you would hide the {hidden} and also the {min(cells)}. Then a reader learns that the two"
        f" homerooms have {hidden + min(cells)} between them",
        "four, spring": "Spring: " + "{:.0f}, {:.0f} and {:.0f}".format(*spring)
        + f" make an average of {spring.mean():.1f}.",
        "four, fall": "Fall: " + "{:.0f}, {:.0f}, {:.0f} and {:.0f}".format(*sorted(fall))
        + f" make an average of {fall.mean():.1f}.",
        "four, naive": f"The naive change is {naive.value:+.1f}. Half a point on a five-point scale",
        "four, matched": f"0, +1 and −1. The average of these is {matched_change(fall, table['spring']).value:.1f}."
        f" All of the {naive.value:+.1f} came from Ari's empty chair.",
        "note": f"{heard} of {asked} answered the exit ticket ({heard / asked:.0%}).",
        "note, seen": f"{often} of the {heard} said",
        "note, chance": f"With {heard} answers, two or three more would change the picture",
        "late answer": "says that {} of {} students agreed.".format(*before),
        "late answer, after": "on Wednesday it says {} of {}.".format(*after),
        "two crowds": '"In the fall 24 of 26 students answered, in the spring 17 of 26.',
        "many classes": f"Suppose you could ask many classes of 25 drawn from one large school where every class truly"
        f" feels the same. Their averages would still differ. Most of them, 95 in 100, would land within about"
        f" {swing(25):.1f} of a standard deviation of the truth",
        "two sections": '"Our two sections differ by 0.2 points. With about 25 students each, that is well inside',
        "house rule": "When fewer than 70 percent answered, the report must have a sentence on who is missing. The line"
        " at 70 is our own choice, and passing it proves nothing: a survey that reaches 90 percent can still miss",
        "house rule again": "Below 70 percent, one sentence says who is missing",
        "denominators": '"96 percent finished the survey!" Look closely, and it is 96 percent of those who opened',
        "more than": '"We heard from more than 100 students." More than 100 of how many?',
        "smallest": f"We use {K} too.",
        "merge": f"until each holds {K} or more.",
        "checks": f"and no group under {K} is shown.",
        "monday": f"Circle every number that stands for fewer than {K} students.",
        "extremes": 'are shown as a range, such as "95% or more"',
        "section": '"All 14 students in section 3 said they never speak in labs"',
        "move": "stop at 60.",
        "sixty": "Let 60 of the lowest scorers stay away.",
        "draws": f"until you have seen all {WORDS[draws]} draws.",
        "five": f'Set Group D to 5. Under "The report", choose to hide groups under {K}, with no totals.',
        "one in nine": f"about 1 student in {round(100 / 11.5)} gave the lowest answer to both",
        "one in ten": f"about 1 in {round(100 / 9.6)} gave the highest to both",
    }  # fmt: skip


def class_of_four() -> pd.DataFrame:
    """Read the small class from the table that the lesson prints."""
    rows = re.findall(r"^\| (\w+) \| (\d) \| (\d|no answer) \| (.+?) \|$", markdown_of("listening"), re.MULTILINE)
    assert [row[0] for row in rows] == ["Ari", "Bo", "Cam", "Dee"]
    table = pd.DataFrame(rows, columns=["student", "fall", "spring", "own"])
    table["fall"] = table["fall"].astype(float)
    table["spring"] = pd.to_numeric(table["spring"], errors="coerce")
    own = (table["spring"] - table["fall"]).map(lambda d: "unknown" if pd.isna(d) else f"{d:+.0f}".replace("+0", "0"))
    assert own.str.replace("-", "−").tolist() == table["own"].tolist()
    return table


def _explorer_choices() -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    explorers = {e.id: e for e in load_python(module("listening").folder / "explorers.py").EXPLORERS}
    small = {choice.id: choice for choice in explorers["tiny-groups"].choices}
    who = {choice.id: choice for choice in explorers["who-answered"].choices}
    return len(small["draw"].values), small["group-size"].values, who["stay-away"].values


# --- The tests -----------------------------------------------------------------------------------------------------


def test_every_figure_about_the_school_is_the_one_the_data_give(pulse: pd.DataFrame) -> None:
    lesson = prose_of("listening")
    for name, words in from_the_school(pulse).items():
        assert words in lesson, name


def test_every_worked_example_adds_up() -> None:
    lesson = prose_of("listening")
    assert '"95% or more"' in claim("ends-of-scale").limit, "the range is our own choice, and the ledger says so"
    for name, words in from_examples().items():
        assert words in lesson, name


def test_no_number_stands_in_the_prose_unaccounted_for(pulse: pd.DataFrame) -> None:
    # names of classes, grades and the cells of the class of four, read and checked above
    names = r"\bclass C[1-8]\b|\bClass C1\b|\bgrade [678]\b|\b(?:Ari|Bo|Cam|Dee) \d \S+(?: answer)? \S+"
    left = unaccounted("listening", [*from_the_school(pulse).values(), *from_examples().values()], names)
    assert not left, "\n".join(left)


def test_a_wrong_number_would_be_found(pulse: pd.DataFrame) -> None:
    assert from_the_school(pulse)["moves"].replace("49", "50") not in prose_of("listening")


def test_what_is_said_without_a_number_holds_too(pulse: pd.DataFrame) -> None:
    answered, fall, spring = who_answered(pulse), score(pulse, "fall"), score(pulse, "spring")
    missing = int((~answered).sum())
    assert abs(missing - 60) <= 5, "close to that many were missing from our spring survey"
    assert answered.sum() > 100, "more than 100 students"
    assert 0.30 <= missing / len(pulse) <= 0.37, "a third of it missing the second time"
    assert spring.mean() > fall.mean(), "the average went up"
    own = matched_change(fall, spring)
    assert own.interval.low < 0 < own.interval.high, "close to nothing"
    assert abs(own.value) < 0.01, "close to nothing"
    eight = pulse["grade"] == 8
    grade8 = matched_change(fall[eight], spring[eight])
    assert grade8.interval.low < 0 < grade8.interval.high, "no more than luck can do"
    assert fall[eight & ~answered].mean() < fall[eight & answered].mean() - 0.2, "they scored lower in the fall"
    assert fall.std() * (2 / 25) ** 0.5 * 1.96 > 0.2, "0.2 points between two classes is well inside luck"
    assert own.sd > 0.3, "people have good and bad days"


def test_no_printed_group_of_our_school_is_below_the_minimum(pulse: pd.DataFrame) -> None:
    # C1, C4, the classes of grade 6 and the whole of grade 8 are the groups whose counts the lesson prints.
    answered = who_answered(pulse)
    counts = answered.groupby(pulse["class_code"]).agg(["size", "sum"])
    shown = counts.loc[["C1", "C2", "C3", "C4"]]
    assert (shown >= K).all().all()
    assert (shown["size"] - shown["sum"]).loc["C1"] >= K
    assert answered[pulse["grade"] == 8].sum() >= K

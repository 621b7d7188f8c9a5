"""Every figure that the prose of `access` prints is recomputed here; a number nobody accounts for is an error."""

import re

import pandas as pd
import pytest

from belonging.classroom.access import TO, reversal, share, total, with_sections
from belonging.data import load
from belonging.exercise import load as load_exercise
from belonging.explorers import load as explorers
from belonging.explorers.still import cells
from belonging.lesson.evidence import claim
from belonging.measures import Steps, decompose_gap, mean, participation_ratio, rate, simpson_reversal
from belonging.tasks import Choice, Words
from figures import one_line, prose_of, unaccounted

DATA = load("access_enrollment")
WORDS = {2: "two", 3: "three", 5: "five"}


def percent(value: float) -> str:
    return f"{100 * value:.0f}"


def from_the_data() -> dict[str, str]:
    """What the lesson says about the five schools."""
    enrolled, said_yes = share(DATA, "B", "enrolled", "students"), share(DATA, "B", "enrolled", "offered")
    other = share(DATA, "A", "enrolled", "students")
    asked = [percent(share(DATA, group, "interested", "students").value) for group in "AB"]
    fir = DATA[DATA["school"] == TO]
    asked_fir, all_fir, offered_fir, enrolled_fir = (
        int(fir[name].sum()) for name in ("interested", "students", "offered", "enrolled")
    )
    schools = DATA.groupby("school")[["sections", "seats"]].first()
    few = int(schools.loc[["Elm", "Fir"], "sections"].sum())
    gap = f"{100 * reversal(DATA).overall:.1f}"
    expected = share(with_sections(DATA, 2, new=True), "B", "enrolled", "students").value
    assert (
        total(DATA, "B", "students") / 2
        < DATA[DATA["school"].isin(["Elm", "Fir"])].query("group == 'B'").students.sum()
    )
    assert round(offered_fir / all_fir, 2) == 0.2, "four in five had nothing to choose"
    return {
        "two rates": f"“{percent(said_yes.value)} percent of group B say yes to physics.” Another says:"
        f" “{percent(enrolled.value)} percent of group B are in physics.”",
        "example": f"Of {enrolled.n} students in group B, {enrolled.count} are enrolled:"
        f" {percent(enrolled.value)} percent.",
        "non-example": f"Participation is at {percent(said_yes.value)} percent.",
        "which": f"It could be {percent(said_yes.value)} percent of those offered",
        "gap": f"All together, group A is ahead by {gap} points. School by school, group B is ahead in all five.",
        "both": f"{percent(enrolled.value)} percent against {percent(other.value)}. Most of group B goes to Elm and"
        f" Fir, which run {few} of our {schools['sections'].sum()} sections.",
        "asked": f"even a little more: {asked[1]} percent against {asked[0]}.",
        "fir": f"At Fir, {asked_fir} of {all_fir} juniors and seniors asked for physics. {offered_fir} were offered it,"
        f" and {enrolled_fir} enrolled.",
        "seats": f"{asked_fir} students at Fir put physics on their form. We have room for {schools.loc[TO, 'seats']}.",
        "move": f"Three of the {schools['sections'].sum()} sections move from Ash to Fir, and nobody’s wishes change."
        f" What happens to the gap of {gap} points",
        "lever": f"group B is at {percent(expected)} percent by October, not at {percent(enrolled.value)}.",
    }


def small_table() -> pd.DataFrame:
    """The table of two schools, as the lesson prints it."""
    rows = []
    for school in ("School with many sections", "School with few sections"):
        (line,) = re.findall(rf"\| {school} \| (\d+) of (\d+) \(\d+%\) \| (\d+) of (\d+) \(\d+%\) \|", lesson())
        a, n_a, b, n_b = map(int, line)
        rows += [(school, "A", a, n_a), (school, "B", b, n_b)]
    return pd.DataFrame(rows, columns=["school", "group", "enrolled", "students"])


def lesson() -> str:
    from belonging.course import module

    return module("access").lesson.read_text(encoding="utf-8")


def from_the_small_cases() -> dict[str, str]:
    """What the lesson works out by hand."""
    table = small_table()
    turned = simpson_reversal(table, stratum="school", group="group", count="enrolled", n="students", a="A", b="B")
    assert turned.reversed
    cells_ = {}
    for name, part in (("School with many sections", table[:2]), ("School with few sections", table[2:])):
        cells_[name] = [str(rate(a, n, "x")).replace(" x", "") for a, n in part[["enrolled", "students"]].to_numpy()]
    sums = table.groupby("group")[["enrolled", "students"]].sum()
    cells_["Both together"] = [str(rate(a, n, "x")).replace(" x", "") for a, n in sums.to_numpy()]
    turn = {name: " ".join([name, *map(_turned, both)]) for name, both in cells_.items()}
    first, second = (round(-100 * gap) for gap in turned.by_stratum.values())
    one, two = rate(50, 100, "students"), rate(10, 50, "students")
    parts = decompose_gap(Steps(100, 80, 40), Steps(100, 40, 20))
    women = participation_ratio(0.35, 0.51).value
    return {
        **turn,
        "gaps": f"Group B is ahead by {first} points in one school and by {second} points in the other. Group A is"
        f" ahead by {100 * turned.overall:.0f} points all together.",
        "one": f"School one has {one.n} students of a group, and {one.count} are enrolled:"
        f" {percent(one.value)} percent.",
        "two": f"School two has {two.n}, and {two.count} are enrolled: {percent(two.value)} percent.",
        "mean": f"The mean of the two rates is {percent(mean(pd.Series([one.value, two.value])).value)} percent.",
        "whole": f"But {one.count + two.count} of {one.n + two.n} students are enrolled, and that is"
        f" {percent((one.count + two.count) / (one.n + two.n))} percent.",
        "ratio": f"and you get {women:.2f}. This is a participation ratio, where 1 would mean",
        "index": f"and you get {participation_ratio(0.08, 0.16).value:.2f}, the composition index: half",
        "split a": "In group A 80 percent are offered the course, and half of those say yes: 40 percent are enrolled.",
        "split b": "In group B 40 percent are offered it, and half say yes: 20 percent are enrolled.",
        "split gap": f"The gap is {100 * parts.gap:.0f} points.",
        "split offer": f"The offer makes 40 points times 50 percent, which is {100 * parts.offer:.0f} points.",
        "split uptake": f"The uptake makes {100 * parts.uptake:.0f} points times 60 percent, which is nothing.",
        "memo": f"Your memo has about {memo_words()} words",
    }


def _turned(rate_: str) -> str:
    """Turn `60% (60 of 100)` into `60 of 100 (60%)`."""
    share_, counts = rate_.rstrip(")").split(" (")
    return f"{counts} ({share_})"


def memo_words() -> int:
    kind = load_exercise("access").task("access-memo").task.kind
    assert isinstance(kind, Words)
    return kind.words


def all_said() -> dict[str, str]:
    return from_the_data() | from_the_small_cases()


SAID = all_said()


@pytest.mark.parametrize("name", list(SAID))
def test_every_figure_is_the_one_that_is_computed(name: str) -> None:
    assert SAID[name] in prose_of("access")


def test_no_number_of_the_lesson_is_unaccounted_for() -> None:
    assert unaccounted("access", SAID.values(), r"\bgrade (?:8|1[012])\b|no count under 10\b") == []


def test_the_counts_of_the_lead_hold_in_the_picture() -> None:
    """Four rates, and who is ahead in each; moved sections, new sections, and the cost at Ash."""
    view = explorers("access")["unmix-schools"].view
    assert view is not None

    def rates(**chosen: object) -> tuple[float, float]:
        start = {"show": "enrolled", "apart": False, "sections": 0, "new": False, "same": False}
        a, b = (float(row[4].rstrip("%")) for row in cells(view(**(start | chosen)))[:2])
        return a, b

    ahead = {
        show: "A" if a > b else "B"
        for show in ("enrolled", "offered", "uptake", "interested")
        for a, b in [rates(show=show)]
    }
    assert ahead == {"enrolled": "A", "offered": "A", "uptake": "B", "interested": "B"}
    a, b = rates(sections=3)
    assert round(abs(a - b), 1) == 0.5, "half a point apart"
    a, b = rates(sections=3, new=True)
    assert 0.4 < (a - b) / 10.3 < 0.6, "cut to about half"
    a, b = rates(same=True)
    assert a - b > 10.3, "the district has a larger one"


def test_the_two_definitions_differ_as_the_lesson_says() -> None:
    says = claim("stem-two-counts").says
    wide, narrow = (float(each) for each in re.findall(r"(\d+\.\d) million", says))
    assert f"{wide / narrow:.1f} times" in says
    assert f"The first count is {wide / narrow:.1f} times the second" in prose_of("access")
    assert "one job in four, or one in sixteen" in prose_of("access")
    assert (round(1 / 0.24), round(1 / 0.063)) == (4, 16)


def test_the_reference_memo_holds_only_figures_of_the_data() -> None:
    memo = one_line(load_exercise("access").task("access-memo").task.reference_answer())
    counts = {}
    for school in ("Fir", "Ash"):
        here = DATA[DATA["school"] == school]
        counts[school] = {name: int(here[name].sum()) for name in ("students", "offered", "interested")}
    fir, ash = counts["Fir"], counts["Ash"]
    assert f"{fir['interested']} of {fir['students']} juniors and seniors" in memo
    assert f"{fir['offered']} of these {fir['students']} have a section that fits" in memo
    assert f"({percent(fir['offered'] / fir['students'])}%)" in memo
    assert f"at Ash {ash['offered']} of {ash['students']} ({percent(ash['offered'] / ash['students'])}%)" in memo
    now, then = (share(with_sections(DATA, n, new=True), "B", "enrolled", "students").value for n in (0, 2))
    assert f"from {percent(now)}% to about {percent(then)}%" in memo


def test_points_are_those_of_the_course_plan() -> None:
    tasks = [placed.task for placed in load_exercise("access").tasks]
    assert sum(task.points for task in tasks if not task.scored_by_person) == 9
    assert sum(task.points for task in tasks if task.scored_by_person) == 3


@pytest.mark.parametrize(
    ("task", "wrong", "words"),
    [
        ("find-reversal", "b", "just not interested"),
        ("find-reversal", "c", "at the same rate, so there is no gap"),
        ("pick-lever", "a", "campaign of posters"),
        ("pick-lever", "b", "same offer, so there is nothing to mend"),
    ],
)
def test_each_misconception_is_a_wrong_answer_with_words_of_its_own(task: str, wrong: str, words: str) -> None:
    found = load_exercise("access").task(task).task
    assert isinstance(found.kind, Choice)
    (option,) = [option for option in found.kind.options if option.key == wrong]
    assert words in option.text
    assert len(option.says.split()) > 15
    assert option.key != found.reference_answer()
    assert option.points == 0

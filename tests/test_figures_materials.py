"""Every figure that the prose of `materials` prints is counted again here; a number nobody accounts for is an error."""

import re

import pandas as pd
import pytest

from belonging.classroom.unit_figures import carrying, figures, parts
from belonging.course import load_python, module
from belonging.data import load
from belonging.lesson.evidence import claim
from belonging.unit_audit import LENSES, Figure, shares
from belonging.unit_audit.shares import PERCENT_FROM
from figures import markdown_of, prose_of, unaccounted

WORDS = {5: "five", 6: "six", 9: "nine", 10: "ten", 20: "twenty"}


@pytest.fixture(scope="module")
def tallied() -> list[Figure]:
    return figures(load("materials_audit"))


def of(found: tuple[int, int]) -> str:
    return f"{found[0]} of {found[1]}"


def whole(found: tuple[int, int]) -> str:
    return f"{100 * found[0] / found[1]:.0f}%"


def through(tallied: list[Figure]) -> dict[str, tuple[int, int]]:
    return {found.lens.id: (found.focus, found.n) for found in shares(tallied)}


# --- What the lesson says about the made-up year ---------------------------------------------------------------------


def from_the_year(tallied: list[Figure]) -> dict[str, str]:
    """Everything the prose says about the sample data, as it must read; the values are all counted."""
    carried = carrying(tallied)
    everyone, rest = through(tallied), through([f for f in tallied if f.part != carried.part])
    circuits = through([f for f in tallied if f.part == "Circuits"])["doing"]
    one_more = (circuits[0] + 1, circuits[1] + 1)
    return {
        "carried": f"{carried.part} holds {carried.focus} of the {carried.focus_in_all} pictures of Group A, and"
        f" without it the headcount is {of(rest['headcount'])}, or {whole(rest['headcount'])}.",
        "narrow": f"Through lens 4 the share goes from {whole(everyone['doing'])} to {whole(rest['doing'])}",
        "circuits": f"In Circuits, lens 4 sees {WORDS[circuits[1]]} people, and one is from Group A. You could print"
        f" that as {whole(circuits)}. Then a guest comes, one slide changes, and it reads {whole(one_more)}.",
        "circuits as a count": f'“In Circuits, {of(circuits)} shown at work is from Group A.”',
    }  # fmt: skip


# --- Worked examples -------------------------------------------------------------------------------------------------


def small_page() -> list[Figure]:
    """Read the page of five from the table that the lesson prints."""
    row = r"^\| .+? \| (A|other|unclear) \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \|$"
    found = re.findall(row, markdown_of("materials"), re.MULTILINE)
    assert len(found) == 5
    who = {"A": "focus", "other": "other", "unclear": "unclear"}
    return [Figure("", who[group], *(answer == "yes" for answer in answers)) for group, *answers in found]


def from_examples() -> dict[str, str]:
    """The made-up examples, their results counted from what they say."""
    page = through(small_page())
    unclear = sum(figure.who == "unclear" for figure in small_page())
    town, calendar = (30, 70), (21, 21)
    rest = (town[0] - calendar[0], town[1] - calendar[1])
    return {
        "small page": f"By headcount {of(page['headcount'])} are from Group A, with {unclear} unclear. Among those who"
        f" know it is {of(page['expert'])}. Among those alive and at work it is {of(page['doing'])}.",
        "calendar": f"“By headcount {of(town)} are from our town. {calendar[0]} of the {town[0]} are on the calendar."
        f" Without it: {of(rest)}.”",
        "calendar without its n": f"“{whole(town)} of the people in our materials are from our town!”",
        "half a sentence": "“40%” of how many?",
        "stops": "It stops at lens 1,",
        "page 12": "that the woman on page 12 won a prize",
        "take-home": f"write the number of the last lens they pass, 1 to {len(LENSES)}.",
        "ranking": "by their percent at lens 5, where none of them has ten figures.",
        "review": "A review of 55 articles",
        "grades": "In grades K to 5 we say what we do",
    }  # fmt: skip


def test_every_figure_about_the_year_is_the_one_the_data_give(tallied: list[Figure]) -> None:
    lesson = prose_of("materials")
    for name, words in from_the_year(tallied).items():
        assert words in lesson, name


def test_every_worked_example_adds_up() -> None:
    lesson = prose_of("materials")
    assert "55 articles" in claim("role-models-mixed").says
    for name, words in from_examples().items():
        assert words in lesson, name


def test_no_number_stands_in_the_prose_unaccounted_for(tallied: list[Figure]) -> None:
    said = [*from_the_year(tallied).values(), *from_examples().values()]
    left = unaccounted("materials", said, r"\b[1-5]\. (?:Headcount|Knows|Alive|At work|Used)\b|\bgrade [468]\b")
    assert not left, "\n".join(left)


def test_a_wrong_number_would_be_found(tallied: list[Figure]) -> None:
    assert from_the_year(tallied)["carried"].replace("54", "55") not in prose_of("materials")


def test_what_is_said_without_a_number_holds_too(tallied: list[Figure]) -> None:
    everyone, carried = through(tallied), carrying(tallied)
    rest = through([f for f in tallied if f.part != carried.part])
    shown = {id_: focus / n for id_, (focus, n) in everyone.items()}
    assert shown["headcount"] == 0.5, "half of the people pictured"
    assert shown["doing"] < 0.2, "less than a fifth"
    assert list(shown.values()) == sorted(shown.values(), reverse=True), "each bar below it is shorter"
    fell = {id_: shown[id_] - rest[id_][0] / rest[id_][1] for id_ in ("headcount", "doing")}
    assert round(rest["headcount"][0] / rest["headcount"][1], 1) == 0.3, "from a half to a third"
    assert fell["doing"] == pytest.approx(0.01, abs=0.001), "about one percentage point"
    assert 2 * carried.focus > carried.focus_in_all, "more than half of the pictures of Group A"
    past = [f for f in tallied if f.part == carried.part and f.who == "focus" and not f.living]
    assert 2 * len(past) > carried.focus, "and mostly in the past"
    assert len(parts(tallied)) == 6
    assert PERCENT_FROM == 10, "below ten figures it gives the count"
    each = [through([f for f in tallied if f.part == part])["used"][1] for part in parts(tallied)]
    assert max(each) < 10, "none of them has ten figures"


def test_the_card_on_the_monday_sheet_has_ten_rows_and_every_lens() -> None:
    sheet = (module("materials").folder / "monday.md").read_text(encoding="utf-8")
    card, frame = sheet.split("**Story frame")
    empty = [line for line in card.splitlines() if set(line.replace("&nbsp;", "")) == set("| ")]
    assert len(empty) == 10
    assert "| Page | Who | Knows | Alive | At work | We use it |" in card
    for words in ("What I do", "When I got stuck", "Who helped", "A decision I made", "What students do"):
        assert words in frame


def test_each_label_of_the_explorer_is_a_lens_of_the_lesson() -> None:
    short = load_python(module("materials").folder / "two_lens_bars.py").SHORT
    assert len(short) == len(LENSES)
    for number, name in enumerate(short, start=1):
        assert f"| {number}. {name} |" in markdown_of("materials")


def test_no_share_of_the_exercise_is_typed() -> None:
    tasks = load_python(module("materials").exercise_folder / "tasks.py").TASKS
    half = pd.concat([load("materials_audit")] * 2, ignore_index=True)
    other = half[half["part"] != "Heroes week"]
    numbers = {task.id: task for task in tasks if task.id in ("headcount-share", "doing-share")}
    for task in numbers.values():
        assert task.expected(half) == task.expected(load("materials_audit"))
        assert task.expected(other) != task.expected(half)


def test_points_are_those_of_the_module_and_each_misconception_has_its_wrong_answer() -> None:
    tasks = {task.id: task for task in load_python(module("materials").exercise_folder / "tasks.py").TASKS}
    assert sum(task.points for task in tasks.values() if not task.scored_by_person) == 7
    assert sum(task.points for task in tasks.values() if task.scored_by_person) == 3
    done = next(option for option in tasks["sensible-sentence"].kind.options if "this is done" in option.text)
    assert done.text.startswith("Half of the people in our materials are from Group A, so our posters are diverse")
    assert done.points == 0
    even = next(option for option in tasks["carrying-unit"].kind.options if option.text.startswith("None"))
    assert even.key != tasks["carrying-unit"].reference_answer()
    small = next(option for option in tasks["sensible-sentence"].kind.options if "Circuits" in option.text)
    assert small.points == 0, "a percent of nine"

"""Every figure that the prose of `start` prints is recomputed here; a number nobody accounts for is an error."""

import pandas as pd
import pytest

from belonging.classroom.helpers import K
from belonging.course import load_python, module
from belonging.data import load
from belonging.exercise.source import load as load_exercise
from belonging.measures import scale_score
from belonging.prepost import FORM_A, SURVEY
from figures import prose_of, unaccounted

PICTURE = load_python(module("start").folder / "guess_the_class.py")
TASKS = load_python(module("start").exercise_folder / "tasks.py")
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 8: "eight"}


@pytest.fixture(scope="module")
def pulse() -> pd.DataFrame:
    return load("pulse_fall_spring")


def scores(pulse: pd.DataFrame, belief: str) -> pd.Series:
    """Each student's mean of the two fall questions of one belief, in the class of the picture."""
    of_class = pulse[pulse["class_code"] == PICTURE.CLASS]
    return scale_score(of_class[[f"fall_{belief}_{n}" for n in (1, 2)]].astype(float), low=1, high=5).scores


def from_the_class(pulse: pd.DataFrame) -> dict[str, str]:
    """Everything the prose says about the class in the picture, as it must read."""
    future = scores(pulse, "future_ready")
    low, high = int((future <= 2).sum()), int((future > 2).sum())
    said = TASKS.pictured(pulse)
    lowest, highest = min(said, key=said.__getitem__), max(said, key=said.__getitem__)
    return {
        "students": f"The {len(future)} students of this class gave their highest answers to"
        f" {PICTURE.BELIEFS[highest]} and their lowest to {PICTURE.BELIEFS[lowest]}.",
        "scale": f"on a scale from {PICTURE.LOWEST} (never) to {PICTURE.HIGHEST} (always).",
        "spread": f"But {low} of the {len(future)} students are at 2 or below, and the other {high} are above that.",
        "mean": f"The mean for {PICTURE.BELIEFS[lowest]} is {said[lowest]:.1f}.",
        "nobody": f"No student in the class has to be at {said[lowest]:.1f}",
        "example": f'"I guessed 4 for {PICTURE.BELIEFS[lowest]}, and the class said {said[lowest]:.1f}.',
        "non-example": f'"They said {said[lowest]:.1f}. This class has no ambition."',
        "numbers": f"write down four numbers from {PICTURE.LOWEST} to {PICTURE.HIGHEST}, one for each belief.",
    }


def test_every_figure_about_the_class_is_the_one_the_data_give(pulse: pd.DataFrame) -> None:
    lesson = prose_of("start")
    for name, words in from_the_class(pulse).items():
        assert words in lesson, name


def test_no_number_stands_in_the_prose_unaccounted_for(pulse: pd.DataFrame) -> None:
    answer_line = f"{load_exercise('start').task(1).variable} = ..."
    assert unaccounted("start", [*from_the_class(pulse).values(), answer_line], names=r"grade 7") == []


def test_what_is_said_without_a_number_holds_too(pulse: pd.DataFrame) -> None:
    said = TASKS.pictured(pulse)
    assert max(said.values()) - min(said.values()) == pytest.approx(1.0), "a full point lies between the two"
    future = scores(pulse, "future_ready")
    assert min((future <= 2).sum(), (future > 2).sum()) >= K, "neither part of the class is a small group"
    assert set(pulse.loc[pulse["class_code"] == PICTURE.CLASS, "grade"]) == {7}, "a class of seventh graders"


def test_what_the_tasks_say_of_the_data_holds(pulse: pd.DataFrame) -> None:
    school = {
        belief: scale_score(pulse[[f"fall_{belief}_{n}" for n in (1, 2)]].astype(float), low=1, high=5).scores.mean()
        for belief in TASKS.BELIEFS
    }
    assert min(school, key=school.__getitem__) == "add_value", "in the whole school this one is the lowest"
    said = TASKS.pictured(pulse)
    assert sorted(said, key=said.__getitem__) == ["future_ready", "can_do", "add_value", "belong"]
    assert said["can_do"] < 3, "a bit below the middle of the scale"
    off = {belief: abs(by) for belief, by in TASKS.off_by(pulse).items()}
    assert TASKS.furthest(pulse) == "add_value"
    assert all(by <= 0.5 for belief, by in off.items() if belief != "add_value"), "her other three guesses were close"
    assert TASKS.size_of_other(pulse) >= K


def test_the_intro_of_the_exercise_counts_its_tasks_and_points() -> None:
    exercise = load_exercise("start")
    marked = [placed.task for placed in exercise.tasks if not placed.task.silent]
    assert f"{WORDS[len(marked)].capitalize()} tasks, {WORDS[sum(t.points for t in marked)]} points" in exercise.intro
    assert not any(task.scored_by_person for task in marked)
    assert sum(task.points for task in marked) == 8


def test_the_questions_before_the_course_are_counted_and_never_marked() -> None:
    part = load_exercise("start").part("before-you-begin")
    assert all(placed.task.silent for placed in part.tasks)
    assert [placed.task for placed in part.tasks] == [*SURVEY, *FORM_A]
    prose = " ".join(block for block in part.blocks if isinstance(block, str))
    assert (len(SURVEY), len(FORM_A)) == (9, 8)
    assert "The first nine are about your own work." in prose
    assert "eight short stories" in prose


def test_a_wrong_number_would_be_found(pulse: pd.DataFrame) -> None:
    assert from_the_class(pulse)["spread"].replace("12", "13") not in prose_of("start")

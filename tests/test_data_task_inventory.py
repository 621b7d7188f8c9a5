"""What is planted in task_inventory, fact by fact; its exercise and pictures stand on these."""

import hashlib

import pandas as pd
import pytest

from belonging.classroom.inventory import HIGHER, LOWER, Part, half, of, part
from belonging.course import load_python
from belonging.data import card, csv_text, load
from belonging.measures import correlation
from belonging.paths import course_root

OTHERS = {"decided_by": "students", "goes_to": "use", "judged_by": "job", "redo": "yes"}
LEVELS = ("easier", "harder")


@pytest.fixture(scope="module")
def inventory() -> pd.DataFrame:
    return load("task_inventory")


def found(inventory: pd.DataFrame, difficulty: str = "", needed_by: str = "") -> Part:
    return part(of(inventory, difficulty=difficulty, needed_by=needed_by))


def on(one: Part) -> tuple[int, int, int]:
    return one.went_on.count, one.went_on.n, round(100 * one.went_on.value)


def test_the_file_never_changes_unnoticed() -> None:
    # A changed digest means changed answers in the exercise: look at every planted fact before writing the new one.
    digest = hashlib.sha256(csv_text("task_inventory").encode()).hexdigest()
    assert digest == "eaf3cce6de7f15cdfe53632944bc72512861cd4c8d00ea261c9c5624b8b5b2cd"


def test_48_tasks_twelve_in_each_band_half_of_them_harder_half_needed_outside(inventory: pd.DataFrame) -> None:
    assert inventory.shape == (48, 12)
    assert inventory["task"].tolist() == [f"T{number:02d}" for number in range(1, 49)]
    assert inventory["grade_band"].value_counts().tolist() == [12] * 4
    cells = pd.crosstab(inventory["difficulty"], inventory["needed_by"])
    assert cells.loc["easier"].to_dict() == {"teacher": 18, "outside": 6}
    assert cells.loc["harder"].to_dict() == {"teacher": 6, "outside": 18}


def test_an_outside_audience_raises_persistence_by_the_same_at_each_difficulty(inventory: pd.DataFrame) -> None:
    assert on(found(inventory, "", "outside")) == (641, 1169, 55)
    assert on(found(inventory, "", "teacher")) == (407, 1154, 35)
    for level in LEVELS:
        assert on(found(inventory, level, "outside"))[2] == 55
        assert on(found(inventory, level, "teacher"))[2] == 35


def test_difficulty_confounds_the_scores(inventory: pd.DataFrame) -> None:
    def scores(level: str) -> tuple[float, float]:
        return tuple(round(found(inventory, level, who).score.value, 1) for who in ("outside", "teacher"))  # type: ignore[return-value]

    assert scores("") == (72.0, 78.3)
    assert scores("easier") == (83.6, 82.0)
    assert scores("harder") == (68.1, 67.2)


def test_scores_and_going_on_point_in_opposite_directions_until_difficulty_is_told_apart(
    inventory: pd.DataFrame,
) -> None:
    share = inventory["went_on"] / inventory["students"]
    assert round(correlation(inventory["mean_score"], share).value, 2) == -0.37
    assert [on(part(half(inventory, which)))[2] for which in (HIGHER, LOWER)] == [41, 49]
    for level in LEVELS:
        tasks = of(inventory, difficulty=level)
        assert abs(correlation(tasks["mean_score"], share[tasks.index]).value) < 0.05
        high, low = (part(half(tasks, which)).went_on.value for which in (HIGHER, LOWER))
        assert abs(high - low) <= 0.02
        assert len(half(tasks, HIGHER)) == 12, "no ties at the cut"


def test_the_audience_confounds_going_on_with_difficulty(inventory: pd.DataFrame) -> None:
    assert [on(found(inventory, level))[2] for level in LEVELS] == [40, 50]
    for who in ("teacher", "outside"):
        easier, harder = (found(inventory, level, who).went_on.value for level in LEVELS)
        assert abs(easier - harder) < 0.01


def test_no_other_dial_goes_along_with_the_audience(inventory: pd.DataFrame) -> None:
    for _, cell in inventory.groupby(["difficulty", "needed_by"]):
        assert {dial: int((cell[dial] == open_).sum()) for dial, open_ in OTHERS.items()} == dict.fromkeys(
            OTHERS, len(cell) // 2
        )


def test_the_six_cards_have_one_dial_shut_each_another_one_and_the_last_none(inventory: pd.DataFrame) -> None:
    generate = load_python(course_root() / "datasets" / "task_inventory" / "generate.py")
    opened = {"needed_by": "outside", **OTHERS}
    shut = {
        row["title"]: tuple(dial for dial, open_ in opened.items() if row[dial] != open_)
        for row in inventory.to_dict("records")
    }
    assert {title: shut[title] for title in generate.CARDS} == generate.CARDS
    assert sorted(generate.CARDS.values()) == sorted([(), *((dial,) for dial in opened)])


def test_no_count_of_students_is_below_ten(inventory: pd.DataFrame) -> None:
    assert inventory["went_on"].min() == 10
    assert (inventory["students"] - inventory["went_on"]).min() >= 10


def test_the_card_gives_the_planted_figures(inventory: pd.DataFrame) -> None:
    text = card("task_inventory")
    for needed_by in ("outside", "teacher"):
        count, n, whole = on(found(inventory, "", needed_by))
        assert f"{count} of {n:,}" in text
        assert f"({whole}%)" in text
    for pair in ("72.0 and the others 78.3", "(68.1 and 67.2)", "(83.6 and 82.0)", "6.3 points lower"):
        assert pair in text

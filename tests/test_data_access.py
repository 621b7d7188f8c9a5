"""What is planted in access_enrollment and teacher_supply, fact by fact; the module `access` stands on these."""

import hashlib

import pandas as pd
import pytest

from belonging.data import card, csv_text, load
from belonging.measures import (
    Rate,
    Steps,
    composition_index,
    decompose_gap,
    mean,
    participation_ratio,
    rate,
    simpson_reversal,
)

SCHOOLS = ["Ash", "Birch", "Cedar", "Elm", "Fir"]


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    return load("access_enrollment")


@pytest.fixture(scope="module")
def supply() -> pd.DataFrame:
    return load("teacher_supply")


def whole(data: pd.DataFrame, group: str, count: str, of: str) -> Rate:
    """The rate of a group over all schools."""
    here = data[data["group"] == group]
    return rate(int(here[count].sum()), int(here[of].sum()), of)


def by_school(data: pd.DataFrame, group: str, count: str, of: str) -> list[float]:
    """The rates of a group, school by school."""
    return [whole(data[data["school"] == school], group, count, of).value for school in SCHOOLS]


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("access_enrollment", "932042432d6c7412308524b59c85b38d66c01f6513ecf5b9e95200249509b1d5"),
        ("teacher_supply", "c67b2ac29eead9f7f422fff013a1e9003b69b0b4620e9030ad9e2e6863ea91dc"),
    ],
)
def test_the_file_never_changes_unnoticed(name: str, digest: str) -> None:
    # A changed digest means changed answers in exercises: look at every planted fact before writing the new one.
    assert hashlib.sha256(csv_text(name).encode()).hexdigest() == digest


def test_shape(data: pd.DataFrame, supply: pd.DataFrame) -> None:
    assert data.shape == (10, 8)
    assert supply.shape == (15, 5)
    assert list(data["school"].unique()) == list(supply["school"].unique()) == SCHOOLS


def test_no_count_is_below_ten(data: pd.DataFrame, supply: pd.DataFrame) -> None:
    assert data[["students", "interested", "offered", "enrolled", "seats"]].min(axis=None) >= 10
    assert supply.filter(like="hours_").min(axis=None) >= 10


def test_overall_one_way_and_in_every_school_the_other(data: pd.DataFrame) -> None:
    found = simpson_reversal(data, stratum="school", group="group", count="enrolled", n="students", a="A", b="B")
    assert found.reversed
    assert found.n == 1500
    assert round(100 * found.overall, 1) == 10.3
    gaps = [round(100 * gap, 1) for gap in found.by_stratum.values()]
    assert (max(gaps), min(gaps)) == (-2.6, -8.4)
    assert list(found.by_stratum) == SCHOOLS


def test_the_overall_rates_are_the_card_s(data: pd.DataFrame) -> None:
    assert str(whole(data, "A", "enrolled", "students")) == "38% (288 of 760 students)"
    assert str(whole(data, "B", "enrolled", "students")) == "28% (204 of 740 students)"


def test_within_a_school_both_groups_are_offered_the_course_at_one_rate(data: pd.DataFrame) -> None:
    offers = by_school(data, "A", "offered", "students")
    assert offers == by_school(data, "B", "offered", "students") == [0.84, 0.72, 0.6, 0.36, 0.2]
    overall = [round(whole(data, group, "offered", "students").value, 2) for group in "AB"]
    assert overall == [0.64, 0.41]


def test_group_b_says_yes_and_asks_more_often_in_every_school(data: pd.DataFrame) -> None:
    for count, of in (("enrolled", "offered"), ("interested", "students")):
        pairs = zip(by_school(data, "A", count, of), by_school(data, "B", count, of), strict=True)
        assert all(a < b for a, b in pairs)
    assert [round(whole(data, group, "enrolled", "offered").value, 2) for group in "AB"] == [0.59, 0.67]
    assert [round(whole(data, group, "interested", "students").value, 2) for group in "AB"] == [0.61, 0.63]


def test_the_offer_makes_more_than_the_whole_gap(data: pd.DataFrame) -> None:
    steps = [
        Steps(*(int(data.loc[data["group"] == g, c].sum()) for c in ("students", "offered", "enrolled"))) for g in "AB"
    ]
    parts = decompose_gap(*steps)
    assert [round(100 * part, 1) for part in (parts.gap, parts.offer, parts.uptake)] == [10.3, 14.8, -4.4]
    assert parts.offer + parts.uptake == pytest.approx(parts.gap)


def test_group_b_holds_less_of_the_course_than_of_the_schools(data: pd.DataFrame) -> None:
    enrolled, students = (data.groupby("group")[name].sum() for name in ("enrolled", "students"))
    index = composition_index(int(enrolled["B"]), int(enrolled.sum()), int(students["B"]), int(students.sum()))
    assert round(index.value, 2) == 0.84
    assert participation_ratio(index.share, index.reference).value == pytest.approx(index.value)
    for school in SCHOOLS:
        here = data[data["school"] == school].set_index("group")
        counts = [here.loc["B", "enrolled"], here["enrolled"].sum(), here.loc["B", "students"], here["students"].sum()]
        assert composition_index(*map(int, counts)).value > 1, "in every school it is the other way"


def test_the_seats_hold_all_who_enrolled_and_fewer_than_asked(data: pd.DataFrame) -> None:
    schools = data.groupby("school").agg(
        {"enrolled": "sum", "interested": "sum", "seats": "first", "sections": "first"}
    )
    assert (schools["enrolled"] <= schools["seats"]).all()
    assert (schools["interested"] > schools["seats"]).all()
    assert list(schools["sections"]) == [7, 6, 4, 3, 2]
    assert schools["seats"].sum() == 528
    assert data["seats"].sum() == 1056, "adding the column down counts each seat twice"


def test_vacant_physics_hours_are_the_sections_that_are_missing(data: pd.DataFrame, supply: pd.DataFrame) -> None:
    physics = supply[supply["subject"] == "physics"].set_index("school")
    runs = (physics["hours_planned"] - physics["hours_vacant"]) // 20
    assert runs.to_dict() == data.groupby("school")["sections"].first().to_dict()


def test_the_mean_of_percentages_is_not_the_share_of_the_whole(supply: pd.DataFrame) -> None:
    physics = supply[supply["subject"] == "physics"]
    shares = physics["hours_vacant"] / physics["hours_planned"]
    assert [round(100 * share) for share in shares] == [22, 25, 33, 40, 60]
    vacant, planned = int(physics["hours_vacant"].sum()), int(physics["hours_planned"].sum())
    assert (vacant, planned) == (220, 660)
    assert round(rate(vacant, planned, "planned hours").value, 2) == 0.33
    assert round(mean(shares).value, 2) == 0.36
    assert round(vacant / (planned - vacant), 2) == 0.5
    assert round(vacant / supply["hours_planned"].sum(), 2) == 0.06


def test_out_of_field_is_a_share_of_the_hours_that_run(supply: pd.DataFrame) -> None:
    physics = supply[supply["subject"] == "physics"].set_index("school")
    runs = physics["hours_planned"] - physics["hours_vacant"]
    assert round(physics["hours_out_of_field"].sum() / runs.sum(), 2) == 0.23
    assert (physics["hours_out_of_field"] / runs)["Fir"] == 0.5


def test_the_cards_say_the_same(data: pd.DataFrame) -> None:
    text = card("access_enrollment")
    for words in ("288 are enrolled (38%)", "740 in group B, 204 (28%)", "by 2.6 to 8.4 points", "+14.8", "−4.4"):
        assert words in text

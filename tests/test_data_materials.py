"""What is planted in materials_audit, fact by fact, counted by the teacher's own audit form and once more by hand."""

import hashlib

import pandas as pd
import pytest

from belonging import unit_audit
from belonging.classroom.unit_figures import carrying, figures, parts
from belonging.data import card, csv_text, load
from belonging.unit_audit import Figure, read_csv, shares

QUESTIONS = ["expert", "living", "doing", "used"]
WANTED = {"headcount": (100, 200), "expert": (60, 140), "living": (22, 88), "doing": (12, 66), "used": (4, 36)}


@pytest.fixture(scope="module")
def audit() -> pd.DataFrame:
    return load("materials_audit")


@pytest.fixture(scope="module")
def tallied(audit: pd.DataFrame) -> list[Figure]:
    return figures(audit)


def counts(tallied: list[Figure]) -> dict[str, tuple[int, int]]:
    return {found.lens.id: (found.focus, found.n) for found in shares(tallied)}


def by_hand(audit: pd.DataFrame, questions: list[str]) -> tuple[int, int]:
    """The same without the audit form: group A, and everyone whose group is known, with a yes to all questions."""
    seen = audit[(audit[questions] == "yes").all(axis=1)]
    return int((seen["group"] == "A").sum()), int(seen["group"].notna().sum())


def test_the_file_never_changes_unnoticed() -> None:
    # A changed digest means changed answers in the exercise: look at every planted fact before writing the new one.
    digest = hashlib.sha256(csv_text("materials_audit").encode()).hexdigest()
    assert digest == "3c1f904187be576b178092e0d36e8e2353c1b8ae0c09f0227df91135f2fd0209"


def test_shape_and_codes(audit: pd.DataFrame) -> None:
    assert audit.shape == (210, 8)
    assert list(audit.columns) == ["figure", "part", "group", "who", *QUESTIONS]
    assert audit["part"].nunique() == 6
    assert set(audit["group"].dropna()) == set("ABC")
    assert audit["group"].map({"A": "focus", "B": "other", "C": "other"}).fillna("unclear").equals(audit["who"])


def test_the_audit_form_opens_the_file_as_it_is(tallied: list[Figure]) -> None:
    assert read_csv(csv_text("materials_audit").encode()) == tallied


def test_half_by_headcount_and_under_a_fifth_among_the_living_and_doing(
    audit: pd.DataFrame, tallied: list[Figure]
) -> None:
    assert counts(tallied) == WANTED
    for number, wanted in enumerate(WANTED.values()):
        assert by_hand(audit, QUESTIONS[:number]) == wanted
    assert WANTED["headcount"][0] / WANTED["headcount"][1] == 0.5
    assert WANTED["doing"][0] / WANTED["doing"][1] < 0.2
    focus, n = by_hand(audit, ["living", "doing"])
    assert (focus, n) == (17, 88)
    assert focus / n < 0.2, "also without the question on knowing"


def test_one_unit_carries_the_headcount_and_hardly_touches_the_narrow_lens(tallied: list[Figure]) -> None:
    carried = carrying(tallied)
    assert (carried.part, carried.focus, carried.focus_in_all) == ("Heroes week", 54, 100)
    assert (carried.rest.focus, carried.rest.n) == (46, 140)
    rest = counts([figure for figure in tallied if figure.part != "Heroes week"])
    assert rest["doing"] == (11, 64)
    heroes = counts([figure for figure in tallied if figure.part == "Heroes week"])
    assert heroes["headcount"] == (54, 60)
    assert heroes["doing"] == (1, 2)
    assert heroes["used"] == (0, 0)


def test_the_carrying_unit_looks_back(audit: pd.DataFrame) -> None:
    heroes = audit[(audit["part"] == "Heroes week") & (audit["group"] == "A")]
    assert int(((heroes["expert"] == "yes") & (heroes["living"] == "no")).sum()) == 34


def test_one_column_alone_misleads(audit: pd.DataFrame) -> None:
    focus, n = by_hand(audit, ["doing"])
    assert (focus, n) == (41, 121)
    assert focus / n > 0.3


def test_small_n_inside_the_units(tallied: list[Figure]) -> None:
    each = [counts([figure for figure in tallied if figure.part == part]) for part in parts(tallied)]
    assert [unit["doing"][1] for unit in each] == [2, 16, 11, 13, 15, 9]
    assert max(unit["used"][1] for unit in each) < 10
    circuits = counts([figure for figure in tallied if figure.part == "Circuits"])
    assert circuits["doing"] == (1, 9)


def test_unclear_figures_are_few_and_change_a_careless_share(tallied: list[Figure]) -> None:
    unclear = {found.lens.id: found.unclear for found in shares(tallied)}
    assert unclear == {"headcount": 10, "expert": 6, "living": 6, "doing": 6, "used": 0}
    assert round(100 / len(tallied), 2) == 0.48


def test_the_card_tells_what_is_there(tallied: list[Figure]) -> None:
    told = card("materials_audit")
    for focus, n in WANTED.values():
        assert f"{focus} of {n}" in told
    for words in ("54 of group A's 100", "46 of 140", "11 of 64", "41 of 121", "17 of 88", "54 of 60"):
        assert words in told


def test_the_tools_own_sentence_says_what_the_lesson_teaches(tallied: list[Figure]) -> None:
    said = unit_audit.sentence(tallied, "from Group A")
    for words in ("100 of 200 (50%)", "12 of 66 (18%)", "10 figures", "54 of 100 are in “Heroes week”", "46 of 140"):
        assert words in said

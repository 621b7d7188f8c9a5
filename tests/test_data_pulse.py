"""What is planted in pulse_fall_spring, fact by fact; the exercise of `listening` stands on these."""

import hashlib
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from belonging.data import card, csv_text, load, to_number

ITEMS = [f"{belief}_{n}" for belief in ("belong", "can_do", "add_value", "future_ready") for n in (1, 2)]
FALL = [f"fall_{item}" for item in ITEMS]
SPRING = [f"spring_{item}" for item in ITEMS]


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    return load("pulse_fall_spring")


@pytest.fixture(scope="module")
def scores(data: pd.DataFrame) -> pd.DataFrame:
    """Each student's fall and spring mean, read as the course teaches it."""
    return pd.DataFrame({"fall": data[FALL].mean(axis=1), "spring": data[SPRING].apply(to_number).mean(axis=1)})


@pytest.fixture(scope="module")
def careless(data: pd.DataFrame) -> pd.DataFrame:
    """The same with text turned into "missing"."""
    spring = data[SPRING].apply(pd.to_numeric, errors="coerce").mean(axis=1)
    return pd.DataFrame({"fall": data[FALL].mean(axis=1), "spring": spring})


def _response(scores: pd.DataFrame) -> float:
    return float(scores.spring.notna().mean())


def _naive(scores: pd.DataFrame) -> float:
    return float(scores.spring.mean() - scores.fall.mean())


def _matched(scores: pd.DataFrame) -> pd.Series:
    return (scores.spring - scores.fall).dropna()


def test_the_file_never_changes_unnoticed() -> None:
    # A changed digest means changed answers in exercises: look at every planted fact before writing the new one.
    digest = hashlib.sha256(csv_text("pulse_fall_spring").encode()).hexdigest()
    assert digest == "5150a695ccbd0fd3bbe4f0d7935da287ef5a0596c08223c9442f6513f26d1461"


def test_shape(data: pd.DataFrame) -> None:
    assert data.shape == (176, 20)
    assert list(data.columns) == ["student", "class_code", "grade", "group", *FALL, *SPRING]
    assert data.class_code.nunique() == 8
    assert set(data.group) == set("ABCDEF")


def test_every_student_answered_in_fall_and_all_or_nothing_in_spring(data: pd.DataFrame) -> None:
    assert data[FALL].notna().all(axis=None)
    assert set(data[SPRING].notna().sum(axis=1)) == {0, 8}


def test_nobody_really_changed(scores: pd.DataFrame) -> None:
    change = _matched(scores)
    assert len(change) == 114
    assert abs(change.mean()) < 0.005
    assert f"{change.mean():.2f}" == "0.00"  # not "-0.00"


def test_single_students_still_move_as_in_any_retest(scores: pd.DataFrame) -> None:
    change = _matched(scores)
    assert 0.3 < change.std() < 0.5
    assert (change.abs() > 0.2).mean() > 0.5
    assert 0.8 < scores.dropna().corr().loc["fall", "spring"] < 0.9


def test_the_average_rises_by_015_nevertheless(scores: pd.DataFrame) -> None:
    assert round(_naive(scores), 2) == 0.15
    # also for a reader who subtracts the two rounded means
    assert round(round(scores.spring.mean(), 2) - round(scores.fall.mean(), 2), 2) == 0.15


def test_the_response_rate_is_065(scores: pd.DataFrame) -> None:
    assert round(_response(scores), 2) == 0.65
    assert scores.spring.notna().sum() == 114


@pytest.mark.parametrize("ties", ["by value", "by rank"])
def test_the_lower_the_fall_score_the_fewer_answer_again(scores: pd.DataFrame, ties: str) -> None:
    key = scores.fall if ties == "by value" else scores.fall.rank(method="first")
    low, middle, high = scores.spring.notna().groupby(pd.qcut(key, 3, labels=False)).mean()
    assert middle - low > 0.08
    assert high - middle > 0.08
    assert high - low > 0.2


def test_who_is_missing_scored_lower_in_fall(scores: pd.DataFrame) -> None:
    answered = scores.spring.notna()
    assert scores.fall[answered].mean() - scores.fall[~answered].mean() > 0.35


def test_add_value_is_the_lowest_belief_in_fall(data: pd.DataFrame) -> None:
    means = {
        b: data[[f"fall_{b}_1", f"fall_{b}_2"]].mean(axis=None)
        for b in ("belong", "can_do", "add_value", "future_ready")
    }
    lowest, second = sorted(means.values())[:2]
    assert means["add_value"] == lowest
    assert second - lowest > 0.15


def test_two_groups_are_under_five_and_many_class_cells_under_ten(data: pd.DataFrame) -> None:
    sizes = data.group.value_counts()
    assert sizes["E"] == 4
    assert sizes["F"] == 3
    cells = data.groupby(["class_code", "group"]).size()
    assert (cells < 10).sum() > 20


def test_groups_do_not_differ_beyond_chance(data: pd.DataFrame, scores: pd.DataFrame) -> None:
    means = scores.fall.groupby(data.group).mean()[["A", "B", "C"]]
    assert means.max() - means.min() < 0.25 * scores.fall.std()


def test_class_c4_came_as_text_in_spring(data: pd.DataFrame) -> None:
    is_text = data[SPRING].apply(lambda column: column.str.contains(" - ")).fillna(False).any(axis=1)
    assert set(data.class_code[is_text]) == {"C4"}
    respondents = data.class_code.eq("C4") & data.spring_belong_1.notna()
    assert is_text.sum() == respondents.sum() == 17
    assert (data.loc[respondents, SPRING] == "4 - Often").any(axis=None)


def test_dropping_the_text_coded_class_changes_every_result(scores: pd.DataFrame, careless: pd.DataFrame) -> None:
    def results(of: pd.DataFrame) -> list[float]:
        return [round(value, 2) for value in (_response(of), _naive(of), _matched(of).mean())]

    assert results(scores) == [0.65, 0.15, 0.0]
    assert results(careless) == [0.55, 0.17, 0.02]


def test_six_straight_liners_in_spring_none_in_fall(data: pd.DataFrame) -> None:
    spring = data[SPRING].apply(to_number).dropna()
    assert (spring.nunique(axis=1) == 1).sum() == 6
    assert (data[FALL].nunique(axis=1) == 1).sum() == 0


def test_one_code_is_used_by_two_students_in_two_classes(data: pd.DataFrame) -> None:
    twice = data[data.student.duplicated(keep=False)]
    assert list(twice.student) == ["S041", "S041"]
    assert twice.class_code.nunique() == 2
    assert twice[SPRING].notna().all(axis=None)


def test_a_careless_join_on_the_code_alone_gives_other_rows(data: pd.DataFrame) -> None:
    keys = ["student", "class_code"]
    fall, spring = data[[*keys, *FALL]], data.loc[data.spring_belong_1.notna(), [*keys, *SPRING]]
    assert len(fall.merge(spring, on=keys)) == 114
    assert len(fall.merge(spring, on=keys, how="left")) == 176
    assert len(fall.merge(spring, on="student")) == 116
    assert len(fall.merge(spring, on="student", how="left")) == 178


def test_answers_pile_up_at_floor_and_ceiling(data: pd.DataFrame) -> None:
    for belief in ("belong", "can_do", "add_value", "future_ready"):
        pair = data[[f"fall_{belief}_1", f"fall_{belief}_2"]]
        floor, ceiling = (pair == 1).all(axis=1).mean(), (pair == 5).all(axis=1).mean()
        assert 0.05 < floor < 0.15
        assert 0.08 < ceiling < 0.18
        assert 0.6 < pair.corr().iloc[0, 1] < 0.85


@pytest.fixture(scope="module")
def table(data: pd.DataFrame) -> pd.DataFrame:
    here = data[data.spring_belong_1.notna() & data.group.isin(["A", "B", "C"])]
    return pd.crosstab(here.grade, here.group)


class TestTheTableForHidingSmallCells:
    def test_its_counts(self, data: pd.DataFrame, table: pd.DataFrame) -> None:
        assert set(data.group.value_counts().nlargest(3).index) == {"A", "B", "C"}
        assert table.to_numpy().tolist() == [[16, 12, 7], [15, 12, 11], [13, 6, 10]]
        assert list(table.columns) == ["A", "B", "C"]

    def test_two_cells_are_small_in_different_rows_and_columns(self, table: pd.DataFrame) -> None:
        rows, columns = np.nonzero(table.to_numpy() < 10)
        assert list(zip(rows, columns, strict=True)) == [(0, 2), (2, 1)]

    def test_there_is_one_protection_with_two_more_cells(self, table: pd.DataFrame) -> None:
        """Hidden alone, each is solved by subtraction; of all pairs only 6 B with 8 C leaves no line with one."""
        small = {(0, 2), (2, 1)}
        others = [(r, c) for r in range(3) for c in range(3) if (r, c) not in small]

        def unsolved(hidden: set[tuple[int, int]]) -> bool:
            lines = [sum(r == line for r, _ in hidden) for line in range(3)]
            lines += [sum(c == line for _, c in hidden) for line in range(3)]
            return 1 not in lines

        assert not unsolved(small)
        assert not any(unsolved(small | {one}) for one in others)
        assert [pair for pair in combinations(others, 2) if unsolved(small | set(pair))] == [((0, 1), (2, 2))]

    def test_the_card_prints_it(self, table: pd.DataFrame) -> None:
        for grade, counts in zip(table.index, table.to_numpy().tolist(), strict=True):
            assert f"| {grade} | {' | '.join(map(str, counts))} | {sum(counts)} |" in card("pulse_fall_spring")

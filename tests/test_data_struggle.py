"""What is planted in the three datasets of `struggle`, fact by fact; its exercise and pictures stand on these."""

import hashlib

import pandas as pd
import pytest

from belonging.data import csv_text, load
from belonging.measures import matched_change, naive_change, newcombe, top_share

DIGESTS = {
    "recognition_log": "fea93143abc48a1fc0c17d480192083b1ffc7b06f946ba03f38587a52e16ce7c",
    "stuck_moment": "84cad8252c2d5776e81cd04c24e4d8220292cd2dbb997d6a75d0c789cd696d84",
    "grade_trend": "bb600cef4885160c6ca31746dd2e0fd5350b6b27b01d548add936ebb670f998a",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_the_file_never_changes_unnoticed(name: str) -> None:
    # A changed digest means changed answers in exercises: look at every planted fact before writing the new one.
    assert hashlib.sha256(csv_text(name).encode()).hexdigest() == DIGESTS[name]


# --- recognition_log -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("recognition_log")


@pytest.fixture(scope="module")
def tally(log: pd.DataFrame) -> pd.DataFrame:
    """One row per student of the roster: calls, expert moments, lessons in the room."""
    counted = pd.crosstab(log["student"], log["kind"])
    return counted.assign(lessons=log.groupby("student")["lessons_in_room"].first())


def test_756_moments_of_28_students_in_40_lessons(log: pd.DataFrame) -> None:
    assert len(log) == 756
    assert log["student"].nunique() == 28
    assert log["lesson"].nunique() == 40
    assert log["event"].tolist() == list(range(1, 757))
    assert log["lesson"].is_monotonic_increasing


def test_calls_are_shared_evenly(tally: pd.DataFrame) -> None:
    assert tally["call"].sum() == 644
    assert tally["call"].mean() == 23
    assert round(top_share(tally["call"], 4).value, 2) == 0.16
    everywhere = tally["call"][tally["lessons"] == 40]
    assert everywhere.max() - everywhere.min() <= 5


def test_four_students_hold_nine_tenths_of_the_expert_moments_and_sixteen_none(tally: pd.DataFrame) -> None:
    expert = tally["expert"].sort_values(ascending=False)
    assert expert.sum() == 112
    assert expert.iloc[:4].sum() == 101
    assert round(top_share(expert, 4).value, 2) == 0.90
    assert set(expert.iloc[4:12]) == {1, 2}
    assert expert.iloc[4:12].sum() == 11
    assert (expert == 0).sum() == 16


def test_mean_and_median_tell_two_stories_and_losing_the_zeros_a_third(tally: pd.DataFrame) -> None:
    expert = tally["expert"]
    assert (expert.mean(), expert.median()) == (4, 0)
    assert 4 not in set(expert)
    seen = expert[expert > 0]
    assert (round(seen.mean(), 1), seen.median()) == (9.3, 2)


def test_time_in_the_room_explains_the_calls_and_not_the_expert_moments(tally: pd.DataFrame) -> None:
    half = tally["lessons"] == 20
    assert half.sum() == 4
    assert tally["call"][half].sum() == 50
    assert tally["call"][half].mean() == 12.5
    assert tally["call"][~half].mean() == 24.75
    rate = tally["call"] / tally["lessons"]
    assert rate[half].mean() == pytest.approx(rate[~half].mean(), abs=0.01)
    assert round(tally["call"].sum() / tally["lessons"].sum(), 2) == 0.62
    assert (tally["expert"][~half] == 0).sum() == 13


def test_no_one_is_called_on_while_elsewhere(log: pd.DataFrame) -> None:
    assert (log.loc[log["lessons_in_room"] == 20, "lesson"] % 2 == 0).all()


# --- stuck_moment --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drafts() -> pd.DataFrame:
    table = load("stuck_moment")
    return table.assign(gain=table["second_score"] - table["first_score"])


def quarters(drafts: pd.DataFrame, arm: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lowest and the highest quarter of one arm by first score."""
    order = drafts[drafts["arm"] == arm].sort_values("first_score")
    for border in (30, 90):
        assert order["first_score"].iloc[border - 1] < order["first_score"].iloc[border], "no tie at the border"
    return order.iloc[:30], order.iloc[90:]


def test_240_drafts_and_chance_put_half_of_each_class_in_each_arm(drafts: pd.DataFrame) -> None:
    assert len(drafts) == 240
    assert (pd.crosstab(drafts["class_code"], drafts["arm"]) == 12).all(axis=None)
    first = drafts.groupby("arm")["first_score"].mean()
    assert abs(first["three-part"] - first["score only"]) < 0.3, "the arms start alike"


def test_the_comment_doubles_revising(drafts: pd.DataFrame) -> None:
    revised = pd.crosstab(drafts["arm"], drafts["revised"])["yes"]
    assert revised.to_dict() == {"score only": 34, "three-part": 68}
    assert newcombe(68, 120, 34, 120).low > 0.1


def test_the_gain_is_small_and_chance_alone_could_make_it(drafts: pd.DataFrame) -> None:
    from scipy import stats

    gain = {arm: d["gain"] for arm, d in drafts.groupby("arm")}
    assert [round(gain[arm].mean(), 1) for arm in ("score only", "three-part")] == [2.1, 4.2]
    assert round(gain["three-part"].mean() - gain["score only"].mean(), 1) == 2.1
    interval = stats.ttest_ind(gain["three-part"], gain["score only"]).confidence_interval()
    assert (round(interval.low, 1), round(interval.high, 1)) == (-1.0, 5.3)


def test_the_lowest_rise_and_the_highest_sink_with_no_comment_at_all(drafts: pd.DataFrame) -> None:
    low, high = quarters(drafts, "score only")
    assert (round(low["first_score"].mean(), 1), round(low["gain"].mean(), 1)) == (42.4, 8.2)
    assert (round(high["first_score"].mean(), 1), round(high["gain"].mean(), 1)) == (81.1, -4.0)
    for _, arm in drafts.groupby("arm"):
        assert round(arm["first_score"].corr(arm["second_score"]), 2) == 0.64


def test_most_of_the_rise_of_the_lowest_would_have_come_anyway(drafts: pd.DataFrame) -> None:
    with_comment, without = quarters(drafts, "three-part")[0], quarters(drafts, "score only")[0]
    assert round(with_comment["gain"].mean(), 1) == 11.0
    assert without["gain"].mean() / with_comment["gain"].mean() > 0.7


def test_revisers_are_another_crowd_and_their_gap_is_no_fair_comparison(drafts: pd.DataFrame) -> None:
    gain = drafts.groupby("revised")["gain"].mean()
    assert [round(gain[each], 1) for each in ("yes", "no")] == [6.6, 0.6]
    first = drafts.groupby("revised")["first_score"].mean()
    assert first["yes"] < first["no"]


# --- grade_trend ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trend() -> pd.DataFrame:
    """One row per student, one column per grade."""
    return load("grade_trend").pivot(index=["cohort", "student"], columns="grade", values="score")


def test_three_cohorts_of_80_in_seven_grades() -> None:
    table = load("grade_trend")
    assert len(table) == 3 * 80 * 7
    assert (table.groupby(["cohort", "grade"])["student"].nunique() == 80).all()
    assert (table["year"] == table["grade"] - 3 + table["cohort"]).all()


def test_half_of_the_drop_is_who_answered(trend: pd.DataFrame) -> None:
    one = trend.loc[1]
    assert round(naive_change(one[5], one[6]).value, 2) == -0.40
    same = matched_change(one[5], one[6])
    assert (round(same.value, 2), same.n) == (-0.20, 49)
    assert same.interval.high < 0, "the real drop is there"
    assert round(naive_change(trend[5], trend[6]).value, 2) == -0.42
    assert round(matched_change(trend[5], trend[6]).value, 2) == -0.22


def test_no_other_step_is_as_large(trend: pd.DataFrame) -> None:
    for grade in (4, 5, 7, 8, 9):
        assert abs(matched_change(trend.loc[1][grade - 1], trend.loc[1][grade]).value) < 0.10
        assert abs(naive_change(trend.loc[1][grade - 1], trend.loc[1][grade]).value) < 0.10


def test_from_grade_6_on_the_high_scorers_are_missing(trend: pd.DataFrame) -> None:
    one = trend.loc[1]
    assert one.notna().sum().tolist() == [75, 75, 74, 52, 54, 55, 56]
    there = one[6].notna()
    assert (round(one[5][~there].mean(), 2), round(one[5][there].mean(), 2)) == (3.91, 3.33)


def test_a_snapshot_of_one_year_mixes_in_the_difference_of_two_cohorts(trend: pd.DataFrame) -> None:
    assert round(naive_change(trend.loc[2][5], trend.loc[1][6]).value, 2) == -0.56
    assert all(trend.loc[2][grade].mean() > trend.loc[1][grade].mean() for grade in trend.columns)

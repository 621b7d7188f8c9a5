"""The measures agree with scipy, with what statsmodels and pingouin return, and with what can be counted by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from belonging import measures as m

# What the libraries return that no participant has to install: statsmodels 0.15.0 (proportion_confint, method "wilson";
# confint_proportions_2indep, method "newcomb", compare "diff") and pingouin 0.7.0 (cronbach_alpha, "listwise").
WILSON = {
    (0, 5): (0.0, 0.43448246478317487),
    (5, 5): (0.5655175352168252, 1.0),
    (9, 25): (0.2024788077445822, 0.5548150225183515),
    (1, 3): (0.06149194472039626, 0.7923403991979523),
    (114, 176): (0.5746871055841025, 0.7144564564231715),
}
NEWCOMBE = {
    (56, 70, 48, 80): (0.05243147240236498, 0.33387265403690614),
    (9, 10, 3, 10): (0.1705227239345029, 0.809017973535488),
    (10, 10, 0, 20): (0.6790860371419145, 1.0),
    (0, 10, 0, 10): (-0.27753279986288926, 0.27753279986288926),
    (1, 4, 60, 61): (-0.9384641864809249, -0.2787057901662339),
}
ALPHA = {
    0: 0.7828547615206751,
    1: 0.8014715543292603,
    2: 0.5778427205100954,
    3: 0.6010016694490816,
    4: 0.845081059830121,
    5: 0.7724209704696242,
}

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


class TestIntervals:
    @given(counts, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
    @settings(max_examples=200, deadline=None)
    def test_wilson_agrees_with_the_formula(self, case: tuple[int, int], level: float) -> None:
        (count, n), z = case, stats.norm.ppf((1 + level) / 2)
        p = count / n
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        found = m.wilson(count, n, level=level)
        assert found.low == pytest.approx(max(0, middle - half), abs=1e-9)
        assert found.high == pytest.approx(min(1, middle + half), abs=1e-9)

    @pytest.mark.parametrize(("case", "expected"), WILSON.items())
    def test_wilson_agrees_with_statsmodels(self, case: tuple[int, int], expected: tuple[float, float]) -> None:
        found = m.wilson(*case)
        assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize(("case", "expected"), NEWCOMBE.items())
    def test_newcombe_agrees_with_statsmodels(
        self, case: tuple[int, int, int, int], expected: tuple[float, float]
    ) -> None:
        found = m.newcombe(*case)
        assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)

    def test_newcombe_reproduces_a_known_interval(self) -> None:
        # 56 of 70 against 48 of 80: 0.2000 with 0.0524 to 0.3339
        found = m.newcombe(56, 70, 48, 80)
        assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)

    @given(counts, counts)
    @settings(max_examples=200, deadline=None)
    def test_newcombe_stays_in_range_holds_the_gap_and_turns_with_the_groups(
        self, a: tuple[int, int], b: tuple[int, int]
    ) -> None:
        found, turned = m.newcombe(*a, *b), m.newcombe(*b, *a)
        gap = a[0] / a[1] - b[0] / b[1]
        assert -1 - 1e-12 <= found.low <= gap + 1e-12
        assert gap - 1e-12 <= found.high <= 1 + 1e-12
        assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low), abs=1e-12)

    @given(st.lists(st.floats(1, 5), min_size=2, max_size=40).filter(lambda v: np.std(v) > 1e-3))
    @settings(max_examples=100, deadline=None)
    def test_mean_agrees_with_scipy(self, values: list[float]) -> None:
        found = m.mean([*values, None])
        expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
        assert (found.interval.low, found.interval.high) == pytest.approx((expected.low, expected.high), abs=1e-9)
        assert found.n == len(values)

    def test_a_mean_of_one_says_it_knows_nothing(self) -> None:
        found = m.mean([3.0])
        assert (found.value, found.n) == (3.0, 1)
        assert math.isnan(found.sd)
        assert (found.interval.low, found.interval.high) == (-math.inf, math.inf)

    @pytest.mark.parametrize("wrong", [(5, 3), (-1, 3), (1, 0), (1.5, 3), (float("nan"), 3)])
    def test_impossible_counts_are_refused(self, wrong: tuple[float, float]) -> None:
        with pytest.raises(ValueError, match=r"not possible|nobody|whole numbers"):
            m.wilson(*wrong)  # type: ignore[arg-type]

    def test_a_level_in_percent_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"e\.g\. 0\.95; this is 95"):
            m.wilson(1, 3, level=95)


class TestRates:
    def test_a_rate_says_of_whom(self) -> None:
        assert str(m.rate(114, 176, "students asked")) == "65% (114 of 176 students asked)"
        with pytest.raises(ValueError, match="whom the rate is taken of"):
            m.rate(1, 2, " ")

    def test_a_person_answered_if_any_item_is_filled(self) -> None:
        answers = pd.DataFrame({"a": [1, None, None], "b": [None, None, 2]})
        assert m.response_rate(answers) == m.Rate(2, 3, "students asked")

    def test_by_group_counts_those_without_a_group_too(self) -> None:
        found = m.response_rate_by(pd.Series([1, None, 2, 3]), ["B", "A", None, "B"])
        assert {name: (each.count, each.n) for name, each in found.items()} == {
            "A": (0, 1),
            "B": (2, 2),
            "no group given": (1, 1),
        }
        assert sum(each.n for each in found.values()) == 4

    def test_groups_must_fit_the_rows(self) -> None:
        with pytest.raises(ValueError, match="2 rows of answers but 1 groups"):
            m.response_rate_by(pd.Series([1, 2]), ["A"])

    def test_nobody_asked(self) -> None:
        with pytest.raises(ValueError, match="nobody to take a share of"):
            m.response_rate(pd.Series([], dtype=float))

    def test_the_published_ratios(self) -> None:
        # ncses2023: women 35% of STEM workers, 51% of the population; with a disability 3% and 9%
        assert round(m.participation_ratio(0.35, 0.51).value, 2) == 0.69
        assert round(m.participation_ratio(0.03, 0.09).value, 2) == 0.33
        assert m.composition_index(8, 100, 16, 100).value == 0.5

    def test_percent_instead_of_share_is_noticed(self) -> None:
        with pytest.raises(ValueError, match=r"write 35% as 0\.35"):
            m.participation_ratio(35, 0.51)
        with pytest.raises(ValueError, match="no ratio"):
            m.composition_index(0, 10, 0, 10)


class TestChange:
    before = pd.Series([1.0, 2.0, 4.0, 5.0, None], index=list("abcde"))
    after = pd.Series([5.0, 4.0, None, 2.0], index=list("dcab"))

    def test_naive_takes_whoever_answered(self) -> None:
        assert m.naive_change(self.before, self.after) == m.Change(11 / 3 - 3, 4, 3)

    def test_matched_pairs_by_label_not_by_place(self) -> None:
        found = m.matched_change(self.before, self.after)
        assert (found.value, found.n, found.sd) == (0.0, 3, 0.0)

    def test_bounds_hold_every_way_the_silent_could_have_answered(self) -> None:
        found = m.change_bounds(self.before, self.after, low=1, high=5)
        assert (found.n, found.n_unknown) == (5, 2)
        seen = []
        for a_after in range(1, 6):
            for e_before in range(1, 6):
                for e_after in range(1, 6):
                    seen.append((a_after - 1 + 0 + 0 + 0 + e_after - e_before) / 5)
        assert (found.low, found.high) == (min(seen), max(seen))

    def test_bounds_close_when_all_answered(self) -> None:
        scores = pd.Series([1.0, 4.0])
        found = m.change_bounds(scores, scores + 1, low=1, high=5)
        assert found.low == found.high == m.matched_change(scores, scores + 1).value == 1.0
        assert found.direction_is_known

    def test_a_code_used_twice_is_refused(self) -> None:
        twice = pd.Series([1.0, 2.0], index=["S041", "S041"])
        for measure in (m.matched_change, lambda a, b: m.change_bounds(a, b, low=1, high=5)):
            with pytest.raises(ValueError, match="'S041' stands for more than one person"):
                measure(twice, self.after)

    def test_nothing_to_compare(self) -> None:
        with pytest.raises(ValueError, match="Nobody answered both times"):
            m.matched_change(pd.Series([1.0], index=["a"]), pd.Series([1.0], index=["b"]))
        with pytest.raises(ValueError, match="Nobody answered after"):
            m.naive_change(pd.Series([1.0]), pd.Series([None], dtype=float))
        with pytest.raises(ValueError, match="nobody in the data"):
            m.change_bounds(pd.Series(dtype=float), pd.Series(dtype=float), low=1, high=5)

    def test_text_answers_are_named_with_the_remedy(self) -> None:
        with pytest.raises(ValueError, match=r"belonging\.data\.to_number"):
            m.naive_change(pd.Series(["4 - Often"]), pd.Series([4.0]))

    def test_a_score_off_the_scale_is_refused(self) -> None:
        with pytest.raises(ValueError, match="7 lies outside the scale 1 to 5"):
            m.change_bounds(pd.Series([7.0]), pd.Series([4.0]), low=1, high=5)


class TestScales:
    items = pd.DataFrame({"q1": [5, 4, None, 1], "q2": [1, 2, 1, None], "q3": [5, 5, 5, None]})

    def test_scores_with_reverse_items_and_the_rule_for_missing_ones(self) -> None:
        strict = m.scale_score(self.items, low=1, high=5, reversed=["q2"])
        assert strict.scores.tolist()[:2] == [5.0, pytest.approx(13 / 3)]
        assert (strict.n, strict.n_without, strict.reversed) == (2, 2, ("q2",))
        lenient = m.scale_score(self.items, low=1, high=5, reversed=["q2"], min_answered=2)
        assert lenient.scores.isna().tolist() == [False, False, False, True]

    def test_reversing_twice_changes_nothing(self) -> None:
        item = self.items["q1"]
        assert m.reverse(m.reverse(item, low=1, high=5), low=1, high=5).equals(item)

    def test_mistakes_are_named(self) -> None:
        with pytest.raises(ValueError, match="'q1' is 5, but the scale goes from 1 to 4"):
            m.scale_score(self.items, low=1, high=4)
        with pytest.raises(ValueError, match="not in the table: q9"):
            m.scale_score(self.items, low=1, high=5, reversed=["q9"])
        with pytest.raises(ValueError, match="between 1 and 3, not 4"):
            m.scale_score(self.items, low=1, high=5, min_answered=4)
        with pytest.raises(ValueError, match="Choose at least one item"):
            m.scale_score(pd.DataFrame(index=[0]), low=1, high=5)
        with pytest.raises(ValueError, match="goes up"):
            m.reverse(self.items["q1"], low=5, high=1)


def _random_answers(seed: int) -> pd.DataFrame:
    """Between 5 and 60 rows of 2 to 7 related items from 1 to 5, with a gap here and there."""
    chance = np.random.default_rng(seed)
    n, k = chance.integers(5, 60), chance.integers(2, 8)
    answers = pd.DataFrame(
        np.clip(np.round(chance.normal(3, 1, (n, 1)) + chance.normal(0, 1, (n, k))), 1, 5),
        columns=[f"q{i}" for i in range(k)],
    )
    return answers.mask(chance.random((n, k)) < 0.05)


class TestAlpha:
    @pytest.mark.parametrize(("seed", "expected"), ALPHA.items())
    def test_agrees_with_pingouin(self, seed: int, expected: float) -> None:
        answers = _random_answers(seed)
        found = m.cronbach_alpha(answers)
        assert found.value == pytest.approx(expected, abs=1e-9)
        assert found.n == len(answers.dropna())

    @pytest.mark.parametrize("seed", range(20))
    def test_follows_the_formula_with_covariances(self, seed: int) -> None:
        answers = _random_answers(seed)
        covariance = np.cov(answers.dropna().to_numpy().T)
        k = len(covariance)
        between = (covariance.sum() - np.trace(covariance)) / (k * (k - 1))
        expected = k * between / (np.trace(covariance) / k + (k - 1) * between)
        assert m.cronbach_alpha(answers).value == pytest.approx(expected, abs=1e-9)

    def test_two_items_follow_the_formula_by_hand(self) -> None:
        answers = pd.DataFrame({"a": [1, 2, 4, 5], "b": [2, 2, 5, 4]})
        sums = (answers.a + answers.b).var()
        assert m.cronbach_alpha(answers).value == pytest.approx(2 * (1 - (answers.a.var() + answers.b.var()) / sums))
        assert m.cronbach_alpha(answers).inter_item == pytest.approx(answers.a.corr(answers.b))
        assert m.cronbach_alpha(answers).warnings == ()

    def test_an_item_everybody_answered_alike_is_named(self) -> None:
        answers = pd.DataFrame({"a": [1, 2, 4], "b": [2, 2, 5], "c": [3, 3, 3]})
        assert m.cronbach_alpha(answers).warnings == (
            "Everybody gave the same answer to 'c', so it tells nothing apart.",
        )

    def test_what_has_no_alpha_says_so(self) -> None:
        with pytest.raises(ValueError, match="at least two items"):
            m.cronbach_alpha(pd.DataFrame({"a": [1, 2]}))
        with pytest.raises(ValueError, match="there are 1"):
            m.cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [1, None]}))
        with pytest.raises(ValueError, match="the same sum"):
            m.cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, 1]}))


class TestGap:
    steps = st.integers(1, 300).flatmap(
        lambda n: st.integers(1, n).flatmap(
            lambda offered: st.builds(m.Steps, st.just(n), st.just(offered), st.integers(0, offered))
        )
    )

    @given(steps, steps)
    @settings(max_examples=200, deadline=None)
    def test_the_parts_sum_to_the_gap_and_turn_with_the_groups(self, a: m.Steps, b: m.Steps) -> None:
        parts, turned = m.decompose_gap(a, b), m.decompose_gap(b, a)
        assert parts.offer + parts.uptake == pytest.approx(parts.gap, abs=1e-12)
        assert (parts.offer, parts.uptake) == pytest.approx((-turned.offer, -turned.uptake), abs=1e-12)

    def test_equal_uptake_leaves_everything_to_the_offer(self) -> None:
        parts = m.decompose_gap(m.Steps(100, 80, 40), m.Steps(200, 80, 40))
        assert (parts.gap, parts.offer, parts.uptake) == pytest.approx((0.2, 0.2, 0))

    def test_more_enrolled_than_offered_is_refused(self) -> None:
        with pytest.raises(ValueError, match="5 of 4 students offered the course"):
            m.Steps(10, 4, 5)
        with pytest.raises(ValueError, match="nobody to take a share of"):
            m.Steps(10, 0, 0)


def _schools(rows: list[tuple[str, str, int, int]]) -> m.Reversal:
    table = pd.DataFrame(rows, columns=["school", "group", "in", "all"])
    return m.simpson_reversal(table, stratum="school", group="group", count="in", n="all", a="A", b="B")


class TestSimpson:
    def test_a_reversal_is_found(self) -> None:
        found = _schools([("x", "A", 9, 10), ("x", "B", 80, 100), ("y", "A", 20, 100), ("y", "B", 1, 10)])
        assert found.reversed
        assert found.overall == pytest.approx(29 / 110 - 81 / 110)
        assert found.by_stratum == pytest.approx({"x": 0.1, "y": 0.1})
        assert found.n == 220

    def test_one_stratum_the_same_way_is_no_reversal(self) -> None:
        found = _schools([("x", "A", 9, 10), ("x", "B", 80, 100), ("y", "A", 9, 100), ("y", "B", 1, 10)])
        assert found.overall < 0
        assert not found.reversed

    def test_no_gap_overall_is_no_reversal(self) -> None:
        assert not _schools([("x", "A", 5, 10), ("x", "B", 5, 10)]).reversed

    def test_a_school_with_one_group_only_is_left_out_within_but_counts_overall(self) -> None:
        found = _schools([("x", "A", 5, 10), ("x", "B", 6, 10), ("y", "A", 9, 10)])
        assert list(found.by_stratum) == ["x"]
        assert found.n == 30

    def test_mistakes_are_named(self) -> None:
        table = pd.DataFrame({"school": ["x"], "group": ["A"], "in": [1], "all": [2]})
        ask = {"stratum": "school", "group": "group", "count": "in", "n": "all", "a": "A", "b": "B"}
        with pytest.raises(ValueError, match="has no B"):
            m.simpson_reversal(table, **ask)
        with pytest.raises(ValueError, match="no column students"):
            m.simpson_reversal(table, **{**ask, "n": "students"})
        with pytest.raises(ValueError, match="students of both groups"):
            _schools([("x", "A", 1, 2), ("y", "B", 1, 2)])


class TestConcentration:
    @given(st.lists(st.integers(0, 50), min_size=1, max_size=30).filter(any))
    @settings(max_examples=200, deadline=None)
    def test_the_curve_bends_down_and_the_top_share_lies_on_it(self, amounts: list[int]) -> None:
        curve = m.lorenz(amounts)
        steps = np.diff(curve.held)
        assert (np.diff(steps) >= -1e-12).all()
        assert curve.held[0] == 0
        assert curve.held[-1] == pytest.approx(1)
        for k in range(1, len(amounts) + 1):
            assert m.top_share(amounts, k).value == pytest.approx(1 - curve.held[-1 - k])
        pairs = np.abs(np.subtract.outer(amounts, amounts)).sum()
        assert curve.gini == pytest.approx(pairs / (2 * len(amounts) * sum(amounts)), abs=1e-9)

    @pytest.mark.parametrize("amounts", [[], [0, 0], [1, -1], [1, None]])
    def test_what_cannot_be_shared_is_refused(self, amounts: list[float]) -> None:
        with pytest.raises(ValueError, match=r"Amounts must be|Write 0"):
            m.lorenz(amounts)

    def test_k_beyond_n(self) -> None:
        with pytest.raises(ValueError, match="between 1 and 2, not 3"):
            m.top_share([1, 2], 3)


class TestRegressionToTheMean:
    def test_agrees_with_a_simulation_without_any_treatment(self) -> None:
        chance = np.random.default_rng(5)
        level = chance.normal(3, 0.8, 200_000)
        first, second = (level + chance.normal(0, 0.6, level.size) for _ in range(2))
        r = np.corrcoef(first, second)[0, 1]
        for picked in (first < np.quantile(first, 0.25), first > np.quantile(first, 0.75)):
            found = m.regression_to_mean(first[picked].mean(), first.mean(), r)
            assert found.change == pytest.approx((second - first)[picked].mean(), abs=0.01)

    def test_a_perfect_correlation_changes_nothing(self) -> None:
        assert m.regression_to_mean(2, 3, 1).change == 0

    def test_impossible_values_are_refused(self) -> None:
        with pytest.raises(ValueError, match="between -1 and 1"):
            m.regression_to_mean(2, 3, 1.2)
        with pytest.raises(ValueError, match="more than 0"):
            m.regression_to_mean(2, 3, 0.5, sd_ratio=0)


class TestPosition:
    @given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
    def test_the_median_leaves_as_many_above_as_below(self, values: list[float]) -> None:
        found = m.median([*values, None])
        assert found.n == len(values)
        assert found.value == pytest.approx(float(np.median(values)), abs=1e-9)
        assert sum(v > found.value for v in values) <= len(values) / 2

    def test_bands_hold_about_as_many_and_never_part_equal_scores(self) -> None:
        scores = pd.Series([1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, None], index=list("abcdefghijkl"))
        found = m.bands(scores, ["low", "middle", "high"])
        assert found[:4].eq("low").all()
        assert found["l"] is np.nan
        assert found.value_counts().sort_index().to_dict() == {"low": 4, "middle": 3, "high": 4}
        assert found.groupby(found, observed=True).size().index.tolist() == ["low", "middle", "high"]

    def test_the_correlation_is_scipys_over_those_who_have_both(self) -> None:
        chance = np.random.default_rng(2)
        first = pd.Series(chance.normal(size=30))
        second = first + pd.Series(chance.normal(size=30))
        second[3] = None
        found = m.correlation(first, second.sample(frac=1, random_state=1))
        both = second.notna()
        assert (found.value, found.n) == (pytest.approx(stats.pearsonr(first[both], second[both])[0], abs=1e-9), 29)

    def test_what_cannot_be_computed_is_told(self) -> None:
        with pytest.raises(ValueError, match="no value to take a median of"):
            m.median([None])
        with pytest.raises(ValueError, match="cannot be sorted into 3 bands"):
            m.bands(pd.Series([1.0, 1.0, 1.0, 2.0]), ["a", "b", "c"])
        with pytest.raises(ValueError, match="at least two labels"):
            m.bands(pd.Series([1.0, 2.0]), ["all"])
        with pytest.raises(ValueError, match="at least two people"):
            m.correlation(pd.Series([1.0]), pd.Series([1.0]))
        with pytest.raises(ValueError, match="Everybody has the same score"):
            m.correlation(pd.Series([1.0, 1.0]), pd.Series([1.0, 2.0]))

"""`protect` and `audit` on tables one can check by hand, and what they say when something is wrong."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.data import load
from belonging.privacy import HIDDEN, MINIMUM, audit, code_rate, protect, small_cells, small_together


@pytest.fixture(scope="module")
def counts() -> pd.DataFrame:
    """Spring respondents of the pulse by grade, the three largest groups."""
    data = load("pulse_fall_spring")
    here = data[data.spring_belong_1.notna() & data.group.isin(list("ABC"))]
    return pd.crosstab(here.grade, here.group)


def hidden_cells(table: pd.DataFrame) -> set[tuple[object, object]]:
    return {(row, column) for row in table.index for column in table.columns if table.loc[row, column] == HIDDEN}


class TestTheExerciseTable:
    def test_small_cells(self, counts: pd.DataFrame) -> None:
        assert small_cells(counts) == [(6, "C"), (8, "B")]

    def test_hiding_only_the_small_cells_is_solved_by_subtraction(self, counts: pd.DataFrame) -> None:
        published = protect(counts, 2).table  # shows everything, with totals
        for cell in small_cells(counts):
            published.loc[cell] = HIDDEN
        found = audit(published)
        assert {(f.cell, f.low, f.high) for f in found.findings} == {((6, "C"), 7, 7), ((8, "B"), 6, 6)}
        assert "6 · C in the table is hidden but can be worked out: it is 7." in str(found)

    def test_the_one_protection_with_two_complements_is_found(self, counts: pd.DataFrame) -> None:
        result = protect(counts)
        assert hidden_cells(result.table) == {(6, "B"), (6, "C"), (8, "B"), (8, "C")}
        assert result.reasons == {
            (6, "C"): "fewer than 10",
            (8, "B"): "fewer than 10",
            (6, "B"): "would give a smaller one away",
            (8, "C"): "would give a smaller one away",
        }
        assert result.kept == result.kept_at_most == 12 / 16
        assert audit(result).passed

    def test_what_the_attacker_then_knows(self, counts: pd.DataFrame) -> None:
        published = protect(counts).table
        found = {f.cell: (f.low, f.high) for f in audit(published, bounds=True).bounds}
        assert found[(6, "C")] == (1, 17)
        assert found[(8, "B")] == (0, 16)

    def test_every_other_pair_of_complements_fails_the_audit(self, counts: pd.DataFrame) -> None:
        everything = protect(counts, 2).table
        cells = [(row, column) for row in counts.index for column in counts.columns]
        others = [cell for cell in cells if cell not in small_cells(counts)]
        passed = []
        for i, first in enumerate(others):
            for second in others[i + 1 :]:
                published = everything.copy()
                for cell in (*small_cells(counts), first, second):
                    published.loc[cell] = HIDDEN
                if audit(published).passed:
                    passed.append((first, second))
        assert passed == [((6, "B"), (8, "C"))]

    def test_showing_a_small_cell_fails_the_audit(self, counts: pd.DataFrame) -> None:
        found = audit(counts)
        assert {f.cell for f in found.findings} == {(6, "C"), (8, "B")}
        assert all(f.shown for f in found.findings)
        assert "6 · C in the table is shown although it is 7, fewer than the minimum." in str(found)


class TestShapes:
    def test_without_totals_only_the_small_cells_hide(self, counts: pd.DataFrame) -> None:
        result = protect(counts, totals=False)
        assert hidden_cells(result.table) == {(6, "C"), (8, "B")}
        assert list(result.table.columns) == ["A", "B", "C"]
        assert audit(result).passed

    def test_totals_that_come_with_the_table_are_checked_and_kept(self, counts: pd.DataFrame) -> None:
        with_all = counts.copy()
        with_all["All"] = with_all.sum(axis=1)
        with_all.loc["All"] = with_all.sum()
        result = protect(with_all, total="All")
        assert list(result.table.index) == [6, 7, 8, "All"]
        assert result.table.loc["All", "All"] == 102
        with_all.loc["All", "All"] = 103
        with pytest.raises(ValueError, match="The total All · All is 103, but its cells sum to 102"):
            protect(with_all, total="All")

    def test_one_dimension(self) -> None:
        result = protect(pd.Series([25, 14, 3], index=["A", "B", "C"]))
        assert result.table.to_dict() == {"A": 25, "B": HIDDEN, "C": HIDDEN, "Total": 42}

    def test_a_whole_table_under_the_minimum_hides_its_total_too(self) -> None:
        result = protect(pd.Series([3, 4], index=["A", "B"]))
        assert set(result.table) == {HIDDEN}
        assert audit(result).passed

    def test_classes_in_grades_get_subtotals(self) -> None:
        data = load("pulse_fall_spring")
        result = protect(pd.crosstab([data.grade, data.class_code], data.group))
        assert (6, "Total") in result.table.index
        assert ("Total", "C1") not in result.table.index
        assert result.table.loc[("Total", "Total"), "Total"] == 176
        assert audit(result).passed
        assert result.kept == pytest.approx(result.kept_at_most, abs=0.02)

    def test_a_grade_with_one_class_hides_and_shows_together_with_it(self) -> None:
        index = pd.MultiIndex.from_tuples([(6, "C1"), (7, "C2"), (7, "C3")], names=["grade", "class"])
        table = protect(pd.DataFrame({"A": [4, 30, 31], "B": [22, 14, 15]}, index=index)).table
        assert table.loc[(6, "C1")].equals(table.loc[(6, "Total")])
        assert table.loc[(6, "C1"), "A"] == HIDDEN

    def test_three_dimensions(self) -> None:
        index = pd.MultiIndex.from_product([[6, 7], ["A", "B"], ["yes", "no"]], names=["grade", "group", "answered"])
        result = protect(pd.Series([20, 14, 5, 12, 30, 22, 16, 18], index=index))
        assert len(result.table) == 27
        assert result.table[(6, "B", "yes")] == HIDDEN
        assert audit(result).passed

    def test_an_empty_cell_is_one_that_cannot_exist(self) -> None:
        table = protect(pd.DataFrame({"A": [20, None], "B": [15, 30]}, index=["x", "y"])).table
        assert table.loc["y", "A"] is None
        assert table.loc["y", "Total"] == 30

    def test_nothing_small_nothing_hidden(self) -> None:
        result = protect(pd.DataFrame({"A": [20, 30], "B": [15, 30]}))
        assert result.reasons == {}
        assert (result.kept, result.kept_at_most) == (1, 1)

    def test_the_published_table_keeps_its_names_and_order(self, counts: pd.DataFrame) -> None:
        turned = protect(counts.loc[[8, 6, 7], ["C", "A", "B"]]).table
        assert (turned.index.name, turned.columns.name) == ("grade", "group")
        assert (list(turned.index), list(turned.columns)) == ([8, 6, 7, "Total"], ["C", "A", "B", "Total"])


class TestZeros:
    def test_a_zero_is_shown_and_never_used_as_cover(self) -> None:
        result = protect(pd.DataFrame({"A": [3, 0, 20], "B": [20, 15, 20], "C": [18, 15, 12]}))
        assert result.table.loc[1, "A"] == 0
        assert result.table.loc[0, "A"] == HIDDEN

    def test_or_counts_as_small(self) -> None:
        result = protect(pd.DataFrame({"A": [13, 0, 20], "B": [20, 15, 20], "C": [18, 15, 12]}), show_zeros=False)
        assert result.table.loc[1, "A"] == HIDDEN
        assert audit(result).passed

    def test_the_attacker_knows_that_a_hidden_cell_is_not_zero(self) -> None:
        # Two hidden cells that sum to 12 could be 0 to 12; with zeros shown they are 1 to 11.
        result = protect(pd.Series([3, 9, 30], index=list("ABC")))
        found = audit(result, bounds=True)
        assert {f.cell[0]: (f.low, f.high) for f in found.bounds} == {"A": (1, 11), "B": (1, 11)}


class TestMeansAndRates:
    means = pd.DataFrame({"A": [3.1, 3.2, 3.3], "B": [3.4, 3.5, 3.6], "C": [3.7, 3.8, 3.9]}, index=[6, 7, 8])

    def test_means_go_with_their_counts(self, counts: pd.DataFrame) -> None:
        result = protect(counts, means=self.means)
        assert hidden_cells(result.means) == hidden_cells(result.table)
        assert result.means.loc[7, "C"] == 3.8

    def test_rates_go_with_their_counts_and_have_no_ends(self, counts: pd.DataFrame) -> None:
        rates = pd.DataFrame({"A": [0.0, 0.374, 1.0], "B": [0.5, 0.96, 0.5], "C": [0.5, 0.04, 0.5]}, index=[6, 7, 8])
        result = protect(counts, rates=rates)
        assert hidden_cells(result.rates) == hidden_cells(result.table)
        assert list(result.rates["A"]) == ["≤5%", "37%", "≥95%"]
        assert result.rates.loc[7, "B"] == "≥95%"
        assert result.rates.loc[7, "C"] == "≤5%"

    def test_the_rate_of_the_whole_hides_where_it_would_give_an_end_away(self) -> None:
        # 12 of 12 in A; 10 of 20 in B: 22 of 32 is 69%, and 69% - B leaves only 12 for A.
        counts = pd.Series([12, 20], index=["A", "B"])
        rates = pd.Series([1.0, 0.5, 22 / 32], index=["A", "B", "Total"])
        printed = protect(counts, rates=rates).rates
        assert printed.to_dict() == {"A": "≥95%", "B": "50%", "Total": HIDDEN}

    def test_and_stays_where_it_does_not(self) -> None:
        # Among 200 the whole percents leave room for several counts.
        counts = pd.Series([60, 200], index=["A", "B"])
        rates = pd.Series([1.0, 0.5, 160 / 260], index=["A", "B", "Total"])
        printed = protect(counts, rates=rates).rates
        assert printed.to_dict() == {"A": "≥95%", "B": "50%", "Total": "62%"}

    @pytest.mark.parametrize(
        ("rate", "text"), [(0, "≤5%"), (0.054, "≤5%"), (0.055, "6%"), (0.944, "94%"), (0.945, "≥95%"), (1, "≥95%")]
    )
    def test_coding(self, rate: float, text: str) -> None:
        assert code_rate(rate) == text

    def test_a_percent_is_not_a_share(self) -> None:
        with pytest.raises(ValueError, match=r"write 35% as 0\.35"):
            code_rate(35)

    def test_few_people_are_marked_as_unsure(self, counts: pd.DataFrame) -> None:
        result = protect(counts)
        assert (7, "C") in result.unsure
        assert ("Total", "A") not in result.unsure
        assert "4 cells are hidden" in result.warnings[0]
        assert "fewer than 30 people" in result.warnings[1]


class TestBadInput:
    @pytest.mark.parametrize(
        ("table", "message"),
        [
            (pd.Series([-1, 3]), "holds -1, which is not a count"),
            (pd.Series([1.5, 3]), r"holds 1\.5, which is not a count"),
            (pd.Series(["a", "b"]), "holds 'a', which is not a count"),
            (pd.Series([], dtype=float), "has no counts"),
            (pd.Series([None, None], dtype=float), "has no counts"),
            (pd.Series([5, 6], index=["A", "A"]), "A cell occurs twice"),
            (pd.Series([5], index=["Total"]), "only totals"),
        ],
    )
    def test_is_named(self, table: pd.Series, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            protect(table)

    def test_no_table(self) -> None:
        with pytest.raises(TypeError, match="Give a table of counts"):
            protect([1, 2, 3])  # type: ignore[arg-type]

    def test_four_crossed_dimensions(self) -> None:
        index = pd.MultiIndex.from_product([[1, 2]] * 4, names=list("abcd"))
        with pytest.raises(ValueError, match="4 crossed dimensions"):
            protect(pd.Series(20, index=index))

    def test_a_minimum_of_one_protects_nothing(self) -> None:
        with pytest.raises(ValueError, match="at least 2"):
            protect(pd.Series([3, 4]), 1)

    def test_two_dimensions_of_one_name(self) -> None:
        table = pd.DataFrame([[1]], index=pd.Index([6], name="grade"), columns=pd.Index([6], name="grade"))
        with pytest.raises(ValueError, match="the same name"):
            protect(table)

    def test_nothing_to_audit(self) -> None:
        with pytest.raises(ValueError, match="nothing to audit"):
            audit([])
        with pytest.raises(ValueError, match="Every cell of the table is a total"):
            audit(pd.Series([3], index=["Total"]))

    def test_a_published_table_that_does_not_add_up(self) -> None:
        with pytest.raises(ValueError, match="contradict each other"):
            audit(pd.Series([12, 13, 30], index=["A", "B", "Total"]))

    @pytest.mark.parametrize("mark", [HIDDEN, "<10", "*", "n < 10", None, np.nan, ""])
    def test_any_mark_is_read_as_hidden(self, mark: object) -> None:
        found = audit(pd.Series([12, mark, 19], index=["A", "B", "Total"], dtype=object))
        assert [(f.low, f.high) for f in found.findings] == [(7, 7)]


def test_out_of_time_the_result_is_still_safe() -> None:
    table = pd.DataFrame(np.random.default_rng(3).poisson(9, (8, 6)))
    hurried, patient = protect(table, seconds=0), protect(table)
    assert audit(hurried).passed
    assert hurried.kept <= patient.kept


def test_a_table_of_ten_thousand_cells_is_protected_and_audited() -> None:
    table = pd.DataFrame(np.random.default_rng(1).poisson(np.random.default_rng(2).gamma(2, 10, (200, 50))))
    result = protect(table)
    assert audit(result).passed
    assert result.kept >= result.kept_at_most - 0.1


class TestSmallGroupsTogether:
    @given(st.lists(st.integers(1, 40), min_size=2, max_size=9))
    def test_together_they_are_enough_and_no_small_one_is_left(self, sizes: list[int]) -> None:
        counts = pd.Series(sizes, index=[f"g{i}" for i in range(len(sizes))])
        together = small_together(counts)
        assert set(counts.index[counts < MINIMUM]) <= together
        assert len(together) != 1
        if together and counts.sum() >= MINIMUM:
            assert counts[list(together)].sum() >= MINIMUM
        if (counts >= MINIMUM).all():
            assert not together

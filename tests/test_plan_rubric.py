"""The rubric that people score plans by: complete, plain, and pointing at fields that a plan has."""

import itertools
from typing import Any, get_args

import pytest
import textstat
from pydantic import BaseModel

from belonging.plan.anchor_review import anchor_plan, expected
from belonging.plan.plan import Plan
from belonging.plan.rubric import Row, level_names, rubric
from belonging.plan.rules import check

EACH = pytest.mark.parametrize("row", rubric(), ids=lambda row: row.id)


def is_a_field(path: str) -> bool:
    """Whether a plan has such a field; a number stands for a place in a list."""
    at: Any = Plan
    for step in path.split("."):
        if step.isdigit():
            at = next(iter(get_args(at)), None)
        elif isinstance(at, type) and issubclass(at, BaseModel) and step in at.model_fields:
            at = at.model_fields[step].annotation
        else:
            return False
    return True


def test_there_are_eight_rows_of_four_levels() -> None:
    assert "".join(row.id for row in rubric()) == "ABCDEFGH"
    assert {len(row.levels) for row in rubric()} == {len(level_names())} == {4}


@EACH
def test_three_anchors_rise_from_low_to_strong(row: Row) -> None:
    levels = [anchor.level for anchor in row.anchors]
    assert len(levels) == 3
    assert levels == sorted(set(levels))
    assert levels[0] < 2, "the lowest shows what does not pass"
    assert levels[1:] == [2, 3]


@EACH
def test_an_anchor_quotes_fields_that_a_plan_has_and_that_the_row_looks_at(row: Row) -> None:
    for anchor in row.anchors:
        assert len(anchor.excerpt) >= 2
        for excerpt in anchor.excerpt:
            assert is_a_field(excerpt.field), excerpt.field
            assert excerpt.field.split(".")[0] in {*row.look_at, "activities"}, excerpt.field
    assert not is_a_field("audience.applause")


def test_no_two_levels_or_reasons_read_the_same() -> None:
    said = [text for row in rubric() for text in (*row.levels, *(anchor.why for anchor in row.anchors), row.question)]
    assert len(said) == len(set(said))
    quoted = [tuple(e.text for e in anchor.excerpt) for row in rubric() for anchor in row.anchors]
    assert all(one != other for one, other in itertools.combinations(quoted, 2))


@EACH
def test_a_row_reads_at_grade_nine_or_below(row: Row) -> None:
    text = " ".join([row.question, *row.levels, *(anchor.why for anchor in row.anchors)])
    assert textstat.automated_readability_index(text) <= 9
    assert textstat.coleman_liau_index(text) <= 9


# --- The plan to practice on -----------------------------------------------------------------------------------------


def test_every_row_has_an_expected_level_with_a_reason_of_its_own() -> None:
    assert [found.row for found in expected()] == [row.id for row in rubric()]
    assert len({found.why for found in expected()} | {found.lift for found in expected()}) == 16


def test_an_expected_level_points_at_fields_that_the_plan_fills() -> None:
    for found in expected():
        assert len(found.fields) >= 3
        for field in found.fields:
            at: Any = anchor_plan()
            for step in field.split("."):
                at = at[int(step)] if step.isdigit() else getattr(at, step)
            assert at not in ("", None, ()), field
            row = next(row for row in rubric() if row.id == found.row)
            assert field.split(".")[0] in {*row.look_at, "activities"}, field


def test_the_plan_is_a_near_miss_and_no_straw_man() -> None:
    levels = [found.level for found in expected()]
    assert set(levels) == {1, 2}, "nothing in it is missing, nothing is strong"
    assert levels.count(2) == 4, "one row short of what a plan needs"


def test_one_rule_is_broken_and_the_rubric_sees_more() -> None:
    assert {finding.rule for finding in check(anchor_plan())} == {"R07"}


def test_words_of_the_expected_review_read_at_grade_nine_or_below() -> None:
    text = " ".join(f"{found.why} {found.lift}" for found in expected())
    assert textstat.automated_readability_index(text) <= 9
    assert textstat.coleman_liau_index(text) <= 9

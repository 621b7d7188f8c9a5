"""Several releases about the same people: what each hides must stay hidden beside the others."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from belonging.privacy import CannotProtectError, audit, protect

K, WIDTH = 10, 5


def school(seed: int) -> pd.DataFrame:
    """Students of one small school: class in grade, group, and whether they answered in spring."""
    chance = np.random.default_rng(seed)
    n = int(chance.integers(60, 260))
    classes = [(grade, f"C{grade}{i}") for grade in (6, 7, 8)[: chance.integers(2, 4)] for i in range(2)]
    seat = chance.integers(0, len(classes), n)
    return pd.DataFrame(
        {
            "grade": [classes[i][0] for i in seat],
            "class_code": [classes[i][1] for i in seat],
            "group": chance.choice(list("ABC"), n, p=[0.5, 0.35, 0.15]),
            "spring": chance.choice(["yes", "no"], n, p=[0.65, 0.35]),
        }
    )


def by_class(students: pd.DataFrame) -> pd.DataFrame:
    return pd.crosstab([students.grade, students.class_code], students.group)


def by_grade(students: pd.DataFrame) -> pd.DataFrame:
    return pd.crosstab(students.grade, students.group)


def integer_ranges(students: pd.DataFrame, tables: list[tuple[pd.DataFrame, dict[str, str]]]) -> list[float]:
    """A whole-number attacker that knows every class's grade; shares no code with `belonging.privacy`.

    Each table comes with whom it counts. Returns the range of every hidden cell of every table.
    """
    classes = sorted(set(zip(students.grade, students.class_code, strict=True)))
    atoms = [(*c, group, spring) for c, group, spring in product(classes, sorted(set(students.group)), ("yes", "no"))]
    rows, low, high = [], [], []
    for table, where in tables:
        for labels, line in table.iterrows():
            labels = labels if isinstance(labels, tuple) else (labels, "Total")
            for group, value in line.items():
                wanted = (*labels, group, where.get("spring", "Total"))
                rows.append([all(w in ("Total", a) for w, a in zip(wanted, atom, strict=True)) for atom in atoms])
                low.append(1 if value == "hidden" else value)
                high.append(np.inf if value == "hidden" else value)
    aims = np.array(rows, dtype=float)
    rules = LinearConstraint(aims, np.array(low, dtype=float), np.array(high, dtype=float))
    found = []
    for aim in aims[np.isinf(high)]:
        ends = [
            milp(
                sign * aim, constraints=rules, integrality=np.ones(len(atoms)), bounds=Bounds(0, 10 * len(students))
            ).fun
            for sign in (1, -1)
        ]
        found.append(-ends[1] - ends[0])
    return found


@pytest.mark.parametrize("seed", range(60))
def test_class_and_grade_tables_together_give_nothing_away(seed: int) -> None:
    students = school(seed)
    first = protect(by_class(students), K, name="by class")
    second = protect(by_grade(students), K, beside=[first], name="by grade")
    assert audit([first, second], k=K).passed
    if seed < 20:
        assert min(integer_ranges(students, [(first.table, {}), (second.table, {})]), default=WIDTH) >= WIDTH


@pytest.mark.parametrize("seed", range(60))
def test_fall_and_spring_tables_together_give_nothing_away(seed: int) -> None:
    """Who answered in spring is part of who was there in fall, so each release bounds the other."""
    students = school(seed)
    where = {"spring": "yes"}
    fall = protect(by_grade(students), K, name="fall")
    spring = protect(by_grade(students[students.spring == "yes"]), K, beside=[fall], where=where, name="spring")
    assert audit([fall, spring], k=K).passed
    if seed < 20:
        assert min(integer_ranges(students, [(fall.table, {}), (spring.table, where)]), default=WIDTH) >= WIDTH


def test_a_second_release_protected_by_itself_can_give_the_first_away() -> None:
    """Two ways to hide the same table, each safe alone; laid side by side one fills the gaps of the other."""
    one = pd.DataFrame(
        [["hidden", "hidden", 14, 34], ["hidden", "hidden", 13, 36], [15, 12, 11, 38], [34, 36, 38, 108]],
        index=pd.Index([6, 7, 8, "Total"], name="grade"),
        columns=pd.Index(["A", "B", "C", "Total"], name="group"),
    )
    other = one.copy()
    other.loc[[6, 7], "A"] = [7, 12]
    other = other.astype(object)
    other.loc[[6, 8], "A"] = "hidden"
    other.loc[7, "A"], other.loc[7, "B"] = 12, 11
    other.loc[[6, 8], "B"] = "hidden"
    assert audit(one).passed
    assert audit(other).passed
    together = audit([one, other])
    assert not together.passed
    assert {finding.cell for finding in together.findings} >= {(6, "A"), (7, "A")}
    assert all(f.low == f.high for f in together.findings if f.cell == (7, "A") and not f.shown)


def test_protecting_beside_the_first_release_avoids_that() -> None:
    counts = pd.DataFrame(
        [[7, 13, 14], [12, 11, 13], [15, 12, 11]],
        index=pd.Index([6, 7, 8], name="grade"),
        columns=pd.Index(list("ABC"), name="group"),
    )
    first = protect(counts)
    again = protect(counts, beside=[first])
    assert again.table.equals(first.table)
    assert audit([first, again]).passed


def test_what_was_published_unprotected_cannot_be_taken_back() -> None:
    counts = pd.DataFrame(
        [[7, 13], [12, 11]], index=pd.Index([6, 7], name="grade"), columns=pd.Index(["A", "B"], name="group")
    )
    open_table = counts.assign(Total=counts.sum(axis=1))
    from belonging.privacy import read_release

    with pytest.raises(CannotProtectError, match="can be worked out from what was published before"):
        protect(counts, beside=[read_release(open_table)])


def test_a_part_is_never_larger_than_the_whole() -> None:
    """Fall shows 12; spring hides its part of them; then spring's cell is at most 12, which the audit knows."""
    fall = pd.DataFrame({"A": [12, 30]}, index=pd.Index([6, 7], name="grade"))
    fall.columns.name = "group"
    spring = fall.astype(object).copy()
    spring.loc[:, "A"] = "hidden"
    from belonging.privacy import read_release

    found = audit(
        [read_release(fall, name="fall"), read_release(spring, where={"answered": "yes"}, name="spring")], bounds=True
    )
    assert {(f.cell, f.low, f.high) for f in found.bounds} == {((6, "A"), 0, 12), ((7, "A"), 0, 30)}
    without = audit([read_release(spring, where={"answered": "yes"})], bounds=True)
    assert {f.high for f in without.bounds} == {float("inf")}


def test_labels_written_as_number_or_text_are_the_same() -> None:
    as_number = pd.DataFrame({"A": [12, "hidden"], "B": [15, "hidden"]}, index=pd.Index([6, 7], name="grade"))
    as_text = pd.DataFrame({"A": [12, 3], "B": [15, 4]}, index=pd.Index(["6", "7"], name="grade"))
    for table in (as_number, as_text):
        table.columns.name = "group"
    learned = audit([as_number, as_text], bounds=True)
    assert {(f.cell, f.low, f.high) for f in learned.bounds} == {((7, "A"), 3, 3), ((7, "B"), 4, 4)}


def test_releases_without_a_common_dimension_are_laid_over_each_other_through_their_total() -> None:
    groups = pd.DataFrame({"count": ["hidden", 20, 28]}, index=pd.Index(["A", "B", "Total"], name="group"))["count"]
    grades = pd.Series([15, 13, 28], index=pd.Index([6, 7, "Total"], name="grade"))
    found = audit([groups, grades])
    assert [str(finding) for finding in found.findings] == ["A in table 1 is hidden but can be worked out: it is 8."]


def test_releases_that_contradict_each_other_are_named() -> None:
    one = pd.Series([12, 20, 32], index=pd.Index(["A", "B", "Total"], name="group"))
    other = pd.Series([13, 20, 33], index=pd.Index(["A", "B", "Total"], name="group"))
    with pytest.raises(ValueError, match="contradict each other"):
        audit([one, other])

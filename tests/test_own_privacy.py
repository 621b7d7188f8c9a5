"""The attacker's view of a report: from all published averages and counts, no small group can be worked out."""

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from belonging.own import analyse, propose, read_bytes, read_survey, write_report
from belonging.own.people import collect
from belonging.own.report import Report
from belonging.own.subtract import POOLED
from belonging.privacy import audit

K = 10


def published_sets(report: Report, groups: pd.DataFrame) -> dict[str, np.ndarray]:
    """Whom each published average is over, as 0/1 per person: everybody, and each row of each comparison."""
    sets = {"everybody": np.ones(len(groups))}
    for each in report.comparisons:
        shown = {row.label for row in each.rows} - {POOLED}
        for row in each.rows:
            labels = groups[each.variable]
            mask = ~labels.isin(shown) if row.label == POOLED else labels == row.label
            assert int(mask.sum()) == row.n, "the n that is printed is the n of the group"
            sets[f"{each.variable}={row.label}"] = mask.to_numpy(dtype=float)
    return sets


def attack(report: Report, groups: pd.DataFrame) -> list[str]:
    """Sums of answers over these sets are known. Which small groups' sums follow, by any addition and subtraction?"""
    sets = published_sets(report, groups)
    known = np.array(list(sets.values()))
    found = [name for name, members in sets.items() if members.sum() < K]
    small = {
        f"{variable}={label}": (groups[variable] == label).to_numpy(dtype=float)
        for variable in groups
        for label, n in groups[variable].value_counts().items()
        if n < K
    }
    for name, members in small.items():
        solution = np.linalg.lstsq(known.T, members, rcond=None)[0]
        if np.allclose(known.T @ solution, members, atol=1e-6):
            found.append(name)
    for outer, whole in sets.items():  # what a shown group leaves over beside all shown groups inside it
        for variable in groups:
            inside = [m for n, m in sets.items() if n.startswith(f"{variable}=") and np.all(m <= whole)]
            left = whole - np.sum(inside, axis=0) if inside else np.zeros(len(groups))
            if 0 < left.sum() < K:
                found.append(f"{outer} leaves {left.sum():g}")
    return found


def random_survey(seed: int) -> bytes:
    """Classes nested in grades, and two groupings across, all of uneven sizes."""
    draw = random.Random(seed)
    n = draw.randint(30, 250)
    grades = [str(6 + i) for i in range(draw.randint(2, 4))]
    weights = [draw.random() ** 2 + 0.02 for _ in range(6)]
    lines = ["grade,class,team,gender,q1,q2"]
    for _ in range(n):
        grade = draw.choice(grades)
        section = draw.choices("ABCDEF", weights)[0]
        team = draw.choices(["red", "blue", "green", "gray"], weights[:4])[0]
        gender = draw.choices(["F", "M", "X"], [10, 10, draw.random() * 3])[0]
        level = draw.randint(1, 5)
        answers = f"{level},{min(5, max(1, level + draw.choice([-1, 0, 1])))}" if draw.random() < 0.9 else ","
        lines.append(f"{grade},{grade}{section},{team},{gender},{answers}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize("block", range(4))
def test_no_small_group_follows_from_a_random_report(block: int) -> None:
    shown = pooled = 0
    for seed in range(block * 12, block * 12 + 12):
        survey = read_bytes(random_survey(seed))
        mapping = propose(survey)
        assert [column.role for column in mapping.columns[:4]] == ["group"] * 4
        report = analyse(survey, mapping)
        answers = collect(survey, mapping).terms[-1]
        groups = answers.groups[answers.answered]
        assert attack(report, groups) == [], f"seed {seed}"
        for release in report.releases:
            assert audit(release).passed
        shown += sum(len(each.rows) for each in report.comparisons)
        pooled += sum(each.pooled for each in report.comparisons)
    assert shown > 40  # hiding everything would be safe too
    assert pooled > 15


def test_the_attack_can_win() -> None:
    """The proof proves something: the same attack on a report that shows every group finds the small ones."""
    survey = read_bytes(b"class,q1,q2\n" + b"A,3,4\nA,4,4\nB,2,3\nB,5,4\n" * 8 + b"C,1,2\n")
    mapping = propose(survey)
    report = analyse(survey, mapping)
    groups = collect(survey, mapping).terms[-1].groups
    assert attack(report, groups) == []
    careless = report.comparisons[0].rows[:1]
    from dataclasses import replace

    every = tuple(replace(careless[0], label=name, n=n) for name, n in (("A", 16), ("B", 16)))
    shown = replace(report, comparisons=(replace(report.comparisons[0], rows=every),))
    assert attack(shown, groups) == ["class=C", "everybody leaves 1"]


def test_the_nine_small_courses_of_the_real_survey_stay_hidden(real_data: Path, tmp_path: Path) -> None:
    survey = read_survey(real_data / "dataedu_sci_mo_processed.csv")
    sizes = survey.table["course_id"].value_counts()
    small = set(sizes[sizes < K].index)
    assert (len(sizes), len(small)) == (26, 9)
    mapping = propose(survey)
    report = analyse(survey, mapping)
    by_course = next(each for each in report.comparisons if each.variable == "course_id")
    assert not small & {row.label for row in by_course.rows}
    assert len(by_course.rows) > 12
    answers = collect(survey, mapping).terms[-1]
    assert attack(report, answers.groups[answers.answered]) == []
    written = write_report(report, mapping, tmp_path)
    text = written.html.read_text(encoding="utf-8")
    assert not [name for name in small if name in text]


def test_groups_that_all_answered_alike_or_at_the_top_are_not_shown_alone() -> None:
    lines = ["class,q1,q2"]
    for i in range(40):
        lines += [f"alike,3,3\ntop,5,5\nmixed,{1 + i % 5},{1 + i % 4}\nother,{1 + i % 4},{1 + i % 5}"]
    survey = read_bytes("\n".join(lines).encode())
    report = analyse(survey, propose(survey))
    assert [row.label for row in report.comparisons[0].rows] == ["mixed", "other", POOLED]


def test_a_group_too_small_last_term_is_not_shown_this_term() -> None:
    def term(sizes: dict[str, int]) -> bytes:
        rows = [f"{name},{1 + i % 5},{1 + (i * 2) % 5}" for name, n in sizes.items() for i in range(n)]
        return "\n".join(["class,q1,q2", *rows]).encode()

    now, then = read_bytes(term({"A": 30, "B": 30, "C": 12})), read_bytes(term({"A": 30, "B": 30, "C": 9}))
    mapping = propose(now)
    alone = {row.label for row in analyse(now, mapping).comparisons[0].rows}
    beside = {row.label for row in analyse(now, mapping, then).comparisons[0].rows}
    assert "C" in alone
    assert "C" not in beside


@pytest.mark.parametrize("n", [3, 9])
def test_a_report_on_fewer_than_ten_prints_no_average(n: int, tmp_path: Path) -> None:
    survey = read_bytes(b"class,q1,q2\n" + b"A,3,4\n" * n)
    mapping = propose(survey)
    report = analyse(survey, mapping)
    assert report.too_few
    assert (report.scales, report.comparisons) == ((), ())
    assert "listen instead" in write_report(report, mapping, tmp_path).html.read_text(encoding="utf-8")

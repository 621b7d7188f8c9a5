"""What a director sees of a run of grading: short however many people there are, and nothing twice."""

import io
from pathlib import Path
from types import SimpleNamespace

from rich.console import Console

from belonging.cohort.grade_report import show
from belonging.cohort.roster import Person, Roster
from belonging.grading.batch import Batch
from belonging.grading.report import NotGraded


def test_two_thousand_without_points_are_a_short_list_and_what_an_audit_said_is_not_said_again() -> None:
    people = tuple(Person(f"p{n:04}", f"Person {n}") for n in range(2_000))
    without = tuple(NotGraded(Path(f"{one.id}.ipynb"), "It is empty.", one.id, "start") for one in people)
    out = io.StringIO()
    show(SimpleNamespace(roster=Roster(people)), Batch((), without, ("p0001, start: differs.",)), Console(file=out))
    shown = out.getvalue()
    assert "Without points: 2000" in shown
    assert "Person 0 (p0000), start: It is empty." in shown
    assert "and 1988 more, in reports/grade.csv" in shown
    assert "differs" not in shown

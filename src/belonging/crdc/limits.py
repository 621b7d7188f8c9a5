"""What the public file cannot show, and the terms under which it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.privacy import MINIMUM

if TYPE_CHECKING:
    from belonging.crdc.analysis import Analysis

TERMS = (
    "The terms of use of the public file hold for this report too: make no use of an identity you find by accident, "
    "and do not link the file to data that name people.",
)


def limits(analysis: Analysis) -> tuple[str, ...]:
    """Return what to say beside any number of the report."""
    found = [
        "Why a student is or is not in a course. The file counts; it asks nobody.",
        "Interest. Who wanted the course and found no seat, no period or a rule in the way is in no column.",
        "Seats: how many there were, how many stayed free, and who was turned away.",
        "The rules: which earlier course, grade, signature or advice was needed, and when the class met.",
        "Grades: its counts of students are of all grades, so a school with younger students has a lower share by that "
        "alone.",
        "What happens inside the course: who speaks, who belongs, who stays.",
        "Today: the file is of a past year. Look at this year's timetable beside it.",
        "Several groups at once beyond race and sex, and any group smaller than its categories.",
        f"Groups under {MINIMUM} students. Listen to them; do not count them.",
        "Causes. A difference goes together with many things that the file does not hold.",
    ]
    if analysis.year == "2020-21":
        found.append("Change from earlier years: 2020-21 was a pandemic year, and officials warned against comparing.")
    if not analysis.year:
        found.append("Its own year: nothing in these files says which collection they are of. Write it down beside it.")
    if any(len(unit.keys) > 1 for unit in analysis.units):
        found.append("Whether schools set side by side are alike: same district or size is not same means.")
    return tuple(found)

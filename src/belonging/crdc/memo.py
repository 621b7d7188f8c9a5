"""A draft memo of about 100 words for the person to edit: strengths first, and the lever in what the school sets."""

from __future__ import annotations

from belonging.crdc.analysis import Analysis
from belonging.crdc.columns import RACES, SEXES
from belonging.crdc.publish import ALL, Published
from belonging.crdc.steps import NO, NOT_ASKED, YES
from belonging.measures import composition_index, newcombe
from belonging.own.blocks import short

TITLE = "Draft memo: please edit"
_LOW = 0.8


def memo(analysis: Analysis) -> tuple[str, ...]:
    """Return the draft as paragraphs.

    Every number in it may be shown. What only the person can know stands in square brackets.
    """
    if analysis.answer == NO:
        return _not_offered(analysis)
    if analysis.answer != YES:
        return _unknown(analysis)
    return _offered(analysis)


def words(paragraphs: tuple[str, ...]) -> int:
    """Return how many words the draft has."""
    return len(" ".join(paragraphs).split())


def smallest_share(analysis: Analysis) -> tuple[str, float] | None:
    """Return the group with the smallest composition index below 0.8, with the index.

    Only groups count whose numbers may be shown, and whose share in the course is below that of all other students by
    more than chance alone would make likely.
    """
    unit = analysis.subject.label
    found = [
        (labels[group], index)
        for published, labels in ((analysis.by_race, RACES), (analysis.by_sex, SEXES))
        for group in published.groups
        if (index := index_of(published, unit, group)) is not None and _clearly_below(published, unit, group)
    ]
    low = min(found, key=lambda each: each[1], default=None)
    return low if low and low[1] < _LOW else None


def index_of(published: Published, unit: str, group: str) -> float | None:
    """Return a group's share of the course divided by its share of the students, if all four counts are shown."""
    counts = (
        published.takes(unit, group),
        published.takes(unit, ALL),
        published.students(unit, group),
        published.students(unit, ALL),
    )
    if any(count is None for count in counts) or not counts[1] or not counts[2]:
        return None
    return composition_index(*counts).value  # type: ignore[arg-type]


def _clearly_below(published: Published, unit: str, group: str) -> bool:
    one, whole = published.steps(unit, group), published.steps(unit, ALL)
    if one is None or whole is None or whole.students == one.students:
        return False
    others = whole.students - one.students, whole.enrolled - one.enrolled
    return newcombe(one.enrolled, one.students, others[1], others[0]).high < 0


def _name(analysis: Analysis) -> str:
    return short(analysis.subject.label, 80)


def _people(analysis: Analysis) -> str:
    total = analysis.by_race.students(analysis.subject.label, ALL)
    return f"Our {total:,} students" if total else "Our students"


def _year(analysis: Analysis) -> str:
    return analysis.year or "[year of the file]"


def _not_offered(analysis: Analysis) -> tuple[str, ...]:
    course = analysis.course.name
    return (
        f"To: [name]. About: {course} at {_name(analysis)}.",
        f"{_people(analysis)} ask good questions and already do [one thing you saw students do this month]. "
        f"In {_year(analysis)} we had no class in {course}, so nobody here could choose it. "
        "That is a matter of what we offer, and we can change it.",
        "I ask that by [date] we look at three things: which staff could teach it, whether a period or a shared or "
        "online section with a nearby school is possible, and which earlier courses lead there. "
        "Then we ask students and families what time and place would work. "
        "We will know it worked when a section opens and students of every group take seats.",
    )


def _unknown(analysis: Analysis) -> tuple[str, ...]:
    course = analysis.course.name
    silent = f"does not say whether we offer {course}"
    if analysis.answer == NOT_ASKED:
        silent = f"says that its question about {course} does not apply to us"
    return (
        f"To: [name]. About: {course} at {_name(analysis)}.",
        f"{_people(analysis)} bring interests that a course can build on, such as [what you saw this month]. "
        f"The public file of {_year(analysis)} {silent}. So it cannot tell who gets the chance.",
        "I ask that by [date] we count it ourselves. How many sections run here or where our students go next? In "
        "which periods? How many seats are free? Which earlier courses or signatures do we ask for? Then we choose one "
        "rule or one line of the timetable to change, with students and families at the table.",
    )


def _offered(analysis: Analysis) -> tuple[str, ...]:
    course, unit = analysis.course.name, analysis.subject.label
    takes = analysis.by_race.takes(unit, ALL)
    known = f"{takes:,} students took {course}" if takes else f"we offered {course}"
    low = smallest_share(analysis)
    if low:
        group, index = low
        held = f"held {index:.2f} times their share of the school" if index else "held none of them"
        pattern = (
            f"Seats were not spread evenly: {group} students {held}. That tells us about our setup, not about students."
        )
        ask = f"{group} students and their families"
    else:
        shown = any(index_of(analysis.by_race, unit, group) is not None for group in analysis.by_race.groups)
        pattern = (
            "No group whose numbers can be shown stood clearly below its share of our students. "
            if shown
            else "Its counts by group are too small to show. "
        ) + "How we set it up decides who finds a seat."
        ask = "students and families"
    return (
        f"To: [name]. About: {course} at {_name(analysis)}.",
        f"{_people(analysis)} do work that this course can build on: [one thing you saw]. "
        f"In {_year(analysis)}, {known}. {pattern}",
        "I ask that by [date] we list what we set: number of sections and seats, the periods they meet, which earlier "
        f"course or signature we require, who is told. Let us ask {ask} which of these stands in the way, change one "
        "for next term, and count again.",
    )

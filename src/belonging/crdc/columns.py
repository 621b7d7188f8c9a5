"""Which columns of the public files the tool reads, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from belonging.errors import Plain

IDS = ("LEA_STATE", "LEA_STATE_NAME", "LEAID", "LEA_NAME", "SCHID", "SCH_NAME", "COMBOKEY", "JJ")
RACES = {
    "HI": "Hispanic or Latino of any race",
    "AM": "American Indian or Alaska Native",
    "AS": "Asian",
    "HP": "Native Hawaiian or Other Pacific Islander",
    "BL": "Black or African American",
    "WH": "White",
    "TR": "Two or more races",
}
SEXES = {"M": "Male", "F": "Female", "X": "Nonbinary"}
_ENROLMENT = re.compile(rf"SCH_ENR_({'|'.join(RACES)})_[MFX]")


@dataclass(frozen=True)
class Course:
    """A course of the collection: the column that says whether it is offered, and how its enrollment columns start."""

    key: str
    name: str
    offer: str
    enrolment: str
    file: str

    @property
    def by_indicator(self) -> bool:
        """Whether the offer is a Yes or No, and no number of classes."""
        return self.offer.endswith("_IND")


def _classes(key: str, name: str, field: str, code: str, file: str) -> Course:
    return Course(key, name, f"SCH_{field}CLASSES_{code}", f"SCH_{field}ENR_{code}", file)


def _ap(key: str, name: str, field: str) -> Course:
    return Course(key, name, f"SCH_{field}_IND", f"SCH_{field}", "Advanced Placement.csv")


COURSES = {
    course.key: course
    for course in (
        _classes("calculus", "calculus", "MATH", "CALC", "Calculus.csv"),
        _classes("advanced-math", "advanced mathematics", "MATH", "ADVM", "Advanced Mathematics.csv"),
        _classes("algebra-2", "algebra II", "MATH", "ALG2", "Algebra II.csv"),
        _classes("geometry", "geometry", "MATH", "GEOM", "Geometry.csv"),
        _classes("physics", "physics", "SCI", "PHYS", "Physics.csv"),
        _classes("chemistry", "chemistry", "SCI", "CHEM", "Chemistry.csv"),
        _classes("biology", "biology", "SCI", "BIOL", "Biology.csv"),
        _classes("computer-science", "computer science", "COMP", "CSCI", "Computer Science.csv"),
        _ap("ap", "any Advanced Placement course", "APENR"),
        _ap("ap-math", "Advanced Placement mathematics", "APMATHENR"),
        _ap("ap-science", "Advanced Placement science", "APSCIENR"),
    )
}
_OFFERS = {course.offer for course in COURSES.values()}


def course_named(text: str) -> Course:
    """Return a course by what a person types.

    Raises
    ------
    Plain
        If there is none of that name; the message lists them.

    Examples
    --------
    >>> course_named("Algebra 2").name
    'algebra II'
    """
    wanted = re.sub(r"[\s_]+", "-", text.strip().casefold())
    for course in COURSES.values():
        if wanted in (course.key, course.name.casefold().replace(" ", "-")):
            return course
    raise Plain(f"The course “{text}” is not one of those this tool reads.", f"Write one of: {', '.join(COURSES)}.")


def enrolment_column(start: str, race: str, sex: str) -> str:
    """Return the name of one enrollment column, such as `SCH_ENR_HI_M`."""
    return f"{start}_{race}_{sex}"


def wanted(column: str) -> bool:
    """Tell whether a column is read at all: a national file has many hundreds of others.

    >>> wanted("SCH_MATHENR_CALC_HI_M"), wanted(" sch_name"), wanted("SCH_SATACT_HI_M")
    (True, True, False)
    """
    name = tidy(column)
    if name in IDS or name in _OFFERS or _ENROLMENT.fullmatch(name):
        return True
    start, _, end = name.rpartition("_")
    start, _, race = start.rpartition("_")
    return end in SEXES and race in RACES and any(course.enrolment == start for course in COURSES.values())


def tidy(column: str) -> str:
    """Return a heading as the public files write it."""
    return column.strip().strip("\ufeff\"'").strip().upper()

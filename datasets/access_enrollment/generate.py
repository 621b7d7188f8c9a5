"""Makes the fictional access data: who is offered physics at five schools, and who takes it up, in 10 rows."""

import random

COLUMNS = ("school", "group", "students", "interested", "offered", "enrolled", "sections", "seats")
GROUPS = ("A", "B")

# school: (sections of physics, juniors and seniors in group A, in group B). Group B goes where the sections are few.
SCHOOLS = {
    "Ash": (7, 250, 50),
    "Birch": (6, 225, 75),
    "Cedar": (4, 120, 120),
    "Elm": (3, 75, 225),
    "Fir": (2, 90, 270),
}
# One section fits the timetable of 36 students, and 24 of them can have a seat.
OPENS_TO, SEATS = 36, 24

# Share of those offered who enroll, and of all students who ask for the course. Group B says yes a little more often.
TAKES_UP = {"A": 0.585, "B": 0.67}
ASKS = {"A": 0.61, "B": 0.635}
WOBBLE = 0.012
SEED = 5

Row = dict[str, str | int | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 10 rows, one for each school and group, in the order of the CSV file.

    Within a school both groups are offered the course at the same rate, namely that of its sections.
    """
    chance = random.Random(seed)
    return [
        _row(chance, school, group, sections, students, a + b)
        for school, (sections, a, b) in SCHOOLS.items()
        for group, students in zip(GROUPS, (a, b), strict=True)
    ]


def _row(chance: random.Random, school: str, group: str, sections: int, students: int, everyone: int) -> Row:
    offered = sections * OPENS_TO * students // everyone
    return {
        "school": school,
        "group": group,
        "students": students,
        "interested": _part(chance, students, ASKS[group]),
        "offered": offered,
        "enrolled": _part(chance, offered, TAKES_UP[group]),
        "sections": sections,
        "seats": sections * SEATS,
    }


def _part(chance: random.Random, whole: int, share: float) -> int:
    return round(whole * (share + chance.uniform(-WOBBLE, WOBBLE)))

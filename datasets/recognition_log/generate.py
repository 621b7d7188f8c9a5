"""Makes the fictional talk log of one class: 756 moments in 40 lessons, calls and expert moments of 28 students."""

import random

COLUMNS = ("event", "lesson", "student", "lessons_in_room", "kind", "move")
SEED = 28
LESSONS = 40

# The counts are set by hand, because the exercise needs just these: calls all alike for the time a student was in
# the room, expert moments anything but. card.md lists what follows from them; tests/test_data_struggle.py asserts it.
CALLS_ALL_LESSONS = (22, 23, 23, 24, 24, 24, 24, 24, 24, 24, 25, 25, 25, 25, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27)
CALLS_HALF = (12, 12, 13, 13)
EXPERT_ALL_LESSONS = (38, 27, 20, 16, 2, 2, 2, 1, 1, 1, 1, *(0,) * 13)
EXPERT_HALF = (1, 0, 0, 0)

CALL_MOVES = ("name card", "raised hand", "table check")
EXPERT_MOVES = ("explains a method", "helps a classmate", "idea is named", "makes the choice")

Row = dict[str, str | int]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 756 moments in the order in which they were noted."""
    chance = random.Random(seed)
    noted: list[Row] = []
    for student in _students(chance):
        # Students with half the lessons are elsewhere every other day, so they can be called on even days only.
        days = range(1, LESSONS + 1) if student["lessons_in_room"] == LESSONS else range(2, LESSONS + 1, 2)
        for kind, moves in (("call", CALL_MOVES), ("expert", EXPERT_MOVES)):
            for _ in range(int(student[kind])):
                noted.append(
                    {
                        "lesson": chance.choice(days),
                        "student": student["code"],
                        "lessons_in_room": student["lessons_in_room"],
                        "kind": kind,
                        "move": chance.choice(moves),
                    }
                )
    chance.shuffle(noted)  # so that a lesson's moments do not stand in the order of the roster
    noted.sort(key=lambda row: int(row["lesson"]))
    return [{"event": number, **row} for number, row in enumerate(noted, start=1)]


def _students(chance: random.Random) -> list[Row]:
    """Deal calls, expert moments and roster codes; within each part of the class none follows from another."""
    students: list[Row] = []
    for lessons, calls, experts in (
        (LESSONS, CALLS_ALL_LESSONS, EXPERT_ALL_LESSONS),
        (LESSONS // 2, CALLS_HALF, EXPERT_HALF),
    ):
        dealt = chance.sample(calls, len(calls))
        students += [
            {"lessons_in_room": lessons, "call": call, "expert": expert}
            for call, expert in zip(dealt, experts, strict=True)
        ]
    codes = [f"S{number:02d}" for number in range(1, len(students) + 1)]
    chance.shuffle(codes)
    return [{"code": code, **student} for code, student in zip(codes, students, strict=True)]

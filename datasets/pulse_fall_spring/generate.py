"""Makes the fictional fall and spring pulse of one school: 176 students, eight questions asked twice."""

import random

BELIEFS = ("belong", "can_do", "add_value", "future_ready")
ITEMS = tuple(f"{belief}_{number}" for belief in BELIEFS for number in (1, 2))
COLUMNS = (
    "student",
    "class_code",
    "grade",
    "group",
    *(f"fall_{item}" for item in ITEMS),
    *(f"spring_{item}" for item in ITEMS),
)
LABELS = {1: "Never", 2: "Rarely", 3: "Sometimes", 4: "Often", 5: "Always"}

# The seed is one for which the planted numbers hold to the second decimal; card.md lists them and
# tests/test_data_pulse.py asserts each.
SEED = 21244

CLASSES = {6: {"C1": 21, "C2": 20, "C3": 19}, 7: {"C4": 24, "C5": 22, "C6": 20}, 8: {"C7": 26, "C8": 24}}

# (enrolled, answered in spring) for each grade and group. The counts are set by hand, because the exercise on
# hiding small cells needs this very table: among A, B and C only grade 6 C and grade 8 B are below ten.
CELLS = {
    6: {"A": (25, 16), "B": (19, 12), "C": (11, 7), "D": (3, 2), "E": (1, 1), "F": (1, 1)},
    7: {"A": (22, 15), "B": (18, 12), "C": (17, 11), "D": (6, 4), "E": (2, 1), "F": (1, 0)},
    8: {"A": (20, 13), "B": (11, 6), "C": (14, 10), "D": (3, 2), "E": (1, 0), "F": (1, 1)},
}

# How a fictional answer comes about, in points of the five-point scale.
BELIEF_MEAN = {"belong": 3.35, "can_do": 3.25, "add_value": 2.8, "future_ready": 3.15}
SD_STUDENT = 0.75  # how students differ over all beliefs
SD_BELIEF = 1.1  # how one student's beliefs differ among themselves
SD_DAY = 0.2  # a good or a bad day moves all of one student's answers
SD_ANSWER = 0.75  # what else moves a single answer
PULL = 0.55  # how much more one point of standing draws a student to answer again

TEXT_CLASS = "C4"
STRAIGHT_LINERS = 6
TWICE_USED = "S041"

Row = dict[str, str | int | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 176 rows, one per student, in the order of the CSV file.

    An answer is 1 to 5, text such as `"4 - Often"` in the spring answers of class C4, and None where the
    student did not answer.
    """
    chance = random.Random(seed)
    students = _students(chance)
    levels = [_level(chance) for _ in students]
    # Both times from the same levels: nobody really changes.
    fall = [_answers(chance, level) for level in levels]
    spring = [_answers(chance, level) for level in levels]
    answered = _who_answers(chance, students, levels)
    _answer_in_a_straight_line(chance, students, spring, answered)
    table = [_row(*each) for each in zip(students, fall, spring, answered, strict=True)]
    _give_two_students_one_code(table)
    return sorted(table, key=lambda row: (str(row["class_code"]), str(row["student"])))


def _students(chance: random.Random) -> list[Row]:
    """Seat every student in a class of the grade; codes are dealt so that they say nothing about the class."""
    seated: list[Row] = []
    for grade, classes in CLASSES.items():
        seats = [code for code, size in classes.items() for _ in range(size)]
        groups = [group for group, (enrolled, _) in CELLS[grade].items() for _ in range(enrolled)]
        chance.shuffle(seats)
        seated += [
            {"class_code": seat, "grade": grade, "group": group} for seat, group in zip(seats, groups, strict=True)
        ]
    codes = [f"S{number:03d}" for number in range(1, len(seated) + 1)]
    chance.shuffle(codes)
    return [{"student": code, **student} for code, student in zip(codes, seated, strict=True)]


def _level(chance: random.Random) -> dict[str, float]:
    """Where one student stands on each belief, in scale points, all year."""
    overall = chance.gauss(0, SD_STUDENT)
    return {belief: mean + overall + chance.gauss(0, SD_BELIEF) for belief, mean in BELIEF_MEAN.items()}


def _answers(chance: random.Random, level: dict[str, float]) -> dict[str, int]:
    """Return one day's eight answers; what lies beyond the scale piles up at its ends."""
    day = chance.gauss(0, SD_DAY)
    return {item: min(5, max(1, round(level[item[:-2]] + day + chance.gauss(0, SD_ANSWER)))) for item in ITEMS}


def _who_answers(chance: random.Random, students: list[Row], levels: list[dict[str, float]]) -> list[bool]:
    """In each grade and group the set number answers again; who stands low stays away more often.

    It is the standing that counts, not the fall answers: otherwise a lucky fall day would keep a student in,
    and the matched change would fall by regression to the mean alone.
    """
    draw = [PULL * sum(level.values()) / len(BELIEFS) + chance.gauss(0, 1) for level in levels]
    answered = [False] * len(students)
    for grade, groups in CELLS.items():
        for group, (_, number) in groups.items():
            here = [i for i, s in enumerate(students) if s["grade"] == grade and s["group"] == group]
            for i in sorted(here, key=lambda i: draw[i], reverse=True)[:number]:
                answered[i] = True
    return answered


def _answer_in_a_straight_line(
    chance: random.Random, students: list[Row], spring: list[dict[str, int]], answered: list[bool]
) -> None:
    """Let six of the spring respondents give the same answer to everything: near their own middle."""
    may = [i for i, student in enumerate(students) if answered[i] and student["class_code"] != TEXT_CLASS]
    for i in chance.sample(may, STRAIGHT_LINERS):
        middle = round(sum(spring[i].values()) / len(ITEMS))
        spring[i] = dict.fromkeys(ITEMS, middle)


def _row(student: Row, fall: dict[str, int], spring: dict[str, int], answered: bool) -> Row:
    """Join what belongs to one student in the order of the columns."""
    row: Row = {**student, **{f"fall_{item}": answer for item, answer in fall.items()}}
    for item, answer in spring.items():
        if not answered:
            row[f"spring_{item}"] = None
        elif student["class_code"] == TEXT_CLASS:
            row[f"spring_{item}"] = f"{answer} - {LABELS[answer]}"
        else:
            row[f"spring_{item}"] = answer
    return row


def _give_two_students_one_code(table: list[Row]) -> None:
    """A typing slip: a student of another class carries the code of one who is already there, and both answer."""
    answered = [row for row in table if row[f"spring_{ITEMS[0]}"] is not None and row["class_code"] != TEXT_CLASS]
    first = next(row for row in answered if row["grade"] == 6)
    second = next(row for row in answered if row["grade"] == 8)
    # The first student takes the known code by a swap, so that all other codes stay unique.
    holder = next(row for row in table if row["student"] == TWICE_USED)
    holder["student"], first["student"] = first["student"], TWICE_USED
    second["student"] = TWICE_USED

"""Makes a fictional survey of three cohorts, each asked once a year from grade 3 to grade 9."""

import random

COLUMNS = ("student", "cohort", "year", "grade", "score")
SEED = 3978
COHORTS = (1, 2, 3)
IN_COHORT = 80
GRADES = tuple(range(3, 10))

# How a fictional answer comes about, in points of the five-point scale.
MEAN = 3.5
SD_STUDENT = 0.65  # how students differ, all years alike
SD_YEAR = 0.25  # a good or a bad year
SD_ANSWER = 0.6  # what else moves one of the four answers
BY_GRADE = {3: 0.0, 4: -0.02, 5: -0.04, 6: -0.25, 7: -0.26, 8: -0.27, 9: -0.26}  # the one real step is at grade 6
BY_COHORT = {1: 0.0, 2: 0.2, 3: 0.1}  # a later cohort started elsewhere: its school had changed before grade 3
# From grade 6 on the survey runs in the hour of robotics, band and the school paper. Those in them stand higher on
# average, and the link they are sent instead is easy to miss.
ANSWERED = {3: 75, 4: 75, 5: 74, 6: 52, 7: 54, 8: 55, 9: 56}  # of 80 in each cohort
PULL = 1.2  # how much more one point of standing draws a student into that hour
FIRST_GRADE_WITH_CLASH = 6

Row = dict[str, str | int | float | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return 1,680 rows: every student in every grade, with an empty score where the student did not answer."""
    chance = random.Random(seed)
    codes = [f"S{number:03d}" for number in range(1, len(COHORTS) * IN_COHORT + 1)]
    chance.shuffle(codes)
    made: list[Row] = []
    for cohort in COHORTS:
        standing = {codes.pop(): chance.gauss(MEAN + BY_COHORT[cohort], SD_STUDENT) for _ in range(IN_COHORT)}
        wish = {code: PULL * level + chance.gauss(0, 1) for code, level in standing.items()}
        for grade in GRADES:
            answers = _who_answers(chance, wish, grade)
            made += [
                {
                    "student": code,
                    "cohort": cohort,
                    "year": grade - GRADES[0] + cohort,
                    "grade": grade,
                    "score": _score(chance, level + BY_GRADE[grade]) if code in answers else None,
                }
                for code, level in sorted(standing.items())
            ]
    return made


def _who_answers(chance: random.Random, wish: dict[str, float], grade: int) -> set[str]:
    """The set number answers; from grade 6 on those who take part in that hour are missing more often."""
    pulled = wish if grade >= FIRST_GRADE_WITH_CLASH else dict.fromkeys(wish, 0.0)
    order = sorted(wish, key=lambda code: pulled[code] + chance.gauss(0, 0.6))
    return set(order[: ANSWERED[grade]])


def _score(chance: random.Random, level: float) -> float:
    """Return the mean of four answers, each 1 to 5."""
    year = chance.gauss(0, SD_YEAR)
    return sum(min(5, max(1, round(level + year + chance.gauss(0, SD_ANSWER)))) for _ in range(4)) / 4

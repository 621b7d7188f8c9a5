"""Makes the fictional staffing data: class hours planned, without a teacher, and taught out of field, in 15 rows."""

COLUMNS = ("school", "subject", "hours_planned", "hours_vacant", "hours_out_of_field")

# One section meets for 20 class hours a month.
HOURS = 20

# school: (sections planned, sections nobody was found to teach) for each subject.
PLANNED = {
    "Ash": {"physics": (9, 2), "math": (30, 1), "computing": (6, 1)},
    "Birch": {"physics": (8, 2), "math": (28, 1), "computing": (5, 1)},
    "Cedar": {"physics": (6, 2), "math": (23, 1), "computing": (4, 1)},
    "Elm": {"physics": (5, 2), "math": (28, 2), "computing": (4, 2)},
    "Fir": {"physics": (5, 3), "math": (34, 3), "computing": (5, 3)},
}
# Sections taught by someone whose license is in another subject.
OUT_OF_FIELD = {"physics": 1, "math": 2, "computing": 1}

Row = dict[str, str | int | None]


def rows() -> list[Row]:
    """Return the 15 rows, one for each school and subject, in the order of the CSV file; hours are per month.

    Nothing is drawn by chance: the table is small enough to be set by hand.
    """
    return [
        {
            "school": school,
            "subject": subject,
            "hours_planned": planned * HOURS,
            "hours_vacant": vacant * HOURS,
            "hours_out_of_field": OUT_OF_FIELD[subject] * HOURS,
        }
        for school, subjects in PLANNED.items()
        for subject, (planned, vacant) in subjects.items()
    ]

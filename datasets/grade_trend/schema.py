"""What every row of grade_trend must look like (pandera; used by tests only)."""

from pathlib import Path

import pandera.pandas as pa

from belonging.course import load_python

generate = load_python(Path(__file__).with_name("generate.py"))

SCHEMA = pa.DataFrameSchema(
    {
        "student": pa.Column(str, pa.Check.str_matches(r"^S\d{3}$")),
        "cohort": pa.Column(int, pa.Check.isin(list(generate.COHORTS))),
        "year": pa.Column(int, pa.Check.in_range(1, 9)),
        "grade": pa.Column(int, pa.Check.isin(list(generate.GRADES))),
        "score": pa.Column(float, pa.Check.isin([n / 4 for n in range(4, 21)]), nullable=True),
    },
    unique=["student", "grade"],
    strict=True,
    ordered=True,
)

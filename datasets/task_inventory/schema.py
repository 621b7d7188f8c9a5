"""What every row of task_inventory must look like (pandera; used by tests only)."""

from pathlib import Path

import pandera.pandas as pa

from belonging.course import load_python

generate = load_python(Path(__file__).with_name("generate.py"))

_COUNT = pa.Check.ge(10)  # no group of students below the course's minimum

SCHEMA = pa.DataFrameSchema(
    {
        "task": pa.Column(str, pa.Check.str_matches(r"^T\d{2}$")),
        "title": pa.Column(str, pa.Check.str_length(4, 40)),
        "grade_band": pa.Column(str, pa.Check.isin(generate.BANDS)),
        "difficulty": pa.Column(str, pa.Check.isin(list(generate.SCORE))),
        **{dial: pa.Column(str, pa.Check.isin(list(levels))) for dial, levels in generate.DIALS.items()},
        "students": pa.Column(int, pa.Check.in_range(*generate.STUDENTS)),
        "mean_score": pa.Column(float, pa.Check.in_range(0, 100)),
        "went_on": pa.Column(int, _COUNT),
    },
    checks=[pa.Check(lambda data: data["students"] - data["went_on"] >= 10)],
    unique=["title"],
    strict=True,
    ordered=True,
)

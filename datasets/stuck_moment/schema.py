"""What every row of stuck_moment must look like (pandera; used by tests only)."""

from pathlib import Path

import pandera.pandas as pa

from belonging.course import load_python

generate = load_python(Path(__file__).with_name("generate.py"))

SCHEMA = pa.DataFrameSchema(
    {
        "draft": pa.Column(str, pa.Check.str_matches(r"^D\d{3}$"), unique=True),
        "class_code": pa.Column(str, pa.Check.str_matches(r"^K\d{2}$")),
        "arm": pa.Column(str, pa.Check.isin(list(generate.ARMS))),
        "first_score": pa.Column(float, pa.Check.in_range(0, 100)),
        "revised": pa.Column(str, pa.Check.isin(["yes", "no"])),
        "second_score": pa.Column(float, pa.Check.in_range(0, 100)),
    },
    strict=True,
    ordered=True,
)

"""What every row of recognition_log must look like (pandera; used by tests only)."""

from pathlib import Path

import pandera.pandas as pa

from belonging.course import load_python

generate = load_python(Path(__file__).with_name("generate.py"))

SCHEMA = pa.DataFrameSchema(
    {
        "event": pa.Column(int, pa.Check.in_range(1, 756), unique=True),
        "lesson": pa.Column(int, pa.Check.in_range(1, generate.LESSONS)),
        "student": pa.Column(str, pa.Check.str_matches(r"^S\d{2}$")),
        "lessons_in_room": pa.Column(int, pa.Check.isin([generate.LESSONS // 2, generate.LESSONS])),
        "kind": pa.Column(str, pa.Check.isin(["call", "expert"])),
        "move": pa.Column(str, pa.Check.isin([*generate.CALL_MOVES, *generate.EXPERT_MOVES])),
    },
    strict=True,
    ordered=True,
)

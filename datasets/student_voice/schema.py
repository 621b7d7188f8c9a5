"""What every row of student_voice must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

_spec = importlib.util.spec_from_file_location("voice_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)

_BELIEF = pa.Check.isin(sorted(generate.BELIEFS.values()))

SCHEMA = pa.DataFrameSchema(
    {
        "quote_id": pa.Column(str, pa.Check.str_matches(r"^Q\d{3}$"), unique=True),
        "grade": pa.Column(str, pa.Check.isin(["K", *map(str, range(1, 13))])),
        "subject": pa.Column(str, pa.Check.isin(generate.SUBJECTS)),
        "quote": pa.Column(str, pa.Check.str_length(15, 100), unique=True),
        "rater_1": pa.Column(str, _BELIEF),
        "rater_2": pa.Column(str, _BELIEF),
        "retold_by_adult": pa.Column(str, nullable=True),
    },
    strict=True,
    ordered=True,
)

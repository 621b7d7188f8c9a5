"""What every row of access_enrollment must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

_spec = importlib.util.spec_from_file_location("access_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)

_COUNT = pa.Check.ge(10)  # no group of students below the course's minimum

SCHEMA = pa.DataFrameSchema(
    {
        "school": pa.Column(str, pa.Check.isin(list(generate.SCHOOLS))),
        "group": pa.Column(str, pa.Check.isin(generate.GROUPS)),
        "students": pa.Column(int, _COUNT),
        "interested": pa.Column(int, _COUNT),
        "offered": pa.Column(int, _COUNT),
        "enrolled": pa.Column(int, _COUNT),
        "sections": pa.Column(int, pa.Check.in_range(1, 12)),
        "seats": pa.Column(int, _COUNT),
    },
    checks=[
        pa.Check(lambda data: data["interested"] <= data["students"]),
        pa.Check(lambda data: data["offered"] <= data["students"]),
        pa.Check(lambda data: data["enrolled"] <= data["offered"]),
        pa.Check(lambda data: data["seats"] == data["sections"] * generate.SEATS),
    ],
    unique=["school", "group"],
    strict=True,
    ordered=True,
)

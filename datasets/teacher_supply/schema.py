"""What every row of teacher_supply must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

_spec = importlib.util.spec_from_file_location("supply_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)

_HOURS = pa.Check.ge(10)

SCHEMA = pa.DataFrameSchema(
    {
        "school": pa.Column(str, pa.Check.isin(list(generate.PLANNED))),
        "subject": pa.Column(str, pa.Check.isin(list(generate.OUT_OF_FIELD))),
        "hours_planned": pa.Column(int, _HOURS),
        "hours_vacant": pa.Column(int, _HOURS),
        "hours_out_of_field": pa.Column(int, _HOURS),
    },
    checks=[
        pa.Check(lambda data: data["hours_vacant"] + data["hours_out_of_field"] <= data["hours_planned"]),
    ],
    unique=["school", "subject"],
    strict=True,
    ordered=True,
)

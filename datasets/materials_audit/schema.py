"""What every row of materials_audit must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

_spec = importlib.util.spec_from_file_location("materials_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)

SCHEMA = pa.DataFrameSchema(
    {
        "figure": pa.Column(str, pa.Check.str_matches(r"^F\d{3}$")),
        "part": pa.Column(str, pa.Check.isin(list(generate.UNITS))),
        "group": pa.Column(str, pa.Check.isin(list("ABC")), nullable=True),
        "who": pa.Column(str, pa.Check.isin(["focus", "other", "unclear"])),
        **{name: pa.Column(str, pa.Check.isin(["yes", "no"])) for name in generate.ANSWERS},
    },
    unique=["figure"],
    strict=True,
    ordered=True,
)

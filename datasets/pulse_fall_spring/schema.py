"""What every row of pulse_fall_spring must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

_spec = importlib.util.spec_from_file_location("pulse_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)

_TEXT = {f"{number} - {label}" for number, label in generate.LABELS.items()}
_SPRING = {str(number) for number in generate.LABELS} | _TEXT

SCHEMA = pa.DataFrameSchema(
    {
        "student": pa.Column(str, pa.Check.str_matches(r"^S\d{3}$")),
        "class_code": pa.Column(str, pa.Check.isin([c for grade in generate.CLASSES.values() for c in grade])),
        "grade": pa.Column(int, pa.Check.isin(list(generate.CLASSES))),
        "group": pa.Column(str, pa.Check.isin(list("ABCDEF"))),
        **{f"fall_{item}": pa.Column(int, pa.Check.isin(list(generate.LABELS))) for item in generate.ITEMS},
        **{f"spring_{item}": pa.Column(str, pa.Check.isin(sorted(_SPRING)), nullable=True) for item in generate.ITEMS},
    },
    unique=["student", "class_code"],
    strict=True,
    ordered=True,
)

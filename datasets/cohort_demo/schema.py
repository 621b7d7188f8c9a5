"""What every row of cohort_demo must look like (pandera; used by tests only)."""

from pathlib import Path

import pandera.pandas as pa

from belonging.course import load_python

generate = load_python(Path(__file__).with_name("generate.py"))

_DAY = pa.Check.str_matches(r"^2026-\d{2}-\d{2}$")
_WAYS = {way for _, _, ways in generate.SCHOOLS for way in ways} | set(generate.BY.values())
_MESSES = [mess for messes in generate.MESSES.values() for mess in messes]

SCHEMA = pa.DataFrameSchema(
    {
        "person": pa.Column(str, pa.Check.str_matches(r"^T\d{2}$")),
        "name": pa.Column(str, pa.Check.isin(generate.NAMES)),
        "email": pa.Column(str, pa.Check.str_matches(r"^[a-z]+\d+@district\.example$"), nullable=True),
        "school": pa.Column(str, pa.Check.isin([name for name, _, _ in generate.SCHOOLS])),
        "group": pa.Column(str, pa.Check.isin(["Group A", "Group B"])),
        "joined": pa.Column(str, _DAY),
        "left": pa.Column(str, _DAY, nullable=True),
        "module": pa.Column(str, pa.Check.isin(list(generate.DUE))),
        "made_in": pa.Column(str, pa.Check.isin(["page", "lab"]), nullable=True),
        "sent_by": pa.Column(str, pa.Check.isin(sorted(_WAYS)), nullable=True),
        "sent_on": pa.Column(str, _DAY, nullable=True),
        "earlier": pa.Column(int, pa.Check.isin([0, 1])),
        "mess": pa.Column(str, pa.Check.isin(_MESSES), nullable=True),
    },
    unique=["person", "module"],
    strict=True,
    ordered=True,
)

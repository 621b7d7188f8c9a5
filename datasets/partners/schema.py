"""What every row of partners must look like (pandera; used by tests only)."""

import importlib.util
from pathlib import Path

import pandera.pandas as pa

from belonging.frameworks import ENTRY_LEVELS, clusters, occupations

_spec = importlib.util.spec_from_file_location("partners_generate", Path(__file__).with_name("generate.py"))
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


def _some_of(names: tuple[str, ...]) -> pa.Check:
    either = "|".join(names)
    return pa.Check.str_matches(rf"^({either})(, ({either}))*$")


SCHEMA = pa.DataFrameSchema(
    {
        "partner": pa.Column(str, pa.Check.str_matches(r"^P\d{2}$")),
        "job": pa.Column(str),
        "workplace": pa.Column(str),
        "soc": pa.Column(str, pa.Check.isin(list(occupations()))),
        "cluster": pa.Column(str, pa.Check.isin(list(clusters()))),
        "entry": pa.Column(str, pa.Check.isin(list(ENTRY_LEVELS))),
        "languages": pa.Column(str, _some_of(("English", "Spanish", "Arabic", "Vietnamese"))),
        "distance": pa.Column(str, pa.Check.isin(list(generate.DISTANCES))),
        "times": pa.Column(str, _some_of(generate.TIMES)),
        "formats": pa.Column(str, _some_of(generate.FORMATS)),
        "capacity": pa.Column(int, pa.Check.in_range(10, 90)),
    },
    unique=["partner"],
    strict=True,
    ordered=True,
)

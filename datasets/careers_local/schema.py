"""What every row of careers_local must look like (pandera; used by tests only)."""

import pandera.pandas as pa

from belonging.classroom.careers import PRACTICES
from belonging.frameworks import ENTRY_LEVELS, clusters, occupations

SCHEMA = pa.DataFrameSchema(
    {
        "opening": pa.Column(str, pa.Check.str_matches(r"^J\d{2}$")),
        "job": pa.Column(str, pa.Check.str_length(4, 20)),
        "workplace": pa.Column(str, pa.Check.str_length(4, 20)),
        "soc": pa.Column(str, pa.Check.isin(list(occupations()))),
        "title": pa.Column(str),
        "cluster": pa.Column(str, pa.Check.isin(list(clusters()))),
        "entry": pa.Column(str, pa.Check.isin(list(ENTRY_LEVELS))),
        "practice_1": pa.Column(str, pa.Check.isin(list(PRACTICES))),
        "practice_2": pa.Column(str, pa.Check.isin(list(PRACTICES))),
        "moment": pa.Column(str, pa.Check.str_length(20, 120)),
    },
    unique=["opening"],
    strict=True,
    ordered=True,
)

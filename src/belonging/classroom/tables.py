"""The small tables that helpers and exercises show: who answered in each group, and the averages at both times."""

import pandas as pd

from belonging.classroom.pulse import BothMeans, answered, items
from belonging.measures import Rate, response_rate_by
from belonging.privacy import HIDDEN, protect, small_together

NO_GROUP = "no group given"


def response_table(pulse: pd.DataFrame, groups: pd.Series, time: str = "spring") -> pd.DataFrame:
    """Show who answered in each group; small groups stand together, and what `protect` hides is the word `hidden`.

    Parameters
    ----------
    pulse
        One row per student.
    groups
        The group of each student, in the same order; students without one are a group of their own.
    time
        "fall" or "spring".

    Returns
    -------
    DataFrame
        Columns Group, Students, Answered and Response rate (text: a share with two decimals, or `hidden`).
    """
    ordered = groups.sort_values()  # who has no group comes last
    names = ordered.astype(str).where(ordered.notna(), NO_GROUP)
    pooled = small_together(names.value_counts())
    together = ", ".join(sorted(pooled)) + " together"
    names = names.where(~names.isin(pooled), together)
    rates = response_rate_by(items(pulse.loc[names.index], time), names)
    order = sorted(map(str, dict.fromkeys(names)), key=lambda name: name == together)  # the pooled last
    asked = protect(pd.Series({name: rates[name].n for name in order}).rename_axis("group"))
    heard = protect(
        pd.Series({name: rates[name].count for name in order}).rename_axis("group"),
        beside=[asked],
        where={"answered": "yes"},
    )
    return pd.DataFrame(
        [[name, asked.table[name], heard.table[name], _share(rates[name], heard.table[name])] for name in order],
        columns=["Group", "Students", "Answered", "Response rate"],
        dtype=object,
    )


def means_table(means: BothMeans) -> pd.DataFrame:
    """Show the average of everyone who answered at each time, and of the students who answered both times."""
    return pd.DataFrame(
        {
            "Who": ["Everyone who answered at that time", "The same students, both times"],
            "n in fall": [means.n_fall, means.n_both],
            "n in spring": [means.n_spring, means.n_both],
            "Fall": [means.fall, means.fall_of_both],
            "Spring": [means.spring, means.spring_of_both],
        }
    )


def everyone_answered(pulse: pd.DataFrame, time: str = "spring") -> str:
    """Say how many answered at one time, of how many."""
    return f"{int(answered(pulse, time).sum())} of {len(pulse)}"


def _share(rate: Rate, heard: object) -> str:
    return HIDDEN if heard == HIDDEN else f"{rate.value:.2f}"

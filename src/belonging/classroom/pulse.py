"""The pulse survey as exercises and helpers read it: who answered, scores, and the averages at both times."""

from dataclasses import dataclass

import pandas as pd

from belonging.data import to_number
from belonging.measures import Change, MatchedChange, bands, matched_change, mean, naive_change, scale_score

LOW, HIGH = 1, 5  # the ends of the answer scale
THIRDS = ("lowest third", "middle third", "highest third")


@dataclass(frozen=True)
class BothMeans:
    """The averages of one pulse, in points of the scale from 1 to 5, and the n each rests on.

    An average over nobody is NaN: `fall_of_missing` where everybody came back.
    """

    fall: float
    spring: float
    fall_of_both: float
    spring_of_both: float
    fall_of_missing: float
    naive: Change
    matched: MatchedChange

    @property
    def n_fall(self) -> int:
        """How many answered in fall."""
        return self.naive.n_before

    @property
    def n_spring(self) -> int:
        """How many answered in spring."""
        return self.naive.n_after

    @property
    def n_both(self) -> int:
        """How many answered both times."""
        return self.matched.n

    @property
    def once(self) -> pd.Series:
        """How many answered only once: their averages are what two of these rows leave over."""
        return pd.Series({"fall only": self.n_fall - self.n_both, "spring only": self.n_spring - self.n_both})


def items(pulse: pd.DataFrame, time: str) -> pd.DataFrame:
    """Return the answers of one time, "fall" or "spring", as they stand in the table."""
    return pulse[[name for name in pulse.columns if name.startswith(f"{time}_")]]


def answered(pulse: pd.DataFrame, time: str = "spring") -> pd.Series:
    """Say for each student whether there is an answer at one time, however it is written."""
    return items(pulse, time).notna().any(axis=1)


def score(pulse: pd.DataFrame, time: str) -> pd.Series:
    """Return each student's average over the questions answered at one time; empty for those who did not answer.

    Parameters
    ----------
    pulse
        One row per student.
    time
        "fall" or "spring".
    """
    points = items(pulse, time).apply(to_number)
    return scale_score(points, low=LOW, high=HIGH, min_answered=1).scores


def third_of_fall(pulse: pd.DataFrame) -> pd.Series:
    """Sort students into thirds by their fall score; ties stay together, so thirds differ a little in size."""
    return bands(score(pulse, "fall"), THIRDS)


def both_means(pulse: pd.DataFrame) -> BothMeans:
    """Return the averages of everyone, of those who answered both times, and of those who did not come back.

    Raises
    ------
    ValueError
        If nobody answered at one of the times, or nobody both times.
    """
    fall, spring = score(pulse, "fall"), score(pulse, "spring")
    came, both = fall.notna(), fall.notna() & spring.notna()
    missing = fall[came & ~both]
    return BothMeans(
        fall=mean(fall).value,
        spring=mean(spring).value,
        fall_of_both=mean(fall[both]).value,
        spring_of_both=mean(spring[both]).value,
        fall_of_missing=mean(missing).value if len(missing) else float("nan"),
        naive=naive_change(fall, spring),
        matched=matched_change(fall, spring),
    )


def spring_counts(pulse: pd.DataFrame, groups: int = 3) -> pd.DataFrame:
    """Count spring answers by grade and group, for the largest groups.

    Returns
    -------
    DataFrame
        One row per grade, one column per group; pass it through `belonging.privacy` before showing it.
    """
    largest = sorted(pulse["group"].value_counts().index[:groups])
    here = pulse[answered(pulse) & pulse["group"].isin(largest)]
    return pd.crosstab(here["grade"], here["group"])

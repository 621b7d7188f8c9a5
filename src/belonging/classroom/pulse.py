"""The pulse survey as exercises and helpers read it: who answered, scores, and the averages at both times."""

from dataclasses import dataclass

import pandas as pd

from belonging.data import to_number


@dataclass(frozen=True)
class BothMeans:
    """The averages of one pulse, in points of the scale from 1 to 5, and the n each rests on."""

    fall: float
    n_fall: int
    spring: float
    n_spring: int
    fall_of_both: float
    spring_of_both: float
    n_both: int
    fall_of_missing: float


def score(pulse: pd.DataFrame, time: str) -> pd.Series:
    """Return each student's average answer at one time; empty for those who did not answer.

    Parameters
    ----------
    pulse
        One row per student.
    time
        "fall" or "spring".
    """
    answers = [name for name in pulse.columns if name.startswith(f"{time}_")]
    return pulse[answers].apply(to_number).mean(axis=1)


def spring_answered(pulse: pd.DataFrame) -> pd.Series:
    """Say for each student whether there is a spring answer, however it is written."""
    return pulse.filter(regex="^spring_").notna().any(axis=1)


def third_of_fall(pulse: pd.DataFrame) -> pd.Series:
    """Sort students into thirds by their fall score; ties stay together, so thirds differ a little in size."""
    labels = ["lowest third", "middle third", "highest third"]
    return pd.qcut(score(pulse, "fall"), 3, labels=labels)


def both_means(pulse: pd.DataFrame) -> BothMeans:
    """Return the averages of everyone, of those who answered both times, and of those who did not come back."""
    fall, spring = score(pulse, "fall"), score(pulse, "spring")
    both = fall.notna() & spring.notna()
    return BothMeans(
        fall=float(fall.mean()),
        n_fall=int(fall.notna().sum()),
        spring=float(spring.mean()),
        n_spring=int(spring.notna().sum()),
        fall_of_both=float(fall[both].mean()),
        spring_of_both=float(spring[both].mean()),
        n_both=int(both.sum()),
        fall_of_missing=float(fall[fall.notna() & ~both].mean()),
    )


def spring_counts(pulse: pd.DataFrame, groups: int = 3) -> pd.DataFrame:
    """Count spring answers by grade and group, for the largest groups.

    Returns
    -------
    DataFrame
        One row per grade, one column per group.
    """
    largest = sorted(pulse["group"].value_counts().index[:groups])
    here = pulse[spring_answered(pulse) & pulse["group"].isin(largest)]
    return pd.crosstab(here["grade"], here["group"])

"""The task inventory as the module reads it: mean score, and share who went on, of any part of the tasks."""

from dataclasses import dataclass

import pandas as pd

from belonging.measures import Mean, Rate, bands, mean, rate

TEACHER, OUTSIDE = "teacher", "outside"
EASIER, HARDER = "easier", "harder"
LOWER, HIGHER = "lower", "higher"


@dataclass(frozen=True)
class Part:
    """Some tasks: their mean score (n is tasks), and of the students who did them the share who went on."""

    score: Mean
    went_on: Rate

    @property
    def tasks(self) -> int:
        """How many tasks they are."""
        return self.score.n

    @property
    def students(self) -> int:
        """How many students did them, each counted once for each task."""
        return self.went_on.n


def part(tasks: pd.DataFrame) -> Part:
    """Put some tasks into two numbers. Students are added up first and divided once.

    Examples
    --------
    >>> two = pd.DataFrame({"mean_score": [80.0, 70.0], "students": [40, 60], "went_on": [10, 40]})
    >>> found = part(two)
    >>> found.score.value, found.went_on.value
    (75.0, 0.5)
    """
    went_on = rate(int(tasks["went_on"].sum()), int(tasks["students"].sum()), "students who did the tasks")
    return Part(mean(tasks["mean_score"]), went_on)


def of(inventory: pd.DataFrame, *, difficulty: str = "", needed_by: str = "") -> pd.DataFrame:
    """Return the tasks of one difficulty, of one audience, or of both; empty means any."""
    kept = inventory
    if difficulty:
        kept = kept[kept["difficulty"] == difficulty]
    return kept[kept["needed_by"] == needed_by] if needed_by else kept


def half(tasks: pd.DataFrame, which: str) -> pd.DataFrame:
    """Return the half of some tasks with the lower or with the higher mean scores."""
    return tasks[bands(tasks["mean_score"], [LOWER, HIGHER]) == which]

"""The access data as the module reads them: a group's steps into the course, and what moved sections would do."""

from fractions import Fraction

import pandas as pd

from belonging.measures import Rate, Reversal, Steps, rate, simpson_reversal

#: How many students one section of the course fits (datasets/access_enrollment/generate.py).
OPENS_TO = 36
#: The school with the most sections, and the one with the fewest.
FROM, TO = "Ash", "Fir"

_WHO = {"students": "", "offered": " who were offered the course", "interested": " who asked for the course"}


def total(data: pd.DataFrame, group: str, column: str) -> int:
    """Return a group's count over all schools."""
    return int(data.loc[data["group"] == group, column].sum())


def share(data: pd.DataFrame, group: str, count: str, of: str) -> Rate:
    """Return a group's rate over all schools: `count` of `of`, two of the columns."""
    return rate(total(data, group, count), total(data, group, of), f"students in group {group}{_WHO[of]}")


def steps(data: pd.DataFrame, group: str) -> Steps:
    """Return a group's way into the course over all schools."""
    return Steps(*(total(data, group, column) for column in ("students", "offered", "enrolled")))


def reversal(data: pd.DataFrame, count: str = "enrolled", of: str = "students") -> Reversal:
    """Compare group A with group B over all schools and in each."""
    return simpson_reversal(data, stratum="school", group="group", count=count, n=of, a="A", b="B")


def with_sections(
    data: pd.DataFrame, number: int, *, new: bool = False, yes: Fraction | None = None, school: str = TO
) -> pd.DataFrame:
    """Return the table as it would be with more sections at one school.

    Parameters
    ----------
    data
        The access data, or a table like it.
    number
        How many sections the school gets.
    new
        Whether they come on top; otherwise they are moved from the school with the most.
    yes
        The share of those offered who enroll, the same for all; each row's own when left out.
    school
        Who gets them.

    Notes
    -----
    A section fits the timetable of `OPENS_TO` students, in the mix of its school.
    """
    change = {school: number} if new else {school: number, FROM: -number}
    table = data.copy()
    everyone = table.groupby("school")["students"].transform("sum")
    sections = table["sections"] + table["school"].map(change).fillna(0).astype(int)
    offered = sections * OPENS_TO * table["students"] // everyone
    rows = zip(offered, table["enrolled"], table["offered"], strict=True)
    enrolled = [round(now * (Fraction(int(took), int(before)) if yes is None else yes)) for now, took, before in rows]
    seats = table["seats"] // table["sections"] * sections
    return table.assign(offered=offered, enrolled=enrolled, sections=sections, seats=seats)

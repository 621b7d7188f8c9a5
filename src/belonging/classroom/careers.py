"""The local openings as the module `roles` reads them: which practices a job uses, and how people enter it."""

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.data import Row, rows


@dataclass(frozen=True)
class Practice:
    """Something people do in a job that students can do in class.

    Parameters
    ----------
    label
        As a thing to do: "Measure and record".
    does
        As what somebody does: "measures and records".
    """

    label: str
    does: str


PRACTICES = {
    "measure": Practice("Measure and record", "measures and records"),
    "cause": Practice("Find the cause of a fault", "finds the cause of a fault"),
    "compute": Practice("Estimate and compute", "estimates and computes"),
    "decide": Practice("Read data and decide", "reads data and decides"),
    "plan": Practice("Plan with a drawing or model", "plans with a drawing or model"),
}
"""The five practices of the module; the words are ours."""

ENTRIES = {
    "high_school": "high school",
    "certificate": "a certificate",
    "associate": "an associate degree",
    "bachelor+": "a bachelor’s degree or more",
}
"""The entry levels of `belonging.frameworks`, as a sentence says them."""


def openings() -> list[Row]:
    """Return the 60 local openings."""
    return rows("careers_local")


def opening(job: str) -> Row:
    """Return one opening by its everyday name.

    Raises
    ------
    KeyError
        If there is no such job.
    """
    for row in openings():
        if row["job"] == job:
            return row
    raise KeyError(job)


def practices(row: Row) -> tuple[str, str]:
    """Return the two practices of an opening, the first one first."""
    return str(row["practice_1"]), str(row["practice_2"])


def using(some: Sequence[Row], practice: str) -> list[Row]:
    """Return the openings that use a practice."""
    return [row for row in some if practice in practices(row)]


def below_bachelor(some: Sequence[Row]) -> list[Row]:
    """Return those whose work can be entered without a bachelor's degree."""
    return [row for row in some if row["entry"] != "bachelor+"]

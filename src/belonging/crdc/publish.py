"""What of the counts may be printed: small groups hidden, and whatever would give them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from belonging.crdc.choosing import Unit
from belonging.crdc.steps import NOT_OFFERED, OFFERED, STEPS, TAKES
from belonging.measures import Steps
from belonging.privacy import TOTAL, CannotProtectError, Protected, protect

ALL = TOTAL


@dataclass(frozen=True)
class Published:
    """The counts that may be shown, by unit, group and step; None where hidden.

    A cell that is not there could not be read from the file.
    """

    cells: Mapping[tuple[str, str, str], int | None]
    groups: tuple[str, ...]

    def __contains__(self, cell: tuple[str, str]) -> bool:
        return (*cell, TAKES) in self.cells

    def students(self, unit: str, group: str) -> int | None:
        """Return how many students there are."""
        return self.cells.get((unit, group, ALL))

    def takes(self, unit: str, group: str) -> int | None:
        """Return how many are in the course."""
        return self.cells.get((unit, group, TAKES))

    def offered(self, unit: str, group: str) -> int | None:
        """Return how many attend a school that offers the course, if the shown cells tell it."""
        takes, rest = self.takes(unit, group), self.cells.get((unit, group, OFFERED))
        if takes is not None and rest is not None:
            return takes + rest
        whole, without = self.students(unit, group), self.cells.get((unit, group, NOT_OFFERED))
        return whole - without if whole is not None and without is not None else None

    def steps(self, unit: str, group: str) -> Steps | None:
        """Return a group's way into the course, if all of it may be shown."""
        whole, offered, takes = self.students(unit, group), self.offered(unit, group), self.takes(unit, group)
        if not whole or offered is None or takes is None:
            return None
        return Steps(whole, offered, takes)


def publish_all(table: pd.DataFrame, units: Sequence[Unit]) -> tuple[Published, Published]:
    """Protect the counts by race and by sex, of the school or district (the first unit) and of what it is set beside.

    The first unit is protected by itself first. So its report hides the same cells whatever it is set beside, and two
    reports tell no more than one.
    """
    subject = units[0].label
    race, of_race = publish(table, units[:1], "race")
    sex, of_sex = publish(table, units[:1], "sex", [of_race] if of_race else [])
    if len(units) == 1:
        return race, sex
    before = [each for each in (of_race, of_sex) if each]
    race_of_all, more = publish(table, units, "race", before)
    sex_of_all, _ = publish(table, units, "sex", [*before, *([more] if more else [])])
    return _with_first(race, race_of_all, subject), _with_first(sex, sex_of_all, subject)


def _with_first(first: Published, both: Published, subject: str) -> Published:
    cells = {cell: n for cell, n in both.cells.items() if cell[0] != subject}
    return Published({**{cell: n for cell, n in first.cells.items() if cell[0] == subject}, **cells}, both.groups)


def publish(
    table: pd.DataFrame, units: Sequence[Unit], group: str, beside: Sequence[Protected] = ()
) -> tuple[Published, Protected | None]:
    """Protect the counts of some units by group and step.

    Parameters
    ----------
    table : DataFrame
        Columns school, the group's column, step, n.
    units : sequence of Unit
        No school stands in two of them.
    group : str
        `race` or `sex`.
    beside : sequence of Protected
        What is printed on the same students elsewhere in the report.

    Returns
    -------
    tuple of (Published, Protected or None)
        None if nothing can be shown.
    """
    label = {key: unit.label for unit in units for key in unit.keys}
    counts = table.assign(unit=table["school"].map(label)).groupby(["unit", group, "step"], sort=False)["n"].sum()
    groups = tuple(dict.fromkeys(table[group]))
    empty: tuple[Published, None] = (Published({}, ()), None)
    if counts.empty or not counts.sum():
        return empty
    wide = counts.unstack("step").reindex(columns=list(STEPS))
    wide = wide.loc[[(u.label, g) for u in units for g in groups if (u.label, g) in wide.index]]
    wide.columns.name = "step"
    try:
        safe = protect(wide, beside=list(beside), name=f"the counts by {group}", seconds=20)
    except CannotProtectError:
        return empty
    release = safe.release
    cells = {
        (str(u), str(g), str(step)): None if np.isnan(release.shown[number]) else int(release.shown[number])
        for (u, g, step), number in zip(release.layout.cells, release.layout.number, strict=True)
    }
    return Published(cells, groups), safe

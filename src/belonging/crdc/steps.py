"""Who was offered a course and who takes it: one count for each school, group and step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from belonging.crdc.codes import NOT_APPLICABLE, meaning, numbers
from belonging.crdc.collection import Collection
from belonging.crdc.columns import RACES, SEXES, Course, enrolment_column
from belonging.errors import Plain

YES, NO, NOT_ASKED, UNKNOWN = "yes", "no", "does not apply", "not known"
TAKES, OFFERED, NOT_OFFERED = "in the course", "offered, not in it", "not offered"
STEPS = (TAKES, OFFERED, NOT_OFFERED)
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Counts:
    """Counts of students by school, race, sex and step.

    Attributes
    ----------
    table : DataFrame
        Columns school, race, sex, step, n: only what can be read.
    incomplete : dict from school key to races whose numbers cannot be read
    misfits : frozenset of str
        Keys of schools where a group has more students in the course than in the school.
    x_left_out : int
        Schools where numbers on nonbinary students are not given and so not counted.
    """

    table: pd.DataFrame
    incomplete: dict[str, tuple[str, ...]]
    misfits: frozenset[str]
    x_left_out: int


def offered(collection: Collection, course: Course) -> pd.Series:
    """Return for each school whether a course is offered: yes, no, does not apply, or not known.

    Raises
    ------
    Plain
        If the files do not say.
    """
    if course.by_indicator and course.offer in collection.schools.columns:
        flag = collection.schools[course.offer].str.casefold()
        codes = numbers(flag)
        found = flag.map({"yes": YES, "true": YES, "no": NO, "false": NO}).astype(object)
    elif course.offer in collection.values.columns:
        codes = collection.values[course.offer]
        found = np.sign(codes).map({1.0: YES, 0.0: NO}).astype(object)
    else:
        raise Plain(
            f"The files do not say which schools offer {course.name} (column {course.offer}).",
            f"Add the file {course.file} of the same year, or choose another course.",
        )
    skipped = codes.map(lambda code: code < 0 and meaning(int(code), collection.year).kind == NOT_APPLICABLE)
    return found.where(found.notna(), skipped.map({True: NOT_ASKED, False: UNKNOWN}))


def size(collection: Collection) -> pd.Series:
    """Return the number of students of each school: the file's total, else the sum of its groups; NaN if neither."""
    totals = pd.DataFrame({sex: collection.count(f"TOT_ENR_{sex}") for sex in SEXES})
    groups = pd.DataFrame(
        {(race, sex): collection.count(enrolment_column("SCH_ENR", race, sex)) for race in RACES for sex in SEXES}
    )
    both = totals["M"] + totals["F"] + totals["X"].fillna(0)
    pairs = [(race, sex) for race in RACES for sex in "MF"]
    known = groups[pairs].notna().all(axis=1)
    return both.where(both.notna(), groups.sum(axis=1).where(known))


def count_steps(collection: Collection, course: Course, keys: list[str], offers: pd.Series) -> Counts:
    """Count the students of some schools by race, sex and step.

    A race counts for a school only if both its female and its male numbers can be read; nonbinary students count
    where the file gives their numbers.

    Raises
    ------
    Plain
        If the files do not hold the enrollment of the course.
    """
    if not collection.has(course):
        raise Plain(
            f"The files do not say who is enrolled in {course.name} "
            f"(columns such as {enrolment_column(course.enrolment, 'HI', 'F')}).",
            f"Add the file {course.file} of the same year, or choose another course.",
        )
    asked = [key for key in keys if offers[key] in (YES, NO)]
    students = _cube(collection, "SCH_ENR", asked)
    takes = _cube(collection, course.enrolment, asked)
    is_offered = (offers[asked] == YES).to_numpy()[:, None, None]
    takes = np.where(is_offered, takes, 0.0)
    known: Flags = np.asarray(~np.isnan(students) & ~np.isnan(takes))
    fits: Flags = np.asarray(~known | (takes <= students))
    misfit: Flags = np.asarray(~fits.all(axis=(1, 2)))
    x = list(SEXES).index("X")
    two = [i for i in range(len(SEXES)) if i != x]
    whole: Flags = np.asarray((known & fits)[:, :, two].all(axis=2))
    use: Flags = known & fits & whole[:, :, None]
    rows = np.argwhere(use)
    races, sexes = list(RACES), list(SEXES)
    found = []
    for step in STEPS:
        n = {TAKES: takes, OFFERED: np.where(is_offered, students - takes, 0), NOT_OFFERED: students - takes}[step]
        if step == NOT_OFFERED:
            n = np.where(is_offered, 0, n)
        found.append(
            pd.DataFrame(
                {
                    "school": np.array(asked, dtype=object)[rows[:, 0]],
                    "race": np.array(races, dtype=object)[rows[:, 1]],
                    "sex": np.array(sexes, dtype=object)[rows[:, 2]],
                    "step": step,
                    "n": n[use].astype(int),
                }
            )
        )
    has_x = any(enrolment_column("SCH_ENR", race, "X") in collection.values.columns for race in RACES)
    return Counts(
        pd.concat(found, ignore_index=True),
        {
            key: tuple(races[i] for i in np.flatnonzero(~whole[row]))
            for row, key in enumerate(asked)
            if not all(whole[row])
        },
        frozenset(key for row, key in enumerate(asked) if misfit[row]),
        int((~use[:, :, x]).all(axis=1).sum()) if has_x else 0,
    )


def _cube(collection: Collection, start: str, keys: list[str]) -> Floats:
    """Return the counts of a set of columns, shape (schools, races, sexes)."""
    columns = [
        [collection.count(enrolment_column(start, race, sex)).loc[keys].to_numpy() for sex in SEXES] for race in RACES
    ]
    return np.array(columns, dtype=float).transpose(2, 0, 1).reshape(len(keys), len(RACES), len(SEXES))

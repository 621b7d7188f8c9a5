"""From a collection and a choice to everything a report says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from belonging.crdc.choosing import STATE, Unit, chosen, comparison
from belonging.crdc.codes import Reserve
from belonging.crdc.collection import Collection
from belonging.crdc.columns import COURSES, RACES, SEXES, Course, course_named, enrolment_column
from belonging.crdc.publish import ALL, Published, publish_all
from belonging.crdc.steps import NO, NOT_ASKED, STEPS, TAKES, UNKNOWN, YES, Counts, count_steps, offered, size
from belonging.errors import Plain
from belonging.measures import GapParts, Rate, Reversal, Steps, decompose_gap, rate, simpson_reversal
from belonging.privacy import too_few

OTHERS = "all other students"


@dataclass(frozen=True)
class Offer:
    """Whether a course is offered: in one school, or in how many of several."""

    course: Course
    answers: dict[str, dict[str, int]]

    def share(self, unit: str) -> Rate | None:
        """Return the share of the schools that offer it, of those that answered."""
        found = self.answers[unit]
        asked = found.get(YES, 0) + found.get(NO, 0)
        return (
            rate(found.get(YES, 0), asked, "schools that the question applies to and that answered") if asked else None
        )


@dataclass(frozen=True)
class Gap:
    """One group beside all other students, over all the schools of the report."""

    group: str
    one: Steps
    others: Steps
    parts: GapParts | None


@dataclass(frozen=True)
class Turned:
    """A gap that every school shows the other way than the schools together."""

    group: str
    schools: int
    found: Reversal


@dataclass(frozen=True)
class Analysis:
    """What a report on one school or district says; only counts that may be shown are in it."""

    course: Course
    year: str
    subject: Unit
    place: str
    other: Unit | None
    how: str
    offers: tuple[Offer, ...]
    by_race: Published
    by_sex: Published
    hidden: int
    gaps: tuple[Gap, ...]
    turned: tuple[Turned, ...]
    left_out: tuple[str, ...]
    reserves: tuple[tuple[Reserve, int], ...]
    rounded: bool
    notes: tuple[str, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the report: the school or district, and what it is set beside."""
        return (self.subject, *([self.other] if self.other else []))

    @property
    def answer(self) -> str:
        """Whether the one school offers the course; for several schools, `yes` if any does."""
        found = next(each for each in self.offers if each.course == self.course).answers[self.subject.label]
        return next((answer for answer in (YES, NO, UNKNOWN) if found.get(answer)), NOT_ASKED)


def analyse(
    collection: Collection, school: str = "", compare: Sequence[str] = (), course: str | Course = "calculus"
) -> Analysis:
    """Work out access and participation for one school or district.

    Parameters
    ----------
    collection : Collection
    school : str
        A part of the school's name, its key, or a district's key; may be empty if the files hold one district.
    compare : sequence of str
        `district`, `state`, or schools by name or key. By default the district.
    course : str or Course
        Such as `calculus`.

    Raises
    ------
    Plain
        If the school is not found or not clear, or the files lack something.
    """
    about = course if isinstance(course, Course) else course_named(course)
    subject = chosen(collection, school)
    offers, students = offered(collection, about), size(collection)
    if len(subject.keys) > 1 and STATE in {each.strip().casefold() for each in compare}:
        raise Plain(
            "Schools of like size can be set beside one school, not beside a whole district.",
            "Choose one school, or name the schools to compare with.",
        )
    other, how = comparison(collection, subject, compare, offers.isin([YES, NO]), students)
    units = [subject, *([other] if other else [])]
    keys = [key for unit in units for key in unit.keys]
    counts = count_steps(collection, about, keys, offers)
    by_race, by_sex = publish_all(counts.table, units)
    columns = [enrolment_column(start, r, s) for start in ("SCH_ENR", about.enrolment) for r in RACES for s in SEXES]
    row = collection.schools.loc[subject.keys[0]]
    return Analysis(
        course=about,
        year=collection.year,
        subject=subject,
        place=", ".join(part for part in (row["district_name"], row["state"]) if part),
        other=other,
        how=how,
        offers=tuple(_offers(collection, units, about)),
        by_race=by_race,
        by_sex=by_sex,
        hidden=sum(n is None for each in (by_race, by_sex) for n in each.cells.values()),
        gaps=_gaps(by_race) if len(keys) > 1 else (),
        turned=(*_turned(counts, "race", RACES), *_turned(counts, "sex", SEXES)),
        left_out=tuple(_left_out(offers, keys, counts, students)),
        reserves=tuple(collection.reserves(keys, [*columns, about.offer])),
        rounded=collection.rounded,
        notes=collection.notes,
    )


def _offers(collection: Collection, units: Sequence[Unit], about: Course) -> list[Offer]:
    found = []
    for course in sorted(COURSES.values(), key=lambda each: each != about):
        try:
            answers = offered(collection, course)
        except Plain:  # this file is not among those given
            continue
        by_unit = {unit.label: dict(answers[list(unit.keys)].value_counts()) for unit in units}
        found.append(Offer(course, {label: {str(k): int(n) for k, n in a.items()} for label, a in by_unit.items()}))
    return found


def _gaps(published: Published) -> tuple[Gap, ...]:
    whole = published.steps(ALL, ALL)
    found = []
    for group in published.groups:
        one = published.steps(ALL, group)
        if whole is None or one is None or too_few(whole.students - one.students):
            continue
        others = Steps(whole.students - one.students, whole.offered - one.offered, whole.enrolled - one.enrolled)
        parts = decompose_gap(one, others) if one.offered and others.offered else None
        found.append(Gap(group, one, others, parts))
    return tuple(found)


def _turned(counts: Counts, group: str, labels: dict[str, str]) -> tuple[Turned, ...]:
    """Look, among schools that offer the course and have enough of both, for a gap that turns round."""
    table = counts.table[~counts.table["school"].isin(list(counts.incomplete))]
    offering = table[table["step"].isin(STEPS[:2])]
    wide = offering.groupby(["school", group, "step"])["n"].sum().unstack("step", fill_value=0)
    if wide.empty:
        return ()
    people = pd.DataFrame({"n": wide.sum(axis=1), "takes": wide[TAKES]})
    whole = people.groupby("school").sum()
    whole = whole[whole["n"] > 0]
    found = []
    for code in labels:
        if code not in people.index.get_level_values(group):
            continue
        one = people.xs(code, level=group).reindex(whole.index, fill_value=0)
        rest = whole - one
        enough = ~one["n"].map(too_few) & ~rest["n"].map(too_few)
        if enough.sum() < 2:
            continue
        both = pd.concat([one[enough].assign(side=code), rest[enough].assign(side=OTHERS)]).reset_index()
        result = simpson_reversal(both, stratum="school", group="side", count="takes", n="n", a=code, b=OTHERS)
        if result.reversed:
            found.append(Turned(code, int(enough.sum()), result))
    return tuple(found)


def _left_out(offers: pd.Series, keys: list[str], counts: Counts, students: pd.Series) -> list[str]:
    """Say how many schools are not in the counts of students, and why."""
    reasons = {
        "schools are not in the counts of students, for the question does not apply to them": int(
            (~offers[keys].isin([YES, NO, UNKNOWN])).sum()
        ),
        "schools are not in the counts of students, for whether they offer the course is missing or suppressed": int(
            (offers[keys] == UNKNOWN).sum()
        ),
        "schools have no student in the file": int((students[keys] == 0).sum()),
        "schools have one group or more whose numbers are missing or suppressed; these groups are left out there": len(
            counts.incomplete
        ),
        "schools have a group with more students in the course than in the school; it is left out there": len(
            counts.misfits
        ),
        "schools give no numbers on nonbinary students; those are not counted there": counts.x_left_out,
    }
    return [f"{n:,} of the {len(keys):,} {words}." for words, n in reasons.items() if n]

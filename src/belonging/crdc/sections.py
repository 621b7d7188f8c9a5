"""The report as sections of sentences and tables: both files, the page and the document, are written from these."""

from __future__ import annotations

from belonging.crdc.analysis import Analysis, Gap
from belonging.crdc.codes import MISSING, NOT_APPLICABLE, SUPPRESSED
from belonging.crdc.columns import RACES, SEXES
from belonging.crdc.limits import TERMS, limits
from belonging.crdc.memo import TITLE as MEMO_TITLE
from belonging.crdc.memo import index_of, memo
from belonging.crdc.publish import ALL, Published
from belonging.crdc.steps import NO, NOT_ASKED, UNKNOWN, YES
from belonging.measures import participation_ratio, rate
from belonging.own.blocks import Block, Bullets, Section, Table, short
from belonging.privacy import HIDDEN, MINIMUM, RELIABLE, code_rate

_SAYS = {
    YES: "yes",
    NO: "no",
    NOT_ASKED: "does not apply to this school",
    UNKNOWN: "not known (missing or suppressed)",
}
_NONE = "–"


def title(analysis: Analysis) -> str:
    """Return the report's title."""
    return f"Who gets the chance? {analysis.course.name.capitalize()} at {short(analysis.subject.label, 100)}"


def subtitle(analysis: Analysis) -> str:
    """Return the line under the title."""
    year = f"Civil Rights Data Collection {analysis.year}".strip()
    return " · ".join(part for part in (short(analysis.place), year) if part)


def sections(analysis: Analysis) -> tuple[Section, ...]:
    """Return everything a report prints, in order."""
    return (
        _offer(analysis),
        _participation(analysis),
        *_together(analysis),
        Section("What this file cannot show", (Bullets(limits(analysis)),)),
        Section(
            MEMO_TITLE,
            (
                "A start, not a finished text. It is also in a file of its own. Change it and fill the brackets.",
                *memo(analysis),
            ),
        ),
        _how(analysis),
    )


def _offer(analysis: Analysis) -> Section:
    units = [short(unit.label, 80) for unit in analysis.units]
    rows = []
    for offer in analysis.offers:
        cells = []
        for unit in analysis.units:
            found, share = offer.answers[unit.label], offer.share(unit.label)
            if len(unit.keys) == 1:
                cells.append(_SAYS[next(iter(found))])
            elif share is None:
                cells.append("no school that it applies to answered")
            else:
                interval = share.interval()
                cells.append(
                    f"{share.count:,} of {share.n:,} schools (95% interval {interval.low:.0%} to {interval.high:.0%})"
                )
        rows.append((offer.course.name, *cells))
    blocks: list[Block] = [
        "A student can only choose what the school offers. So this comes first.",
        Table(
            "Is the course offered?",
            ("Course", *units),
            tuple(rows),
            "Offered: at least one class, or for Advanced Placement the answer Yes. Shares are of the schools that the "
            "question applies to and that answered.",
        ),
    ]
    if analysis.other is None:
        blocks.append(f"Nothing is set beside it: {analysis.how}.")
    else:
        blocks.append(
            f"Set beside: {analysis.how}, {len(analysis.other.keys):,} in all. Juvenile justice facilities "
            "are not among them unless you named them."
        )
    return Section("Is it offered?", tuple(blocks))


def _participation(analysis: Analysis) -> Section:
    if not analysis.by_race.cells:
        return Section(
            "Who is in the course?",
            (
                "No number of students can be shown here: they do not apply, are missing or suppressed in the file, or "
                f"there are fewer than {MINIMUM}.",
            ),
        )
    tables: list[Block] = [
        "Each share names its whole. A low share is a question about offer, seats, timetable and "
        "rules of entry. It says nothing about what students can do."
    ]
    for published, labels, by in ((analysis.by_race, RACES, "race or ethnicity"), (analysis.by_sex, SEXES, "sex")):
        for unit in analysis.units:
            name = short(unit.label, 80)
            if (unit.label, ALL) not in published:
                tables.append(f"The file gives no numbers of students by {by} for {name} that can be used.")
            elif rows := _rows(published, unit.label, labels):
                tables.append(
                    Table(
                        f"{name}: {analysis.course.name} by {by}",
                        (
                            "Group",
                            "Students in the school" if len(unit.keys) == 1 else "Students in these schools",
                            "In a school that offers it",
                            "In the course",
                            "Share of all students (95% interval)",
                            "Composition index",
                        ),
                        rows,
                        f"“{HIDDEN}”: the number would tell about fewer than {MINIMUM} students. ≤5% and ≥95% stand "
                        "for the ends. Composition index: the group's share of the course divided by its share of the "
                        "students; 1 means the same share. Students of all grades are counted, also of grades that "
                        f"seldom take it. * fewer than {RELIABLE} students: read as unsure.",
                    )
                )
    return Section("Who is in the course?", tuple(tables))


def _rows(published: Published, unit: str, labels: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for group in (*published.groups, ALL):
        if (unit, group) not in published:
            rows.append((labels[group], *["not given in the file"] * 5))
            continue
        students, offered, takes = (
            read(unit, group) for read in (published.students, published.offered, published.takes)
        )
        if students == 0:
            continue
        share = HIDDEN
        if students and takes is not None:
            found = rate(takes, students, "students of the group")
            interval = found.interval()
            share = f"{code_rate(found.value)} ({interval.low:.0%} to {interval.high:.0%})"
            share += " *" if students < RELIABLE else ""
        index = index_of(published, unit, group)
        rows.append(
            (
                labels.get(group, "All of these"),
                *(HIDDEN if each is None else f"{each:,}" for each in (students, offered, takes)),
                share,
                _NONE if index is None or group == ALL else f"{index:.2f}",
            )
        )
    return tuple(rows)


def _together(analysis: Analysis) -> tuple[Section, ...]:
    blocks: list[Block] = []
    names = {**RACES, **SEXES}
    for turned in analysis.turned:
        higher, lower = ("lower", "higher") if turned.found.overall > 0 else ("higher", "lower")
        blocks.append(
            f"Warning, the picture turns round ({names[turned.group]} students beside all other students). In each of "
            f"the {turned.schools} schools that offer the course and have at least {MINIMUM} students of both, the "
            f"share in the course is {higher} for them. Added up over these schools it is {lower}. This is Simpson's "
            "reversal: the sum mixes who is in the course with who goes to which school. Do not report the sum alone."
        )
    if analysis.gaps:
        rows = tuple(_gap_row(gap, analysis) for gap in analysis.gaps)
        blocks += [
            "Two steps lead into a course: it must be offered where a student goes to school, and then taken up. The "
            "table says how much of each difference each step makes, over all these schools together. Take-up is not "
            "a wish of students alone: seats, timetable, rules of entry and who is told decide it too.",
            Table(
                "Offer and take-up: each group beside all other students",
                ("Group", "Difference, in points", "Made by the offer", "Made by the take-up", "Access ratio"),
                rows,
                "Points: percentage points of all students. The two parts add up to the difference (rounding aside). "
                "Access ratio: the group's share of the students who are offered the course, divided by its share of "
                "all students; 1 means the same share.",
            ),
        ]
    return (Section("All these schools together", tuple(blocks)),) if blocks else ()


def _gap_row(gap: Gap, analysis: Analysis) -> tuple[str, ...]:
    difference = gap.one.rate - gap.others.rate
    students, offered = gap.one.students + gap.others.students, gap.one.offered + gap.others.offered
    ratio = participation_ratio(gap.one.offered / offered, gap.one.students / students).value if offered else None
    parts = ("cannot be split", "cannot be split")
    if gap.parts is not None:
        parts = (_points(gap.parts.offer), _points(gap.parts.uptake))
    return (RACES[gap.group], _points(difference), *parts, _NONE if ratio is None else f"{ratio:.2f}")


def _points(value: float) -> str:
    """Write a difference of shares in points.

    >>> _points(-0.052), _points(0.001)
    ('−5.2', '+0.1')
    """
    return f"{100 * value:+.1f}".replace("-", "−")


def _how(analysis: Analysis) -> Section:
    lines = [
        "Your files were only read. No row on a student is in them: they hold counts of whole schools.",
        *TERMS,
        f"Counts of 1 to {MINIMUM - 1} students are hidden, and others that would give them away "
        f"({analysis.hidden:,} cells in all).",
        "The interval (Wilson) says how far a share of so few students can move by chance from year to year. The "
        "counts are of everybody, not of a sample.",
    ]
    if analysis.rounded:
        lines.append(
            "The counts of this file are rounded in threes for privacy: each can be off by one, a sum of many by more."
        )
    kinds = {NOT_APPLICABLE: 0, MISSING: 0, SUPPRESSED: 0}
    said = []
    for reserve, n in analysis.reserves:
        kinds[reserve.kind] += n
        said.append(f"{n:,} × {reserve.code}: {reserve.words}")
    if said:
        totals = ", ".join(f"{n:,} {kind}" for kind, n in kinds.items() if n)
        lines.append(f"Cells with a code in place of a number ({totals}), never read as counts. {'; '.join(said)}.")
    return Section(
        "How this report was made",
        (Bullets(tuple(short(line, 900) for line in (*lines, *analysis.left_out, *analysis.notes))),),
    )

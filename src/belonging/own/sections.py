"""A report as sections of sentences and tables: both files, the page and the document, are written from these."""

from __future__ import annotations

from belonging.own.blocks import Block, Bullets, Section, Table, short
from belonging.own.report import UNSURE, K, Report
from belonging.own.sections_compare import groups_side_by_side, two_terms
from belonging.own.sections_scales import reliability, scale_scores

TITLE = "What our survey says, and what it cannot say"


def sections(report: Report) -> tuple[Section, ...]:
    """Return everything a report prints, in order."""
    found = [_who(report)]
    if not report.too_few:
        found += [scale_scores(report), *reliability(report), *groups_side_by_side(report), *two_terms(report)]
    found += [
        Section("What these data cannot show", (Bullets(report.limits),)),
        _checks(report),
        _how(report),
    ]
    return tuple(found)


def subtitle(report: Report) -> str:
    """Return the line under the title."""
    return " · ".join(part for part in (report.term, f"made on {report.day}" if report.day else "") if part)


def _who(report: Report) -> Section:
    blocks: list[Block] = []
    if report.asked is not None and report.response_rate is not None:
        blocks.append(
            f"{report.n} of {report.asked} answered: a response rate of {report.response_rate:.0%}. "
            f"(Asked: {report.asked_from}.)"
        )
        if report.response_rate < 0.7:
            blocks.append(
                "That is below 70%. The averages below are about those who answered; those who did not may well differ."
            )
    else:
        blocks.append(
            f"{report.n} answered. How many were asked cannot be told from the file, so there is no response rate. "
            "Count the roster, and make the report again with that number."
        )
    if report.too_few:
        blocks.append(
            f"Fewer than {K} answered. An average of so few can tell what single students said, so this report prints "
            "none. With so few, listen instead: read their words, or talk with them."
        )
    if report.response:
        blocks.append(
            Table(
                f"Who answered, by {short(report.response_by, 60)}",
                (short(report.response_by, 60), "In the file", "Answered", "Response rate"),
                tuple((short(row.label, 60), row.rows, row.answered, row.rate) for row in report.response),
                f"“hidden”: the number would tell about fewer than {K} students. ≤5% and ≥95% stand for the ends.",
            )
        )
    return Section("Who answered, and who is missing", tuple(blocks))


def _checks(report: Report) -> Section:
    return Section(
        "Eight checks for an inquiry note",
        (
            "Before you write a note on this survey: what the data already answer, and what is yours to write.",
            Table(
                "The eight checks",
                ("Check", "Question", "State", "What to do"),
                tuple((c.id, c.asks, "answered" if c.done else "yours to write", c.says) for c in report.checks),
            ),
        ),
    )


def _how(report: Report) -> Section:
    lines = (
        "No row, name, code, e-mail address or free text of the survey is in this report.",
        f"Minimum group size {K}, reliability warning below {UNSURE}; shares near 0% and 100% are coded. A minimum of "
        "10 is what most states used in public reports in 2010 (NCES 2011-603).",
        "Averages: t intervals. Alpha: Cronbach 1951. A score needs every question of its scale, as in HSLS:09.",
        *report.notes,
    )
    return Section("How this report was made", (Bullets(tuple(short(line, 500) for line in lines)),))

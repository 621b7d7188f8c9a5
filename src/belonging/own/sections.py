"""A report as sections of sentences and tables: both files, the page and the document, are written from these."""

from __future__ import annotations

from belonging.measures import Change, ChangeBounds, MatchedChange
from belonging.own.blocks import Block, Bullets, Picture, Section, Table, short
from belonging.own.report import UNSURE, Comparison, K, Report, ScaleResult
from belonging.own.scoring import clipped

TITLE = "What our survey says, and what it cannot say"


def sections(report: Report) -> tuple[Section, ...]:
    """Return everything a report prints, in order."""
    found = [_who(report)]
    if not report.too_few:
        found += [_scales(report), *_reliability(report), *_groups(report), *_change(report)]
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


def _scales(report: Report) -> Section:
    rows = []
    for scale in report.scales:
        rows.append(
            (
                short(scale.name, 80),
                str(scale.n) if scale.n >= K else "hidden",
                average(scale),
                f"{scale.low:g} to {scale.high:g}",
                scale.at_low or "–",
                scale.at_high or "–",
            )
        )
    blocks: list[Block] = [
        "A score is the average of one person's answers to the questions of a scale; only who answered all of them has "
        "one. The interval says how much the average would move by chance (95%)."
    ]
    if any(scale.mean is not None for scale in report.scales):
        blocks.append(Picture(chart_alt(report)))
    blocks.append(
        Table(
            "Scale scores",
            ("Scale", "n with a score", "Average (95% interval)", "Possible", "At the lowest", "At the highest"),
            tuple(rows),
            "≥ and ≤: the average is so near an end of the scale that its value would tell what everybody answered.",
        )
    )
    turned = [item.name for scale in report.scales for item in scale.items if item.turned]
    if turned:
        blocks.append(
            f"Turned round before averaging: {'; '.join(short(name) for name in turned)}. Check in the wording that "
            "this is right: it changes the result."
        )
    return Section("Scale scores", tuple(blocks))


def average(scale: ScaleResult) -> str:
    """Write the average of a scale with its interval, or what may be said instead."""
    if scale.n < K:
        return "hidden"
    if scale.mean is None:
        return scale.coded
    if scale.interval is None:
        return f"{scale.mean:.2f}"
    low, high = clipped(scale.interval, scale.low, scale.high)
    return f"{scale.mean:.2f} ({low:.2f} to {high:.2f})"


def chart_alt(report: Report) -> str:
    """Say in words what the chart shows."""
    said = [f"{short(s.name, 60)} {average(s)} of {s.high:g}" for s in report.scales if s.mean is not None]
    return "Average of each scale with its interval: " + "; ".join(said) + "."


def _reliability(report: Report) -> list[Section]:
    rows, warnings = [], []
    for scale in report.scales:
        warnings += [f"{short(scale.name, 60)}: {short(warning, 400)}" for warning in scale.warnings]
        if scale.alpha is None:
            continue
        before = f"{scale.alpha_before.value:.2f}" if scale.alpha_before else "–"
        rows.append(
            (
                short(scale.name, 80),
                str(scale.alpha.items),
                str(scale.alpha.n),
                f"{scale.alpha.value:.2f}",
                before,
                f"{scale.alpha.inter_item:.2f}",
            )
        )
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                "Cronbach's alpha and the mean correlation between questions",
                ("Scale", "Questions", "n", "Alpha", "Alpha before turning round", "Mean correlation"),
                tuple(rows),
                "Alpha near 1 means the questions of a scale go together; with two questions read the correlation "
                "instead.",
            )
        )
    if warnings:
        blocks.append(Bullets(tuple(warnings)))
    blocks += [_items(scale) for scale in report.scales if len(scale.items) > 1]
    return [Section("Do the questions belong together?", tuple(blocks))] if blocks else []


def _items(scale: ScaleResult) -> Table:
    return Table(
        f"The questions of {short(scale.name, 60)}",
        ("Question", "Answered", "Average as scored", "Turned round"),
        tuple(
            (
                short(item.name),
                str(item.n) if item.n >= K else "hidden",
                "hidden" if item.mean is None else f"{item.mean:.2f}",
                "yes" if item.turned else "no",
            )
            for item in scale.items
        ),
        "Averages of the questions are over those who have a score on the scale.",
    )


def _groups(report: Report) -> list[Section]:
    if not report.comparisons:
        return []
    blocks: list[Block] = [
        f"Groups under {K} are never shown by themselves, nor anything they could be worked out from. Where the "
        "intervals of two groups overlap a good deal, the data do not tell them apart."
    ]
    for each in report.comparisons:
        blocks.append(_comparison(each) if each.rows else f"{short(each.variable, 80)}: {each.why_not}")
    return [Section("Groups side by side", tuple(blocks))]


def _comparison(each: Comparison) -> Table:
    note = "Average (95% interval)."
    if each.pooled:
        note += f" {each.pooled} groups are put together, because they or a neighbor are too small to show."
    if any(row.unsure for row in each.rows):
        note += f" Unsure: fewer than {UNSURE} scores."
    return Table(
        f"Compared by {short(each.variable, 80)}",
        (short(each.variable, 60), "n", *(short(name, 60) for name in each.scales), "How sure"),
        tuple(
            (short(row.label, 60), str(row.n), *row.cells, "unsure" if row.unsure else "enough") for row in each.rows
        ),
        note,
    )


def _change(report: Report) -> list[Section]:
    two = report.two_terms
    if two is None:
        return []
    rows = tuple(
        (
            short(each.scale, 80),
            _naive(each.naive),
            _matched(each.matched, matched=bool(two.matched_by)),
            _bounds(each.bounds),
        )
        for each in two.changes
    )
    blocks: list[Block] = list(two.says)
    if rows:
        blocks.append(
            Table(
                f"Change from {two.earlier} to {two.later}",
                ("Scale", "Difference of averages", "Matched change (95% interval)", "If the silent had answered"),
                rows,
                "The difference of averages mixes change with who answered. The matched change is about the same "
                "people. The last column is the change if all who lack an answer had answered lowest, or highest.",
            )
        )
    blocks += [f"{short(each.scale, 80)}: {each.why_not}" for each in two.changes if each.why_not]
    return [Section("Two terms", tuple(blocks))]


def _naive(change: Change | None) -> str:
    return "–" if change is None else f"{_signed(change.value)} (n {change.n_before} and {change.n_after})"


def _matched(change: MatchedChange | None, *, matched: bool) -> str:
    if change is None:
        return "hidden, see below" if matched else "no code"
    low, high = _signed(change.interval.low), _signed(change.interval.high)
    return f"{_signed(change.value)} ({low} to {high}), n {change.n}"


def _bounds(bounds: ChangeBounds | None) -> str:
    return "–" if bounds is None else f"{_signed(bounds.low)} to {_signed(bounds.high)}, n {bounds.n}"


def _signed(value: float) -> str:
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


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

"""The sections of a report on its scales: averages over everybody, and whether the questions belong together."""

from __future__ import annotations

from belonging.own.blocks import Block, Bullets, Picture, Section, Table, short
from belonging.own.report import K, Report, ScaleResult
from belonging.own.scoring import clipped


def scale_scores(report: Report) -> Section:
    """Return the section with every scale's average."""
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


def reliability(report: Report) -> list[Section]:
    """Return the section on alpha and the single questions; none if there is nothing to say."""
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

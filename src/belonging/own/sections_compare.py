"""The sections of a report that compare: groups side by side, and two terms."""

from __future__ import annotations

from belonging.measures import Change, ChangeBounds, MatchedChange
from belonging.own.blocks import Block, Section, Table, short
from belonging.own.report import UNSURE, Comparison, K, Report


def groups_side_by_side(report: Report) -> list[Section]:
    """Return the section with the comparisons; none if no column was marked as a group."""
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


def two_terms(report: Report) -> list[Section]:
    """Return the section on change; none if there is one term."""
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

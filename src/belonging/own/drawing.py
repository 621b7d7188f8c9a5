"""The chart of a report where something can draw it; elsewhere, as in a page, the tables say the same in numbers."""

from __future__ import annotations

from importlib.util import find_spec

from belonging.own.report import Report


def drawn_for_page(report: Report) -> str:
    """Return the chart as an `<svg>` element; "" where nothing is to be drawn, or nothing can draw."""
    if not _can_draw():
        return ""
    from belonging.own.chart import as_svg, chart

    drawing = chart(report)
    return as_svg(drawing) if drawing is not None else ""


def drawn_for_paper(report: Report) -> bytes:
    """Return the chart as the content of a PNG file; b"" as above."""
    if not _can_draw():
        return b""
    from belonging.own.chart import as_png, chart

    drawing = chart(report)
    return as_png(drawing) if drawing is not None else b""


def _can_draw() -> bool:
    return find_spec("vl_convert") is not None

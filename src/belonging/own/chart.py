"""The report's one chart: each scale's average with its interval."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import altair as alt
import pandas as pd

from belonging.explorers.paint import GRID, INK, SERIES, SMALL, WIDTH, framed
from belonging.own.blocks import short
from belonging.own.report import Report
from belonging.own.scoring import clipped

_SIDE, _ROW, _LINE = 12, 30, 24
_ON_PAPER = {INK: "#1d2630", GRID: "#dfd9ce", SERIES[0]: "#0b6b70"}


def chart(report: Report) -> Any:
    """Draw the averages as points on the longest answer scale, intervals as lines.

    Returns
    -------
    altair chart, or None if no average may be shown
    """
    rows = []
    for place, scale in enumerate(report.scales):
        if scale.mean is None:
            continue
        low, high = clipped(scale.interval, scale.low, scale.high) if scale.interval else (scale.mean, scale.mean)
        # The label stands above its line, so that long names and narrow screens go together.
        label = textwrap.shorten(short(scale.name, 60), 38, placeholder=" …")
        said = f"{scale.mean:.2f}"
        rows.append({"order": place, "label": label, "mean": scale.mean, "low": low, "high": high, "said": said})
    if not rows:
        return None
    data = pd.DataFrame(rows)
    ends = [min(s.low for s in report.scales), max(s.high for s in report.scales)]
    ends_only = alt.Scale(domain=ends, nice=False, zero=False)
    x = alt.X(
        "mean:Q",
        title="Average, in points",
        scale=ends_only,
        axis=alt.Axis(values=list(range(math.ceil(ends[0]), math.floor(ends[1]) + 1)), format="d"),
    )
    y = alt.Y("order:O", title=None, axis=None, scale=alt.Scale(paddingOuter=0.2))
    base = alt.Chart(data)
    rule = base.mark_rule(strokeWidth=3, color=SERIES[0]).encode(x=alt.X("low:Q", scale=ends_only), x2="high:Q", y=y)
    point = base.mark_point(filled=True, size=160, color=SERIES[0], opacity=1).encode(x=x, y=y)
    name = base.mark_text(align="left", dy=-_LINE, color=INK, fontSize=SMALL).encode(
        x=alt.value(0), y=y, text="label:N"
    )
    number = base.mark_text(align="right", dy=-_LINE, color=INK, fontSize=SMALL).encode(
        x=alt.value(WIDTH - 2 * _SIDE), y=y, text="said:N"
    )
    height = len(rows) * (_ROW + 2 * _LINE) + 60
    return framed(rule + point + name + number, height, left=_SIDE, right=_SIDE, bottom=52)


def as_svg(drawing: Any) -> str:
    """Draw for a page: colors come from the page's theme."""
    from belonging.explorers.render import svg

    return svg(drawing, "own")


def as_png(drawing: Any) -> bytes:
    """Draw for a document: dark on white, twice the size, so that it prints sharp."""
    import json

    import vl_convert

    from belonging.explorers.paint import CONFIG

    spec = drawing.to_dict(validate=False)
    spec["config"] = {**spec.get("config", {}), **CONFIG, "background": "white"}
    text = json.dumps(spec)
    for stand_in, color in _ON_PAPER.items():
        text = text.replace(stand_in, color)
    return bytes(vl_convert.vegalite_to_png(text, scale=3))

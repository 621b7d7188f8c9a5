"""The colours and the one look of all charts; a colour here is a stand-in that the page's theme fills in."""

from typing import Any, TypeVar

_Chart = TypeVar("_Chart")

# Colours nobody would choose, so that replacing them touches nothing else in the picture.
INK = "#010101"
GRID = "#010103"
SERIES = ("#010111", "#010112", "#010113", "#010114")

#: What each stand-in becomes. The names are the book's design tokens; the
#: fallbacks serve Jupyter, and keep 3:1 on white as on near-black.
REPLACED = {
    INK: "currentColor",
    GRID: "var(--bbd-hairline,#8886)",
    SERIES[0]: "var(--bbd-series-1,#2b7bba)",
    SERIES[1]: "var(--bbd-series-2,#c2571a)",
    SERIES[2]: "var(--bbd-series-3,#8a63c9)",
    SERIES[3]: "var(--bbd-series-4,#3b8751)",
}

FONT = "system-ui, sans-serif"
#: The whole picture's width in its own units. In a page of 320 px about 260 px are left for it,
#: so that the smallest label (18 units) still measures 13 px there.
WIDTH = 360
SMALL = 18
LARGE = 20

_AXIS = {
    "labelColor": INK,
    "labelFontSize": SMALL,
    "titleColor": INK,
    "titleFontSize": SMALL,
    "titleFontWeight": "normal",
    "titlePadding": 8,
    "gridColor": GRID,
    "domainColor": INK,
    "tickColor": INK,
    "labelLimit": WIDTH,
    "titleLimit": WIDTH,
}

#: The Vega-Lite configuration of every chart in the course.
CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 4,
    "autosize": {"type": "fit", "contains": "padding"},
    "view": {"stroke": None},
    "axis": _AXIS,
    "axisBand": {"grid": False, "ticks": False, "domain": False, "labelPadding": 8},
    "legend": {
        "labelColor": INK,
        "labelFontSize": SMALL,
        "titleColor": INK,
        "titleFontSize": SMALL,
        "orient": "top",
        "symbolStrokeWidth": 2,
    },
    "header": {"labelColor": INK, "labelFontSize": SMALL, "titleColor": INK, "titleFontSize": SMALL},
    "title": {"color": INK, "fontSize": LARGE, "anchor": "start"},
    "text": {"color": INK, "fontSize": SMALL, "font": FONT},
    "mark": {"color": SERIES[0]},
    "rule": {"color": INK, "strokeWidth": 2},
    "bar": {"color": SERIES[0]},
    "point": {"color": SERIES[0], "size": 180, "strokeWidth": 2.5},
}


def framed(chart: _Chart, height: int, *, left: int = 124, right: int = 60, bottom: int = 78, top: int = 8) -> _Chart:
    """Give a chart the course's width and fixed margins, so that it stands still from state to state.

    Parameters
    ----------
    chart : altair chart
    height : int
        Of the whole picture, in its own units.
    left, right, bottom, top : int
        Room for axes and labels: as given, row labels on the left, values behind the marks on the right, and an
        axis with a title of two lines below. Without fixed margins a long label in one state would squeeze the plot.
    """
    margins = {"left": left, "right": right, "bottom": bottom, "top": top}
    size = {"width": WIDTH - left - right, "height": height - top - bottom}
    altair_chart: Any = chart
    done: _Chart = altair_chart.properties(**size, padding=margins, autosize={"type": "none", "contains": "content"})
    return done


def row_axis() -> Any:
    """Return an axis whose row labels may have two lines, written as `"Fall|176 students"`."""
    import altair as alt

    # Half a line up, so that two lines stand in the middle of their row.
    return alt.Axis(labelExpr="split(datum.label, '|')", labelOffset=-SMALL / 2 - 1, title=None)

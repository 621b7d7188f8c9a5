"""The picture two explorers share: two means as marks on a line, and the way from the first to the second."""

from typing import Any

import altair as alt
import pandas as pd

from belonging.explorers.paint import INK, SERIES, framed, row_axis

SHAPES = ("circle", "diamond")


def two_means(
    slots: tuple[str, str],
    means: tuple[float, float],
    *,
    decimals: int,
    domain: tuple[float, float],
    ticks: list[float],
    title: list[str],
    line: float,
    ring: float | None = None,
) -> alt.LayerChart:
    """Draw both means, a bar from the first to the second, a dashed line, and a hollow ring where asked for.

    Parameters
    ----------
    slots
        Row labels, two lines each, such as `"First|60 students"`.
    means
        The two means.
    decimals
        Of the value beside each mark.
    domain, ticks, title
        The axis.
    line
        Where the dashed line stands.
    ring
        Where, in the second row, luck alone would put the mean.
    """
    data = pd.DataFrame(
        {
            "slot": slots,
            "mean": means,
            "value": [f"{mean:.{decimals}f}" for mean in means],
            "side": [_side(mean - line, domain[1] - domain[0]) for mean in means],
        }
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(slots)), axis=row_axis())
    axis = alt.Axis(values=ticks, format="d", title=title)
    x = alt.X("mean:Q", scale=alt.Scale(domain=list(domain), zero=False), axis=axis)
    base = alt.Chart(data).encode(x=x, y=y)
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=list(slots), range=list(SHAPES)), legend=None)
    colour = alt.Color("slot:N", scale=alt.Scale(domain=list(slots), range=list(SERIES[:2])), legend=None)
    way = alt.Chart(pd.DataFrame([{"slot": slots[1], "from": means[0], "to": means[1]}]))
    layers: list[Any] = [
        alt.Chart(pd.DataFrame({"mean": [line]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x),
        way.mark_rule(strokeWidth=6, color=SERIES[1]).encode(x=alt.X("from:Q"), x2="to:Q", y=y),
    ]
    if ring is not None:
        expected = alt.Chart(pd.DataFrame([{"slot": slots[1], "mean": ring}])).encode(x=x, y=y)
        layers.append(expected.mark_point(size=700, filled=False, color=INK, strokeWidth=2.5, shape="circle"))
    layers.append(base.mark_point(size=260, filled=True, opacity=1).encode(shape=shape, color=colour))
    for side, where in _SIDES.items():
        # above the mark, as beside it the ring or the bar would run through the value
        text = base.transform_filter(f"datum.side == '{side}'").mark_text(dy=-28, fontWeight="bold", **where)
        layers.append(text.encode(text="value:N"))
    return framed(alt.layer(*layers), 250, right=34, top=14)


# Where a value stands above its mark, so that the dashed line does not run through it.
_SIDES: dict[str, dict[str, Any]] = {
    "middle": {"align": "center"},
    "left": {"align": "right", "dx": -5},
    "right": {"align": "left", "dx": 5},
}


def _side(from_line: float, width: float) -> str:
    if abs(from_line) > 0.14 * width:  # half a value's width, and a little room
        return "middle"
    return "left" if from_line < 0 else "right"

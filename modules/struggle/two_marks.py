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
            "side": ["right" if means[0] <= means[1] else "left", "right" if means[1] >= means[0] else "left"],
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
    layers += [
        base.mark_point(size=260, filled=True, opacity=1).encode(shape=shape, color=colour),
        # above the mark: beside it the ring, the dashed line or the bar would run through the value
        base.mark_text(dy=-28, fontWeight="bold").encode(text="value:N"),
    ]
    return framed(alt.layer(*layers), 250, right=34, top=14)

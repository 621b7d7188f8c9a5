"""The smallest explorer there is, for tests of the machinery."""

from typing import Any

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Slider, Toggle, View


def a_view(size: int = 12, wide: bool = False) -> View:
    table = pd.DataFrame({"Group": ["A", "B"], "Students": [size, 40], "Mean": [2.5, 3.25]})
    chart = alt.Chart(table).mark_bar().encode(x="Mean:Q", y="Group:N")
    words = f"Group A has {size} students."
    return View(
        chart=chart,
        sentence=words,
        table=table,
        alt="Two bars.",
        caption="Means" + (", wide" if wide else ""),
        counts=("Students",),
        formats={"Mean": ".2f"},
    )


def an_explorer(**changes: Any) -> Explorer:
    size = Slider(id="size", label="Size", values=(10, 12, 20), initial=12)
    given: dict[str, Any] = {
        "id": "toy",
        "module": "listening",
        "title": "Toy",
        "question": "What happens?",
        "misconception": "Nothing does.",
        "choices": (size, Toggle(id="wide", label="Wide")),
        "view": a_view,
    }
    return Explorer(**{**given, **changes})

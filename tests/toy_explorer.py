"""The smallest explorer there is, for tests of the machinery."""

from typing import Any

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Panel, Select, Slider, Toggle, View


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


def _panel_view(name: str, size: int, note: str) -> View:
    table = pd.DataFrame({"Part": [name], "Students": [size], "Note": [note]})
    return View(
        chart=alt.Chart(table).mark_bar().encode(x=alt.X("Students:Q", scale=alt.Scale(domain=[0, 50])), y="Part:N"),
        sentence=f"{name} has {size} students.",
        table=table,
        alt=f"A bar at {size}.",
        caption=f"Students of {name}",
        counts=("Students",),
    )


def upper(size: int, wide: bool) -> View:
    return _panel_view("Upper", size, "wide <b>" if wide else "narrow")


def lower(speed: str, wide: bool) -> View:
    return _panel_view("Lower", 31 if wide else 30, speed)


def still_one() -> View:
    return _panel_view("Base", 50, "always")


def a_panel_explorer(**changes: Any) -> Explorer:
    """Three panels: two that share a choice, and one that never changes. 6 + 8 + 1 states, not 24."""
    given: dict[str, Any] = {
        "choices": (
            Slider(id="size", label="Size", values=(10, 12, 20), initial=12),
            Toggle(id="wide", label="Wide"),
            Select(id="speed", label="Speed", values=("a", "b", "c", "d"), initial="c"),
        ),
        "view": None,
        "panels": (
            Panel(id="upper", choices=("size", "wide"), view=upper),
            Panel(id="lower", choices=("speed", "wide"), view=lower),
            Panel(id="base", choices=(), view=still_one),
        ),
    }
    return an_explorer(**{**given, **changes})

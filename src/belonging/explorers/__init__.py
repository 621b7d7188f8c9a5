"""Interactive pictures: defined once in Python, working in a published page, in Jupyter and in print."""

from belonging.explorers.definition import Explorer, Panel, Select, Slider, Steps, Toggle, View, states
from belonging.explorers.find import load
from belonging.explorers.show import Shown, show
from belonging.explorers.still import still

__all__ = [
    "Explorer",
    "Panel",
    "Select",
    "Shown",
    "Slider",
    "Steps",
    "Toggle",
    "View",
    "load",
    "show",
    "states",
    "still",
]

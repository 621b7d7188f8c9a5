"""Interactive pictures: defined once in Python, working in a published page, in Jupyter and in print."""

from belonging.explorers.choices import Select, Slider, Steps, Toggle
from belonging.explorers.definition import Explorer, Paper, states
from belonging.explorers.find import load
from belonging.explorers.panels import Panel
from belonging.explorers.show import Shown, show
from belonging.explorers.still import still
from belonging.explorers.view import View

__all__ = [
    "Explorer",
    "Panel",
    "Paper",
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

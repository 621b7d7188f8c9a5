"""The explorers of "Struggle, feedback, recognition", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent
_FILES = ("talk_moves.py", "luck_slider.py", "grade_six_drop.py", "feedback_builder.py")

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in _FILES]

"""The explorers of "Listening to belonging data", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in ("who_answered.py", "tiny_groups.py")]

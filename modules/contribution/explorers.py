"""The explorers of "From compliance to contribution", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in ("dial_board.py", "scores_persistence.py")]

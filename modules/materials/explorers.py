"""The explorers of "Seeing is not enough: a materials audit", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in ("two_lens_bars.py", "launch_lines.py")]

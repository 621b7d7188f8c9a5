"""The explorers of "Studio: build the identity-focused lesson plan", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in ("one_change.py", "what_a_check_sees.py")]

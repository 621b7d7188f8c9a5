"""The explorers of "Four beliefs, and what exposure cannot do", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in ("visit_inhabit.py", "item_fixer.py")]

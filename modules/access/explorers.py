"""The explorer of "Who gets the chance?"."""

from pathlib import Path

from belonging.course import load_python

EXPLORERS = [load_python(Path(__file__).parent / "unmix_schools.py").EXPLORER]

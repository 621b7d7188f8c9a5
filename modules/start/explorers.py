"""The explorer of "Start here", in a file of its own."""

from pathlib import Path

from belonging.course import load_python

EXPLORERS = [load_python(Path(__file__).parent / "guess_the_class.py").EXPLORER]

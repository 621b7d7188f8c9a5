"""Exercises: from one authored text to the notebook a participant fills in, and back to their answers."""

from belonging.exercise.notebook import notebook_text
from belonging.exercise.source import Exercise, Part, PlacedTask, load

__all__ = ["Exercise", "Part", "PlacedTask", "load", "notebook_text"]

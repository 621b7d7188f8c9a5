"""Collect what people handed in, from anything a learning platform gives: nothing is lost, nobody is guessed."""

from belonging.cohort.collect.report import Collected, Line
from belonging.cohort.collect.run import collect

__all__ = ["Collected", "Line", "collect"]

"""Fictional cohorts: 48 teachers who send every kind of mess, and any number of clean notebooks; points are known."""

from belonging.cohort.demo.for_a_director import write_demo_for_a_director
from belonging.cohort.demo.many import Known, write_many
from belonging.cohort.demo.write import REASONS, Ends, expected, write_demo

__all__ = ["REASONS", "Ends", "Known", "expected", "write_demo", "write_demo_for_a_director", "write_many"]

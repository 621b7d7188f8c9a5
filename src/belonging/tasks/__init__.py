"""Tasks: defined once, checked alike on the page, in a notebook and by nbgrader."""

from belonging.tasks.answer_table import Entry, answer_table, reference
from belonging.tasks.check import Outcome, check
from belonging.tasks.definition import RubricRow, Task, Verdict, Wrong
from belonging.tasks.kinds import Choice, Code, Number, Option, Several, Words, is_blank

__all__ = [
    "Choice",
    "Code",
    "Entry",
    "Number",
    "Option",
    "Outcome",
    "RubricRow",
    "Several",
    "Task",
    "Verdict",
    "Words",
    "Wrong",
    "answer_table",
    "check",
    "is_blank",
    "reference",
]

"""Tasks: defined once, checked alike on the page, in a notebook and by nbgrader."""

from belonging.tasks.answer_table import Entry, answer_table, reference
from belonging.tasks.check import Outcome, check
from belonging.tasks.definition import Kind, RubricRow, Task, Verdict, Wrong
from belonging.tasks.file import File
from belonging.tasks.kinds import Choice, Code, Number, Option, Several, Words, is_blank
from belonging.tasks.sort import Bin, Item, Sort

__all__ = [
    "Bin",
    "Choice",
    "Code",
    "Entry",
    "File",
    "Item",
    "Kind",
    "Number",
    "Option",
    "Outcome",
    "RubricRow",
    "Several",
    "Sort",
    "Task",
    "Verdict",
    "Words",
    "Wrong",
    "answer_table",
    "check",
    "is_blank",
    "reference",
]

"""The exercise in the published page: forms, answers locked away, and the script that works them."""

from belonging.exercise.page.form import exercise_html
from belonging.exercise.page.script import write_page_files

__all__ = ["exercise_html", "write_page_files"]

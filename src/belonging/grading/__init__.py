"""Grading handed-in notebooks: nbgrader does the work, this room prepares it, repairs around it and reports."""

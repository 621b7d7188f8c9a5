"""The authored lesson: read, measured, and made into a notebook for JupyterLab."""

from belonging.lesson.derive import derive

__all__ = ["derive"]

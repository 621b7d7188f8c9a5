"""Mending: what a participant wrote, out of any file that still holds it; the page's twin is `page/js/mend*.js`."""

from belonging.exercise.mend.report import Line, Report
from belonging.exercise.mend.rescue import Rescued, rescue

__all__ = ["Line", "Report", "Rescued", "rescue"]

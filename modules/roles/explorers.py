"""The explorers of "Roles, places, careers", each in a file of its own."""

from pathlib import Path

from belonging.course import load_python

_HERE = Path(__file__).parent
_FILES = ("stem_in_every_job.py", "local_careers.py", "partner_matcher.py")

EXPLORERS = [load_python(_HERE / name).EXPLORER for name in _FILES]

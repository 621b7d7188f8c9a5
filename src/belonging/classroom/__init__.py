"""What a participant's notebook uses: `begin`, and helpers that print their n and keep small groups unseen."""

from belonging.classroom.helpers import compare, rate, show, who_is_missing
from belonging.classroom.verbs import begin

__all__ = ["begin", "compare", "rate", "show", "who_is_missing"]

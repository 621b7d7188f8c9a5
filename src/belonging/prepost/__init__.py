"""Before and after the course: a short survey of one's practice, and a scenario test in two parallel forms."""

from belonging.prepost.forms import FORM_A, FORM_B
from belonging.prepost.questions import SURVEY, UNVALIDATED
from belonging.prepost.scoring import Paired, Score, paired, score

__all__ = ["FORM_A", "FORM_B", "SURVEY", "UNVALIDATED", "Paired", "Score", "paired", "score"]

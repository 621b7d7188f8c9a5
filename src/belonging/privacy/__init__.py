"""Protection of small groups: `protect` before anything is shown, `audit` as the attacker who tries to undo it."""

from belonging.privacy.attack import ContradictionError
from belonging.privacy.audit import Audit, Finding, audit
from belonging.privacy.layout import TOTAL
from belonging.privacy.protect import MINIMUM, RELIABLE, Protected, protect, small_cells, too_few
from belonging.privacy.rates import code_rate
from belonging.privacy.release import HIDDEN, Release, read_release
from belonging.privacy.suppress import CannotProtectError
from belonging.privacy.together import small_together, widen

__all__ = [
    "HIDDEN",
    "MINIMUM",
    "RELIABLE",
    "TOTAL",
    "Audit",
    "CannotProtectError",
    "ContradictionError",
    "Finding",
    "Protected",
    "Release",
    "audit",
    "code_rate",
    "protect",
    "read_release",
    "small_cells",
    "small_together",
    "too_few",
    "widen",
]

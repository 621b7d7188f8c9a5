"""Protection of small groups: `protect` before anything is shown, `audit` as the attacker who tries to undo it."""

from belonging.privacy.attack import ContradictionError
from belonging.privacy.audit import Audit, Finding, audit
from belonging.privacy.layout import TOTAL
from belonging.privacy.protect import RELIABLE, Protected, protect, small_cells
from belonging.privacy.rates import code_rate
from belonging.privacy.release import HIDDEN, Release, read_release
from belonging.privacy.suppress import CannotProtectError

__all__ = [
    "HIDDEN",
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
]

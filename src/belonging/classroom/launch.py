"""Launch lines: what a teacher says to open a lesson, with three facts that tell a promise, a label and a doing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One launch line, three facts about its words, and how to turn it into something to do.

    Parameters
    ----------
    text
        The line as it is said to a class.
    does
        It says what to do now.
    free
        It asks nobody to be a kind of person.
    kept
        It holds no promise about later.
    instead
        A line for the same lesson that passes all three; empty when this one does.
    """

    text: str
    does: bool
    free: bool
    kept: bool
    instead: str = ""

    @property
    def kind(self) -> str:
        """What sort of line it is: the first thing it lacks, a promise before a label."""
        return "promise" if not self.kept else "label" if not self.free else "doing"

"""What mending did, as data and in plain sentences: what was moved, kept aside or lost."""

from dataclasses import dataclass, field
from typing import Literal

What = Literal["moved", "kept_aside", "lost", "note"]


@dataclass(frozen=True)
class Line:
    """One thing that was done, for one task or (task None) for the whole file."""

    what: What
    task: str | None
    says: str


@dataclass
class Report:
    """All that was done to one notebook, in the order of its tasks."""

    lines: list[Line] = field(default_factory=list)

    def add(self, what: What, task: str | None, says: str) -> None:
        """Write down one thing; the same sentence once."""
        line = Line(what, task, says)
        if line not in self.lines:
            self.lines.append(line)

    @property
    def moved(self) -> int:
        """How many answers were put back into their own cell."""
        return len({line.task for line in self.lines if line.what == "moved"})

    @property
    def kept_aside(self) -> int:
        """How many texts found no certain place, and were kept."""
        return sum(line.what == "kept_aside" for line in self.lines)

    @property
    def lost(self) -> int:
        """How many tasks have neither an answer cell nor an answer in the file."""
        return sum(line.what == "lost" for line in self.lines)

    @property
    def clean(self) -> bool:
        """Whether there was nothing to mend."""
        return not self.lines

    @property
    def repaired(self) -> list[str]:
        """The sentences alone."""
        return [line.says for line in self.lines]

    @property
    def summary(self) -> str:
        """The counts in one sentence.

        Examples
        --------
        >>> report = Report()
        >>> report.summary
        'Nothing needed mending.'
        >>> report.add("moved", "naming", "Task 1: its answer was in the check cell.")
        >>> report.summary
        'Answers moved into place: 1. Texts kept aside: 0. Not found: 0.'
        """
        if self.clean:
            return "Nothing needed mending."
        return f"Answers moved into place: {self.moved}. Texts kept aside: {self.kept_aside}. Not found: {self.lost}."

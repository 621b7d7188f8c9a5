"""What a rule is: one small function that looks at a plan and says what it sees, with words for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from belonging.plan.finding import Finding, Level
from belonging.plan.rules.graph import Graph


@dataclass(frozen=True)
class Seen:
    """One place where a rule does not hold, in the plan's own words and figures.

    Parameters
    ----------
    field : str
        As in `Finding`.
    see : str
        What I see.
    fix : str
        One thing to do.
    why, example : str
        In place of the rule's own, where this case needs others.
    """

    field: str
    see: str
    fix: str
    why: str = ""
    example: str = ""


@dataclass(frozen=True)
class Rule:
    """One thing every plan has to hold to, or had better.

    Parameters
    ----------
    id : str
        `"R01"` to `"R26"`.
    level : "must" or "nudge"
        Whether a plan passes with it.
    title : str
        The rule in one short sentence.
    why : str
        Why it matters.
    example : str
        How a plan that holds to it may read.
    look : callable
        Returns what it sees; nothing about what has not been filled in yet.
    """

    id: str
    level: Level
    title: str
    why: str
    example: str
    look: Callable[[Graph], Iterable[Seen]]

    def findings(self, graph: Graph) -> list[Finding]:
        """Return what this rule has to say of a plan."""
        return [
            Finding(
                self.id, self.level, seen.field, seen.see, seen.why or self.why, seen.fix, seen.example or self.example
            )
            for seen in self.look(graph)
        ]

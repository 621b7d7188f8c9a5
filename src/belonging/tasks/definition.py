"""What an author writes to make one task: prompt, kind of answer, expected value, typical wrong answers, help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from belonging.tasks.kinds import Code, Kind, Several, Words

# Prose that quotes a figure computes it from the dataset, so that no figure is written twice.
Text = str | Callable[[Any], str]
Rung = Literal["click", "fill", "stretch"]


@dataclass(frozen=True)
class Wrong:
    """A typical wrong answer, computed by the typical wrong way, and what it shows about the thinking."""

    id: str
    answer: Callable[[Any], Any]
    says: Text
    points: int = 0


@dataclass(frozen=True)
class Verdict:
    """How a task of kind Several judges one set of items."""

    id: str
    says: str
    points: int = 0


@dataclass(frozen=True)
class RubricRow:
    """One row of the rubric by which a person scores a text: what 0, 1, 2, 3 points look like."""

    id: str
    looks_for: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One task, the only place where anything about it is written.

    Parameters
    ----------
    id, title
        Short name in the notebook, and the heading people see.
    points
        Whole points; 0 for an optional task.
    rung
        `click`, `fill` or `stretch`.
    kind
        The kind of answer.
    prompt
        Markdown; may be a function of the dataset.
    dataset
        Name of the dataset everything is computed from.
    expected
        Computes the reference answer from the dataset. For Several: one accepted set. For Words: a reference
        note that earns full points. For Code: the reference source text.
    right
        What a right answer is told, and why it is right.
    wrongs
        Typical wrong answers of a Number task. (A Choice keeps them in its options, a Several in `judge`.)
    judge
        Several only: from the dataset to the function that judges any set of items; None means right.
    evidence
        Computes the table shown with the prompt, so that the task can be done without code.
    hint, example
        Help after the first and the third miss; the example uses other numbers.
    trial
        Code only: takes the participant's function and the dataset; None means right, else what to look at.
    code
        The pandas lines that "show the code" reveals.
    rubric
        Words only.
    """

    id: str
    title: str
    points: int
    rung: Rung
    kind: Kind
    prompt: Text
    dataset: str
    expected: Callable[[Any], Any]
    hint: Text
    example: Text
    right: Text = ""
    wrongs: tuple[Wrong, ...] = ()
    judge: Callable[[Any], Callable[[frozenset[str]], Verdict | None]] | None = None
    evidence: Callable[[Any], Any] | None = None
    evidence_caption: str = ""
    trial: Callable[[Callable[..., Any], Any], str | None] | None = None
    code: str = ""
    rubric: tuple[RubricRow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a task that could not be given to a participant."""
        if isinstance(self.kind, Words) and sum(len(row.levels) - 1 for row in self.rubric) != self.points:
            raise ValueError(f"{self.id}: the rubric's top levels must add up to the task's {self.points} points.")
        if isinstance(self.kind, Several) and self.judge is None:
            raise ValueError(f"{self.id}: a task of several choices needs a judge.")
        if isinstance(self.kind, Code) and (self.trial is None or self.points):
            raise ValueError(f"{self.id}: a code task needs a trial and carries no points.")

    @property
    def scored_by_person(self) -> bool:
        """Whether a person scores it."""
        return isinstance(self.kind, Words)

    def says(self, text: Text) -> str:
        """Return a text of this task with its figures filled in."""
        return text(self.data()) if callable(text) else text

    def data(self) -> Any:
        """Return the task's dataset as a DataFrame."""
        from belonging.data import load

        return load(self.dataset)

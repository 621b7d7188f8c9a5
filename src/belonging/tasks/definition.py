"""What an author writes to make one task: prompt, kind of answer, expected value, typical wrong answers, help."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from belonging.tasks.file import File
from belonging.tasks.kinds import Choice, Code, Number, Several, Words
from belonging.tasks.sort import Sort

# Prose that quotes a figure computes it from the dataset, so that no figure is written twice.
Text = str | Callable[[Any], str]
Rung = Literal["click", "fill", "stretch"]
Kind = Number | Choice | Several | Sort | Words | Code | File


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
    """One row of the rubric by which a person scores a text: what 0, 1, 2, 3 points look like.

    Parameters
    ----------
    id
        Short name.
    looks_for
        What the row is about.
    levels
        What each number of points looks like, from 0.
    anchors
        For each level two short texts that earn it; fictional, and for the person who scores alone.
    """

    id: str
    looks_for: str
    levels: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...] = ()


# compared by identity: a task is written once, and its items hold mappings, which have no hash
@dataclass(frozen=True, kw_only=True, eq=False)
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
        Name of the dataset everything is computed from; empty for a task that needs none (functions get None).
    expected
        Computes the reference answer from the dataset. For Several: one accepted set. For Sort: the key for each
        item's code. For Words: a reference note that earns full points. For Code: the reference source text. For File:
        the text of a file that earns full points.
    right
        What a right answer is told, and why it is right.
    wrongs
        Typical wrong answers of a Number task; of a File task, texts of files, whose words and points come from the
        file's own judge. (A Choice keeps them in its options, a Several in `judge`.)
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
    file
        Name of a file handed out with the task; `exercises/<module>/files.py` makes it.
    silent
        A question that is kept and never marked: kind Choice, no points; it needs no help, and an expected answer
        only where something outside the exercise counts it.
    """

    id: str
    title: str
    points: int
    rung: Rung
    kind: Kind
    prompt: Text
    dataset: str = ""
    expected: Callable[[Any], Any] | None = None
    hint: Text = ""
    example: Text = ""
    right: Text = ""
    wrongs: tuple[Wrong, ...] = ()
    judge: Callable[[Any], Callable[[frozenset[str]], Verdict | None]] | None = None
    evidence: Callable[[Any], Any] | None = None
    evidence_caption: str = ""
    trial: Callable[[Callable[..., Any], Any], str | None] | None = None
    code: str = ""
    rubric: tuple[RubricRow, ...] = ()
    file: str = ""
    silent: bool = False

    def __post_init__(self) -> None:
        """Refuse a task that could not be given to a participant."""
        if self.silent:
            if not isinstance(self.kind, Choice) or self.points:
                raise ValueError(f"{self.id}: a silent task is a Choice and carries no points.")
            return
        if self.expected is None or not self.hint or not self.example:
            raise ValueError(f"{self.id}: a task needs an expected answer, a hint and a worked example.")
        if isinstance(self.kind, Words) and sum(len(row.levels) - 1 for row in self.rubric) != self.points:
            raise ValueError(f"{self.id}: the rubric's top levels must add up to the task's {self.points} points.")
        if any(len(row.anchors) != len(row.levels) for row in self.rubric):
            raise ValueError(f"{self.id}: each level of its rubric needs two anchor texts.")
        if isinstance(self.kind, Sort) and len(self.kind.enough) != self.points:
            raise ValueError(f"{self.id}: 'enough' needs one number for each of the task's {self.points} points.")
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
        """Return the task's dataset as a DataFrame, or None for a task without one."""
        from belonging.data import load

        return load(self.dataset) if self.dataset else None

    def reference_answer(self) -> Any:
        """Compute the reference answer.

        Raises
        ------
        ValueError
            If the task has none.
        """
        if self.expected is None:
            raise ValueError(f"{self.id} has no right answer.")
        return self.expected(self.data())

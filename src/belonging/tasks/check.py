"""Check one answer: right, not yet, or still blank, with words of its own."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from belonging.tasks import words
from belonging.tasks.answer_table import Entry, Status, answer_table, set_entry, sort_entry
from belonging.tasks.definition import Task
from belonging.tasks.file import File
from belonging.tasks.kinds import Code, NotThisKindError, Several, Words, is_blank
from belonging.tasks.prose import as_text, to_html
from belonging.tasks.sort import Sort

# a notebook has none of the book's style sheets; a frame in the text's own colour shows in both themes
_FRAME = "border-inline-start: 4px solid; padding-inline-start: 1em"


@dataclass(frozen=True)
class Outcome:
    """What a participant is told about one answer.

    In a notebook its plain text is the bare number of points, because that is what nbgrader reads from a test
    cell (partial credit included); the words are in the HTML beside it.
    """

    status: Status
    points: int
    out_of: int
    says: str
    wrong_id: str | None = None
    more: str = ""

    @property
    def head(self) -> str:
        """The outcome in two words."""
        if self.status == "right":
            return words.RIGHT_HEAD
        if self.status == "not_yet":
            return words.SOME_POINTS if self.points else words.NOT_YET_HEAD
        return words.KEPT_HEAD if self.status == "kept" else ""

    @property
    def text(self) -> str:
        """The whole message as plain text."""
        return f"{self.head} {self.says}".strip()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": str(float(self.points)), "text/html": self.html}

    @property
    def html(self) -> str:
        """The whole message as HTML, with a mark that does not rest on colour alone."""
        mark = {"right": "✓", "not_yet": "→", "blank": "…", "written": "✎", "kept": "✎"}[self.status]
        points = f" ({self.points} of {words.points(self.out_of)})" if self.out_of and self.head else ""
        return (
            f'<div class="bbd-outcome bbd-{self.status}" style="{_FRAME}"><p><strong>'
            f'<span aria-hidden="true">{mark} </span>'
            f"{self.head}</strong>{points}</p>{to_html(self.says)}{self.more}</div>"
        )


def check(task: Task, value: Any, folder: Path | None = None) -> Outcome:
    """Check one answer to one task.

    Parameters
    ----------
    task
        The task.
    value
        What the participant's `answer_1 = ...` line holds: a number, a letter, a list, lines, a text or
        a function.
    folder
        Where a file that was handed in lies; the working folder when left out.

    Returns
    -------
    Outcome
        Never raises for a participant's value, whatever it is.
    """
    if is_blank(value):
        return Outcome("blank", 0, task.points, words.KEPT_BLANK if task.silent else words.BLANK)
    if isinstance(task.kind, Words):
        return _written(task, value)
    if isinstance(task.kind, Code):
        return _tried(task, value)
    try:
        if isinstance(task.kind, Sort):
            return _outcome(task, sort_entry(task, value))
        if isinstance(task.kind, File):
            return _handed_in(task, task.kind, task.kind.canonical(value), folder or Path())
        canonical = _canonical(task, value)
    except NotThisKindError as error:
        return Outcome("not_yet", 0, task.points, str(error), "kind")
    if task.silent:
        return Outcome("kept", 0, 0, words.KEPT)
    if isinstance(task.kind, Several) and canonical:
        return _outcome(task, set_entry(task, canonical.split(",")))
    return _outcome(task, answer_table(task).get(canonical, Entry("not_yet", 0, words.NOT_YET)))


def _outcome(task: Task, entry: Entry) -> Outcome:
    return Outcome(entry.status, entry.points, task.points, entry.says, entry.wrong_id)


def _canonical(task: Task, value: Any) -> str:
    if isinstance(task.kind, Several):
        return task.kind.canonical(value, _codes(task))
    assert not isinstance(task.kind, (Sort, Words, Code, File))
    return task.kind.canonical(value)


@lru_cache(maxsize=256)
def _codes(task: Task) -> tuple[str, ...]:
    assert isinstance(task.kind, Several)
    return tuple(code for code, _ in task.kind.choices(task.data()))


def _written(task: Task, value: Any) -> Outcome:
    assert isinstance(task.kind, Words)
    untouched = str(value).strip() == task.kind.starter.strip()
    if untouched:
        return Outcome("blank", 0, task.points, words.BLANK)
    return Outcome("written", 0, task.points, words.WRITTEN)


def _handed_in(task: Task, kind: File, name: str, folder: Path) -> Outcome:
    content = kind.read(name, folder)
    if isinstance(content, str):
        return Outcome("not_yet", 0, task.points, content, "missing")
    told = kind.told(content)
    more = "".join(f"\n- {line}" for line in map(as_text, told["more"]))
    says = as_text(told["says"]) + (f"\n{more}" if more else "")
    status: Status = "not_yet" if told["id"] else "right"
    return Outcome(status, told["points"], task.points, says, told["id"] or None)


def _tried(task: Task, value: Any) -> Outcome:
    assert task.trial is not None
    if not callable(value):
        return Outcome("not_yet", 0, 0, "This should be a function. Keep the line that starts with `def`.", "kind")
    try:
        if value(task.data()) is None:
            return Outcome("blank", 0, 0, words.RETURNS_NOTHING)
        problem = task.trial(value, task.data())
    except Exception as error:
        problem = f"Your function stopped with {type(error).__name__}: {error}. Run it on one small table first."
    if problem:
        return Outcome("not_yet", 0, 0, problem, "trial")
    return Outcome("right", 0, 0, task.says(task.right))

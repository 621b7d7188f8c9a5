"""What each answer of a graded notebook is told: which typical wrong idea it shows, and what to read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from belonging.exercise.answers import literal_answer
from belonging.exercise.notebook import Cell, grade_id_of, source_of
from belonging.exercise.preflight import outcome_as_written
from belonging.exercise.source import PlacedTask, load
from belonging.grading.inert import inert_html, plain_text
from belonging.grading.points import Points, TaskPoints
from belonging.lesson.taught import Place, places
from belonging.tasks import Choice, Code, Entry, File, Outcome, Sort, Task, Words, answer_table, check, is_blank, words

_LONGEST = 80  # characters of a person's own answer that are repeated to them
_LONGEST_ERROR = 200
_LONG_SOURCE = 2_000
_NO_IDEA = ("kind", "missing", "trial")
"""What an outcome calls an answer of another form; it says nothing about the thinking."""


@dataclass(frozen=True)
class Told:
    """What one answer is told.

    Parameters
    ----------
    placed
        The task.
    points
        What the gradebook holds; None for a task without points.
    outcome
        The course's own words; None where only the check cell's output is there.
    value
        What its answer line holds; `...` where it is blank, worked out by code, or a text.
    output
        What the check cell showed, as HTML that can do nothing, where those are not the course's own words.
    place
        Where the task is taught.
    agrees
        Whether the points in the gradebook are those of the answer as written.
    stopped
        The error with which the answer's own cell stopped when it ran; empty if it did not.
    """

    placed: PlacedTask
    points: TaskPoints | None
    outcome: Outcome | None
    value: object
    output: str
    place: Place
    agrees: bool
    stopped: str = ""

    @property
    def too_long(self) -> bool:
        """Whether its cell was stopped because it ran longer than it may."""
        return self.stopped.startswith(("KeyboardInterrupt", "CellTimeoutError"))

    @property
    def idea(self) -> str | None:
        """The id of the typical wrong idea it shows, or None."""
        found = self.outcome.wrong_id if self.outcome and self.outcome.status == "not_yet" else None
        return None if found in _NO_IDEA else found

    @property
    def answer(self) -> str:
        """The answer in short, as its person wrote it; empty where it is none of a few words."""
        kind = self.placed.task.kind
        if isinstance(kind, Sort) or is_blank(self.value):
            return ""
        if isinstance(kind, Choice):  # with the option's text, as a letter alone says little later
            for option in kind.options:
                if str(self.value).strip().strip(".()").lower() == option.key:
                    return f"{option.key}: {option.text}"
        listed = isinstance(self.value, (list, tuple, set))
        text = ", ".join(map(str, self.value)) if listed else str(self.value)  # type: ignore[call-overload]
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    @property
    def waiting(self) -> bool:
        """Whether a person still scores it."""
        return bool(self.points and self.points.waiting)

    @property
    def right(self) -> bool:
        """Whether all its points are there; of a task without points, whether its answer is right."""
        if self.points and self.points.out_of:
            return not self.waiting and self.points.points >= self.points.out_of
        return bool(self.outcome and self.outcome.status == "right")

    @property
    def read_again(self) -> Place | None:
        """The part of the lesson to read again; None where there is nothing to mend, or nobody has scored it yet."""
        optional = not (self.points and self.points.out_of)
        return None if optional or self.right or self.waiting else self.place


def answers_told(cells: Iterable[Mapping[str, Any]], module_id: str, folder: Path, points: Points) -> list[Told]:
    """Say what each answer of one autograded notebook is told; questions that nobody marks are left out.

    Parameters
    ----------
    cells
        The cells of the autograded notebook.
    module_id
        Its module.
    folder
        Where it lies, with the files handed in beside it.
    points
        What the gradebook holds about it.

    Raises
    ------
    LookupError
        If the course has no such module (an assignment of the leader's own).
    """
    by_id = {id_: dict(cell) for cell in cells if (id_ := grade_id_of(dict(cell)))}
    marks = {task.grade_id: task for task in points.tasks}
    taught = places(module_id)
    return [
        _told(
            placed,
            marks.get(placed.grade_id if placed.task.scored_by_person else placed.check_id),
            by_id.get(placed.grade_id, {}),
            by_id.get(placed.check_id, {}),
            folder,
            taught[placed.task.id],
        )
        for placed in load(module_id).tasks
        if not placed.task.silent
    ]


def _told(
    placed: PlacedTask, mark: TaskPoints | None, answer: Cell, check_cell: Cell, folder: Path, place: Place
) -> Told:
    source, stopped = source_of(answer), _error(answer)
    written, value = _as_written(placed, source, folder)
    agrees = mark is None or mark.by_person or mark.waiting or mark.changed
    if written is not None and (agrees or (mark is not None and mark.points == written.points)):
        return Told(placed, mark, written, value, "", place, True, stopped)
    shown = [_html(output) for output in check_cell.get("outputs", [])]
    ran = _known(placed.task, shown[-1]) if shown else None
    if ran is not None and (agrees or (mark is not None and mark.points == ran.points)):
        return Told(placed, mark, ran, ..., "", place, True, stopped)
    if written is not None:
        return Told(placed, mark, written, value, "", place, False, stopped)
    return Told(placed, mark, None, ..., inert_html("".join(shown)), place, True, stopped)


def _as_written(placed: PlacedTask, source: str, folder: Path) -> tuple[Outcome | None, object]:
    """Return what an answer is told by its text, and its value."""
    if isinstance(placed.task.kind, File) or len(source) > _LONG_SOURCE:
        return _checked(placed, source, folder)
    return _checked_before(placed, source)


@lru_cache(maxsize=8192)
def _checked_before(placed: PlacedTask, source: str) -> tuple[Outcome | None, object]:
    """Keep what was worked out: of a few hundred people many give the same answer."""
    return _checked(placed, source, Path())


def _checked(placed: PlacedTask, source: str, folder: Path) -> tuple[Outcome | None, object]:
    try:
        outcome = outcome_as_written(placed, source, folder)
    except Exception:  # an answer nobody foresaw must not take the others' feedback with it
        return None, ...
    if isinstance(placed.task.kind, (Words, Code)) or outcome is None:
        return outcome, ...
    return outcome, literal_answer(source, placed.variable)


def _html(output: Mapping[str, Any]) -> str:
    """Return one output as HTML, as it was written; text becomes a block of its own."""
    from html import escape

    data = output.get("data", {})
    if "text/html" in data:
        return _joined(data["text/html"])
    if output.get("output_type") == "error":
        text = f"{output.get('ename', '')}: {_joined(output.get('evalue', ''))}"
    else:
        text = _joined(output.get("text") or data.get("text/plain") or "")
    return f"<pre>{escape(plain_text(text))}</pre>" if text.strip() else ""


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


def _known(task: Task, shown: str) -> Outcome | None:
    """Return the course's own outcome that a check cell shows; a hint may stand below its words."""
    found = [outcome for outcome in _outcomes(task) if shown.startswith(outcome.html.removesuffix("</div>"))]
    return max(found, key=lambda outcome: len(outcome.html), default=None)


@lru_cache(maxsize=256)
def _outcomes(task: Task) -> tuple[Outcome, ...]:
    """Return all outcomes of a task whose answers are few."""
    if isinstance(task.kind, (Sort, File, Words, Code)):
        return ()
    entries = [*answer_table(task).values(), Entry("not_yet", 0, words.NOT_YET)]
    found = [Outcome(entry.status, entry.points, task.points, entry.says, entry.wrong_id) for entry in entries]
    return (*found, check(task, ...))


def _error(cell: Cell) -> str:
    errors = [output for output in cell.get("outputs", []) if output.get("output_type") == "error"]
    if not errors:
        return ""
    text = plain_text(f"{errors[0].get('ename', '')}: {_joined(errors[0].get('evalue', ''))}")
    return text if len(text) <= _LONGEST_ERROR else text[: _LONGEST_ERROR - 1] + "…"

"""`begin`: the verbs of one module's notebook, tied to the names the participant assigns to."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from belonging.exercise.source import Exercise, PlacedTask
from belonging.exercise.source import load as load_exercise
from belonging.tasks import Outcome, answer_table, check, words
from belonging.tasks.kinds import Several
from belonging.tasks.prose import to_html


class Help(str):
    """A hint or a worked example: plain text, shown in a notebook as formatted text."""

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": to_html(self)}


class Verbs(NamedTuple):
    """The five verbs of a notebook."""

    check: Callable[[int | str], Any]
    hint: Callable[[int | str], Help]
    example: Callable[[int | str], Help]
    explore: Callable[[str], Any]
    load: Callable[[str], Any]


def begin(module_id: str, names: dict[str, Any] | None = None) -> Verbs:
    """Start a module's notebook.

    Parameters
    ----------
    module_id
        The module, such as "listening".
    names
        Where answers are looked up; the notebook's own variables by default.

    Returns
    -------
    Verbs
        `check`, `hint`, `example`, `explore` and `load`, in this order.

    Raises
    ------
    LookupError
        If the course has no such module; the message names the ones it has.
    """
    from belonging.course import module
    from belonging.data import load

    module(module_id)  # a wrong name is told here, before any task is asked for
    answers = sys._getframe(1).f_globals if names is None else names
    for placed in load_exercise(module_id).tasks:
        # so that the first check answers as fast as every later one; a set of items is judged alone, and fast enough
        if not isinstance(placed.task.kind, Several):
            answer_table(placed.task)
    misses: dict[str, int] = {}

    def check_(label: int | str) -> Any:
        placed = _find(load_exercise(module_id), label)
        if isinstance(placed, Help):
            return placed
        outcome = check(placed.task, answers.get(placed.variable, ...))
        if outcome.status != "not_yet":
            return outcome
        misses[placed.label] = misses.get(placed.label, 0) + 1
        return _with_help(placed, outcome, misses[placed.label])

    def hint(label: int | str) -> Help:
        placed = _find(load_exercise(module_id), label)
        return placed if isinstance(placed, Help) else Help(placed.task.says(placed.task.hint))

    def example(label: int | str) -> Help:
        placed = _find(load_exercise(module_id), label)
        return placed if isinstance(placed, Help) else Help(placed.task.says(placed.task.example))

    def explore(explorer_id: str) -> Any:
        from belonging import explorers

        found = explorers.load(module_id)
        if explorer_id not in found:
            return Help(f"There is no explorer “{explorer_id}” here. There are: {', '.join(found)}.")
        return explorers.show(found[explorer_id])

    return Verbs(check_, hint, example, explore, load)


def _find(exercise: Exercise, label: int | str) -> PlacedTask | Help:
    try:
        return exercise.task(label)
    except LookupError as error:
        return Help(str(error.args[0]))


def _with_help(placed: PlacedTask, outcome: Outcome, misses: int) -> Outcome:
    more = ""
    if misses >= words.HINT_AFTER:
        more += _help_box(words.HINT_HEAD, placed.task.says(placed.task.hint))
    if misses >= words.EXAMPLE_AFTER:
        more += _help_box(words.EXAMPLE_HEAD, placed.task.says(placed.task.example))
    return Outcome(outcome.status, outcome.points, outcome.out_of, outcome.says, outcome.wrong_id, outcome.more + more)


def _help_box(head: str, markdown: str) -> str:
    return f'<div class="bbd-help"><p><strong>{head}</strong></p>{to_html(markdown)}</div>'

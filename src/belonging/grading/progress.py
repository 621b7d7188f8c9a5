"""How far a run is, on the error stream: a bar with the time left in a terminal, now and then a line elsewhere."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_LINE_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""
_FEW, _LAST = 5, 50
"""Steps that tell nothing yet about the time left, and those it is told from."""


class Steps:
    """Counts what is done."""

    def __init__(self) -> None:
        self.done = 0

    def step(self) -> None:
        """One more is done."""
        self.done += 1


class _Bar(Steps):
    def __init__(self, bar: Progress, task: int) -> None:
        super().__init__()
        self._bar, self._task = bar, task

    def step(self) -> None:
        super().step()
        self._bar.advance(self._task)  # type: ignore[arg-type]  # rich's own name for int


class _Lines(Steps):
    def __init__(self, console: Console, what: str, total: int) -> None:
        super().__init__()
        self._console, self._what, self._total = console, what, total
        self._said = time.monotonic()
        # of the last steps alone: after an interruption the first ones are only counted, which takes no time
        self._times: deque[float] = deque(maxlen=_LAST)

    def step(self) -> None:
        super().step()
        now = time.monotonic()
        self._times.append(now)
        if now - self._said >= _LINE_EVERY:
            self._said = now
            self._console.print(f"{self._what}: {self.done} of {self._total}{self._left(now)}.")

    def _left(self, now: float) -> str:
        if len(self._times) < _FEW:
            return ""
        seconds = (now - self._times[0]) / (len(self._times) - 1) * (self._total - self.done)
        return f", about {_in_words(seconds)} left"


@contextmanager
def steps(what: str, total: int, *, shown: bool = True) -> Iterator[Steps]:
    """Show the progress of `total` equal steps.

    Parameters
    ----------
    what : str
        Such as `Grading`.
    total : int
        How many steps there are.
    shown : bool
        Count only, where False.
    """
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    if not shown or not total:
        yield Steps()
    elif not console.is_terminal:
        yield _Lines(console, what, total)
    else:
        columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            yield _Bar(bar, bar.add_task(what, total=total))


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes"

"""A process that makes notebooks ready while the head writes results: reading is half of what each costs there."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import wait
from pathlib import Path

from belonging.errors import Plain, in_short
from belonging.grading.sanitise import Sanitised, Steps, sanitise

PAYS = 60
"""Notebooks from which on a second process, which first has to load nbgrader, saves more than it costs."""


class Reader:
    """Makes notebooks ready, here or in a process beside this one.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps, for reading here.
    pool : ProcessPoolExecutor, optional
        The process beside; everything is read here without it, or once it is gone.
    """

    def __init__(self, steps: Steps, pool: ProcessPoolExecutor | None = None) -> None:
        self._steps, self._pool = steps, pool

    def begin(self, student_id: str, module_id: str, *, mend: bool) -> Future[Sanitised]:
        """Start to make one notebook ready; see `sanitise`."""
        if self._pool is not None:
            try:
                return self._pool.submit(_there, student_id, module_id, mend)
            except (BrokenProcessPool, RuntimeError):
                self._pool = None
        return _done(lambda: _read(self._steps, student_id, module_id, mend))

    def take(self, begun: Future[Sanitised], student_id: str, module_id: str, *, mend: bool) -> Sanitised:
        """Return what became of it; where the other process is gone, the notebook is read here instead.

        Raises
        ------
        Plain
            If it cannot be made ready.
        """
        try:
            return begun.result()
        except BrokenProcessPool:
            self._pool = None
            return _read(self._steps, student_id, module_id, mend)


@contextmanager
def reader(steps: Steps, root: Path, count: int) -> Iterator[Reader]:
    """Open what reads so many notebooks of the grading folder `root`."""
    if count < PAYS:
        yield Reader(steps)
        return
    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may never get to run
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_open, initargs=(root,))
    try:
        yield Reader(steps, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _done(work: Callable[[], Sanitised]) -> Future[Sanitised]:
    future: Future[Sanitised] = Future()
    try:
        future.set_result(work())
    except Plain as problem:
        future.set_exception(problem)
    return future


_steps: Steps | None = None
_open_here = ExitStack()
"""What stays open until the process ends."""


def _open(root: Path) -> None:
    """Prepare the process beside: it leaves Ctrl-C to the head, and ends with it, however that ends."""
    global _steps
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    from belonging.grading.course_folder import CourseFolder
    from belonging.grading.kept_gradebook import keep_open

    api = CourseFolder(root).api
    _open_here.enter_context(keep_open(api.coursedir.db_url))
    _steps = Steps(api)


def _there(student_id: str, module_id: str, mend: bool) -> Sanitised:
    assert _steps is not None, "the process was opened"
    return _read(_steps, student_id, module_id, mend)


def _read(steps: Steps, student_id: str, module_id: str, mend: bool) -> Sanitised:
    try:
        return sanitise(steps, student_id, module_id, mend=mend)
    except Plain:
        raise
    except Exception as error:  # whatever is wrong with this one, the others go on
        raise Plain(f"It could not be read ({in_short(error)}).") from None


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

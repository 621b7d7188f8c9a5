"""Processes beside the head for all that does not write in the gradebook: most of what a notebook costs, runs aside."""

import math
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
from typing import Any, TypeVar

from belonging.errors import Plain
from belonging.grading.steps import Steps

Done = TypeVar("Done")

PAYS = 60
"""Notebooks from which on a second process, which first has to load nbgrader, saves more than it costs."""
SERVES = 3
"""Workers that one process beside can keep busy."""


class Clerk:
    """Does `sanitise` and `shape`, here or in a process beside this one.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps, for working here.
    pool : ProcessPoolExecutor, optional
        The processes beside; everything is done here without them, or once one is gone.
    """

    def __init__(self, steps: Steps, pool: ProcessPoolExecutor | None = None) -> None:
        self._steps, self._pool = steps, pool
        self._there = pool.submit(_is_there) if pool else None

    def begin(self, what: Callable[..., Done], *about: Any) -> Future[Done]:
        """Begin to do one thing: `sanitise` or `shape`, with what they take after the steps.

        It is done here until the first process beside is there, which takes some seconds: nobody waits for it.
        """
        if self._pool is not None and self._there is not None and self._there.done():
            try:
                return self._pool.submit(_beside, what, *about)
            except (BrokenProcessPool, RuntimeError):
                self._pool = None
        future: Future[Done] = Future()
        try:
            future.set_result(what(self._steps, *about))
        except Plain as problem:
            future.set_exception(problem)
        return future

    def take(self, begun: Future[Done], what: Callable[..., Done], *about: Any) -> Done:
        """Return what became of it; where the other process is gone, it is done here instead.

        Raises
        ------
        Plain
            If the notebook is in the way.
        """
        try:
            return begun.result()
        except BrokenProcessPool:
            self._pool = None
            return what(self._steps, *about)


@contextmanager
def clerk(steps: Steps, root: Path, count: int, workers: int) -> Iterator[Clerk]:
    """Open what works beside the head.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps, for working here.
    root : Path
        The grading folder.
    count : int
        Notebooks to grade.
    workers : int
        How many of them run at one time.
    """
    if count < PAYS:
        yield Clerk(steps)
        return
    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may never get to run
    beside = max(1, min(math.ceil(workers / SERVES), (os.cpu_count() or 1) - 1))
    pool = ProcessPoolExecutor(beside, mp_context=context, initializer=_open, initargs=(root,))
    try:
        yield Clerk(steps, pool)
    finally:
        pool.shutdown(cancel_futures=True)


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
    _steps = Steps(api, _open_here.enter_context(keep_open(api.coursedir.db_url)))


def _is_there() -> None:
    """Nothing; whoever does it has loaded all it needs."""


def _beside(what: Callable[..., Done], *about: Any) -> Done:
    assert _steps is not None, "the process was opened"
    return what(_steps, *about)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

"""Which processes the engine has: this side's children, told apart by who started whom."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil

from belonging.grading.engine import workers


@dataclass(frozen=True)
class Family:
    """What one warm parent consists of."""

    parent: psutil.Process
    zygote: psutil.Process
    supervisors: list[psutil.Process]

    def notebooks(self) -> list[psutil.Process]:
        """What runs notebooks now."""
        return self.zygote.children(recursive=True)


def family() -> Family:
    """Look at the one warm parent of this process."""
    (started,) = workers._parents.values()
    top = psutil.Process(started.pid)
    there = {one: above for one in (top, *top.children(recursive=True)) if (above := _python_below(one))}
    numbers = {one.pid for one in there}
    (parent,) = (one for one, above in there.items() if above not in numbers)
    zygote, *supervisors = sorted(parent.children(), key=lambda one: one.pid)
    return Family(parent, zygote, supervisors)


def started_since(before: set[psutil.Process]) -> list[psutil.Process]:
    """List what this process has started, and those have; browsers and servers of other tests may have been there."""
    return [one for one in psutil.Process().children(recursive=True) if one not in before]


def now() -> set[psutil.Process]:
    """Return what is there already, for `started_since`."""
    return set(psutil.Process().children(recursive=True))


def _python_below(one: psutil.Process) -> int | None:
    """Return what started this process, if it is a Python and still there; notebooks end at any time."""
    try:
        return one.ppid() if one.name().startswith("python") else None
    except psutil.NoSuchProcess:
        return None


def gone(processes: list[psutil.Process], seconds: float = 20) -> bool:
    """Whether all of them end within some time; one that only waits for the system to take note has ended."""
    left = psutil.wait_procs(processes, timeout=seconds)[1]
    return all(one.status() == psutil.STATUS_ZOMBIE for one in left)


def when(there: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is so; before that, what is looked for may not be there yet."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(ValueError, psutil.NoSuchProcess):
            if there():
                return
        time.sleep(0.02)
    raise TimeoutError("it never came")

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
    python = [one for one in (top, *top.children(recursive=True)) if one.name().startswith("python")]
    numbers = {one.pid for one in python}
    (parent,) = (one for one in python if one.ppid() not in numbers)
    zygote, *supervisors = sorted(parent.children(), key=lambda one: one.pid)
    return Family(parent, zygote, supervisors)


def gone(processes: list[psutil.Process], seconds: float = 5) -> bool:
    """Whether all of them end within some time; one that only waits for the system to take note has ended."""
    left = psutil.wait_procs(processes, timeout=seconds)[1]
    return all(one.status() == psutil.STATUS_ZOMBIE for one in left)


def when(there: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so; before that, what is looked for may not be there yet."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(ValueError, psutil.NoSuchProcess):
            if there():
                return
        time.sleep(0.02)
    raise TimeoutError("it never came")

"""Where units are run: on this computer's cores, or on the workers of a Dask scheduler."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from belonging.errors import Plain
from belonging.grading.engine import isolate
from belonging.grading.engine.environment import differences, environment_id
from belonging.grading.engine.warm import run
from belonging.grading.engine.workers import close_all, start_again, stop_now, warm_up

__all__ = ["executor", "run"]

_RETRIES = 3


def executor(
    jobs: int | None = None, scheduler: str | None = None, *, unsafe: bool = False, modules: Sequence[str] = ()
) -> Executor:
    """Return something to submit `run` and a unit to.

    Parameters
    ----------
    jobs
        How many notebooks are run at one time on this computer; as many as it has cores when left out.
    scheduler
        The address of a Dask scheduler, such as `tcp://10.0.0.1:8786`; its workers then run the notebooks.
    unsafe
        Whether notebooks may be run where they cannot be kept apart.
    modules
        The modules that will come: on this computer, warming up for them begins before the first one is there.

    Raises
    ------
    Plain
        If notebooks cannot be kept apart, the scheduler cannot be reached, or a worker's environment is another.
    """
    if scheduler:
        return _cluster(scheduler, unsafe=unsafe)
    if (reason := isolate.available()) and not unsafe:
        raise isolate.refusal(reason)
    return LocalPool(jobs or cores(), isolated=not reason, modules=modules)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalPool(ThreadPoolExecutor):
    """Threads that each wait for one worker process; the work itself is done in those."""

    def __init__(self, jobs: int, *, isolated: bool, modules: Sequence[str] = ()) -> None:
        super().__init__(jobs, thread_name_prefix="belonging-grade")
        if modules:
            warm_up(modules, isolated=isolated)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what runs, or stop it at once; then end the worker processes."""
        if not wait:
            stop_now()
        super().shutdown(True, cancel_futures=cancel_futures or not wait)
        close_all()
        start_again()


def _cluster(address: str, *, unsafe: bool) -> Executor:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise Plain(
            "Grading on several machines needs one more package.", "Type: python -m pip install 'belonging[cluster]'"
        ) from None
    try:
        client: Any = Client(address, timeout="15s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise Plain(
            f"The scheduler at {address} cannot be reached ({type(error).__name__}).",
            "Start it with `dask scheduler`, and give the address it prints.",
        ) from error
    _check_workers(client, address, environment_id(), unsafe=unsafe)
    return client.get_executor(retries=_RETRIES, pure=False)  # type: ignore[no-any-return]


def _check_workers(client: Any, address: str, ours: str, *, unsafe: bool) -> None:
    found = client.run(environment_id)
    if not found:
        raise Plain(f"The scheduler at {address} has no workers.", f"Start some with: dask worker {address}")
    for worker_address, theirs in found.items():
        if problem := differences(ours, theirs):
            raise Plain(f"The worker {worker_address} cannot be used. {problem}")
    for worker_address, reason in client.run(isolate.available).items():
        if reason and not unsafe:
            raise isolate.refusal(f"on the worker {worker_address}, {reason}")

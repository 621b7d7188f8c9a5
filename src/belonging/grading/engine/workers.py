"""The warm workers of this process: one warm parent makes them all, and they are used again and again."""

import atexit
import os
import select
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from belonging.errors import Plain
from belonging.grading.engine import worker
from belonging.grading.engine.link import ClosedError, LateError, Receiver, Sender
from belonging.grading.engine.process import Process
from belonging.grading.engine.unit import Executed, Unit

_START_SECONDS = 120
_GRACE_SECONDS = 120
_TRIES = 2


class Worker:
    """What runs units at the other end of a socket; it is there when this is made.

    Raises
    ------
    ClosedError, LateError
        If it is not.
    """

    def __init__(self, sock: socket.socket, isolated: bool) -> None:
        self._sock, self.isolated = sock, isolated
        self._sender, self._receiver = Sender(sock), Receiver(sock)
        self._receiver.receive(time.monotonic() + _START_SECONDS)

    def run(self, unit: Unit) -> Executed | None:
        """Run one unit; None means that it needs a kernel of its own.

        Raises
        ------
        ClosedError, LateError
            If the worker is gone, or does not answer.
        """
        self._sender.send(worker.UNIT, worker.pack(unit))
        kind, parts = self._receiver.receive(time.monotonic() + unit.limits.notebook_seconds + _GRACE_SECONDS)
        if kind == worker.STOCK or parts is None:
            return None
        try:
            return Executed.from_json(parts[0].decode())
        except ValueError as error:
            raise ClosedError from error

    def is_there(self) -> bool:
        """Whether it still waits for work."""
        return not select.select([self._sock], (), (), 0)[0]

    def close(self) -> None:
        """Let it go; it ends what it runs."""
        self._sock.close()


def warm_up(modules: Sequence[str] = (), *, isolated: bool) -> None:
    """Start the warm parent, unless it is there; nobody waits for it, and it ends with this process if not before.

    Parameters
    ----------
    modules
        Modules of the course whose notebooks will come, the first ones first.
    isolated
        Whether it keeps them apart.
    """
    _parent(isolated, modules)


@contextmanager
def lent(*, isolated: bool, new: bool = False) -> Iterator[Worker]:
    """Lend a worker; where something is raised it is not used again.

    Raises
    ------
    ClosedError, LateError, OSError
        If there is none to be had.
    """
    one = (None if new else _idle_one(isolated)) or _new(isolated)
    try:
        yield one
    except BaseException:
        one.close()
        raise
    with _lock:
        _idle.append(one)


@contextmanager
def stock(*, isolated: bool) -> Iterator[Worker]:
    """Make a worker that runs one unit the stock way, and end it."""
    with _lock:
        process = _start("stock", isolated)
    try:
        one = Worker(process.sock, isolated)
        process.ready = True
        yield one
    finally:
        _end(process)


def close_all() -> None:
    """End the workers of this process, all at once; none of them may be at work."""
    with _lock:
        _forget_if_forked()
        idle, _idle[:] = list(_idle), []
        processes = list(_processes)
    for one in idle:
        one.close()
    for process in processes:
        _end(process)


def stop_now() -> None:
    """End all workers of this process, busy or not; what they run is not run to its end."""
    _stopping.set()
    with _lock:
        _forget_if_forked()
        for process in _processes:
            process.kill()


def start_again() -> None:
    """Forget that this process was told to stop; what was to stop has stopped."""
    _stopping.clear()


def refuse_if_stopped() -> None:
    """Raise what says so if this process was told to stop."""
    if _stopping.is_set():
        raise Plain("The run was stopped.", "Run the same command again to go on.")


_stopping = threading.Event()
_lock = threading.Lock()
_idle: list[Worker] = []
_processes: set[Process] = set()
_parents: dict[bool, Process] = {}
"""The warm parent that keeps notebooks apart, and the one that does not."""
_owner = os.getpid()
atexit.register(close_all)


def _forget_if_forked() -> None:
    """Leave to the parent of this process what it made."""
    global _owner
    if _owner != os.getpid():
        _idle.clear()
        _processes.clear()
        _parents.clear()
        _owner = os.getpid()


def _idle_one(isolated: bool) -> Worker | None:
    with _lock:
        _forget_if_forked()
        fitting = [one for one in _idle if one.isolated == isolated]
        for one in fitting:
            _idle.remove(one)
            if one.is_there():
                return one
            one.close()
    return None


def _new(isolated: bool) -> Worker:
    """Let the warm parent make a worker; a parent that cannot is replaced."""
    for left in reversed(range(_TRIES)):
        parent = _parent(isolated)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(parent.sock, [b"w"], [theirs.fileno()])
            made = Worker(ours, isolated)
        except (ClosedError, LateError, OSError):
            ours.close()
            _end(parent)
            refuse_if_stopped()
            if not left:
                raise
        else:
            parent.ready = True
            return made
    raise ClosedError


def _parent(isolated: bool, modules: Sequence[str] = ()) -> Process:
    with _lock:
        _forget_if_forked()
        refuse_if_stopped()
        if isolated not in _parents:
            _parents[isolated] = _start("parent", isolated, modules)
        return _parents[isolated]


def _start(role: str, isolated: bool, modules: Sequence[str] = ()) -> Process:
    process = Process(role, isolated=isolated, modules=modules)
    _processes.add(process)
    return process


def _end(process: Process) -> None:
    with _lock:
        _processes.discard(process)
        if _parents.get(process.isolated) is process:
            del _parents[process.isolated]
    process.close()

"""Running a unit: by a warm worker process where that can be done, else with a kernel of its own."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time

import nbformat

from belonging.errors import Plain
from belonging.grading.engine import isolate, worker
from belonging.grading.engine.link import ClosedError, LateError, Receiver, Sender
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.engine.words import not_run
from belonging.grading.settings import kernel_variables

_START_SECONDS = 120
_GRACE_SECONDS = 120
_TRIES = 2


def run(unit: Unit) -> Executed:
    """Run one unit; it may be run again at any time, here or elsewhere, with the same result.

    Raises
    ------
    Plain
        If notebooks cannot be kept apart here and the unit does not allow to do without.
    """
    reason = isolate.available()
    if reason and not unit.unsafe:
        raise Plain(
            f"Notebooks cannot be kept apart from this computer's files and network: {reason}",
            "Add --unsafe if you trust everybody whose work you grade.",
        )
    isolated = not reason
    if _runs_warm(unit):
        for _ in range(_TRIES):
            worker_process = _take(isolated)
            try:
                done = worker_process.run(unit)
            except (ClosedError, LateError, OSError):
                _busy.discard(worker_process)
                worker_process.close()
                if _stopping.is_set():
                    raise Plain("The run was stopped.", "Run the same command again to go on.") from None
                continue
            _give_back(worker_process)
            if done is not None:
                return done
            break
        else:
            return nothing_ran(unit, "died")
    return _stock(unit, isolated)


def nothing_ran(unit: Unit, code: str) -> Executed:
    """Return the result of a unit that could not be run at all: every cell says so."""
    notebook = nbformat.v4.reads_json(unit.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            cell.outputs, cell.execution_count = [not_run(code)], None
    return Executed(json.dumps(notebook), "warm", 0.0, (code,))


class Worker:
    """A warm worker process, seen from the head process."""

    def __init__(self, *, isolated: bool, role: str = "worker") -> None:
        ours, theirs = socket.socketpair()
        self.isolated = isolated
        command = [
            sys.executable,
            "-c",
            f"from belonging.grading.engine.{role} import main; main()",
            str(theirs.fileno()),
        ]
        with theirs:
            self._process = subprocess.Popen(
                isolate.command(command) if isolated else [*command, "plain"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=None if os.environ.get("BELONGING_ENGINE_DEBUG") else subprocess.DEVNULL,
                stderr=None if os.environ.get("BELONGING_ENGINE_DEBUG") else subprocess.DEVNULL,
                env=isolate.variables() if isolated else {**os.environ, **kernel_variables()},
                start_new_session=True,  # Ctrl-C is for the head process alone
            )
        self._sock = ours
        self._sender, self._receiver = Sender(ours), Receiver(ours)
        self._warm = False

    @property
    def pid(self) -> int:
        """The process started here; inside isolation the worker has another number."""
        return self._process.pid

    def run(self, unit: Unit) -> Executed | None:
        """Run one unit; None means that it needs a kernel of its own.

        Raises
        ------
        ClosedError, LateError
            If the worker is gone, or does not answer.
        """
        if not self._warm:
            self._receiver.receive(time.monotonic() + _START_SECONDS)
            self._warm = True
        self._sender.send(worker.UNIT, worker.pack(unit))
        kind, parts = self._receiver.receive(time.monotonic() + unit.limits.notebook_seconds + _GRACE_SECONDS)
        if kind == worker.STOCK or parts is None:
            return None
        try:
            return Executed.from_json(parts[0].decode())
        except ValueError as error:
            raise ClosedError from error

    def kill(self) -> None:
        """End it at once; whoever waits for it learns that it is gone."""
        self._process.kill()

    def close(self) -> None:
        """End it, and everything it started."""
        self._sock.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def close_all() -> None:
    """End the idle workers of this process."""
    with _lock:
        idle, _idle[:] = list(_idle), []
    for one in idle:
        one.close()


def stop_now() -> None:
    """End all workers of this process, busy or not; what they run is not run to its end."""
    _stopping.set()
    with _lock:
        there = [*_busy, *_idle]
    for one in there:
        one.kill()


def start_again() -> None:
    """Forget that this process was told to stop."""
    _stopping.clear()


_stopping = threading.Event()
_busy: "set[Worker]" = set()
_lock = threading.Lock()
_idle: list[Worker] = []
_owner = os.getpid()
atexit.register(close_all)


def _take(isolated: bool) -> Worker:
    global _owner
    with _lock:
        if _owner != os.getpid():  # forked off: those workers are the parent's
            _idle.clear()
            _busy.clear()
            _owner = os.getpid()
        for one in _idle:
            if one.isolated == isolated:
                _idle.remove(one)
                _busy.add(one)
                return one
    new = Worker(isolated=isolated)
    with _lock:
        _busy.add(new)
    return new


def _give_back(one: Worker) -> None:
    with _lock:
        _busy.discard(one)
        _idle.append(one)


def _runs_warm(unit: Unit) -> bool:
    if not hasattr(os, "fork") or not hasattr(socket, "send_fds") or os.environ.get("BELONGING_ENGINE") == "stock":
        return False
    metadata = json.loads(unit.notebook).get("metadata", {})
    spec = metadata.get("kernelspec", {})
    return spec.get("name", "python3") in ("python3", "python") and spec.get("language", "python") == "python"


def _stock(unit: Unit, isolated: bool) -> Executed:
    """Run it in a process of its own, which ends with it."""
    process = Worker(isolated=isolated, role="stock")
    try:
        done = process.run(unit)
    except (ClosedError, LateError, OSError):
        done = None
    finally:
        process.close()
    return done if done is not None else nothing_ran(unit, "died")

"""A process of the engine's own, kept apart where that can be; this side and that one share a socket."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from belonging.grading.engine import isolate
from belonging.grading.settings import kernel_variables

_END_SECONDS = 2


class Process:
    """A process that runs one of the engine's programs until the socket closes.

    Parameters
    ----------
    role : str
        The module of this package whose `main` it runs.
    isolated : bool
        Whether it is kept apart.
    modules : sequence of str
        Modules of the course it may prepare itself for.

    Raises
    ------
    OSError
        If it cannot be started.
    """

    def __init__(self, role: str, *, isolated: bool, modules: Sequence[str] = ()) -> None:
        self.isolated = isolated
        self.ready = False
        """Whether it has begun to serve, so that it sees at once when the socket closes."""
        program = f"from belonging.grading.engine.{role} import main; main()"
        self.sock, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", program, str(theirs.fileno())]
            debug = os.environ.get("BELONGING_ENGINE_DEBUG")
            self._process = subprocess.Popen(
                [*(isolate.command(command) if isolated else [*command, "plain", "-1"]), *modules],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=None if debug else subprocess.DEVNULL,
                stderr=None if debug else subprocess.DEVNULL,
                env=isolate.variables() if isolated else {**os.environ, **kernel_variables()},
                start_new_session=True,  # Ctrl-C is for the head process alone
            )

    @property
    def pid(self) -> int:
        """Number of the process started here, and of its group; inside isolation there are others."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once with all it started; whoever waits for it learns that it is gone."""
        if self._process.poll() is None:
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, and everything it started."""
        self.sock.close()
        if self.ready:  # it then ends by itself, and takes the children of its own with it
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_SECONDS)
        self.kill()
        self._process.wait()

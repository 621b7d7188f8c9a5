"""The kernel in the forked child: ipykernel's own, its sockets replaced by one link to the supervisor."""

import json
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import zmq
from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets import Instance

from belonging.grading.engine.link import Sender

IOPUB, SHELL, LOOK, READY = range(4)
"""Kinds of frames from the child."""

_LONGEST_TEXT = 1_000_000
CUT = "\n... the rest of this output was cut ..."


class Publisher(IOPubThread):
    """What takes ipykernel's messages: no thread and no socket, they go over the link at once."""

    def __init__(self) -> None:
        # the parent's __init__ would open sockets; these are the names that OutStream and the kernel use
        self.sender: Sender | None = None
        self.socket = self
        self.background_socket = BackgroundSocket(self)
        self.thread = threading.Thread(name="IOPub")  # never started: messages are then sent where they arise
        self.io_loop = _Later(self)
        self.lock = threading.RLock()
        os.register_at_fork(after_in_child=self._renew)

    def schedule(self, f: Callable[[], Any]) -> None:
        """Run it now; two threads never send at one time."""
        with self.lock:
            f()

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        """Send one message to the supervisor."""
        if self.sender is not None:
            raw = [bytes(part) for part in parts]
            self.sender.send(IOPUB, _shortened(raw))

    def stop(self) -> None:
        """Nothing runs."""

    def _renew(self) -> None:
        self.lock = threading.RLock()


class Stream(OutStream):
    """ipykernel's stream, flushed by one thread at a time."""

    def _flush(self) -> None:
        if self.pub_thread is None:
            return
        with self.pub_thread.lock:
            super()._flush()


class _Later:
    """The one thing the streams ask of an event loop: to be called a little later."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._due: list[tuple[float, Callable[[], Any]]] = []
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def call_later(self, seconds: float, f: Callable[[], Any]) -> None:
        self._due.append((time.monotonic() + seconds, f))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="IOPub", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while True:
            if not self._due:
                self._wake.wait()
                self._wake.clear()
                continue
            when, f = self._due.pop(0)
            time.sleep(max(0.0, when - time.monotonic()))
            self._publisher.schedule(f)


class _Shell:
    """The shell channel's stream: replies go to the supervisor."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        if self._publisher.sender is not None:
            self._publisher.sender.send(SHELL, [bytes(part) for part in parts])

    def flush(self, *_: Any) -> None:
        """Nothing waits."""


class Kernel(IPythonKernel):
    """ipykernel's kernel, ready before the fork, spoken to over the link after it."""

    publisher = Instance(Publisher)
    shell_stream = Instance(_Shell, allow_none=True)  # type: ignore[assignment]
    session: Session

    def __init__(self, **traits: Any) -> None:
        publisher = Publisher()
        log = logging.Logger("kernel", logging.CRITICAL)  # stock writes its log to a terminal nobody sees
        super().__init__(
            publisher=publisher,
            session=Session(key=b"", username="username"),
            iopub_thread=publisher,
            iopub_socket=publisher.background_socket,
            shell_stream=_Shell(publisher),
            log=log,
            user_ns=traits.pop("user_ns", None),
            **traits,
        )

    def take_streams(self) -> None:
        """Put ipykernel's streams in place of Python's, file descriptors included, as `IPKernelApp.init_io` does."""
        sys.stdout = Stream(self.session, self.publisher, "stdout")
        sys.stderr = Stream(self.session, self.publisher, "stderr")
        hook = ZMQDisplayHook(self.session, self.iopub_socket)
        hook.get_execution_count = lambda: self.execution_count  # type: ignore[method-assign]
        sys.displayhook = hook

    def connect(self, sock: socket.socket) -> Sender:
        """Send from now on over this socket."""
        self.session.pid = os.getpid()
        sender = self.publisher.sender = Sender(sock)
        return sender

    async def execute(self, msg_id: str, code: str, *, store_history: bool = True) -> None:
        """Run one cell as if its request had come from a front end."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        request = self.session.msg("execute_request", content)
        request["header"]["msg_id"] = request["msg_id"] = msg_id
        await self.dispatch_shell([zmq.Message(part) for part in self.session.serialize(request)])


def _shortened(parts: list[bytes]) -> list[bytes]:
    """Cut a very long printed text where it arises; the others are cut, or left out, on the other side."""
    if len(parts[-1]) <= _LONGEST_TEXT or not parts[0].startswith(b"stream."):
        return parts
    content = json.loads(parts[-1])
    content.update(text=content["text"][:_LONGEST_TEXT] + CUT, cut=True)
    return [*parts[:-1], json.dumps(content).encode()]

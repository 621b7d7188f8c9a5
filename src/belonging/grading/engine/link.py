"""How the processes of one worker talk: frames of bytes over a socket, read with a limit and never by pickle."""

import fcntl
import json
import os
import select
import socket
import struct
import threading
import time
from collections.abc import Sequence
from typing import Any

_HEAD = struct.Struct(">IB")
_LENGTH = struct.Struct(">I")
_AT_ONCE = 1 << 18


class ClosedError(Exception):
    """The other side is gone."""


class LateError(Exception):
    """Nothing complete came in time."""


class Sender:
    """Writes frames; safe for threads, and for processes that were forked off with it."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock_file = os.memfd_create("link") if hasattr(os, "memfd_create") else -1
        self._renew()
        os.register_at_fork(after_in_child=self._renew)

    def send(self, kind: int, parts: Sequence[bytes | memoryview]) -> None:
        """Send one frame."""
        sizes = b"".join(_LENGTH.pack(len(part)) for part in parts)
        total = 1 + len(sizes) + sum(len(part) for part in parts)
        frame = b"".join([_HEAD.pack(total, kind), bytes([len(parts)]), sizes, *parts])
        with self._lock:
            if self._lock_file >= 0:  # record locks belong to a process, so a forked one waits here
                fcntl.lockf(self._lock_file, fcntl.LOCK_EX)
            try:
                self._sock.sendall(frame)
            finally:
                if self._lock_file >= 0:
                    fcntl.lockf(self._lock_file, fcntl.LOCK_UN)

    def send_json(self, kind: int, value: Any) -> None:
        """Send one value as JSON."""
        self.send(kind, [json.dumps(value).encode()])

    def _renew(self) -> None:
        self._lock = threading.RLock()


class Receiver:
    """Reads frames; a frame above the limit is read past, never kept."""

    def __init__(
        self, sock: socket.socket, limit: int = 1 << 30, alive: int | None = None, watch: int | None = None
    ) -> None:
        self._sock, self._limit = sock, limit
        self._alive, self._watch = alive, watch
        """A process (pidfd) and a socket without which nothing more is waited for."""

    def receive(self, deadline: float | None = None) -> tuple[int, list[bytes] | None]:
        """Return the next frame's kind and parts; None for parts means that it was too large.

        Parameters
        ----------
        deadline
            By `time.monotonic()`.

        Raises
        ------
        ClosedError
            If the other side, or the watched one, is gone.
        LateError
            If the frame is not complete in time.
        """
        total, kind = _HEAD.unpack(self._exactly(_HEAD.size, deadline))
        if total > self._limit:
            left = total
            while left:
                left -= len(self._some(min(left, _AT_ONCE), deadline))
            return kind, None
        body = memoryview(self._exactly(total, deadline))
        count = body[0]
        sizes = [_LENGTH.unpack_from(body, 1 + place * 4)[0] for place in range(count)] if total > count * 4 else []
        at, parts = 1 + count * 4, []
        for size in sizes:
            parts.append(bytes(body[at : at + size]))
            at += size
        return kind, parts

    def _exactly(self, size: int, deadline: float | None) -> bytes:
        pieces, left = [], size
        while left:
            piece = self._some(min(left, _AT_ONCE), deadline)
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def _some(self, size: int, deadline: float | None) -> bytes:
        self._wait(deadline)
        try:
            piece = self._sock.recv(size)
        except OSError as error:
            raise ClosedError from error
        if not piece:
            raise ClosedError
        return piece

    def _wait(self, deadline: float | None) -> None:
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        others = [fd for fd in (self._watch, self._alive) if fd is not None]
        for fd in others:
            poll.register(fd, select.POLLIN if fd == self._alive else 0)
        left = None if deadline is None else (deadline - time.monotonic()) * 1000
        if left is not None and left <= 0:  # also when the other side never stops sending
            raise LateError
        ready = dict(poll.poll(left))
        if self._sock.fileno() in ready:
            return
        if ready:
            raise ClosedError
        raise LateError

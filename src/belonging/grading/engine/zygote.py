"""The warm process that has imported what notebooks import; it forks one child per notebook and does nothing else.

It never sees a notebook: a supervisor sends only the child's end of a socket, so a child's memory holds nobody's work
but its own. Each supervisor has a socket of its own here, and no child keeps one.
"""

import asyncio
import contextlib
import gc
import json
import os
import random
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from belonging.grading.engine import isolate, look
from belonging.grading.engine.forked import die_with_parent, to_the_end
from belonging.grading.engine.kernel import LOOK, READY, Kernel
from belonging.grading.engine.link import ClosedError, Receiver
from belonging.grading.engine.prepare import prepare, remember
from belonging.grading.engine.unit import Limits

RUN, LOOK_NOW, STOP = range(3)
"""Kinds of frames to the child."""


def serve(parent: socket.socket, modules: Iterable[str], *, apart: isolate.Apart | None) -> None:
    """Fork a child for each order that comes, until the parent is gone.

    Parameters
    ----------
    parent
        From here comes a socket for each supervisor.
    modules
        Modules of the course to remember while there is nothing else to do.
    apart
        How children are kept apart, if they are.
    """
    zygote = _Zygote(prepare(), apart)
    waiting = [parent]
    left = list(modules)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        ready = select.select(waiting, (), (), 0 if left else None)[0]
        if left and not ready:
            zygote.learn(left.pop(0))
        if parent in ready:
            message, fds, _, _ = socket.recv_fds(parent, 1, 1)
            if not message:
                return
            waiting.append(socket.socket(fileno=fds[0]))
            waiting[-1].sendall(b"warm")
        for orders in ready:
            if orders is parent:
                continue
            left = []  # from now on each module is learnt when it first comes
            if not zygote.one_order(orders, waiting):
                waiting.remove(orders)
                orders.close()


class _Zygote:
    def __init__(self, kernel: Kernel, apart: isolate.Apart | None) -> None:
        self._kernel, self._apart = kernel, apart
        self._known: dict[str | None, look.Baseline] = {}
        self._children: dict[socket.socket, int] = {}
        """The last child of each supervisor."""

    def learn(self, module_id: str | None) -> None:
        """Remember a module, so that its notebooks need not."""
        remember(module_id)
        self._known = dict.fromkeys([*self._known, module_id], look.baseline(self._kernel.shell))
        gc.collect()
        gc.freeze()

    def one_order(self, orders: socket.socket, all_sockets: Iterable[socket.socket]) -> bool:
        """Fork a child for a supervisor, or end its last one if the supervisor is gone; return whether it is there."""
        message, fds, _, _ = socket.recv_fds(orders, 65536, 1)
        if not message:
            if (last := self._children.pop(orders, None)) is not None:
                with contextlib.suppress(OSError):  # as a rule it ended long ago
                    os.killpg(last, signal.SIGKILL)
            return False
        order = json.loads(message)
        limits, module_id = Limits(**order["limits"]), order["module"]
        if module_id not in self._known:
            self.learn(module_id)
        with socket.socket(fileno=fds[0]) as child:
            pid = os.fork()
            if pid == 0:
                for one in all_sockets:
                    if one is not orders:
                        one.close()
                _child(self._kernel, child, limits, self._known[module_id], orders, self._apart)
        self._children[orders] = pid
        if self._apart is None:
            orders.sendall(pid.to_bytes(4, "big"))
        return True


def _child(
    kernel: Kernel,
    sock: socket.socket,
    limits: Limits,
    baseline: look.Baseline,
    orders: socket.socket,
    apart: isolate.Apart | None,
) -> None:
    with to_the_end():
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if apart is not None:
            pid = isolate.enter(apart, limits)
            if pid:  # this one stays outside to wait for the one inside
                orders.sendall(pid.to_bytes(4, "big"))
                orders.close()
                sock.close()
                os.waitpid(pid, 0)
                return
        else:
            die_with_parent()
            isolate.limit(limits)
        orders.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `IPKernelApp.init_signal`
        _fresh(kernel)
        with asyncio.Runner() as runner:  # the stack is as deep as in stock's kernel, as a long recursion shows
            runner.run(_talk(kernel, sock, baseline))


def _fresh(kernel: Any) -> None:
    """Undo what a fork shares: random numbers, identifiers."""
    random.seed()
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()
    tempfile._name_sequence = None  # type: ignore[attr-defined]
    with contextlib.suppress(OSError):  # where `%store` keeps things; the place may be empty now
        Path(kernel.shell.profile_dir.location).mkdir(parents=True, exist_ok=True)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2) if not os.environ.get("BELONGING_ENGINE_DEBUG") else (0,):
        os.dup2(null, fd)
    os.close(null)
    kernel.take_streams()


async def _talk(kernel: Kernel, sock: socket.socket, baseline: look.Baseline) -> None:
    """Do what the supervisor says, cell by cell; the event loop runs on between cells, as it does in stock's kernel."""
    sender = kernel.connect(sock)
    receiver = Receiver(sock)
    loop = asyncio.get_running_loop()
    folder = None
    sender.send_json(READY, None)
    while True:
        ready = asyncio.Event()
        loop.add_reader(sock, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(sock)
        try:
            kind, parts = receiver.receive()
        except ClosedError:
            return
        if parts is None or kind == STOP:
            return
        order = json.loads(parts[0])
        if folder is None:
            folder = Path(order["folder"])
            folder.mkdir(parents=True, exist_ok=True)
            os.chdir(folder)
            for name, content in zip(order["names"], parts[1:], strict=True):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        elif kind == RUN:
            await kernel.execute(order["id"], order["code"], store_history=order["keep"])
        elif kind == LOOK_NOW:
            sender.send_json(LOOK, look.look(kernel.shell, baseline))

"""The warm process that has imported what notebooks import; it forks one child per notebook and does nothing else.

It never sees a notebook: the supervisor sends only the child's end of a socket, so a child's memory holds nobody's work
but its own.
"""

import asyncio
import contextlib
import ctypes
import gc
import json
import os
import random
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from belonging.grading.engine import isolate, look
from belonging.grading.engine.kernel import LOOK, READY, Kernel
from belonging.grading.engine.link import ClosedError, Receiver
from belonging.grading.engine.unit import Limits

RUN, LOOK_NOW, STOP = range(3)
"""Kinds of frames to the child."""


def prepare() -> Kernel:
    """Make the kernel as `IPKernelApp` does, then import and remember what every notebook of the course needs."""
    import ipykernel.debugger  # noqa: F401 - else each child imports it
    import ipykernel_launcher
    from traitlets.config import Config

    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    sys.argv = [str(ipykernel_launcher.__file__), "-f", "kernel.json", "--HistoryManager.hist_file=:memory:"]
    _like_stock()
    kernel = Kernel.instance(config=Config({"HistoryManager": {"enabled": False}}), user_ns={})
    shell: Any = kernel.shell
    shell.extension_manager.load_extension("storemagic")
    # after the shell: pandas decides how it shows tables when it is imported
    import scipy.linalg  # noqa: F401 - it reserves much memory, which then counts for no notebook

    import belonging.classroom  # noqa: F401

    _tracebacks(shell)
    return kernel


def _like_stock() -> None:
    """Do what `ipykernel_launcher` does around the kernel."""
    import faulthandler
    import pdb

    from IPython.core import debugger

    sys.path[:] = ["", *(entry for entry in sys.path if entry not in ("", str(Path.cwd())))]
    inner: Any = debugger
    outer: Any = pdb
    outer.Pdb = inner.Pdb = inner.InterruptiblePdb
    outer.set_trace = inner.set_trace
    enable, outer = faulthandler.enable, faulthandler
    outer.enable = lambda file=sys.__stderr__, all_threads=True: enable(file, all_threads)


def _remember(module_id: str | None) -> None:
    """Answer every task of a module once: what a first answer loads and works out, each child has from the start."""
    from belonging.classroom import begin
    from belonging.course import modules
    from belonging.exercise.source import load

    if module_id is None or module_id not in [module.id for module in modules()]:
        return
    with contextlib.suppress(Exception):  # a broken module is told in the notebook that begins it
        names: dict[str, Any] = {}
        check = begin(module_id, names=names).check
        for placed in load(module_id).tasks:
            _answer(placed, names)
            check(placed.label)._repr_mimebundle_()


def _answer(placed: Any, names: dict[str, Any]) -> None:
    from belonging.exercise.derive import reference_source
    from belonging.tasks import File, Words

    if placed.task.silent or isinstance(placed.task.kind, Words):
        return
    exec(reference_source(placed), names)  # the course's own text, as a notebook would run it
    if isinstance(placed.task.kind, File):
        placed.task.kind.told(str(placed.task.reference_answer()).encode())


def _tracebacks(shell: Any) -> None:
    """Let the first traceback of each child be as quick as its second."""
    try:
        raise ValueError("for the first time")
    except ValueError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info())


def serve(orders: socket.socket, *, apart: isolate.Apart | None) -> None:
    """Fork a child for each socket that comes, until the other side is gone."""
    kernel = prepare()
    known: dict[str | None, look.Baseline] = {}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    orders.sendall(b"warm")
    while True:
        message, fds, _, _ = socket.recv_fds(orders, 65536, 1)
        if not message:
            return
        child = socket.socket(fileno=fds[0])
        order = json.loads(message)
        limits, module_id = Limits(**order["limits"]), order["module"]
        if module_id not in known:
            _remember(module_id)
            known = dict.fromkeys([*known, module_id], look.baseline(kernel.shell))
            gc.collect()
            gc.freeze()
        pid = os.fork()
        if pid == 0:
            _child(kernel, child, limits, known[module_id], orders, apart)
        child.close()
        if apart is None:
            orders.sendall(pid.to_bytes(4, "big"))


def _child(
    kernel: Kernel,
    sock: socket.socket,
    limits: Limits,
    baseline: look.Baseline,
    orders: socket.socket,
    apart: isolate.Apart | None,
) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if apart is not None:
            pid = isolate.enter(apart, limits)
            if pid:  # this one stays outside to wait for the one inside
                orders.sendall(pid.to_bytes(4, "big"))
                orders.close()
                sock.close()
                os.waitpid(pid, 0)
                os._exit(0)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        else:
            _die_with_parent()
            isolate.limit(limits)
        orders.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `IPKernelApp.init_signal`
        _fresh(kernel)
        with asyncio.Runner() as runner:  # the stack is as deep as in stock's kernel, as a long recursion shows
            runner.run(_talk(kernel, sock, baseline))
        code = 0
    except BaseException:
        if os.environ.get("BELONGING_ENGINE_DEBUG"):
            import traceback

            traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


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


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

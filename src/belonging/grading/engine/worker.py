"""The worker process: a supervisor and its zygote. Units come in over a socket, executed notebooks go out."""

import json
import os
import shutil
import signal
import socket
import sys
import tempfile

from belonging.grading.engine.link import ClosedError, Receiver, Sender
from belonging.grading.engine.unit import Executed, Limits, Unit

UNIT, DONE, STOCK, FAILED, WARM = range(5)
"""Kinds of frames between the head process and a worker."""

INSIDE = "/tmp/notebook"
"""Where a child that is kept apart has its files; a place of its own, gone with it."""


def pack(unit: Unit) -> list[bytes]:
    """Write a unit as parts of a frame."""
    names = [name for name, _ in unit.files]
    head = {"environment": unit.environment, "limits": vars(unit.limits), "unsafe": unit.unsafe, "names": names}
    return [json.dumps(head).encode(), unit.notebook.encode(), *(content for _, content in unit.files)]


def unpack(parts: list[bytes]) -> Unit:
    """Read what `pack` wrote."""
    head = json.loads(parts[0])
    files = tuple(zip(head["names"], parts[2:], strict=True))
    return Unit(parts[1].decode(), files, head["environment"], Limits(**head["limits"]), head["unsafe"])


def main() -> None:
    """Serve one head process until it is gone; the socket's number is the first argument."""
    head = socket.socket(fileno=int(sys.argv[1]))
    isolated = sys.argv[2] == "isolated"
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    pid = os.fork()
    if pid == 0:
        head.close()
        ours.close()
        from belonging.grading.engine import isolate, zygote

        zygote.serve(theirs, apart=isolate.Apart(int(sys.argv[3])) if isolated else None)
        os._exit(0)
    theirs.close()
    from belonging.grading.engine.supervisor import StockNeededError, Supervisor

    sender, receiver = Sender(head), Receiver(head)
    if ours.recv(4, socket.MSG_WAITALL) != b"warm":
        sys.exit(1)
    sender.send_json(WARM, None)
    supervisor = Supervisor(ours, head.fileno(), isolated=isolated)
    while True:
        try:
            _, parts = receiver.receive()
        except ClosedError:
            os.kill(pid, signal.SIGKILL)
            return
        unit = unpack(parts or [])
        folder = INSIDE if isolated else tempfile.mkdtemp(prefix="belonging-")
        try:
            done: Executed = supervisor.run(unit, folder)
            sender.send(DONE, [done.to_json().encode()])
        except StockNeededError:
            sender.send_json(STOCK, None)
        finally:
            if not isolated:
                shutil.rmtree(folder, ignore_errors=True)

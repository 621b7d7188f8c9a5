"""A worker: units come in over a socket, executed notebooks go out."""

import json
import shutil
import socket
import tempfile

from belonging.grading.engine.link import ClosedError, Receiver, Sender
from belonging.grading.engine.unit import Limits, Unit

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


def serve(head: socket.socket, zygote: socket.socket, *, isolated: bool) -> None:
    """Run what comes from the head process, one unit after the other, until it is gone.

    Parameters
    ----------
    head, zygote
        This worker's own sockets to them.
    isolated
        Whether the zygote keeps its children apart.
    """
    from belonging.grading.engine.conversation import StockNeededError
    from belonging.grading.engine.supervisor import Supervisor

    sender, receiver = Sender(head), Receiver(head)
    if zygote.recv(4, socket.MSG_WAITALL) != b"warm":
        return
    sender.send_json(WARM, None)
    supervisor = Supervisor(zygote, head.fileno(), isolated=isolated)
    while True:
        try:
            _, parts = receiver.receive()
        except ClosedError:
            return
        unit = unpack(parts or [])
        folder = INSIDE if isolated else tempfile.mkdtemp(prefix="belonging-")
        try:
            kind, answer = DONE, supervisor.run(unit, folder).to_json()
        except StockNeededError:
            kind, answer = STOCK, "null"
        finally:  # before the answer: after the last one this process is ended
            if not isolated:
                shutil.rmtree(folder, ignore_errors=True)
        sender.send(kind, [answer.encode()])

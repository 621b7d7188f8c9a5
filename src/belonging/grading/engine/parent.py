"""The warm parent: one zygote, and one supervisor for each worker that the head process asks for.

A supervisor is a fork as well, so that what it imports is imported once. It has its own socket to the head process and
its own to the zygote, and nothing of the other supervisors.
"""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress

from belonging.grading.engine.forked import die_with_parent, to_the_end


def main() -> None:
    """Serve one head process until it is gone.

    The arguments: the number of the socket, "isolated" or "plain", the user for notebooks, modules to prepare for.
    """
    head = socket.socket(fileno=int(sys.argv[1]))
    isolated = sys.argv[2] == "isolated"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    zygote, theirs = socket.socketpair()
    with to_the_end():
        if os.fork() == 0:
            head.close()
            zygote.close()
            _be_zygote(theirs, sys.argv[4:], int(sys.argv[3]) if isolated else None)
        theirs.close()
        _serve(head, zygote, isolated=isolated)


def _be_zygote(parent: socket.socket, modules: list[str], uid: int | None) -> None:
    with to_the_end():
        die_with_parent()
        from belonging.grading.engine import isolate, zygote

        zygote.serve(parent, modules, apart=None if uid is None else isolate.Apart(uid))


def _serve(head: socket.socket, zygote: socket.socket, *, isolated: bool) -> None:
    """Fork a supervisor for each socket that comes, until the head process or the zygote is gone."""
    from belonging.grading.engine import worker
    from belonging.grading.engine.supervisor import Supervisor  # noqa: F401 - else each supervisor imports it

    gc.collect()
    gc.freeze()
    poll = select.poll()
    poll.register(head, select.POLLIN)
    poll.register(zygote, 0)  # it never says anything
    while True:
        if zygote.fileno() in dict(poll.poll()):
            return
        message, fds, _, _ = socket.recv_fds(head, 1, 1)
        if not message:
            if not isolated:  # each then notices too, and takes its folder away
                zygote.close()
                with suppress(ChildProcessError):
                    os.wait()
            return
        ours, theirs = socket.socketpair()
        with ours, theirs, socket.socket(fileno=fds[0]) as sock:
            socket.send_fds(zygote, [message], [theirs.fileno()])
            if os.fork() == 0:
                with to_the_end():
                    die_with_parent()
                    for one in (head, zygote, theirs):
                        one.close()
                    worker.serve(sock, ours, isolated=isolated)

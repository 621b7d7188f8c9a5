"""What runs one notebook in a forked child: cell by cell, in time, with an eye on what stands behind each check."""

import json
import os
import signal
import socket
import struct
import time
import uuid
from contextlib import suppress
from typing import Any

import nbformat

from belonging.grading.engine import canary
from belonging.grading.engine.conversation import Conversation
from belonging.grading.engine.link import ClosedError, LateError
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.engine.words import FORGED, not_run, stopped

_START_SECONDS = 60
_CANARY_SECONDS = 15


class Supervisor:
    """Runs units in children of one zygote, one after the other."""

    def __init__(self, zygote: socket.socket, head: int, *, isolated: bool) -> None:
        self._zygote, self._head, self._isolated = zygote, head, isolated

    def run(self, unit: Unit, folder: str) -> Executed:
        """Run one unit.

        Parameters
        ----------
        unit
            The unit.
        folder
            Where its files go, as the child sees it.

        Raises
        ------
        StockNeededError
            If it must be run the stock way.
        ClosedError
            If the zygote is gone.
        """
        begun = time.monotonic()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _START_SECONDS, 0))
        with ours:
            pid = self._fork(theirs, unit)
            alive = None
            try:
                with suppress(OSError):
                    alive = os.pidfd_open(pid)
                run = _Run(unit, ours, pid, alive, self._head)
                run.whole(folder)
            finally:
                _kill(pid, self._isolated)
                if alive is not None:
                    os.close(alive)
        seconds = time.monotonic() - begun
        return Executed(json.dumps(run.notebook), "warm", seconds, tuple(run.trouble), tuple(run.forged))

    def _fork(self, theirs: socket.socket, unit: Unit) -> int:
        order = {"limits": vars(unit.limits), "module": _module(unit)}
        with theirs:
            socket.send_fds(self._zygote, [json.dumps(order).encode()], [theirs.fileno()])
        answer = self._zygote.recv(4, socket.MSG_WAITALL)
        if len(answer) < 4:
            raise ClosedError
        return int.from_bytes(answer, "big")


class _Run:
    """One notebook on its way through one child."""

    def __init__(self, unit: Unit, sock: socket.socket, pid: int, alive: int | None, head: int) -> None:
        self.notebook = nbformat.v4.reads_json(unit.notebook)
        self.trouble: list[str] = []
        self.forged: list[str] = []
        self._unit, self._limits, self._pid = unit, unit.limits, pid
        self._talk = Conversation(sock, alive, head, unit.limits.output_bytes, self._note)
        self._talk.about(self.notebook)
        self._deadline = time.monotonic() + unit.limits.notebook_seconds

    def whole(self, folder: str) -> None:
        """Run every cell."""
        wanted = [
            index for index, cell in enumerate(self.notebook.cells) if cell.cell_type == "code" and cell.source.strip()
        ]
        wanted = [
            index for index in wanted if "skip-execution" not in self.notebook.cells[index].metadata.get("tags", [])
        ]
        for index in wanted:
            self.notebook.cells[index].outputs = []
            self.notebook.cells[index].execution_count = None
        reason = ""
        try:
            self._talk.start(self._unit, folder, time.monotonic() + _START_SECONDS)
            self.notebook.metadata["language_info"] = _language_info()
        except (ClosedError, LateError):
            reason = "died"
        written = False  # whether a participant's cell was run since the last look
        for index in wanted:
            cell = self.notebook.cells[index]
            if reason:
                cell.outputs.append(not_run(reason))
                continue
            if written and canary.is_check(cell):  # what stands in the place of something now decides this check
                self._look()
                written = False
            if reason := self._cell(cell, index):
                cell.outputs.append(stopped(reason, self._limits))
            written = written or not canary.is_check(cell)
        self._talk.client.set_widgets_metadata()
        if reason:
            self._note(reason)
        else:
            self._look()
            self._try_canaries()
        with suppress(ClosedError, OSError):
            self._talk.stop()

    def _cell(self, cell: Any, index: int) -> str:
        """Run one cell; return a code if the child is no more."""
        client = self._talk.client
        self._talk.begin(cell)
        msg_id = uuid.uuid4().hex
        seconds = max(0.1, min(self._limits.cell_seconds, self._deadline - time.monotonic()))
        late = False
        try:
            self._talk.request(msg_id, cell.source)
            try:
                reply = self._talk.reply(msg_id, cell, index, time.monotonic() + seconds)
            except LateError:
                late = True
                self._note("cell-time" if seconds >= self._limits.cell_seconds else "notebook-time")
                os.killpg(self._pid, signal.SIGINT)
                self._talk.reply(msg_id, cell, index, time.monotonic() + client.iopub_timeout)
                reply = {"content": {**client.error_on_timeout, "status": "error"}}
        except LateError:
            return "stuck"
        except (ClosedError, OSError):
            return "died"
        self._talk.end()
        self._look_at_reply(reply["content"])
        client.on_cell_executed(cell=cell, cell_index=index, execute_reply=reply)
        if late and time.monotonic() > self._deadline:
            return "notebook-time"
        return ""

    def _look_at_reply(self, content: Any) -> None:
        said = f"{content.get('ename')}: {content.get('evalue')}" if content.get("status") == "error" else ""
        if said.startswith("MemoryError") or "Cannot allocate memory" in said:
            self._note("memory")
        if "can't start new thread" in said or "Resource temporarily unavailable" in said:
            self._note("processes")

    def _note(self, code: str) -> None:
        code = {"stuck": "cell-time"}.get(code, code)
        if code not in self.trouble:
            self.trouble.append(code)

    def _look(self) -> None:
        """Ask the child what stands in the place of something it started with."""
        try:
            found = self._talk.look(_CANARY_SECONDS)
        except LateError:
            found = ["look"]
        except (ClosedError, OSError, ValueError, RecursionError):
            found = []
        for code in found if isinstance(found, list) else []:
            if isinstance(code, str) and code in FORGED:
                self._suspect(code)

    def _try_canaries(self) -> None:
        """Run checks that must fail; what they say goes nowhere."""
        blank, checks = canary.blank_checks(self.notebook)
        wanted = [*canary.MUST_FAIL, *([blank, *checks] if checks else [])]
        for source in wanted:
            cell = nbformat.v4.new_code_cell(source)
            self._talk.about(nbformat.v4.new_notebook(cells=[cell]))
            self._talk.begin(cell, aside=True)
            msg_id = uuid.uuid4().hex
            try:
                self._talk.request(msg_id, source, keep=False)
                self._talk.reply(msg_id, cell, 0, time.monotonic() + _CANARY_SECONDS)
            except LateError:
                self._suspect("canary")
                return
            except (ClosedError, OSError):
                return
            if source != blank and canary.gives_points(cell.outputs):
                self._suspect("canary")
                return

    def _suspect(self, code: str) -> None:
        if code not in self.forged:
            self.forged.append(code)


def _module(unit: Unit) -> str | None:
    marked = json.loads(unit.notebook).get("metadata", {}).get("belonging")
    found = marked.get("module") if isinstance(marked, dict) else None
    return found if isinstance(found, str) and len(found) < 100 else None


def _language_info() -> Any:
    from ipykernel.ipkernel import IPythonKernel

    return nbformat.from_dict(IPythonKernel.language_info)


def _kill(pid: int, isolated: bool) -> None:
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL) if isolated else os.killpg(pid, signal.SIGKILL)

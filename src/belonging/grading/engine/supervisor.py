"""What runs one notebook in a forked child: sends the cells, takes the messages, keeps time and cuts floods."""

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
from nbclient.exceptions import CellExecutionComplete
from nbgrader.preprocessors import Execute

from belonging.grading.engine import canary
from belonging.grading.engine.kernel import CUT, IOPUB, LOOK, READY, SHELL
from belonging.grading.engine.link import ClosedError, LateError, Receiver, Sender
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.engine.words import FORGED, not_run, stopped
from belonging.grading.engine.zygote import LOOK_NOW, RUN, STOP

_ALWAYS = 64_000  # bytes of output that every cell may have, however much came before: its check needs them
_LARGEST = 8_000_000
_START_SECONDS = 60
_CANARY_SECONDS = 15
_DELIMITER = b"<IDS|MSG>"
_SHOWS = ("stream", "display_data", "execute_result", "error", "update_display_data")


class StockNeededError(Exception):
    """The notebook uses something that only a kernel of its own can do."""


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
        self._sender, self._receiver = Sender(sock), Receiver(sock, _LARGEST, alive, head)
        self._client = _client(self.notebook)
        self._left = unit.limits.output_bytes
        self._deadline = time.monotonic() + unit.limits.notebook_seconds
        self._cell_left = 0
        self._cut_here = False

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
            self._start(folder)
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
        self._client.set_widgets_metadata()
        if reason:
            self._note(reason)
        else:
            self._look()
            self._try_canaries()
        with suppress(ClosedError, OSError):
            self._sender.send(STOP, [])

    def _start(self, folder: str) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while self._receiver.receive(deadline)[0] != READY:
            pass
        self.notebook.metadata["language_info"] = _language_info()
        names = [name for name, _ in self._unit.files]
        head = json.dumps({"folder": folder, "names": names}).encode()
        self._order(RUN, head, *(content for _, content in self._unit.files))

    def _cell(self, cell: Any, index: int) -> str:
        """Run one cell; return a code if the child is no more."""
        self._client.clear_before_next_output = False
        cell.metadata["execution"] = {}
        self._cell_left, self._cut_here = max(self._left, _ALWAYS), False
        spent = self._cell_left
        msg_id = uuid.uuid4().hex
        seconds = self._client_seconds()
        late = False
        try:
            self._request(msg_id, cell.source)
            try:
                reply = self._reply(msg_id, cell, index, time.monotonic() + seconds)
            except LateError:
                late = True
                self._note("cell-time" if seconds >= self._limits.cell_seconds else "notebook-time")
                os.killpg(self._pid, signal.SIGINT)
                self._reply(msg_id, cell, index, time.monotonic() + self._client.iopub_timeout)
                reply = {"content": {**self._client.error_on_timeout, "status": "error"}}
        except LateError:
            return "stuck"
        except (ClosedError, OSError):
            return "died"
        self._left -= spent - self._cell_left
        self._look_at_reply(reply["content"])
        self._client.on_cell_executed(cell=cell, cell_index=index, execute_reply=reply)
        if late and time.monotonic() > self._deadline:
            return "notebook-time"
        return ""

    def _client_seconds(self) -> float:
        return max(0.1, min(self._limits.cell_seconds, self._deadline - time.monotonic()))

    def _request(self, msg_id: str, code: str, *, keep: bool = True) -> None:
        self._order(RUN, json.dumps({"id": msg_id, "code": code, "keep": keep}).encode())

    def _order(self, kind: int, *parts: bytes) -> None:
        self._sender.send(kind, parts)

    def _reply(self, msg_id: str, cell: Any, index: int, deadline: float) -> Any:
        """Take messages until the cell's reply is there and the kernel is idle again."""
        reply, idle = None, False
        while reply is None or not idle:
            kind, parts = self._receiver.receive(deadline)
            if parts is None:
                self._cut(cell)
                continue
            if kind not in (IOPUB, SHELL) or (message := _message(parts)) is None:
                continue
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            if kind == SHELL:
                reply = message
                continue
            if message["msg_type"] in _SHOWS and not self._fits(message, sum(map(len, parts)), cell):
                continue
            if message["msg_type"] == "comm_open" and _output_widget(message):
                raise StockNeededError
            try:
                self._client.process_message(message, cell, index)
            except CellExecutionComplete:
                idle = True
            except (KeyError, TypeError, AttributeError, ValueError):
                continue  # a message no honest kernel sends
        return reply

    def _fits(self, message: Any, size: int, cell: Any) -> bool:
        if message["content"].get("cut"):
            self._note("output")
        self._cell_left -= size
        if self._cell_left >= 0:
            return True
        self._cut(cell)
        # an error or a result decides about points: it is kept, however much was printed before
        return message["msg_type"] in ("error", "execute_result") and size <= _ALWAYS

    def _cut(self, cell: Any) -> None:
        self._note("output")
        if not self._cut_here:
            self._cut_here = True
            cell.outputs.append(nbformat.v4.new_output("stream", name="stdout", text=CUT))

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
            self._order(LOOK_NOW, b"null")
            deadline = time.monotonic() + _CANARY_SECONDS
            while True:
                kind, parts = self._receiver.receive(deadline)
                if kind == LOOK and parts:
                    break
            found = json.loads(parts[0])
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
            self._client = _client(nbformat.v4.new_notebook(cells=[cell]))
            msg_id = uuid.uuid4().hex
            self._cell_left, self._cut_here, self._client.clear_before_next_output = _ALWAYS, True, False
            cell.metadata["execution"] = {}
            try:
                self._request(msg_id, source, keep=False)
                self._reply(msg_id, cell, 0, time.monotonic() + _CANARY_SECONDS)
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


def _client(notebook: Any) -> Execute:
    """Make what puts messages into cells: nbgrader's own preprocessor, which is nbclient's client."""
    client = Execute()
    client.nb = notebook
    client.reset_execution_trackers()
    return client


def _module(unit: Unit) -> str | None:
    marked = json.loads(unit.notebook).get("metadata", {}).get("belonging")
    found = marked.get("module") if isinstance(marked, dict) else None
    return found if isinstance(found, str) and len(found) < 100 else None


def _message(parts: list[bytes]) -> Any:
    """Put a message together as `Session.deserialize` does, without trusting it."""
    try:
        at = parts.index(_DELIMITER)
        header, parent, metadata, content = (json.loads(part) for part in parts[at + 2 : at + 6])
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": parent,
            "metadata": metadata,
            "content": nbformat.from_dict(content) if header["msg_type"] in _SHOWS else content,
            "buffers": parts[at + 6 :],
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _output_widget(message: Any) -> bool:
    state = message["content"].get("data", {}).get("state", {})
    return bool(state.get("_model_module") == "@jupyter-widgets/output")


def _language_info() -> Any:
    from ipykernel.ipkernel import IPythonKernel

    return nbformat.from_dict(IPythonKernel.language_info)


def _kill(pid: int, isolated: bool) -> None:
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL) if isolated else os.killpg(pid, signal.SIGKILL)

"""What a forked child is told, and what comes back: messages go into cells, and floods of output are cut."""

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionComplete
from nbgrader.preprocessors import Execute

from belonging.grading.engine.kernel import CUT, IOPUB, LOOK, READY, SHELL
from belonging.grading.engine.link import Receiver, Sender
from belonging.grading.engine.unit import Unit
from belonging.grading.engine.zygote import LOOK_NOW, RUN, STOP

_ALWAYS = 64_000  # bytes of output that every cell may have, however much came before: its check needs them
_LARGEST = 8_000_000
_DELIMITER = b"<IDS|MSG>"
_SHOWS = ("stream", "display_data", "execute_result", "error", "update_display_data")


class StockNeededError(Exception):
    """The notebook uses something that only a kernel of its own can do."""


class Conversation:
    """Talks with one child.

    Every method raises `ClosedError` or `OSError` if the child is no more, and `LateError` at its deadline.

    Parameters
    ----------
    sock : socket
        Its end here.
    alive : int, optional
        A file descriptor that can be read once the child is gone.
    head : int
        The same for the head process.
    output_bytes : int
        How much a notebook may show.
    note : callable
        Takes the code of a trouble.
    """

    client: Execute
    """What puts messages into cells: nbgrader's own preprocessor, which is nbclient's client."""

    def __init__(
        self, sock: socket.socket, alive: int | None, head: int, output_bytes: int, note: Callable[[str], None]
    ) -> None:
        self._sender, self._receiver = Sender(sock), Receiver(sock, _LARGEST, alive, head)
        self._left, self._note = output_bytes, note
        self._cell_may = self._cell_left = 0
        self._cut_here = False

    def about(self, notebook: Any) -> None:
        """Put what comes from now on into the cells of this notebook."""
        self.client = Execute()
        self.client.nb = notebook
        self.client.reset_execution_trackers()

    def start(self, unit: Unit, folder: str, deadline: float) -> None:
        """Wait until the child is there, and give it the files, to lie in `folder` as it sees it."""
        while self._receiver.receive(deadline)[0] != READY:
            pass
        names = [name for name, _ in unit.files]
        head = json.dumps({"folder": folder, "names": names}).encode()
        self._sender.send(RUN, [head, *(content for _, content in unit.files)])

    def begin(self, cell: Any, *, aside: bool = False) -> None:
        """Begin a cell; one that is run aside belongs to no notebook, and takes nothing of what that may show."""
        self.client.clear_before_next_output = False
        cell.metadata["execution"] = {}
        self._cell_may = self._cell_left = _ALWAYS if aside else max(self._left, _ALWAYS)
        self._cut_here = aside

    def request(self, msg_id: str, code: str, *, keep: bool = True) -> None:
        """Have the child run a cell."""
        self._sender.send(RUN, [json.dumps({"id": msg_id, "code": code, "keep": keep}).encode()])

    def reply(self, msg_id: str, cell: Any, index: int, deadline: float) -> Any:
        """Take messages until the cell's reply is there and the kernel is idle again.

        Raises
        ------
        StockNeededError
            If the notebook must be run the stock way.
        """
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
                self.client.process_message(message, cell, index)
            except CellExecutionComplete:
                idle = True
            except (KeyError, TypeError, AttributeError, ValueError):
                continue  # a message no honest kernel sends
        return reply

    def end(self) -> None:
        """End a cell: what it showed is taken off what the notebook may show."""
        self._left -= self._cell_may - self._cell_left

    def look(self, seconds: float) -> Any:
        """Ask the child what stands in the place of something it started with; what it says may be anything."""
        self._sender.send(LOOK_NOW, [b"null"])
        deadline = time.monotonic() + seconds
        while True:
            kind, parts = self._receiver.receive(deadline)
            if kind == LOOK and parts:
                return json.loads(parts[0])

    def stop(self) -> None:
        """Let the child end."""
        self._sender.send(STOP, [])

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

"""The stock way: nbgrader's own Execute with a new kernel, in a process that runs one unit and ends."""

import json
import os
import socket
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from belonging.grading.engine import isolate, worker
from belonging.grading.engine.link import Receiver, Sender
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.engine.words import not_run

_KERNEL_BYTES = 3_000_000_000
"""What a kernel and the libraries of the course reserve (not use) before they do anything."""


def run_here(unit: Unit, folder: Path) -> Executed:
    """Run one unit in this process, in a folder that holds its files."""
    import nbformat
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbgrader.preprocessors import Execute

    begun = time.monotonic()
    for name, content in unit.files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    notebook = nbformat.v4.reads_json(unit.notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for cell in code:
        cell.outputs, cell.execution_count = [not_run("died")], None  # replaced when it is run
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    trouble: tuple[str, ...] = ()
    preprocessor = Execute(timeout=int(unit.limits.cell_seconds))
    try:
        preprocessor.preprocess(notebook, {"metadata": {"path": str(folder)}})
    except DeadKernelError:
        trouble = ("died",)
    except CellTimeoutError:
        trouble = ("cell-time",)
    except Exception:  # a kernel that is not installed here, or does not start
        trouble = ("kernel",)
    if trouble:
        _mark_interrupted(code)
    elif any(output.get("ename") == "CellTimeoutError" for cell in code for output in cell.outputs):
        trouble = ("cell-time",)
    return Executed(json.dumps(notebook), "stock", time.monotonic() - begun, trouble)


def _mark_interrupted(code: list) -> None:  # type: ignore[type-arg]
    """Leave no cell without a result where the kernel ended: nbgrader would give its points."""
    for cell in code:
        if not cell.outputs or cell.execution_count is None:
            cell.outputs = [*(o for o in cell.outputs if o.get("ename") != "NotRun"), not_run("died")]


def main() -> None:
    """Run the one unit that comes over the socket whose number is the first argument."""
    head = socket.socket(fileno=int(sys.argv[1]))
    sender, receiver = Sender(head), Receiver(head)
    sender.send_json(worker.WARM, None)
    _, parts = receiver.receive()
    unit = worker.unpack(parts or [])
    if sys.argv[2] == "isolated":
        limits = replace(unit.limits, memory_bytes=unit.limits.memory_bytes + _KERNEL_BYTES)
        if inside := isolate.enter(isolate.Apart(int(sys.argv[3])), limits):
            os.waitpid(inside, 0)
            return
    with tempfile.TemporaryDirectory(prefix="belonging-") as folder:
        done = run_here(unit, Path(folder))
        sender.send(worker.DONE, [done.to_json().encode()])

"""Running a unit: by a warm worker where that can be done, else with a kernel of its own."""

import json
import os
import socket

import nbformat

from belonging.grading.engine import isolate
from belonging.grading.engine.link import ClosedError, LateError
from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.engine.words import not_run
from belonging.grading.engine.workers import lent, refuse_if_stopped, stock

_TRIES = 2


def run(unit: Unit) -> Executed:
    """Run one unit; it may be run again at any time, here or elsewhere, with the same result.

    Raises
    ------
    Plain
        If notebooks cannot be kept apart here and the unit does not allow to do without, or the run was stopped.
    """
    reason = isolate.available()
    if reason and not unit.unsafe:
        raise isolate.refusal(reason)
    isolated = not reason
    if _runs_warm(unit):
        for number in range(_TRIES):
            try:
                # not an idle one again: where one died, all of its kind may just be dying
                with lent(isolated=isolated, new=number > 0) as worker:
                    done = worker.run(unit)
            except (ClosedError, LateError, OSError):
                refuse_if_stopped()
                continue
            if done is not None:
                return done
            break
        else:
            return nothing_ran(unit, "died")
    return _stock(unit, isolated)


def nothing_ran(unit: Unit, code: str) -> Executed:
    """Return the result of a unit that could not be run at all: every cell says so."""
    notebook = nbformat.v4.reads_json(unit.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            cell.outputs, cell.execution_count = [not_run(code)], None
    return Executed(json.dumps(notebook), "warm", 0.0, (code,))


def _runs_warm(unit: Unit) -> bool:
    if not hasattr(os, "fork") or not hasattr(socket, "send_fds") or os.environ.get("BELONGING_ENGINE") == "stock":
        return False
    metadata = json.loads(unit.notebook).get("metadata", {})
    spec = metadata.get("kernelspec", {})
    return spec.get("name", "python3") in ("python3", "python") and spec.get("language", "python") == "python"


def _stock(unit: Unit, isolated: bool) -> Executed:
    """Run it in a process of its own, which ends with it."""
    try:
        with stock(isolated=isolated) as worker:
            done = worker.run(unit)
    except (ClosedError, LateError, OSError):
        refuse_if_stopped()
        done = None
    return done if done is not None else nothing_ran(unit, "died")

"""What is said, in plain words, about a notebook that did not run as it should."""

from collections.abc import Mapping
from typing import Any

import nbformat

from belonging.grading.engine.unit import Limits

_STOPPED = "NotebookStopped"
_TROUBLE = {
    "cell-time": "A cell ran longer than the time limit, so that cell was stopped.",
    "notebook-time": "The whole notebook ran longer than the time limit, so its last cells were not run.",
    "memory": "Its code asked for more memory than a notebook may have.",
    "processes": "Its code started more programs or threads than a notebook may have.",
    "output": "Its code printed so much that the rest was cut.",
    "kernel": "It could not be started: perhaps it is written in a programming language that is not installed here.",
    "died": "Its code stopped Python itself (perhaps by exit() or too much memory), so later cells were not run.",
}

FORGED = {
    "ast-transformer": "It changes Python code before it is run (an AST transformer). Look at its code.",
    "input-transformer": "It changes the text of cells before they are run (an input transformer). Look at its code.",
    "event-hook": "It runs code of its own before or after every cell (an event hook). Look at its code.",
    "trace": "It watches every line that is run (a trace or profile function). Look at its code.",
    "builtins": "It puts something in the place of one of Python's own functions. Look at its code.",
    "course-function": "It puts something in the place of a function of the course, such as a check. Look at its code.",
    "display": "It changes how results are shown, and a check's result is what points come from. Look at its code.",
    "modules": "It puts something in the place of a whole module. Look at its code.",
    "look": "It keeps others from looking at what it changed. Look at its code.",
    "canary": "A check that must fail did not fail in it. Its checks cannot be believed: look at its code.",
}


def trouble_words(code: str) -> str:
    """Return a sentence for a code of `Executed.trouble`."""
    return _TROUBLE.get(code, f"Something went wrong while it was run ({code}).")


def words_for(code: str) -> str:
    """Return a sentence for a code of `Executed.forged`."""
    return FORGED.get(code, f"Something in it meddles with its checks ({code}). Look at its code.")


def reasons(notebook: Mapping[str, Any]) -> list[str]:
    """Return why the last cells of an executed notebook were not run, if so."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [output["evalue"] for output in outputs if output.get("ename") == _STOPPED]


def stopped(reason: str, limits: Limits) -> Any:
    """Return the error output of the cell during which a notebook ended."""
    said = {
        "died": "Its code stopped Python itself (perhaps by exit() or too much memory).",
        "stuck": f"A cell ran longer than {limits.cell_seconds:g} seconds and could not be stopped.",
        "notebook-time": f"The notebook ran longer than {limits.notebook_seconds:g} seconds.",
    }[reason]
    return _error(_STOPPED, f"{said} Later cells were not run.")


def not_run(reason: str) -> Any:
    """Return the error output of a cell that was not run; without one, nbgrader would give its points."""
    return _error("NotRun", "This cell was not run, because the notebook was stopped at an earlier cell.")


def _error(name: str, said: str) -> Any:
    return nbformat.v4.new_output("error", ename=name, evalue=said, traceback=[f"{name}: {said}"])

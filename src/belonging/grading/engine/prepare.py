"""What the zygote does before the first notebook comes: the kernel, the imports, the first answers of a module."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from belonging.grading.engine.kernel import Kernel


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


def remember(module_id: str | None) -> None:
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

"""Lesson notebooks as they are after a run from top to bottom, each run once for all tests that read them."""

import os
from pathlib import Path

import nbformat
from filelock import FileLock
from nbclient import NotebookClient
from nbformat import NotebookNode

from belonging.lesson import derive


def lesson_run(module_id: str, basetemp: Path) -> NotebookNode:
    """Return the module's lesson notebook, run in a folder that holds nothing else."""
    # Each worker of pytest-xdist has its own folder inside a common one.
    shared = basetemp.parent if os.environ.get("PYTEST_XDIST_WORKER") else basetemp
    folder = shared / "lessons-run" / module_id
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder.with_suffix(".ipynb")
    with FileLock(str(folder) + ".lock"):
        if not kept.exists():
            notebook = derive(module_id)
            NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
            nbformat.write(notebook, kept)
    return nbformat.read(kept, as_version=4)

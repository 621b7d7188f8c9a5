"""One command at a time in a cohort's folder: collecting while somebody grades would mix it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from belonging.cohort.folder import Cohort
from belonging.grading.one_run import one_run


@contextmanager
def at_work(folder: Path) -> Iterator[Cohort]:
    """Open a cohort, and hold its folder.

    Parameters
    ----------
    folder
        As typed.

    Raises
    ------
    Plain
        As `Cohort.open`; and if another command is at work in this folder.
    """
    with held(folder):
        cohort = Cohort.open(folder)
        with one_run(cohort.root):
            yield cohort


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder that is a cohort's already; nothing is written into one that is not, or not yet."""
    root = folder.expanduser().resolve()
    with one_run(root) if (root / ".belonging").is_dir() else nullcontext():
        yield

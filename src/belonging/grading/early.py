"""Warming up before anything else of a run: it takes as long as the imports and the reading that come first here."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from belonging.grading.done import is_graded


def to_run(root: Path, todo: Iterable[tuple[str, str]]) -> list[str]:
    """List the modules of which some notebook has no result yet, as far as that can be told without opening it.

    Parameters
    ----------
    root : Path
        The grading folder.
    todo : iterable of (str, str)
        A person's id and a module's id.
    """
    found: dict[str, None] = {}
    for student_id, module_id in todo:
        if module_id not in found and not is_graded(root, student_id, module_id):
            found[module_id] = None
    return list(found)


@contextmanager
def warming(modules: Sequence[str], *, scheduler: str | None, unsafe: bool) -> Iterator[None]:
    """Start to warm up for these modules, and end after the block what is left of it.

    Without modules, for another computer, and where notebooks may not be run, nothing is started.
    """
    from belonging.grading.engine.isolate import available
    from belonging.grading.engine.workers import close_all, warm_up

    try:
        if modules and not scheduler and (available() is None or unsafe):
            warm_up(modules, isolated=available() is None)
        yield
    finally:
        close_all()

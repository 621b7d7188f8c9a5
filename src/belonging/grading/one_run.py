"""One command at a time in a folder: a lock of the operating system's, which falls when the command ends in any way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from belonging.errors import Plain
from belonging.files import cannot_write


@contextmanager
def one_run(root: Path) -> Iterator[None]:
    """Hold the folder for this run; within a run that holds it, it may be held again.

    Raises
    ------
    Plain
        If another run holds it, or the folder cannot be written in.
    """
    path = root.expanduser().resolve() / ".belonging" / "at-work.lock"
    lock = FileLock(path, is_singleton=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        raise Plain(
            f"Another command is at work in {root}.", "Wait until it is done, or stop it; then run this again."
        ) from None
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        lock.release()

"""A folder of its own in which one person's results are made before they are put in their place, whole."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from nbgrader.utils import rmtree


class Staging:
    """Makes such folders in one grading folder, and writes into them.

    Parameters
    ----------
    root : Path
        The grading folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root / ".belonging" / "staging"
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="belonging-disk")

    def begin(self) -> None:
        """Clear away what a run left that was killed; only a run that holds the folder may."""
        drop(self._root)
        self._root.mkdir(parents=True)

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Make a folder; where an error is raised in the block it is taken away again."""
        made = Path(tempfile.mkdtemp(dir=self._root))
        made.chmod(0o755)
        try:
            yield made
        except BaseException:
            drop(made)
            raise

    @contextmanager
    def writing(self, path: Path, text: str) -> Iterator[None]:
        """Write a text, if there is any, during the block: the disk is waited for while something else is done."""
        early = self._disk.submit(write_through, path, text) if text else None
        try:
            yield
        finally:
            if early is not None:
                wait([early])
        if early is not None:
            early.result()

    def close(self) -> None:
        """End what waits for the disk, and clear away what was not put in its place."""
        self._disk.shutdown()
        for left in self._root.glob("*"):
            drop(left)


def drop(folder: Path) -> None:
    """Take a folder away that is not put in its place."""
    if folder.exists():
        rmtree(str(folder))


def write_through(path: Path, text: str) -> None:
    """Write a text and wait until it is on the disk."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

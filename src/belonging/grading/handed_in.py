"""Reading what was handed in: every file gets its own verdict, and none can stop the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belonging.errors import Plain
from belonging.exercise import notebook_text
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.notebook import Notebook
from belonging.exercise.reading import module_of, read_notebook


@dataclass(frozen=True)
class HandedIn:
    """One readable notebook, its answers already moved into a clean copy of the exercise."""

    path: Path
    module_id: str
    content: bytes
    """The clean notebook, as it will be given to nbgrader."""
    repaired: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    """Files that its tasks ask for, by the name the notebook gives them."""
    saved: datetime | None = None
    """When it was handed in, where somebody knows better than the file's own time."""


@dataclass(frozen=True)
class Refused:
    """A file that cannot be graded, and why."""

    path: Path
    reason: str


def find_notebooks(sources: Sequence[Path], leave_out: Path) -> tuple[list[Path], list[Refused]]:
    """List the notebooks among files and folders.

    Parameters
    ----------
    sources : sequence of Path
        As typed; a folder is searched with everything below it, except hidden folders and Jupyter's own copies.
    leave_out : Path
        The grading folder, whose notebooks are not handed in.

    Returns
    -------
    tuple of list of Path, list of Refused
        The files to read, each once, and the sources that hold none.
    """
    found: dict[Path, Path] = {}
    refused = []
    for source in sources:
        if source.is_dir():
            inside = [path for path in _below(source) if not path.resolve().is_relative_to(leave_out.resolve())]
            if not inside:
                refused.append(Refused(source, "This folder holds no notebook (a file that ends in .ipynb)."))
            for path in inside:
                found.setdefault(path.resolve(), path)
        else:
            found.setdefault(source.resolve(), source)
    return list(found.values()), refused


def read(path: Path) -> HandedIn | Refused:
    """Read one file; whatever is wrong with it becomes a reason in plain words."""
    try:
        module_id, clean, repaired = _cleaned(path)
    except Plain as problem:
        return Refused(path, str(problem))
    return HandedIn(path, module_id, _content(clean), repaired)


def repaired(path: Path) -> tuple[tuple[str, ...], bytes | None]:
    """Return what has to be repaired in a file, and the repaired notebook; None where the file does as it is.

    Raises
    ------
    Plain
        If it cannot be read.
    """
    _, clean, notes = _cleaned(path)
    return notes, _content(clean) if notes else None


def _cleaned(path: Path) -> tuple[str, Notebook, tuple[str, ...]]:
    try:
        notebook = read_notebook(path)
        module_id = module_of(notebook, path.name)
        clean, report = into_clean_copy(notebook, module_id)
    except Plain:
        raise
    except OSError as error:
        raise Plain(f"“{path.name}” could not be read: {error.strerror or error}.") from error
    except Exception as error:  # a file nobody foresaw must not take the others with it
        why = f"“{path.name}” could not be read ({type(error).__name__}). Look at it in JupyterLab."
        raise Plain(why) from error
    return module_id, clean, tuple(report.repaired)


def _content(clean: Notebook) -> bytes:
    # A lone surrogate (half an emoji) is legal JSON and no legal UTF-8.
    return notebook_text(clean).encode("utf-8", errors="replace")


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix.lower() == ".ipynb" and not any(part.startswith(".") for part in inside) and path.is_file():
            yield path

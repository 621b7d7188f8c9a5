"""Notebooks that somebody put into `submitted` by other means than collect: which one counts, and what is in it."""

from pathlib import Path

from belonging.cohort.collect.reading import look
from belonging.exercise.repair import Mended


def notebook_in(folder: Path) -> Path | str | None:
    """Return the notebook of one person and one module that counts.

    Parameters
    ----------
    folder
        `submitted/<person>/<module>`.

    Returns
    -------
    Path, str or None
        The notebook; why it cannot be told which one, and what to do; None where there is none.
    """
    target = folder / f"{folder.name}.ipynb"
    if target.is_file():
        return target
    found = [path for path in sorted(folder.glob("*.ipynb")) if path.is_file() and not path.name.startswith(".")]
    if len(found) > 1:
        names = ", ".join(f"“{path.name}”" for path in found)
        return f"Several notebooks lie there: {names}. Call the one that counts “{target.name}”."
    return found[0] if found else None


def look_at(path: Path, module_id: str) -> Mended | str:
    """Return the clean copy of a notebook that was put there for a module, or why there is none and what to do."""
    try:
        found = look(path, path.name)
    except OSError as error:
        return f"It could not be read: {error.strerror or error}. Put it there again."
    if not isinstance(found, str) and found.module_id != module_id:
        return f"It is the notebook of {found.module_id}. Move it into the folder {found.module_id} beside this one."
    return found

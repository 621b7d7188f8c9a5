"""Mend notebook files: each original stays as it is, the mended copy is written beside it."""

from dataclasses import dataclass
from pathlib import Path

from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.derive import blank_source
from belonging.exercise.mend import Report, rescue
from belonging.exercise.mend.rescue import CUT
from belonging.exercise.mend.unwrap import MOST_BYTES
from belonging.exercise.notebook import Notebook, notebook_text, source_of
from belonging.exercise.reading import module_of
from belonging.exercise.source import load
from belonging.files import write_atomically

OTHER_RELEASE = "It was made with another release of this exercise; read the tasks once more."


@dataclass(frozen=True)
class Mended:
    """One notebook that was mended."""

    name: str
    """The file it came from; for a zip, the file inside it."""
    module_id: str
    notebook: Notebook
    notes: tuple[str, ...]
    """What had to be done to read the file."""
    report: Report

    @property
    def clean(self) -> bool:
        """Whether there was nothing to mend."""
        return self.report.clean and not self.notes

    @property
    def sentences(self) -> list[str]:
        """Everything there is to say about it, the counts first."""
        counts = [] if self.report.clean and self.notes else [self.report.summary]  # the file itself was mended
        return [*counts, *self.notes, *self.report.repaired]


def mend(raw: bytes, name: str, module_id: str | None = None) -> list[Mended]:
    """Mend every exercise of this course that a file holds; usually one, in a zip perhaps several.

    Parameters
    ----------
    raw, name
        The file's bytes, and its name for messages.
    module_id
        The module, when the file does not tell.

    Raises
    ------
    Plain
        If nothing in the file is an exercise of this course, or no word of it can be read.
    """
    if module_id is not None and module_id not in (known := [m.id for m in modules()]):
        raise Plain(f"There is no module “{module_id}”.", f"The modules are {', '.join(known)}.")
    mended: list[Mended] = []
    problems: list[Plain] = []
    for found in rescue(raw, name):
        try:
            id_ = module_id or module_of(found.notebook, found.name)
            clean, report = into_clean_copy(found.notebook, id_)
            if CUT in found.notes and not _holds_anything(clean, id_):
                raise Plain(
                    f"“{found.name}” is cut off or damaged, and no answer can be read from it.",
                    "Look for an older copy: in JupyterLab choose File, then Revert to Checkpoint; keep this file too.",
                )
        except Plain as problem:
            problems.append(problem)
            continue
        marks = found.notebook["metadata"].get("belonging")
        release = marks.get("release") if isinstance(marks, dict) else None
        other = release not in (None, clean["metadata"]["belonging"]["release"])
        mended.append(Mended(found.name, id_, clean, (*found.notes, *([OTHER_RELEASE] if other else [])), report))
    if not mended:
        raise problems[0]
    return mended


def mend_file(path: Path, module_id: str | None = None) -> list[tuple[Mended, Path | None]]:
    """Mend one file, and write each mended copy beside it; a file that needs nothing gets none.

    Returns
    -------
    list of tuple
        What was mended, and where it was written.

    Raises
    ------
    Plain
        If the file cannot be read or is no exercise of this course, or the folder cannot be written in.
    """
    if not path.is_file():
        raise Plain(f"“{path.name}” is not there.", "Check the name, or drag the file into the window.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Plain(
                f"“{path.name}” is too large to be read.", "Clear its outputs in JupyterLab, save, and try again."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise Plain(
            f"“{path.name}” could not be read: {error.strerror or error}.", "Copy it to your own folder."
        ) from error
    found = mend(raw, path.name, module_id)
    return [(one, None if one.clean else _write(path, one, alone=len(found) == 1)) for one in found]


def _write(path: Path, mended: Mended, alone: bool) -> Path:
    inner = "" if alone else f" - {Path(mended.name).stem}"
    target = path.with_name(f"{path.stem}{inner}-mended.ipynb")
    content = as_bytes(mended.notebook)
    if target.exists() and target.read_bytes() != content:
        number = 1
        while (backup := target.with_name(f"{target.stem} (before {number}).ipynb")).exists():
            number += 1
        write_atomically(backup, target.read_bytes())
    write_atomically(target, content)
    return target


def as_bytes(notebook: Notebook) -> bytes:
    """Write a notebook; half of an emoji, which is legal JSON and no legal text, becomes a question mark."""
    return notebook_text(notebook).encode("utf-8", errors="replace")


def _holds_anything(clean: Notebook, module_id: str) -> bool:
    """Say whether a notebook has an answer or a cell of the participant's own."""
    blanks = {placed.grade_id: blank_source(placed).strip() for placed in load(module_id).tasks}
    fresh = set(blanks) | {cell["id"] for cell in clean["cells"] if "nbgrader" in cell["metadata"]}
    return any(
        cell["id"] not in fresh or source_of(cell).strip() != blanks.get(cell["id"], source_of(cell).strip())
        for cell in clean["cells"]
    )

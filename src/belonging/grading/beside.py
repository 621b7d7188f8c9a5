"""Files handed in beside a notebook, such as a lesson plan: whose is which, without guessing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from belonging.exercise.answers import literal_answer
from belonging.exercise.notebook import source_of
from belonging.exercise.reading import parse_notebook
from belonging.exercise.source import PlacedTask, load
from belonging.grading.handed_in import HandedIn
from belonging.tasks import File, is_blank


def with_files(works: Sequence[HandedIn]) -> list[HandedIn]:
    """Add to each notebook the files that its tasks ask for and that lie beside it.

    A file that carries the notebook's own name (`casey.yml` beside `casey.ipynb`, or `casey my-plan.yml`) is that
    person's. A file with no name of a person (`my-plan.yml`) counts only where the folder holds no second notebook of
    the same exercise; else it could be anyone's.
    """
    in_folder = Counter((work.path.parent, work.module_id) for work in works)
    return [_with_files(work, alone=in_folder[work.path.parent, work.module_id] == 1) for work in works]


def _with_files(work: HandedIn, *, alone: bool) -> HandedIn:
    files, notes = [], []
    for placed in load(work.module_id).tasks:
        if not isinstance(placed.task.kind, File):
            continue
        named = _named(work, placed)
        path = _find(work.path, placed.task.kind, named, alone=alone)
        if path is None:
            notes.append(_missing(work.path, placed.task.kind))
            continue
        content = placed.task.kind.read(path.name, path.parent)
        if isinstance(content, str):
            notes.append(content)
        else:
            files.append((named, content))
            if _is_blank(work, placed):
                notes.append(
                    f"Its file “{path.name}” is there, but task {placed.label} does not name it: the line "
                    f'{placed.variable} = "{placed.task.kind.usual}" is still blank.'
                )
            notes += [f"Taken as {placed.task.kind.what}: “{path.name}”."] if path.name != named else []
    return replace(work, files=tuple(files), repaired=(*work.repaired, *notes))


def _named(work: HandedIn, placed: PlacedTask) -> str:
    """The name in the answer line, or the usual one where the line is blank or no name."""
    assert isinstance(placed.task.kind, File)
    try:
        return placed.task.kind.canonical(_answer(work, placed))
    except ValueError:
        return placed.task.kind.usual


def _answer(work: HandedIn, placed: PlacedTask) -> object:
    cells = parse_notebook(work.content, work.path.name)["cells"]
    return literal_answer(next(source_of(c) for c in cells if c["id"] == placed.grade_id), placed.variable)


def _is_blank(work: HandedIn, placed: PlacedTask) -> bool:
    try:
        return is_blank(_answer(work, placed))
    except ValueError:
        return False


def _find(notebook: Path, kind: File, named: str, *, alone: bool) -> Path | None:
    here = [p for p in sorted(notebook.parent.iterdir()) if p.suffix.lower() in kind.endings and p.is_file()]
    own = [p for p in here if p.stem == notebook.stem]
    joined = [p for p in here if p.name.startswith(notebook.stem) and p.name.endswith(kind.usual)]
    if own or joined:
        return (own or joined)[0]
    if not alone:
        return None
    called = [p for p in here if p.name in (named, kind.usual)]
    return called[0] if called else here[0] if len(here) == 1 else None


def _missing(notebook: Path, kind: File) -> str:
    return (
        f"There is no file for {kind.what} beside it. Name it “{notebook.stem}{Path(kind.usual).suffix}”, put it into "
        "the same folder, and run the same command again."
    )

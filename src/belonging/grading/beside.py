"""Files handed in beside a notebook, such as a lesson plan: whose is which, without guessing."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from belonging.exercise.answers import literal_answer
from belonging.exercise.notebook import source_of
from belonging.exercise.reading import parse_notebook
from belonging.exercise.source import PlacedTask, load
from belonging.grading.handed_in import HandedIn
from belonging.tasks import File, is_blank


@dataclass(frozen=True)
class Offered:
    """A file that is known to be of the notebook's own person, under the name the person gave it."""

    name: str
    path: Path


def with_files(works: Sequence[HandedIn]) -> list[HandedIn]:
    """Add to each notebook the files that its tasks ask for and that lie beside it.

    A file that carries the notebook's own name (`casey.yml` beside `casey.ipynb`, or `casey my-plan.yml`) is that
    person's. A file with no name of a person (`my-plan.yml`) counts only where the folder holds no second notebook of
    the same exercise; else it could be anyone's.
    """
    in_folder = Counter((work.path.parent, work.module_id) for work in works)
    made = []
    for work in works:
        alone = in_folder[work.path.parent, work.module_id] == 1
        made.append(_with_files(work, _beside_it(work, alone=alone), partial(_missing, work.path)))
    return made


def with_own_files(work: HandedIn, offered: Sequence[Offered]) -> HandedIn:
    """Add to a notebook the files that its tasks ask for, out of those of the same person.

    Parameters
    ----------
    work : HandedIn
        The notebook.
    offered : sequence of Offered
        The person's files, wherever they came from, the newest first.
    """
    return _with_files(work, lambda kind, named: _among(offered, kind, named), _not_handed_in)


def _with_files(
    work: HandedIn, find: Callable[[File, str], Offered | None], missing: Callable[[File], str]
) -> HandedIn:
    files, notes = [], []
    for placed in load(work.module_id).tasks:
        kind = placed.task.kind
        if not isinstance(kind, File):
            continue
        named = _named(work, placed)
        found = find(kind, named)
        if found is None:
            notes.append(missing(kind))
            continue
        content = kind.read(found.path.name, found.path.parent)
        if isinstance(content, str):
            notes.append(content.replace(f"“{found.path.name}”", f"“{found.name}”"))
        else:
            files.append((named, content))
            if _is_blank(work, placed):
                notes.append(
                    f"Its file “{found.name}” is there, but task {placed.label} does not name it: the line "
                    f'{placed.variable} = "{kind.usual}" is still blank.'
                )
            notes += [f"Taken as {kind.what}: “{found.name}”."] if found.name != named else []
    return replace(work, files=tuple(files), repaired=(*work.repaired, *notes))


def _beside_it(work: HandedIn, *, alone: bool) -> Callable[[File, str], Offered | None]:
    def find(kind: File, named: str) -> Offered | None:
        path = _find(work.path, kind, named, alone=alone)
        return None if path is None else Offered(path.name, path)

    return find


def _among(offered: Sequence[Offered], kind: File, named: str) -> Offered | None:
    """Choose the newest file under the name the notebook gives, else under the usual one, else the newest there is."""
    fits = [one for one in offered if one.name.lower().endswith(kind.endings)]
    for wanted in (named, kind.usual):
        for one in fits:
            if wanted in (one.name, _without_copy(one.name)):
                return one
    return fits[0] if fits else None


def _without_copy(name: str) -> str:
    """Return a name without what a second download or a learning platform adds to it.

    >>> _without_copy("my-plan (1).yml"), _without_copy("my-plan-2.yml")
    ('my-plan.yml', 'my-plan.yml')
    """
    return re.sub(r"( \(\d+\)|-\d)(?=\.\w+$)", "", name)


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


def _not_handed_in(kind: File) -> str:
    return f"There is no file for {kind.what} with it. Ask for the file, and collect it; its task then gets its points."


def _missing(notebook: Path, kind: File) -> str:
    return (
        f"There is no file for {kind.what} beside it. Name it “{notebook.stem}{Path(kind.usual).suffix}”, put it into "
        "the same folder, and run the same command again."
    )

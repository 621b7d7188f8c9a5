"""What is the matter with one notebook as it came, in plain words, and what will be done about it."""

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from belonging.cohort.collect.reading import is_blank
from belonging.errors import Plain
from belonging.exercise.mend import rescue
from belonging.exercise.mend.sheet import Sheet, sheet_of
from belonging.exercise.mend.text import normal
from belonging.exercise.notebook import Cell, grade_id_of, source_of
from belonging.exercise.repair import OTHER_RELEASE, Mended
from belonging.exercise.source import PlacedTask, load
from belonging.grading.handed_in import HandedIn
from belonging.tasks import File, Words

_FLOOD = 5_000_000


class Does(StrEnum):
    """Who does something about it."""

    itself = "mended by itself"
    you = "needs you"
    nothing = "nothing to do"


@dataclass(frozen=True)
class Finding:
    """One thing that is the matter."""

    kind: str
    """A short name, the same for every finding of the kind."""
    says: str
    does: Does


def findings(raw: bytes, name: str, mended: Mended) -> list[Finding]:
    """Compare a notebook as it came with the exercise.

    Parameters
    ----------
    raw, name
        The file as it came.
    mended
        Its clean copy.
    """
    sheet = sheet_of(mended.module_id)
    try:
        cells = rescue(raw, name)[0].notebook["cells"]
    except Plain:
        cells = []
    found = [Finding("damaged", note, Does.itself) for note in mended.notes if note != OTHER_RELEASE]
    if OTHER_RELEASE in mended.notes:
        says = "It was made with another release of this exercise. Its answers move into the release of today."
        found.append(Finding("other release", says, Does.itself))
    found += [*_cells(cells, sheet), *_moved(mended), *_answers(mended)]
    if len(raw) > _FLOOD:
        says = (
            f"The file has {len(raw) / 1e6:.0f} MB, nearly all of it output. The output is left out; the answers stay."
        )
        found.append(Finding("flood of output", says, Does.itself))
    return found


def _cells(cells: Sequence[Cell], sheet: Sheet) -> list[Finding]:
    """Look at the cells: copied, retyped, changed or gone."""
    marks = sheet.marks(list(cells))
    ours = [(cell, mark) for cell, mark in zip(cells, marks, strict=True) if mark]
    found = []
    ids = Counter(id_ for cell in cells if (id_ := grade_id_of(cell)) in sheet.sources)
    if copied := [_called(id_, sheet) for id_, times in ids.items() if times > 1 and id_]:
        says = f"Copied more than once: {_some(copied)}. Stock nbgrader would stop for everybody here."
        found.append(Finding("copied cells", says, Does.itself))
    if bare := sum(grade_id_of(cell) != mark for cell, mark in ours):
        of = "All its cells have" if bare == len(ours) else "1 cell has" if bare == 1 else f"{bare} cells have"
        says = f"{of} lost the marks nbgrader needs, as happens in Colab, in VS Code or by retyping."
        found.append(Finding("retyped", says, Does.itself))
    changed = dict.fromkeys(
        mark for cell, mark in ours if mark in sheet.locked and normal(source_of(cell)) != normal(sheet.sources[mark])
    )
    if checks := [_called(mark, sheet) for mark in changed if mark.startswith("check-")]:
        says = f"Changed: {_some(checks)}. The course's own is put back."
        found.append(Finding("changed check", says, Does.itself))
    if texts := len(changed) - len(checks):
        said = "A text of the course was changed and is" if texts == 1 else f"{texts} texts were changed and are"
        found.append(Finding("changed text", f"{said} put back.", Does.itself))
    if cells and (gone := [_called(id_, sheet) for id_ in sheet.sources if id_ not in marks]):
        says = f"Deleted: {_some(gone)}. {'It is' if len(gone) == 1 else 'They are'} put back."
        found.append(Finding("deleted cells", says, Does.itself))
    return found


def _called(id_: str, sheet: Sheet) -> str:
    slot = sheet.places.get(id_)
    if slot is None:
        return "the first code cell" if id_ == "text-setup" else "a text of the course"
    kind = "check cell" if id_.startswith("check-") else "text" if id_.startswith("prompt-") else "answer cell"
    return f"the {kind} of {slot.short}"


def _moved(mended: Mended) -> list[Finding]:
    kinds = {"lost": "answer not found", "kept_aside": "kept aside"}
    found = []
    for line in mended.report.lines:
        if line.what in kinds:
            # A text out of the course's own cells is hardly ever an answer; it is kept, and needs nobody.
            own = line.what == "kept_aside" and ("in the check cell" in line.says or "in the text of" in line.says)
            found.append(Finding(kinds[line.what], line.says, Does.itself if own else Does.you))
    if number := mended.report.moved:
        says = (
            "1 answer is put back into its own cell." if number == 1 else f"{number} answers are put back into place."
        )
        found.append(Finding("moved answers", says, Does.itself))
    return found


def _answers(mended: Mended) -> list[Finding]:
    if is_blank(mended):
        return [Finding("nothing filled in", "No task has an answer.", Does.you)]
    sources = {cell["id"]: source_of(cell) for cell in mended.notebook["cells"]}
    return [
        Finding(
            "no complete Python",
            f"{placed.heading}: its answer is not complete Python, so it gets no points as it is.",
            Does.you,
        )
        for placed in load(mended.module_id).tasks
        if not isinstance(placed.task.kind, Words) and not _parses(sources[placed.grade_id])
    ]


def files_of(work: HandedIn) -> list[Finding]:
    """Look at the files that tasks ask for; `work` is what `with_own_files` gives."""
    found = [
        Finding("plan file", note, Does.nothing if note.startswith("Taken") else Does.you) for note in work.repaired
    ]
    given = dict(work.files)
    for placed in load(work.module_id).tasks:
        if isinstance(placed.task.kind, File) and given:
            found += _file(placed, *given.popitem())
    return found


def _file(placed: PlacedTask, name: str, content: bytes) -> list[Finding]:
    assert isinstance(placed.task.kind, File)
    try:
        told = placed.task.kind.told(content)
    except Exception as error:  # a file nobody foresaw must not take the check with it
        return [Finding("plan file", f"“{name}” could not be read ({type(error).__name__}).", Does.you)]
    if told["points"]:
        return []
    return [Finding("plan file", f"“{name}” gets no points: {told['says']}", Does.you)]


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _some(names: Sequence[str]) -> str:
    told = [name if times == 1 else f"{name} ({times})" for name, times in Counter(names).items()]
    return ", ".join(told[:6]) + (f" and {len(told) - 6} more" if len(told) > 6 else "")

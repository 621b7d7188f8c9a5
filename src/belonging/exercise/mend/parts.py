"""Take one cell of a damaged notebook apart: which pieces of it answer which task."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from belonging.exercise.mend.answer_lines import Found, as_it_should_be, find_lines
from belonging.exercise.mend.sheet import Sheet, Slot, is_kept_aside
from belonging.exercise.mend.text import squeeze, trim
from belonging.exercise.notebook import Cell, checksum, source_of

_LEAD = re.compile(r"[ \t]*#|from [A-Za-z_.]+ import |import |@")
_IMPORT = re.compile("from |import ")

# who wins when a task has several answers: the lower number
OWN, NAMED, LOOSE, UNNAMED, NEAR = range(5)


@dataclass
class Part:
    """A piece of a cell's text, and the task it may answer."""

    text: str
    slot: Slot | None = None
    rank: int = NEAR
    taken: bool = False
    """Whether it is in a task's answer cell now (or word for word the same as what is)."""
    certain: bool = True
    """Whether the words of an unnamed piece were written to answer its task."""


@dataclass
class Holder:
    """One cell, taken apart."""

    place: int
    cell: Cell
    mark: str | None
    slot: Slot | None
    kind: str
    """`answer`, `words`, `locked`, `code` or `text` (a participant's own), or `aside`."""
    parts: list[Part] = field(default_factory=list)
    split: bool = False
    """Whether it held the text of other cells too."""

    @property
    def rest(self) -> str:
        """What is left of the cell when the taken pieces are gone."""
        if not self.split and not any(part.taken for part in self.parts):
            return source_of(self.cell)
        return trim("\n".join(part.text for part in self.parts if not part.taken))

    @property
    def where(self) -> str:
        """Where the cell is, in words."""
        if self.kind in ("code", "text"):
            return "in a cell of your own"
        if self.kind in ("answer", "words") and self.slot:
            return f"in the answer cell of {self.slot.short}"
        if self.slot and self.mark == f"check-{self.slot.id}":
            return f"in the check cell of {self.slot.short}"
        return f"in the text of {self.slot.short}" if self.slot else "in a text of the course"


def take_apart(place: int, cell: Cell, mark: str | None, sheet: Sheet, missing: Sequence[str]) -> Holder:
    """Take one cell apart.

    Parameters
    ----------
    place
        The cell's number in the file.
    cell, mark
        The cell, and which of the exercise's cells it is.
    sheet
        The module's exercise.
    missing
        The locked cells that no cell of the file is; their text may have been merged into another cell.
    """
    text, slot = source_of(cell), sheet.places.get(mark or "")
    if mark is None:
        kind = "aside" if is_kept_aside(cell) else "code" if cell["cell_type"] == "code" else "text"
    else:
        kind = "locked" if mark not in sheet.answers else "words" if slot and slot.kind == "words" else "answer"
    holder = Holder(place, cell, mark, slot, kind)
    if kind == "aside" or (kind == "locked" and mark and _untouched(cell, mark, sheet)):
        return holder
    pieces = _regions(text, slot if mark else None, sheet, missing)
    if kind in ("text", "code"):
        pieces = [one for region in pieces for one in _by_heading(*region, sheet)]
    holder.split = len(pieces) > 1
    for number, (near, piece) in enumerate(pieces):
        if kind == "locked" and number == 0 and mark:
            holder.parts += _of_locked(piece, mark, near, sheet, cell)
        elif kind == "answer" and number == 0 and near:
            holder.parts += _of_answer(piece, near, sheet)
        elif kind == "words" and number == 0:
            holder.parts += _of_text(piece, near, sheet, loose=False, rank=OWN)
        elif kind in ("code", "answer"):
            holder.parts += _of_code(piece, near, sheet)
        else:
            holder.parts += _of_text(piece, near, sheet, loose=True, rank=NEAR)
    return holder


def is_blank_text(text: str, slot: Slot) -> bool:
    """Say whether a task's text is untouched."""
    return squeeze(text) in ("", squeeze(slot.blank), f"{slot.variable} = ...")


def _untouched(cell: Cell, mark: str, sheet: Sheet) -> bool:
    text = source_of(cell)
    if trim(text) == trim(sheet.sources[mark]):
        return True
    marks = cell["metadata"].get("nbgrader")
    needed = ("grade", "solution", "locked", "grade_id", "checksum")
    if not isinstance(marks, dict) or any(name not in marks for name in needed):
        return False
    if marks["grade"] and not isinstance(marks.get("points"), int):
        return False
    return bool(checksum(cell["cell_type"], text, marks) == marks["checksum"])  # as an earlier release handed it out


def _regions(text: str, slot: Slot | None, sheet: Sheet, missing: Sequence[str]) -> list[tuple[Slot | None, str]]:
    """Split a text where the whole text of a missing cell stands in it, as merging leaves it."""
    spots = []
    for id_ in missing:
        block = trim(sheet.sources[id_])
        at = text.find(block)
        if at < 0 or len(block) < 6:
            continue
        end = at + len(block)
        if (at == 0 or text[at - 1] == "\n") and (end == len(text) or text[end] == "\n"):
            spots.append((at, end, id_))
    found: list[tuple[Slot | None, str]] = []
    last, near = 0, slot
    for at, end, id_ in sorted(spots):
        if at < last:
            continue
        found.append((near, text[last:at].strip("\n")))
        place = sheet.places.get(id_)
        near = place if place and id_ == f"prompt-{place.id}" else None
        last = end
    found.append((near, text[last:].strip("\n") if spots else text))
    return found


def _by_heading(slot: Slot | None, text: str, sheet: Sheet) -> list[tuple[Slot | None, str]]:
    """Split a text at the tasks' headings, and drop the course's own lines: a whole notebook flattened to text."""
    lines = text.split("\n")
    if not any(trim(line) in sheet.headings for line in lines):
        return [(slot, text)]
    found: list[tuple[Slot | None, list[str]]] = [(slot, [])]
    for line in lines:
        if trim(line) in sheet.headings:
            found.append((sheet.headings[trim(line)], []))
        elif not any(sheet.is_ours(line, id_) for id_ in sheet.locked) or not trim(line):
            found[-1][1].append(line)
    return [(near, trim("\n".join(kept))) for near, kept in found] + [(None, "")]


def _of_locked(text: str, mark: str, slot: Slot | None, sheet: Sheet, cell: Cell) -> list[Part]:
    lines = text.split("\n")
    kept = "\n".join(line for line in lines if not trim(line) or not sheet.is_ours(line, mark))
    added = trim(re.sub(r"\n([ \t]*\n){2,}", "\n\n", kept))
    present = {squeeze(line) for line in lines}
    certain = all(squeeze(line) in present for line in sheet.sources[mark].split("\n"))
    if cell["cell_type"] == "code":
        parts = _of_code(added, slot, sheet)
    else:
        parts = _of_text(added, slot, sheet, loose=True, rank=NEAR)
    for part in parts:
        part.rank = NAMED if part.rank == LOOSE else part.rank
        part.certain = certain
    return parts


def _of_answer(text: str, slot: Slot, sheet: Sheet) -> list[Part]:
    found = find_lines(text, sheet, slot, loose=False)
    others = [one for one in found if one.slot is not slot and not one.blank]
    if not others:
        return [Part(text, slot, OWN if _assigned(text, slot, sheet) else UNNAMED)]
    own = [one for one in found if one.slot is slot and not one.blank]
    lines = text.split("\n")
    if not own and len({one.slot.id for one in others}) == 1:
        whole = [line for n, line in enumerate(lines) if not _in(n, [one for one in found if one.blank])]
        return [Part(trim("\n".join(whole)), others[0].slot, NAMED)]
    leads = {one.start: _lead(lines, one.start, found) for one in others}
    parts = [Part("\n".join(lines[leads[one.start] : one.end]), one.slot, NAMED) for one in others]
    out = [(one.start, one.end) for one in found if one not in own] + [(leads[one.start], one.end) for one in others]
    kept = trim("\n".join(line for n, line in enumerate(lines) if not any(a <= n < b for a, b in out)))
    if not kept:
        return parts
    return [Part(kept, slot, OWN if own else UNNAMED), *parts]


def _of_code(text: str, slot: Slot | None, sheet: Sheet) -> list[Part]:
    """Give each answer line the lines above it, which it may need; the last one also those below."""
    found = find_lines(text, sheet, slot, loose=False)
    lines = text.split("\n")
    filled = [one for one in found if not one.blank]
    if not filled:
        kept = trim("\n".join(line for n, line in enumerate(lines) if not _in(n, found)))
        return [Part(kept, slot, NEAR)] if kept else []
    parts, start = [], 0
    for one in filled:
        end = len(lines) if one is filled[-1] else one.end
        own = [lines[n] for n in range(start, end) if not _in(n, [f for f in found if f.blank])]
        parts.append(Part(trim("\n".join(own)), one.slot, LOOSE))
        start = one.end
    return parts


def _of_text(text: str, slot: Slot | None, sheet: Sheet, loose: bool, rank: int) -> list[Part]:
    """Cut answer lines out of running text; what is around them stays together."""
    found = [one for one in find_lines(text, sheet, slot, loose) if not one.blank or rank != OWN]
    lines, parts, start = text.split("\n"), [], 0
    for one in [*found, None]:
        end = max(start, _lead(lines, one.start, found)) if one else len(lines)
        between = [line for line in lines[start:end] if not (found and re.fullmatch(r"[ \t]*```[a-z]*[ \t]*", line))]
        if trim("\n".join(between)) or (rank == OWN and not found):
            parts.append(Part("\n".join(between), slot, rank))
        if one:
            start = one.end
            if not one.blank:
                parts.append(Part("\n".join(lines[end : one.end]), one.slot, LOOSE))
    return parts


def _lead(lines: list[str], start: int, found: Sequence[Found]) -> int:
    """Return where the comments and imports right above an answer line begin; they belong to it."""
    top = start
    for n in range(start - 1, -1, -1):
        if _in(n, found) or not (_LEAD.match(lines[n]) or not trim(lines[n])):
            break
        top = n if trim(lines[n]) and (_IMPORT.match(lines[n]) or top == n + 1) else top
    return top


def _assigned(text: str, slot: Slot, sheet: Sheet) -> bool:
    mended, how = as_it_should_be(text, slot, sheet)
    if how == "name":
        return True
    return any(one.slot is slot and not one.blank for one in find_lines(mended, sheet, slot, loose=False))


def _in(line: int, found: Sequence[Found]) -> bool:
    return any(one.start <= line < one.end for one in found)

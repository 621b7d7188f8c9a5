"""Choose the text of each answer cell among all that could go there; what is left over is kept aside."""

from collections.abc import Sequence

from belonging.exercise.mend.answer_lines import as_it_should_be
from belonging.exercise.mend.parts import NEAR, UNNAMED, Holder, Part, is_blank_text
from belonging.exercise.mend.report import Report
from belonging.exercise.mend.sheet import PYTHON, Sheet, Slot
from belonging.exercise.mend.text import squeeze, trim
from belonging.exercise.notebook import grade_id_of, source_of

_FINISHED = '.!?…:;)"”’*_|>`'
Candidate = tuple[Holder, Part]


def choose(holders: Sequence[Holder], sheet: Sheet, report: Report) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Choose each task's answer.

    Returns
    -------
    tuple
        From the id of an answer cell to its text; and what is kept aside, each with where it was found.
    """
    chosen = {}
    words = [slot for slot in sheet.slots if slot.kind == "words"]
    for slot in [slot for slot in sheet.slots if slot.kind != "words"] + words:  # notes last: answers leave them first
        found = [(holder, part) for holder in holders for part in holder.parts if _for(slot, part, holder, sheet)]
        own = [holder for holder in holders if holder.mark == slot.cell]
        texts = _of_words(found, holders, slot) if slot.kind == "words" else _of_lines(found)
        chosen[slot.cell] = _settle(slot, own, found, texts, sheet, report)
    return chosen, _left_over(holders, report)


def _for(slot: Slot, part: Part, holder: Holder, sheet: Sheet) -> bool:
    """Say whether a piece of text can be the answer of a task."""
    if part.slot is not slot or part.taken or is_blank_text(part.text, slot):
        return False
    if slot.kind == "words" or part.rank != NEAR:
        return part.rank != NEAR or part.certain
    return as_it_should_be(part.text, slot, sheet)[1] == "name" and holder.kind in ("locked", "answer", "text")


def _of_lines(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the pieces that make up the answer: one, or a cell that was split into several."""
    if not found:
        return []
    best = min(part.rank for _, part in found)
    named = [one for one in found if one[1].rank == best]
    last = named[-1]
    bare = [one for one in found if one[1].rank == UNNAMED and one is not last]
    if best != UNNAMED and len(named) == 1 and bare:
        around = [one for one in bare if last[0].kind == "answer" or abs(one[0].place - last[0].place) == 1]
        return [one for one in found if one is last or one in around]
    return [last]


def _of_words(found: Sequence[Candidate], holders: Sequence[Holder], slot: Slot) -> list[Candidate]:
    """Return the pieces of a note: all of the best rank, unless one is another version of the other."""
    if found:
        best = min(part.rank for _, part in found)
        named = [one for one in found if one[1].rank == best]
        lines = [{squeeze(line) for line in part.text.split("\n")} - {""} for _, part in named]
        starter = {squeeze(line) for line in slot.blank.split("\n")}
        alike = any((lines[a] & lines[b]) - starter for a in range(len(lines)) for b in range(a))
        pieces = named[-1:] if alike and len({id(holder) for holder, _ in named}) > 1 else named
    else:
        pieces = []
    # a note split in two leaves its second half in an unmarked cell right below
    last = pieces[-1][0] if pieces else next((one for one in holders if one.mark == slot.cell), None)
    if last is None or last.mark != slot.cell:
        return pieces
    for below in holders[last.place + 1 :]:
        if below.kind != "text" or len(below.parts) != 1:
            break
        part = below.parts[0]
        if part.slot or not trim(part.text) or PYTHON.search(part.text):
            break
        if pieces and not _goes_on(pieces[-1][1].text, part.text):
            break
        pieces = [*pieces, (below, part)]
    return pieces


def _goes_on(first: str, second: str) -> bool:
    return trim(first)[-1:] not in _FINISHED or "a" <= trim(second)[:1] <= "z"


def _joined(slot: Slot, texts: Sequence[Candidate]) -> str:
    return ("\n\n" if slot.kind == "words" else "\n").join(trim(part.text) for _, part in texts)


def _settle(
    slot: Slot,
    own: Sequence[Holder],
    found: Sequence[Candidate],
    texts: Sequence[Candidate],
    sheet: Sheet,
    report: Report,
) -> str:
    """Take the chosen pieces, and say what was done."""
    name = slot.short
    if not own and not texts:
        report.add(
            "lost", slot.id, f"{name}: its answer cell was missing, and no answer was found. Look in an older copy."
        )
        return slot.blank
    marked = [holder for holder in own if grade_id_of(holder.cell) == slot.cell]
    if own and not marked:
        found_it = ", the answer was found." if texts else "."
        report.add("moved" if texts else "note", slot.id, f"{name}: its marked answer cell was missing{found_it}")
    if len(own) > 1:
        report.add("note", slot.id, f"{name}: its answer cell was there {len(own)} times.")
    if not texts:
        return slot.blank
    for _, part in texts:
        part.taken = True
    whole = texts[0][1].text if len(texts) == 1 else _joined(slot, texts)
    mended, how = as_it_should_be(whole, slot, sheet)
    home = [holder for holder, _ in texts if holder.mark == slot.cell]
    away = next((holder for holder, _ in texts if holder.mark != slot.cell), None)
    if not own:
        report.add("moved", slot.id, f"{name}: its answer cell was missing, the answer was found.")
    elif len(texts) > 1:
        report.add("moved", slot.id, f"{name}: its answer was split into {len(texts)} pieces, and is whole again.")
    elif away:
        report.add("moved", slot.id, f"{name}: its answer was {away.where}, and is in its place now.")
    elif squeeze(mended) != squeeze(source_of(home[0].cell)) and not how:
        report.add("moved", slot.id, f"{name}: its cell held other text too, which was taken out.")
    if how == "name":
        report.add("moved", slot.id, f"{name}: the name before its equals sign was mended.")
    elif how == "quotes":
        report.add("moved", slot.id, f"{name}: the quotes around its answer were mended.")
    expected = sheet.types[slot.cell]
    if home and any(holder.cell["cell_type"] != expected for holder in home):
        report.add("moved", slot.id, f"{name}: its cell had been turned into another kind of cell.")
    others = [(holder, part) for holder, part in found if not part.taken]
    for _, part in others:
        part.taken = squeeze(as_it_should_be(part.text, slot, sheet)[0]) == squeeze(mended)
    if any(not part.taken and part.rank != UNNAMED for _, part in others):
        report.add("note", slot.id, f"{name}: there were different answers, and the last one in its own cell counts.")
    return mended


def _left_over(holders: Sequence[Holder], report: Report) -> list[tuple[str, str]]:
    aside = []
    for holder in holders:
        for part in holder.parts:
            if part.taken or not trim(part.text):
                continue
            if holder.kind in ("code", "text"):
                if part.slot and part.rank != NEAR:
                    says = f"{part.slot.short}: another answer stays in a cell of your own, where you wrote it."
                    report.add("kept_aside", part.slot.id, says)
                continue
            at_home = part.slot if part.slot is holder.slot and holder.kind in ("answer", "words") else None
            if at_home and is_blank_text(part.text, at_home):
                continue
            about = f"{part.slot.short}: a text" if part.slot else "A text"
            says = f"{about} found {holder.where} is kept aside at the end: “{_short(part.text)}”"
            report.add("kept_aside", part.slot.id if part.slot else None, says)
            aside.append((holder.where, trim(part.text)))
    return aside


def _short(text: str) -> str:
    text = squeeze(text)
    return text if len(text) <= 40 else text[:39] + "…"

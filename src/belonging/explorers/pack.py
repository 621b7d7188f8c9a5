"""Puts every state of an explorer into one small script, and takes it out again."""

import itertools
import json
import re
from collections.abc import Iterable
from typing import Any

from belonging.explorers.definition import Explorer, part_states
from belonging.explorers.still import TABLE_END, figure_prefix, rows_html, table_html

Payload = dict[str, Any]
#: Picture, sentence, table and alternative text of one state, as they stand in the page.
Frame = tuple[str, str, str, str]

_BETWEEN = "\x1f"  # stands between the four parts; no text holds this control character
# Tags whole, text word by word: that is what frames have in common.
_PIECES = re.compile(r"\x1f|<[^>\x1f]*>?|[^<\x1f ]* |[^<\x1f ]+")
_WHOLE = -1


def frame(explorer: Explorer, state: tuple[int, ...], uid: str = "") -> Frame:
    """Compute and draw one state."""
    from belonging.explorers.render import svg

    view = explorer.at(state)
    return svg(view.chart, figure_prefix(explorer, uid)), view.sentence, table_html(view), view.alt


def drawings(explorer: Explorer) -> list[tuple[int, tuple[int, ...]]]:
    """List all that must be drawn: each panel by its number, in each of its states."""
    return [(number, places) for number in range(len(explorer.parts)) for places in part_states(explorer, number)]


def drawing(explorer: Explorer, number: int, places: tuple[int, ...], uid: str = "") -> Frame:
    """Compute and draw one panel in one of its states; only the first panel's table has a caption and a head."""
    from belonging.explorers.render import svg

    view, prefix = explorer.part_at(number, places), figure_prefix(explorer, uid)
    if explorer.panels:
        prefix = f"{prefix}-{number}"
    table = rows_html(view) if number else table_html(view)
    return svg(view.chart, prefix), view.sentence, table, view.alt


def pack(explorer: Explorer, frames: Iterable[Frame]) -> Payload:
    """Pack the frames of all states, in the order of `drawings(explorer)`.

    Frames share nearly all of their text. So each is cut into pieces; `t` lists every distinct piece once; and
    each entry of `f` is either `[-1, piece, piece, ...]`, a whole frame, or `[earlier, place, piece, ...]`: the
    number of the earlier frame that is most like it, and where it differs.

    Returns
    -------
    dict
        `n`: number of values of each choice, `s`: the initial state, `t` and `f` as above; of an explorer with
        panels also `p`: for each panel the numbers of its choices. Its frames follow those of the panel before.
    """
    pieces: dict[str, int] = {}
    whole: list[list[int]] = []
    packed: list[list[int]] = []
    for each in frames:
        cut = _PIECES.findall(_BETWEEN.join(each))
        numbers = [pieces.setdefault(piece, len(pieces)) for piece in cut]
        best = [_WHOLE, *numbers]
        for earlier, other in enumerate(whole):
            if len(other) == len(numbers):
                pairs = (
                    (place, new) for place, (old, new) in enumerate(zip(other, numbers, strict=True)) if old != new
                )
                differs = [earlier, *itertools.chain.from_iterable(pairs)]
                best = min(best, differs, key=len)
        whole.append(numbers)
        packed.append(best)
    payload: Payload = {
        "n": [len(choice.values) for choice in explorer.choices],
        "s": list(explorer.start),
        "t": list(pieces),
        "f": packed,
    }
    if explorer.panels:
        ids = [choice.id for choice in explorer.choices]
        payload["p"] = [[ids.index(id_) for id_ in panel.choices] for panel in explorer.panels]
    return payload


def unpack(payload: Payload, state: tuple[int, ...]) -> Frame:
    """Take one state out of a payload, the way explorer.js does it."""
    frames, first = [], 0
    for choices in payload.get("p", [range(len(payload["n"]))]):
        number, count = 0, 1
        for choice in choices:
            number = number * payload["n"][choice] + state[choice]
            count *= payload["n"][choice]
        frames.append(_frame(payload, first + number))
        first += count
    return _joined(frames) if "p" in payload else frames[0]


def _frame(payload: Payload, number: int) -> Frame:
    picture, sentence, table, alt = "".join(payload["t"][piece] for piece in _numbers(payload, number)).split(_BETWEEN)
    return picture, sentence, table, alt


def _joined(frames: list[Frame]) -> Frame:
    from belonging.explorers.render import stack

    pictures, sentences, tables, alts = zip(*frames, strict=True)
    table = tables[0].removesuffix(TABLE_END) + "".join(tables[1:]) + TABLE_END
    return stack(pictures), " ".join(sentences), table, " ".join(alts)


def _numbers(payload: Payload, number: int) -> list[int]:
    earlier, *rest = payload["f"][number]
    if earlier == _WHOLE:
        return list(rest)
    numbers = _numbers(payload, earlier)
    for place, piece in zip(rest[::2], rest[1::2], strict=True):
        numbers[place] = piece
    return numbers


def script(explorer: Explorer, payload: Payload) -> str:
    """Write the payload as the classic script a page loads, from a server or from a file."""
    # "</" would end a script element if someone ever pasted the payload into a page.
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f'BelongingExplorers.data("{explorer.name}",{text});\n'

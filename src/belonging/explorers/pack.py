"""Puts every state of an explorer into one small script, and takes it out again."""

import itertools
import json
import re
from collections.abc import Iterable
from typing import Any

from belonging.explorers.definition import Explorer
from belonging.explorers.still import figure_prefix, table_html

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


def pack(explorer: Explorer, frames: Iterable[Frame]) -> Payload:
    """Pack the frames of all states, in the order of `states(explorer)`.

    Frames share nearly all of their text. So each is cut into pieces; `t` lists every distinct piece once; and
    each entry of `f` is either `[-1, piece, piece, ...]`, a whole frame, or `[earlier, place, piece, ...]`: the
    number of the earlier frame that is most like it, and where it differs.

    Returns
    -------
    dict
        `n`: number of values of each choice, `s`: the initial state, `t` and `f` as above.
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
    return {
        "n": [len(choice.values) for choice in explorer.choices],
        "s": list(explorer.start),
        "t": list(pieces),
        "f": packed,
    }


def unpack(payload: Payload, state: tuple[int, ...]) -> Frame:
    """Take one state out of a payload, the way explorer.js does it."""
    number = 0
    for place, size in zip(state, payload["n"], strict=True):
        number = number * size + place
    picture, sentence, table, alt = "".join(payload["t"][piece] for piece in _numbers(payload, number)).split(_BETWEEN)
    return picture, sentence, table, alt


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

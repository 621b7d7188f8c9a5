"""An explorer's first picture as a PNG, for files that cannot follow a page's theme."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from belonging.explorers.definition import Explorer
from belonging.explorers.pack import frame

_THEMED = re.compile(r"var\(--[\w-]+, *(#[0-9a-f]+)\)")
_FONT = "Liberation Sans, Arial, sans-serif"  # the first comes with vl-convert, so every computer draws the same


@dataclass(frozen=True)
class Still:
    """A picture with its own sentence and the words for who cannot see it; size in pixels."""

    png: bytes
    sentence: str
    alt: str
    size: tuple[int, int]


def still_picture(explorer: Explorer, ink: str, scale: float = 3) -> Still:
    """Draw the explorer as it stands before anybody has chosen anything.

    Parameters
    ----------
    explorer : Explorer
    ink : str
        The color of text and axes, such as `#1d2630`; the other colors are the picture's own for light paper.
    scale : float
        Pixels for each unit of the picture.
    """
    import vl_convert

    drawing, sentence, _, alt = frame(explorer, explorer.start)
    drawing = _THEMED.sub(r"\1", drawing).replace("currentColor", ink)
    drawing = drawing.replace("<svg ", f'<svg font-family="{_FONT}" ', 1)
    to_png: Callable[..., bytes] = vl_convert.svg_to_png
    png = to_png(drawing, scale=scale)
    size = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return Still(png, sentence, alt, size)

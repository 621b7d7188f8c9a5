"""An explorer's first picture as a PNG, for files that cannot follow a page's theme."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from belonging.explorers.definition import Explorer
from belonging.explorers.pack import frame

_SVG = "http://www.w3.org/2000/svg"
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
    to_png: Callable[..., bytes] = vl_convert.svg_to_png
    png = to_png(_one_svg(_THEMED.sub(r"\1", drawing).replace("currentColor", ink)), scale=scale)
    size = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return Still(png, sentence, alt, size)


def _one_svg(drawing: str) -> str:
    """Put the panels of a picture, one or several, below each other in one SVG of fixed size."""
    found = ElementTree.fromstring(drawing)
    panels = [found] if found.tag == f"{{{_SVG}}}svg" else list(found.iter(f"{{{_SVG}}}svg"))
    sizes = [tuple(map(float, panel.attrib["viewBox"].split()[2:])) for panel in panels]
    whole = ElementTree.Element(f"{{{_SVG}}}svg", {"font-family": _FONT})
    down = 0.0
    for panel, (wide, high) in zip(panels, sizes, strict=True):
        panel.attrib |= {"y": f"{down:g}", "width": f"{wide:g}", "height": f"{high:g}"}
        whole.append(panel)
        down += high
    whole.attrib |= {"width": f"{max(wide for wide, _ in sizes):g}", "height": f"{down:g}"}
    return ElementTree.tostring(whole, encoding="unicode")

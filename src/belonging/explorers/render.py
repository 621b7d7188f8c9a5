"""Draws an Altair chart as one SVG that serves light and dark pages, screen and print."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from belonging.explorers.paint import CONFIG, REPLACED, SMALL, WIDTH

VEGA_LITE = "6.4"
_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_LENGTHS = ("transform", "d", "x", "y", "x2", "y2", "width", "height", "cx", "cy", "r")
# What Vega writes for its own interaction and for screen readers: the figure says it once, in `alt`.
_DROPPED = ("class", "role", "pointer-events", "font-family", "stroke-miterlimit", "version")


def svg(chart: Any, prefix: str) -> str:
    """Draw a chart.

    Parameters
    ----------
    chart : altair chart
        Drawn with the colours of `belonging.explorers.paint`; a tuple of charts is stacked.
    prefix : str
        Put before every id inside the picture, so that two pictures on one page do not collide.

    Returns
    -------
    str
        An `<svg>` element without fixed size, fonts by the page, colours by the page's theme; a `<div>` of such
        elements for a tuple.

    Raises
    ------
    ModuleNotFoundError
        Where vl-convert is not installed, such as in Pyodide.
    """
    if isinstance(chart, tuple):
        return stack(svg(one, f"{prefix}-{number}") for number, one in enumerate(chart))
    # The chart was checked when it was put together; a second check would double the time of a build.
    spec = chart.to_dict(validate=False)
    spec["config"] = _merged(spec.get("config", {}), CONFIG)
    spec.setdefault("width", WIDTH)
    return themed(_drawn(json.dumps(spec, sort_keys=True)), prefix)


def stack(pictures: Iterable[str]) -> str:
    """Put the pictures of an explorer's panels one below the other, the way explorer.js does it."""
    return f'<div class="bbd-panels">{"".join(pictures)}</div>'


@lru_cache(maxsize=512)  # many states share a picture and differ only in their words
def _drawn(spec: str) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def themed(raw: str, prefix: str) -> str:
    """Turn Vega's SVG into the page's: no fixed size or colour, unique ids, and half the characters."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(raw)
    for unwanted in ("width", "height", "version"):
        root.attrib.pop(unwanted, None)
    _tidy(root)
    root.set("font-size", str(SMALL))  # once here instead of on nearly every text
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True).replace(" />", "/>")
    text = re.sub(r'\bid="', f'id="{prefix}-', text)
    text = re.sub(r"url\(#", f"url(#{prefix}-", text)
    for stand_in, colour in REPLACED.items():
        text = text.replace(f'"{stand_in}"', f'"{colour}"')
    return text


def _tidy(parent: ElementTree.Element) -> None:
    for child in list(parent):
        _tidy(child)
        for name in list(child.attrib):
            if name in _DROPPED or name.startswith("aria-"):
                del child.attrib[name]
        for name, usual in (("opacity", "1"), ("font-size", f"{SMALL}px"), ("stroke-width", "1")):
            if child.get(name) == usual:
                del child.attrib[name]
        for name in _LENGTHS:
            if name in child.attrib:
                child.set(name, _NUMBER.sub(_short, child.attrib[name]))
        if parent.tag == f"{{{_SVG}}}clipPath":
            continue  # a clip is never painted, so what looks like nothing is its whole meaning
        if _is_nothing(child):
            parent.remove(child)
        elif _is_wrapper(child) and len(child) == 1:
            parent[list(parent).index(child)] = child[0]


def _short(number: re.Match[str]) -> str:
    # A tenth of a unit is a fifteenth of a millimetre on the widest picture.
    return f"{round(float(number[0]), 1):g}"


def _is_nothing(element: ElementTree.Element) -> bool:
    """Tell whether an element draws nothing: Vega leaves empty groups and backgrounds behind."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if tag == "g":
        return len(element) == 0
    if tag == "path":
        unseen = element.get("fill") in (None, "none") and element.get("stroke") in (None, "none")
        return unseen or element.get("display") == "none" or not element.get("d")
    return False


def _is_wrapper(element: ElementTree.Element) -> bool:
    moves = element.get("transform", "translate(0,0)") == "translate(0,0)"
    return element.tag == f"{{{_SVG}}}g" and moves and set(element.attrib) <= {"transform"}


def _merged(own: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    """Lay the course's configuration over what Altair adds by default."""
    both = dict(own)
    for key, value in shared.items():
        here = both.get(key)
        both[key] = _merged(here, value) if isinstance(here, dict) and isinstance(value, dict) else value
    return both

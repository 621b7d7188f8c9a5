"""The drawings of the picture sheet: lines only, so that nothing depends on color, and each with words beside it."""

from collections.abc import Callable

_LINE = 'fill="none" stroke="#000" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"'

# The face is the same in all three: an answer must not look like the "good" one. Only the arms differ.
_CHILD = (
    '<circle cx="50" cy="22" r="15"/><rect x="38" y="42" width="24" height="32" rx="8"/>'
    '<path d="M44 74V106H38M56 74V106H62M45 19v1M55 19v1M43 26q7 6 14 0"/>'
)
_LEFT = {"down": '<path d="M38 49L27 74"/>', "up": '<path d="M38 49L18 22"/>'}
_RIGHT = {"down": '<path d="M62 49L73 74"/>', "up": '<path d="M62 49L82 22"/>'}
_ARMS = {1: _LEFT["down"] + _RIGHT["down"], 2: _LEFT["down"] + _RIGHT["up"], 3: _LEFT["up"] + _RIGHT["up"]}
ARMS_IN_WORDS = {1: "both arms down", 2: "one arm up", 3: "both arms up"}
"""What each answer's drawing shows, for the teacher's script and for alternative text."""

_MARKS = {
    "star": '<path d="M30 6l7 17 18 1-14 12 5 18-16-10-16 10 5-18L5 24l18-1z"/>',
    "fish": '<path d="M6 30q18-24 36 0q-18 24-36 0zM42 30l13-11v22zM16 26v1"/>',
    "sun": '<circle cx="30" cy="30" r="11"/><path d="M30 6v7M30 47v7M6 30h7M47 30h7"/>'
    '<path d="M13 13l5 5M42 42l5 5M13 47l5-5M42 18l5-5"/>',
    "boat": '<path d="M6 40h48l-9 13H15zM29 40V6l19 26H29"/>',
}


def child(answer: int) -> str:
    """Draw the child that stands for one answer: 1 (arms down), 2 (one arm up), 3 (both arms up)."""
    return _svg("0 0 100 110", f"{_CHILD}{_ARMS[answer]}")


def mark(name: str) -> str:
    """Draw the picture by which children find a row: star, fish, sun or boat."""
    return _svg("0 0 60 60", _MARKS[name])


def _svg(box: str, shapes: str) -> str:
    width, height = box.split()[2:]
    # hidden from screen readers: the words stand beside every drawing
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}" '
        f'aria-hidden="true" focusable="false" {_LINE}>{shapes}</svg>'
    )


def png(drawing: str, scale: float = 3) -> bytes:
    """Return a drawing as a PNG picture, for files that take no SVG."""
    import vl_convert

    to_png: Callable[..., bytes] = vl_convert.svg_to_png
    return to_png(drawing, scale=scale)

"""How a person scores a text: for the leader the rubric with two anchor answers for each level, beside the task."""

from html import escape

from docutils import nodes

from belonging.book.element import tag
from belonging.exercise.source import Part, PlacedTask
from belonging.tasks import RubricRow
from belonging.tasks.words import NEVER_BY_MACHINE

TITLE = "Scoring the notes"
_HOW = (
    "Read the text once as a colleague would. Then go row by row: find the two anchors it is most like, and give the "
    "points of their level. Every anchor is made up."
)


def scoring(part: Part) -> list[nodes.Node]:
    """Return the leader's box for each task of a part that a person scores."""
    return [_box(placed) for placed in part.tasks if placed.task.scored_by_person]


def _box(placed: PlacedTask) -> nodes.Node:
    return tag(
        "div",
        tag("p", f"{TITLE}: {placed.heading}", class_="bbd-label"),
        tag("p", f"{NEVER_BY_MACHINE} {_HOW}"),
        nodes.raw("", "".join(map(_table, placed.task.rubric)), format="html"),
        class_="bbd-facilitator bbd-scoring",
    )


def _table(row: RubricRow) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Points", "What it looks like", "Anchor A", "Anchor B"))
    levels = "".join(
        f'<tr><th scope="row">{points}</th>'
        + "".join(f"<td>{escape(words)}</td>" for words in (level, *anchors))
        + "</tr>"
        for points, (level, anchors) in enumerate(zip(row.levels, row.anchors, strict=True))
    )
    caption = escape(row.looks_for)
    return (
        f'<div class="bbd-scroll" role="group" aria-label="{caption}" tabindex="0"><table class="bbd-evidence">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{levels}</tbody></table></div>"
    )

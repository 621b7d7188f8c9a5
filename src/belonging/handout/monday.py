"""What a Monday pack says: the sheet itself, and on a second page the lesson's steps beside it. Nothing else."""

import re
from dataclasses import dataclass

from belonging.course import Module
from belonging.handout.authored import authored
from belonging.handout.blocks import Block, Heading, blocks, text
from belonging.lesson.source import Directive, lesson_pieces

RIGHTS = "Belonging by Design, CC BY 4.0. Change any word."
BESIDE = "Take it to Monday"
"""Heading of the second page; in the lesson the same steps stand in boxes of this name."""

_TO_THE_SHEET = re.compile(r"\[([^\]]+)\]\(monday\.md\)")


@dataclass(frozen=True)
class Pack:
    """A Monday pack: its title, and the blocks of its two pages."""

    title: str
    sheet: tuple[Block, ...]
    beside: tuple[Block, ...]


def monday_pack(module: Module) -> Pack:
    """Derive the pack of a module from its Monday sheet and the take-home boxes of its lesson.

    Raises
    ------
    ValueError
        If the sheet does not begin with its title, or holds something that paper cannot show.
    """
    text_ = (module.folder / "monday.md").read_text(encoding="utf-8")
    sheet = authored(_without_front_matter(text_), module.id)
    if not (sheet and isinstance(sheet[0], Heading) and sheet[0].level == 1):
        raise ValueError(f"modules/{module.id}/monday.md must begin with its title, as a line '# Title'.")
    return Pack(text(sheet[0].line), tuple(sheet), tuple(_beside(module)))


def _beside(module: Module) -> list[Block]:
    found = blocks(f"# {BESIDE}\n\n*{module.title}*: one step from each sitting of the module.")
    for sitting, steps in zip(module.sittings, takehomes(module.id), strict=True):
        if steps:
            found += blocks(f"## {sitting['title']}")
        found += map(_level, authored(_TO_THE_SHEET.sub(r"*\1* (page 1)", steps), module.id))
    if module.key_points:
        found += blocks("## What to keep\n\n" + "\n".join(f"- {point}" for point in module.key_points))
    return found


def _level(block: Block) -> Block:
    """Let a heading inside a box stand under the sitting's."""
    return Heading(max(3, block.level), block.line) if isinstance(block, Heading) else block


def takehomes(module_id: str) -> list[str]:
    """Return the take-home text of each sitting as Markdown; empty for a sitting without one."""
    found: list[str] = []
    for piece in lesson_pieces(module_id):
        if isinstance(piece, Directive) and piece.name == "sitting":
            found.append("")
        elif isinstance(piece, Directive) and piece.name == "takehome" and found:
            found[-1] = f"{found[-1]}\n\n{piece.body}".strip()
    return found


def _without_front_matter(text_: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text_, flags=re.DOTALL)

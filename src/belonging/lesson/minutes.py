"""How long a sitting takes, by a formula that a test holds the declared minutes to."""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt

from belonging.course import module
from belonging.lesson.source import CodeCell, Directive, Piece, Text, lesson_pieces

WORDS_PER_MINUTE = 180
MINUTES_PER_QUESTION = 1.85
MINUTES_PER_STEP = 1.5

# Read by the leader, or counted as questions, or a mark of a few words: none of it is prose to read.
_NOT_READ = {"facilitator", "exercise", "sitting", "claim"}
_ROLE = re.compile(r"\{[a-z:]+\}`([^`<]+?)(?:\s*<[^>]+>)?`")
_CLAIM = re.compile(r"\{(?:claim|cite:[pt])\}`[^`]+`")
_TARGET = re.compile(r"^\([a-z0-9-]+\)=$", re.MULTILINE)


@dataclass(frozen=True)
class Sitting:
    """One sitting of a lesson and what fills it.

    Parameters
    ----------
    id, title : str
        As in the lesson's front matter.
    declared : float
        The minutes the front matter declares.
    artefact_minutes : float
        Declared minutes for making something that is more than an answer.
    prose : str
        What a learner reads, without marks and code.
    questions : int
        Tasks that carry points, predictions and reflections.
    steps : int
        Things to do with an explorer.
    parts : tuple of str
        The parts of the exercise placed in it.
    """

    id: str
    title: str
    declared: float
    artefact_minutes: float
    prose: str
    questions: int
    steps: int
    parts: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words of prose."""
        return len(re.findall(r"\S*\w\S*", self.prose))

    @property
    def estimated(self) -> float:
        """Minutes by the formula: reading, questions, explorer steps, and declared time for making things."""
        return (
            self.words / WORDS_PER_MINUTE
            + MINUTES_PER_QUESTION * self.questions
            + MINUTES_PER_STEP * self.steps
            + self.artefact_minutes
        )


def sittings(module_id: str) -> tuple[Sitting, ...]:
    """Measure a module's sittings; what stands before the first sitting counts towards it.

    Raises
    ------
    ValueError
        If the lesson has more or fewer `{sitting}` blocks than its front matter declares.
    """
    declared = module(module_id).sittings
    groups: list[list[Piece]] = [[]]
    started = False
    for piece in lesson_pieces(module_id):
        if isinstance(piece, Directive) and piece.name == "sitting":
            if started:
                groups.append([])
            started = True
        groups[-1].append(piece)
    if len(groups) != len(declared) or not started:
        raise ValueError(
            f"{module_id}/lesson.md: the front matter declares {len(declared)} sittings, the text has {len(groups)}."
        )
    return tuple(_measure(meta, group, module_id) for meta, group in zip(declared, groups, strict=True))


def _measure(meta: dict[str, Any], group: list[Piece], module_id: str) -> Sitting:
    from belonging.exercise.source import load

    directives = [piece for piece in group if isinstance(piece, Directive)]
    parts = tuple(d.argument for d in directives if d.name == "exercise")
    tasks = [placed for part in parts for placed in load(module_id).part(part).tasks if placed.task.points]
    asked = [d for d in directives if d.name == "predict" or "reflection" in d.options.get("class", "")]
    return Sitting(
        id=meta["id"],
        title=meta["title"],
        declared=meta["minutes"],
        artefact_minutes=meta.get("artefact_minutes", 0),
        prose=prose(group),
        questions=len(tasks) + len(asked),
        steps=_steps(group),
        parts=parts,
    )


def prose(group: list[Piece]) -> str:
    """Return what a learner reads in some pieces of a lesson, one paragraph a line."""
    texts: list[str] = []
    for piece in group:
        if isinstance(piece, CodeCell) or (isinstance(piece, Directive) and piece.name in _NOT_READ):
            continue
        if isinstance(piece, Directive):
            texts.append(piece.argument)
        texts.append(piece.body if isinstance(piece, Directive) else piece.markdown)
    return "\n".join(line for text in texts for line in plain_lines(text))


def plain_lines(markdown: str) -> list[str]:
    """Return the paragraphs, headings and table cells of Markdown as plain text.

    Examples
    --------
    >>> plain_lines("A {term}`response rate` *counts*. {claim}`some-claim`")
    ['A response rate counts.']
    """
    text = _ROLE.sub(r"\1", _CLAIM.sub("", _TARGET.sub("", markdown)))
    lines = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
            ).strip()
            lines += [words] if words else []
    return lines


def _steps(group: list[Piece]) -> int:
    """Count the items of numbered lists that stand under a heading that starts with "Explore"."""
    steps, exploring, depth = 0, False, 0
    for piece in group:
        if not isinstance(piece, Text):
            continue
        tokens = MarkdownIt("commonmark").enable("table").parse(piece.markdown)
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                exploring = tokens[place + 1].content.startswith("Explore")
            elif token.type == "ordered_list_open":
                depth += 1
            elif token.type == "ordered_list_close":
                depth -= 1
            elif token.type == "list_item_open" and exploring and depth == 1:
                steps += 1
    return steps

"""Finds the numbers in a lesson's prose that no test accounts for; each module has a `test_figures_<id>.py`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from belonging.lesson.evidence import claim
from belonging.lesson.inline import claims_in
from belonging.lesson.minutes import plain_lines, prose
from belonging.lesson.source import Directive, Text, lesson_pieces

NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)*")


def one_line(words: str) -> str:
    """Write a text without its line breaks."""
    return " ".join(words.split())


@cache
def prose_of(module_id: str) -> str:
    """Return what a participant reads in a lesson, in one line."""
    return one_line(prose(list(lesson_pieces(module_id))))


@cache
def markdown_of(module_id: str) -> str:
    """Return the authored text of a lesson between its directives, tables included."""
    return "\n\n".join(piece.markdown for piece in lesson_pieces(module_id) if isinstance(piece, Text))


def unaccounted(module_id: str, said: Iterable[str], names: str = "") -> list[str]:
    """List the numbers of a lesson that nobody accounts for, each with the words around it.

    Parameters
    ----------
    module_id
        The module.
    said
        Pieces of prose whose figures a test has computed; they must stand in the lesson word for word.
    names
        A pattern of names that hold a digit and are no figures, such as `grade [678]`.

    Notes
    -----
    A number beside a claim's mark is accounted for when the ledger's own words give it.
    """
    lesson = prose_of(module_id)
    for paragraph, ids in _paragraphs_with_claims(module_id):
        known = {number for id_ in ids for number in NUMBER.findall(claim(id_).says)}
        found = one_line(paragraph)
        if found in lesson:
            lesson = lesson.replace(
                found, NUMBER.sub(lambda match, ok=known: "" if match[0] in ok else match[0], found)
            )
    for words in sorted(said, key=len, reverse=True):
        lesson = lesson.replace(words, " ")
    if names:
        lesson = re.sub(names, " ", lesson)
    return [lesson[max(0, m.start() - 40) : m.end() + 40] for m in NUMBER.finditer(lesson)]


def _paragraphs_with_claims(module_id: str) -> Iterator[tuple[str, list[str]]]:
    for piece in lesson_pieces(module_id):
        body = piece.markdown if isinstance(piece, Text) else piece.body if isinstance(piece, Directive) else ""
        for paragraph in body.split("\n\n"):
            if ids := claims_in(paragraph):
                yield "\n".join(plain_lines(paragraph)), ids

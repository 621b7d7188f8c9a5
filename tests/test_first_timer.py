"""Who has never seen a notebook meets no unexplained term on the way through `start`."""

import re

import pytest

from belonging.exercise.page import exercise_html
from belonging.exercise.source import load as load_exercise
from belonging.explorers import load as load_explorers
from belonging.lesson.source import Directive, Text, lesson_pieces

#: Words of the trade that the module may use, once it has said what they mean where they first stand.
EXPLAINED = ("notebook", "cell", "run", "check", "JupyterLab", "mean", "mend", "moved", "kept aside", "not found")
#: Words of the trade that a first half hour does not need. (`Kernel` is the name of a menu, never a thing to know.)
NEVER = re.compile(
    r"\b(kernels?|terminals?|command lines?|caches?|local ?storage|cookies?|metadata|JSON|widgets?|execut\w+|outputs?"
    r"|repositor\w+|URLs?|variables?|functions?|Python|Markdown|syntax|directories|directory|path|server|standard"
    r" deviations?|datasets?|parameters?|strings?|integers?|brackets?|stdout|extensions?|instances?|defaults?)\b",
    re.IGNORECASE,
)
_SAID_WHAT_IT_IS = r"(\*\*[^*\n]*\b{word}\b[^*\n]*\*\*|\{{term\}}`{word}`)"


def path() -> str:
    """Return what a first-timer reads, in order: the lesson, and each part of the exercise where it is placed."""
    exercise, found = load_exercise("start"), []
    for piece in lesson_pieces("start"):
        if isinstance(piece, Text):
            found.append(piece.markdown)
        elif isinstance(piece, Directive) and piece.name == "exercise":
            html = exercise_html("start", exercise.part(piece.argument).slug)
            html = html.partition('<div class="bbd-work"')[0]  # its buttons stay the same all through the course
            found.append(re.sub(r"<[^>]+>", " ", html.replace("<strong>", "**").replace("</strong>", "**")))
        elif isinstance(piece, Directive) and piece.name not in ("facilitator", "sitting"):
            found.append(f"{piece.argument}\n{piece.body}")
        elif not isinstance(piece, Directive) and piece.source.startswith("explore("):
            found += [load_explorers("start")["guess-the-class"].question]
    # headings only announce; lines to type and addresses of links are not read as words
    unread = r"^#+ .*$|`[^`\n]*=[^`\n]*`|\]\([^)]*\)"
    return "\n\n".join(re.sub(unread, " ", text, flags=re.MULTILINE) for text in found)


@pytest.mark.parametrize("word", EXPLAINED)
def test_a_word_of_the_trade_is_explained_where_it_first_stands(word: str) -> None:
    text = path()
    said = re.search(_SAID_WHAT_IT_IS.format(word=word), text)
    assert said, f"“{word}” is never explained"
    first = re.search(rf"\b{word}\b", text, re.IGNORECASE)
    assert first
    assert said.start() <= first.start() < said.end(), f"“{word}” stands before it is explained: {_near(text, first)}"


def test_no_other_word_of_the_trade_is_needed() -> None:
    text = path()
    assert [_near(text, found) for found in NEVER.finditer(text)] == []


def test_a_word_of_the_trade_would_be_found() -> None:
    assert NEVER.search("Restart the kernel, then look at the output.")


def test_every_way_of_working_is_said_for_both_places() -> None:
    table = next(
        p.markdown for p in lesson_pieces("start") if isinstance(p, Text) and "| What you want |" in p.markdown
    )
    rows = re.findall(r"^\| (\w[^|]*) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    assert [row[0] for row in rows] == ["What you want", "Begin", "Move a picture", "Answer", "Check", "Save"]


def _near(text: str, found: re.Match[str]) -> str:
    return " ".join(text[max(0, found.start() - 40) : found.end() + 40].split())

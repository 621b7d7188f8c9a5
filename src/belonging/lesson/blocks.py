"""How each block of a lesson reads in JupyterLab, as plain Markdown that needs no extension."""

from collections.abc import Callable

from belonging import overview
from belonging.course import module
from belonging.lesson.evidence import cite, claim, evidence
from belonging.lesson.exercise_link import exercise_link
from belonging.lesson.inline import claims_in, plain
from belonging.lesson.source import Directive, Text, pieces

LEADER_ONLY = "facilitator"
_SAVED = "Save with Ctrl+S (on a Mac Cmd+S), stop whenever you like, and come back."
_PREDICTED = "I have my guess. Show me."


def render(markdown: str, module_id: str) -> str:
    """Render authored Markdown, blocks and all, as plain Markdown."""
    rendered = (block(piece, module_id) for piece in pieces(markdown))
    return "\n\n".join(text for text in rendered if text)


def block(piece: Text | Directive, module_id: str) -> str:
    """Render one piece of a lesson as plain Markdown; empty for what a learner is not shown.

    Raises
    ------
    ValueError
        If the block is of a kind that JupyterLab would show raw.
    """
    if isinstance(piece, Text):
        return "\n\n".join(_paragraph(text) for text in piece.markdown.split("\n\n"))
    if piece.name == LEADER_ONLY:
        return ""
    if piece.name not in _RENDERERS:
        raise ValueError(
            f"A lesson in JupyterLab cannot show the block {{{piece.name}}}. Teach it in belonging.lesson.blocks, "
            f"or use one of: {', '.join(sorted(_RENDERERS))}."
        )
    return _RENDERERS[piece.name](piece, module_id)


def _paragraph(text: str) -> str:
    """Render one paragraph, and below it what its claims rest on."""
    notes = [_quote(evidence(id_)) for id_ in claims_in(text)]
    return "\n\n".join([plain(text, cite), *notes])


def _quote(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def _sitting(piece: Directive, module_id: str) -> str:
    return f"*{piece.options['minutes']} minutes. {_SAVED}*"


def _voice(piece: Directive, module_id: str) -> str:
    said = render(piece.body, module_id)
    return _quote(f"{said}\n\n— {piece.argument} *(a fictional student)*")


def _predict(piece: Directive, module_id: str) -> str:
    words = piece.options.get("reveal", _PREDICTED)
    # JupyterLab's MyST view draws no triangle before a summary, so the words say that it opens.
    summary = f"<summary><strong>{words}</strong> (click to open)</summary>"
    answer = f"<details>{summary}\n\n{render(piece.body, module_id)}\n\n</details>"
    return f"**Predict first.** {plain(piece.argument, cite)}\n\n{answer}"


def _takehome(piece: Directive, module_id: str) -> str:
    return _titled(piece.argument or "Take it to Monday", piece, module_id)


def _admonition(piece: Directive, module_id: str) -> str:
    return _titled(piece.argument or piece.name.capitalize(), piece, module_id)


def _titled(title: str, piece: Directive, module_id: str) -> str:
    # A heading, because two quotations in a row would run together.
    return f"#### {plain(title, cite)}\n\n{render(piece.body, module_id)}"


def _claim(piece: Directive, module_id: str) -> str:
    return _quote(f"{plain(claim(piece.argument).says, cite)}\n\n{evidence(piece.argument)}")


def _exercise(piece: Directive, module_id: str) -> str:
    return exercise_link(module_id, piece.argument)


def _objectives(_piece: Directive, module_id: str) -> str:
    return overview.objectives(module(module_id))


def _key_points(_piece: Directive, module_id: str) -> str:
    return overview.key_points(module(module_id))


_RENDERERS: dict[str, Callable[[Directive, str], str]] = {
    "objectives": _objectives,
    "key-points": _key_points,
    "sitting": _sitting,
    "voice": _voice,
    "predict": _predict,
    "takehome": _takehome,
    "claim": _claim,
    "exercise": _exercise,
    "admonition": _admonition,
    "note": _admonition,
    "tip": _admonition,
    "important": _admonition,
    "warning": _admonition,
}

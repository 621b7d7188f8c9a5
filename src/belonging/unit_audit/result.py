"""What a tally says, as data and as HTML that stands by itself: bars, table, sentence, changes, limits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from belonging.unit_audit.changes import Change, changes
from belonging.unit_audit.figure import Figure
from belonging.unit_audit.said import cannot_say, sentence
from belonging.unit_audit.shares import Share, shares

FOCUS = "people from the group I look for"
LONGEST_NAME = 60


def result_html(figures: Sequence[Figure], focus: str = FOCUS) -> str:
    """Write the result of a tally as HTML: the picture is a row of bars that are also the cells of its table.

    Parameters
    ----------
    figures
        The unit's figures.
    focus
        What the teacher calls the group; shortened to 60 characters.
    """
    focus = " ".join(focus.split())[:LONGEST_NAME] or FOCUS
    said = f'<p class="bbd-sentence">{escape(sentence(figures, focus))}</p>'
    if not figures:
        return f'<div class="bbd-audit-result">{said}</div>'
    rows = "".join(map(_row, shares(figures)))
    proposals = "".join(map(_proposal, changes(figures, focus)))
    limits = "".join(f"<li>{escape(text)}</li>" for text in cannot_say())
    return (
        f'<div class="bbd-audit-result">{said}<div class="bbd-scroll" role="group" aria-label="Table" tabindex="0">'
        f'<table class="bbd-lenses"><caption>Who is {escape(focus)}, through five lenses</caption><thead><tr>'
        '<th scope="col">Lens</th><th scope="col">Share</th><th scope="col">Count</th>'
        '<th scope="col">Could be, by luck alone</th><th scope="col">Unclear</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f"<h4>What would move it most</h4><ol>{proposals}</ol>"
        f"<h4>What this cannot say</h4><ul>{limits}</ul></div>"
    )


def _row(found: Share) -> str:
    percent = f"{100 * (found.value or 0.0):.0f}"
    # The bar is drawn by CSS from its width; the words beside it say the same, so nothing depends on seeing it.
    bar = f'<span class="bbd-bar" aria-hidden="true"><span style="width:{percent}%"></span></span>' if found.n else ""
    could = f"{100 * found.low:.0f}% to {100 * found.high:.0f}%" if found.n else "–"
    return (
        f'<tr><th scope="row">{escape(found.lens.label)}</th><td>{bar}{_percent(found)}</td><td>{_count(found)}</td>'
        f"<td>{could}</td><td>{found.unclear}</td></tr>"
    )


def _percent(found: Share) -> str:
    words = found.words
    return words[words.index("(") + 1 : -1] if "(" in words else "too few for a percent" if found.n else "nobody"


def _count(found: Share) -> str:
    return f"{found.focus} of {found.n}" if found.n else "0"


def _proposal(change: Change) -> str:
    lens = change.after.lens.label.removeprefix("… ")
    return (
        f"<li>{escape(change.says)} <span>“{escape(lens)}” goes from {escape(change.before.words)} to "
        f"{escape(change.after.words)}.</span></li>"
    )

"""Blocks of text as HTML: a page to print that needs nothing else, or a piece to paste into a learning platform."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Table

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2630; --paper: #ffffff; --rule: #5c6670; --shade: #ececec; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #eef2f5; --paper: #14191f; --rule: #98a4af; --shade: #28313a; }
}
body { color: var(--ink); background: var(--paper); font: 1.0625rem/1.5 Georgia, "Times New Roman", serif;
  max-width: 44rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 1.2rem 0 0.3rem; }
p, ul, ol { margin: 0.4rem 0; } li { margin: 0.2rem 0; }
blockquote { margin: 0.6rem 0; padding-left: 0.8rem; border-left: 3px solid var(--rule); font-size: 1.15rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
th, td { border: 1px solid var(--rule); padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; }
th { background: var(--shade); }
@media print { body { max-width: none; padding: 0; font-size: 12pt; } @page { margin: 17mm; }
  h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
"""


def web_page(title: str, blocks: Sequence[Block], *, lang: str = "en-US") -> str:
    """Return a whole page: no script, no picture, nothing fetched; it reads on a phone and prints on paper."""
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{web_piece(blocks)}\n</main>\n</body>\n</html>\n"
    )


def web_piece(blocks: Sequence[Block], *, below: int = 0) -> str:
    """Return the blocks as plain HTML without styles.

    Parameters
    ----------
    blocks : sequence of Block
    below : int
        How many levels lower each heading stands, as a learning platform has its own first heading.

    Examples
    --------
    >>> from belonging.handout.blocks import Paragraph, Run
    >>> web_piece([Paragraph((Run("2 < 3"),))])
    '<p>2 &lt; 3</p>'
    """
    return "\n".join(_block(block, below) for block in blocks)


def _block(block: Block, below: int) -> str:
    match block:
        case Heading():
            level = min(6, block.level + below)
            return f"<h{level}>{_line(block.line)}</h{level}>"
        case Paragraph():
            words = f"<p>{_line(block.line)}</p>"
            return f"<blockquote>{words}</blockquote>" if block.quote else words
        case Items():
            kind = "ol" if block.numbered else "ul"
            return f"<{kind}>\n" + "\n".join(f"<li>{_line(line)}</li>" for line in block.lines) + f"\n</{kind}>"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    whole = sum(table.widths)
    head = "".join(
        f'<th scope="col" style="width: {100 * width / whole:.0f}%">{_line(line)}</th>'
        for line, width in zip(table.head, table.widths, strict=True)
    )
    rows = "\n".join(
        "<tr" + (f' style="height: {2.2 * row.room:g}rem"' if row.room else "") + ">"
        + "".join(f"<td>{_line(cell)}</td>" for cell in row.cells) + "</tr>"
        for row in table.rows
    )  # fmt: skip
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _line(line: Line) -> str:
    words = []
    for run in line:
        text = escape(run.text, quote=False).replace("\n", "<br>")
        text = f"<strong>{text}</strong>" if run.strong else text
        words.append(f"<em>{text}</em>" if run.emphasis else text)
    return "".join(words)

"""Writes a report as one page that stands by itself: no script, no request to anywhere, light and dark, printable."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from belonging.own.blocks import Block, Bullets, Picture, Section, Table
from belonging.own.drawing import drawn_for_page
from belonging.own.earlier_reports import META, as_meta
from belonging.own.report import Report
from belonging.own.sections import TITLE, sections, subtitle

# The values are those of the book's tokens, so that report and course look alike.
_CSS = """
:root{color-scheme:light dark;--paper:#fdfcfa;--card:#f5f2ec;--ink:#1d2630;--muted:#55606b;--line:#857d70;
--bbd-hairline:#dfd9ce;--accent:#0b5f63;--bbd-series-1:#0b6b70}
@media (prefers-color-scheme:dark){:root{--paper:#12171c;--card:#1b2229;--ink:#e8ebee;--muted:#a9b3bd;--line:#7d8893;
--bbd-hairline:#323c46;--accent:#6fcfca;--bbd-series-1:#5fc9c4}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--muted:#3d464f;--line:#6b6b6b;--bbd-hairline:#bbb;
--accent:#0b5f63;--bbd-series-1:#0b6b70}section{break-inside:auto}tr{break-inside:avoid}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue","Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1,h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;line-height:1.2;font-weight:600}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);margin:.5rem 0}
h2{font-size:1.4rem;margin:2.4rem 0 .6rem;padding-top:1rem;border-top:1px solid var(--bbd-hairline)}
.sub{color:var(--muted);margin:0}
p,ul{max-width:42rem}
figure{margin:1.5rem 0;max-width:27rem}
figure svg{width:100%;height:auto;display:block}
.wide{overflow-x:auto;margin:1.2rem 0}
.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;min-width:min(100%,24rem);font-size:.95rem;font-variant-numeric:tabular-nums;
overflow-wrap:normal}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--bbd-hairline)}
thead th{border-bottom:2px solid var(--line)}
tbody th{font-weight:500}
.note{font-size:.9rem;color:var(--muted);margin-top:.3rem}
"""


def page(report: Report) -> str:
    """Return the report as one HTML file."""
    return standalone(
        TITLE,
        subtitle(report),
        sections(report),
        picture=drawn_for_page(report),
        meta=f'<meta name="{META}" content="{escape(as_meta(report))}">\n',
    )


def standalone(title: str, under: str, parts: Sequence[Section], *, picture: str = "", meta: str = "") -> str:
    """Return any report's sections as one HTML file.

    Parameters
    ----------
    title, under : str
        The heading and the line below it.
    parts : sequence of Section
    picture : str
        The SVG of the report's one chart.
    meta : str
        Lines for machines in the head, already escaped.
    """
    body = "\n".join(_section(section, number, picture) for number, section in enumerate(parts, start=1))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"{meta}<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n"
        + (f'<p class="sub" dir="auto">{escape(under)}</p>\n' if under else "")
        + f"{body}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, number: int, picture: str) -> str:
    inner = "\n".join(_block(block, f"t{number}-{place}", picture) for place, block in enumerate(section.blocks))
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{inner}\n</section>"


def _block(block: Block, id_: str, picture: str) -> str:
    if isinstance(block, str):
        return f'<p dir="auto">{escape(block)}</p>'
    if isinstance(block, Bullets):
        return "<ul>" + "".join(f'<li dir="auto">{escape(line)}</li>' for line in block.lines) + "</ul>"
    if isinstance(block, Picture):
        return f'<figure><div role="img" aria-label="{escape(block.alt)}">{picture}</div></figure>' if picture else ""
    return _table(block, id_)


def _table(table: Table, id_: str) -> str:
    head = "".join(f'<th scope="col" dir="auto">{escape(name)}</th>' for name in table.columns)
    rows = "".join(
        "<tr>"
        + f'<th scope="row" dir="auto">{escape(row[0])}</th>'
        + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    note = f'<p class="note" id="{id_}-note">{escape(table.note)}</p>' if table.note else ""
    described = f' aria-describedby="{id_}-note"' if table.note else ""
    # A table wider than a phone scrolls by itself, and by keyboard; the page never does.
    return (
        f'<div class="wide" tabindex="0" role="group" aria-labelledby="{id_}"><table{described}>'
        f'<caption id="{id_}" dir="auto">{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )

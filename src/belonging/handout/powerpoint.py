"""Slides as a PowerPoint file to edit: real titles, lists and notes, words for each picture, English throughout."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from belonging.files import without_dates
from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Run, Table
from belonging.handout.fit import SIZES, lines, poured, size_for
from belonging.handout.look import colors
from belonging.handout.picture import Still, still_picture
from belonging.handout.slides import Slide

FONT = "Calibri"
_WIDE, _HIGH = 13.333, 7.5  # inches: 16 to 9
_EDGE = 0.65
_TITLE = (0.4, 1.15)  # top and height
_BODY = (1.75, 5.3)
_TITLE_SIZES = (36, 32, 28, 24)
_OPENING_TITLE = (1.6, 2.2)
_OPENING_SIZES = (54, 48, 40, 36)
_PICTURE = 6.0  # width of the half with a picture
_POINTS = 72
_WIDER = 4 / 3  # than the template
_TEXT = (_EDGE, _BODY[0], _WIDE - 2 * _EDGE, _BODY[1])
_HEAD = (_EDGE, _TITLE[0], _WIDE - 2 * _EDGE, _TITLE[1])
_RIGHT = _EDGE + _PICTURE + 0.3
_PLACES = {
    "Title Slide": {
        0: (_EDGE, _OPENING_TITLE[0], _WIDE - 2 * _EDGE, _OPENING_TITLE[1]),
        1: (_EDGE, 4.0, _WIDE - 2 * _EDGE, 2),
    },
    "Title and Content": {0: _HEAD, 1: _TEXT},
    "Two Content": {
        0: _HEAD,
        1: (_EDGE, _BODY[0], _PICTURE, _BODY[1]),
        2: (_RIGHT, _BODY[0], _WIDE - _EDGE - _RIGHT, _BODY[1]),
    },
    "Title Only": {0: _HEAD},
}
"""The layouts that are kept, and where their placeholders lie: left, top, width and height in inches."""
_THEME = {"dk1": "ink", "lt1": "paper", "accent1": "accent", "accent2": "accent-ink", "hlink": "accent"}
"""The theme's colors, and the tokens they become."""
_MADE = datetime(2026, 1, 1)  # a fixed day: the same words make the same file


def presentation_bytes(slides: Sequence[Slide], title: str) -> bytes:
    """Return the slides as the bytes of a .pptx file, the same for the same slides on any day.

    Raises
    ------
    ValueError
        If a piece of text is too long for a slide.
    """
    from pptx import Presentation

    deck = Presentation()
    _dress(deck)
    properties = deck.core_properties
    properties.title, properties.author, properties.language = title, "Belonging by Design", "en-US"
    properties.last_modified_by, properties.revision = "", 1
    properties.created = properties.modified = _MADE
    for slide in slides:
        for part in _parts(slide):
            _add(deck, *part)
    raw = io.BytesIO()
    deck.save(raw)
    return without_dates(raw.getvalue())


def _parts(slide: Slide) -> list[tuple[Slide, Still | None]]:
    """Share a slide out over several where its words need it; only the first has its notes."""
    picture = still_picture(slide.picture, f"#{colors()['ink']}") if slide.picture else None
    body = slide.body
    if slide.picture and picture:
        body = (Paragraph((Run(slide.picture.question, strong=True),)), Paragraph((Run(picture.sentence),)), *body)
    width = (_WIDE - 2 * _EDGE - (_PICTURE + 0.3 if picture else 0)) * _POINTS
    shared = poured(body, width - 15, _BODY[1] * _POINTS - 8) if body else [[]]
    return [
        (
            replace(
                slide,
                title=slide.title if place == 0 else f"{slide.title} (continued {place})",
                body=tuple(part),
                notes=slide.notes if place == 0 else (),
            ),
            picture if place == 0 else None,
        )
        for place, part in enumerate(shared)
    ]


def _add(deck: Any, slide: Slide, picture: Still | None) -> None:
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    table = next((block for block in slide.body if isinstance(block, Table)), None)
    name = (
        "Title Slide" if slide.opens else "Title Only" if table else "Two Content" if picture else "Title and Content"
    )
    made = deck.slides.add_slide(layouts[name])
    _write(made.shapes.title.text_frame.paragraphs[0], (Run(slide.title),), _title_size(slide))
    width = (_WIDE - 2 * _EDGE - (_PICTURE + 0.3 if picture else 0)) * _POINTS - 15
    size = size_for(slide.body, width, _BODY[1] * _POINTS - 8) or SIZES[-1]
    places = [place for place in made.placeholders if place.placeholder_format.idx]
    if picture:
        _add_picture(made, places.pop(0), picture)
    if table:
        _add_table(made, table, size)
    if places:
        _fill(places[0].text_frame, [block for block in slide.body if block is not table], size)
    if slide.notes:
        frame = made.notes_slide.notes_text_frame
        frame.text = "\n\n".join(slide.notes)
        for paragraph in frame.paragraphs:
            _in_english(paragraph)


def _fill(frame: Any, body: Sequence[Block], size: int) -> None:
    from pptx.enum.text import MSO_AUTO_SIZE

    frame.auto_size = MSO_AUTO_SIZE.NONE  # the size is chosen here; some programs shrink far too much by themselves
    fresh = iter([frame.paragraphs[0]])
    for block in body:
        for line in block.lines if isinstance(block, Items) else [_line(block)]:
            paragraph = next(fresh, None) or frame.add_paragraph()
            paragraph.space_after = _points(size / 2)
            _write(paragraph, line, size, quote=isinstance(block, Paragraph) and block.quote)
            _mark(paragraph, block)


def _line(block: Block) -> Line:
    return block.line if isinstance(block, (Heading, Paragraph)) else ()


def _mark(paragraph: Any, block: Block) -> None:
    """Say whether a paragraph is an item of a list and of which; the layout's own bullets are for lists only."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = paragraph._p.get_or_add_pPr()
    if isinstance(block, Items):
        properties.set("marL", "457200")
        properties.set("indent", "-457200")
        bullet = (
            f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod"/>'
            if block.numbered
            else (f'<a:buChar {nsdecls("a")} char="•"/>')
        )
    else:
        properties.set("marL", "0")
        properties.set("indent", "0")
        bullet = f"<a:buNone {nsdecls('a')}/>"
    properties.append(parse_xml(bullet))


def _write(paragraph: Any, line: Line, size: int, quote: bool = False) -> None:
    for run in line:
        for place, words in enumerate(re.split("\n", run.text)):
            if place:
                paragraph.add_line_break()
            if words:
                written = paragraph.add_run()
                written.text = words
                written.font.size = _points(size)
                written.font.bold = run.strong or None
                written.font.italic = (run.emphasis != quote) or None
    _in_english(paragraph)


def _in_english(paragraph: Any) -> None:
    from pptx.enum.lang import MSO_LANGUAGE_ID

    for run in paragraph.runs:
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_US


def _add_picture(made: Any, place: Any, picture: Still) -> None:
    """Put a picture where the layout has room for one, as large as fits, with its words."""
    from pptx.util import Inches

    wide, high = picture.size
    scale = min(_PICTURE / wide, _BODY[1] / high)
    left = _EDGE + (_PICTURE - wide * scale) / 2
    shape = made.shapes.add_picture(
        io.BytesIO(picture.png), Inches(left), Inches(_BODY[0]), Inches(wide * scale), Inches(high * scale)
    )
    shape.name = "Picture"
    shape._element.nvPicPr.cNvPr.set("descr", picture.alt)
    tree = place._element.getparent()
    tree.replace(place._element, shape._element)  # it is read where it stands: after the title, before the words


def _add_table(made: Any, table: Table, size: int) -> None:
    from pptx.util import Inches

    wide = _WIDE - 2 * _EDGE
    rows = (table.head, *(row.cells for row in table.rows))
    shape = made.shapes.add_table(
        len(rows),
        len(table.head),
        Inches(_EDGE),
        Inches(_BODY[0]),
        Inches(wide),
        Inches(min(0.6 * len(rows), _BODY[1])),
    )
    shape.name = "Table"
    grid = shape.table
    grid.first_row = True
    for column, share in zip(grid.columns, table.widths, strict=True):
        column.width = Inches(wide * share / sum(table.widths))
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, line in zip(row.cells, cells, strict=True):
            _write(cell.text_frame.paragraphs[0], line, min(size, 24))


def _title_size(slide: Slide) -> int:
    width = (_WIDE - 2 * _EDGE) * _POINTS - 15
    sizes, room = (_OPENING_SIZES, _OPENING_TITLE[1]) if slide.opens else (_TITLE_SIZES, _TITLE[1])
    fits = (size for size in sizes if lines(slide.title, size, width) * size * 1.2 <= room * _POINTS)
    return next(fits, sizes[-1])


def _dress(deck: Any) -> None:
    """Turn the library's plain 4:3 template into ours: wide, our colors, four layouts."""
    from pptx.util import Inches

    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in _PLACES]:
        deck.slide_layouts.remove(layout)
    master = deck.slide_master
    for sheet, places in ((master, _PLACES["Title and Content"]), *((s, _PLACES[s.name]) for s in deck.slide_layouts)):
        for shape in list(sheet.placeholders):
            index = shape.placeholder_format.idx
            if index in places:
                shape.left, shape.top, shape.width, shape.height = (Inches(length) for length in places[index])
            elif sheet is not master:
                shape._element.getparent().remove(shape._element)  # date, footer and number, which no slide shows
            else:
                shape.left, shape.width = round(shape.left * _WIDER), round(shape.width * _WIDER)
    _paint(master)
    for opening in (layout for layout in deck.slide_layouts if layout.name == "Title Slide"):
        _paint_opening(opening)


def _paint(master: Any) -> None:
    """Put our colors into the theme; titles are bold, in the accent, at the left."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode("utf-8")
    for name, token in _THEME.items():
        color = f'<a:{name}><a:srgbClr val="{colors()[token].upper()}"/></a:{name}>'
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", color, xml, flags=re.DOTALL)
    theme._blob = xml.encode("utf-8")
    for level in master._element.findall(".//{*}titleStyle/{*}lvl1pPr"):
        level.set("algn", "l")
        for look in level.findall("{*}defRPr"):
            look.set("b", "1")
        for color in level.findall(".//{*}schemeClr"):
            color.set("val", "accent1")


def _paint_opening(layout: Any) -> None:
    """Give the slides that open a module or a sitting a ground of their own."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_ANCHOR
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    layout.background.fill.solid()
    layout.background.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    for shape in layout.placeholders:
        of_title = shape.placeholder_format.idx == 0
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if of_title else MSO_ANCHOR.TOP
        style = shape._element.find(".//{*}lstStyle")
        ink = '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill>'
        level = f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr>{ink}</a:defRPr></a:lvl1pPr>'
        style.getparent().replace(style, parse_xml(f"<a:lstStyle {nsdecls('a')}>{level}</a:lstStyle>"))


def _points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(size)

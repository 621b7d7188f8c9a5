"""The lines of a teacher's own lesson, from pasted text or a Word file; a file that is neither gets plain words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from belonging.errors import Plain
from belonging.plan.source import Source, text_of

MOST_LETTERS = 200_000
_MOST_LINES = 4_000
_MOST_BYTES = 30_000_000
_MOST_UNPACKED = 200_000_000  # pictures in a worksheet may be large; a file that unpacks to more is a trap
_MOST_XML = 20_000_000
_AS_DOCX = (
    "Open it in Word, choose Save As, and save it as Word Document (.docx) without a password; or paste the text."
)
_KINDS = {
    b"\xd0\xcf\x11\xe0": ("an old Word file (.doc), or one with a password", _AS_DOCX),
    b"%PDF": ("a PDF", "Open it, select all of the text, copy it, and paste it here."),
    b"{\\rtf": ("a text document of another kind (RTF)", _AS_DOCX),
    b"\x89PNG": ("a picture", "Type or paste the words of your lesson."),
    b"\xff\xd8\xff": ("a picture", "Type or paste the words of your lesson."),
}
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_UNDERLINE = re.compile(r"^(={3,}|-{3,})$")
_ITEM = re.compile(r"^(?:[-*+•◦▪–—·☐]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)])\s+(.+)$")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


@dataclass(frozen=True)
class Line:
    """One line of a lesson.

    Parameters
    ----------
    text : str
        Its words, less the signs that make it a heading or an item.
    where : str
        Where it stands, for the teacher: “line 12”, “table 1, row 2”.
    kind : str
        "title", "heading", "item", "text"; "row" for a row of a table.
    cells : tuple of str
        Of a row.
    """

    text: str
    where: str
    kind: str = "text"
    cells: tuple[str, ...] = ()


def lines_of_text(text: str) -> list[Line]:
    """Take in pasted text; Markdown's headings and lists are known, everything else is plain.

    Raises
    ------
    Plain
        If there is no text, or far too much.

    Examples
    --------
    >>> [(line.kind, line.text) for line in lines_of_text("# Ramps\\n\\n- Build one")]
    [('heading', 'Ramps'), ('item', 'Build one')]
    """
    if not text.strip():
        raise Plain("There are no words in it.", "Paste the text of your lesson, or choose its file.")
    if len(text) > MOST_LETTERS:
        raise Plain(
            f"This is too long for one lesson: {len(text):,} letters; {MOST_LETTERS:,} are the most.",
            "Paste one lesson, not the whole unit.",
        )
    return list(_checked(_text_lines(text_of(text, Source()))))


def lines_of_file(name: str, content: bytes) -> list[Line]:
    """Take in a file: Word (.docx) or text. What it is, is told by its content and not by its name.

    Raises
    ------
    Plain
        If it is of another kind, damaged, protected or too large; the message says what to do instead.
    """
    if len(content) > _MOST_BYTES:
        raise Plain("This file is too large for one lesson.", "Take out pictures and videos, or paste the text.")
    if content.startswith(b"PK\x03\x04"):
        return list(_checked(_word_lines(content)))
    for mark, (kind, advice) in _KINDS.items():
        if content.startswith(mark):
            raise Plain(f"This is {kind}.", advice)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Plain(f"{name or 'This file'} is not a text.", _AS_DOCX)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", content[:200], re.IGNORECASE):
        raise Plain("This is a web page.", "Open it in your browser, copy the lesson's text and paste it here.")
    if len(content) > MOST_LETTERS:
        raise Plain("This text is too long for one lesson.", "Give one lesson, not the whole unit.")
    return lines_of_text(text_of(content, Source()))


def _checked(lines: Iterator[Line]) -> Iterator[Line]:
    for count, line in enumerate(lines):
        if count >= _MOST_LINES:
            raise Plain("This is too long for one lesson.", "Give one lesson, not the whole unit.")
        yield line


def _text_lines(text: str) -> Iterator[Line]:
    lines = text.split("\n")
    for number, raw in enumerate(lines, 1):
        line = _EMPHASIS.sub(r"\2", _even(raw).lstrip("> "))
        after = lines[number].strip() if number < len(lines) else ""
        where = f"line {number}"
        if not line or _UNDERLINE.match(line) or re.fullmatch(r"[|:\s-]+", line):
            continue
        if line.startswith("|") and line.endswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            yield Line(" ".join(filter(None, cells)), where, "row", cells)
        elif "\t" in raw and len(cells := tuple(filter(None, map(_even, raw.split("\t"))))) > 1:
            yield Line(" ".join(cells), where, "row", cells)  # what a table becomes when it is pasted
        elif match := _HEADING.match(line):
            yield Line(match[1], where, "heading")
        elif _UNDERLINE.match(after) and len(line) < 100:
            yield Line(line, where, "heading")
        elif match := _ITEM.match(line):
            yield Line(match[1], where, "item")
        else:
            yield Line(line, where)


def _word_lines(content: bytes) -> Iterator[Line]:
    _check_packed(content)
    try:
        import docx
        from docx.table import Table
    except ModuleNotFoundError as error:
        raise Plain(
            "Reading Word files needs a part that is not installed yet (python-docx).",
            "Type: python -m pip install python-docx. Or copy the text in Word and paste it here.",
        ) from error
    try:
        document = docx.Document(io.BytesIO(content))
        inside = list(document.iter_inner_content())
        # a paragraph's own `style` looks through all of them each time
        styles = {style.style_id: str(style.name) for style in document.styles}
    except Exception as error:  # python-docx raises whatever its XML reader raises
        raise Plain("This Word file cannot be read; it may be damaged.", _AS_DOCX) from error
    paragraphs = tables = 0
    for block in inside:
        if isinstance(block, Table):
            tables += 1
            yield from _table_lines(block, f"table {tables}")
        else:
            paragraphs += 1
            yield from _paragraph_lines(block, styles, f"paragraph {paragraphs}")


def _paragraph_lines(paragraph: Any, styles: Mapping[str, str], where: str) -> Iterator[Line]:
    style = styles.get(paragraph._p.style or "", "")
    listed = "List" in style or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None)
    kind = "title" if style == "Title" else "heading" if style.startswith("Heading") else "item" if listed else "text"
    for text in map(_even, _clean(paragraph.text).split("\n")):
        if not text:
            continue
        match = _ITEM.match(text)
        if match and kind == "text":
            yield Line(match[1], where, "item")
        else:
            yield Line(text, where, kind)


def _table_lines(table: Any, where: str) -> Iterator[Line]:
    for number, row in enumerate(table.rows, 1):
        cells: list[str] = []
        before = None
        for cell in row.cells:
            if cell._tc is not before:  # a merged cell comes once for each column it covers
                cells.append("\n".join(filter(None, map(_even, _clean(cell.text).split("\n")))))
            before = cell._tc
        if any(cells):
            yield Line(" ".join(filter(None, cells)), f"{where}, row {number}", "row", tuple(cells))


def _even(line: str) -> str:
    """Return a line with single spaces; patterns that look for space between words then never search for long."""
    return " ".join(line.split())


def _clean(text: str) -> str:
    return text_of(text, Source()) if len(text) < MOST_LETTERS else ""


def _check_packed(content: bytes) -> None:
    """Refuse a zip file that is no Word file, or that would fill the memory when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            kind = archive.read("mimetype")[:60] if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, KeyError) as error:
        raise Plain(
            "This file looks like a Word file but is damaged.", "Save it again in Word, or paste the text."
        ) from error
    if b"opendocument" in kind:
        raise Plain("This is an OpenDocument file (.odt).", _AS_DOCX)
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        other = "a Pages file" if any(name.endswith(".iwa") for name in names) else "not a Word file"
        raise Plain(f"This is {other}, whatever its name says.", _AS_DOCX)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Plain("This Word file is protected by a password.", _AS_DOCX)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if xml > _MOST_XML or sum(entry.file_size for entry in entries) > _MOST_UNPACKED or len(entries) > 2_000:
        raise Plain("This Word file is too large for one lesson.", "Take out pictures and videos, or paste the text.")

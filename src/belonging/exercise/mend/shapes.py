"""Notebooks in other clothes: a percent script or nbconvert's script, a web page, plain text."""

import json
import re
from typing import Any

from belonging.exercise.mend.text import trim

_PERCENT = re.compile(r"^# ?(%%|\+)(?=[ \t\n]|$)([^\n]*)\n?", re.M)
_IN = re.compile(r"^# In ?\[[0-9 *]*\]:[ \t]*$", re.M)
_CELL = re.compile(r'<div[^>]*class="[^"]*\b(jp-CodeCell|jp-MarkdownCell|jp-RawCell|code_cell|text_cell)\b[^"]*"[^>]*>')
_BLOCK = re.compile(r"</?(p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|blockquote|pre|section|br)\b[^>]*>", re.I)
_TRACE = re.compile(
    r"^[ \t>*`-]*answers?[ _-]?[sq]?[0-9]+[ \t]*[=:]|^#+ (task|stretch|question) [sq]?[0-9]+\. "
    r"|^check\([0-9'\"SQ]+\)[ \t]*$|begin\([\"'][a-z-]+[\"']\)",
    re.I | re.M,
)
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_LAST_SIGN = 0x10FFFF


def cells_of_script(text: str) -> list[dict[str, Any]]:
    """Read jupytext's percent and light scripts and nbconvert's; an empty list when it is none of them."""
    if heads := list(_PERCENT.finditer(text)):
        ends = [head.start() for head in heads[1:]] + [len(text)]
        return [_scripted(head[2], text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
    if not _IN.search(text):
        return []
    first, *segments = _IN.split(text)
    cells = _comments(re.sub(r"^#( coding:.*|!.*)$", "", first, flags=re.M))
    for segment in segments:
        spots = [found.start() for found in re.finditer(r"\n\n(?=\n#)", segment)]
        end = next((at for at in spots if _all_comment(segment[at:])), len(segment))
        cells += [_cell("code", trim(segment[:end])), *_comments(segment[end:])]
    return [cell for cell in cells if cell["source"]]


def cells_of_page(text: str) -> tuple[str | None, list[dict[str, Any]]]:
    """Read a web page: the JSON text it shows, if it does, and the cells of nbconvert's export.

    Returns
    -------
    tuple
        The page as plain text when it is no export, else None; and the cells.
    """
    heads = list(_CELL.finditer(text))
    if not heads:
        plain = text if '"cell_type"' in text else plain_text(text)
        return plain, cells_of_text(plain)
    cells = []
    for place, head in enumerate(heads):
        body = text[head.end() : heads[place + 1].start() if place + 1 < len(heads) else len(text)]
        id_ = re.search(r'id="cell-id=([^"]*)"', head[0])
        if head[1] in ("jp-MarkdownCell", "text_cell"):
            start = re.search(r'<div[^>]*class="[^"]*\b(?:jp-MarkdownOutput|rendered_html)\b[^"]*"[^>]*>', body)
            cell = _cell("markdown", trim(plain_text(body[start.end() :] if start else body)))
        else:
            shown = re.search(r"<pre[^>]*>([\s\S]*?)</pre>", body)
            cell = _cell("code", trim(_unescaped(re.sub("<[^>]*>", "", shown[1]))) if shown else "")
        cells.append({**cell, "id": id_[1]} if id_ else cell)
    return None, cells


def cells_of_text(text: str) -> list[dict[str, Any]]:
    """Take plain text as one cell, if anything in it speaks of this course's tasks."""
    return [_cell("raw", trim(text))] if _TRACE.search(text) else []


def plain_text(html: str) -> str:
    """Return what a piece of a page says, one block to a line."""
    html = re.sub(r"<(script|style|head)\b[\s\S]*?</\1>|<!--[\s\S]*?-->", "", html, flags=re.I)
    html = re.sub(r"</t[dh]>\s*", " | ", html, flags=re.I)
    html = re.sub(r'<a[^>]*class="anchor-link"[^>]*>[^<]*</a>', "", html)
    html = re.sub(r"<h([1-6])\b[^>]*>\s*", lambda found: "\n" + "#" * int(found[1]) + " ", html, flags=re.I)
    text = _unescaped(re.sub("<[^>]*>", "", _BLOCK.sub("\n", html)))
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", text)


def _scripted(head: str, body: str) -> dict[str, Any]:
    kind = "markdown" if re.search(r"\[(markdown|md)\]", head) else "raw" if "[raw]" in head else "code"
    body = re.sub(r"^# -[ \t]*$", "", trim(body), flags=re.M)
    quoted = re.fullmatch(r'r?("""|\'\'\')\n?([\s\S]*?)\n?\1', trim(body))
    if kind != "code":
        body = quoted[2] if quoted else _uncommented(body) if _all_comment(body) else body
    cell = _cell(kind, trim(body))
    if found := re.search(r'"grade_id":[ ]*("(?:[^"\\]|\\.)*")', head):
        cell["metadata"] = {"nbgrader": {"grade_id": json.loads(found[1])}}
    elif found := re.search(r'\bid="([A-Za-z0-9_-]+)"', head):
        cell["id"] = found[1]
    return cell


def _all_comment(block: str) -> bool:
    lines = [line for line in block.split("\n") if trim(line)]
    return all(line.startswith("#") for line in lines)


def _comments(block: str) -> list[dict[str, Any]]:
    return [_cell("markdown", _uncommented(one)) for one in re.split(r"\n[ \t]*\n", block) if trim(one)]


def _uncommented(block: str) -> str:
    return trim(re.sub("^# ?", "", block, flags=re.M))


def _cell(kind: str, text: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": text}


def _unescaped(text: str) -> str:
    return _ENTITY.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#"):
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(number) if 0 < number <= _LAST_SIGN else found[0]

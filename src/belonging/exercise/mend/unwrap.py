"""From the bytes of a file to its text, whatever encoding it was saved in; and out of a zip."""

import io
import re
import zipfile
from pathlib import PurePosixPath

MOST_BYTES = 300_000_000
_UTF8 = re.compile(
    "[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    "|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_WESTERN = {code: bytes([code]).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}
_WESTERN = {code: letter if letter != "\ufffd" else chr(code) for code, letter in _WESTERN.items()}
_OPENABLE = re.compile(r"\.(ipynb|json|txt|html?|py|md|ipynb[^/]*)$", re.IGNORECASE)


def text_of(raw: bytes) -> str:
    """Decode the bytes of a text file; bytes that are no UTF-8 are read as Windows-1252, one by one.

    Examples
    --------
    >>> text_of("niño “sí”".encode("cp1252")) == text_of("niño “sí”".encode("utf-16")) == "niño “sí”"
    True
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    elif wide := _wide_without_mark(raw):
        text = raw.decode(wide, errors="replace")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = _mixed(raw.decode("latin-1"))
    return text.replace("\ufeff", "").replace("\0", "")


def is_zip(raw: bytes) -> bool:
    """Say whether the bytes are a zip archive."""
    return raw[:4] == b"PK\x03\x04"


def members(raw: bytes) -> list[tuple[str, bytes]]:
    """Return name and bytes of each file of a zip that may hold a notebook; notebooks first.

    A Word document or a spreadsheet is a zip too, and gives an empty list.
    """
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                parts = PurePosixPath(info.filename).parts
                hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
                if hidden or info.is_dir() or not _OPENABLE.search(info.filename) or info.file_size > MOST_BYTES:
                    continue
                found.append((info.filename, archive.read(info)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return found
    return sorted(found, key=lambda one: not one[0].lower().endswith(".ipynb"))


def _wide_without_mark(raw: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: every second byte of plain English is one."""
    even, odd = raw[:2000:2], raw[1:2000:2]
    if odd and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if odd and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _mixed(bytes_as_text: str) -> str:
    pieces, at = [], 0
    while at < len(bytes_as_text):
        if found := _UTF8.match(bytes_as_text, at):
            pieces.append(found[0].encode("latin-1").decode("utf-8"))
            at = found.end()
        else:
            pieces.append(_WESTERN.get(ord(bytes_as_text[at]), bytes_as_text[at]))
            at += 1
    return "".join(pieces)

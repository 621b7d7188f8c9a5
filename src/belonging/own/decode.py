"""From bytes to text: finds out how a file writes its letters."""

from __future__ import annotations

import codecs
import re

from belonging.errors import Plain

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What Western European languages write beyond ASCII: if all there is belongs here, cp1252 is right.
_WESTERN = set("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž‘’“”„‚–—…•€™©®°·«»¿¡ºª§×½¼¾²³\xa0")
# No Western word has four accented letters in a row; Cyrillic read as Western has little else.
_NOT_WESTERN = re.compile(r"[À-ÿ]{4}")
_SAMPLE = 200_000


def decode(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Turn a text file's bytes into text.

    Parameters
    ----------
    content : bytes
        The whole file.

    Returns
    -------
    tuple of (text, name of the encoding, notes)

    Raises
    ------
    Plain
        If the bytes are not text at all.

    Examples
    --------
    >>> decode("niño".encode("cp1252"))
    ('niño', 'Windows-1252', ())
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _marked(content, codec, name)
    if wide := _wide_without_mark(content):
        return _marked(content, wide, "UTF-16")
    notes: tuple[str, ...] = ()
    if b"\0" in content:
        if content.count(b"\0") > len(content) // 10:
            raise Plain(
                "This file is not text: much of it is binary.",
                "Open it in the program it came from and export it as CSV or Excel (.xlsx).",
            )
        content = content.replace(b"\0", b"")
        notes = ("The file holds NUL bytes, which no program writes on purpose; they were ignored.",)
    try:
        return content.decode("utf-8"), "UTF-8", notes
    except UnicodeDecodeError:
        text, name = _guessed(content)
        return text, name, notes


def _marked(content: bytes, codec: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    text = content.decode(codec, errors="replace")
    lost = text.count("\ufffd")
    note = f"{lost} characters could not be read and show as \ufffd." if lost else ""
    return text.lstrip("\ufeff").replace("\0", ""), name, (note,) if note else ()


def _wide_without_mark(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: every second byte of plain English is one."""
    even, odd = content[:_SAMPLE:2], content[1:_SAMPLE:2]
    if not odd:
        return ""
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _guessed(content: bytes) -> tuple[str, str]:
    # A class has few accented letters, too few for statistics: the common cases are settled first.
    for codec, name in (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if {letter for letter in text if ord(letter) > 127} <= _WESTERN and not _NOT_WESTERN.search(text):
            return text, name
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    codec = best.encoding if best else "cp1252"
    return content.decode(codec, errors="replace"), codec.replace("_", "-")

"""Finds columns that could tell who somebody is: names, e-mails, phones, addresses, birthdays, free text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b", re.I)
_PHONE = re.compile(r"^\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}$|^\+\d[\d\s()-]{7,}$")
_DATE = re.compile(r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T\s,].*)?$")
_ADDRESS = re.compile(r"^\d+\s+\w+.*\b(st|street|ave|avenue|road|rd|lane|ln|drive|dr|blvd|court|ct|way)\b", re.I)
_IP = re.compile(r"^\d{1,3}(\.\d{1,3}){3}$")
# One to four words of letters, as names are written; particles may be small, initials may end with a point.
_NAME = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’.-])*(?:,?\s+[^\W\d_](?:[^\W\d_]|['’.-])*){0,3}$")
_WHOSE = "first|last|full|given|family|middle|students?|pupils?|childs?|your|nick|preferred|parents?"
_HEADS = {
    "a name": rf"\b({_WHOSE}) ?names?\b|^names?$|\bsurname\b|\b(nombre|apellido)s?\b|^(first|last)$|\bwho are you\b",
    "an e-mail address": r"\be ?-?mails?\b|\bcorreo\b",
    "a phone number": r"\b(tele)?phone\b|\bmobile\b|\bcell ?(no|number|phone)\b|\btel[eé]fono\b",
    "an address": r"\b(home|street|postal|mailing|ip) ?address\b|^address\b|\b(zip|post(al)? ?code|l(at|ong)itude)\b",
    "a birthday": r"\bbirth ?day\b|\bdate of birth\b|\bbirth ?date\b|^dob$|\bborn\b",
    "a parent or guardian": r"\bparent\b|\bguardian\b",
    "a social handle": r"\binstagram\b|\bsnapchat\b|\btiktok\b|\bhandle\b",
}


def looks_personal(name: str, values: Sequence[str], n: int) -> str:
    """Say what in a column could identify a person; empty if nothing was seen.

    Parameters
    ----------
    name : str
        The column's name in plain letters, words separated by spaces.
    values : sequence of str
        Its distinct answers.
    n : int
        How many rows have an answer in it.

    Examples
    --------
    >>> looks_personal("what we call you", ["Ana Ruiz", "Bo Lee", "Cy Day", "Di Fox", "Ed Orr"], 5)
    'each row says something else, as names do'
    >>> looks_personal("class", ["6A", "6B"], 40)
    ''
    """
    found = _by_name(name)
    if found:
        return found
    if not values:
        return ""
    sample = list(values[:2000])

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.search(value)) for value in sample) / len(sample)

    if any(_EMAIL.search(value) for value in sample):
        return "holds e-mail addresses"
    if share(_IP) > 0.5:
        return "holds network addresses"
    if share(_DATE) > 0.8:
        return "a date or time" if len(values) > 1 else ""
    if share(_ADDRESS) > 0.3:
        return "holds addresses"
    if share(_PHONE) > 0.5:
        return "holds phone numbers"
    distinct = len(values) / n
    if _long(sample):
        return "free text"
    if distinct > 0.5 and len(values) > 3 and share(_NAME) > 0.7:
        return "each row says something else, as names do"
    if distinct > 0.5 and n >= 5 and not any(re.search(r"\d", value) for value in sample):
        return "free text"
    return ""


def masked(text: str) -> str:
    """Replace e-mail addresses and long numbers in a label that will be printed.

    >>> masked("Room 12 (ms.fox@school.org)")
    'Room 12 (…)'
    """
    return re.sub(r"\+?\d[\d\s().-]{8,}\d", "…", re.sub(r"[^@\s(]+@[^@\s)]+", "…", text))


def _by_name(name: str) -> str:
    text = re.sub(r"[_\s]+", " ", name).strip().lower()
    if len(text.split()) > 8:
        return ""  # a question in a sentence; its answers tell
    return next((f"looks like {what}" for what, pattern in _HEADS.items() if re.search(pattern, text)), "")


def _long(values: Sequence[str]) -> bool:
    """Tell free text by its length: half of the answers have more words than an answer option has."""
    several = sum(len(value.split()) > 6 or len(value) > 60 for value in values)
    return several >= max(2, len(values) / 2) or any(len(value) > 300 for value in values)

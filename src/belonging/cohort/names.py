"""People's names as text: cleaned, compared without accents and capitals, and split into first and last."""

from __future__ import annotations

import re
import unicodedata

# Signs that change the direction of text or take no room. Joiners stay: emoji and some scripts are written with them.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_PARTICLES = {
    *("al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le"),
    *("los", "mac", "ost", "san", "st", "st.", "ten", "ter", "van", "vom", "von", "y", "zu"),
}
_SUFFIX = re.compile(r"(jr|sr|ii|iii|iv|ph\.?d|ed\.?d|m\.?ed|m\.?a|m\.?s|esq)\.?", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—.?]+|n/?a|none|null|nil|#n/a|not (given|available|known)|unknown|tb[ad]", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Take out what cannot be seen, and bring white space and accents into one form.

    >>> cleaned("\\u202b Ana \\t Pe\\u0301rez\\x07 ")
    'Ana Pérez'
    """
    shown = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zs") else c for c in shown).split())


def filled(text: str) -> str:
    """Return the text, or nothing where it only says that there is nothing.

    >>> filled("n/a"), filled("Nada")
    ('', 'Nada')
    """
    return "" if _NOTHING.fullmatch(text) else text


def folded(name: str) -> str:
    """Bring a name into the form in which two spellings of it are equal.

    >>> folded("PÉREZ,  Ana-María") == folded("perez ana maria")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split()) or name.casefold()


def same_words(name: str, other: str) -> bool:
    """Tell whether one name has all the words of the other, in any order.

    >>> same_words("Ruiz, Ana", "Ana María Ruiz"), same_words("Ana Ruiz", "Ben Ruiz")
    (True, False)
    """
    a, b = set(folded(name).split()), set(folded(other).split())
    return a <= b or b <= a


def share_a_word(name: str, other: str) -> bool:
    """Tell whether two names have a word in common, as they have when one of two names changed.

    >>> share_a_word("Ana Ruiz", "Vega, Ana"), share_a_word("Ana Ruiz", "Ben Ode")
    (True, False)
    """
    return not set(folded(name).split()).isdisjoint(folded(other).split())


def first_and_last(name: str) -> tuple[str, str]:
    """Split a whole name, written either way round.

    >>> first_and_last("de la Cruz, Ana"), first_and_last("Ana de la Cruz"), first_and_last("Coyote 7")
    (('Ana', 'de la Cruz'), ('Ana', 'de la Cruz'), ('Coyote', '7'))
    >>> first_and_last("King, Martin, Jr."), first_and_last("Martin King, Jr."), first_and_last("Madonna")
    (('Martin', 'King, Jr.'), ('Martin', 'King, Jr.'), ('Madonna', ''))
    """
    parts = [part for part in (piece.strip() for piece in name.split(",")) if part]
    suffix = "".join(f", {part}" for part in parts[1:] if _SUFFIX.fullmatch(part))
    parts = [part for n, part in enumerate(parts) if not n or not _SUFFIX.fullmatch(part)]
    if len(parts) > 1:
        return " ".join(parts[1:]), parts[0] + suffix
    words = parts[0].split() if parts else []
    if len(words) < 2:
        return " ".join(words), suffix.lstrip(", ")
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:]) + suffix

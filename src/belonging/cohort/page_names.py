"""What each person's page is called: by their name, unlike any other, and a name that every computer takes."""

import re
import unicodedata
from collections.abc import Mapping

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows keeps these to itself
_LONGEST = 60
_MOST_BYTES = 180


def page_names(people: Mapping[str, str]) -> dict[str, str]:
    """Name each person's page.

    Parameters
    ----------
    people : mapping of str to str
        Person's id -> name.

    Returns
    -------
    dict
        Person's id -> file name; no two are the same, capitals or not.

    Examples
    --------
    >>> page_names({"p1": "Ana Pérez", "p2": "Ben/../Ode", "p3": "ANA PÉREZ", "p4": "con"})
    {'p1': 'Ana Pérez (p1).html', 'p2': 'Ben .. Ode.html', 'p3': 'ANA PÉREZ (p3).html', 'p4': 'con (p4).html'}
    """
    stems = {id_: _stem(name) for id_, name in people.items()}
    alike: dict[str, int] = {}
    for stem in stems.values():
        alike[stem.casefold()] = alike.get(stem.casefold(), 0) + 1
    named, taken = {}, set()
    for id_, stem in stems.items():
        plain = bool(stem) and alike[stem.casefold()] == 1 and not _RESERVED.fullmatch(stem)
        chosen = stem if plain else f"{stem} ({id_})".strip()
        while chosen.casefold() in taken:  # somebody is called what another page came to be called
            chosen += f" ({id_})"
        taken.add(chosen.casefold())
        named[id_] = f"{chosen}.html"
    return named


def _stem(name: str) -> str:
    shown = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C" or c.isspace())
    stem = " ".join(_FORBIDDEN.sub(" ", shown).split()).strip(" .")[:_LONGEST]
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem.strip(" .")

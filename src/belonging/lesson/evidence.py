"""Claims and sources of a lesson in plain words: strength, who was studied, limit, author and year."""

from functools import cache
from pathlib import Path
from typing import Any

from belonging.ledger import Claim, ledger
from belonging.paths import course_root


def _book() -> Path:
    return course_root() / "book"


def claim(id_: str) -> Claim:
    """Return one claim of the ledger.

    Raises
    ------
    KeyError
        If the ledger has no such claim.
    """
    claims = ledger(_book())
    if id_ not in claims:
        raise KeyError(f"The ledger book/claims.yml has no claim '{id_}'.")
    return claims[id_]


def evidence(id_: str) -> str:
    """Say in one Markdown line how strong a claim is, who was studied, and what it does not show."""
    found = claim(id_)
    facts = [f"**Evidence: {found.mark}.**"]
    if found.population:
        facts.append(f"Who: {found.population}.")
    facts.append(f"Limit: {found.limit}")
    if found.sources:
        facts.append(f"Source: {cite(','.join(found.sources), False)}.")
    return " ".join(facts)


@cache
def _bibliography() -> Any:
    from pybtex.database import parse_file

    return parse_file(str(_book() / "references.bib"))


def bib_keys() -> set[str]:
    """Return the keys of the bibliography."""
    return set(_bibliography().entries)


def cite(keys: str, bracketed: bool) -> str:
    """Write author and year for one or more bib keys.

    Parameters
    ----------
    keys : str
        Keys of `book/references.bib`, with commas between them.
    bracketed : bool
        Whether the whole stands in brackets: `(Borman et al., 2019)` or `Borman et al. (2019)`.

    Raises
    ------
    KeyError
        If the bibliography lacks a key.

    Examples
    --------
    >>> cite("borman2019", bracketed=True)
    '(Borman et al., 2019)'
    >>> cite("gutierrez2008", bracketed=False)
    'Gutiérrez (2008)'
    """
    pairs = [_author_year(key.strip()) for key in keys.split(",")]
    if bracketed:
        return "(" + "; ".join(f"{authors}, {year}" for authors, year in pairs) + ")"
    return ", ".join(f"{authors} ({year})" for authors, year in pairs)


def _author_year(key: str) -> tuple[str, str]:
    entries = _bibliography().entries
    if key not in entries:
        raise KeyError(f"The bibliography has no source '{key}'.")
    entry = entries[key]
    names = [_plain_latex(" ".join(person.prelast_names + person.last_names)) for person in entry.persons["author"]]
    match names:
        case [only]:
            authors = only
        case [first, second] if second != "others":
            authors = f"{first} and {second}"
        case [first, *_]:
            authors = f"{first} et al."
    return authors, entry.fields.get("year", "no date")


def _plain_latex(text: str) -> str:
    from pybtex.richtext import Text

    return str(Text.from_latex(text))

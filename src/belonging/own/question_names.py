"""What a question's name says beside its wording: the term it was asked in, and the family it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict

from belonging.own.mapping import Column

_PREFIX_TERM = re.compile(
    r"^(fall|autumn|winter|spring|summer|pre|post|before|after|t[1-9]|w[1-9]|wave[1-9]|time[1-9])[ _.:-]+", re.I
)
_SUFFIX_TERM = re.compile(
    r"[ _.:-]+(fall|autumn|winter|spring|summer|pre|post|before|after|t[1-9]|w[1-9]|wave[1-9]|time[1-9])$", re.I
)


def part_terms(items: list[Column]) -> None:
    """Part `fall_belong_1` into the term and the item, where at least two items come in two terms."""
    for pattern in (_PREFIX_TERM, _SUFFIX_TERM):
        parts: dict[str, dict[str, Column]] = defaultdict(dict)
        for column in items:
            if found := pattern.search(column.name):
                parts[pattern.sub("", column.name)][found[1].lower()] = column
        pairs = {item: terms for item, terms in parts.items() if len(terms) > 1}
        if len(pairs) > 1:
            for item, terms in pairs.items():
                for term, column in terms.items():
                    column.term, column.item = term, item
            return


def without_term(name: str) -> str:
    """Return a name without the term before or after it."""
    return _SUFFIX_TERM.sub("", _PREFIX_TERM.sub("", name))


def family_of(name: str) -> str:
    """Return what a question's name shares with its neighbors.

    >>> family_of("belong_1"), family_of("How true is this? [I belong]"), family_of("I fit in")
    ('belong', 'How true is this?', '')
    """
    if grid := re.match(r"^(.{3,}?)\s*\[[^\]]+\]$", name):
        return grid[1].strip()
    if merged := re.match(r"^([^:]{2,40}): \S", name):
        return merged[1]
    if numbered := re.match(r"^(.*?)[\s_.#-]*\d+[a-z]?$", name):
        return numbered[1].strip(" _.-") or "questions"
    return ""

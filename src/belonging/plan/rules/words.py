"""Words as the rules need them: the lists of `plan/words`, verbs in any form, how alike two texts are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

_FOLDER = Path(__file__).resolve().parent.parent / "words"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_REACH = 45
Kind = Literal["producing", "receiving", "weak", "unknown"]


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=_LOADER)
    return found


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return a list of words, or of whole names parted by bars, in small letters."""
    text = str(_file(file)[name]).casefold()
    return frozenset(part.strip() for part in (text.split("|") if "|" in text else text.split()))


@cache
def patterns(file: str, name: str) -> re.Pattern[str]:
    """Return a list of patterns as one."""
    return re.compile("|".join(f"(?:{each})" for each in _file(file)[name]), re.IGNORECASE)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters.

    >>> words("Don't stop: 3 ramps!")
    ("don't", 'stop', '3', 'ramps')
    """
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def stem(word: str) -> str:
    """Return a word without the commonest endings, so that "ramps" and "ramp" are one.

    >>> [stem(word) for word in ("ramps", "boxes", "planting", "berries", "glass")]
    ['ramp', 'box', 'plant', 'berry', 'glass']
    """
    word = word.removesuffix("'s")
    if len(word) > 4:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith(("xes", "ches", "shes", "sses")):
            return word[:-2]
        if word.endswith("ing") and len(word) > 5:
            return word[:-3]
        if word.endswith("ed") and not word.endswith("eed"):
            return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(stem(word) for word in words(text) if word not in listed("plain", "stop"))


def alike(one: str, other: str) -> float:
    """Return how much of what two texts mean to say is the same words, from 0 to 1."""
    ours, theirs = content(one), content(other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def found(pattern: re.Pattern[str], text: str) -> str:
    """Return the first words that match and are not spoken against, or an empty text.

    >>> found(re.compile("good job"), "I name the step and never say good job.")
    ''
    >>> found(re.compile("good job"), "I say: good job!")
    'good job'
    """
    for match in pattern.finditer(text):
        start = max((end.end() for end in _clauses().finditer(text, 0, match.start())), default=0)
        if not patterns("plain", "against").search(text, max(start, match.start() - _REACH), match.start()):
            return match[0].strip()
    return ""


@cache
def _clauses() -> re.Pattern[str]:
    return re.compile(rf"[.!?;:,]|\b(?:{'|'.join(sorted(listed('plain', 'clause')))})\b", re.IGNORECASE)


def bare(name: str) -> str:
    """Return a name without what stands before it, in small letters: "Our School." is "school"."""
    plain = " ".join(words(name))
    return re.sub(
        r"^(?:(?:the|our|my|a|an|your|this|their|whole|entire|all|some|any|other|many|these|those) )+", "", plain
    )


@lru_cache(maxsize=4096)
def verb(word: str) -> tuple[str, Kind]:
    """Return the base form of a verb and what kind it is.

    >>> verb("planning"), verb("tries"), verb("listens"), verb("banana")
    (('plan', 'producing'), ('try', 'producing'), ('listen', 'receiving'), ('banana', 'unknown'))
    """
    for form in _bases(word):
        for kind in ("producing", "receiving", "weak"):
            if form in listed("verbs", kind):
                return form, kind
    return word, "unknown"


def _bases(word: str) -> Iterable[str]:
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            root = word[: -len(ending)]
            yield root
            yield root + "e"
            if root[-1] == root[-2]:
                yield root[:-1]


@lru_cache(maxsize=4096)
def first_verb(text: str) -> tuple[str, Kind]:
    """Return the verb a text begins with, and its kind; weak verbs and words before it are passed over.

    >>> first_verb("In groups, use the map to build a ramp"), first_verb("Listen to a talk about how to build")
    (('build', 'producing'), ('listen', 'receiving'))
    """
    first = ""
    before = ""
    for word in words(text)[:7]:
        base, kind = verb(word)
        noun = before in listed("verbs", "noun_after")
        before = word
        if noun:
            continue
        if kind in ("producing", "receiving"):
            return base, kind
        first = first or ("" if word in listed("plain", "stop") else base)
    return first, "unknown"


@lru_cache(maxsize=4096)
def only_takes_in(text: str) -> str:
    """Return the verb if students only take in here, an empty text if they make something too.

    >>> only_takes_in("Read the meter, then log it"), only_takes_in("Watch the film and listen to the guest")
    ('', 'watch')
    """
    first, kind = first_verb(text)
    said = words(text)
    joined = (word for before, word in pairwise(said) if before in ("and", "then"))
    return first if kind == "receiving" and not any(verb(word)[1] == "producing" for word in joined) else ""


def quoted(items: Iterable[str], most: int = 4) -> str:
    """Return words in quotes, one after another."""
    shown = list(dict.fromkeys(items))
    return ", ".join(f"“{item}”" for item in shown[:most]) + (" …" if len(shown) > most else "")


def short(text: str, most: int = 70) -> str:
    """Return a text short enough to be quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def spoken_list(items: Sequence[str]) -> str:
    """Return names as they are said: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))

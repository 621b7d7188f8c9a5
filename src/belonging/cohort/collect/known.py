"""The roster as an index: who fits a name, a login, an address or a number exactly."""

import re
from collections.abc import Iterable
from functools import cached_property

from belonging.cohort.collect.lms import Clue, Kind
from belonging.cohort.names import folded
from belonging.cohort.roster import Person

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Return a name as plain words: small letters, no accents, no signs.

    >>> fold("Łukasz  O'Brien-SØRENSEN")
    'lukasz o brien sorensen'
    """
    return folded(text.casefold().translate(_LETTERS))


class Known:
    """The people of a roster, found by what is exactly theirs."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._guesses: dict[str, tuple[Person | None, float]] = {}

    def of(self, clue: Clue) -> list[Person]:
        """Return everybody whom a clue fits exactly."""
        known = self._index.get(clue.kind, {})
        key = _key(clue)
        fits = list(known.get(key, ()))
        if clue.kind in ("name", "login") and not fits:  # platforms and logins leave the spaces out
            fits = list(self._index["squeezed"].get(fold(clue.text).replace(" ", ""), ()))
        return fits

    def said(self, text: str) -> list[Person]:
        """Return everybody a director may mean: by id, number, alias, e-mail address or full name.

        A spreadsheet takes the zeros off a number in front; that is allowed for.
        """
        kinds: tuple[Kind, ...] = ("login", "email", "name")
        for kind in kinds:
            if fits := self.of(Clue(kind, text)):
                return fits
        bare = text.strip().lstrip("0")
        return list(self._index["bare"].get(bare, ())) if bare.isdigit() else []

    def nearest(self, words: str) -> tuple[Person | None, float]:
        """Return who comes nearest to some plain words, and how near, from 0 to 100.

        Spelled nearly so, in one piece or with the words in another order; or with a word of the name in common, which
        is no accident. One look through all names takes a few thousandths of a second, also for thousands of people.
        """
        if words not in self._guesses:
            self._guesses[words] = self._nearest(words)
        return self._guesses[words]

    def _nearest(self, words: str) -> tuple[Person | None, float]:
        from rapidfuzz import fuzz, process

        whole, in_order, people, with_word = self._sayings
        found = [
            process.extractOne(words.replace(" ", ""), whole, scorer=fuzz.ratio),
            process.extractOne(" ".join(sorted(words.split())), in_order, scorer=fuzz.ratio),
        ]
        hits = [(-hit[1], hit[2]) for hit in found if hit]
        hits += [(-80.0, with_word[word]) for word in words.split() if word in with_word]
        if not hits:
            return None, 0.0
        score, at = min(hits)
        return people[at], -score

    @cached_property
    def _sayings(self) -> tuple[list[str], list[str], list[Person], dict[str, int]]:
        """Everything anybody may be called, in one piece and with its words in order, and where a word comes first."""
        whole: list[str] = []
        in_order: list[str] = []
        people: list[Person] = []
        with_word: dict[str, int] = {}
        for person in self.people:
            texts = [*_forms(person), fold(person.email.partition("@")[0]), *map(fold, person.aliases)]
            for text in [text for text in dict.fromkeys(texts) if text] or [person.id]:
                for word in text.split():
                    if len(word) > 2:
                        with_word.setdefault(word, len(people))
                whole.append(text.replace(" ", ""))
                in_order.append(" ".join(sorted(text.split())))
                people.append(person)
        return whole, in_order, people, with_word

    @cached_property
    def _index(self) -> dict[str, dict[str, list[Person]]]:
        made: dict[str, dict[str, list[Person]]] = {
            kind: {} for kind in ("name", "squeezed", "login", "local", "email", "number", "bare")
        }
        for person in self.people:
            for form in _forms(person):
                _add(made["name"], form, person)
                _add(made["squeezed"], form.replace(" ", ""), person)
            ids = {person.id, person.number, *person.aliases} - {""}
            for text in ids:
                _add(made["number"], text.casefold(), person)
                _add(made["bare"], text.casefold().lstrip("0"), person)
                _add(made["login"], text.casefold(), person)
            if person.email:
                _add(made["email"], person.email.casefold(), person)
                _add(made["login"], person.email.casefold(), person)
                local = person.email.casefold().partition("@")[0]
                _add(made["login"], local, person)
                # As a folder's name, "science" of science@school.org says nothing; "ana.perez" does.
                if re.search(r"[\W\d_]", local):
                    _add(made["local"], local, person)
        for kind in ("number", "email"):
            for text, people in made[kind].items():
                for person in people:
                    _add(made["local"], text, person)
        return made


def _forms(person: Person) -> list[str]:
    """Return the full name with each of its words in front: first name first, last name first, and so on."""
    forms = []
    first, last = fold(person.first) if person.first else "", fold(person.last) if person.last else ""
    if first and last:
        forms += [f"{first} {last}", f"{last} {first}"]
    names = [person.name, *(alias for alias in person.aliases if " " in alias.strip())]
    for name in names:
        words = fold(name).split()
        forms += [" ".join(words[n:] + words[:n]) for n in range(max(len(words), 1))]
    return [form for form in dict.fromkeys(forms) if form]


def _key(clue: Clue) -> str:
    return fold(clue.text) if clue.kind == "name" else clue.text.strip().casefold()


def _add(index: dict[str, list[Person]], key: str, person: Person) -> None:
    if key and person not in (there := index.setdefault(key, [])):
        there.append(person)

"""Whose file is it: certain only where exactly one person of the roster fits exactly; else a guess to confirm."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from belonging.cohort.collect.known import Known, fold
from belonging.cohort.collect.lms import Clue, Named, all_named
from belonging.cohort.roster import Person

# Words that say nothing about a person. "Copy of ..." and "... - Copy" are what Google Drive and Windows put there.
_FILLERS = {
    *("belonging", "copy", "of", "exercise", "exercises", "notebook", "homework", "module", "assignment", "final"),
    *("finished", "done", "mended", "submission", "my", "plan", "yml", "yaml", "ipynb", "txt", "json", "zip"),
    "download",
}
_ENDINGS = re.compile(r"(\.(ipynb|json|txt|html?|py|md|ya?ml|zip|download|docx?|pdf|bak|crdownload))+$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
NEAR, _NEARER, SEVERAL = 70, 85, 99


@dataclass(frozen=True)
class Match:
    """What the roster says about one file's names."""

    person: Person | None
    """The one person who fits exactly; None when nobody or several do."""
    reason: str
    guess: Person | None = None
    """The person who comes nearest, when none is certain."""
    near: int = 0
    """How near, from 0 to 100."""


class Matcher:
    """The roster, ready to compare names with.

    Parameters
    ----------
    people
        Everybody on the roster, leavers included: a file of theirs is still theirs.
    fillers
        More words that say nothing about a person, such as the modules' names.
    """

    def __init__(self, people: Iterable[Person], fillers: Iterable[str] = ()) -> None:
        self._known = Known(people)
        self._fillers = _FILLERS | {word for text in fillers for word in fold(text).split()}

    def named(self, trail: Sequence[str]) -> Named:
        """Read the names on the way to a file, as far as platforms made them.

        The outermost name that is somebody's is the platform's own. What lies further in was packed by that person,
        so a name in there that speaks of somebody else makes the whole uncertain: nobody can hand in for another.
        """
        found = list(all_named(trail))
        known = [one for one in found if any(self._known.of(clue) for clue in one.clues)]
        if not known:
            return found[0] if found else Named(trail[-1])
        chosen = known[-1]
        theirs = {one.id for one in self._fits(chosen.clues)}
        others = any(not theirs & {one.id for one in self._fits(inner.clues)} for inner in known[:-1])
        # Canvas' naming is so plain that a folder of the director's may look like it.
        unknown = any(one.at < chosen.at and one.system != "Canvas" for one in found)
        return replace(chosen, mixed=others or unknown)

    def match(self, named: Named, trail: Sequence[str], hints: Sequence[str] = ()) -> Match:
        """Match one file.

        Parameters
        ----------
        named
            What the platform's names say.
        trail
            All the names on the way to the file; the first is what was typed.
        hints
            Names that stand in the file itself. They never decide, they only help to guess.
        """
        loose = self._loose(named, trail)
        if told := named.clues:
            fits = self._fits(told)
            by = f"{named.system} calls the person {_quoted(clue.text for clue in told)}"
            if len(fits) > 1:
                fits = self._narrowed(fits, loose) or fits
            if fits and any(clue.kind == "name" and not self._known.of(clue) for clue in told):
                # A number alone may be another system's; together with a name that does not fit it is no proof.
                return Match(None, f"{by}: the number fits, the name does not. Say who it is.", fits[0], 98)
        else:
            fits = self._fits(loose)
            by = f"Its name holds {_quoted(dict.fromkeys(c.text for c in loose if self._known.of(c)))}" if fits else ""
        if len(fits) > 1:
            fits = self._by_school(fits, trail) or fits
        if fits and named.mixed:
            doubt = "What one person handed in holds a name that speaks of somebody else. Say whose it is."
            return Match(None, doubt, fits[0], 98)
        if len(fits) == 1:
            return Match(fits[0], by)
        if len(fits) > 1:
            names = "; ".join(f"{one.name} ({one.id})" for one in fits[:4])
            return Match(None, f"{len(fits)} people fit: {names}. Say which.", fits[0], SEVERAL)
        if self._contradict(told or loose):
            return self._guess("Its names fit different people.", named, trail, hints)
        if by:
            return self._guess(f"{by}; nobody on the roster is called so.", named, trail, hints)
        says = self._words(named.original) or any(self._words(part) for part in trail[1:-1])
        reason = "Its names are nobody's on the roster." if says else "Its name does not say whose it is."
        return self._guess(reason, named, trail, hints)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody on the roster."""
        return self._known.people

    def said(self, text: str) -> list[Person]:
        """Return everybody a director may mean; see `Known.said`."""
        return self._known.said(text)

    def _fits(self, clues: Sequence[Clue]) -> list[Person]:
        """Return the people who fit every clue that fits anybody."""
        found = [fits for clue in clues if (fits := self._known.of(clue))]
        both = set.intersection(*({one.id for one in fits} for fits in found)) if found else set()
        return [one for one in found[0] if one.id in both] if found else []

    def _contradict(self, clues: Sequence[Clue]) -> bool:
        return sum(bool(self._known.of(clue)) for clue in clues) > 1

    def _narrowed(self, fits: Sequence[Person], clues: Sequence[Clue]) -> list[Person]:
        for clue in clues:
            if (both := [one for one in fits if one in self._known.of(clue)]) and len(both) < len(fits):
                fits = both
        return list(fits)

    def _by_school(self, fits: Sequence[Person], trail: Sequence[str]) -> list[Person]:
        """Tell people of one name apart by a folder that is called after a school or a group."""
        folders = {fold(part) for part in trail[:-1]}
        for mark in ("school", "group"):
            one = [person for person in fits if (text := getattr(person, mark)) and fold(text) in folders]
            others = {fold(getattr(person, mark)) for person in fits}
            if len(one) == 1 and len(others) > 1:
                return one
        return []

    def _loose(self, named: Named, trail: Sequence[str]) -> list[Clue]:
        """Return what may be a person in names that no platform made: nearest to the file first.

        A folder that was typed is left out: it says where the director keeps files, and perhaps the director's name.
        """
        clues = []
        parts = [named.original, *reversed(trail[max(named.at, 0) : -1])]
        if len(trail) > 1 and not _is_file(trail[0]) and parts[-1] == trail[0]:
            parts.pop()
        for number, part in enumerate(parts):
            found = _EMAIL.findall(_ENDINGS.sub("", part))
            clues += [Clue("email", self._without_fillers(address)) for address in found]
            clues += self._clues_of(_EMAIL.sub(" ", part), "local" if number else "login")
        return clues

    def _clues_of(self, part: str, login: Literal["login", "local"]) -> list[Clue]:
        stem = _ENDINGS.sub("", part)
        stem = re.sub(r"[ _-]*\(\d+\)$", "", stem.strip()).strip()
        words = [word for word in fold(stem).split() if word not in self._fillers and not re.fullmatch(r"v?\d", word)]
        rest = " ".join(words)
        pieces = [piece.strip() for piece in re.split(r" [-–—] |_{2,}|\+", stem)]
        bare = self._without_fillers(stem)
        texts = dict.fromkeys([stem, bare, rest, *pieces])
        found = [Clue("name", text) for text in texts if text and self._known.of(Clue("name", text))]
        # An id or a login has to be all of a name, or all of a piece between " - ": "p007", "listening - p007".
        for text in dict.fromkeys([stem, bare, *pieces]):
            if text and not re.fullmatch(r"\d{1,3}", text) and self._known.of(Clue(login, text)):
                found.append(Clue(login, text))
        return found

    def _without_fillers(self, stem: str) -> str:
        """Take the filler words off both ends and keep the signs between the others, as in `listening-ana.perez`."""
        words = re.split(r"([\s_-]+)", stem)
        while words and (not words[0].strip(" _-") or fold(words[0]) in self._fillers):
            words.pop(0)
        while words and (not words[-1].strip(" _-") or fold(words[-1]) in self._fillers):
            words.pop()
        return "".join(words)

    def _guess(self, reason: str, named: Named, trail: Sequence[str], hints: Sequence[str]) -> Match:
        own = [clue.text for clue in named.clues] or [named.original]
        folders = [part for part in trail[max(named.at, 0) : -1] if not named.clues]
        texts = [*((text, NEAR) for text in own), *((text, _NEARER) for text in folders)]
        best, near, by = None, 0.0, ""
        for text, enough in [*texts, *((hint, NEAR) for hint in hints)]:
            words = self._words(text)
            person, score = self._known.nearest(words) if len(words) > 2 else (None, 0.0)
            if person and score > max(near, enough - 0.5):
                best, near = person, score
                by = f" The file itself names “{text}”." if text in hints and text not in own else ""
        if best is None:
            return Match(None, f"{reason} If it is a late joiner, add a line to roster.csv.")
        return Match(None, reason + by, best, min(round(near), 98))

    def _words(self, text: str) -> str:
        words = fold(_ENDINGS.sub("", text)).split()
        return " ".join(word for word in words if word not in self._fillers and not word.isdigit())


def _is_file(name: str) -> bool:
    return _ENDINGS.search(name) is not None


def _quoted(texts: Iterable[str]) -> str:
    return " and ".join(f"“{text}”" for text in texts)

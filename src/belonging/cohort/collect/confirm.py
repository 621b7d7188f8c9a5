"""`matches.csv`: files that nobody could be matched to, each with a guess; the director's answers are remembered."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from belonging.cohort.collect.inbox import Entry
from belonging.cohort.collect.lms import Named
from belonging.cohort.collect.match import Matcher
from belonging.cohort.roster import Person
from belonging.errors import Plain
from belonging.exercise.mend.unwrap import text_of
from belonging.files import write_atomically

IGNORE = "ignore"
COLUMNS = ("person", "guess", "guess name", "how near", "file", "module", "reason", "received", "key")
_YES = {"yes", "y", "x", "ok", "ja", "sí", "si", "oui"}
_NOBODY = {"ignore", "nobody", "none", "-"}


@dataclass(frozen=True)
class Row:
    """One line of `matches.csv`."""

    key: str
    file: str
    module: str
    reason: str
    received: str
    guess: Person | None
    near: int
    person: str = ""
    """What stands in the director's column."""


def key_of(entry: Entry, named: Named) -> str:
    """Return what an answer is remembered under: the person as the platform calls them, else this one file."""
    return "w" + hashlib.sha256(named.who.encode()).hexdigest()[:11] if named.who else entry.key


class Answers:
    """What the director said about whose files are whose.

    Parameters
    ----------
    file : Path
        `matches.csv`, which is read.
    folder : Path
        Where answers are remembered, one small file each.
    matcher : Matcher
        The roster.
    """

    def __init__(self, file: Path, folder: Path, matcher: Matcher) -> None:
        self._file, self._folder = file, folder
        self.said: dict[str, str] = {}
        """What was written in each line, by key."""
        self.problems: dict[str, str] = {}
        """By key, why what was written could not be used."""
        self._people = {person.id: person for person in matcher.people}
        self._kept = _remembered(folder)
        for line in _lines(file):
            key, said = line.get("key", ""), line.get("person", "")
            if not key:
                continue
            self.said[key] = said
            self._answer(key, said, line.get("guess", ""), matcher)

    def of(self, entry: Entry, named: Named) -> Person | str | None:
        """Return the person the director named for a file, `IGNORE`, or None where nothing was said."""
        for key in (entry.key, key_of(entry, named)):
            answer = self._kept.get(key)
            if answer == IGNORE:
                return IGNORE
            if answer in self._people:
                return self._people[answer]
        return None

    def write(self, rows: Sequence[Row]) -> None:
        """Write `matches.csv` anew, if anything in it changed; answered lines stay in it."""
        if not rows and not self._file.exists():
            return
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for row in rows:
            guess = (row.guess.id, row.guess.name, row.near) if row.guess else ("", "", "")
            cells = (row.person, *guess, row.file, row.module, row.reason, row.received, row.key)
            writer.writerow([safe(cell) for cell in cells])
        content = out.getvalue().encode("utf-8-sig")
        if not self._file.exists() or self._file.read_bytes() != content:
            try:
                write_atomically(self._file, content)
            except Plain as problem:
                if not self._file.exists():
                    raise
                raise Plain(
                    f"{self._file.name} could not be written: {problem.message}",
                    "If it is open in a spreadsheet, save and close it there, and run the same command again.",
                ) from problem

    def _answer(self, key: str, said: str, guess: str, matcher: Matcher) -> None:
        text = guess if said.casefold() in _YES else said
        answer = ""
        if said.casefold() in _NOBODY:
            answer = IGNORE
        elif text:
            people = matcher.said(text)
            if len(people) == 1:
                answer = people[0].id
            else:
                several = "; ".join(f"{one.name} ({one.id})" for one in people)
                self.problems[key] = (
                    f"“{said}” fits several: {several}. Write the id."
                    if people
                    else f"“{said}” is nobody on the roster. Write an id from roster.csv, or the word {IGNORE}."
                )
        if answer == self._kept.get(key, ""):
            return
        path = self._folder / f"{key}.json"
        if answer:
            write_atomically(path, json.dumps({"person": answer}).encode())
            self._kept[key] = answer
        elif key not in self.problems:  # an answer was taken back
            path.unlink(missing_ok=True)
            self._kept.pop(key, None)


def safe(cell: object) -> object:
    """Keep a spreadsheet from taking a name such as `=HYPERLINK(...)` for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _remembered(folder: Path) -> dict[str, str]:
    kept = {}
    for path in folder.glob("*.json"):
        try:
            kept[path.stem] = str(json.loads(path.read_text(encoding="utf-8"))["person"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return kept


def _lines(file: Path) -> list[Mapping[str, str]]:
    """Read the file as any spreadsheet may have saved it."""
    if not file.is_file():
        return []
    text = text_of(file.read_bytes())
    head = text.partition("\n")[0]
    comma = max((",", ";", "\t"), key=head.count)
    found = csv.DictReader(io.StringIO(text), delimiter=comma)
    return [
        {str(name).strip().casefold(): str(cell or "").strip().removeprefix("'") for name, cell in line.items() if name}
        for line in found
    ]

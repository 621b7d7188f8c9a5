"""`matches.csv`: files that nobody could be matched to, each with a guess; the director's answers are remembered."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from belonging.cohort.collect.inbox import Entry
from belonging.cohort.collect.lms import Named
from belonging.cohort.collect.match import Matcher
from belonging.cohort.roster import Person
from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.grading.report import formula_safe
from belonging.own.sheet_reading import read_sheet

IGNORE = "ignore"
COLUMNS = ("person", "guess", "guess name", "how near", "file", "module", "reason", "received", "key")
_YES = {"yes", "y", "x", "ok", "ja", "sí", "si", "oui"}
_NOBODY = {"ignore", "nobody", "none", "-"}
_KEY = re.compile(r"[fw][0-9a-f]{11}")
_ANEW = "Move the file away and collect again: a new one is written, with everything you said before."


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
    return "w" + hashlib.sha256(named.who.encode()).hexdigest()[:11] if named.who and not named.mixed else entry.key


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
        guesses: dict[str, str] = {}
        for line in _lines(file):
            before = self.said.get(line.key, "")
            if before and line.said and before.casefold() != line.said.casefold():
                self.problems[line.key] = f"Two lines say different things of it: “{before}” and “{line.said}”."
            self.said[line.key], guesses[line.key] = line.said or before, line.guess or guesses.get(line.key, "")
        for key, said in self.said.items():
            if key not in self.problems:
                self._answer(key, said, guesses[key], matcher)

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
            writer.writerow(formula_safe(cells))
        content = out.getvalue().encode("utf-8-sig")
        before = self._file.read_bytes() if self._file.exists() else None
        if before != content:
            try:
                if before:  # a director may have added columns, or lines
                    when = f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S.%f}"
                    write_atomically(self._folder.parent / "matches-earlier" / f"{when}.csv", before)
                write_atomically(self._file, content)
            except Plain as problem:
                if before is None:
                    raise
                raise Plain(
                    f"{self._file.name} could not be written: {problem.message}",
                    "If it is open in a spreadsheet, save and close it there, and run the same command again.",
                ) from problem

    def _answer(self, key: str, said: str, guess: str, matcher: Matcher) -> None:
        yes = said.casefold() in _YES
        # The file names the guess only until it is confirmed.
        text = (guess or self._kept.get(key, "")) if yes else said
        answer = ""
        if said.casefold() in _NOBODY or (yes and text == IGNORE):
            answer = IGNORE
        elif text:
            people = matcher.said(text) or matcher.said(_in_brackets(text))
            if len(people) == 1:
                answer = people[0].id
            else:
                several = "; ".join(f"{one.name} ({one.id})" for one in people)
                self.problems[key] = (
                    f"“{said}” fits several: {several}. Write the id."
                    if people
                    else f"“{said}” is nobody on the roster. Write an id from roster.csv, or the word {IGNORE}."
                )
        elif yes:
            self.problems[key] = "There is no guess in this line to say yes to. Write the person's id from roster.csv."
        if yes and answer:
            self.said[key] = answer
        if answer == self._kept.get(key, ""):
            return
        path = self._folder / f"{key}.json"
        if answer:
            write_atomically(path, json.dumps({"person": answer}).encode())
            self._kept[key] = answer
        elif key not in self.problems:  # an answer was taken back
            path.unlink(missing_ok=True)
            self._kept.pop(key, None)


def _remembered(folder: Path) -> dict[str, str]:
    kept = {}
    for path in folder.glob("*.json"):
        try:
            kept[path.stem] = str(json.loads(path.read_text(encoding="utf-8"))["person"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return kept


@dataclass(frozen=True)
class _Line:
    """One line as the director left it."""

    key: str
    said: str
    guess: str


def _lines(file: Path) -> Iterator[_Line]:
    """Read the file as any spreadsheet may have saved it; where an answer would be lost, say so instead."""
    try:
        content = file.read_bytes()
        if not content.strip():
            return
        sheet = read_sheet(content, "the list", "the spreadsheet")
    except FileNotFoundError:
        return
    except OSError as error:
        raise Plain(
            f"{file.name} could not be opened: {error.strerror or error}.", "Close it in other programs and try again."
        ) from error
    except Plain as problem:
        raise Plain(f"{file.name} cannot be read. {problem.message}", f"Save it as CSV. Or: {_ANEW}") from problem
    rows = [[cell.strip().removeprefix("'") for cell in row] for row in sheet.rows]
    heads = [[cell.casefold() for cell in row] for row in rows]
    head = next((n for n, names in enumerate(heads) if {"person", "key"} <= set(names)), None)
    if head is None:
        raise Plain(f"{file.name} has no columns called “person” and “key” any more.", _ANEW)
    columns = {name: heads[head].index(name) for name in ("person", "key", "guess") if name in heads[head]}
    for number, row in zip(sheet.numbers[head + 1 :], rows[head + 1 :], strict=True):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if _KEY.fullmatch(cells["key"]):
            yield _Line(cells["key"], cells["person"], cells.get("guess", ""))
        elif cells["person"]:
            raise Plain(
                f"Line {number} of {file.name} says “{cells['person'][:60]}”, but its column “key” is not as it was.",
                "Delete that line and collect again. If its file is still nobody's, the line comes back.",
            )


def _in_brackets(text: str) -> str:
    """Return the id out of "Ana Perez (p001)", as messages write it."""
    found = re.search(r"\(([^()]+)\)$", text)
    return found[1] if found else ""

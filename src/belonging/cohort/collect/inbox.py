"""The inbox: every file that was ever received, as it came; nothing in it is changed, deleted or stored twice."""

import errno
import hashlib
import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from belonging.cohort.collect.find import Found
from belonging.cohort.names import cleaned
from belonging.files import cannot_write, write_atomically

INDEX = "index.jsonl"


@dataclass(frozen=True)
class Entry:
    """One received file: where it lies in the inbox, and the names it came under."""

    stored: str
    """Its path inside the inbox; a file that came twice is stored once."""
    sha256: str
    trail: tuple[str, ...]
    saved: str
    """When it was saved, as its source says (ISO 8601, UTC); empty when unknown."""
    received: str
    size: int
    packed: bool = False
    """Whether it is a zip; the files in it are entries of their own."""
    refused: str = ""
    """Why it was not taken in, in plain words; there is then nothing stored of it."""

    @cached_property
    def key(self) -> str:
        """A short name that stays the same for the same content under the same names."""
        # Never only digits, which a spreadsheet would change.
        return "f" + hashlib.sha256("\0".join((self.sha256, *self.trail)).encode()).hexdigest()[:11]

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.trail[-1]

    @property
    def shown(self) -> str:
        """The names on the way to it, as people read a path: in one line, with nothing that cannot be seen."""
        return "/".join(map(cleaned, self.trail))


class Inbox:
    """The inbox of one cohort.

    Each receipt is a folder with numbered files and an `index.jsonl`: one line per file, written when the file is
    there. So a run that is stopped leaves whole lines, and the next one takes in the rest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._entries: dict[str, Entry] = {}
        self._at: dict[str, str] = {}
        self._refused: set[tuple[str, ...]] = set()
        for index in sorted(root.glob(f"*/{INDEX}")):
            self._keep(_lines(index))
        self._receipt: Path | None = None
        self._number = 0

    @property
    def entries(self) -> list[Entry]:
        """Everything received, without refusals of files that could be taken in later."""
        return [one for one in self._entries.values() if not one.refused or one.trail in self._refused]

    def take(self, found: Found) -> Entry | None:
        """Store one file; one that somebody took out of the inbox is put back.

        Returns
        -------
        Entry or None
            Its entry; None when the same content came under the same names before.

        Raises
        ------
        OSError
            If the file itself cannot be read, or changes meanwhile.
        Plain
            If the disk is full or the folder cannot be written in; what is stored stays stored.
        """
        digest, size = _digest(found.content)
        stored = self._at.get(digest, "")
        saved = found.saved.astimezone(UTC).isoformat(timespec="seconds") if found.saved else ""
        received = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Entry(stored, digest, tuple(map(legal, found.trail)), saved, received, size, found.packed)
        if stored and not self._is_there(stored, size):
            _store(found, self.root / stored, digest)
        known = self._entries.get(entry.key)
        if known and (found.packed or known.trail not in self._refused):
            return None
        receipt = self._open()
        if known:  # it could not be read in between, and can again
            self._append(receipt / INDEX, known)
            self._keep([known])
            return None
        if not stored:
            self._number += 1
            target = receipt / f"{self._number:04d}-{_plain(found.trail[-1])}"
            _store(found, target, digest)
            entry = replace(entry, stored=f"{receipt.name}/{target.name}")
        self._append(receipt / INDEX, entry)
        self._keep([entry])
        return entry

    def refuse(self, trail: Sequence[str], reason: str) -> Entry | None:
        """Write down what was not taken in, and why; None when that was known."""
        received = datetime.now(UTC).isoformat(timespec="seconds")
        digest = hashlib.sha256(reason.encode()).hexdigest()
        entry = Entry("", digest, tuple(map(legal, trail)), "", received, 0, refused=reason)
        if entry.key in self._entries and entry.trail in self._refused:
            return None
        self._append(self._open() / INDEX, entry)
        self._keep([entry])
        return entry

    def path(self, entry: Entry) -> Path:
        """Return where an entry's file lies."""
        return self.root / entry.stored

    def read(self, entry: Entry) -> bytes:
        """Return an entry's file.

        Raises
        ------
        OSError
            If it is not there any more, or was cut off.
        """
        content = self.path(entry).read_bytes()
        if len(content) != entry.size:
            raise OSError(errno.EIO, "It is not as it came")
        return content

    def _keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._entries.setdefault(entry.key, entry)
            if entry.stored:
                self._at.setdefault(entry.sha256, entry.stored)
            (self._refused.add if entry.refused else self._refused.discard)(entry.trail)

    def _is_there(self, stored: str, size: int) -> bool:
        try:
            return (self.root / stored).stat().st_size == size
        except OSError:
            return False

    def _open(self) -> Path:
        if self._receipt is None:
            when, number = f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}", 1
            while (folder := self.root / f"{when}-{number}").exists():
                number += 1
            try:
                folder.mkdir(parents=True)
            except OSError as error:
                raise cannot_write(folder, error) from error
            self._receipt = folder
        return self._receipt

    def _append(self, index: Path, entry: Entry) -> None:
        try:
            with index.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
        except OSError as error:
            raise cannot_write(index, error) from error


def _lines(index: Path) -> list[Entry]:
    found = []
    # Not `splitlines`, which ends a line at signs that may stand in a file's name.
    for line in index.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            one = json.loads(line)
            entry = Entry(**{**one, "trail": tuple(one["trail"])})
            if entry.key and (not entry.saved or datetime.fromisoformat(entry.saved)):
                found.append(entry)
        except (ValueError, TypeError, KeyError):
            continue  # the last line of a run that was killed; its file is taken in again
    return found


def _digest(content: bytes | Path) -> tuple[str, int]:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest(), len(content)
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), content.stat().st_size


def _store(found: Found, target: Path, digest: str) -> None:
    if isinstance(found.content, bytes):
        write_atomically(target, found.content)
    else:
        _copy(found.content, target, digest)
    if found.saved:
        with suppress(OSError, ValueError, OverflowError):  # a day no file system can hold; the index has it
            os.utime(target, (found.saved.timestamp(), found.saved.timestamp()))


def _copy(source: Path, target: Path, digest: str) -> None:
    """Copy a file that may be too large for memory, and make sure that the copy is what was promised."""
    part, copied = target.with_name(f".{target.name}.part"), hashlib.sha256()
    with source.open("rb") as file:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as out:
                while piece := _read(file):
                    copied.update(piece)
                    out.write(piece)
            if copied.hexdigest() == digest:
                part.replace(target)
                return
            part.unlink()
        except _SourceError as error:
            part.unlink(missing_ok=True)
            raise error.error from None
        except OSError as error:
            raise cannot_write(target, error) from error
    raise OSError(errno.EAGAIN, "It was being changed")


class _SourceError(Exception):
    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(1 << 20)
    except OSError as error:
        raise _SourceError(error) from error


def legal(name: str) -> str:
    """Return a name without the halves of letters that a file system may hand out and no text file can hold."""
    return name.encode("utf-8", errors="replace").decode("utf-8")


def _plain(name: str) -> str:
    """Return a short name that every file system can hold, with its ending."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,8}", ending):
        stem, ending = name, ""
    short = re.sub(r"[^\w.-]+", "-", legal(stem))[:40].strip("-.") or "file"
    return f"{short}.{ending}" if ending else short

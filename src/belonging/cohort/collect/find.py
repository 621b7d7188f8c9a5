"""Go through what a director points at, files, folders, zips and mails, and give every file in it, with its names."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from belonging.cohort.collect.mail import OUTLOOK, attachments
from belonging.cohort.collect.unzip import Budget, Trouble, is_litter, is_office, is_zip, members, other_archive
from belonging.exercise.mend.unwrap import MOST_BYTES

MOST_IN_FOLDER = 100_000
LARGEST_ZIP = 8_000_000_000


@dataclass(frozen=True)
class Found:
    """One file that was handed in."""

    trail: tuple[str, ...]
    """The names on the way to it, from what was typed to the file itself, as in ("week-3.zip", "Ana", "x.ipynb")."""
    content: bytes | Path
    saved: datetime | None
    packed: bool = False
    """Whether it is a zip or a mail whose files follow."""


@dataclass(frozen=True)
class NotTaken:
    """One file, zip or folder that was not taken in, and why."""

    trail: tuple[str, ...]
    reason: str
    whole: bool = False
    """Whether it is all that was typed, such as a name that is not there."""


def find(sources: Sequence[Path], own: Path) -> Iterator[Found | NotTaken]:
    """Give every file of the sources; links are not followed, and nothing that could hang is opened.

    Parameters
    ----------
    sources
        As typed.
    own
        The cohort's own folder, which is left out.
    """
    for source in sources:
        path = _place(source)
        name = path.name or str(path)
        if not _exists(path):
            yield NotTaken(
                (str(source)[:200],), "There is nothing of this name. Check it, or drag the file into the window.", True
            )
        elif _is_own(path, own.resolve()):
            yield NotTaken(
                (str(source),), "This is a part of the cohort's own folder; what is in it is collected.", True
            )
        elif path.is_dir():
            yield from _in_folder(path, name, own.resolve())
        else:
            yield from _file(path, (name,))


def could_not_read(error: OSError) -> str:
    """Say why a file could not be read, and what to do."""
    return f"It could not be read: {error.strerror or error}. Copy it to a folder of your own, and collect it there."


def _place(source: Path) -> Path:
    try:
        return source.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):  # no such person's home, links in a circle, a sign no name can have
        return source


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, RuntimeError, ValueError):
        return False


def _is_own(path: Path, own: Path) -> bool:
    kept = (
        *("hand-out.zip", "inbox", "submitted", "earlier", "autograded", "feedback", "feedback-pages", "release"),
        *("source", ".belonging", "reports", "matches.csv", "roster.csv", "gradebook.db", "nbgrader_config.py"),
    )
    return path == own or any(path.is_relative_to(own / name) for name in kept)


def _in_folder(folder: Path, name: str, own: Path) -> Iterator[Found | NotTaken]:
    seen, closed = 0, list[OSError]()
    for here, folders, files in os.walk(folder, onerror=closed.append):
        at = Path(here)
        trail = (name, *at.relative_to(folder).parts)
        folders[:] = sorted(one for one in folders if not is_litter((one,)) and at / one != own)
        for link in [one for one in folders if (at / one).is_symlink()]:
            folders.remove(link)
            yield from _link(at / link, (*trail, link), folder)
        for one in sorted(files):
            if is_litter((one,)):
                continue
            seen += 1
            if seen > MOST_IN_FOLDER:
                yield NotTaken(trail[:1], f"It holds more than {MOST_IN_FOLDER:,} files. Collect a smaller folder.")
                return
            if (at / one).is_symlink():
                yield from _link(at / one, (*trail, one), folder)
            else:
                yield from _file(at / one, (*trail, one))
    for error in closed:
        at = Path(error.filename)
        yield NotTaken((name, *at.relative_to(folder).parts), could_not_read(error))


def _link(path: Path, trail: tuple[str, ...], folder: Path) -> Iterator[NotTaken]:
    """Say that a link was not followed; one to a place in the same folder needs no word, its target is found."""
    try:
        inside = path.resolve().is_relative_to(folder) and path.exists()
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        yield NotTaken(
            trail, "It is a link to a place outside this folder, and was not followed. Ask for the file itself."
        )


def _file(path: Path, trail: tuple[str, ...]) -> Iterator[Found | NotTaken]:
    try:
        about = path.stat(follow_symlinks=False)
        if not stat.S_ISREG(about.st_mode):
            yield NotTaken(trail, "It is a device of the system, not a file. Ask for the file itself.")
            return
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        yield NotTaken(trail, could_not_read(error))
        return
    saved, budget = _day(about.st_mtime), Budget()
    packed = is_zip(head) and not is_office(path)
    mail = path.suffix.lower() == ".eml"
    if about.st_size > (LARGEST_ZIP if packed else MOST_BYTES):
        yield NotTaken(trail, "It is far larger than any notebook. It stays where it is; look at it by hand.")
        return
    if mail:
        inside = list(_in_mail(path, trail, saved, budget))
        yield Found(trail, path, saved, bool(inside))
        yield from inside
        return
    yield Found(trail, path, saved, packed)
    if packed:
        yield from _in_zip(path, trail, saved, budget)
    elif reason := OUTLOOK if path.suffix.lower() == ".msg" else other_archive(head, path.name):
        yield NotTaken(trail, reason)


def _day(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _in_zip(
    source: Path | bytes, trail: tuple[str, ...], saved: datetime | None, budget: Budget
) -> Iterator[Found | NotTaken]:
    for inner in members(source, budget):
        if isinstance(inner, Trouble):
            yield NotTaken(trail + inner.parts, inner.reason)
        elif inner.parts[-1].lower().endswith(".eml"):
            inside = list(_in_mail(inner.content, trail + inner.parts, inner.saved or saved, budget))
            yield from inside or [Found(trail + inner.parts, inner.content, inner.saved or saved)]
        else:
            yield Found(trail + inner.parts, inner.content, inner.saved or saved)


def _in_mail(
    source: Path | bytes, trail: tuple[str, ...], saved: datetime | None, budget: Budget
) -> Iterator[Found | NotTaken]:
    try:
        found = list(attachments(source if isinstance(source, bytes) else source.read_bytes()))
    except OSError as error:
        yield NotTaken(trail, could_not_read(error))
        return
    except Exception as error:  # mails are made by many programs, and not all keep to the rules
        yield NotTaken(trail, f"This mail could not be read ({type(error).__name__}). Save its attachments as files.")
        return
    for one in found:
        if is_litter(one.parts[-1:]):
            continue
        when = one.sent or saved
        if is_zip(one.content) and not is_office(one.content):
            yield from _in_zip(one.content, trail + one.parts, when, budget)
        elif reason := other_archive(one.content[:16], one.parts[-1]):
            yield NotTaken(trail + one.parts, reason)
        else:
            yield Found(trail + one.parts, one.content, when)

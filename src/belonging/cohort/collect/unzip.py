"""Read a zip that anybody may have made: nothing is written by its names, and nothing in it can fill the disk."""

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zlib import error as DeflateError  # noqa: N812 - it is an exception

from belonging.exercise.mend.unwrap import MOST_BYTES

# One notebook with a flood of output packs a thousand to one, and is honest; only many or huge ones are a bomb.
MOST_FILES = 20_000
MOST_IN_ALL = 4_000_000_000
LARGE, RATIO = 50_000_000, 200
DEEPEST = 4
# What one zip inside another may use up of what is left: a bomb that one person hands in must not cost the others.
_SHARE = 4
_TOO_MUCH = (
    "The zip it is in unpacks to something larger than can be taken in at once. Unpack that zip on your computer, and "
    "collect the folder."
)
_HUGE = "Unpacked it is far larger than any notebook. Look at it by hand before you open it."
_CHUNK = 1 << 20
_OFFICE = "[Content_Types].xml"
_UTF8_NAME = 0x800


@dataclass(frozen=True)
class Member:
    """One file of a zip: its name in parts, what is in it, and when it was saved if the zip says so."""

    parts: tuple[str, ...]
    content: bytes
    saved: datetime | None


@dataclass(frozen=True)
class Trouble:
    """One file of a zip, or (no parts) the whole zip, that is not taken in, and why."""

    parts: tuple[str, ...]
    reason: str


@dataclass
class Budget:
    """What may still be unpacked from one source, however its zips are nested."""

    files: int = MOST_FILES
    size: int = MOST_IN_ALL


def is_zip(head: bytes) -> bool:
    """Say whether a file's first bytes are those of a zip, be it empty."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def other_archive(head: bytes, name: str) -> str | None:
    """Return why an archive that is no zip is not opened, in plain words; None when it is no archive."""
    lower = name.lower()
    kinds = (("RAR", b"Rar!", (".rar",)), ("7z", b"7z\xbc\xaf\x27\x1c", (".7z",)))
    tar = ("tar", b"\x1f\x8b", (".tar", ".gz", ".tgz", ".bz2", ".xz"))
    for kind, magic, endings in (*kinds, tar):
        if head.startswith(magic) or lower.endswith(endings):
            return (
                f"This is a {kind} archive, which cannot be opened here. Unpack it on your computer, and collect the "
                "folder; or ask for a zip."
            )
    return None


def is_office(source: Path | bytes) -> bool:
    """Say whether a zip is a Word, Excel or PowerPoint file."""
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            return _OFFICE in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def members(source: Path | bytes, budget: Budget, depth: int = 1) -> Iterator[Member | Trouble]:
    """Go through the files of a zip and of the zips in it; each is read, none is written.

    Parameters
    ----------
    source
        The zip, as a path or as bytes.
    budget
        What may still be unpacked; it is used up.
    depth
        How many zips this one lies in, itself included.
    """
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            infos = archive.infolist()
            if not infos:
                yield Trouble((), "This zip is empty. Ask for it again.")
            yield from _of_archive(archive, infos, budget, depth)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        yield Trouble((), "This zip is cut off or damaged. Download it again, or ask for it again.")


def _of_archive(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], budget: Budget, depth: int
) -> Iterator[Member | Trouble]:
    for info in infos:
        parts = _parts(info)
        if info.is_dir() or is_litter(parts):
            continue
        if budget.files <= 0:
            says = "This zip holds too many files; the rest of it was not read."
            yield Trouble((), f"{says} Unpack it on your computer, and collect the folder.")
            return
        budget.files -= 1
        if reason := _refusal(info, parts, budget):
            yield Trouble(parts, reason)
            continue
        content = _read(archive, info, budget)
        if isinstance(content, str):
            yield Trouble(parts, content)
        elif is_zip(content) and not is_office(content):
            yield from _nested(parts, content, budget, depth)
        elif reason := other_archive(content[:16], parts[-1]):
            yield Trouble(parts, reason)
        else:
            yield Member(parts, content, _saved(info))


def _nested(parts: tuple[str, ...], content: bytes, budget: Budget, depth: int) -> Iterator[Member | Trouble]:
    if depth >= DEEPEST:
        yield Trouble(parts, f"Zips lie inside each other more than {DEEPEST} deep. Unpack it by hand and look at it.")
        return
    share = Budget(_share(budget.files, 1_000), _share(budget.size, 300_000_000))
    files, size = share.files, share.size
    for inner in members(content, share, depth + 1):
        if isinstance(inner, Member):
            yield Member(parts + inner.parts, inner.content, inner.saved)
        else:
            yield Trouble(parts + inner.parts, inner.reason)
    budget.files -= files - share.files
    budget.size -= size - share.size


def _share(left: int, least: int) -> int:
    return min(left, max(left // _SHARE, least))


def is_litter(parts: tuple[str, ...]) -> bool:
    """Say whether a file was put there by an operating system or by Jupyter itself, and by no person."""
    names = ("__macosx", "thumbs.db", "desktop.ini")
    # A dot alone, or two, may begin a person's name.
    return any(re.match(r"\.+[\w_]|~\$", part) or part.casefold() in names for part in parts)


def _refusal(info: zipfile.ZipInfo, parts: tuple[str, ...], budget: Budget) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not parts:
        return "It has no name. Ask the person for the file itself."
    if kind == stat.S_IFLNK:
        return "It is only a link to another place, not a file. Ask the person for the file itself."
    if kind not in (0, stat.S_IFREG):
        return "It is a device of the system, not a file. Ask the person for the file itself."
    if info.flag_bits & 1:
        return "It is locked with a password. Ask for it without one."
    if info.file_size > budget.size:
        return _TOO_MUCH
    if info.file_size > MOST_BYTES:
        return _HUGE
    if info.file_size > LARGE and info.file_size > RATIO * max(info.compress_size, 1):
        return "It unpacks to a huge size from almost nothing, as a zip bomb does. It was not unpacked."
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | str:
    """Read one file of a zip; what the zip says of its size is not believed."""
    pieces, room = [], min(MOST_BYTES, budget.size)
    try:
        with archive.open(info) as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                room -= len(piece)
                budget.size -= len(piece)
                if room < 0:
                    return _TOO_MUCH if budget.size < 0 else _HUGE
    except NotImplementedError:
        return "It is packed in a way that cannot be opened here. Unpack it on your computer, and collect the folder."
    except (zipfile.BadZipFile, DeflateError, OSError, EOFError, ValueError, RuntimeError):
        return "In the zip this file is damaged. Download the zip again, or ask for the file."
    return b"".join(pieces)


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:  # zipfile has read the name as cp437; macOS writes UTF-8 and does not say so
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    # Nothing is ever written under these names; what would lead out of the zip is left out of them all the same.
    return tuple(part for part in re.split(r"[/\\]+", re.sub(r"^[A-Za-z]:", "", name)) if part not in ("", ".", ".."))


def _saved(info: zipfile.ZipInfo) -> datetime | None:
    """Return the time a zip gives for a file; 1980 means that it gives none."""
    try:
        saved = datetime(*info.date_time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return saved if saved.year > 1980 else None

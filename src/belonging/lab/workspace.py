"""The workspace folder: filled and brought up to date without ever overwriting a participant's work."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.version import InvalidVersion, Version

from belonging.errors import Plain
from belonging.files import cannot_write, write_atomically

_OWN = ".belonging"
_FORMAT = 1


@dataclass
class Changes:
    """What preparing a workspace did; each list holds paths inside the folder."""

    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    """Changed by the participant and therefore kept, with the name the new release was given beside it."""
    notes: list[str] = field(default_factory=list)


def prepare(folder: Path, release: str, source: str, make: Callable[[], Mapping[str, bytes]]) -> Changes:
    """Fill a workspace folder, or bring an older one up to date.

    A file that is as it was handed out is replaced (the old one goes to `.belonging/backup`). A file the
    participant changed is never touched: a new release of it is put beside, once.

    Parameters
    ----------
    folder : Path
        The workspace; made when it is missing.
    release : str
        The release that prepares it.
    source : str
        Digest of what the files are made from; when it is the one of the last time, only missing files are made.
    make : callable
        Returns path -> content for every file; called only when something has to be written.

    Returns
    -------
    Changes
        What was written, updated and kept.

    Raises
    ------
    Plain
        If the folder cannot be used, or was prepared by a newer release.
    """
    _usable(folder)
    changes = Changes()
    stamp = _read_stamp(folder, changes)
    _refuse_newer(folder, stamp, release)
    handed_out: dict[str, str] = stamp["files"]
    if stamp["source"] == source and handed_out and all((folder / path).exists() for path in handed_out):
        return changes
    backup = folder / _OWN / "backup" / datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    files = make()
    for path, content in files.items():
        _place(folder, path, content, handed_out.get(path), release, backup, changes)
        # Stamped after each file: when the next one fails, this one is known to be as handed out.
        handed_out[path] = _sha256(content)
        _write_stamp(folder, release, stamp["source"], handed_out)
    _write_stamp(folder, release, source, handed_out)
    return changes


def _usable(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Plain(
            f"{folder} is a file, not a folder.",
            "Give the name of a folder for your work, for example: belonging start my-course",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    probe = folder / _OWN / "can-write"
    write_atomically(probe, b"")
    probe.unlink(missing_ok=True)


def _read_stamp(folder: Path, changes: Changes) -> dict[str, Any]:
    empty: dict[str, Any] = {"format": _FORMAT, "release": None, "source": None, "files": {}}
    path = folder / _OWN / "workspace.json"
    if not path.exists():
        return empty
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in stamp["files"].items()}
        return {"format": int(stamp["format"]), "release": stamp["release"], "source": stamp["source"], "files": files}
    except (ValueError, TypeError, KeyError, AttributeError):
        changes.notes.append(
            "The course's own note about this folder was damaged and has been made anew. Your files were not touched."
        )
        return empty


def _refuse_newer(folder: Path, stamp: dict[str, Any], release: str) -> None:
    try:
        newer = stamp["release"] is not None and Version(stamp["release"]) > Version(release)
    except (InvalidVersion, TypeError):
        newer = False
    if newer or stamp["format"] > _FORMAT:
        raise Plain(
            f"{folder} was prepared by a newer release of the course ({stamp['release']}); "
            f"this computer has {release}. Nothing in it was changed.",
            "Update the course (python -m pip install --upgrade belonging, or git pull in your copy of it), "
            "or start in another folder: belonging start my-other-folder",
        )


def _write_stamp(folder: Path, release: str, source: str | None, files: dict[str, str]) -> None:
    stamp = {"format": _FORMAT, "release": release, "source": source, "files": files}
    text = json.dumps(stamp, indent=1, ensure_ascii=False) + "\n"
    write_atomically(folder / _OWN / "workspace.json", text.encode())


def _place(
    folder: Path, path: str, content: bytes, handed_out: str | None, release: str, backup: Path, changes: Changes
) -> None:
    target = folder / path
    if not target.exists():
        write_atomically(target, content)
        changes.written.append(path)
        return
    present, new = _sha256(target.read_bytes()), _sha256(content)
    if present == new or handed_out == new:  # nothing new, or this release was already offered
        return
    if present == handed_out:
        write_atomically(backup / path, target.read_bytes())
        write_atomically(target, content)
        changes.updated.append(path)
        return
    beside = _beside(folder, path, new, release)
    write_atomically(folder / beside, content)
    changes.kept.append((path, beside))


def _beside(folder: Path, path: str, new: str, release: str) -> str:
    """Return a free name beside a kept file, or the name under which this very content already lies there."""
    pure = PurePosixPath(path)
    number = 1
    while True:
        label = f"release {release}" + (f", {number}" if number > 1 else "")
        candidate = str(pure.with_name(f"{pure.stem} ({label}){pure.suffix}"))
        if not (folder / candidate).exists() or _sha256((folder / candidate).read_bytes()) == new:
            return candidate
        number += 1


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

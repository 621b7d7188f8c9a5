"""What a received file is: an exercise, a file that goes with one, or something else; read once for each content."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from belonging.cohort.collect.inbox import Entry, Inbox
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.derive import blank_source, release_of
from belonging.exercise.mend.unwrap import MOST_BYTES
from belonging.exercise.notebook import source_of
from belonging.exercise.repair import Mended, mend
from belonging.exercise.source import load
from belonging.files import write_atomically
from belonging.tasks import File

GONE = "It is not in the folder inbox any more, or cannot be read there. Collect the same file again."
_VERSION = 2
_NOTEBOOK_ENDINGS = (".ipynb", ".json")
# Colab writes into each cell that was run whose account it was.
_RUN_BY = ("executionInfo", "user", "displayName")


@dataclass(frozen=True)
class Reading:
    """What one content is."""

    kind: str
    """"exercise"; "file", which a task may ask for; or "other"."""
    module_id: str = ""
    release: str = ""
    """The exercise's own mark when it was read; another mark makes it be read again."""
    clean: bool = True
    """Whether it can be handed in as it is, with nothing to mend."""
    blank: bool = False
    reason: str = ""
    """Why it is no exercise, in plain words."""
    run_by: tuple[str, ...] = ()
    """Names of those who ran it, as the file itself says."""
    version: int = _VERSION


class Readings:
    """Readings of one cohort, remembered in one small file for each content."""

    def __init__(self, folder: Path, inbox: Inbox) -> None:
        self._folder, self._inbox = folder, inbox
        self._endings = {
            ending
            for module in modules()
            for placed in load(module.id).tasks
            if isinstance(placed.task.kind, File)
            for ending in placed.task.kind.endings
        }

    def of(self, entry: Entry) -> Reading:
        """Read one entry, or remember how it was read before."""
        if entry.refused:
            return Reading("other", reason=entry.refused)
        suffix = Path(entry.name).suffix.lower()
        if suffix in self._endings:
            return Reading("file")
        kept = self._folder / entry.sha256[:2] / f"{entry.sha256}.json"
        if (known := _remembered(kept)) is not None:
            return known
        try:
            if self._inbox.path(entry).stat().st_size != entry.size:
                return Reading("other", reason=GONE)
            made = read(self._inbox.path(entry), entry.name)
        except OSError:  # not remembered: it may be put back
            return Reading("other", reason=GONE)
        write_atomically(kept, json.dumps(asdict(made), ensure_ascii=False).encode())
        return made


def read(path: Path, name: str) -> Reading:
    """Say what one file is; whatever is wrong with its content becomes a reason in plain words.

    Raises
    ------
    OSError
        If the disk does not give the file.
    """
    mended = look(path, name)
    if isinstance(mended, str):
        return Reading("other", reason=mended)
    id_ = mended.module_id
    return Reading("exercise", id_, release(id_), mended.clean, is_blank(mended), run_by=_run_by(path.read_bytes()))


def look(path: Path, name: str) -> Mended | str:
    """Return the clean copy of the one exercise in a file, or in plain words why there is none.

    Raises
    ------
    OSError
        If the disk does not give the file.
    """
    if path.stat().st_size > MOST_BYTES:
        return "This file is too large to be read. Ask for it with its outputs cleared."
    try:
        return mended_of(path.read_bytes(), name)
    except Plain as problem:
        # The same content may come under several names; and the advice is meant for the person whose file it is.
        return problem.message.replace(f"“{name}”", "This file") + " Ask for it again."
    except OSError:
        raise
    except Exception as error:  # a file nobody foresaw must not take the others with it
        return f"This file could not be read ({type(error).__name__}). Look at it in JupyterLab."


@cache
def release(module_id: str) -> str:
    """Return the mark of an exercise as it is today."""
    return release_of(load(module_id))


def mended_of(raw: bytes, name: str) -> Mended:
    """Return the clean copy of the one exercise in a file.

    Raises
    ------
    Plain
        If there is none, or more than one.
    """
    if b"\0" in raw[:1024] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff", b"PK") and raw[1:2] != b"\0":
        raise Plain(f"“{name}” is not a notebook.", "Ask for the file whose name ends in .ipynb.")
    found = mend(raw, name)
    if len(found) > 1:
        raise Plain(f"“{name}” holds {len(found)} exercises.", "Take them apart, and collect each.")
    return found[0]


def is_blank(mended: Mended) -> bool:
    """Say whether no task of a clean copy has an answer."""
    sources = {cell["id"]: source_of(cell) for cell in mended.notebook["cells"]}
    tasks = load(mended.module_id).tasks
    return all(sources[placed.grade_id].strip() == blank_source(placed).strip() for placed in tasks)


def is_notebook_name(name: str) -> bool:
    """Say whether a file was meant to be a notebook, by its name, as in `listening.ipynb.txt`."""
    return any(ending in name.lower() for ending in _NOTEBOOK_ENDINGS)


def _run_by(raw: bytes) -> tuple[str, ...]:
    if b'"executionInfo"' not in raw:
        return ()
    try:
        cells = json.loads(raw.decode("utf-8-sig"))["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
    names: dict[str, None] = {}
    for cell in cells if isinstance(cells, list) else []:
        found = cell.get("metadata") if isinstance(cell, dict) else None
        for step in _RUN_BY:
            found = found.get(step) if isinstance(found, dict) else None
        if isinstance(found, str) and 0 < len(found) < 200:
            names[found] = None
    return tuple(names)[:3]


def _remembered(path: Path) -> Reading | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = Reading(**{**found, "run_by": tuple(found["run_by"])})
        current = known.version == _VERSION and (not known.module_id or known.release == release(known.module_id))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return known if current else None

"""Draws every state of every explorer for the published book, and keeps them until something changes."""

import hashlib
import importlib.metadata
import itertools
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

from belonging.explorers.definition import Explorer
from belonging.explorers.find import load
from belonging.explorers.front_end import classic_script
from belonging.explorers.pack import Frame, drawing, drawings, pack, script
from belonging.files import write_atomically
from belonging.paths import course_root

_CHUNK = 12  # states drawn by a worker in one go
# What a picture depends on besides its module: change one of these and every explorer is drawn again.
_ROOMS = ("explorers", "data", "measures", "privacy", "classroom", "unit_audit")
_PACKAGES = ("altair", "vl-convert-python")


def write_payloads(module_ids: Iterable[str], out_dir: Path, cache: Path, workers: int | None = None) -> list[Path]:
    """Write the front end and the payload of each explorer of the given modules.

    Parameters
    ----------
    module_ids : iterable of str
    out_dir : Path
        The folder of explorers in the built book, `_static/explorers`.
    cache : Path
        A folder that outlives the build; an explorer whose source did not change is taken from it.
    workers : int, optional
        Processes that draw; by default as many as there are processors, at most four. 1 draws in this process.

    Returns
    -------
    list of Path
        The files written, the front end first.

    Raises
    ------
    ValueError
        If an explorer breaks a rule; the message says which and what to mend.
    """
    written = [out_dir / "explorer.js"]
    _write(written[0], classic_script())
    missing: list[tuple[Explorer, Path]] = []
    for module_id in module_ids:
        key = _key(module_id)
        for explorer in load(module_id).values():
            kept = cache / f"{module_id}-{explorer.id}-{key}.js"
            target = out_dir / module_id / f"{explorer.id}.js"
            written.append(target)
            if kept.is_file():
                _write(target, kept.read_text(encoding="utf-8"))
            else:
                missing.append((explorer, kept))
    if missing:
        for (explorer, kept), frames in zip(missing, _all_frames([e for e, _ in missing], workers), strict=True):
            text = script(explorer, pack(explorer, frames))
            for old in set(cache.glob(f"{explorer.module}-{explorer.id}-*.js")) - {kept}:
                old.unlink(missing_ok=True)  # another build may be tidying as well
            _write(kept, text)
            _write(out_dir / explorer.module / f"{explorer.id}.js", text)
    return written


def _all_frames(explorers: list[Explorer], workers: int | None) -> Iterator[list[Frame]]:
    count = workers or min(4, os.cpu_count() or 1)
    if count == 1:
        for explorer in explorers:
            yield [drawing(explorer, *one) for one in drawings(explorer)]
        return
    # A fresh process, not a fork: Sphinx has threads, and a fork of those can hang.
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [_start(pool, explorer) for explorer in explorers]
        for job in jobs:
            yield list(itertools.chain.from_iterable(job))


def _start(pool: Executor, explorer: Explorer) -> Iterator[list[Frame]]:
    every = drawings(explorer)
    chunks = [every[place : place + _CHUNK] for place in range(0, len(every), _CHUNK)]
    return pool.map(_draw, [explorer.module] * len(chunks), [explorer.id] * len(chunks), chunks)


def _draw(module_id: str, explorer_id: str, chunk: list[tuple[int, tuple[int, ...]]]) -> list[Frame]:
    explorer = load(module_id)[explorer_id]
    return [drawing(explorer, *one) for one in chunk]


def _key(module_id: str) -> str:
    """Digest everything the module's explorers are computed from."""
    package = Path(__file__).resolve().parents[1]
    sources = [path for room in _ROOMS for path in (package / room).rglob("*.py")]
    sources += (course_root() / "datasets").glob("*/*.py")
    sources += (course_root() / "frameworks").glob("*.yml")
    sources += (course_root() / "modules" / module_id).glob("*.py")
    digest = hashlib.sha256(" ".join(importlib.metadata.version(name) for name in _PACKAGES).encode())
    for path in sorted(sources):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _write(path: Path, text: str) -> None:
    write_atomically(path, text.encode("utf-8"))

"""The wheels of a folder: which Python packages can be loaded in the page, each with what it needs itself."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from belonging.errors import Plain


@dataclass(frozen=True)
class Wheel:
    """One wheel; `depends` are (name, accepted versions) pairs."""

    name: str
    version: str
    path: Path
    sha256: str
    depends: tuple[tuple[str, str], ...]


def find_wheels(folder: Path, lock: dict[str, Any]) -> dict[str, Wheel]:
    """Find the wheels that the Pyodide of this folder can load and that lack nothing.

    Parameters
    ----------
    folder : Path
        Where wheels lie, at any depth; those for other systems are passed over.
    lock : dict
        The content of `pyodide-lock.json`.

    Raises
    ------
    Plain
        If a wheel that Pyodide's list names is not the file it should be, is damaged, or is there in two versions.
    """
    listed = {entry["file_name"]: entry for entry in lock["packages"].values()}
    found: dict[str, Wheel] = {}
    for path in sorted(folder.rglob("*.whl")):
        wheel = _read(path, listed.get(path.name), lock["info"])
        if wheel is None:
            continue
        if wheel.name in found and found[wheel.name].sha256 != wheel.sha256:
            raise Plain(
                f"There are two versions of {wheel.name}: {found[wheel.name].path.name} and {path.name}.",
                "Keep one of them in the folder, and build again.",
            )
        found[wheel.name] = wheel
    return _whole(found)


def closure(names: tuple[str, ...], wheels: dict[str, Wheel]) -> list[str]:
    """Return these packages and all they need, sorted by name."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [needed for needed, _ in wheels[name].depends]
    return sorted(found)


def _read(path: Path, entry: dict[str, Any] | None, info: dict[str, str]) -> Wheel | None:
    from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

    try:
        name, version, _, tags = parse_wheel_filename(path.name)
    except InvalidWheelFilename:
        return None
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if entry is not None:
        if entry["sha256"] != sha256:
            raise Plain(
                f"{path.name} is not the file that Pyodide's list names: its sha256 is another one.",
                "Delete it, get it again from Pyodide's own release, and build again.",
            )
        return Wheel(
            name, str(version), path, sha256, tuple((canonicalize_name(each), "") for each in entry["depends"])
        )
    python = "cp" + "".join(info["python"].split(".")[:2])
    fits = {("py3", "any"), (python, f"pyemscripten_{info['abi_version']}_wasm32")}
    if not any((tag.interpreter, tag.platform) in fits for tag in tags):
        return None
    return Wheel(name, str(version), path, sha256, _required(path, info))


def _required(path: Path, info: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Read what a wheel says it needs in Pyodide, extras left out."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    try:
        with zipfile.ZipFile(path) as archive:
            at = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            metadata = HeaderParser().parsestr(archive.read(at).decode("utf-8"))
    except (zipfile.BadZipFile, StopIteration) as error:
        raise Plain(f"{path.name} is damaged.", "Delete it, get it again, and build again.") from error
    here = {
        "extra": "",
        "os_name": "posix",
        "platform_machine": "wasm32",
        "platform_system": "Emscripten",
        "python_full_version": info["python"],
        "python_version": ".".join(info["python"].split(".")[:2]),
        "sys_platform": "emscripten",
    }
    requirements = map(Requirement, metadata.get_all("Requires-Dist", []))
    return tuple(
        (canonicalize_name(each.name), str(each.specifier))
        for each in requirements
        if each.marker is None or each.marker.evaluate(here)
    )


def _whole(wheels: dict[str, Wheel]) -> dict[str, Wheel]:
    """Leave out what lacks something it needs, and then what needs that."""
    from packaging.specifiers import SpecifierSet

    kept = {
        name: wheel
        for name, wheel in wheels.items()
        if all(each in wheels and wheels[each].version in SpecifierSet(asked) for each, asked in wheel.depends)
    }
    return kept if len(kept) == len(wheels) else _whole(kept)

"""The environment id: two computers that share it give the same outputs for the same notebook."""

import hashlib
import platform
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from belonging.paths import course_root

# What a notebook runs in; whatever these need counts too.
_ROOTS = ("belonging", "ipykernel", "nbclient", "nbgrader", "anywidget", "ipywidgets", "matplotlib", "altair")
_COURSE = ("datasets", "exercises", "frameworks", "modules", "_toc.yml")
_ONLY_EXTRA = re.compile(r""";\s*extra\s*==\s*["'][^"']+["']\s*$""")


@cache
def environment_id() -> str:
    """Return a digest of Python, the platform, the packages that can change outputs, and the course itself."""
    digest = hashlib.sha256()
    for line in (*_python(), *_packages()):
        digest.update(line.encode() + b"\n")
    package = Path(__file__).resolve().parents[2]
    root = course_root()
    for folder in (package, *(root / name for name in _COURSE)):
        _add(digest, folder)
    return digest.hexdigest()[:32]


def differences(ours: str, theirs: str) -> str:
    """Say in plain words that two environments differ; an empty text when they do not."""
    if ours == theirs:
        return ""
    return (
        f"This computer's environment is {ours[:8]}, the worker's is {theirs[:8]}. Install the same release of the "
        "course, with the same versions of its packages, on every worker; else the same answer could give other points."
    )


def _python() -> tuple[str, ...]:
    return (sys.version, sys.platform, platform.machine(), platform.python_implementation())


def _packages() -> list[str]:
    """List `name version` of the roots and of everything they require, optional extras aside."""
    seen: dict[str, str] = {}
    waiting = list(_ROOTS)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            seen[name] = "-"
            continue
        told = found.metadata  # read anew each time it is asked for
        seen[name] = told["Version"]
        asks = told.get_all("Requires-Dist") or (found.requires if found.read_text("requires.txt") else None)
        waiting += [one for text in asks or () if (one := _required(text))]
    return sorted(f"{name} {version}" for name, version in seen.items() if version != "-")


def _required(text: str) -> str | None:
    from packaging.requirements import Requirement

    if _ONLY_EXTRA.search(text):  # most of them; the whole reading takes long
        return None
    wanted = Requirement(text)
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
        return None
    return wanted.name


def _add(digest: "hashlib._Hash", path: Path) -> None:
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        if "__pycache__" in file.parts or "_course" in file.relative_to(path.parent).parts:
            continue
        if file.name.startswith(".") or file.suffix in (".pyc", ".part"):
            continue
        digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())

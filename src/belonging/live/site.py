"""Puts Pyodide, the package and the wheels into a built site, and tells the pages what can run there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.live.core import core_zip
from belonging.live.script import page_script, worker_script
from belonging.live.tools import TOOLS
from belonging.live.wheels import Wheel, closure, find_wheels

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"
_NOTICE = """Pyodide {version} (Python {python}), copied unchanged from its npm package.
License: MPL-2.0. Source: https://github.com/pyodide/pyodide
The packages beside it are unchanged wheels named .zip; each holds its own license.
"""


@dataclass(frozen=True)
class Distribution:
    """A folder with Pyodide and wheels, read and checked."""

    folder: Path
    version: str
    lock: dict[str, Any]
    wheels: dict[str, Wheel]

    @property
    def says(self) -> tuple[str, ...]:
        """What will run in the pages, a line for each tool."""
        lines = []
        for name, tool in TOOLS.items():
            missing = [each for each in tool.needs if each not in self.wheels]
            lines.append(
                f"  {name}: not without {', '.join(missing)}"
                if missing
                else f"  {name}: runs" + "".join(f", without {each}" for each in tool.likes if each not in self.wheels)
            )
        return (f"Python in the page: Pyodide {self.version}, {len(self.wheels)} packages.", *lines)


def read_distribution(folder: Path) -> Distribution:
    """Read the folder that `npm pack pyodide` unpacks to, with wheels in it or in a folder inside it.

    Raises
    ------
    Plain
        If it is not such a folder, or a file in it is not what it should be.
    """
    folder = next((each for each in (folder, folder / "package") if (each / _LOCK).is_file()), folder)
    missing = [name for name in (*FILES, _LOCK, "package.json") if not (folder / name).is_file()]
    if missing:
        raise Plain(
            f"The folder {folder} does not hold Pyodide ({', '.join(missing)} missing).",
            "Get it as CONTRIBUTING.md says under “Python in the page”, and name the folder it was unpacked to.",
        )
    try:
        lock = json.loads((folder / _LOCK).read_text(encoding="utf-8"))
        version = str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
        lock["info"]["python"], lock["info"]["abi_version"], lock["packages"]
    except (ValueError, KeyError, TypeError) as error:
        raise Plain(
            f"{folder / _LOCK} or package.json beside it cannot be read.",
            "Delete the folder and get Pyodide again; it needs to be release 314 or later.",
        ) from error
    return Distribution(folder, version, lock, _wanted(find_wheels(folder, lock)))


def _wanted(wheels: dict[str, Wheel]) -> dict[str, Wheel]:
    """Keep what some tool asks for: Pyodide's full archive holds hundreds of packages."""
    asked = [name for tool in TOOLS.values() for name in (*tool.needs, *tool.likes) if name in wheels]
    return {name: wheels[name] for name in closure(tuple(asked), wheels)}


def write_front_end(static: Path) -> None:
    """Write the script of the pages, and a site file that says: nothing runs here."""
    write_atomically(static / "belonging" / "live.js", page_script().encode())
    _tell(static, None)


def add_live(site: Path, distribution: Distribution) -> None:
    """Put everything into a built site.

    Parameters
    ----------
    site : Path
        The folder that holds `_static`.
    distribution : Distribution
    """
    static = site / "_static"
    live = static / "live"
    place = f"pyodide-{distribution.version}"
    sizes = {name: _copy(distribution.folder / name, live / place / name) for name in FILES}
    lock = {"info": distribution.lock["info"], "packages": {}}
    for wheel in distribution.wheels.values():
        file_name = f"{wheel.path.name.removesuffix('.whl')}.zip"
        sizes[wheel.name] = _copy(wheel.path, live / place / file_name)
        lock["packages"][wheel.name] = _locked(wheel, file_name)
    locked = json.dumps(lock, sort_keys=True).encode()
    core = core_zip()
    files = {
        "lock": _named(live, "lock", ".json", locked),
        "core": _named(live, "core", ".zip", core),
        "worker": _named(live, "worker", ".js", worker_script().encode()),
    }
    version = {"version": distribution.version, "python": distribution.lock["info"]["python"]}
    write_atomically(live / place / "NOTICE.txt", _NOTICE.format(**version).encode())
    wheels = distribution.wheels
    _tell(
        static,
        {
            **version,
            **files,
            "place": f"{place}/",
            "bytes": sum(sizes[name] for name in FILES) + len(core) + len(locked),
            "scripts": sum(sizes[name] for name in FILES if name.endswith(".mjs")),
            "packages": {name: {"bytes": sizes[name], "all": closure((name,), wheels)} for name in sorted(wheels)},
        },
    )


def _locked(wheel: Wheel, file_name: str) -> dict[str, Any]:
    """Return a wheel's entry in the list that Pyodide loads packages by; it checks the sha256 again."""
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": file_name,
        "sha256": wheel.sha256,
        "depends": [name for name, _ in wheel.depends],
        "imports": [],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def _copy(source: Path, target: Path) -> int:
    content = source.read_bytes()
    write_atomically(target, content)
    return len(content)


def _named(folder: Path, stem: str, suffix: str, content: bytes) -> str:
    """Write a file whose name changes with its content, so that a browser never keeps an old one."""
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{suffix}"
    write_atomically(folder / name, content)
    return name


def _tell(static: Path, what: dict[str, Any] | None) -> None:
    written = json.dumps(what, sort_keys=True)
    write_atomically(static / "live" / "site.js", f"BelongingLive.site({written});\n".encode())

"""Where the tests of Python in the page get Pyodide from, and how a built site gets it."""

import base64
import importlib.metadata
import json
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from belonging.live.call import answer
from belonging.live.site import add_live, read_distribution
from belonging.live.tools import Tool

PYODIDE = "pyodide@314.0.7"
PYDANTIC = "pydantic==2.14.3"


def get_pyodide(folder: Path) -> Path:
    """Fetch Pyodide's npm package; in CI its absence is a failure, never a silent pass."""
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not on this machine, so Pyodide cannot be had."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    packed = subprocess.run([npm, "pack", "--silent", PYODIDE], cwd=folder, capture_output=True, text=True, timeout=300)
    assert packed.returncode == 0, packed.stderr
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def pure_wheel(name: str, folder: Path) -> Path:
    """Make a wheel for any system out of an installed package: its Python files without what was compiled."""
    package = importlib.metadata.distribution(name)
    path = folder / f"{name.replace('-', '_')}-{package.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in package.files or []:
            if file.suffix == ".py" or file.name == "METADATA":
                wheel.write(str(file.locate()), file.as_posix())
    return path


def with_live(book_html: Path, pyodide: Path, target: Path) -> Path:
    """Copy a built site and put Python into it, as `belonging book --live` does at its end."""
    shutil.copytree(book_html, target)
    add_live(target, read_distribution(pyodide))
    return target


STAND_IN = """
window.Worker = class {
  constructor() { this.stopped = false; }
  terminate() { this.stopped = true; }
  async postMessage({ id, name, args, files, needs }) {
    const sent = {};
    for (const [key, bytes] of Object.entries(files)) {
      sent[key] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }
    this.onmessage({ data: { id, step: "load", got: 1, all: 2 } });
    this.onmessage({ data: { id, step: "run", all: 2 } });
    const answer = await window.bridge(name, args, sent, needs);
    if (!this.stopped) this.onmessage({ data: { id, answer } });
  }
};
"""


def stand_in(page: Page | BrowserContext, tool: Tool) -> None:
    """Show a tool's pages as a site with all wheels does; only the transport is a stand-in, the Python is ours."""
    packages = {name: {"bytes": 1_000_000, "all": [name]} for name in (*tool.needs, *tool.likes)}
    told = {
        "place": "p/",
        "core": "c",
        "lock": "l",
        "worker": "w",
        "bytes": 14_000_000,
        "scripts": 0,
        "packages": packages,
    }
    page.route("**/live/site.js", lambda route: route.fulfill(body=f"BelongingLive.site({json.dumps(told)});"))

    def bridge(name: str, arguments: str, files: dict[str, str], needs: list[str]) -> str:
        assert set(tool.needs) <= set(needs) <= {*tool.needs, *tool.likes}
        return answer(name, arguments, {key: base64.b64decode(content) for key, content in files.items()})

    page.expose_function("bridge", bridge)
    page.add_init_script(STAND_IN)


def get_pydantic(folder: Path) -> None:
    """Fetch pydantic as it runs in that Pyodide, and put PyYAML beside it.

    In CI its absence is a failure; elsewhere the one test that needs it is skipped.
    """
    wanted = ["--only-binary", ":all:", "--python-version", "3.14", "--implementation", "cp", "--abi", "cp314"]
    platforms = ["--platform", "pyemscripten_2026_0_wasm32", "--platform", "any"]
    pip = [os.environ.get("UV", "uv"), "run", "--no-project", "--quiet", "--with", "pip", "python", "-m", "pip"]
    command = [*pip, "download", "--quiet", "--dest", str(folder), *wanted, *platforms, PYDANTIC]
    got = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if got.returncode and os.environ.get("CI") == "true":
        pytest.fail(f"pydantic for Pyodide could not be had: {got.stderr[-300:]}")
    pure_wheel("pyyaml", folder)

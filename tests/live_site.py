"""Where the tests of Python in the page get Pyodide from, and how a built site gets it."""

import importlib.metadata
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from belonging.live.site import add_live, read_distribution

PYODIDE = "pyodide@314.0.7"


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

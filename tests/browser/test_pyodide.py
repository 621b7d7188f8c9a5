"""The core in the browser: the wheel's datasets load in Pyodide, served from the same origin.

Pyodide's npm package holds the interpreter and the standard library, but no pandas; so this proves the part of the
core that needs none. What else the core imports is held to Pyodide's own list in tests/test_core_imports.py.
"""

import functools
import http.server
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PYODIDE = "pyodide@314.0.6"

PAGE = """<!doctype html><title>Pyodide</title><script src="pyodide.js"></script><script>
window.run = async (code) => {
  const pyodide = await loadPyodide({ indexURL: "./" });
  const wheel = await (await fetch("belonging.zip")).arrayBuffer();
  pyodide.unpackArchive(wheel, "zip", { extractDir: "/home/pyodide" });
  return pyodide.runPythonAsync(code);
};
</script>"""


@pytest.fixture(scope="module")
def served(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not on this machine, so Pyodide cannot be had")
    folder = tmp_path_factory.mktemp("pyodide")
    packed = subprocess.run([npm, "pack", "--silent", PYODIDE], cwd=folder, capture_output=True, text=True, timeout=300)
    assert packed.returncode == 0, packed.stderr
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    root = folder / "package"
    shutil.copy(wheel, root / "belonging.zip")
    (root / "index.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    server.shutdown()


def test_a_dataset_of_the_wheel_loads_in_the_browser(page: Page, served: str) -> None:
    page.goto(served)
    code = """
from belonging.data import card, csv_text, rows
table = rows("pulse_fall_spring")
[len(table), len({row["student"] for row in table}), len(csv_text("pulse_fall_spring").splitlines())]
"""
    assert page.evaluate("async code => (await run(code)).toJs()", code) == [176, 175, 177]


def test_load_says_what_is_missing(page: Page, served: str) -> None:
    page.goto(served)
    code = """
import belonging
try:
    belonging.load("pulse_fall_spring")
    said = "no error"
except ImportError as error:
    said = str(error)
said
"""
    assert "pandas" in page.evaluate("code => run(code)", code)

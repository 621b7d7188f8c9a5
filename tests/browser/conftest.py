"""What the tests of Python in the page share: the built book with Pyodide in it, on a loopback server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from live_site import get_pyodide, pure_wheel, with_live
from quiet_server import served


@pytest.fixture(scope="session")
def live_html(book_html: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book with Pyodide's core and one wheel."""
    folder = tmp_path_factory.mktemp("live")
    pyodide = get_pyodide(folder)
    pure_wheel("charset-normalizer", pyodide)
    return with_live(book_html, pyodide, folder / "html")


@pytest.fixture(scope="session")
def live_site(live_html: Path) -> Iterator[str]:
    """Its address on loopback."""
    with served(live_html) as address:
        yield address

"""What the tests share: a Chromium, the built book on a loopback server, and real data where it is at hand."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from belonging.book.build import pictures_kept
from explorer_site import drawn
from lab_desk import Lab, sat_down, started
from live_site import get_pydantic, get_pyodide, pure_wheel, with_live
from quiet_server import served
from running_order import in_good_order, split_groups

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"

# The headless shell is the same engine without the program around it: a page opens in half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.hookimpl(trylast=True)  # what was deselected is not to be waited for
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the tests where several processes share them; one alone keeps each file's tests together."""
    if hasattr(config, "workerinput"):
        if config.getvalue("loadgroup") and (split := split_groups(items)):
            # Nothing would fail; each process would start a JupyterLab of its own, and all take half as long again.
            raise pytest.UsageError(f"This pytest-xdist does not keep groups together, such as {split[0]}.")
        items[:] = in_good_order(items)


def _no_browser(reason: str) -> None:
    message = f"No Chromium could be started ({reason}). Install one, e.g. the system package 'chromium'."
    if os.environ.get("CI") == "true":
        pytest.fail(message)  # in CI a missing browser must never look like a pass
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the system's, else Playwright's own, downloaded if the network allows."""
    with sync_playwright() as playwright:
        system = next(filter(None, map(shutil.which, BROWSERS)), None)
        if system is None and not Path(playwright.chromium.executable_path).exists():
            subprocess.run(
                [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=300
            )
        try:
            found = playwright.chromium.launch(executable_path=system, args=CHROMIUM_FLAGS)
        except Error as error:
            _no_browser(str(error).splitlines()[0])
            return
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile; a request to any host but loopback fails the test."""
    fresh = browser.new_context(accept_downloads=True)
    foreign: list[str] = []

    def watch(url: str) -> None:
        if not url.startswith(("http://127.0.0.1", "http://localhost", "file:", "data:", "blob:", "about:")):
            foreign.append(url)

    fresh.on("request", lambda request: watch(request.url))
    yield fresh
    fresh.close()
    assert foreign == [], "the page asked another host"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the fresh profile."""
    return context.new_page()


@pytest.fixture(scope="session")
def book_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book (learner's edition), built once for all workers, with warnings as errors."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out = shared / "book"
    with FileLock(str(out) + ".lock"):
        if not (out / "done").exists():
            run = subprocess.run(
                [sys.executable, "-m", "belonging", "book", "--output", str(out), "--strict"],
                cwd=ROOT,
                capture_output=True,
                text=True,
            )
            assert run.returncode == 0, run.stdout + run.stderr
            (out / "done").touch()
    return out / "html"


@pytest.fixture(scope="session")
def leader_html(book_html: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leader's edition, built once for all workers; after the learner's, which has drawn its pictures."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out = shared / "leader"
    with FileLock(str(out) + ".lock"):
        if not (out / "html").exists():
            command = [sys.executable, "-m", "belonging", "book", "--output", str(out), "--leader", "--strict"]
            run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
            assert run.returncode == 0, run.stdout + run.stderr
    return out / "html"


@pytest.fixture(scope="session")
def drawn_listening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pictures of one module's explorers; the book's own, which builds keep."""
    return drawn(pictures_kept(ROOT, tmp_path_factory.getbasetemp()), "listening")


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Ask the system for a port nobody uses: tests that run at once must not race for JupyterLab's usual one."""

    def ask() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return ask


@pytest.fixture(scope="session")
def site(book_html: Path) -> Iterator[str]:
    """The built book's address on loopback."""
    with served(book_html) as address:
        yield address


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int]) -> Iterator[Lab]:
    """JupyterLab on a new workspace, one for each process that runs tests."""
    with started(tmp_path_factory.mktemp("lab"), free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Page]:
    """The browser tab in which JupyterLab is used."""
    with sat_down(browser) as page:
        yield page


@pytest.fixture(scope="session")
def live_html(book_html: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book with Pyodide's core, the wheels that check a plan, and one more."""
    folder = tmp_path_factory.mktemp("live")
    pyodide = get_pyodide(folder)
    pure_wheel("charset-normalizer", pyodide)
    get_pydantic(pyodide)
    return with_live(book_html, pyodide, folder / "html")


@pytest.fixture(scope="session")
def live_site(live_html: Path) -> Iterator[str]:
    """Its address on loopback."""
    with served(live_html) as address:
        yield address


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel, built from a copy of the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for folder_name in ("src", "datasets", "exercises", "frameworks", "modules", "book"):
        shutil.copytree(ROOT / folder_name, source / folder_name, ignore=shutil.ignore_patterns("__pycache__"))
    for file_name in ("_toc.yml", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(ROOT / file_name, source / file_name)
    build = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
    run = subprocess.run([sys.executable, "-c", build, str(folder)], cwd=source, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Real survey files that are not part of the project; tests that need them skip without them."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real survey files are not on this machine")
    return SHARED_DATA

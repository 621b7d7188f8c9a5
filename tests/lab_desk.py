"""A JupyterLab as `belonging start` opens it, and what a participant does in it: by links, keys and buttons."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from belonging.course import modules

OPEN = ".jp-NotebookPanel:visible"


@dataclass
class Lab:
    """A running JupyterLab."""

    address: str
    folder: Path

    def stop_kernels(self) -> None:
        """Shut down what notebooks closed before have left running, so that they do not pile up."""
        for kernel in self._ask("GET", "kernels"):
            self._ask("DELETE", f"kernels/{kernel['id']}")

    def _ask(self, method: str, what: str) -> Any:
        server, token = self.address.partition("/lab/")[0], self.address.partition("token=")[2]
        request = urllib.request.Request(f"{server}/api/{what}?token={token}", method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")


@contextlib.contextmanager
def started(base: Path, port: int) -> Iterator[Lab]:
    """`belonging start --no-browser`, in a folder whose name has a space and an accent."""
    folder, said = base / "mon École", base / "said.txt"
    own = {name: str(base / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "belonging", "start", str(folder), "--no-browser", "--port", str(port)],
            cwd=base,
            env={**os.environ, **own},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            address = ""
            end = time.monotonic() + 90
            while not address and time.monotonic() < end and server.poll() is None:
                lines = said.read_text(encoding="utf-8").splitlines()
                address = next((line.strip() for line in lines if "http://127.0.0.1:" in line), "")
                time.sleep(0.1)
            assert address, said.read_text(encoding="utf-8")
            yield Lab(address, folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextlib.contextmanager
def sat_down(browser: Browser) -> Iterator[Page]:
    """One browser tab for the whole visit; a request to any other host fails it."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))] == []


def home(page: Page, lab: Lab) -> None:
    """Open the course home with no other tab beside it."""
    first = page.get_by_role("link", name="Open the lesson").first
    if page.locator(".jp-NotebookPanel").count() or not first.is_visible():
        page.goto(f"{lab.address}&reset")
    expect(first).to_be_visible(timeout=60_000)
    lab.stop_kernels()


def open_notebook(page: Page, link: str, module_id: str = "") -> None:
    """Follow a link of the home; of the links that each module has, that module's."""
    place = [module.id for module in modules()].index(module_id) if module_id else 0
    page.get_by_role("link", name=link).nth(place).click()
    # JupyterLab shows "idle" before it has a kernel, and drops what is run then; the kernel's name comes with it.
    expect(page.locator(f"{OPEN} .jp-KernelName")).to_have_text(re.compile("Python"), timeout=60_000)
    expect(page.locator(f'{OPEN} .jp-Notebook-ExecutionIndicator[data-status="idle"]')).to_have_count(1, timeout=60_000)
    # A click, as a person does: JupyterLab gives a fresh notebook the keyboard only some time after showing it.
    page.locator(f'{OPEN} .jp-Notebook-cell[data-windowed-list-index="0"] h1').click()
    expect(active_cell(page, 0)).to_be_focused()


def close_notebook(page: Page) -> None:
    """Close the tab of a saved notebook, by the keyboard; the home comes back."""
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0, timeout=30_000)
    page.keyboard.press("Alt+w")
    expect(page.locator(".jp-NotebookPanel")).to_have_count(0)


def active_cell(page: Page, place: int) -> Locator:
    return page.locator(f'.jp-Notebook-cell.jp-mod-active[data-windowed-list-index="{place}"]:visible')


def run_and_go_on(page: Page, place: int) -> None:
    """Press Shift+Enter; once more if JupyterLab was still moving the focus and did not take it."""

    def moved() -> bool:
        page.keyboard.press("Shift+Enter")
        try:
            expect(active_cell(page, place)).to_have_count(0, timeout=3_000)
        except AssertionError:
            return False
        return True

    wait_until(moved)


def has_run(page: Page, place: int) -> None:
    """Wait until a cell has its number."""
    cell = page.locator(f'{OPEN} .jp-Notebook-cell[data-windowed-list-index="{place}"]')
    expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=60_000)


def run_all(page: Page) -> None:
    """Run every cell by the menu, and wait until each has its number."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    prompts = page.locator(f"{OPEN} .jp-CodeCell .jp-InputArea-prompt")
    expect(prompts.filter(has_text=re.compile(r"\[\d+\]"))).not_to_have_count(0, timeout=60_000)
    expect(prompts.filter(has_text=re.compile(r"\[[ *]\]"))).to_have_count(0, timeout=60_000)


def tool(page: Page, lab: Lab, link: str) -> Locator:
    """Open a tool's notebook from the home and run its cell; return where its form appears."""
    home(page, lab)
    open_notebook(page, link)
    for place in range(2):
        run_and_go_on(page, place)
    has_run(page, 1)
    return page.locator(f"{OPEN} .jp-OutputArea")


def saved_cells(path: Path) -> dict[str, Any]:
    """Return a notebook's cells by id; none while JupyterLab is in the middle of writing it."""
    try:
        return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    except json.JSONDecodeError:
        return {}


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)

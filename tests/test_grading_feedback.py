"""What a participant wrote is inert in the feedback page and in Formgrader, in a real browser."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from belonging.exercise.derive import filled_notebook, notebook_text, reference_source
from belonging.exercise.source import load
from belonging.grading.grade import grade
from belonging.grading.inert import inert_html

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("grading-feedback")]

MODULE = "listening"
HOSTILE = """<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">
<iframe src="https://example.org/steal"></iframe>
<svg onload="window.pwned = 3"><style>body {display: none}</style></svg>
<div style="position:fixed;inset:0;background:red;z-index:9999">Full marks</div><style>main {display: none}</style>
<meta http-equiv="refresh" content="0;url=https://example.org/"><link rel=stylesheet href="https://example.org/x.css">
<form action="https://example.org/"><button>Log in</button></form><a href="javascript:window.pwned = 4">a</a>
[click](javascript:window.pwned=5) ![picture](https://example.org/track.png) <base href="https://example.org/">
<details ontoggle="window.pwned = 6" open>x</details>
<math><mtext><img src=x onerror="window.pwned = 7"></mtext></math>"""
CODE = f"""answer_1 = 0.65
from IPython.display import HTML, SVG, Javascript, display
hostile = {HOSTILE!r}
display(HTML(hostile)); display(Javascript("window.pwned = 8")); print(hostile)
display({{"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned = 9'/>"}}, raw=True)
class Forged:
    def _repr_mimebundle_(self, **_):
        return {{"text/plain": "1.0", "text/html": hostile}}
check = lambda label: Forged()
raise ValueError(hostile)
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one hostile notebook, graded."""
    base = tmp_path_factory.mktemp("hostile")
    answers = {placed.task.id: reference_source(placed) + "\n" for placed in load(MODULE).tasks}
    notebook = filled_notebook(MODULE, answers | {"response-rate": CODE, "inquiry-note": HOSTILE})
    own = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": [HOSTILE]}
    notebook["cells"].insert(3, own)
    (base / "mallory.ipynb").write_text(notebook_text(notebook), encoding="utf-8")
    grade([base / "mallory.ipynb"], into=base / "grading", unsafe=True)
    return base


def is_inert(page: Page) -> None:
    page.wait_for_timeout(500)  # time for a script, a refresh or an event to do its harm
    assert page.evaluate("window.pwned") is None
    for link in page.locator("a").all():
        assert not (link.get_attribute("href") or "").startswith("javascript:")
    assert page.locator("iframe, object, embed, base, meta[http-equiv=refresh], link[href*='example.org']").count() == 0


def test_hostile_html_is_inert_in_the_feedback_page(graded: Path, page: Page) -> None:
    page.goto((graded / "mallory.feedback.html").as_uri())
    is_inert(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Feedback: Listening to belonging data")
    box = heading.bounding_box()
    assert box is not None
    on_top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", [box["x"] + 5, box["y"] + 5])
    assert on_top == "H1"  # nothing was laid over the page
    assert page.locator("script, form, button, svg").count() == 0
    assert page.locator("style").count() == 1  # the page's own
    expect(page.get_by_text("<script>window.pwned = 1</script>").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_feedback_page_is_accessible_and_reflows(graded: Path, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((graded / "mallory.feedback.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(page).response["violations"] == []


@pytest.fixture
def formgrader(graded: Path, tmp_path: Path) -> Iterator[str]:
    """A leader's own JupyterLab, opened in the grading folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--allow-root", "--IdentityProvider.token=token"]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=graded / "grading",
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token=token", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/formgrader"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.lab
def test_formgrader_opens_the_gradebook_and_hostile_html_is_inert_there(formgrader: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with urllib.request.urlopen(f"{formgrader}/api/submitted_notebooks/{MODULE}/{MODULE}?token=token") as answer:
        [submission] = json.load(answer)
    assert (submission["student"], submission["needs_manual_grade"]) == ("mallory", True)
    page.goto(f"{formgrader}/submissions/{submission['id']}/?token=token")
    expect(page.get_by_text("Submission 1 / 1")).to_be_visible()
    expect(page.get_by_text("Counting who answered")).to_be_visible()
    is_inert(page)
    assert "/formgrader/submissions/" in page.url
    # nbgrader's own template asks for a formula script; nothing a participant wrote asks for anything
    assert [url for url in asked if "127.0.0.1" not in url and "/mathjax/" not in url] == []
    page.close()


@pytest.mark.parametrize(
    "hostile",
    [
        "<p style='position:fixed'>x</p>",
        "<a href='javascript:x'>x</a>",
        "<a href='https://example.org'>x</a>",
        "<img src='https://example.org/x.png'>x",
        "<svg><script>x</script></svg>x",
        "<style>p {display: none}</style>x",
        "<p class='bbd-outcome' onclick='x'>x</p>",
        "<input autofocus onfocus=x>x",
        "<script>never closed",
        "<!-- <script> -->x",
    ],
)
def test_cleaning_leaves_text_only(hostile: str) -> None:
    assert inert_html(hostile) in ("<p>x</p>", "x", "")

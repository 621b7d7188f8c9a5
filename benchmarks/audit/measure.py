"""How long the page takes from a press to the picture of a unit with 40 people, and to count again after a change.

Run: uv run belonging book --live FOLDER && uv run python benchmarks/audit/measure.py [_build/html]
"""

import functools
import http.server
import os
import random
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from belonging.unit_audit import QUESTIONS, WHO, Figure, csv_text

PEOPLE, ROUNDS = 40, 30
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# From the press until the picture it leads to has been painted.
TIMED = """(button) => new Promise((done) => {
  const found = document.querySelector(".bbd-live-found");
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (!found.querySelector(".bbd-lenses")) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  watch.observe(found, { childList: true, subtree: true });
  button.click();
})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word on the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def unit() -> str:
    """Make a tally of invented people, always the same."""
    rng = random.Random(1)
    people = (
        Figure(f"page {n // 5}", rng.choice(WHO), **{name: rng.random() < 0.5 for name, _ in QUESTIONS})
        for n in range(PEOPLE)
    )
    return csv_text(list(people))


def said(name: str, times: list[float]) -> None:
    print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, n = {len(times)}")


def visit(page: Page, address: str) -> None:
    """Open the tally, which loads Python; then press, and change, and time each."""
    page.goto(f"{address}/book/audit-my-unit.html")
    page.locator(".bbd-live").scroll_into_view_if_needed()
    page.locator(".bbd-live.bbd-mounted").wait_for()
    upload = {"name": "unit.csv", "mimeType": "text/csv", "buffer": unit().encode()}
    page.get_by_label("A CSV file to open").set_input_files([upload])
    expect(page.locator(".bbd-audit-said")).to_contain_text(f"{PEOPLE} people", timeout=120_000)
    show = page.get_by_role("button", name="Show me the picture")
    said("the first press once Python is there", [show.evaluate(TIMED)])
    said("each press after it", [show.evaluate(TIMED) for _ in range(ROUNDS)])
    again = []
    for _ in range(ROUNDS // 2):
        again.append(page.get_by_role("button", name=f"Remove person {PEOPLE}").evaluate(TIMED))
        again.append(page.get_by_role("button", name="Undo").evaluate(TIMED))
    said("each count after a change, with the 150 ms that the page waits for the next change", again)


def main(html: Path = Path("_build/html")) -> None:
    """Serve the built book on loopback and visit its page."""
    handler = functools.partial(Quiet, directory=str(html.resolve()))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        print(f"Chromium {browser.version}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        visit(browser.new_page(), f"http://127.0.0.1:{server.server_address[1]}")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

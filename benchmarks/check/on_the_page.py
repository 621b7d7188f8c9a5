"""How long a press on *Check* takes on the built page, from the press to the words on the screen.

Run: uv run belonging book && uv run python benchmarks/check/on_the_page.py
"""

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PRESS = """([task, answer]) => new Promise((done) => {
  const form = document.querySelector(`form[data-task="${task}"]`);
  const field = form.querySelector("[data-answer]");
  if (field.type === "text") field.value = answer; else field.checked = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const start = performance.now();
  form.querySelector("button[type=submit]").click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main(html: Path = Path("_build/html"), rounds: int = 40) -> None:
    """Press *Check* on a number, a choice and a set, and print the median and the slowest press of each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((html.resolve() / "modules" / "listening" / "lesson.html").as_uri())
        page.locator(".bbd-exercise").first.scroll_into_view_if_needed()
        page.wait_for_selector(".bbd-mounted")
        for task in ("response-rate", "who-is-missing", "cells-to-hide"):
            times = [page.evaluate(PRESS, [task, f"0.{n:02d}"]) for n in range(rounds)]
            print(f"{task}: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

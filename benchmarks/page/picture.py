"""Take the picture of the README: the first explorer of the built book.

Run: uv run belonging book && uv run python benchmarks/page/picture.py
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).resolve().parents[2] / ".github" / "page.png"


def main(html: Path = Path("_build/html")) -> None:
    """Open the lesson at its first explorer and save what a reader sees."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light")
        page.goto((html.resolve() / "modules" / "listening" / "lesson.html").as_uri())
        explorer = page.locator(".bbd-explorer").first
        explorer.scroll_into_view_if_needed()
        explorer.locator("input[type=range]").wait_for()
        page.evaluate("scrollBy(0, document.querySelector('.bbd-explorer').getBoundingClientRect().top - 130)")
        page.wait_for_timeout(500)
        page.screenshot(path=TARGET)
        browser.close()
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

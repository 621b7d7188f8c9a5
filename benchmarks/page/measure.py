"""The module page against the same page built by plain Jupyter Book settings: bytes and Lighthouse, in one run.

    uv run python benchmarks/page/measure.py [--lighthouse PATH] [--runs 5]

Lighthouse is a Node program (npm install lighthouse); without it only the bytes are measured. The pages are served from
loopback with gzip. What the plain page asks of other hosts is counted as requests, and not in bytes, because it is not
fetched.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from plain_book import CONFIG
from playwright.sync_api import sync_playwright

from belonging.book.build import build
from belonging.paths import course_root

LESSON = "modules/listening/lesson.html"
TEXT = (".html", ".css", ".js", ".svg", ".json")
HERE = Path(__file__).resolve().parent


class Gzipped(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as any web host does."""

    def do_GET(self) -> None:
        """Answer with gzip where it helps."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXT or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> str:
    """Serve a folder on loopback; return its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Gzipped, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def plain(folder: Path) -> Path:
    """Build the plain book; return its html folder."""
    source = folder / "source"
    source.mkdir()
    for name in ("book", "modules", "exercises", "datasets"):
        shutil.copytree(course_root() / name, source / name)
    shutil.copy(course_root() / "_toc.yml", source)
    (source / "_config.yml").write_text(CONFIG, encoding="utf-8")
    start = "from jupyter_book.cli.main import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(HERE), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(
        [sys.executable, "-c", start, "build", str(source), "--path-output", str(folder / "plain"), "-q"],
        check=True, env=environment, capture_output=True,
    )  # fmt: skip
    return folder / "plain" / "_build" / "html"


def wire(address: str, chromium: str) -> dict[str, int]:
    """Load the page in an empty browser, untouched; count what came over the wire and who else was asked."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 412, "height": 823}).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        got: dict[str, int] = {"bytes": 0, "requests": 0, "requests to other hosts": 0}

        def finished(event: dict[str, Any]) -> None:
            got["bytes"] += int(event["encodedDataLength"])
            got["requests"] += 1

        def asked(event: dict[str, Any]) -> None:
            url = event["request"]["url"]
            got["requests to other hosts"] += not url.startswith((address, "data:", "blob:"))

        session.on("Network.loadingFinished", finished)
        session.on("Network.requestWillBeSent", asked)
        page.goto(f"{address}/{LESSON}", wait_until="load")
        page.wait_for_timeout(1500)
        browser.close()
    return got


def lighthouse(command: str, address: str, chromium: str) -> dict[str, float]:
    """One mobile run: two scores (0 to 100), the largest paint (seconds) and the blocking time (milliseconds)."""
    flags = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync"
    run = subprocess.run(
        [command, f"{address}/{LESSON}", "--quiet", "--output=json", f"--chrome-flags={flags}",
         "--only-categories=performance,accessibility"],
        check=True, capture_output=True, text=True, env={**os.environ, "CHROME_PATH": chromium},
    )  # fmt: skip
    report = json.loads(run.stdout)
    return {
        "performance": 100 * report["categories"]["performance"]["score"],
        "accessibility": 100 * report["categories"]["accessibility"]["score"],
        "largest paint s": report["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        "blocking ms": report["audits"]["total-blocking-time"]["numericValue"],
    }


def _short(number: float) -> str:
    """A number with three digits, or whole when it is large."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def main() -> None:
    """Measure both in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"))
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sites = {"ours": serve(build(folder / "ours", strict=True, quiet=True)), "plain": serve(plain(folder))}
        rows: dict[str, dict[str, float]] = {name: dict(wire(url, chromium)) for name, url in sites.items()}
        if chosen.lighthouse:
            runs: dict[str, list[dict[str, float]]] = {name: [] for name in sites}
            for _ in range(chosen.runs):  # in turn, so that a busy minute hits both
                for name, url in sites.items():
                    runs[name].append(lighthouse(chosen.lighthouse, url, chromium))
            for name, found in runs.items():
                rows[name] |= {key: statistics.median(run[key] for run in found) for key in found[0]}
        print(f"| {LESSON} | ours | plain | ours / plain |\n|---|---|---|---|")
        for key, ours in rows["ours"].items():
            other = rows["plain"][key]
            ratio = f"{ours / other:.2f}" if other else "-"
            print(f"| {key} | {_short(ours)} | {_short(other)} | {ratio} |")


if __name__ == "__main__":
    main()

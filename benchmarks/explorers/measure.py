"""Measures how soon an explorer answers, beside the same chart drawn live by Vega in the page.

Run from the clone's root: `uv run python benchmarks/explorers/measure.py`
"""

import gzip
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from belonging.explorers import load  # noqa: E402
from belonging.explorers.still import cells  # noqa: E402
from conftest import CHROMIUM_FLAGS  # noqa: E402 - the tests' own page and browser
from explorer_site import served, write_site  # noqa: E402

VISITS = 11
CHANGES = 20

# From the scroll to the first frame that shows another picture, with a reader who presses a key at once.
WAKE = """
([box, watched]) => new Promise((done) => {
  const began = performance.now();
  const figure = document.querySelector(box);
  const seen = { childList: true, subtree: true, characterData: true, attributes: true };
  new MutationObserver((_, watch) => {
    if (!window.pressed) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }).observe(document.querySelector(watched), seen);
  figure.scrollIntoView();
  const press = () => {
    const slider = figure.querySelector("input[type=range]:not([disabled])");
    if (!slider || (window.ready && !window.ready())) return requestAnimationFrame(press);
    slider.focus();
    window.pressed = true;
    slider.value = String(Number(slider.value) + Number(slider.step));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  press();
})
"""

# From a change of the slider to the first frame that shows another picture.
CHANGE = """
([box, watched, count]) => new Promise((done) => {
  const slider = document.querySelector(box + " input[type=range]");
  const [least, most, step] = [slider.min, slider.max, slider.step].map(Number);
  const seen = { childList: true, subtree: true, characterData: true, attributes: true };
  const times = [];
  let began = 0;
  const next = () => {
    if (times.length === count) return done(times);
    slider.value = String(Number(slider.value) === most ? least : Number(slider.value) + step);
    requestAnimationFrame(() => setTimeout(() => {
      began = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }));
  };
  new MutationObserver(() => {
    if (!began) return;
    const from = began;
    began = 0; // a picture changes in many places; the first of them tells
    requestAnimationFrame(() => setTimeout(() => { times.push(performance.now() - from); next(); }));
  }).observe(document.querySelector(watched), seen);
  next();
})
"""

LIVE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Live</title>
<div style="height:4000px"></div><figure id="live"><div id="chart"></div></figure>
<script>
window.ready = () => Boolean(window.drawn);
new IntersectionObserver((entries, watch) => {
  if (!entries.some((entry) => entry.isIntersecting)) return;
  watch.disconnect();
  const script = document.createElement("script");
  script.type = "module";
  script.src = "vega.js";
  script.onload = () => window.vegaEmbed("#chart", SPEC, { renderer: "svg", actions: false })
    .then(() => { window.drawn = true; });
  document.head.append(script);
}, { rootMargin: "600px 0px" }).observe(document.getElementById("live"));
</script></html>"""


def _live_chart() -> str:
    """Return "Who answered?" as a chart that Vega draws in the page: the same numbers, one slider."""
    explorer = load("listening")["who-answered"]
    rows = []
    for place, value in enumerate(explorer.choices[0].values):
        for who, _, mean in cells(explorer.at((place, 0, 0))):
            if not who.startswith("Change"):
                rows.append({"away": value, "who": who.split(":")[0], "mean": float(mean)})
    away = alt.param("away", value=60, bind=alt.binding_range(min=0, max=100, step=10, name="Stay away"))
    base = alt.Chart(pd.DataFrame(rows), width=300, height=250).add_params(away).transform_filter("datum.away == away")
    x = alt.X("mean:Q", scale=alt.Scale(domain=[1, 5]))
    chart = base.mark_point(size=200).encode(x=x, y="who:N") + base.mark_text(dx=20).encode(
        x=x, y="who:N", text="mean:Q"
    )
    return json.dumps(chart.to_dict())


def _visits(browser: Browser, url: str, box: str, watched: str, slow: int) -> tuple[list[float], list[float]]:
    """Open the page afresh again and again; return the waking times and the change times, in milliseconds."""
    wakes: list[float] = []
    changes: list[float] = []
    for _ in range(VISITS):
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
        wakes.append(page.evaluate(WAKE, [box, watched]))
        changes += page.evaluate(CHANGE, [box, watched, CHANGES])
        context.close()
    return wakes, changes


def _zipped(*paths: Path) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths) / 1000


def main() -> None:
    """Print a table: the packed explorer, the live chart, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = write_site(folder, "listening", folder / "cache", far=True)
        (page.parent / "vega.js").write_text(vl_convert.javascript_bundle(vl_version="6.4"), encoding="utf-8")
        (page.parent / "live.html").write_text(LIVE.replace("SPEC", _live_chart()), encoding="utf-8")
        explorers = folder / "_static" / "explorers"
        size = _zipped(explorers / "explorer.js", explorers / "listening" / "who-answered.js")
        rows = [("script to load, KB gzipped", size, _zipped(page.parent / "vega.js"))]
        with served(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
            where = f"{address}/modules/listening/"
            figure = '[data-explorer="listening/who-answered"]'
            for slow in (1, 4):
                ours = _visits(browser, where + page.name, figure, f"{figure} .bbd-picture", slow)
                live = _visits(browser, where + "live.html", "#live", "#chart", slow)
                speed = "" if slow == 1 else f", processor {slow} times slower"
                for what, mine, theirs in zip(("scroll to first answer", "a change"), ours, live, strict=True):
                    rows.append((f"{what}, median ms{speed}", statistics.median(mine), statistics.median(theirs)))
            browser.close()
    print("| | packed explorer | Vega in the page | ratio |\n|---|---|---|---|")
    for what, mine, theirs in rows:
        print(f"| {what} | {mine:.1f} | {theirs:.1f} | {theirs / mine:.1f} |")


if __name__ == "__main__":
    main()

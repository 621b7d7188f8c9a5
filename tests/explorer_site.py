"""A small site with the explorers of one module: what the browser tests and the benchmark open."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

from belonging.explorers import load, still
from belonging.explorers.build import write_payloads
from belonging.explorers.pack import Payload

ROOT = Path(__file__).resolve().parents[1]

_PAGE = """<!doctype html>
<html lang="en" data-content_root="../../" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Explorers</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../../_static/tokens.css">
<link rel="stylesheet" href="../../_static/explorer.css">
<style>
body {{ background: var(--bbd-paper); color: var(--bbd-ink); font-family: var(--bbd-font); margin: 0; }}
main {{ margin: 0 auto; max-width: 46rem; padding: 0 1rem; }}
.far {{ height: 4000px; }}
</style>
<script defer src="../../_static/belonging/page.js"></script>
</head>
<body><main><h1>Explorers</h1>
{start}{figures}
<p>The end.</p></main></body>
</html>
"""


def drawn(cache: Path, module_id: str) -> Path:
    """Draw what the cache folder does not have of the module's explorers, once for all test workers; return it."""
    with FileLock(str(cache / f"{module_id}.lock")), TemporaryDirectory() as unwanted:
        write_payloads([module_id], Path(unwanted), cache)
    return cache


def payload(script: Path) -> Payload:
    """Read a payload back from its script."""
    text = script.read_text(encoding="utf-8")
    found: Payload = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return found


def write_site(folder: Path, module_id: str, cache: Path, *, far: bool) -> Path:
    """Write the site and return its page; `far` puts each explorer several screens further down."""
    static = folder / "_static"
    write_payloads([module_id], static / "explorers", cache)
    assets = ROOT / "src" / "belonging" / "book" / "assets"
    (static / "belonging").mkdir(parents=True, exist_ok=True)
    for source, target in (
        (assets / "page.js", static / "belonging" / "page.js"),
        (assets / "explorer.css", static / "explorer.css"),
        (ROOT / "book" / "assets" / "tokens.css", static / "tokens.css"),
    ):
        target.write_bytes(source.read_bytes())
    gap = '<div class="far"></div>\n' if far else ""
    figures = f"\n{gap}".join(still(explorer) for explorer in load(module_id).values())
    page = folder / "modules" / module_id / ("far.html" if far else "lesson.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_PAGE.format(start=gap, figures=figures), encoding="utf-8")
    return page

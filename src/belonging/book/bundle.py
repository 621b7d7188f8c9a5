"""One stylesheet and one script for all pages, made from the theme's many; the files nobody asks for are removed."""

import hashlib
import re
import shutil
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from belonging.book.icons import font_face
from belonging.book.site import pages
from belonging.book.stylesheet import purge, vocabulary, without_unused_properties

SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "scripts/sphinx-book-theme.js",
    "scripts/pydata-sphinx-theme.js",
)
"""The scripts every page needs, in their order; search and our own are loaded by the pages that use them."""

OWN = ("belonging", "explorers", "exercises")
"""Our front ends and what they show, loaded by the pages that use them."""

THEME = ("images", "locales", "scripts", "styles", "vendor")
"""The theme's folders in `_static`; when the bundle is made nobody asks for them. Other folders are ours and stay."""

KEPT = ("searchtools.js", "language_data.js", "tokens.css", "favicon.svg")
"""What stays directly in `_static` besides the bundle."""


def bundle(site: Path) -> None:
    """Rewrite a built site in place.

    Parameters
    ----------
    site : Path
        The folder with `_static` and the pages.
    """
    static = site / "_static"
    texts = {page: page.read_text(encoding="utf-8") for page in pages(site)}
    soups = {page: BeautifulSoup(text, "html.parser") for page, text in texts.items()}
    styles = _shared_styles(list(soups.values()))
    script = "\n;".join(_unmapped(static / name) for name in SCRIPTS)
    own = [path.read_text(encoding="utf-8") for folder in OWN for path in (static / folder).rglob("*.js")]
    words = vocabulary(texts.values(), [script, (static / "searchtools.js").read_text(encoding="utf-8"), *own])
    css = "".join(purge(_with_imports(static / name), words) for name in styles)
    css = without_unused_properties(css, keep="--bbd-")
    css = font_face(css, static / "vendor" / "fontawesome" / "webfonts") + css
    css_name, js_name = _write(static, "site", ".css", css), _write(static, "site", ".js", script)
    for page, soup in soups.items():
        _relink(soup, styles, css_name, js_name)
        page.write_text(str(soup), encoding="utf-8")
    _sweep(static, {css_name, js_name})


def _name(address: str) -> str:
    """The part of an address after `_static/`, without its digest."""
    return address.partition("_static/")[2].partition("?")[0]


def _shared_styles(soups: list[BeautifulSoup]) -> list[str]:
    """The stylesheets of the theme and ours, in the order of the first page; a page's own extra ones stay apart."""
    found: list[str] = []
    for soup in soups:
        for link in soup.select('link[rel="stylesheet"]'):
            name = _name(str(link["href"]))
            if name and not name.startswith("belonging/") and name not in found:
                found.append(name)
    return found


def _relink(soup: BeautifulSoup, styles: list[str], css: str, js: str) -> None:
    links = [link for link in soup.select('link[rel="stylesheet"]') if _name(str(link["href"])) in styles]
    root = str(soup.html.get("data-content_root", "./")) if soup.html else "./"
    if links:
        links[0].insert_before(soup.new_tag("link", rel="stylesheet", href=f"{root}_static/{css}"))
        for link in links:
            link.decompose()
    scripts = [s for s in soup.select("script[src]") if _name(str(s["src"])) in SCRIPTS]
    if scripts:
        scripts[0].insert_before(soup.new_tag("script", src=f"{root}_static/{js}", attrs={"defer": ""}))
        for script in scripts:
            script.decompose()


def _with_imports(sheet: Path) -> str:
    """A stylesheet with the sheets it imports put where it imports them."""
    return re.sub(
        r"""@import\s+["']([^"']+)["']\s*;""",
        lambda found: _with_imports(sheet.parent / found[1]),
        sheet.read_text(encoding="utf-8"),
    )


def _unmapped(script: Path) -> str:
    lines = script.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


def _write(static: Path, stem: str, suffix: str, text: str) -> str:
    """Write a file whose name changes with its content, so that a browser never keeps an old one."""
    name = f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}{suffix}"
    (static / name).write_text(text, encoding="utf-8")
    return name


def _sweep(static: Path, made: set[str]) -> None:
    for path in static.iterdir():
        if path.is_dir() and path.name in THEME:
            shutil.rmtree(path)
        elif path.is_file() and path.name not in KEPT and path.name not in made:
            path.unlink()


def _bundle(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        bundle(Path(app.outdir))


def setup(app: Sphinx) -> None:
    """Run last, when the pages are written and mended."""
    app.connect("build-finished", _bundle, priority=900)

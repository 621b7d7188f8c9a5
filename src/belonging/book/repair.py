"""The last pass over every written page: what the theme and the notebook renderer leave inaccessible is put right."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from sphinx.application import Sphinx

from belonging.book.site import pages

# No page here uses them: pop-up hints, every Font Awesome icon as a script, live code.
UNUSED_SCRIPTS = ("bootstrap.js", "fontawesome.js", "sphinx-thebe.js")

BUTTON_NAMES = {
    "primary-toggle": "Show or hide the table of contents",
    "secondary-toggle": "Show what is on this page",
    "theme-switch-button": "Change between light and dark colors",
}


def repair(html: str) -> str:
    """Return the page with its accessibility mended.

    Examples
    --------
    >>> repair("<table><tr><th></th><th>n</th></tr></table>")
    '<table><tr><td></td><th scope="col">n</th></tr></table>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for step in (_scripts, _icons, _buttons, _images, _tables, _scrollable):
        step(soup)
    for step in (_headings, _contents, _citations, _landmarks):
        step(soup)
    return str(soup)


def _scripts(soup: BeautifulSoup) -> None:
    seen: set[str] = set()
    for script in soup.find_all("script"):
        if script.get("type") == "application/vnd.jupyter.widget-state+json":
            script.decompose()
            continue
        source = str(script.get("src", "")).split("?")[0]
        if not source:
            if (script.string or "").startswith("DOCUMENTATION_OPTIONS."):
                script.decompose()  # options of the version menu and the pop-up search, which are not there
            continue
        if source.endswith(UNUSED_SCRIPTS) or source in seen:
            script.decompose()
            continue
        seen.add(source)
        script["defer"] = ""
    for link in soup.find_all("link", rel="preload"):
        link.decompose()


def _icons(soup: BeautifulSoup) -> None:
    for icon in soup.find_all(["i", "span"], class_=lambda c: bool(c) and c.startswith("fa-")):
        icon["aria-hidden"] = "true"
        del icon["title"]


def _buttons(soup: BeautifulSoup) -> None:
    for button in soup.find_all("button"):
        button["type"] = str(button.get("type") or "button")
        for name, label in BUTTON_NAMES.items():
            if name in (button.get("class") or []):
                button["aria-label"] = button["title"] = label
        for unused in ("data-bs-toggle", "data-bs-placement", "data-bs-title"):
            del button[unused]
    for link in soup.select(".prev-next-area a[title], .sd-stretched-link[title]"):
        del link["title"]  # the words of the link are its name
    for dialog in soup.find_all("dialog"):
        dialog["aria-label"] = dialog.get("aria-label") or "Table of contents"


def _images(soup: BeautifulSoup) -> None:
    """An alternative text that is only the file's name tells nobody anything: the picture's caption does."""
    for image in soup.find_all("img"):
        alt = str(image.get("alt", ""))
        file = Path(str(image.get("src", ""))).name
        if not alt or Path(alt).name == file or alt.endswith((".png", ".svg", ".jpg")):
            figure = image.find_parent("figure")
            caption = figure.find("figcaption") if figure else None
            image["alt"] = caption.get_text(" ", strip=True) if caption else ""


def _tables(soup: BeautifulSoup) -> None:
    for table in soup.find_all("table"):
        del table["border"]
        for cell in table.find_all("th"):
            if not cell.get_text(strip=True) and not cell.find("img"):
                cell.name = "td"
                del cell["scope"]
            elif not cell.get("scope"):
                row = cell.find_parent("tr")
                in_head = cell.find_parent("thead") is not None or not row or not row.find("td")
                first = row is not None and row.find(["th", "td"]) is cell
                cell["scope"] = "col" if in_head or not first else "row"


def _scrollable(soup: BeautifulSoup) -> None:
    """What can scroll sideways can be reached and scrolled with the keyboard, and has a name."""
    for box in soup.select("div.cell_output, div.bbd-table, .pst-scrollable-table-container"):
        if box.find("table") and not box.find(class_="bbd-explorer"):
            _reachable(box, "Table")
    for box in soup.select("div.highlight > pre"):
        _reachable(box, "Code")
    for table in soup.select("article table"):
        if not table.find_parent(attrs={"tabindex": "0"}):
            wrapper = soup.new_tag("div", attrs={"class": "bbd-scroll"})
            table.wrap(wrapper)
            caption = table.find("caption")
            _reachable(wrapper, caption.get_text(" ", strip=True) if caption else "Table")


def _reachable(box: Tag, name: str) -> None:
    box["tabindex"] = "0"
    box["role"] = "group"
    box["aria-label"] = box.get("aria-label") or name


def _headings(soup: BeautifulSoup) -> None:
    """The side columns' "headings" are labels; the page has one first-level heading, its title."""
    first = soup.select_one("article h1") or soup.find("h1")
    for heading in soup.find_all("h1"):
        if heading is not first:
            heading.name = "h2"


def _contents(soup: BeautifulSoup) -> None:
    """The table of contents stands open: its little arrows are controls without a name and save no room here."""
    for details in soup.select("nav.bd-docs-nav details"):
        for summary in details.find_all("summary"):
            summary.decompose()
        details.unwrap()


def _citations(soup: BeautifulSoup) -> None:
    """docutils gives the entries of a list a role that is both deprecated and no list item."""
    for entry in soup.select('[role="doc-biblioentry"]'):
        entry["role"] = "listitem"


def _landmarks(soup: BeautifulSoup) -> None:
    for header in soup.select("header.bd-header"):
        if not header.get_text(strip=True):
            header.name = "div"  # an empty banner is announced all the same
    sidebar = soup.select_one("#pst-primary-sidebar")
    if sidebar:
        sidebar["role"] = "banner"  # the theme's script looks for a div, so it stays one


def _repair_all(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    for page in pages(Path(app.outdir)):
        page.write_text(repair(page.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Run when all pages are written."""
    app.connect("build-finished", _repair_all, priority=700)

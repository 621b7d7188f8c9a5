"""The built book as files: what a reader's browser would load, and what must never be in it."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

import pytest
import textstat
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from belonging.book.site import pages
from belonging.course import modules
from belonging.exercise import load as load_exercise
from belonging.lesson.taught import places
from belonging.paths import course_root
from belonging.tasks import Code
from exercise_page import own_lines

ROOT = course_root()


@pytest.fixture(scope="module")
def soups(book_html: Path) -> dict[Path, BeautifulSoup]:
    """Every page of the learner's edition, parsed."""
    return {page: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in pages(book_html)}


@pytest.fixture(scope="module")
def everything(book_html: Path) -> dict[str, str]:
    """The text of every file of the site."""
    files = (path for path in book_html.rglob("*") if path.is_file())
    return {str(path.relative_to(book_html)): path.read_text(encoding="utf-8", errors="replace") for path in files}


def test_every_page_of_the_table_of_contents_is_there(book_html: Path) -> None:
    names = re.findall(r"(?:root|file): (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert [name for name in names if not (book_html / f"{name}.html").is_file()] == []


def test_no_id_stands_twice_on_a_page(soups: dict[Path, BeautifulSoup]) -> None:
    twice = {}
    for page, soup in soups.items():
        ids = Counter(str(element["id"]) for element in soup.find_all(id=True))
        assert ids or page.name == "index.html"  # only leads on to the first page
        if doubled := [name for name, count in ids.items() if count > 1]:
            twice[page.stem] = doubled
    assert twice == {}


def test_no_page_loads_anything_from_another_host(soups: dict[Path, BeautifulSoup], everything: dict[str, str]) -> None:
    for page, soup in soups.items():
        loading = soup.find_all(["script", "img", "source", "link"])
        loaded = [str(element[name]) for element in loading for name in ("src", "href", "srcset") if element.get(name)]
        assert [url for url in loaded if urlparse(url).netloc] == [], page
        assert not soup.find_all(["iframe", "object", "embed"])
    for name, text in everything.items():
        if name.endswith((".css", ".html")):
            assert not re.search(r"(@import|url\(['\"]?(https?:)?//)", text), name
        if name.endswith(".js"):
            assert re.findall(r"""(?:fetch|import|src\s*=|\.open)\s*\(?\s*["'`](?:https?:)?//[^"'`]+""", text) == [], (
                name
            )


def test_no_script_sets_a_cookie(everything: dict[str, str]) -> None:
    assert [name for name, text in everything.items() if "document.cookie" in text] == []


def test_every_page_has_one_first_level_heading_a_title_and_a_language(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        assert len(soup.find_all("h1")) == 1, page
        assert soup.title, page
        assert soup.title.get_text(strip=True), page
        assert soup.html["lang"] == "en", page


def test_every_picture_has_words_and_none_is_a_file_name(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        for picture in soup.find_all(["img", "svg"]):
            hidden = picture.get("aria-hidden") == "true" or picture.find_parent(attrs={"aria-hidden": "true"})
            named = picture.get("alt") or picture.get("aria-label") or picture.find_parent(attrs={"aria-label": True})
            assert hidden or named, (page, str(picture)[:120])
            assert not re.search(r"\.(png|svg|jpe?g)$", str(picture.get("alt", ""))), page


def test_no_table_has_an_empty_heading(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        for heading in soup.find_all("th"):
            assert heading.get_text(strip=True), page
            assert heading.get("scope") in ("col", "row", "colgroup", "rowgroup"), (page, str(heading))


def test_no_script_is_there_twice_and_each_waits_for_the_page(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        sources = [str(script["src"]) for script in soup.find_all("script", src=True)]
        assert len(sources) == len(set(sources)), page
        assert all(script.has_attr("defer") for script in soup.find_all("script", src=True)), page


def test_scripts_of_explorers_and_exercises_are_only_where_they_are_needed(soups: dict[Path, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        asks = any("belonging/" in str(e.get("src", e.get("href", ""))) for e in soup.find_all(["script", "link"]))
        assert asks == bool(soup.select(".bbd-explorer, .bbd-exercise, .bbd-live")), page


def test_every_link_inside_the_site_leads_somewhere(book_html: Path, soups: dict[Path, BeautifulSoup]) -> None:
    names = {page: {e.get("id") for e in soup.find_all(id=True)} for page, soup in soups.items()}
    broken = []
    for page, soup in soups.items():
        for link in soup.find_all("a", href=True):
            url = urlparse(str(link["href"]))
            if url.scheme or url.netloc:
                continue
            target = page if not url.path else Path(unquote(urlparse(urljoin(page.as_uri(), url.path)).path))
            place = unquote(url.fragment)
            if not target.is_file() or (place and target in names and place not in names[target]):
                broken.append((str(page.relative_to(book_html)), link["href"]))
    assert broken == []


def test_every_place_that_feedback_names_to_read_again_is_there(
    soups: dict[Path, BeautifulSoup], book_html: Path
) -> None:
    for module in modules():
        for place in places(module.id).values():
            page, _, anchor = place.path.partition("#")
            assert soups[book_html / page].find(id=anchor) if anchor else book_html / page in soups, place.path


def test_no_source_is_published(book_html: Path, everything: dict[str, str]) -> None:
    assert not (book_html / "_sources").exists()
    assert not (book_html / "reports").exists()
    assert [name for name in everything if name.endswith((".md", ".py", ".log", ".map"))] == []


def test_no_solution_and_no_hidden_text_is_published(everything: dict[str, str]) -> None:
    markers = ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME"]
    for placed in (placed for module in modules() for placed in load_exercise(module.id).tasks):
        if isinstance(placed.task.kind, Code):
            markers.append(str(placed.task.reference_answer()).strip())
        elif placed.task.scored_by_person:
            markers += [line.strip()[-40:] for line in own_lines(placed)]  # its end: the head may be the form's
    found = [(name, marker) for name, text in everything.items() for marker in markers if marker in text]
    assert found == []


def test_nothing_meant_for_leaders_is_in_the_learner_s_edition(everything: dict[str, str]) -> None:
    notes = [line for module in modules() for line in facilitator_lines(module.lesson)]
    assert len(notes) > 5
    text = "\n".join(everything.values())
    assert [note for note in notes if note in text] == []
    assert "bbd-facilitator" not in text


def facilitator_lines(lesson: Path) -> list[str]:
    """Plain pieces of the leader's notes of a lesson, long enough to be theirs alone."""
    text = lesson.read_text(encoding="utf-8")
    blocks = re.findall(r"^(`{3,}|:{3,})\{facilitator\}[^\n]*\n(.*?)^\1\s*$", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^(`{3,}|:{3,})\{facilitator\}[^\n]*\n(.*?)^\1\s*$", "", text, flags=re.MULTILINE | re.DOTALL)
    pieces = [piece.strip() for _, block in blocks for piece in re.findall(r"[A-Za-z ,]{25,}", block)]
    return [piece for piece in pieces if len(piece) > 24 and piece not in rest]


def test_the_maintainers_notes_of_the_bibliography_are_not_printed(everything: dict[str, str]) -> None:
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries.values()
    notes = [entry.fields["note"] for entry in entries if "note" in entry.fields]
    assert notes
    printed = everything["book/references.html"]
    assert "Borman" in printed
    assert "Checked at" not in printed


def test_every_claim_of_the_ledger_is_printed_with_its_limit(soups: dict[Path, BeautifulSoup], book_html: Path) -> None:
    printed = soups[book_html / "book" / "references.html"].select(".bbd-claim")
    assert printed
    for claim in printed:
        text = claim.get_text(" ", strip=True)
        assert "Limit:" in text
        if "Randomized trial" in text:
            assert "Who was studied:" in text


def test_the_address_of_the_site_leads_to_the_first_page(book_html: Path) -> None:
    door = BeautifulSoup((book_html / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert (book_html / str(door.a["href"])).is_file()


@pytest.mark.parametrize("name", ["welcome", "how-it-works", "privacy", "glossary", "exemplar-plans", "plan-builder"])
def test_our_own_pages_read_easily(name: str, soups: dict[Path, BeautifulSoup], book_html: Path) -> None:
    article = soups[book_html / "book" / f"{name}.html"].article
    words = " ".join(p.get_text(" ", strip=True) for p in article.select("p, dd, li") if not p.find("li"))
    assert textstat.flesch_kincaid_grade(words) <= 9

"""The exemplar plans in the book: all there without a script, each with its files."""

import io
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup, Tag

from belonging.plan.exemplars import Exemplar, exemplar, exemplars
from belonging.plan.reading import read_plan

EACH = pytest.mark.parametrize("listed", exemplars(), ids=lambda listed: listed.id)


def _page(book_html: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((book_html / "book" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def _section(book_html: Path, listed: Exemplar) -> Tag:
    found = _page(book_html, f"exemplar-plans-{listed.archetype.removesuffix('_brief')}").find(id=listed.id)
    assert isinstance(found, Tag)
    return found


def test_the_list_leads_to_every_plan(book_html: Path) -> None:
    rows = _page(book_html, "exemplar-plans").select("table.bbd-stacking tbody tr")
    assert [str(row.a["href"]).partition("#")[2] for row in rows if row.a] == [listed.id for listed in exemplars()]


@EACH
def test_a_plan_shows_every_step_and_what_holds_it_together(book_html: Path, listed: Exemplar) -> None:
    section, plan = _section(book_html, listed), exemplar(listed.id)
    steps = section.select(f"#{listed.id}-steps tbody tr")
    assert [row.select("td")[1].get_text() for row in steps] == [activity.students_do for activity in plan.activities]
    text = " ".join(section.get_text(" ").split())
    for said in (plan.launch_words, plan.problem.statement, plan.audience.how_they_respond, plan.struggle.next_step):
        assert said.removesuffix(".") in text
    assert all(career.title in text for career in plan.careers)


@EACH
def test_the_files_of_a_plan_are_the_plan(book_html: Path, listed: Exemplar) -> None:
    links = {str(a["download"]): str(a["href"]) for a in _section(book_html, listed).select(".bbd-handouts a")}
    assert sorted(links) == sorted(f"{listed.id}{end}" for end in (".yml", "-plan.docx", "-plan.pdf"))
    files = {name: (book_html / "book" / link).resolve().read_bytes() for name, link in links.items()}
    assert read_plan(files[f"{listed.id}.yml"]).plan == exemplar(listed.id)
    assert len(pypdf.PdfReader(io.BytesIO(files[f"{listed.id}-plan.pdf"])).pages) <= 2

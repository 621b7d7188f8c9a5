"""The Monday sheet: one page on paper, with room to write, reachable from the lesson."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from belonging.course import Module, modules

MODULES = pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)


@MODULES
def test_the_lesson_links_to_its_monday_sheet(module: Module) -> None:
    assert "](monday.md)" in module.lesson.read_text(encoding="utf-8")


@MODULES
def test_the_sheet_has_an_example_and_room_to_write(module: Module) -> None:
    rows = [line for line in (module.folder / "monday.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    assert sum("Example:" in row for row in rows) >= 1
    assert sum(set(re.sub(r"<br>|&nbsp;", "", row)) <= set("| ") for row in rows) >= 3


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["Letter", "A4"])
@MODULES
def test_the_sheet_prints_on_one_page(module: Module, paper: str, page: Page, book_html: Path) -> None:
    page.goto((book_html / "modules" / module.id / "monday.html").as_uri())
    printed = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1

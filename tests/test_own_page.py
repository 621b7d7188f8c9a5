"""The report's page by axe, by keyboard, narrow and printed; nothing is asked of any host."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from belonging.data import csv_text
from belonging.own import analyse, propose, read_bytes, write_report
from own_variants import google_form

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    long = google_form().csv().replace("I feel that I belong in this class", "Do you feel that you belong " * 30)
    for name, text in (("two terms", csv_text("pulse_fall_spring")), ("a long question", long)):
        survey = read_bytes(text.encode())
        mapping = propose(survey)
        found[name] = write_report(analyse(survey, mapping, day="November 21, 2026"), mapping, folder / name).html
    return found


@pytest.mark.parametrize("name", ["two terms", "a long question"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, reports: dict[str, Path], name: str, scheme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(reports[name].as_uri())
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper, ink = (page.evaluate(f"getComputedStyle(document.body).{each}") for each in ("backgroundColor", "color"))
    assert paper != ink


def test_a_wide_table_is_reached_and_scrolled_by_keyboard(page: Page, reports: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(reports["two terms"].as_uri())
    for _ in range(12):
        page.keyboard.press("Tab")
        wide = page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth + 40")
        if wide and page.evaluate("document.activeElement.classList.contains('wide')"):
            break
    else:
        pytest.fail("no wide table can be reached by keyboard")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.scrollLeft") > 0


def test_the_labels_of_the_chart_are_inside_it(page: Page, reports: dict[str, Path]) -> None:
    page.goto(reports["two terms"].as_uri())
    outside = page.evaluate(
        """() => { const svg = document.querySelector('figure svg'), box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
        .filter(([, r]) => r.left < box.left - 1 || r.right > box.right + 1 || r.bottom > box.bottom + 1)
        .map(([text]) => text) }"""
    )
    assert outside == []
    assert {"3.53", "I belong", "I'm future-ready"} <= set(page.locator("figure svg text").all_text_contents())

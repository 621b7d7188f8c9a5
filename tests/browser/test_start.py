"""What the module `start` says about where things are kept is so, in a browser."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from belonging.exercise import load
from belonging.exercise.answers import answer_sources
from belonging.exercise.reading import read_notebook

pytestmark = pytest.mark.browser


def _awake(page: Page) -> Page:
    page.locator(".bbd-explorer").first.scroll_into_view_if_needed()
    page.wait_for_selector(".bbd-explorer.bbd-live")
    page.locator(".bbd-exercise").last.scroll_into_view_if_needed()
    page.wait_for_selector(".bbd-exercise.bbd-mounted")
    return page


def _check(page: Page, task: str, option: str) -> None:
    form = page.locator(f"form[data-task={task}]")
    form.locator(f"input[value={option}]").check()
    form.get_by_role("button", name="Check").click()


def test_answers_stay_bars_go_and_only_answers_are_in_the_file(page: Page, site: str, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.goto(f"{site}/modules/start/lesson.html")
    _awake(page)
    bar = page.get_by_role("slider").first
    began = bar.input_value()
    bar.press("ArrowRight")
    assert bar.input_value() != began
    _check(page, "lowest-belief", "a")  # a miss
    kept = page.evaluate("JSON.parse(localStorage.getItem('belonging:start'))")
    assert kept["misses"] == {"lowest-belief": 1}, "the page counts misses, in this browser"
    page.reload()
    _awake(page)
    assert page.get_by_role("slider").first.input_value() == began, "the bars are back where they began"
    assert page.locator("form[data-task=lowest-belief] input[value=a]").is_checked(), "the answer is still there"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my work").first.click()
    download.value.save_as(tmp_path / "start.ipynb")
    answers = answer_sources(read_notebook(tmp_path / "start.ipynb"), "start")
    assert answers["lowest-belief"] == 'answer_1 = "a"'
    assert "misses" not in (tmp_path / "start.ipynb").read_text(encoding="utf-8")
    assert set(asked) == {"GET"}, "nothing was sent"


def test_the_broken_notebook_is_mended_and_ones_own_answers_stay(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/modules/start/lesson.html")
    _awake(page)
    _check(page, "lowest-belief", "d")
    before = page.evaluate("localStorage.getItem('belonging:start')")
    with page.expect_download() as download:
        page.get_by_role("link", name="broken-notebook.ipynb").click()
    download.value.save_as(tmp_path / "broken-notebook.ipynb")
    with page.expect_download() as mended:
        page.locator(".bbd-file-mend").last.set_input_files(tmp_path / "broken-notebook.ipynb")
    assert mended.value.suggested_filename == "broken-notebook-mended.ipynb"
    said = page.locator(".bbd-said").last
    said.filter(has_text="Answers moved into place").wait_for()
    mend = load("start").task("mend-a-notebook").task
    assert f"Answers moved into place: {mend.reference_answer()}." in said.inner_text()
    after = page.evaluate("localStorage.getItem('belonging:start')")
    assert json.loads(after)["answers"] == json.loads(before)["answers"], "mending leaves one's own answers alone"
    form = page.locator("form[data-task=mend-a-notebook]")
    form.locator("[data-answer]").fill(str(mend.reference_answer()))
    form.get_by_role("button", name="Check").click()
    assert "1 of 1 point" in form.locator(".bbd-outcome-place").inner_text()

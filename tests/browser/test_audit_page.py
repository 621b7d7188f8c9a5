"""Audit my unit on the page: a tally by keyboard alone, kept in the browser, counted by Python in the page."""

import random
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from belonging.unit_audit import QUESTIONS, WHO, Figure, csv_text, read_csv, sentence

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]
BOOT = 120_000  # a busy machine compiles ten megabytes of WebAssembly slowly
KEYS = {"focus": "1", "other": "2", "unclear": "3", "expert": "e", "living": "l", "doing": "d", "used": "u"}


def tally(n: int) -> list[Figure]:
    rng = random.Random(n)
    answers = [name for name, _ in QUESTIONS]
    return [Figure(f"page {i // 5}", rng.choice(WHO), **{a: rng.random() < 0.5 for a in answers}) for i in range(n)]


@pytest.fixture
def audit(page: Page, live_site: str) -> Page:
    page.goto(f"{live_site}/book/audit-my-unit.html")
    page.locator(".bbd-live").scroll_into_view_if_needed()
    page.locator(".bbd-live.bbd-mounted").wait_for()
    return page


def rows(page: Page) -> int:
    return page.locator(".bbd-live tbody tr").count()


def test_twenty_people_by_keyboard_alone_and_the_sentence_of_the_package(audit: Page, tmp_path: Path) -> None:
    figures = tally(20)
    audit.get_by_label("Whom do you look for?").fill("women")
    for figure in figures:
        audit.get_by_label("Slide, page or poster").fill(figure.part)
        audit.keyboard.press("Tab")
        for key in (figure.who, *(name for name, _ in QUESTIONS if getattr(figure, name))):
            audit.keyboard.press(KEYS[key])
        audit.keyboard.press("Enter")
    assert rows(audit) == 20
    audit.get_by_role("button", name="Show me the picture").press("Enter")
    found = audit.locator(".bbd-audit-result")
    expect(found.locator(".bbd-sentence")).to_have_text(sentence(figures, "women"), timeout=BOOT)
    assert audit.evaluate("document.activeElement.textContent") == "What your unit shows"
    with audit.expect_download() as saved:
        audit.get_by_role("button", name="Save as CSV").press("Enter")
    saved.value.save_as(tmp_path / "unit.csv")
    assert read_csv((tmp_path / "unit.csv").read_bytes()) == figures
    # once Python is there, the picture follows the tally
    audit.get_by_role("button", name="Remove person 20").press("Enter")
    expect(found.locator(".bbd-sentence")).to_have_text(sentence(figures[:19], "women"), timeout=BOOT)
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            audit.set_viewport_size({"width": width, "height": 800})
            audit.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
            assert [rule["id"] for rule in Axe().run(audit, ".bbd-live").response["violations"]] == []
            assert audit.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tally_of_forty_opens_from_a_file_and_every_step_can_be_undone(audit: Page, tmp_path: Path) -> None:
    path = tmp_path / "été.csv"
    path.write_text(csv_text(tally(40)), encoding="cp1252")
    audit.get_by_label("A CSV file to open").set_input_files(path)
    expect(audit.locator(".bbd-audit-said")).to_contain_text("40 people", timeout=BOOT)
    audit.get_by_role("button", name="Start over").click()
    assert rows(audit) == 0
    audit.get_by_role("button", name="Undo").click()
    assert rows(audit) == 40
    audit.get_by_role("button", name="Undo").click()
    assert rows(audit) == 0
    path.write_text("who,when\nme,now\n", encoding="utf-8")
    audit.get_by_label("A CSV file to open").set_input_files(path)
    expect(audit.get_by_role("status").filter(has_text="Please change")).to_contain_text("no column", timeout=BOOT)


def test_nothing_tallied_is_lost_when_the_tab_is_killed(audit: Page) -> None:
    hostile = '<img src=x onerror="window.hurt=1">'
    audit.get_by_label("Whom do you look for?").fill("people from our town")
    audit.get_by_label("Slide, page or poster").fill(hostile)
    audit.get_by_label("Yes", exact=True).check()
    audit.get_by_role("button", name="Add this person").click()
    context, url = audit.context, audit.url
    audit.close(run_before_unload=False)
    again = context.new_page()
    again.goto(url)
    again.locator(".bbd-live").scroll_into_view_if_needed()
    again.locator(".bbd-live.bbd-mounted").wait_for()
    assert rows(again) == 1
    assert hostile in again.locator(".bbd-live tbody").inner_text()
    assert again.get_by_label("Whom do you look for?").input_value() == "people from our town"
    assert again.evaluate("window.hurt") is None


def test_what_is_missing_is_said_and_the_focus_goes_there(audit: Page) -> None:
    audit.get_by_role("button", name="Add this person").click()
    expect(audit.locator(".bbd-audit-said")).to_contain_text("Please choose first")
    assert audit.evaluate("document.activeElement.value") == "focus"
    audit.get_by_role("button", name="Show me the picture").click()
    expect(audit.locator(".bbd-audit-said")).to_contain_text("Add at least one person first")


def test_single_keys_do_nothing_while_one_types(audit: Page) -> None:
    field = audit.get_by_label("Slide, page or poster")
    field.press_sequentially("12 led")
    assert field.input_value() == "12 led"
    assert audit.locator(".bbd-live input:checked").count() == 0

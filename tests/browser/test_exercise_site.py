"""The exercise in the built book, as a teacher on a Chromebook does it: fill, check, leave, come back, hand in."""

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import damage
from belonging.exercise import notebook_text
from belonging.exercise.answers import answer_sources
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.exercise.reading import read_notebook
from belonging.tasks import Choice, Number, Several, reference, words
from exercise_page import awake, check, download, fill, form_of, open_file, open_lesson, reference_of, tasks_on_page

pytestmark = pytest.mark.browser

MODULE = "listening"
TASKS = tasks_on_page(MODULE)


@pytest.fixture
def lesson(page: Page, site: str) -> Page:
    return open_lesson(page, site, MODULE)


def test_hint_after_the_first_miss_and_example_after_the_third(lesson: Page) -> None:
    placed = TASKS[0]
    help_ = form_of(lesson, placed).locator(".bbd-help-place")
    fill(lesson, placed, "0.11")
    for miss in (1, 2, 3):
        check(lesson, placed)
        assert (words.HINT_HEAD in help_.inner_text(), words.EXAMPLE_HEAD in help_.inner_text()) == (True, miss == 3)
    fill(lesson, placed, "0.12")
    assert form_of(lesson, placed).locator(".bbd-outcome-place").inner_text() == "", "an old verdict must not stay"


def test_an_answer_of_the_wrong_kind_says_what_to_give(lesson: Page) -> None:
    fill(lesson, TASKS[0], "most <b>of</b> them")
    said = check(lesson, TASKS[0])
    assert "This answer should be one number with two decimals" in said
    assert "most <b>of</b> them" in said


def test_work_is_still_there_after_a_reload_and_in_another_tab(lesson: Page) -> None:
    for placed in TASKS:
        fill(lesson, placed, reference_of(placed))
    other = lesson.context.new_page()
    other.goto(lesson.url)
    lesson.reload()
    for page in (lesson, other):
        awake(page)
        for placed in TASKS:
            form = form_of(page, placed)
            if isinstance(placed.task.kind, (Choice, Several)):
                chosen = [box.get_attribute("value") for box in form.locator("input:checked").all()]
                assert ",".join(sorted(chosen)) == reference_of(placed)
            else:
                assert form.locator("[data-answer]").input_value() == reference_of(placed)
    fill(lesson, TASKS[0], "0.42")
    expect(form_of(other, TASKS[0]).locator("[data-answer]")).to_have_value("0.42")


def test_nothing_typed_is_lost_when_the_tab_is_killed(lesson: Page) -> None:
    form_of(lesson, TASKS[0]).locator("[data-answer]").press_sequentially("0.6")
    context, url = lesson.context, lesson.url
    lesson.close(run_before_unload=False)
    again = context.new_page()
    again.goto(url)
    awake(again)
    assert form_of(again, TASKS[0]).locator("[data-answer]").input_value() == "0.6"


def test_a_notebook_made_in_lab_is_restored_with_its_own_cells_and_code(lesson: Page, tmp_path: Path) -> None:
    numbers = [p for p in TASKS if isinstance(p.task.kind, Number)]
    computed = "total = 176\nanswer_1 = 114 / total"
    answers = {p.task.id: reference_source(p) for p in TASKS} | {numbers[0].task.id: computed}
    made = filled_notebook(MODULE, answers)
    own = {"cell_type": "code", "execution_count": 3, "id": "mine", "metadata": {}, "source": ["# mine\n"]}
    made["cells"].insert(3, own | {"outputs": [{"name": "stdout", "output_type": "stream", "text": "x" * 200_000}]})
    path = tmp_path / "Mein Heft – été (2).ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    assert "Opened “Mein Heft – été (2).ipynb”" in open_file(lesson, path)
    note = form_of(lesson, numbers[0]).locator(".bbd-code-note")
    assert "114 / total" in note.inner_text()
    assert form_of(lesson, numbers[1]).locator("[data-answer]").input_value() == reference(numbers[1].task)
    again = read_notebook(download(lesson, tmp_path / "again.ipynb"))
    assert answer_sources(again, MODULE) == answer_sources(made, MODULE)
    assert "# mine\n" in [line for cell in again["cells"] for line in cell["source"]]
    note.get_by_role("button", name="Answer here instead").click()
    fill(lesson, numbers[0], reference(numbers[0].task))
    assert "1 of 1 point" in check(lesson, numbers[0])


def test_opening_can_be_undone(lesson: Page, tmp_path: Path) -> None:
    fill(lesson, TASKS[0], "0.42")
    path = tmp_path / "other.ipynb"
    path.write_text(notebook_text(student_notebook(MODULE)), encoding="utf-8")
    open_file(lesson, path)
    field = form_of(lesson, TASKS[0]).locator("[data-answer]")
    assert field.input_value() == ""
    lesson.get_by_role("button", name="Undo opening").first.click()
    assert field.input_value() == "0.42"


FOREIGN = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []})
BROKEN = {
    "empty.ipynb": ("", "is empty"),
    "cut off.ipynb": (notebook_text(student_notebook(MODULE))[:4000], "cut off or damaged"),
    "letter.ipynb": ("Dear all,", "is not a notebook"),
    "other course.ipynb": (FOREIGN, "not this module's exercise"),
    "old.ipynb": (json.dumps({"nbformat": 3, "worksheets": []}), "notebook format 3"),
    "<img src=x onerror=alert(1)>.ipynb": ("{}", "is not a notebook"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_or_foreign_file_changes_nothing(lesson: Page, tmp_path: Path, name: str) -> None:
    text, says = BROKEN[name]
    fill(lesson, TASKS[0], "0.42")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    said = open_file(lesson, path)
    assert says in said
    assert "Nothing on this page was changed." in said
    assert lesson.locator(".bbd-work img").count() == 0
    assert form_of(lesson, TASKS[0]).locator("[data-answer]").input_value() == "0.42"


def _hurt(tmp_path: Path) -> Path:
    rng = random.Random(1)
    hurt = damage.deleted_checks(damage.swapped(damage.filled(MODULE), MODULE, rng), MODULE, rng)
    path = tmp_path / "work (1).txt"
    path.write_bytes(damage.merge_conflict(hurt, random.Random(1))[:-120])
    return path


def test_open_my_work_mends_what_it_opens_and_says_what_it_did(lesson: Page, tmp_path: Path) -> None:
    said = open_file(lesson, _hurt(tmp_path))
    assert "Opened “work (1).txt”" in said
    assert "Answers moved into place: " in said
    assert "Not found: 0." in said
    field = form_of(lesson, TASKS[0]).locator("[data-answer]")
    assert field.input_value() == reference(TASKS[0].task)


def test_a_notebook_is_mended_without_touching_the_work_on_the_page(lesson: Page, tmp_path: Path) -> None:
    fill(lesson, TASKS[0], "0.42")
    path = _hurt(tmp_path)
    before = path.read_bytes()
    button = lesson.get_by_role("button", name="Mend my notebook").first
    with lesson.expect_download() as download, lesson.expect_file_chooser() as chooser:
        button.click()
        chooser.value.set_files(path)
    assert download.value.suggested_filename == "work (1)-mended.ipynb"
    download.value.save_as(tmp_path / "mended.ipynb")
    made = answer_sources(read_notebook(tmp_path / "mended.ipynb"), MODULE)
    assert {k: v.strip() for k, v in made.items()} == {k: v.strip() for k, v in damage.answers(MODULE).items()}
    assert path.read_bytes() == before
    field, said = form_of(lesson, TASKS[0]).locator("[data-answer]"), lesson.locator(".bbd-said").first
    assert field.input_value() == "0.42"
    expect(said).to_contain_text("was not changed")
    lesson.get_by_role("button", name="Open the mended notebook here").first.click()
    assert field.input_value() == reference(TASKS[0].task)
    lesson.get_by_role("button", name="Undo opening").first.click()
    assert field.input_value() == "0.42"


def test_fifty_megabytes_of_output_are_opened_without_harm(lesson: Page, tmp_path: Path) -> None:
    made = filled_notebook(MODULE, {TASKS[0].task.id: reference_source(TASKS[0])})
    flood = {"name": "stdout", "output_type": "stream", "text": "<script>alert(1)</script>" * 2_000_000}
    next(c for c in made["cells"] if c["cell_type"] == "code")["outputs"] = [flood]
    path = tmp_path / "flood.ipynb"
    path.write_text(json.dumps(made), encoding="utf-8")
    assert "Opened" in open_file(lesson, path)
    assert download(lesson, tmp_path / "again.ipynb").stat().st_size < 60_000


def test_a_hostile_answer_is_inert_on_the_page(lesson: Page, tmp_path: Path) -> None:
    hostile = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
    answers = {"inquiry-note": hostile, "response-rate": f"answer_1 = {json.dumps(hostile)}", "who-is-missing": hostile}
    path = tmp_path / "hostile.ipynb"
    path.write_text(notebook_text(filled_notebook(MODULE, answers)), encoding="utf-8")
    open_file(lesson, path)
    for placed in TASKS:
        check(lesson, placed)
    lesson.wait_for_timeout(200)
    assert lesson.evaluate("window.hurt") is None


def test_a_browser_that_cannot_store_says_so(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') };")
    page = context.new_page()
    page.goto(f"{site}/modules/{MODULE}/lesson.html")
    awake(page)
    fill(page, TASKS[0], "0.65")
    assert "cannot keep your work" in page.locator(".bbd-kept").first.inner_text()
    assert "1 of 1 point" in check(page, TASKS[0])
    context.close()


def test_the_whole_exercise_works_by_keyboard(lesson: Page) -> None:
    placed = TASKS[0]
    form_of(lesson, placed).locator("[data-answer]").focus()
    lesson.keyboard.type("0.65")
    lesson.keyboard.press("Enter")
    assert "Right." in form_of(lesson, placed).locator(".bbd-outcome-place").inner_text()
    choice = TASKS[1]
    form_of(lesson, choice).locator("input").first.focus()
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Tab")
    assert lesson.evaluate("document.activeElement.type") == "submit"
    lesson.keyboard.press("Enter")
    assert "1 of 1 point" in form_of(lesson, choice).locator(".bbd-outcome-place").inner_text()


def test_it_works_from_a_folder_without_a_server(page: Page, book_html: Path) -> None:
    page.goto((book_html / "modules" / MODULE / "lesson.html").as_uri())
    awake(page)
    fill(page, TASKS[0], "65%")
    assert "1 of 1 point" in check(page, TASKS[0])


def test_without_script_the_tasks_can_be_read_and_the_blank_notebook_fetched(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/modules/{MODULE}/lesson.html")
    for placed in TASKS:
        assert page.get_by_role("heading", name=placed.heading).count() == 1
    assert page.get_by_role("button", name="Check").count() == 0
    link = page.get_by_role("link", name="download the blank notebook").first
    fetched = context.request.get(page.evaluate("1") and f"{site}/_static/exercises/{MODULE}.ipynb")
    assert link.get_attribute("href").endswith(f"_static/exercises/{MODULE}.ipynb")
    assert fetched.text() == notebook_text(student_notebook(MODULE))
    context.close()

"""A plan kept in the browser is checked in the exercise on the page, and earns the same points through nbgrader."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from belonging.exercise import load
from belonging.grading.grade import grade
from belonging.grading.points import points_of
from belonging.plan.reading import read_plan
from belonging.tasks import File, words
from exercise_page import check, download, form_of, open_lesson

pytestmark = [pytest.mark.browser]
PLACED = next(placed for placed in load("studio").tasks if isinstance(placed.task.kind, File))
BOOT = 120_000  # Python has to be started in the page


def reference_record() -> str:
    plan = read_plan(PLACED.task.reference_answer()).plan.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"plan": plan, "stamp": "x", "changed": "2026-10-05T08:00:00Z"})


def test_a_kept_plan_is_checked_handed_in_and_scored_the_same_everywhere(
    page: Page, live_site: str, tmp_path: Path
) -> None:
    page.goto(f"{live_site}/book/privacy.html")
    page.evaluate("record => localStorage.setItem('belonging:plan:abc', record)", reference_record())
    open_lesson(page, live_site, "studio")
    form = form_of(page, PLACED)
    assert words.BLANK in check(page, PLACED)
    title = read_plan(PLACED.task.reference_answer()).plan.title
    form.get_by_label("A plan kept in this browser").select_option(label=title)
    form.get_by_role("button", name="Check").click()
    outcome = form.locator(".bbd-outcome-place")
    expect(outcome).to_contain_text("4 of 4 points", timeout=BOOT)

    with page.expect_download() as saved:
        form.get_by_role("button", name="Download it as my-plan.yml").click()
    work = tmp_path / "casey"
    work.mkdir()
    saved.value.save_as(work / "my-plan.yml")
    download(page, work / "studio.ipynb")
    grade([work], into=tmp_path / "grading", unsafe=True)
    [person] = [path.name for path in (tmp_path / "grading" / "submitted").iterdir()]
    points = points_of(f"sqlite:///{tmp_path / 'grading' / 'gradebook.db'}", person, "studio")
    assert {task.grade_id: task.points for task in points.tasks if not task.by_person} == {PLACED.check_id: 4}

    page.reload()
    open_lesson(page, live_site, "studio")
    form.locator(".bbd-live input[type=file]").set_input_files(
        {"name": "mine.yml", "mimeType": "text/yaml", "buffer": b"title: A plan that has only a title\n"}
    )
    form.get_by_role("button", name="Check").click()
    expect(outcome).to_contain_text("0 of 4 points", timeout=BOOT)
    expect(outcome).to_contain_text("is still blank")

"""The course in JupyterLab, from `belonging start` to graded points, as a participant does it: by typing."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from belonging.course import modules
from belonging.exercise.derive import student_notebook
from belonging.exercise.notebook import source_of
from belonging.exercise.source import PlacedTask, load
from belonging.grading.grade import grade
from belonging.grading.points import points_of
from belonging.tasks import Code, Words, answer_table, reference, words
from exercise_page import download, fill, open_lesson
from lab_desk import Lab, active_cell, has_run, home, open_notebook, run_and_go_on, saved_cells, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.lab, pytest.mark.xdist_group("lab")]

MODULE = "listening"
TASKS = [placed for placed in load(MODULE).tasks if not isinstance(placed.task.kind, Code)]
NOTE = "We asked 176 students; 114 answered in spring (65%). I will ask again on paper next Monday."


def answers() -> dict[str, tuple[str, int]]:
    """Answer some tasks rightly, some in part, some wrongly: task id -> (canonical answer, points it is worth)."""
    chosen: dict[str, tuple[str, int]] = {}
    for place, placed in enumerate(TASKS):
        task = placed.task
        if isinstance(task.kind, Words):
            chosen[task.id] = (NOTE, 0)
            continue
        known = answer_table(task).items()
        partly = [(text, entry.points) for text, entry in known if 0 < entry.points < task.points]
        wrong = [(text, entry.points) for text, entry in known if entry.points == 0 and text]
        chosen[task.id] = partly[0] if partly else wrong[0] if place % 3 == 1 else (reference(task), task.points)
    return chosen


ANSWERS = answers()


@pytest.fixture(scope="module")
def done(lab: Lab, desk: Page) -> Path:
    """The exercise, done in JupyterLab from the course home: every answer typed, every check run, saved."""
    path = lab.folder / "exercises" / f"{MODULE}.ipynb"
    home(desk, lab)
    open_notebook(desk, "Open the exercise", MODULE)
    by_answer_cell = {placed.grade_id: placed for placed in TASKS}
    for place, cell in enumerate(student_notebook(MODULE)["cells"]):
        active = active_cell(desk, place)
        expect(active).to_have_count(1, timeout=30_000)
        if placed := by_answer_cell.get(cell["id"]):
            write(desk, active, placed)
        run_and_go_on(desk, place)
        if cell["id"] == "text-setup":
            has_run(desk, place)
        if cell["id"] == TASKS[0].check_id:
            outcome = desk.locator(".jp-OutputArea .bbd-outcome").first
            expect(outcome).to_contain_text(words.RIGHT_HEAD, timeout=60_000)
    last = next(p for p in reversed(TASKS) if not p.task.scored_by_person)
    places = [cell["id"] for cell in student_notebook(MODULE)["cells"]]
    has_run(desk, places.index(last.check_id))
    desk.keyboard.press("Control+s")
    wait_until(lambda: all_saved(path))
    return path


def all_saved(path: Path) -> bool:
    cells = saved_cells(path)
    checks = [cells[placed.check_id]["outputs"] for placed in TASKS if cells and not placed.task.scored_by_person]
    return all(checks) and any(source_of(cell) == NOTE for cell in cells.values())


def write(page: Page, cell: Locator, placed: PlacedTask) -> None:
    canonical, _ = ANSWERS[placed.task.id]
    page.keyboard.press("Enter")
    expect(cell.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Control+a")
    if isinstance(placed.task.kind, Words):
        page.keyboard.insert_text(canonical)
    else:
        page.keyboard.type(f"{placed.variable} = {placed.task.kind.literal(canonical)}")
    page.keyboard.press("Escape")


def test_the_home_opens_rendered_and_nothing_asks_for_attention(lab: Lab, desk: Page) -> None:
    desk.goto(lab.address)
    expect(desk.get_by_role("heading", name="Belonging by Design")).to_be_visible(timeout=60_000)
    expect(desk.get_by_role("link", name="Open the lesson")).to_have_count(len(modules()))
    expect(desk.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)  # its tools are the leader's
    expect(desk.locator(".Toastify__toast, .jp-Dialog")).to_have_count(0)


def test_an_explorer_of_the_lesson_answers_a_key(lab: Lab, desk: Page) -> None:
    home(desk, lab)
    open_notebook(desk, "Open the lesson", MODULE)
    notebook = json.loads((lab.folder / "lessons" / f"{MODULE}-lesson.ipynb").read_text(encoding="utf-8"))
    shows = [place for place, cell in enumerate(notebook["cells"]) if "explore(" in source_of(cell)]
    for place in range(shows[0] + 1):
        run_and_go_on(desk, place)
    figure = desk.locator(".jp-OutputArea .bbd-explorer.bbd-live").first
    expect(figure).to_be_visible(timeout=60_000)
    sentence = figure.locator(".bbd-sentence")
    before = sentence.inner_text()
    slider = figure.locator("input[type=range]").first
    slider.focus()
    desk.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before, timeout=30_000)
    picture = figure.locator(".bbd-picture svg")
    expect(picture).to_be_visible()


def test_each_check_answers_in_the_words_of_the_task(done: Path, desk: Page) -> None:
    by_id = saved_cells(done)
    for placed in TASKS:
        if placed.task.scored_by_person:
            continue
        canonical, points = ANSWERS[placed.task.id]
        [output] = by_id[placed.check_id]["outputs"]
        assert float("".join(output["data"]["text/plain"])) == points
        assert f"({points} of {placed.task.points} point" in "".join(output["data"]["text/html"])
        assert words.BLANK not in "".join(output["data"]["text/html"]), canonical


def test_validate_agrees_with_the_checks(done: Path, desk: Page) -> None:
    desk.get_by_role("button", name="Validate").locator("visible=true").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=120_000)
    missed = [p.label for p in TASKS if not p.task.scored_by_person and ANSWERS[p.task.id][1] < p.task.points]
    assert re.findall(r"check\((\w+)\)", dialog.inner_text()) == missed
    desk.keyboard.press("Escape")


def test_the_page_and_lab_give_the_same_points(done: Path, site: str, browser: Browser, tmp_path: Path) -> None:
    page_made, lab_made = tmp_path / "page.ipynb", tmp_path / "lab.ipynb"
    fill_page(browser, site, page_made)
    lab_made.write_bytes(done.read_bytes())
    grade([page_made, lab_made], into=tmp_path / "grading", unsafe=True)
    db_url = f"sqlite:///{tmp_path / 'grading' / 'gradebook.db'}"
    from_page, from_lab = (points_of(db_url, name, MODULE) for name in ("page", "lab"))
    assert from_page == from_lab
    expected = {p.check_id: ANSWERS[p.task.id][1] for p in TASKS if not p.task.scored_by_person}
    assert {task.grade_id: task.points for task in from_lab.tasks if not task.by_person} == expected
    assert [task.title for task in from_lab.waiting] == [p.task.title for p in TASKS if p.task.scored_by_person]


def fill_page(browser: Browser, site: str, to: Path) -> None:
    page = browser.new_page()
    open_lesson(page, site, MODULE)
    for placed in TASKS:
        fill(page, placed, ANSWERS[placed.task.id][0])
    download(page, to)
    page.close()

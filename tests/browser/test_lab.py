"""The course in JupyterLab, from `belonging start` to graded points, as a participant does it: by typing."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import damage
from belonging.course import Module, modules
from belonging.exercise.answers import answer_sources
from belonging.exercise.derive import reference_source, student_notebook
from belonging.exercise.notebook import notebook_text, source_of
from belonging.exercise.reading import read_notebook
from belonging.exercise.source import PlacedTask, load
from belonging.grading.grade import grade
from belonging.grading.points import points_of
from belonging.tasks import Code, Words, answer_table, reference, words
from exercise_page import download, fill, open_lesson
from own_variants import google_form

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


@dataclass
class Lab:
    """A running JupyterLab."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int]) -> Iterator[Lab]:
    """`belonging start --no-browser`, in a folder whose name has a space and an accent."""
    base = tmp_path_factory.mktemp("lab")
    folder, said = base / "mon École", base / "said.txt"
    own = {name: str(base / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "belonging", "start", str(folder), "--no-browser", "--port", str(free_port())],
            cwd=base,
            env={**os.environ, **own},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            address = ""
            end = time.monotonic() + 90
            while not address and time.monotonic() < end and server.poll() is None:
                lines = said.read_text(encoding="utf-8").splitlines()
                address = next((line.strip() for line in lines if "http://127.0.0.1:" in line), "")
                time.sleep(0.1)
            assert address, said.read_text(encoding="utf-8")
            yield Lab(address, folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """One browser tab for the whole visit; a request to any other host fails it."""
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))] == []


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
            ran_for_sure(desk, place)
        if cell["id"] == TASKS[0].check_id:
            outcome = desk.locator(".jp-OutputArea .bbd-outcome").first
            expect(outcome).to_contain_text(words.RIGHT_HEAD, timeout=60_000)
    wait_until(lambda: saved_with_all_outputs(desk, path))
    return path


def active_cell(page: Page, place: int) -> Locator:
    return page.locator(f'.jp-Notebook-cell.jp-mod-active[data-windowed-list-index="{place}"]:visible')


def run_and_go_on(page: Page, place: int) -> None:
    """Press Shift+Enter; once more if JupyterLab was still moving the focus and did not take it."""

    def moved() -> bool:
        page.keyboard.press("Shift+Enter")
        try:
            expect(active_cell(page, place)).to_have_count(0, timeout=3_000)
        except AssertionError:
            return False
        return True

    wait_until(moved)


def ran_for_sure(page: Page, place: int) -> None:
    """Wait until a cell has its number; on a busy machine JupyterLab may drop the first request to a new kernel."""
    cell = page.locator(f'.jp-NotebookPanel:visible .jp-Notebook-cell[data-windowed-list-index="{place}"]')
    try:
        expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=20_000)
    except AssertionError:
        cell.locator(".jp-InputArea-prompt").click()
        run_and_go_on(page, place)
        expect(cell.locator(".jp-InputArea-prompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=60_000)


def saved_with_all_outputs(page: Page, path: Path) -> bool:
    page.keyboard.press("Control+s")
    page.wait_for_timeout(500)
    cells = {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    checks = [cells[placed.check_id]["outputs"] for placed in TASKS if not placed.task.scored_by_person]
    return all(checks) and any(source_of(cell) == NOTE for cell in cells.values())


def home(page: Page, lab: Lab) -> None:
    """Open the course home with no other tab beside it."""
    page.goto(f"{lab.address}&reset")
    expect(page.get_by_role("link", name="Open the lesson").first).to_be_visible(timeout=60_000)


def open_notebook(page: Page, link: str, module_id: str = "") -> None:
    """Follow a link of the home; of the links that each module has, that module's."""
    place = [module.id for module in modules()].index(module_id) if module_id else 0
    page.get_by_role("link", name=link).nth(place).click()
    idle = page.locator('.jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status="idle"]')
    expect(idle).to_have_count(1, timeout=60_000)
    # A click, as a person does: JupyterLab gives a fresh notebook the keyboard only some time after showing it.
    page.locator('.jp-NotebookPanel:visible .jp-Notebook-cell[data-windowed-list-index="0"] h1').click()
    expect(active_cell(page, 0)).to_be_focused()


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


def wait_until(true: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


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


def test_a_google_forms_export_becomes_a_report_by_clicking(lab: Lab, desk: Page, tmp_path: Path) -> None:
    form = google_form()
    export = tmp_path / "Our survey (Responses).csv"
    export.write_text(form.csv(), encoding="utf-8")
    as_it_was = export.read_bytes()
    home(desk, lab)
    open_notebook(desk, "Make a safe report on your own class")
    run_and_go_on(desk, 0)
    run_and_go_on(desk, 1)
    ran_for_sure(desk, 1)
    guide = desk.locator(".jp-NotebookPanel:visible .jp-OutputArea")
    choose = guide.get_by_role("button", name="Choose your survey file")
    expect(choose).to_be_visible(timeout=60_000)
    make = guide.get_by_role("button", name="Make my report")
    expect(make).to_be_disabled()
    with desk.expect_file_chooser() as chooser:
        choose.click()
    chooser.value.set_files(export)
    heard = guide.get_by_role("status")
    expect(heard.first).to_contain_text(f"{len(form.rows)} rows of answers", timeout=60_000)
    expect(guide.get_by_label(re.compile(r"^Column \d+ is$"))).to_have_count(len(form.names))
    guide.get_by_label("How many students were asked?").fill("120")
    guide.get_by_label("How many students were asked?").press("Tab")
    make.press("Enter")
    expect(heard.last).to_contain_text("Your report is ready", timeout=60_000)
    for name in ("report.html", "report.docx", "column-map.yml"):
        expect(guide.get_by_role("link", name=name)).to_be_visible()
        assert (lab.folder / "survey-report" / name).stat().st_size > 0
    html = (lab.folder / "survey-report" / "report.html").read_text(encoding="utf-8")
    assert "88 of 120 answered" in html
    desk.keyboard.press("Control+s")
    notebook = lab.folder / "My own survey.ipynb"
    wait_until(lambda: "widget-view" in notebook.read_text(encoding="utf-8"))
    for secret in form.secrets:
        assert secret not in html
        assert secret not in notebook.read_text(encoding="utf-8")
    assert export.read_bytes() == as_it_was


def test_each_check_answers_in_the_words_of_the_task(done: Path, desk: Page) -> None:
    saved = json.loads(done.read_text(encoding="utf-8"))
    by_id = {cell["id"]: cell for cell in saved["cells"]}
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
    grade([page_made, lab_made], into=tmp_path / "grading")
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


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)
def test_filled_lines_earn_every_machine_point_in_jupyterlab(module: Module, lab: Lab, desk: Page) -> None:
    home(desk, lab)
    path = lab.folder / "exercises" / f"{module.id}.ipynb"
    before = path.read_bytes()  # listening's is the one that other tests of this file have filled in
    path.write_text(notebook_text(student_notebook(module.id)), encoding="utf-8")
    try:
        assert points_typed(desk, module, path) == {
            placed.check_id: placed.task.points for placed in load(module.id).tasks if machine(placed)
        }
    finally:
        path.write_bytes(before)


def machine(placed: PlacedTask) -> bool:
    return not (placed.task.scored_by_person or placed.task.silent or isinstance(placed.task.kind, Code))


def points_typed(page: Page, module: Module, path: Path) -> dict[str, float]:
    """Open the exercise from the course home, fill each answer's line, run all; return the points shown."""
    open_notebook(page, "Open the exercise", module.id)
    by_answer_cell = {placed.grade_id: placed for placed in load(module.id).tasks if machine(placed)}
    cells = student_notebook(module.id)["cells"]
    for place, cell in enumerate(cells):
        active = active_cell(page, place)
        expect(active).to_have_count(1, timeout=30_000)
        if placed := by_answer_cell.get(cell["id"]):
            page.keyboard.press("Enter")
            expect(active.locator(".cm-content")).to_be_focused()
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(reference_source(placed))  # one line, or the lines of the list with their words
            page.keyboard.press("Escape")
        if place + 1 < len(cells):
            page.keyboard.press("ArrowDown")

    def points() -> dict[str, float]:
        page.keyboard.press("Control+s")
        page.wait_for_timeout(500)
        cells = {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
        outputs = {p.check_id: cells[p.check_id]["outputs"] for p in by_answer_cell.values()}
        shown = {id_: o[0]["data"]["text/plain"] for id_, o in outputs.items() if o and "data" in o[0]}
        return {id_: float("".join(text)) for id_, text in shown.items()}

    for _ in range(4):  # on a busy machine JupyterLab may drop what it asks of a new kernel first
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with contextlib.suppress(AssertionError):
            wait_until(lambda: len(points()) == len(by_answer_cell), seconds=60)
            break
    return points()


def test_a_damaged_notebook_is_mended_by_a_button(lab: Lab, desk: Page) -> None:
    hurt = lab.folder / "exercises" / "a damaged one.ipynb"
    raw = damage.leading_garbage(damage.swapped(damage.filled(MODULE), MODULE, random.Random(2)), random.Random(1))
    hurt.write_bytes(raw)
    home(desk, lab)
    open_notebook(desk, "Mend my notebook")
    for place in range(2):
        run_and_go_on(desk, place)
    ran_for_sure(desk, 1)
    files = desk.get_by_label("Notebook", exact=True).locator("visible=true")
    expect(files).to_be_visible(timeout=60_000)
    files.select_option("exercises/a damaged one.ipynb")
    desk.get_by_role("button", name="Mend my notebook").locator("visible=true").click()
    expect(desk.locator(".jp-OutputArea [role=status]")).to_contain_text("Answers moved into place: 2.", timeout=60_000)
    assert hurt.read_bytes() == raw
    mended = read_notebook(hurt.with_name("a damaged one-mended.ipynb"))
    wanted = {id_: text.strip() for id_, text in damage.answers(MODULE).items()}
    assert {id_: text.strip() for id_, text in answer_sources(mended, MODULE).items()} == wanted

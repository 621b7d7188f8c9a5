"""The plan builder on the page: a passing plan by keyboard alone, nothing lost, plain words where something fails."""

import json
import os
import re
import signal
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from belonging.exercise.derive import student_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.source import load
from belonging.grading.grade import grade
from belonging.grading.points import points_of
from belonging.live.tools import TOOLS
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.reading import read_plan
from belonging.plan.rules import check, passes
from live_site import stand_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

PAGE = "book/plan-builder.html"
BOOT = 120_000  # a busy machine compiles ten megabytes of WebAssembly slowly
START = "data-brief-3-5"
FINDING = "In our talks last month 3 of 24 students could say who had ever used a thing they made in math class."
PROBLEM = "The bike racks by the upper hall are full by eight. Students lean their bikes on the fence, and two fell."
STEP = "Sketch where bikes stand now on the floor map, and write one rule that makes a count fair at any rack."
OWN = {
    "Why": {"Title": "Where should the new bike rack go?", "What I saw": FINDING},
    "Contribution": {
        "The problem": PROBLEM,
        "Why it matters to them": "Children of the upper hall walk their bikes home, or find them bent after class.",
    },
    "Role": {
        "What students hear first": "There is room for one more bike rack. Today we count, we log, and we say where."
    },
    "Struggle and recognition": {"How I will notice": "A team adds up its three counts and stops, or rubs out a bar."},
}


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".bbd-live").scroll_into_view_if_needed()
    page.locator(".bbd-plan h3").first.wait_for()
    return page


@pytest.fixture
def builder(context: BrowserContext, live_site: str) -> Page:
    """The page as a site with all wheels shows it; only the transport is a stand-in, the Python is ours."""
    stand_in(context, TOOLS["plan"])
    return opened(context.new_page(), f"{live_site}/{PAGE}")


@pytest.fixture
def without(page: Page, site: str) -> Page:
    """The page of a site without Python."""
    return opened(page, f"{site}/{PAGE}")


def begin(page: Page, id_: str = START) -> None:
    page.get_by_role("button", name=f"Start from this lesson: {exemplar(id_).title}").click()


def field(page: Page, label: str) -> Locator:
    """Return the first control of the open tab with this label."""
    named = page.get_by_role("tabpanel").locator("label").filter(has_text=re.compile(f"^{re.escape(label)}$")).first
    return page.locator(f"[id='{named.get_attribute('for')}']")


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the keyboard is there, as a person does."""
    target.wait_for()
    for _ in range(600):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {target}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press(key)


def open_tab(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("tab", selected=True), "Shift+Tab")
    for _ in range(6):
        if page.get_by_role("tab", name=name, selected=True).count():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(name)


def type_over(page: Page, label: str, text: str) -> None:
    tab_to(page, field(page, label))
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def accessible(page: Page) -> None:
    for width, scheme in ((320, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
        found = Axe().run(page, ".bbd-live").response["violations"]
        assert [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = """() => [...document.querySelectorAll('.bbd-plan :is(button, summary, input, select, textarea)')]
        .filter((e) => e.checkVisibility()).map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
        .filter(([, r]) => r.width < 24 || r.height < 24).map(([html]) => html)"""
    assert page.evaluate(small) == []


def graded(plan: Path, folder: Path) -> float:
    """Hand the plan in beside its notebook, and return what nbgrader gives for it."""
    [task] = [placed for placed in load("studio").tasks if placed.task.id == "plan-file"]
    notebook = student_notebook("studio")
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == task.grade_id]
    cell["source"] = f'{task.variable} = "{plan.name}"'
    (folder / "casey").mkdir()
    (folder / "casey" / "studio.ipynb").write_text(notebook_text(notebook), encoding="utf-8")
    (folder / "casey" / plan.name).write_bytes(plan.read_bytes())
    grade([folder / "casey" / "studio.ipynb"], into=folder / "grading", unsafe=True)
    points = points_of(f"sqlite:///{folder / 'grading' / 'gradebook.db'}", "casey", "studio")
    return next(one.points for one in points.tasks if one.grade_id == task.check_id)


def test_a_passing_plan_by_keyboard_alone_with_the_tab_closed_in_the_middle(
    builder: Page, live_site: str, tmp_path: Path
) -> None:
    page, title = builder, exemplar(START).title
    press(page, f"Start from this lesson: {title}")
    expect(page.locator(".bbd-plan-title")).to_be_focused()
    for label, text in OWN["Why"].items():
        type_over(page, label, text)
    open_tab(page, "Contribution")
    type_over(page, "The problem", PROBLEM[:40])
    context = page.context
    page.close(run_before_unload=False)

    page = opened(context.new_page(), f"{live_site}/{PAGE}")
    press(page, f"Go on with {OWN['Why']['Title']}")
    assert page.get_by_role("tab", selected=True).inner_text() == "Contribution"
    assert field(page, "The problem").input_value() == PROBLEM[:40]
    tab_to(page, field(page, "The problem"))
    page.keyboard.press("Control+End")
    page.keyboard.type(PROBLEM[40:])
    type_over(page, "Why it matters to them", OWN["Contribution"]["Why it matters to them"])
    for tab in ("Role", "Struggle and recognition"):
        open_tab(page, tab)
        for label, text in OWN[tab].items():
            type_over(page, label, text)
    open_tab(page, "Learn")
    tab_to(page, page.locator("summary").filter(has_text="Activity 1"))
    page.keyboard.press("Enter")
    type_over(page, "Students … (start with a verb)", STEP)
    type_over(page, "Minutes", "eight")
    press(page, "Check my plan")

    left = page.locator(".bbd-plan-left")
    expect(left).to_contain_text("left to do.", timeout=BOOT)
    tab_to(page, page.locator(".bbd-plan-findings summary").first)
    page.keyboard.press("Enter")
    open_tab(page, "Evidence")
    press(page, "Go to Activity 1: Minutes")
    assert field(page, "Minutes").evaluate("element => element === document.activeElement")
    expect(page.get_by_role("tab", selected=True)).to_have_accessible_name("Learn 1 thing to do")
    page.keyboard.press("Control+a")
    page.keyboard.type("8")
    expect(left).to_contain_text("Your plan passes.", timeout=BOOT)

    with page.expect_download() as paper:
        press(page, "The plan: Word, to edit")
    paper.value.save_as(tmp_path / "plan.docx")
    with zipfile.ZipFile(tmp_path / "plan.docx") as document:
        assert "bike rack" in document.read("word/document.xml").decode()
    with page.expect_download() as handed_in:
        press(page, "Hand in")
    assert handed_in.value.suggested_filename == "my-plan.yml"
    handed_in.value.save_as(tmp_path / "my-plan.yml")
    reading = read_plan((tmp_path / "my-plan.yml").read_bytes())
    assert reading.problems == ()
    assert passes(reading.plan), check(reading.plan)
    assert (reading.plan.title, reading.plan.why.finding) == (OWN["Why"]["Title"], FINDING)
    assert (reading.plan.size, reading.plan.started_from) == ("S", START)
    assert graded(tmp_path / "my-plan.yml", tmp_path) == 4


def test_python_in_the_page_itself_finds_what_is_left(page: Page, live_site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, f"{live_site}/{PAGE}")
    begin(page)
    field(page, "Title").fill("Bikes")
    if page.get_by_role("button", name="Check my plan").count() == 0:
        pytest.skip("pydantic for Pyodide could not be had")
    assert not [url for url in asked if "pyodide" in url]
    page.get_by_role("button", name="Check my plan").click()
    expect(page.locator(".bbd-plan-left")).to_contain_text("left to do", timeout=BOOT)
    given = exemplar(START).model_copy(update={"plan_id": "my-x", "title": "Bikes", "started_from": START})
    must = [finding for finding in check(given.model_copy(update={"next_step_date": None})) if finding.level == "must"]
    expect(page.locator(".bbd-plan-findings li.bbd-plan-must")).to_have_count(len(must))
    # from now on the list follows what is typed
    field(page, "Title").fill("Bikes and where to put them")
    expect(page.locator(".bbd-plan-findings li.bbd-plan-must")).to_have_count(len(must) - 1, timeout=BOOT)
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Assignment: text to paste").click()
    assert "\n" in Path(sheet.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as form:
        page.get_by_role("button", name="Scoring form").click()
    assert "<form" in Path(form.value.path()).read_text(encoding="utf-8")


def test_every_keystroke_survives_a_tab_that_dies(without: Page, site: str, browser: Browser) -> None:
    context = without.context
    begin(without)
    hostile = '<img src=x onerror="window.hurt=1"> & “ünï”'
    without.locator(".bbd-plan-panel #bbd-plan-title").click()
    without.keyboard.press("Control+a")
    with without.expect_event("crash"):
        without.keyboard.type(hostile)
        for process in browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)
    again = opened(context.new_page(), f"{site}/{PAGE}")
    again.get_by_role("button", name=f"Go on with {hostile}").click()
    assert field(again, "Title").input_value() == hostile
    assert again.evaluate("window.hurt") is None


def test_without_python_a_plan_is_begun_saved_and_opened_again(without: Page, tmp_path: Path) -> None:
    begin(without)
    assert "was built without" in without.locator(".bbd-plan-checklist").inner_text()
    assert "belonging plan check" in without.locator(".bbd-plan-checklist").inner_text()
    field(without, "Title").fill("Bikes, and where they stand\u0007")
    with without.expect_download() as saved:
        without.get_by_role("button", name="Save as a file").click()
    own = tmp_path / saved.value.suggested_filename
    saved.value.save_as(own)
    reading = read_plan(own.read_bytes())
    assert reading.problems == ()
    same = {"plan_id", "started_from", "saved_on", "title", "next_step_date"}
    assert reading.plan.model_dump(exclude=same) == exemplar(START).model_dump(exclude=same)
    assert own.name == f"{reading.plan.plan_id}.yml"
    without.get_by_role("button", name="All plans").click()
    chooser = without.get_by_label("A plan you saved (.yml)")
    (tmp_path / "notes.yml").write_text("- a list\n- of words\n", encoding="utf-8")
    chooser.set_input_files(tmp_path / "notes.yml")
    expect(without.get_by_role("status").filter(has_text="notes.yml")).to_contain_text("cannot be read on this page")
    chooser.set_input_files(own)
    expect(field(without, "Title")).to_have_value("Bikes, and where they stand")


def test_every_step_can_be_undone_and_what_others_point_at_is_told(without: Page) -> None:
    begin(without)
    without.get_by_role("tab", name="Learn").click()
    panel, said = without.get_by_role("tabpanel"), without.locator(".bbd-plan-top .bbd-plan-said")
    steps = panel.locator("summary").filter(has_text="Activity ")
    before = steps.all_inner_texts()
    steps.nth(2).click()
    panel.get_by_role("button", name="Remove: Activity 3").click()
    expect(said).to_contain_text("fields pointed at it")
    assert steps.count() == len(before) - 1
    panel.get_by_role("button", name="Add: Activity").click()
    assert without.evaluate("document.activeElement.id") == f"bbd-plan-activities-{len(before) - 1}-phase"
    steps.nth(0).click()
    panel.get_by_role("button", name="Move down: Activity 1", exact=True).click()
    assert without.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: Activity 2"
    without.get_by_role("tab", name="Struggle").click()
    expect(field(without, "Where they will get stuck").locator("option:checked")).to_contain_text("not there any more")
    for _ in range(3):
        without.get_by_role("button", name="Undo").click()
    expect(said).to_have_text("Undone: Activities.")
    assert steps.all_inner_texts() == before
    expect(without.get_by_role("button", name="Undo")).to_be_disabled()
    without.get_by_role("button", name="Redo").click()
    assert steps.count() == len(before) - 1
    # outside a text field the usual keys do the same
    without.get_by_role("tab", selected=True).press("Control+z")
    assert steps.all_inner_texts() == before


def test_a_short_name_changed_is_changed_everywhere(without: Page, tmp_path: Path) -> None:
    begin(without)
    old = exemplar(START)
    stuck = next(place for place, one in enumerate(old.activities) if one.id == old.struggle.stuck_at)
    without.get_by_role("tab", name="Learn").click()
    panel = without.get_by_role("tabpanel")
    panel.locator("summary").filter(has_text=f"Activity {stuck + 1}").click()
    panel.locator("summary").filter(has_text="Short name: graph").click()
    name = panel.locator(f"#bbd-plan-activities-{stuck}-id")
    name.fill("Not A Name!")
    name.press("Tab")
    expect(without.locator(".bbd-plan-top .bbd-plan-said")).to_contain_text("It stayed as it was")
    panel.locator("summary").filter(has_text="Short name: graph").click()
    name.fill("draw-it")
    name.press("Tab")
    with without.expect_download() as saved:
        without.get_by_role("button", name="Save as a file").click()
    plan = read_plan(Path(saved.value.path()).read_bytes()).plan
    assert plan.struggle.stuck_at == plan.activities[stuck].id == "draw-it"
    assert "graph" not in {decision.activity for decision in plan.decisions}


def test_an_occupation_brings_its_title_and_cluster_along(without: Page) -> None:
    begin(without)
    without.get_by_role("tab", name="Role").click()
    without.get_by_role("button", name="Add: Career").click()
    place = len(exemplar(START).careers)
    soc = without.locator(f"#bbd-plan-careers-{place}-soc")
    soc.focus()
    soc.select_option("17-3025.00")
    assert soc.evaluate("element => element === document.activeElement")
    assert "Environmental Engineering" in without.locator(f"#bbd-plan-careers-{place}-title").input_value()
    assert without.locator(f"#bbd-plan-careers-{place}-cluster").input_value() == "Energy & Natural Resources"
    soc.select_option("47-2152.00")
    assert "Plumbers" in without.locator(f"#bbd-plan-careers-{place}-title").input_value()
    without.get_by_role("button", name="Undo").click()
    assert soc.input_value() == "17-3025.00"


def test_two_tabs_warn_and_lose_nothing(without: Page, site: str) -> None:
    begin(without)
    field(without, "Subject").fill("Math")
    other = opened(without.context.new_page(), f"{site}/{PAGE}")
    other.get_by_role("button", name="Go on with").click()
    for tab in (without, other):
        expect(tab.locator(".bbd-plan-notice")).to_contain_text("open in")
    other.get_by_role("button", name="All plans").click()
    expect(without.locator(".bbd-plan-notice")).to_be_hidden()
    other.get_by_role("button", name="Go on with").click()
    field(without, "Title").fill("Changed in the first tab")
    expect(other.locator(".bbd-plan-notice")).to_contain_text("was changed in another tab")
    field(other, "Title").fill("Changed in the second tab")
    expect(other.locator(".bbd-plan-notice")).to_contain_text("Both are kept")
    field(without, "Subject").fill("Math and art")
    other.get_by_role("button", name="All plans").click()
    mine = other.locator("#bbd-plan-mine + ul > li")
    expect(mine).to_have_count(2)
    assert "(changed in a second tab)" in " ".join(mine.all_inner_texts())
    for title, subject in (("Changed in the first tab", "Math and art"), ("Changed in the second tab", "Math")):
        other.get_by_role("button", name=f"Go on with {title}").click()
        assert field(other, "Subject").input_value() == subject
        other.get_by_role("button", name="All plans").click()


def test_the_other_tabs_version_can_be_shown(without: Page, site: str) -> None:
    begin(without)
    other = opened(without.context.new_page(), f"{site}/{PAGE}")
    other.get_by_role("button", name="Go on with").click()
    field(other, "Title").fill("From the other tab")
    without.get_by_role("button", name="Show the other tab's version").click()
    assert field(without, "Title").input_value() == "From the other tab"
    without.get_by_role("button", name="Undo").click()
    assert field(without, "Title").input_value() == exemplar(START).title


def test_a_full_or_blocked_store_is_told_and_the_plan_can_still_be_saved(without: Page) -> None:
    begin(without)
    without.evaluate(
        """() => { const real = Storage.prototype.setItem; window.mend = () => { Storage.prototype.setItem = real; };
        Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    field(without, "Title").fill("No room for this one")
    notice = without.locator(".bbd-plan-notice")
    expect(notice).to_contain_text("save your plan as a file")
    accessible(without)
    with without.expect_download() as saved:
        without.get_by_role("button", name="Save as a file").click()
    assert read_plan(Path(saved.value.path()).read_bytes()).plan.title == "No room for this one"
    without.evaluate("window.mend()")
    field(without, "Title").fill("Now there is room")
    expect(notice).to_be_hidden()


def test_plans_are_copied_deleted_and_brought_back(without: Page) -> None:
    begin(without)
    without.get_by_role("button", name="All plans").click()
    title, mine = exemplar(START).title, without.locator("#bbd-plan-mine + ul > li")
    without.get_by_role("button", name=f"Make a copy of {title}").click()
    expect(mine).to_have_count(2)
    without.get_by_role("button", name=f"Delete {title} (copy)").click()
    expect(mine).to_have_count(1)
    assert without.evaluate("document.activeElement.textContent") == "Bring the deleted plan back"
    without.keyboard.press("Enter")
    expect(mine).to_have_count(2)


def test_the_start_shows_all_exemplars_by_grade_and_kind(without: Page) -> None:
    cards = without.get_by_role("button", name="Start from this lesson")
    expect(cards).to_have_count(len(exemplars()))
    without.get_by_label("Grades").select_option("3-5")
    expect(cards).to_have_count(3)
    without.get_by_label("Kind of work").select_option("data_brief")
    expect(cards).to_have_count(1)
    without.locator("summary").filter(has_text="Read").click()
    expect(without.locator(".bbd-plan-paper")).to_contain_text(exemplar(START).problem.statement)
    accessible(without)


def test_every_tab_is_accessible_with_its_parts_open(builder: Page) -> None:
    begin(builder)
    field(builder, "Title").fill("Bikes")
    builder.get_by_role("button", name="Check my plan").click()
    expect(builder.locator(".bbd-plan-left")).to_contain_text("left to do", timeout=BOOT)
    builder.locator(".bbd-plan-findings summary").first.click()
    for tab in ("Why", "Role", "Learn"):
        builder.get_by_role("tab", name=tab).click()
        builder.get_by_role("tabpanel").evaluate(
            "e => e.querySelectorAll('details').forEach((d) => { d.open = true; })"
        )
        accessible(builder)


def test_the_plan_prints_as_words_and_not_as_a_form(without: Page) -> None:
    begin(without)
    without.emulate_media(media="print")
    without.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    paper = without.locator(".bbd-plan-print")
    expect(paper).to_contain_text(exemplar(START).struggle.next_step)
    assert "custodian" in paper.inner_text()
    assert without.locator(".bbd-plan-tabs").is_hidden()


def test_a_lesson_of_ones_own_is_asked_for_before_it_is_read(builder: Page) -> None:
    builder.get_by_role("button", name="Read my lesson").click()
    expect(builder.get_by_role("status").filter(has_text="no lesson yet")).to_be_visible()
    assert builder.evaluate("document.activeElement.id") == "bbd-plan-text"


def test_a_lesson_of_ones_own_becomes_the_start_of_a_plan(builder: Page, live_site: str) -> None:
    builder.get_by_label("The text of your lesson").fill(
        "# Ramps\nGrade 7\n## Objectives\n- Students will compare two ramps by speed\n## Seating\nFour at a table."
    )
    builder.get_by_role("button", name="Read my lesson").click()
    expect(builder.locator(".bbd-plan-title")).to_have_text("Ramps", timeout=BOOT)
    expect(builder.locator(".bbd-plan-brought")).to_contain_text("Four at a table.")
    builder.locator(".bbd-plan-brought summary").first.click()
    accessible(builder)
    # what found no place is still there after the tab was closed
    again = opened(builder.context.new_page(), f"{live_site}/{PAGE}")
    again.get_by_role("button", name="Go on with Ramps").click()
    again.get_by_role("tab", name="Learn").click()
    assert "compare two ramps by speed" in field(again, "Students will …").input_value()
    again.get_by_role("button", name="Put this list away").click()
    assert again.locator(".bbd-plan-brought").count() == 0


def test_without_javascript_the_page_says_what_to_do(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{PAGE}")
    assert "belonging plan check" in page.locator(".bbd-live").inner_text()
    context.close()


def test_from_a_folder_the_form_works_and_says_what_does_not(page: Page, book_html: Path) -> None:
    opened(page, (book_html / PAGE).as_uri())
    begin(page)
    assert "from a folder" in page.locator(".bbd-plan-checklist").inner_text()
    field(page, "Title").fill("From a folder on my disk")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Hand in").click()
    assert json.loads(Path(saved.value.path()).read_text(encoding="utf-8").partition("\n")[2])["title"].startswith(
        "From"
    )

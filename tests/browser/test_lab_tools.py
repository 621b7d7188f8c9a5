"""The tools of the workspace in JupyterLab, each from the course home to its result, by clicks and keys."""

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import damage
from belonging.crdc import Source, analyse, collect
from belonging.crdc.memo import memo
from belonging.exercise.answers import answer_sources
from belonging.exercise.reading import read_notebook
from belonging.plan.exemplars import exemplar
from belonging.plan.reading import read_plan
from belonging.unit_audit import QUESTIONS, Figure, read_csv, sentence
from crdc_files import schools, topics
from lab_desk import Lab, tool, wait_until
from own_variants import google_form

pytestmark = [pytest.mark.browser, pytest.mark.lab, pytest.mark.xdist_group("lab")]

MODULE = "listening"


def test_a_google_forms_export_becomes_a_report_by_clicking(lab: Lab, desk: Page, tmp_path: Path) -> None:
    form = google_form()
    export = tmp_path / "Our survey (Responses).csv"
    export.write_text(form.csv(), encoding="utf-8")
    as_it_was = export.read_bytes()
    guide = tool(desk, lab, "Make a safe report on your own class")
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


def test_a_damaged_notebook_is_mended_by_a_button(lab: Lab, desk: Page) -> None:
    hurt = lab.folder / "exercises" / "a damaged one.ipynb"
    raw = damage.leading_garbage(damage.swapped(damage.filled(MODULE), MODULE, random.Random(2)), random.Random(1))
    hurt.write_bytes(raw)
    form = tool(desk, lab, "Mend my notebook")
    files = form.get_by_label("Notebook", exact=True)
    expect(files).to_be_visible(timeout=60_000)
    files.select_option("exercises/a damaged one.ipynb")
    form.get_by_role("button", name="Mend my notebook").click()
    expect(form.get_by_role("status")).to_contain_text("Answers moved into place: 2.", timeout=60_000)
    assert hurt.read_bytes() == raw
    mended = read_notebook(hurt.with_name("a damaged one-mended.ipynb"))
    wanted = {id_: text.strip() for id_, text in damage.answers(MODULE).items()}
    assert {id_: text.strip() for id_, text in answer_sources(mended, MODULE).items()} == wanted


def test_a_unit_is_audited_by_keyboard_alone(lab: Lab, desk: Page) -> None:
    unit = [
        Figure("page 3", "focus", used=True),
        Figure("page 3", "other", expert=True, living=True, doing=True),
        Figure("page 9", "other", expert=True, living=True),
        Figure("a poster", "unclear", doing=True),
    ]
    form = tool(desk, lab, "Audit my unit")
    heard, said = form.get_by_role("status"), form.locator(".bbd-audit-result .bbd-sentence")
    whom, add = form.get_by_label("Whom do you look for?"), form.get_by_role("button", name="Add this person")
    expect(whom).to_be_visible(timeout=60_000)
    desk.keyboard.press("Escape")  # out of the empty cell that JupyterLab adds after the last one
    tab_to(desk, whom, "Shift+Tab")
    desk.keyboard.type("women")
    for number, figure in enumerate(unit, start=1):
        tab_to(desk, form.get_by_label("Slide, page or poster"), "Shift+Tab" if number > 1 else "Tab")
        desk.keyboard.press("Control+a")
        desk.keyboard.type(figure.part)
        choose(desk, form, figure)
        tab_to(desk, add)
        desk.keyboard.press("Enter")
        expect(heard).to_contain_text(f"{number} so far. Saved in my-unit.csv.", timeout=30_000)
        expect(said).to_have_text(sentence(unit[:number], "women"))
    file = lab.folder / "my-unit.csv"
    assert read_csv(file.read_bytes()) == unit
    shown = form.locator("table.bbd-lenses")
    expect(shown.get_by_role("row").nth(1)).to_contain_text("1 of 3")
    bar = shown.locator(".bbd-bar > span").first.bounding_box()
    assert bar
    assert bar["width"] > 20
    assert bar["height"] > 4
    tab_to(desk, form.get_by_role("button", name="Undo"))
    desk.keyboard.press("Enter")
    expect(heard).to_contain_text("Undone. 3 now.", timeout=30_000)
    expect(said).to_have_text(sentence(unit[:3], "women"))
    assert read_csv(file.read_bytes()) == unit[:3]


def choose(page: Page, form: Locator, figure: Figure) -> None:
    """Answer about one person, by Tab and Space."""
    radio = form.get_by_role("radio").nth(("focus", "other", "unclear").index(figure.who))
    tab_to(page, radio)
    page.keyboard.press("Space")
    expect(radio).to_be_checked()
    for name, words in QUESTIONS:
        if getattr(figure, name):
            box = form.get_by_label(words, exact=True)
            tab_to(page, box)
            page.keyboard.press("Space")
            expect(box).to_be_checked()


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until something has the focus."""
    for _ in range(20):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached by {key}")


def test_public_files_become_a_report_and_a_memo_by_clicking(lab: Lab, desk: Page, tmp_path: Path) -> None:
    """The files are invented, in the layout of the public ones."""
    found = schools(20, seed=3)
    mine = found[0]
    files = {name: content for name, content in topics(found).items() if name in ("Enrollment.csv", "Calculus.csv")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    form = tool(desk, lab, "Ask the public file who gets the chance")
    choose_files = form.get_by_role("button", name="Choose your files")
    expect(choose_files).to_be_visible(timeout=60_000)
    make = form.get_by_role("button", name="Make my report")
    expect(make).to_be_disabled()
    with desk.expect_file_chooser() as chooser:
        choose_files.click()
    chooser.value.set_files([tmp_path / name for name in files])
    heard = form.get_by_role("status")
    expect(heard.last).to_contain_text("20 schools read.", timeout=60_000)
    form.get_by_label("A part of its name").fill(mine.name.split()[0])
    form.get_by_label("A part of its name").press("Tab")
    form.get_by_role("button", name="Find my school").press("Enter")
    expect(heard.last).to_contain_text("found. Choose yours in the list.", timeout=30_000)
    line = form.get_by_label("Schools found").get_by_role("option").filter(has_text=mine.name)
    form.get_by_label("Schools found").select_option(line.inner_text())
    form.get_by_label("Course").select_option("calculus")
    make.press("Enter")
    expect(heard.last).to_contain_text("Your report is ready", timeout=60_000)
    for name in ("public-data.html", "public-data.docx", "memo.md", "memo.docx"):
        expect(form.get_by_role("link", name=name)).to_be_visible()
    draft = (lab.folder / "public-data-report" / "memo.md").read_text(encoding="utf-8")
    analysis = analyse(collect([Source(name, content=content) for name, content in files.items()]), mine.key)
    assert draft == "\n\n".join(("# Draft memo: please edit", *memo(analysis))) + "\n"
    # access first, then participation, each with its whole, as a person sees them in the report
    form.get_by_role("link", name="public-data.html").click()
    report = desk.frame_locator(".jp-HTMLViewer iframe").locator("main")
    offer, race = report.get_by_role("table").nth(0), report.get_by_role("table").nth(1)
    expect(offer.get_by_role("row", name="calculus")).to_contain_text("yes")
    expect(offer.get_by_role("row", name="calculus")).to_contain_text("3 of 4 schools")
    of_all = sum(mine.students.values())
    expect(race.get_by_role("row", name="All of these")).to_contain_text(f"{of_all:,}")
    expect(race.get_by_role("row", name="All of these")).to_contain_text(f"{sum(mine.takes.values())}")
    expect(report.get_by_role("heading", name="Draft memo")).to_be_visible()
    expect(report).to_contain_text(memo(analysis)[1])


def test_a_plan_is_built_by_clicks_and_kept_beside_the_exercises(lab: Lab, desk: Page) -> None:
    file, start = lab.folder / "exercises" / "my-plan.yml", exemplar("decision-brief-k-2")
    form = tool(desk, lab, "Build my lesson plan")
    form.get_by_role("button", name=f"Start from this lesson: {start.title}").click(timeout=60_000)
    expect(form.locator(".bbd-plan-left")).to_contain_text("left to do", timeout=60_000)
    title = form.locator("#bbd-plan-title")
    title.click()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("dd, aa and bb: a title of letters that are commands")
    wait_until(lambda: file.exists() and "that are commands" in str(read_plan(file.read_bytes()).plan.title))
    form.get_by_role("tab", name="Learn").click()
    form.get_by_role("button", name="Add: Goal").click()
    desk.keyboard.type("weigh two answers against each other")
    expect(form.locator(".bbd-plan-findings")).to_contain_text(f"Goal {len(start.goals) + 1}", timeout=60_000)
    with desk.expect_download() as paper:
        form.get_by_role("button", name="The plan: Word, to edit").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"PK")
    wait_until(lambda: read_plan(file.read_bytes()).plan.goals[-1].text == "weigh two answers against each other")
    desk.keyboard.press("Control+s")
    again = tool(desk, lab, "Build my lesson plan")
    expect(again.locator("#bbd-plan-title")).to_have_value(
        "dd, aa and bb: a title of letters that are commands", timeout=60_000
    )
    assert start.problem.statement not in (lab.folder / "My lesson plan.ipynb").read_text(encoding="utf-8")

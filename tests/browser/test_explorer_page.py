"""An explorer in a published page: by keyboard, touch and screen reader, without JavaScript, printed, small, dark."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from belonging.explorers import load, still
from belonging.explorers.definition import states
from belonging.explorers.front_end import classic_script, module_script
from belonging.explorers.pack import Frame, drawing, drawings, pack, script, unpack
from explorer_site import payload, write_site
from quiet_server import served
from toy_explorer import a_panel_explorer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer-page")]

WHO = load("listening")["who-answered"]
TINY = load("listening")["tiny-groups"]


@pytest.fixture(scope="module")
def folder(drawn_listening: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("explorer site with spaces")
    for far in (False, True):
        write_site(made, "listening", drawn_listening, far=far)
    return made


@pytest.fixture(scope="module")
def http(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield f"{address}/modules/listening/"


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, folder: Path, http: str) -> str:
    """The address of the page's folder: from the disk, as after a download, and from a server."""
    return (folder / "modules" / "listening").as_uri() + "/" if request.param == "file" else http


def _open(page: Page, base: str) -> tuple[Locator, Locator]:
    """Open the page and wait until both explorers are awake."""
    page.goto(base + "lesson.html")
    expect(page.locator(".bbd-explorer.bbd-live")).to_have_count(2)
    return page.locator(".bbd-explorer").nth(0), page.locator(".bbd-explorer").nth(1)


def _frame(folder: Path, explorer: Any, state: tuple[int, ...]) -> Frame:
    return unpack(payload(folder / "_static" / "explorers" / f"{explorer.name}.js"), state)


def _texts(fragment: str) -> str:
    return " ".join("".join(ElementTree.fromstring(fragment).itertext()).split())


def _shows(figure: Locator, frame: Frame) -> None:
    picture, sentence, table, alt = frame
    expect(figure.locator(".bbd-sentence")).to_have_text(sentence)
    expect(figure.get_by_role("img")).to_have_attribute("aria-label", alt)
    assert " ".join(str(figure.locator("table").text_content()).split()) == _texts(table)
    assert " ".join(str(figure.locator("svg").text_content()).split()) == _texts(picture)


def test_by_keyboard_the_slider_changes_picture_sentence_and_table(page: Page, base: str, folder: Path) -> None:
    figure, _ = _open(page, base)
    _shows(figure, _frame(folder, WHO, (6, 0, 0)))
    page.keyboard.press("Tab")
    slider = figure.get_by_role("slider", name="Students who stay away in spring:")
    expect(slider).to_be_focused()
    for key, place in (("ArrowRight", 7), ("ArrowLeft", 6), ("Home", 0), ("End", 10), ("PageDown", 9), ("PageUp", 10)):
        page.keyboard.press(key)
        _shows(figure, _frame(folder, WHO, (place, 0, 0)))
        expect(slider).to_have_attribute("aria-valuetext", f"{10 * place} of 176")
        expect(figure.locator(".bbd-slider .bbd-value")).to_have_text(f"{10 * place} of 176")


def test_by_keyboard_every_other_control_works_too(page: Page, base: str, folder: Path) -> None:
    _, figure = _open(page, base)
    figure.get_by_role("slider").focus()
    page.keyboard.press("Tab")
    expect(figure.get_by_role("button", name="Redraw")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    _shows(figure, _frame(folder, TINY, (1, 2, 0, 0)))
    expect(figure.locator(".bbd-steps .bbd-value")).to_have_text("Draw 3 of 6")
    page.keyboard.press("Tab")
    expect(figure.get_by_role("combobox", name="The report")).to_be_focused()
    page.keyboard.press("ArrowDown")
    _shows(figure, _frame(folder, TINY, (1, 2, 1, 0)))
    page.keyboard.press("Tab")
    expect(figure.get_by_role("checkbox", name="Show totals")).to_be_focused()
    page.keyboard.press("Space")
    _shows(figure, _frame(folder, TINY, (1, 2, 1, 1)))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _shows(figure, _frame(folder, TINY, TINY.start))
    expect(figure.get_by_role("checkbox")).not_to_be_checked()
    expect(figure.locator(".bbd-steps .bbd-value")).to_have_text("Draw 1 of 6")


def test_redraw_begins_again_after_the_last_draw(page: Page, http: str, folder: Path) -> None:
    _, figure = _open(page, http)
    for _ in range(6):
        figure.get_by_role("button", name="Redraw").click()
    _shows(figure, _frame(folder, TINY, TINY.start))


def test_by_touch(browser: Browser, base: str, folder: Path) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    _, figure = _open(context.new_page(), base)
    figure.get_by_role("button", name="Redraw").tap()
    figure.get_by_text("Show totals").tap()
    _shows(figure, _frame(folder, TINY, (1, 1, 0, 1)))
    slider = figure.get_by_role("slider")
    box = slider.bounding_box()
    assert box is not None
    slider.tap(position={"x": box["width"] - 2, "y": box["height"] / 2})
    _shows(figure, _frame(folder, TINY, (5, 1, 0, 1)))
    figure.get_by_role("button", name="Start again").tap()
    _shows(figure, _frame(folder, TINY, TINY.start))
    context.close()


# puts the controls at each of the given states and reads what the figure then shows
PUT_AND_READ = """(figure, all) => {
  const controls = [...figure.querySelectorAll("[data-choice]")];
  const put = (control, place) => {
    if (control.tagName === "BUTTON") {
      const times = control.dataset.labels.split("|").length;
      for (let i = 0; i < times && Number(control.dataset.place) !== place; i += 1) control.click();
    } else if (control.type === "checkbox") {
      if (control.checked !== (place === 1)) control.click();
    } else {
      control.value = String(place);
      control.dispatchEvent(new Event(control.type === "range" ? "input" : "change"));
    }
  };
  const text = (selector) => figure.querySelector(selector).textContent;
  return all.map((state) => {
    state.forEach((place, i) => put(controls[i], place));
    const alt = figure.querySelector(".bbd-picture").getAttribute("aria-label");
    return [text(".bbd-sentence"), text("table"), text(".bbd-picture"), alt];
  });
}"""


def test_javascript_unpacks_every_state_as_python_does(page: Page, http: str, folder: Path) -> None:
    figures = _open(page, http)
    for explorer, figure in zip((WHO, TINY), figures, strict=True):
        seen = figure.evaluate(
            PUT_AND_READ,
            list(states(explorer)),
        )
        packed = payload(folder / "_static" / "explorers" / f"{explorer.name}.js")
        for state, (sentence, table, picture, alt) in zip(states(explorer), seen, strict=True):
            frame = unpack(packed, state)
            assert (sentence, alt) == (frame[1], frame[3]), state
            assert " ".join(table.split()) == _texts(frame[2]), state
            assert " ".join(picture.split()) == _texts(frame[0]), state


def test_javascript_puts_panels_together_as_python_does(page: Page) -> None:
    explorer = a_panel_explorer()
    packed = pack(explorer, [drawing(explorer, *one) for one in drawings(explorer)])
    page.set_content(f"<!doctype html><title>Panels</title>{still(explorer)}")
    page.add_script_tag(content=classic_script())
    page.add_script_tag(content=script(explorer, packed))
    figure = page.locator(".bbd-explorer.bbd-live")
    every = list(itertools.product(*(range(len(choice.values)) for choice in explorer.choices)))
    seen = figure.evaluate(PUT_AND_READ, every)
    assert len(every) == 24
    for state, (sentence, table, picture, alt) in zip(every, seen, strict=True):
        view, frame = explorer.at(state), unpack(packed, state)
        assert (sentence, alt) == (view.sentence, view.alt), state
        assert " ".join(table.split()) == _texts(frame[2]), state
        assert " ".join(picture.split()) == _texts(frame[0]), state
    figure.get_by_role("button", name="Start again").click()
    expect(figure.locator(".bbd-sentence")).to_have_text(explorer.at(explorer.start).sentence)
    assert figure.locator("svg").count() == 3
    ids = figure.evaluate("figure => [...figure.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_a_screen_reader_hears_where_the_slider_came_to_rest_and_only_that(page: Page, http: str) -> None:
    page.clock.install()
    figure, _ = _open(page, http)
    status = figure.get_by_role("status")
    expect(status).to_have_text("")
    figure.evaluate(
        """(figure) => {
          window.heard = [];
          const status = figure.querySelector("[role=status]");
          new MutationObserver(() => window.heard.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    figure.get_by_role("slider").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.clock.run_for(100)
    shown = figure.locator(".bbd-sentence").text_content()
    assert page.evaluate("window.heard") == [], "spoken while the slider still moves"
    page.clock.run_for(1000)
    assert page.evaluate("window.heard") == [shown]
    expect(status).to_have_text(str(shown))


def test_a_screen_reader_hears_which_draw_it_is(page: Page, http: str) -> None:
    _, figure = _open(page, http)
    figure.get_by_role("combobox").select_option(index=2)
    figure.get_by_role("button", name="Redraw").click()
    shown = figure.locator(".bbd-sentence").text_content()
    expect(figure.get_by_role("status")).to_have_text(f"Draw 2 of 6. {shown}")


def test_without_javascript_picture_sentence_and_table_are_there(browser: Browser, base: str, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "lesson.html")
    for place, explorer in enumerate((WHO, TINY)):
        figure = page.locator(".bbd-explorer").nth(place)
        expect(figure.get_by_role("img")).to_be_visible()
        expect(figure.get_by_role("table")).to_be_visible()
        expect(figure.locator(".bbd-sentence")).to_have_text(explorer.at(explorer.start).sentence)
        expect(figure.locator(".bbd-controls")).to_be_hidden()
        assert figure.get_by_role("button").count() == 0, "a control that does nothing is offered"
    context.close()


def test_in_print_the_controls_are_gone_and_the_rest_stays(page: Page, http: str) -> None:
    figure, _ = _open(page, http)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    expect(figure.locator(".bbd-controls")).to_be_hidden()
    expect(figure.get_by_role("img")).to_be_visible()
    expect(figure.get_by_role("table")).to_be_visible()
    assert figure.evaluate("(figure) => getComputedStyle(figure.querySelector('svg text')).fill") == "rgb(0, 0, 0)"


def test_it_wakes_only_when_near_and_nothing_moves_then(page: Page, http: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("_static/")[-1]))
    page.goto(http + "far.html")
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if name.startswith("explorers/")] == []
    figure = page.locator(".bbd-explorer").nth(0)
    before = figure.bounding_box()
    page.evaluate("window.scrollTo(0, 3200)")
    expect(figure).to_have_class(re.compile("bbd-live"))
    page.evaluate("window.scrollTo(0, 0)")
    assert figure.bounding_box() == before
    explorers = [name for name in asked if name.startswith("explorers/")]
    assert explorers == ["explorers/explorer.js", "explorers/listening/who-answered.js"]
    page.evaluate("window.scrollTo(0, 9999)")
    expect(page.locator(".bbd-explorer.bbd-live")).to_have_count(2)
    assert asked.count("explorers/explorer.js") == 1


def test_when_its_script_is_missing_the_still_figure_remains(page: Page, http: str) -> None:
    page.route("**/who-answered.js", lambda route: route.fulfill(status=404))
    page.goto(http + "lesson.html")
    figure = page.locator(".bbd-explorer").nth(0)
    expect(figure).to_have_class(re.compile("bbd-asleep"))
    expect(figure.get_by_role("img")).to_be_visible()
    expect(figure.locator(".bbd-controls")).to_be_hidden()
    expect(page.locator(".bbd-explorer").nth(1)).to_have_class(re.compile("bbd-live"))


def test_an_exercise_gets_its_script_when_it_is_near(page: Page, http: str, folder: Path) -> None:
    (folder / "_static" / "belonging" / "exercise.js").write_text(
        "window.mounted = 0; window.BelongingExercise = { mountAll() { window.mounted += 1; } };", encoding="utf-8"
    )
    html = (folder / "modules" / "listening" / "far.html").read_text(encoding="utf-8")
    form = '<form class="bbd-exercise"><p>One</p></form>'
    (folder / "modules" / "listening" / "exercise.html").write_text(
        html.replace("<p>The end.</p>", form), encoding="utf-8"
    )
    page.goto(http + "exercise.html")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.mounted") is None
    page.locator(".bbd-exercise").scroll_into_view_if_needed()
    page.wait_for_function("window.mounted === 1")


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_small_phone_nothing_runs_over_the_edge_in_any_state(page: Page, http: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    figures = _open(page, http)
    for figure in figures:
        for place in range(3):
            figure.get_by_role("combobox").select_option(index=place)
            for box in (True, False):
                figure.get_by_role("checkbox").set_checked(box)
                for key in ("Home", "End"):
                    figure.get_by_role("slider").press(key)
                    assert page.evaluate("document.documentElement.scrollWidth") == width
                    table = figure.locator(".bbd-table").evaluate("(e) => e.scrollWidth - e.clientWidth")
                    assert table <= 0


def test_every_target_is_large_enough_and_focus_is_seen(page: Page, http: str) -> None:
    for figure in _open(page, http):
        for control in figure.locator("button, input, select").all():
            box = control.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
            control.focus()
            page.keyboard.press("Shift")  # the browser now takes the focus for one by keyboard
            outline = control.evaluate("(e) => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]")
            assert outline == ["solid", "3px"]


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_labels_stand_out_in_both_themes(page: Page, http: str, theme: str) -> None:
    figures = _open(page, http)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    figures[1].get_by_role("combobox").select_option(index=1)
    figures[1].get_by_role("checkbox").check()  # now a hollow bar is there as well
    for figure in figures:
        paper = figure.evaluate("(figure) => getComputedStyle(figure).backgroundColor")
        colours = figure.evaluate(
            """(figure) => [...figure.querySelectorAll("svg path, svg text, svg line")].flatMap((e) => {
              const style = getComputedStyle(e);
              return [style.fill, style.stroke]
                .filter((c, i) => c !== "none" && (e.tagName === "text" || i === 0 || e.tagName === "path"))
                .map((colour) => [e.tagName, colour]);
            })"""
        )
        assert {tag for tag, _ in colours} >= {"path", "text"}
        for tag, colour in colours:
            assert _contrast(colour, paper) >= (4.5 if tag == "text" else 3), (tag, colour, paper)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1000])
def test_axe_finds_nothing(page: Page, http: str, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    figures = _open(page, http)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    for change in range(2):
        if change:
            for figure in figures:
                figure.get_by_role("checkbox").check()
                figure.get_by_role("combobox").select_option(index=1)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


_WIDGET_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Widget</title><div id="here"></div>
<script type="module">
import widget from "./explorer-module.js";
const values = { html: HTML, choices: [6, 0, 0], view: { state: [6, 0, 0], sentence: "start" } };
const listeners = {};
window.sent = [];
// Stands for anywidget's model, with a Python that answers only when the test says so.
const model = {
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes: () => window.sent.push(values.choices.slice()),
  on: (name, f) => { listeners[name] = f; },
  off: (name) => { delete listeners[name]; },
};
window.answer = (state) => {
  values.view = { state, sentence: `at ${state}`, alt: "alt", picture: "<svg></svg>", table: "<table></table>" };
  listeners["change:view"]();
};
window.off = widget.render({ model, el: document.getElementById("here") });
window.listening = () => Object.keys(listeners);
</script></html>"""


@pytest.fixture
def widget(page: Page, http: str, folder: Path) -> Locator:
    """The front end as anywidget runs it: an ES module with a model."""
    import json

    (folder / "modules" / "listening" / "explorer-module.js").write_text(module_script(), encoding="utf-8")
    html = _WIDGET_PAGE.replace("HTML", json.dumps(still(WHO)).replace("</", "<\\/"))
    (folder / "modules" / "listening" / "widget.html").write_text(html, encoding="utf-8")
    page.clock.install()
    page.goto(http + "widget.html")
    expect(page.locator(".bbd-live")).to_have_count(1)
    return page.locator(".bbd-explorer")


def test_the_widget_asks_python_and_skips_states_that_were_passed(page: Page, widget: Locator) -> None:
    widget.get_by_role("slider").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("window.sent") == [[7, 0, 0]], "one question at a time"
    page.evaluate("window.answer([7, 0, 0])")
    assert page.evaluate("window.sent") == [[7, 0, 0], [10, 0, 0]]
    page.evaluate("window.answer([10, 0, 0])")
    expect(widget.locator(".bbd-sentence")).to_have_text("at 10,0,0")
    assert page.evaluate("window.sent.length") == 2


def test_the_widget_says_so_when_python_does_not_answer(page: Page, widget: Locator) -> None:
    widget.get_by_role("checkbox").check()
    page.clock.run_for(9000)
    expect(widget.locator(".bbd-sentence")).to_contain_text("Python does not answer. Run this cell again")
    widget.get_by_role("checkbox").uncheck()
    assert page.evaluate("window.sent.length") == 1, "back at the start, which is already known"
    widget.get_by_role("checkbox").check()
    page.evaluate("window.answer([6, 0, 1])")
    expect(widget.locator(".bbd-sentence")).to_have_text("at 6,0,1")


def test_the_widget_lets_go_when_its_cell_is_cleared(page: Page, widget: Locator) -> None:
    assert page.evaluate("window.listening()") == ["change:view"]
    page.evaluate("window.off()")
    assert page.evaluate("window.listening()") == []

"""Python on request in the page: Pyodide starts from the site itself, answers, can be stopped, and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from belonging.live.tools import TOOLS
from belonging.survey import lint
from live_site import stand_in
from own_variants import google_form

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live")]

KIT, OWN = "book/survey-kit.html", "book/own-survey.html"
BOOT = 120_000  # a busy machine compiles ten megabytes of WebAssembly slowly


def _opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".bbd-live").scroll_into_view_if_needed()
    page.locator(".bbd-live.bbd-mounted").wait_for()
    return page


@pytest.fixture(scope="module")
def booted(browser: Browser, live_site: str) -> Iterator[Page]:
    """One page in which Python runs, shared by the tests that only call it; it may ask nobody but its own site."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = _opened(context.new_page(), f"{live_site}/{KIT}")
    page.get_by_label("Your question").fill("This class is fun and useful.")
    page.get_by_role("button", name="Check my question").click()
    expect(page.locator(".bbd-live-found li").first).to_be_visible(timeout=BOOT)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((live_site, "blob:", "data:"))] == []


def _call(page: Page, name: str, args: object = None, options: str = "{}") -> dict[str, object]:
    """Call Python through the page's own interface; what it says comes back, or what went wrong."""
    script = f"""([name, args]) => BelongingLive.call(name, args, {options})
        .then((result) => ({{ result }}), (problem) => ({{ kind: problem.kind, message: problem.message }}))"""
    return page.evaluate(script, [name, args or {}])


def _violations(page: Page) -> list[str]:
    found = Axe().run(page, ".bbd-live").response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def _accessible_in_every_form(page: Page) -> None:
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
            assert _violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            small = page.evaluate(
                """() => [...document.querySelectorAll('.bbd-live :is(button, summary, input, select, textarea)')]
                .filter((e) => e.checkVisibility()).map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
                .filter(([, r]) => r.width < 24 || r.height < 24).map(([html]) => html)"""
            )
            assert small == []


def test_a_question_is_checked_by_the_rules_of_the_package(booted: Page) -> None:
    text, options = "Do you always like this class and your teacher?", ["Agree", "Disagree"]
    findings = lint(text, options, 4)
    booted.get_by_label("Your question").fill(text)
    booted.get_by_label("Its answers").fill("\n".join(options))
    booted.get_by_label("The lowest grade").select_option("4")
    booted.get_by_role("button", name="Check my question").click()
    expect(booted.get_by_role("status")).to_contain_text(f"{len(findings)} of 14 rules", timeout=BOOT)
    told = booted.locator(".bbd-live-found > ol > li")
    assert told.count() == len(findings) > 1
    for place, finding in enumerate(findings):
        assert finding.see in told.nth(place).inner_text()
        assert finding.fix in told.nth(place).inner_text()
    assert booted.locator(".bbd-live-found details li").count() == 14 - len(findings)


def test_an_empty_question_is_told_what_to_do(booted: Page) -> None:
    booted.get_by_label("Your question").fill("  ")
    booted.get_by_role("button", name="Check my question").click()
    expect(booted.get_by_role("status")).to_contain_text("Type your question", timeout=BOOT)
    assert booted.locator(".bbd-live-found li").count() == 0


def test_the_filled_page_is_accessible(booted: Page) -> None:
    booted.get_by_label("Your question").fill("Is it fun and useful?")
    booted.get_by_label("Your question").press("Tab")
    booted.get_by_role("button", name="Check my question").press("Enter")
    expect(booted.locator(".bbd-live-found li").first).to_be_visible(timeout=BOOT)
    booted.locator(".bbd-live-found summary").press("Enter")
    _accessible_in_every_form(booted)


def test_a_dataset_of_the_course_loads_in_the_browser(booted: Page) -> None:
    table = _call(booted, "belonging.data:rows", {"name": "pulse_fall_spring"})["result"]
    assert len(table) == 176  # type: ignore[arg-type]
    assert len({row["student"] for row in table}) == 175  # type: ignore[union-attr, index]
    assert len(_call(booted, "belonging.data:csv_text", {"name": "pulse_fall_spring"})["result"].splitlines()) == 177  # type: ignore[attr-defined]


def test_what_is_missing_is_named(booted: Page) -> None:
    said = _call(booted, "belonging.data:load", {"name": "pulse_fall_spring"})
    assert said["kind"] == "error"
    assert "pandas" in str(said["message"])
    said = _call(booted, "belonging.data:names", options="{ needs: ['pandas'] }")
    assert said["kind"] == "cannot"


def test_a_wheel_is_loaded_when_a_call_needs_it(booted: Page) -> None:
    cyrillic = "Синяя школа, белая школа, красная школа".encode("cp1251")
    files = f"{{ files: {{ content: new Uint8Array({list(cyrillic)}) }}, needs: ['charset-normalizer'] }}"
    text, encoding, _ = _call(booted, "belonging.own.decode:decode", options=files)["result"]  # type: ignore[misc]
    assert "школа" in text
    assert encoding != "UTF-8"


def test_calls_wait_for_each_other(booted: Page) -> None:
    order = booted.evaluate(
        """async () => { const order = [];
        await Promise.all(["first", "second", "third"].map((name) =>
            BelongingLive.call("belonging.data:names").then(() => order.push(name))));
        return order; }"""
    )
    assert order == ["first", "second", "third"]


def test_a_call_that_takes_too_long_is_stopped_and_the_next_one_works(booted: Page) -> None:
    many = [{"part": "p", "who": "focus"}] * 50_000  # some seconds of work, so that the time is up first
    said = _call(booted, "belonging.unit_audit.in_page:result", {"figures": many}, "{ seconds: 0 }")
    assert said["kind"] == "timeout"
    assert "took too long" in str(said["message"])
    assert "pulse_fall_spring" in _call(booted, "belonging.data:names")["result"]  # type: ignore[operator]


def test_cancel_offline_and_try_again(context: BrowserContext, live_site: str) -> None:
    """By keyboard alone: stopped while it loads, then a lost connection, then it works; the question is still there."""
    page = _opened(context.new_page(), f"{live_site}/{KIT}")
    wasm = "**/pyodide.asm.wasm"
    held: list[Route] = []
    page.route(wasm, lambda route: held.append(route))  # not answered
    page.get_by_label("Your question").fill("This class is fun and useful.")
    page.get_by_role("button", name="Check my question").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Getting Python ready")
    assert page.get_by_role("progressbar").is_visible()
    assert _violations(page) == []
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Stopped.")
    assert not page.get_by_role("progressbar").is_visible()
    held[0].abort()
    page.unroute(wasm)
    page.route("**/python_stdlib.zip", lambda route: route.abort())
    page.get_by_role("button", name="Check my question").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Check your connection", timeout=BOOT)
    page.unroute("**/python_stdlib.zip")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator(".bbd-live-found li").first).to_be_visible(timeout=BOOT)
    assert page.get_by_label("Your question").input_value() == "This class is fun and useful."


def test_nothing_of_python_is_loaded_before_it_is_asked_for(page: Page, live_site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _opened(page, f"{live_site}/{KIT}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/live/" in url] == [f"{live_site}/_static/live/site.js"]
    page.goto(f"{live_site}/book/welcome.html")
    assert [url for url in asked if url.endswith("live.js")] == [f"{live_site}/_static/belonging/live.js"]


@pytest.mark.parametrize(("name", "instead"), [(KIT, "from belonging.survey import lint"), (OWN, "belonging own FILE")])
def test_a_copy_without_python_says_so_and_what_to_do(page: Page, site: str, name: str, instead: str) -> None:
    place = _opened(page, f"{site}/{name}").locator(".bbd-live")
    assert "was built without" in place.inner_text()
    assert instead in place.inner_text()
    assert place.locator("button, input, textarea").count() == 0


def test_a_copy_without_pandas_offers_no_report(page: Page, live_site: str) -> None:
    place = _opened(page, f"{live_site}/{OWN}").locator(".bbd-live")
    assert "was built without" in place.inner_text()
    assert "belonging own FILE" in place.inner_text()


def test_a_page_from_a_folder_says_why_it_cannot(page: Page, live_html: Path) -> None:
    place = _opened(page, (live_html / KIT).as_uri()).locator(".bbd-live")
    assert "from a folder" in place.inner_text()
    assert "from belonging.survey import lint" in place.inner_text()


def test_without_javascript_the_page_says_what_to_do(browser: Browser, live_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site}/{OWN}")
    assert "belonging own FILE" in page.locator(".bbd-live").inner_text()
    context.close()


# -- the page "My own survey", with this computer's Python in the place of the worker's ------------------------------


@pytest.fixture
def own_page(page: Page, live_site: str) -> Page:
    """The page as a site with all wheels shows it; only the transport is a stand-in, the Python is ours."""
    stand_in(page, TOOLS["own"])
    return _opened(page, f"{live_site}/{OWN}")


def _choose(page: Page, content: bytes, name: str = "survey.csv") -> None:
    page.get_by_label("Your survey file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Read my file").click()


def test_from_file_to_report(own_page: Page, tmp_path: Path) -> None:
    table = google_form()
    _choose(own_page, table.csv().encode())
    status = own_page.get_by_role("status")
    expect(status.first).to_contain_text("Look over the 11 columns", timeout=BOOT)
    assert own_page.evaluate("document.activeElement.textContent") == "2. What each column is"
    columns = own_page.locator(".bbd-live-columns fieldset")
    assert columns.count() == len(table.names) == 11
    for secret in table.secrets:
        assert secret not in own_page.locator(".bbd-live").inner_text()
    outsider = columns.nth(table.items_at[2])
    assert outsider.get_by_label("worded the other way round").is_checked()
    own_page.get_by_label("How many students were asked?").fill("120")
    own_page.get_by_role("button", name="Make my report").press("Enter")
    expect(status.last).to_contain_text("88 answered", timeout=BOOT)
    report = own_page.frame_locator("iframe").locator("main")
    expect(report.locator("h1")).to_be_visible(timeout=BOOT)
    text = report.inner_text()
    assert "120" in text
    for secret in table.secrets:
        assert secret not in text
    frame = own_page.locator("iframe")
    assert frame.get_attribute("sandbox") == ""
    assert frame.get_attribute("title") == "Your report"
    saved = {}
    for words in ("Save as a page", "Save as a Word file", "Save the column map for next term"):
        with own_page.expect_download() as download:
            own_page.get_by_role("button", name=words).click()
        saved[words] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[words])
    assert saved["Save as a page"].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert saved["Save as a Word file"].read_bytes().startswith(b"PK")
    # next term: the saved map is taken, nothing is proposed anew
    own_page.get_by_text("I have an earlier term").click()
    own_page.get_by_label("The column map you saved").set_input_files(saved["Save the column map for next term"])
    own_page.get_by_label("The same survey of an earlier term").set_input_files(
        {"name": "fall.csv", "mimeType": "text/csv", "buffer": google_form(seed=4).csv().encode()}
    )
    _choose(own_page, table.csv().encode())
    expect(columns.first).to_be_visible(timeout=BOOT)
    own_page.get_by_role("button", name="Make my report").click()
    expect(own_page.frame_locator("iframe").locator("main")).to_contain_text("earlier", timeout=BOOT)


def test_what_the_person_corrects_counts(own_page: Page) -> None:
    table = google_form()
    _choose(own_page, table.csv().encode())
    columns = own_page.locator(".bbd-live-columns fieldset")
    expect(columns.first).to_be_visible(timeout=BOOT)
    for at in table.items_at[1:]:
        columns.nth(at).get_by_label("This column is").select_option("leave out")
        assert not columns.nth(at).get_by_label("Answers from").is_visible()
    first = columns.nth(table.items_at[0])
    first.get_by_label("Scale (").fill("our room")
    own_page.get_by_role("button", name="Make my report").click()
    report = own_page.frame_locator("iframe").locator("main")
    expect(report).to_contain_text("our room", timeout=BOOT)
    assert "all questions" not in report.inner_text()
    first.get_by_label("Answers from").fill("9")
    own_page.get_by_role("button", name="Make my report").click()
    expect(own_page.get_by_role("status").last).to_contain_text("Please change: The answers of", timeout=BOOT)
    first.get_by_label("Answers from").fill("one")
    own_page.get_by_role("button", name="Make my report").click()
    expect(own_page.get_by_role("status").last).to_contain_text("is not a number", timeout=BOOT)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "The file is empty"), (b"%PDF-1.7 x", "This is a PDF"), (b"\x89PNG\r\n\x1a\n..", "picture")],
)
def test_a_file_that_is_no_survey_is_told(own_page: Page, content: bytes, said: str) -> None:
    _choose(own_page, content)
    expect(own_page.get_by_role("status").first).to_contain_text(said, timeout=BOOT)
    assert not own_page.get_by_role("button", name="Make my report").is_visible()


def test_every_step_is_accessible(own_page: Page) -> None:
    own_page.get_by_role("button", name="Read my file").press("Enter")
    expect(own_page.get_by_role("status").first).to_contain_text("Choose your survey file first", timeout=BOOT)
    assert own_page.evaluate("document.activeElement.id") == "bbd-own-file"
    _accessible_in_every_form(own_page)
    _choose(own_page, google_form().csv().encode())
    own_page.get_by_role("button", name="Make my report").click()
    expect(own_page.locator("iframe")).to_be_visible(timeout=BOOT)
    _accessible_in_every_form(own_page)

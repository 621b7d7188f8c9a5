"""The built book in a browser: accessible in every form: keyboard, phone, paper, no JavaScript."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from belonging.book.site import pages
from belonging.course import modules
from belonging.paths import course_root

pytestmark = pytest.mark.browser

TOC = (course_root() / "_toc.yml").read_text(encoding="utf-8")
PAGES = [*(f"{name}.html" for name in re.findall(r"(?:root|file): (\S+)", TOC)), "search.html?q=response"]
LESSON = "modules/listening/lesson.html"
WIDTHS = {"desktop": (1280, 900), "narrow": (320, 700)}


def _violations(page: Page) -> list[str]:
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def test_the_list_of_pages_is_all_pages(book_html: Path) -> None:
    built = {str(page.relative_to(book_html)) for page in pages(book_html)} - {"index.html"}
    assert built == {name.partition("?")[0] for name in PAGES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, site: str, name: str, width: str, scheme: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda answer: errors.append(answer.url) if answer.status >= 400 else None)
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}/{name}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]
    assert page.context.cookies() == []
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}/{LESSON}")
    page.evaluate("document.querySelectorAll('article details').forEach(d => d.open = true)")
    page.locator(".bbd-claim-mark").first.click()
    assert page.locator(".bbd-claim-pop:popover-open").count() == 1
    assert _violations(page) == []


def test_axe_finds_nothing_in_the_contents_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/{LESSON}")
    for button in (".primary-toggle", ".secondary-toggle"):
        page.locator(button).click()
        assert page.locator("dialog[open]").count() == 1
        page.wait_for_timeout(400)  # the column slides in
        assert _violations(page) == []
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0


def test_every_control_shows_its_focus(page: Page, site: str) -> None:
    page.goto(f"{site}/{LESSON}")
    page.wait_for_load_state("networkidle")
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return {what: e.outerHTML.slice(0, 90), body: e === document.body,
                    ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2}; }"""
        )
        if not state["body"] and not state["ring"]:
            unseen.append(state["what"])
    assert unseen == []


def test_the_first_tab_leads_past_the_side_column(page: Page, site: str) -> None:
    page.goto(f"{site}/{LESSON}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


def test_what_can_be_pressed_is_large_enough(page: Page, site: str) -> None:
    """24 by 24 CSS pixels, links within a sentence aside (WCAG 2.2, 2.5.8)."""
    page.set_viewport_size({"width": 320, "height": 700})
    for name in (LESSON, "book/welcome.html", "search.html"):
        page.goto(f"{site}/{name}")
        page.wait_for_load_state("networkidle")
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, input, select, nav a')]
            .filter(e => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
            .map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width > 1 && (r.width < 24 || r.height < 24))
            .map(([e, r]) => e.outerHTML.slice(0, 100) + ` ${r.width}x${r.height}`)"""
        )
        assert small == [], name


def test_a_claim_opens_and_closes_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/{LESSON}")
    mark = page.locator(".bbd-claim-mark").first
    mark.focus()
    page.keyboard.press("Enter")
    opened = page.locator(".bbd-claim-pop:popover-open")
    assert "Limit:" in opened.inner_text()
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert mark.evaluate("e => e === document.activeElement")


def test_a_prediction_hides_its_answer_until_it_is_asked_for(page: Page, site: str) -> None:
    page.goto(f"{site}/{LESSON}")
    guess = page.locator(".bbd-predict details").first
    answer = guess.locator("p").first
    assert not answer.is_visible()
    guess.locator("summary").press("Enter")
    assert answer.is_visible()


def test_light_and_dark_are_remembered(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/book/welcome.html")
    button = page.get_by_role("button", name="Change between light and dark colors")
    for _ in range(3):
        if page.evaluate("document.documentElement.dataset.theme") == "dark":
            break
        button.click()
    page.goto(f"{site}/{LESSON}")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_search_finds_a_word(page: Page, site: str) -> None:
    page.goto(f"{site}/book/welcome.html")
    page.get_by_label("Search the course").fill("suppression")
    page.get_by_label("Search the course").press("Enter")
    page.locator("#search-results a").first.wait_for()
    summary = re.compile("suppression", re.IGNORECASE)
    expect(page.locator("#search-results")).to_contain_text(summary, timeout=20_000)  # summaries come after links


def test_the_page_can_be_read_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/{LESSON}")
    assert page.locator("nav.bd-docs-nav a").first.is_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    figures = page.locator(".bbd-explorer")
    assert figures.count() >= 2
    for place in range(figures.count()):
        assert figures.nth(place).locator("svg").first.is_visible()
        assert figures.nth(place).locator("table").first.is_visible()
    for setting in page.locator(".bbd-on-paper .bbd-paper").all():
        assert setting.locator("table").is_visible(), "what the controls would have shown"
    assert page.locator(".bbd-on-paper").count() >= 2
    page.locator(".bbd-predict summary").first.click()
    assert page.locator(".bbd-predict details p").first.is_visible()
    for useless in (".theme-switch-button", ".bbd-search", ".sidebar-toggle"):
        assert not page.locator(useless).first.is_visible()
    context.close()


def test_on_paper_there_is_text_and_nothing_to_press(page: Page, site: str) -> None:
    page.goto(f"{site}/{LESSON}")
    assert not page.locator(".bbd-on-paper").first.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".bbd-on-paper table").first.is_visible()
    for gone in (".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer", ".bbd-predict summary"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator("article h1").is_visible()
    assert page.locator(".bbd-explorer table").first.is_visible()
    assert page.locator(".bbd-claim-pop").first.is_visible()
    assert page.locator(".bbd-predict details p").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    cut = page.evaluate(
        """() => [...document.querySelectorAll('article .bbd-scroll, article .bbd-table, article pre')]
        .filter(e => e.checkVisibility() && getComputedStyle(e).overflowX !== 'visible').map(e => e.className)"""
    )
    assert cut == []


def test_a_page_works_from_a_folder(page: Page, book_html: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(request.url))
    page.goto((book_html / "index.html").as_uri())
    page.wait_for_url("**/welcome.html")
    page.get_by_role("link", name="Begin: ").click()
    assert page.locator("article h1").inner_text() == modules()[0].title
    page.locator(".bbd-explorer").first.scroll_into_view_if_needed()
    page.locator(".bbd-explorer .bbd-controls").first.wait_for()
    assert errors == []

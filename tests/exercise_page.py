"""What a person does with an exercise in the built book: fill a form, check it, download, open."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from belonging.exercise import PlacedTask, load
from belonging.tasks import Choice, Code, File, Several, Sort, Words, reference


def tasks_on_page(module_id: str) -> list[PlacedTask]:
    """Return the tasks that have a form; code is for JupyterLab."""
    return [placed for placed in load(module_id).tasks if not isinstance(placed.task.kind, Code)]


def open_lesson(page: Page, site: str, module_id: str) -> Page:
    page.goto(f"{site}/modules/{module_id}/lesson.html")
    return awake(page)


def awake(page: Page) -> Page:
    """Wait until every part of the exercise on a page has its script."""
    for part in page.locator(".bbd-exercise").all():
        part.scroll_into_view_if_needed()
        expect(part).to_have_class("bbd-exercise bbd-mounted")
        for fold in part.locator("details.bbd-fold:not([open]) > summary").all():
            fold.click()
    return page


def form_of(page: Page, placed: PlacedTask) -> Locator:
    return page.locator(f"form[data-task={placed.task.id}]")


def fill(page: Page, placed: PlacedTask, canonical: str) -> None:
    """Give an answer by clicks, or by typing one line."""
    form = form_of(page, placed)
    kind = placed.task.kind
    if isinstance(kind, Choice):
        form.locator(f"input[value={canonical}]").check()
    elif isinstance(kind, Several):
        for box in form.locator("input[type=checkbox]").all():
            box.set_checked(box.get_attribute("value") in canonical.split(","))
    elif isinstance(kind, Sort):
        for pair in canonical.split(";"):
            code, _, key = pair.partition("=")
            field = form.locator(f"[data-item={code}]")
            if field.first.evaluate("field => field.localName") == "select":
                field.select_option(key)
            else:
                form.locator(f"[data-item={code}][value={key}]").check()
    else:
        form.locator("[data-answer]").fill(canonical)


def check(page: Page, placed: PlacedTask) -> str:
    """Press Check and return what is said; a silent question says it by itself."""
    form = form_of(page, placed)
    if not placed.task.silent:
        form.get_by_role("button", name="Check").click()
    return form.locator(".bbd-outcome-place").inner_text()


def reference_of(placed: PlacedTask) -> str:
    """Return an answer that earns everything; to a silent question, its first option."""
    task = placed.task
    if task.silent:
        assert isinstance(task.kind, Choice)
        return task.kind.options[0].key
    if isinstance(task.kind, File):
        return task.kind.usual
    return str(task.reference_answer()) if isinstance(task.kind, Words) else reference(task)


def own_lines(placed: PlacedTask) -> list[str]:
    """Return the long lines of a text task's reference that are its own, and not given with the task."""
    kind = placed.task.kind
    assert isinstance(kind, Words)
    given = f"{kind.starter}\n{placed.task.says(placed.task.prompt)}"
    lines = reference_of(placed).splitlines()
    return [line for line in lines if len(line) > 60 and line.strip() not in given]


def download(page: Page, to: Path) -> Path:
    with page.expect_download() as loaded:
        page.get_by_role("button", name="Download my work").first.click()
    loaded.value.save_as(to)
    return to


def open_file(page: Page, path: Path) -> str:
    page.locator(".bbd-work input[type=file]").first.set_input_files(path)
    said = page.locator(".bbd-said").first
    expect(said).not_to_be_empty()
    return said.inner_text()

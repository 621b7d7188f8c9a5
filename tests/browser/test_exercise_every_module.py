"""Every exercise of the course on its page: by clicks and filled lines alone, every task, every known wrong idea."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from belonging.course import Module, modules
from belonging.exercise import PlacedTask, notebook_text
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.tasks import File, Sort, Words, answer_table, words
from belonging.tasks.sort_outcome import item_table
from exercise_page import check, download, fill, form_of, open_lesson, own_lines, reference_of, tasks_on_page

pytestmark = pytest.mark.browser
MODULES = pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)


@MODULES
def test_clicks_and_filled_lines_earn_every_machine_point(
    module: Module, page: Page, site: str, tmp_path: Path
) -> None:
    open_lesson(page, site, module.id)
    for placed in tasks_on_page(module.id):
        fill(page, placed, reference_of(placed))
        said = check(page, placed)
        if placed.task.silent:
            assert words.KEPT_HEAD in said
        elif isinstance(placed.task.kind, File):
            assert words.FILE_NAMED in said  # what is in it, Python says: see test_plan_page.py
        elif isinstance(placed.task.kind, Words):
            assert words.WRITTEN in said
        else:
            assert f"{placed.task.points} of {placed.task.points} point" in said
    downloaded = download(page, tmp_path / f"{module.id}.ipynb")
    wanted = {p.task.id: _source(p) for p in tasks_on_page(module.id)}
    assert downloaded.read_text(encoding="utf-8") == notebook_text(filled_notebook(module.id, wanted))


def _source(placed: PlacedTask) -> str:
    if placed.task.silent:
        return f'{placed.variable} = "{reference_of(placed)}"'
    return reference_source(placed)


@MODULES
def test_every_untouched_task_is_still_blank(module: Module, page: Page, site: str, tmp_path: Path) -> None:
    open_lesson(page, site, module.id)
    pointed = [placed for placed in tasks_on_page(module.id) if not placed.task.silent]
    assert {check(page, placed) for placed in pointed} == {f"…\n\n{words.BLANK}"}
    downloaded = download(page, tmp_path / f"{module.id}.ipynb")
    assert downloaded.read_text(encoding="utf-8") == notebook_text(student_notebook(module.id))


@MODULES
def test_each_typical_wrong_answer_gets_its_own_words(module: Module, page: Page, site: str) -> None:
    open_lesson(page, site, module.id)
    for placed in tasks_on_page(module.id):
        if isinstance(placed.task.kind, Sort):
            _each_item_in_each_bin(page, placed)
            continue
        seen = set()
        for canonical, entry in answer_table(placed.task).items():
            if entry.status == "right" or entry.wrong_id in seen:
                continue
            seen.add(entry.wrong_id)
            fill(page, placed, canonical)
            said = check(page, placed)
            assert plain(entry.says)[:60] in plain(said)
            assert f"{entry.points} of {placed.task.points} point" in said


def _each_item_in_each_bin(page: Page, placed: PlacedTask) -> None:
    table = item_table(placed.task)
    for turn in range(max(map(len, table.values()))):
        given = {code: list(bins)[turn % len(bins)] for code, bins in table.items()}
        fill(page, placed, ";".join(f"{code}={key}" for code, key in given.items()))
        check(page, placed)
        for code, key in given.items():
            said = form_of(page, placed).locator(f"[data-said={code}]").inner_text()
            entry = table[code][key]
            assert (words.ITEM_RIGHT in said) == entry.right
            assert plain(entry.says)[:60] in plain(said)


@MODULES
def test_no_answer_and_no_solution_is_anywhere_in_the_built_site(module: Module, book_html: Path) -> None:
    secrets: dict[str, list[str]] = {}
    for placed in tasks_on_page(module.id):
        if placed.task.silent:
            continue
        if isinstance(placed.task.kind, Words):
            secrets[placed.heading] = [line[-40:] for line in own_lines(placed)]
            assert secrets[placed.heading]
        elif isinstance(placed.task.kind, File):
            lines = placed.task.reference_answer().splitlines()
            secrets[placed.heading] = [line.strip() for line in lines if len(line) > 60]
        elif isinstance(placed.task.kind, Sort):
            told = [entry.says for bins in item_table(placed.task).values() for entry in bins.values()]
            secrets[placed.heading] = [says[:60] for says in told if says and says != words.ITEM_UNKNOWN]
        else:
            secrets[placed.heading] = [entry.says[:60] for entry in answer_table(placed.task).values()]
    for path in book_html.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".ipynb", ".txt", ".csv", ".svg"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            found = [(heading, secret) for heading, all_ in secrets.items() for secret in all_ if secret in text]
            assert not found, path.name


def plain(markdown: str) -> str:
    return " ".join(markdown.replace("*", "").replace("`", "").split())

"""Every exercise in JupyterLab: the right lines filled in, everything run by the menu, all points there."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from belonging.course import Module, modules
from belonging.exercise.derive import reference_source, student_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Code
from handed_files import put_files
from lab_desk import OPEN, Lab, active_cell, close_notebook, home, open_notebook, run_all, saved_cells, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.lab, pytest.mark.xdist_group("lab-modules")]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)
def test_filled_lines_earn_every_machine_point_in_jupyterlab(module: Module, lab: Lab, desk: Page) -> None:
    home(desk, lab)
    path = lab.folder / "exercises" / f"{module.id}.ipynb"
    path.write_text(notebook_text(student_notebook(module.id)), encoding="utf-8")  # another test may have filled it
    put_files(module.id, path.parent)
    tasks = [placed for placed in load(module.id).tasks if machine(placed)]
    open_notebook(desk, "Open the exercise", module.id)
    fill_lines(desk, module, tasks)
    run_all(desk)
    desk.keyboard.press("Control+s")
    wait_until(lambda: len(points(path, tasks)) == len(tasks))
    assert points(path, tasks) == {placed.check_id: placed.task.points for placed in tasks}
    close_notebook(desk)


def machine(placed: PlacedTask) -> bool:
    return not (placed.task.scored_by_person or placed.task.silent or isinstance(placed.task.kind, Code))


def fill_lines(page: Page, module: Module, tasks: list[PlacedTask]) -> None:
    """Click into each answer's cell and put its right line in place of what stands there."""
    places = [cell["id"] for cell in student_notebook(module.id)["cells"]]
    for placed in tasks:
        place = places.index(placed.grade_id)
        page.locator(f'{OPEN} .jp-Notebook-cell[data-windowed-list-index="{place}"] .cm-content').click()
        expect(active_cell(page, place).locator(".cm-content")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(reference_source(placed))  # one line, or the lines of the list with their words
    page.keyboard.press("Escape")


def points(path: Path, tasks: list[PlacedTask]) -> dict[str, float]:
    """Return what the saved checks show."""
    cells = saved_cells(path)
    outputs = {placed.check_id: cells[placed.check_id]["outputs"] for placed in tasks if cells}
    return {check: float("".join(found[0]["data"]["text/plain"])) for check, found in outputs.items() if found}

"""`belonging plan score` and `belonging plan scores`: the form for a scorer, and the director's queue."""

from __future__ import annotations

import importlib.util
import webbrowser
from collections.abc import Callable
from pathlib import Path

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.plan.file import file_stem, read_plan_file
from belonging.plan.plan import Plan
from belonging.plan.scoring.form import form_page
from belonging.plan.scoring.queue import points_csv, read_queue, told
from belonging.plan.scoring.reading import against, read_score
from belonging.plan.scoring.score import write_score


def write_form(file: Path, *, browser: bool = True, report: Callable[[str], None] = print) -> Path:
    """Write the scoring form of a plan beside it, and open it.

    Raises
    ------
    Plain
        If the plan cannot be read without loss, or has no short name.
    """
    plan = _whole_plan(file)
    page = file.parent / f"{file_stem(plan.plan_id)}-to-score.html"
    write_atomically(page, form_page(plan).encode())
    report(f"The form is in {page}. It opens in any browser, and it can be sent to a scorer as it is.")
    report(f"Save the score in it; then type: belonging plan score {file} --take THE_SAVED_FILE")
    if browser:
        webbrowser.open(page.resolve().as_uri())
    return page


def take(file: Path, saved: Path, report: Callable[[str], None] = print) -> Path:
    """Check a score that was saved in the form, and put it beside the plan.

    Raises
    ------
    Plain
        If it is no complete score of this plan as it stands; the message says what to do.
    """
    plan = _whole_plan(file)
    if not saved.is_file():
        raise Plain(f"There is no file {saved}.", "Give the score's file; browsers put it into Downloads.")
    reading = read_score(saved.read_bytes())
    problems = reading.problems or (against(reading.score, plan) if reading.score else ())
    if problems or reading.score is None:
        raise Plain(f"{saved.name} does not count yet. {' '.join(problem.message for problem in problems)}")
    score = reading.score
    target = file.parent / score.file()
    content = write_score(score).encode()
    if target.exists() and target.resolve() != saved.resolve() and target.read_bytes() != content:
        kept = _free(target.with_suffix(".before.bak"))
        write_atomically(kept, target.read_bytes())
        report(f"{score.scorer} had scored this plan already; the earlier score is kept in {kept.name}.")
    write_atomically(target, content)
    report(f"The score of {score.scorer} counts. It is in {target}.")
    return target


def show_queue(folder: Path, csv: Path | None = None, report: Callable[[str], None] = print) -> None:
    """Say what waits in a folder of plans and scores, and write the points when a file is named.

    Raises
    ------
    Plain
        If the folder holds no plan, or a part to compute agreement is missing.
    """
    if importlib.util.find_spec("statsmodels") is None:
        raise Plain(
            "This needs a part that is not installed yet (statsmodels).",
            "In the folder of the course, type: python -m pip install '.[grade]'",
        )
    queue = read_queue(folder)
    for line in told(queue):
        report(line)
    if csv is not None:
        write_atomically(csv, points_csv(queue).encode("utf-8-sig"))  # with the mark by which Excel knows UTF-8
        report(f"\nThe points are in {csv}.")


def _whole_plan(file: Path) -> Plan:
    reading = read_plan_file(file)
    if reading.problems:
        found = " ".join(problem.message for problem in reading.problems[:3])
        raise Plain(f"Not all of this plan could be read, so it cannot be scored yet. {found}")
    if not reading.plan.plan_id:
        raise Plain("This plan has no short name (plan_id).", "Open it in the plan builder and fill it in.")
    return reading.plan


def _free(path: Path) -> Path:
    number, chosen = 2, path
    while chosen.exists():
        chosen, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return chosen

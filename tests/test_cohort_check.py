"""Check says what is the matter with each file as it came; repair hands in a clean copy, and loses nothing."""

import csv
import io
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import MissingEntry

import bad_submissions
from belonging.cohort.check import check
from belonging.cohort.collect import collect
from belonging.cohort.collect.desk import lay_out
from belonging.cohort.folder import Cohort
from belonging.cohort.release import release
from belonging.cohort.repair import repair
from belonging.exercise.derive import notebook_text, student_notebook
from belonging.exercise.notebook import source_of
from belonging.grading.points import points_of
from fake_cohort import FakeCohort

pytestmark = pytest.mark.xdist_group("cohort-check")

#: What each kind of bad work is called in the report, and who does something about it.
SAID = {
    "copied_check_cell": ("copied cells", "mended by itself"),
    "copied_answer_cell": ("copied cells", "mended by itself"),
    "deleted_check_cells": ("deleted cells", "mended by itself"),
    "deleted_answer_cell": ("answer not found", "needs you"),
    "edited_check_cell": ("changed check", "mended by itself"),
    "format_3": ("damaged", "mended by itself"),
    "cut_behind_the_last_answer": ("damaged", "needs you"),
    "empty_file": ("not readable", "needs you"),
    "another_language": ("not readable", "needs you"),
    "a_link": ("not readable", "needs you"),
    "damaged_zip": ("not readable", "missing"),
    "nothing_answered": ("nothing filled in", "needs you"),
    "wrong_module": ("other module", "missing"),
    "old_outputs_of_fifty_megabytes": ("flood of output", "mended by itself"),
}
HOSTILE = "<img src=x onerror=alert(1)> Mallory"


def made(root: Path, names: dict[str, str]) -> Cohort:
    (root / "people.csv").write_text("name\n" + "\n".join(names.values()) + "\n", encoding="utf-8")
    cohort, _ = Cohort.create(root / "cohort", root / "people.csv")
    for kind, name in names.items():
        for path, content in bad_submissions.KINDS[kind].files(name).items():
            target = root / "arrived" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                target.write_bytes(content)
            else:
                target.symlink_to(content)
    return cohort


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    root = tmp_path_factory.mktemp("checked")
    names = {kind: f"Person {chr(65 + n)}" for n, kind in enumerate(SAID)} | {"copied_answer_cell": HOSTILE}
    cohort = made(root, names)
    collect(cohort, [root / "arrived"])
    return cohort, names, check(cohort)


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_is_said_in_plain_words(checked, kind):
    _, names, found = checked
    (row,) = [r for r in found.rows if r.person.name == names[kind] and r.module_id == bad_submissions.MODULE]
    assert SAID[kind][0] in {one.kind for one in row.findings}
    assert row.state == SAID[kind][1]
    assert row.note


def test_the_page_asks_no_host_and_shows_what_people_wrote_as_text(checked):
    cohort, _, found = checked
    page = BeautifulSoup((cohort.reports / "check.html").read_text(encoding="utf-8"), "html.parser")
    assert not page.find_all(["script", "img", "iframe", "link", "object"])
    assert all(link["href"].startswith("#") for link in page.find_all("a"))
    assert page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    for row in found.of("needs you"):
        assert row.person.name in page.get_text()
        assert row.findings[0].says in page.get_text()
    levels = [int(head.name[1]) for head in page.find_all(["h1", "h2", "h3"])]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    table = list(csv.DictReader(io.StringIO((cohort.reports / "check.csv").read_text(encoding="utf-8-sig"))))
    assert len(table) == len(found.rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in table for cell in line.values())


def test_repair_hands_in_what_waits_and_doing_it_again_changes_nothing(checked):
    cohort, names, _ = checked
    as_it_came = {path: path.read_bytes() for path in cohort.inbox.rglob("*") if path.is_file()}
    found = repair(cohort)
    assert {one.name for one in found.mended} >= {names["copied_answer_cell"], names["format_3"]}
    assert {one.name for one in found.left} >= {names["empty_file"], names["a_link"]}
    assert all(one.notes for one in found.repairs)
    assert {path: path.read_bytes() for path in as_it_came} == as_it_came
    person = next(p for p in cohort.roster if p.name == names["copied_answer_cell"])
    path = cohort.root / "submitted" / person.id / bad_submissions.MODULE / f"{bad_submissions.MODULE}.ipynb"
    cells = {cell["id"]: source_of(cell) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
    wanted = {cell["id"]: source_of(cell) for cell in bad_submissions.reference()["cells"]}
    assert {id_: cells[id_].strip() for id_ in wanted} == {id_: text.strip() for id_, text in wanted.items()}
    before = {p: p.read_bytes() for p in cohort.root.rglob("*") if p.is_file()}
    assert not repair(cohort).mended
    assert not collect(cohort).waits
    after = {p: p.read_bytes() for p in cohort.root.rglob("*") if p.is_file()}
    changed = {p.name for p in before | after if before.get(p) != after.get(p)}
    assert changed <= {"collect.csv"}


def test_a_notebook_put_there_by_hand_is_checked_and_mended_too(tmp_path):
    cohort = FakeCohort(tmp_path)
    folder = tmp_path / "submitted" / "p001" / "listening"
    folder.mkdir(parents=True)
    (content,) = bad_submissions.KINDS["copied_check_cell"].files("x").values()
    (folder / "listening (1).ipynb").write_bytes(content)
    (folder / "notes.txt").write_text("my notes")
    (folder / "timestamp.txt").write_text("2026-10-01 09:00:00 UTC")
    (one,) = repair(cohort).mended
    assert "listening (1).ipynb" in " ".join(one.notes)
    assert {path.name for path in folder.iterdir()} == {"listening.ipynb", "notes.txt", "timestamp.txt"}
    assert (folder / "timestamp.txt").read_text().startswith("2026-10-01 09:00")
    kept = list((tmp_path / "earlier").rglob("listening (1).ipynb"))
    assert [path.read_bytes() for path in kept] == [content]
    assert not repair(cohort).repairs
    assert [row.person.id for row in check(cohort).of("ready")] == ["p001"]


def test_a_blank_notebook_after_a_filled_one_is_asked_about(tmp_path):
    cohort = FakeCohort(tmp_path / "cohort")
    for day, notebook in enumerate((bad_submissions.reference(), student_notebook("listening"))):
        path = tmp_path / "two" / str(day) / "Ana Perez.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook_text(notebook), encoding="utf-8")
        os.utime(path, (1.79e9 + day * 86_400,) * 2)
    collect(cohort, [tmp_path / "two"])
    (row,) = check(cohort).of("needs you")
    assert "earlier version" in row.note


def test_stock_nbgrader_does_not_stop_on_the_folder(tmp_path):
    """Before repair and after it: what would stop its batch is never where it looks."""
    names = {"copied_answer_cell": "Ana Pérez", "format_3": "Ben Okafor", "duplicate_ids": "Cy Good"}
    cohort = made(tmp_path, names)
    release(cohort, ["listening"])
    (good,) = bad_submissions.placed_file("Dee Fine", notebook_text(bad_submissions.reference()).encode()).values()
    collect(cohort, [tmp_path / "arrived"])
    assert repair(cohort).mended
    folder = cohort.root / "submitted" / "dee" / "listening"
    folder.mkdir(parents=True)
    (folder / "listening.ipynb").write_bytes(good)
    command = [sys.executable, "-m", "nbgrader", "autograde", "listening", "--create"]
    done = subprocess.run(command, cwd=cohort.root, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
    graded = {path.parent.parent.name for path in (cohort.root / "autograded").glob("*/listening/listening.ipynb")}
    assert len(graded) == 4
    # A wrong answer about whose it is, put right after grading: the points go with the work.
    person = next(one for one in cohort.roster if one.name == names["duplicate_ids"])
    (found,) = [item.entry for item in lay_out(cohort).seen.works[person.id, "listening"].versions]
    cohort.matches.write_text(f"person,key\nignore,{found.key}\n", encoding="utf-8")
    assert [line.person_id for line in collect(cohort).of("taken back")] == [person.id]
    with pytest.raises(MissingEntry):
        points_of(cohort.course.db_url, person.id, "listening")
    (kept,) = cohort.earlier.glob("taken-back/*/listening/*/points.json")
    assert json.loads(kept.read_text())["points"]

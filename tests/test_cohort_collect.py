"""Collecting takes everything in, loses nothing, and hands in the newest work of each; doing it again is safe."""

import csv
import json
import os
import re
import time
from pathlib import Path

import pytest

from belonging.cohort.collect import collect
from belonging.cohort.roster import Person, Roster
from belonging.exercise.derive import notebook_text, student_notebook
from belonging.exercise.source import load
from fake_cohort import FakeCohort
from handed_files import put_files
from sent_work import FIRST, answer, everything, mail, notebook, table, version, zipped

pytestmark = pytest.mark.xdist_group("cohort-collect")


@pytest.fixture
def cohort(tmp_path):
    return FakeCohort(tmp_path / "cohort")


def test_a_canvas_zip_is_handed_in_and_what_nobody_knows_is_listed(cohort, tmp_path):
    sent = zipped(
        tmp_path / "submissions.zip",
        {
            "pérezana_101_9001_listening.ipynb": version("1"),
            "okaforben_LATE_102_9002_listening-1.ipynb": version("2"),
            "garciamaria_103_9003_listening.ipynb": version("3"),
            "zedzoe_104_9004_listening.ipynb": version("4"),
            "pérezana_101_9005_notes.pdf": b"%PDF-1.4 notes",
        },
    )
    found = collect(cohort, [sent])
    assert {line.person_id for line in found.new} == {"p001", "p002"}
    assert [line.person_id for line in found.new if line.late] == ["p002"]
    assert answer(cohort, "p001").endswith("= 1")
    assert len(found.unmatched) == 2
    rows = {row["file"].split("/")[-1]: row for row in table(cohort.root / "matches.csv")}
    two = rows["garciamaria_103_9003_listening.ipynb"]
    assert two["guess"] == ""
    assert {"p003", "p004"} <= set(re.findall(r"p\d+", two["reason"]))
    assert not (cohort.root / "submitted" / "p003").exists()
    # nothing is thrown away
    stored = {path.read_bytes() for path in (cohort.root / "inbox").rglob("*") if path.is_file()}
    assert sent.read_bytes() in stored
    assert b"%PDF-1.4 notes" in stored


def test_an_answer_in_matches_csv_is_followed_remembered_and_can_be_taken_back(cohort, tmp_path):
    sent = zipped(tmp_path / "a.zip", {"garciamaria_103_9003_listening.ipynb": version("3")})
    collect(cohort, [sent])
    path = cohort.root / "matches.csv"
    rows = table(path)
    rows[0]["person"] = "p004"

    def save(delimiter: str, encoding: str) -> None:
        with path.open("w", newline="", encoding=encoding) as file:
            writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    save(";", "cp1252")  # as a European Excel saves it
    assert [line.person_id for line in collect(cohort).new] == ["p004"]
    # the platform's next download of the same person needs no answer
    later = zipped(tmp_path / "b.zip", {"garciamaria_103_9100_listening-1.ipynb": version("5")}, day=8)
    again = collect(cohort, [later])
    assert [line.person_id for line in again.replaced] == ["p004"]
    assert answer(cohort, "p004").endswith("= 5")
    rows = table(path)
    rows[0]["person"] = ""
    save(",", "utf-8-sig")
    back = collect(cohort)
    assert [line.person_id for line in back.of("taken back")] == ["p004"]
    assert not (cohort.root / "submitted" / "p004" / "listening").exists()
    assert list((cohort.root / "earlier" / "taken-back" / "p004").rglob("submitted/listening.ipynb"))


def test_an_answer_that_is_nobody_stays_in_the_list_and_says_so(cohort, tmp_path):
    collect(cohort, [zipped(tmp_path / "a.zip", {"zedzoe_104_9004_listening.ipynb": version("4")})])
    path = cohort.root / "matches.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n,", "\nZoe Zed,", 1), encoding="utf-8")
    collect(cohort)
    (row,) = table(path)
    assert row["person"] == "Zoe Zed"
    assert "nobody on the roster" in row["reason"]
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\nZoe Zed,", "\nignore,"), encoding="utf-8")
    assert len(collect(cohort).of("ignored")) == 1


def test_collecting_again_changes_nothing(cohort, tmp_path):
    sent = zipped(tmp_path / "a.zip", {"pérezana_1_2_listening.ipynb": version("1"), "x_3_4_listening.ipynb": b""})
    collect(cohort, [sent])
    before = everything(cohort.root)
    found = collect(cohort, [sent])
    assert len(found.unchanged) == 1
    after = everything(cohort.root)
    after.pop("reports/collect.csv"), before.pop("reports/collect.csv")
    assert after == before
    collect(cohort, [sent])
    assert len(list((cohort.root / "inbox").iterdir())) == 1


def test_the_newest_counts_whatever_comes_first(cohort, tmp_path):
    new = zipped(tmp_path / "new.zip", {"pérezana_1_900_listening-1.ipynb": version("2")}, day=9)
    old = zipped(tmp_path / "old.zip", {"pérezana_1_100_listening.ipynb": version("1")}, day=20)
    collect(cohort, [new])
    found = collect(cohort, [old])
    assert answer(cohort, "p001").endswith("= 2")
    assert len(found.of("older")) == len(found.unchanged) == 1
    # a newer one replaces it, and what was there is kept
    newest = zipped(tmp_path / "newest.zip", {"pérezana_LATE_1_950_listening-2.ipynb": version("3")}, day=2)
    assert [line.late for line in collect(cohort, [newest]).replaced] == [True]
    assert answer(cohort, "p001").endswith("= 3")
    assert len(list((cohort.root / "earlier" / "p001" / "listening").iterdir())) == 1
    stamp = (cohort.root / "submitted" / "p001" / "listening" / "timestamp.txt").read_text()
    assert stamp.startswith("2026-10-02")


def test_a_folder_of_anything(cohort, tmp_path):
    home = tmp_path / "desk"
    for name, content in {
        "Ana Perez - listening.ipynb": version("1"),
        "Ben Okafor/listening (1).ipynb": version("2"),
        "North/Maria Garcia.ipynb": version("3"),
        "listening-mgarcia2@south.example.ipynb": version("4"),
        "Copy of coyote 7.ipynb": version("5"),
        "listening.ipynb": notebook_text(student_notebook("listening")).encode(),
        "Ana Perez/.ipynb_checkpoints/listening.ipynb": version("9"),
        "Ben Okafor/photo.png": b"\x89PNG\r\n",
        "Ben Okafor/old.rar": b"Rar!\x1a\x07\x00",
        "Ben Okafor/empty.ipynb": b"",
    }.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    outside = tmp_path / "secret.ipynb"
    outside.write_bytes(version("8"))
    (home / "link.ipynb").symlink_to(outside)
    os.mkfifo(home / "pipe.ipynb")
    found = collect(cohort, [home])
    assert {line.person_id: answer(cohort, line.person_id)[-1] for line in found.new} == {
        "p001": "1", "p002": "2", "p003": "3", "p004": "4", "p005": "5",
    }  # fmt: skip
    refused = {line.file.split("/")[-1]: line.note for line in found.refused}
    assert set(refused) == {"link.ipynb", "pipe.ipynb", "old.rar", "empty.ipynb"}
    assert "RAR" in refused["old.rar"]
    assert [line.file for line in found.unmatched] == ["desk/listening.ipynb"]
    assert not any("checkpoints" in line.file for line in found.lines)


def test_an_exchange_and_another_courses_folder(cohort, tmp_path):
    course = tmp_path / "old-course"
    inbound = course / "exchange" / "inbound" / "p001+listening+2026-10-01 09:00:00.000000 UTC+abc"
    inbound.mkdir(parents=True)
    (inbound / "listening.ipynb").write_bytes(version("1"))
    handed = course / "submitted" / "bokafor" / "listening"
    handed.mkdir(parents=True)
    (handed / "listening.ipynb").write_bytes(version("2"))
    (handed / "timestamp.txt").write_text("2026-10-03 15:58:23.948203 America/Los_Angeles")
    found = collect(cohort, [course])
    assert {line.person_id: line.handed_in for line in found.new} == {
        "p001": "2026-10-01 09:00",
        "p002": "2026-10-03 15:58",
    }


def test_mails_that_were_saved_are_opened_and_whoever_passes_one_on_is_not_taken_for_its_author(cohort, tmp_path):
    inbox = tmp_path / "mails"
    inbox.mkdir()
    packed = zipped(tmp_path / "x.zip", {"listening.ipynb": version("3")}).read_bytes()
    for name, content in {
        "1.eml": mail("Ana P. <ana.perez@north.example>", "my work", {"listening (1).ipynb": version("1")}),
        "2.eml": mail("Ben Okafor <ben.private@mail.example>", "hi", {"exercise.zip": packed}),
        "3.eml": mail("Ben Okafor <bokafor@north.example>", "Fwd: hers", {"listening.ipynb": version("4")}),
        "4.eml": mail("bokafor@north.example", "both", {"Coyote 7.ipynb": version("5")}),
        "5.msg": b"\xd0\xcf\x11\xe0",
    }.items():
        (inbox / name).write_bytes(content)
    found = collect(cohort, [inbox])
    assert {line.person_id: answer(cohort, line.person_id)[-1] for line in found.new} == {"p001": "1", "p002": "3"}
    assert {line.file.split("/")[1] for line in found.unmatched} == {"3.eml", "4.eml"}
    assert ".eml" in next(line.note for line in found.refused)
    assert next(line for line in found.new if line.person_id == "p001").handed_in == "2026-10-01 09:00"


def test_a_blackboard_note_names_the_person_behind_a_login(cohort, tmp_path):
    stem = "Listening_x9z_attempt_2026-10-01-09-00-00"
    note = b"Name: Ana P\xc3\xa9rez (x9z)\nAssignment: Listening\n"
    sent = zipped(tmp_path / "gradebook.zip", {f"{stem}.txt": note, f"{stem}_listening.ipynb": version("1")})
    assert [line.person_id for line in collect(cohort, [sent]).new] == ["p001"]


def test_a_plan_file_of_the_same_person_goes_with_the_notebook(cohort, tmp_path):
    (plan,) = put_files("studio", tmp_path)
    names = [placed.variable for placed in load("studio").tasks if placed.task.kind.name == "file"]
    task = next(placed.task.id for placed in load("studio").tasks if placed.task.kind.name == "file")
    filled = notebook("studio", **{task: f'{names[0]} = "my-plan.yml"\n'})
    first = zipped(tmp_path / "a.zip", {"okaforben_7_11_studio.ipynb": filled})
    (line,) = collect(cohort, [first]).new
    assert "no file" in line.note
    second = zipped(tmp_path / "b.zip", {"okaforben_7_12_my-plan-1.yml": plan.read_bytes()})
    (line,) = collect(cohort, [second]).replaced
    folder = cohort.root / "submitted" / "p002" / "studio"
    assert (folder / "my-plan.yml").read_bytes() == plan.read_bytes()
    assert len(collect(cohort).unchanged) == 1


def test_a_damaged_notebook_waits_and_the_folder_stays_one_that_nbgrader_can_grade(cohort, tmp_path):
    good = json.loads(version("1"))
    place = [cell["id"] for cell in good["cells"]].index(FIRST.grade_id)
    good["cells"].insert(place + 1, {**good["cells"][place], "id": "copy"})
    sent = zipped(
        tmp_path / "a.zip",
        {
            "pérezana_1_2_listening.ipynb": json.dumps(good).encode(),
            "okaforben_3_4_listening.ipynb": version("2")[:-500],
        },
    )
    found = collect(cohort, [sent])
    assert {line.person_id for line in found.waits} == {"p001", "p002"}
    assert not list((cohort.root / "submitted").glob("*/*/*.ipynb"))
    assert len(collect(cohort, [sent]).waits) == 2


def test_a_run_that_was_killed_goes_on(cohort, tmp_path, monkeypatch):
    names = ["pérezana_1_2_listening.ipynb", "okaforben_3_4_listening.ipynb", "zed_5_6_listening.ipynb"]
    sent = zipped(tmp_path / "a.zip", {name: version(str(n)) for n, name in enumerate(names)})
    undisturbed = FakeCohort(tmp_path / "whole")
    collect(undisturbed, [sent])

    real, left = os.replace, [0]

    class Killed(BaseException):
        pass

    def replace(self, target):
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return real(self, target)

    for step in range(14):
        left[0] = step
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", replace)
            try:
                collect(cohort, [sent])
            except Killed:
                continue
    collect(cohort, [sent])
    end, whole = everything(cohort.root), everything(undisturbed.root)
    assert {k for k in end if k.startswith("submitted/")} == {k for k in whole if k.startswith("submitted/")}
    assert all(end[name] == whole[name] for name in whole if name.startswith(("submitted/", "matches")))
    assert not [name for name in end if name.startswith("submitted/") and name.endswith(".part")]


def test_three_hundred_files_take_seconds(cohort, tmp_path):
    cohort.roster = Roster(tuple(Person(f"p{n:04}", f"First{n:04} Last{n:04}") for n in range(300)))
    sent = zipped(
        tmp_path / "many.zip",
        {f"last{n:04}first{n:04}_{n + 1}_{n + 5000}_listening.ipynb": version(str(n)) for n in range(300)},
    )
    start = time.perf_counter()
    assert len(collect(cohort, [sent]).new) == 300
    assert time.perf_counter() - start < 45

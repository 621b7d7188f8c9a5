"""A cohort's folder can be made twice and moved; its hand-out is byte for byte what the course's page hands out."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from belonging import cli
from belonging.cohort import release as release_room
from belonging.cohort.folder import Cohort
from belonging.cohort.release import release
from belonging.errors import Plain
from belonging.exercise.derive import instructor_notebook, student_notebook
from belonging.exercise.files import handed_out
from belonging.exercise.page.script import write_page_files
from belonging.exercise.source import load

pytestmark = pytest.mark.xdist_group("cohort-release")

MODULES = ("listening", "access")
PEOPLE = "Name,Email,School\nAna Ruiz,ana@x.example,North\nKit Alder,,North\nKit Alder,,South\n"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    folder = tmp_path_factory.mktemp("release")
    (folder / "people.csv").write_text(PEOPLE)
    cohort, _ = Cohort.create(folder / "our cohort", folder / "people.csv")
    assert release(cohort, MODULES).new == MODULES
    return cohort


def said(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main(["cohort", *arguments])
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    return int(stop.value.code or 0), shown.out + shown.err


def test_the_hand_out_is_byte_for_byte_what_the_page_hands_out(released: Cohort, tmp_path: Path) -> None:
    write_page_files(list(MODULES), tmp_path)
    with zipfile.ZipFile(released.hand_out) as archive:
        names = archive.namelist()
        for module in MODULES:
            for name in (f"{module}.ipynb", *handed_out(module)):
                assert archive.read(f"{module}/{name}") == (tmp_path / "exercises" / name).read_bytes()
                names.remove(f"{module}/{name}")
    assert names == ["READ ME.txt"]


def test_nbgraders_own_release_is_the_same_notebook(released: Cohort) -> None:
    with zipfile.ZipFile(released.hand_out) as archive:
        for module in MODULES:
            path = released.root / "release" / module / f"{module}.ipynb"
            assert path.read_bytes() == archive.read(f"{module}/{module}.ipynb")


def test_releasing_again_changes_no_byte(released: Cohort) -> None:
    before = released.hand_out.read_bytes()
    again = release(released, ["listening"])
    assert (again.new, again.changed, again.in_zip) == ((), (), MODULES)
    assert released.hand_out.read_bytes() == before


def test_a_module_that_is_not_there_is_named_with_those_that_are(released: Cohort) -> None:
    with pytest.raises(Plain, match=r"no module “lisening”.*Choose from: start, "):
        release(released, ["lisening"])


def test_an_exercise_that_changed_is_explained_and_one_with_other_tasks_stays(
    released: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in = released.root / "submitted" / "p001" / "listening" / "listening.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_bytes((released.root / "release" / "listening" / "listening.ipynb").read_bytes())
    source = released.root / "source" / "listening" / "listening.ipynb"
    right = source.read_bytes()
    source.write_bytes(right.replace(b"Press Shift+Enter", b"Press Enter") + b"\n")
    changed = release(released, ["listening"])
    assert changed.changed == ("listening",)
    assert "1 person handed it in already. Their work and points are kept" in changed.notes[0]
    with Gradebook(released.course.db_url) as gradebook:
        gradebook.add_submission("listening", "p001")
    notebook = json.loads(right)
    del notebook["cells"][next(n for n, c in enumerate(notebook["cells"]) if c["id"].startswith("check-"))]
    monkeypatch.setattr(
        "belonging.grading.course_folder.instructor_notebook",
        lambda id_: notebook if id_ == "listening" else instructor_notebook(id_),
    )
    refused = release(released, ["listening"])
    assert "All points are kept" in refused.refused["listening"]
    assert source.read_bytes() == right
    with zipfile.ZipFile(released.hand_out) as archive:
        kept = (released.root / "release" / "listening" / "listening.ipynb").read_bytes()
        assert archive.read("listening/listening.ipynb") == kept
    with Gradebook(released.course.db_url) as gradebook:
        gradebook.remove_submission("listening", "p001")
    handed_in.unlink()
    handed_in.parent.rmdir()


def test_the_zip_says_in_plain_words_what_to_do(released: Cohort) -> None:
    with zipfile.ZipFile(io.BytesIO(released.hand_out.read_bytes())) as archive:
        text = archive.read("READ ME.txt").decode("utf-8-sig")
        assert all(entry.date_time == (2026, 1, 1, 0, 0, 0) for entry in archive.infolist())
    assert "\r\n" in text
    assert "How to hand in" in text
    assert load("listening").title
    assert all(f"- {module}: " in text for module in MODULES)
    assert release_room.page_files("access").keys() == {"access.ipynb", *handed_out("access")}


def test_stock_nbgrader_sees_the_course_and_its_people(released: Cohort) -> None:
    def nbgrader(*arguments: str) -> str:
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=released.root, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    students = nbgrader("db", "student", "list")
    assert "p001 (Ruiz, Ana) -- ana@x.example" in students
    assert "p003 (Alder, Kit) -- None" in students
    assert all(module in nbgrader("db", "assignment", "list") for module in MODULES)


# --- the folder ------------------------------------------------------------------------------------------------------


def test_making_it_again_changes_nothing_and_a_moved_folder_still_works(released: Cohort, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (released.roster_file, released.state / "roster.json")}
    (tmp_path / "people.csv").write_text(PEOPLE)
    _, followed = Cohort.create(released.root, tmp_path / "people.csv")
    assert followed is not None
    assert (followed.added, followed.missing) == ((), ())
    assert {path: path.read_bytes() for path in before} == before
    moved = tmp_path / "elsewhere"
    released.root.rename(moved)
    try:
        assert [one.id for one in Cohort.open(moved).roster] == ["p001", "p002", "p003"]
        assert release(Cohort.open(moved), MODULES).same == MODULES
    finally:
        moved.rename(released.root)


def test_the_gradebook_follows_the_roster_and_keeps_leavers(released: Cohort, tmp_path: Path) -> None:
    text = released.roster_file.read_bytes()
    edited = text.decode("utf-8-sig").replace("Ana Ruiz,Ana,Ruiz", "Ana Vega,Ana,Ruiz") + ",Di Fox\r\n"
    released.roster_file.write_text(edited, encoding="utf-8-sig", newline="")
    cohort = Cohort.open(released.root)
    assert any("p001 is now called Ana Vega" in note for note in cohort.notes)
    assert "p004,Di Fox,Di,Fox" in released.roster_file.read_text(encoding="utf-8-sig")
    (tmp_path / "new.csv").write_text("Name\nDi Fox\nAna Vega\n")
    _, followed = Cohort.create(released.root, tmp_path / "new.csv")
    assert followed is not None
    assert [one.id for one in followed.missing] == ["p002", "p003"]
    Cohort.open(released.root).mark_left(followed.missing, "2026-10-01")
    assert [one.id for one in Cohort.open(released.root).roster.leavers] == ["p002", "p003"]
    with Gradebook(cohort.course.db_url) as gradebook:
        names = {one.id: (one.first_name, one.last_name) for one in gradebook.students}
    assert names == {"p001": ("Ana", "Vega"), "p002": ("Kit", "Alder"), "p003": ("Kit", "Alder"), "p004": ("Di", "Fox")}
    assert len(list((released.state / "roster-earlier").iterdir())) >= 2


def test_a_lost_roster_and_a_lost_note_are_written_again(released: Cohort) -> None:
    people = Cohort.open(released.root).roster
    released.roster_file.unlink()
    assert "was written again" in Cohort.open(released.root).notes[0]
    (released.state / "roster.json").write_text("{")
    assert Cohort.open(released.root).roster == people


def test_a_bad_edit_changes_nothing(released: Cohort, capsys: pytest.CaptureFixture[str]) -> None:
    good = released.roster_file.read_bytes()
    released.roster_file.write_bytes(good.replace(b"p002", b"p001"))
    code, shown = said("status", str(released.root), capsys=capsys)
    assert code == 1
    assert "have the same id, p001" in shown
    assert "What to do: " in shown
    released.roster_file.write_bytes(good)


@pytest.mark.parametrize("step", ["follow_in_gradebook", "write_state"])
def test_a_first_roster_that_was_interrupted_is_taken_again(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "people.csv").write_text(PEOPLE)
    room = "gradebook" if step == "follow_in_gradebook" else "folder"
    with monkeypatch.context() as patch:
        patch.setattr(f"belonging.cohort.{room}.{step}", killed)
        with pytest.raises(KeyboardInterrupt):
            Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    cohort = Cohort.open(tmp_path / "c")
    assert [one.id for one in cohort.roster] == ["p001", "p002", "p003"]
    with Gradebook(cohort.course.db_url) as gradebook:
        assert len(gradebook.students) == 3


def test_a_full_disk_under_the_gradebook_is_told(released: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    good = released.roster_file.read_bytes()
    released.roster_file.write_bytes(good + b",Someone New\r\n")
    with monkeypatch.context() as patch:
        patch.setattr(Gradebook, "update_or_create_student", full)
        with pytest.raises(Plain, match="The disk is full"):
            Cohort.open(released.root)
    again = Cohort.open(released.root)  # the roster was written before the gradebook, and nothing is asked twice
    with Gradebook(again.course.db_url) as gradebook:
        assert {one.id for one in again.roster} == {one.id for one in gradebook.students}
    assert again.roster.people[-1].name == "Someone New"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a file", "is a file, not a folder"),
        ("we[ird]", "one of the signs"),
        ("other course", "course of its own"),
        ("not there", "needs a roster"),
    ],
)
def test_a_folder_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "a file").write_text("mine")
    (tmp_path / "other course").mkdir()
    (tmp_path / "other course" / "nbgrader_config.py").write_text("c = get_config()\n")
    roster = [] if name == "not there" else ["--roster", str(tmp_path / "people.csv")]
    code, shown = said("new", str(tmp_path / name), *roster, capsys=capsys)
    assert code == 1
    assert words in shown
    assert "belonging cohort new" in shown
    assert "--into" not in shown
    assert not (tmp_path / name / "roster.csv").exists()


@pytest.mark.parametrize("name", ["empty folder", "not there"])
def test_a_verb_on_a_folder_that_is_no_cohort(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "empty folder").mkdir()
    code, shown = said("release", str(tmp_path / name), capsys=capsys)
    assert code == 1
    assert "belonging cohort new" in shown
    assert not list((tmp_path / "empty folder").iterdir())


def test_a_bad_roster_makes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("School\nNorth\n")
    code, shown = said("new", str(tmp_path / "cohort"), "--roster", str(tmp_path / "people.csv"), capsys=capsys)
    assert code == 1
    assert "No column of this roster is called Name" in shown
    assert not (tmp_path / "cohort").exists()


def test_a_folder_that_is_read_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    (tmp_path / "people.csv").write_text(PEOPLE)
    monkeypatch.setattr("belonging.files.tempfile.mkstemp", refuse)
    code, shown = said("new", str(tmp_path / "c"), "--roster", str(tmp_path / "people.csv"), capsys=capsys)
    assert code == 1
    assert "cannot be written in" in shown


def test_a_folder_whose_hidden_notes_were_lost_keeps_everybodys_id(tmp_path: Path) -> None:
    """A folder copied by a program that leaves out what begins with a point."""
    (tmp_path / "people.csv").write_text(PEOPLE)
    cohort, _ = Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    (cohort.root / "submitted" / "p003" / "listening").mkdir(parents=True)
    people = cohort.roster
    shutil.rmtree(cohort.state)
    assert Cohort.open(cohort.root).roster == people  # roster.csv has everybody
    shutil.rmtree(cohort.state)
    (tmp_path / "people.csv").write_text("\n".join([PEOPLE.splitlines()[0], *PEOPLE.splitlines()[:0:-1]]))
    again, followed = Cohort.create(cohort.root, tmp_path / "people.csv")
    assert followed is not None
    assert not followed.added
    assert set(again.roster) == set(people)
    shutil.rmtree(cohort.state)
    assert set(Cohort.create(cohort.root)[0].roster) == set(people)


def test_the_cohorts_own_roster_as_the_new_list(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    cohort, _ = Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    for path in (cohort.roster_file, tmp_path / "copy.csv"):
        path.write_bytes(cohort.roster_file.read_bytes())
        again, followed = Cohort.create(cohort.root, path)
        assert followed is None or not (followed.added or followed.missing)
        assert again.roster == cohort.roster


def test_somebodys_own_list_is_not_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "c" / "roster.csv"
    mine.parent.mkdir()
    mine.write_text(PEOPLE)
    with pytest.raises(Plain, match=r"roster\.csv in .* is the cohort's own") as problem:
        Cohort.create(tmp_path / "c", mine)
    assert "another name" in problem.value.advice
    assert mine.read_text() == PEOPLE
    (tmp_path / "people.csv").write_text(PEOPLE)
    with pytest.raises(Plain, match=r"roster\.csv in .* is the cohort's own"):
        Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    assert mine.read_text() == PEOPLE


def test_what_was_edited_is_said_and_followed_though_the_new_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    cohort, _ = Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    with cohort.roster_file.open("ab") as file:
        file.write(b",Di Fox\r\n")
    before = cohort.roster_file.read_bytes()
    (tmp_path / "people.csv").write_text("Name\nKit Alder\n")
    with pytest.raises(Plain, match="may be p002"):
        Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    assert cohort.roster_file.read_bytes() == before  # nothing is changed, so the next command says what changed
    assert "New: Di Fox (p004)." in Cohort.open(cohort.root).notes


@pytest.mark.parametrize("reached", ["nothing", "no release", "half a release", "all but the hand-out"])
def test_a_release_that_was_killed_is_done_again(
    reached: str, released: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(derive):
        def derived(module_id: str):
            notebook = derive(module_id)
            if module_id == "access":
                notebook["cells"][0]["source"] = ["Older words.\n"]
            return notebook

        return derived

    path = released.root / "release" / "access" / "access.ipynb"
    wanted = {path: path.read_bytes(), released.hand_out: released.hand_out.read_bytes()}
    with monkeypatch.context() as patch:
        patch.setattr("belonging.grading.course_folder.instructor_notebook", older(instructor_notebook))
        patch.setattr(release_room, "student_notebook", older(student_notebook))
        release(released, ["access"])
    assert b"Older words." in path.read_bytes()
    generate = released.course.api.generate_assignment

    def killed(*given: object, **more: object) -> None:
        if reached != "nothing":
            generate(*given, **more)
        if reached == "no release":
            path.unlink()
        if reached == "half a release":
            path.write_bytes(wanted[path][:5_000])
        raise KeyboardInterrupt

    def no_zip(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if reached == "all but the hand-out":
            patch.setattr(release_room, "_zip", no_zip)
        else:
            patch.setattr(released.course.api, "generate_assignment", killed)
        with pytest.raises(KeyboardInterrupt):
            release(released, ["access"])
    again = release(released, ["access"])
    assert {path: path.read_bytes() for path in wanted} == wanted
    assert again.changed == ("access",)
    assert "access has changed since it was handed out" in again.notes[0]
    assert release(released, ["access"]).same == MODULES


def test_parts_of_files_that_a_killed_run_left_are_not_handed_out(released: Cohort) -> None:
    part = released.root / "source" / "access" / ".access.ipynb.x.part"
    part.write_text("half")
    source = released.root / "source" / "access" / "access.ipynb"
    source.write_bytes(source.read_bytes() + b"\n")
    release(released, ["access"])
    assert [one.name for one in (released.root / "release" / "access").iterdir()] == ["access.ipynb"]


def test_a_roster_saved_as_a_workbook_beside_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    cohort, _ = Cohort.create(tmp_path / "c", tmp_path / "people.csv")
    beside = cohort.root / "roster.xlsx"
    beside.write_bytes(b"PK")
    now = cohort.roster_file.stat().st_mtime
    os.utime(beside, (now + 5, now + 5))
    [note] = Cohort.open(cohort.root).notes
    assert "roster.xlsx is newer than roster.csv" in note
    assert "CSV UTF-8" in note
    os.utime(beside, (now - 5, now - 5))
    assert Cohort.open(cohort.root).notes == ()

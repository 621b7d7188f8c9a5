"""The inbox keeps every file under every name, tells what could not be read, and can be mended where it was harmed."""

import errno
import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest
from rich.console import Console

from belonging.cohort.check import check
from belonging.cohort.collect import collect, inbox
from belonging.cohort.repair import repair
from fake_cohort import FakeCohort
from sent_work import answer, everything, mail, version, zipped

pytestmark = pytest.mark.xdist_group("cohort-collect")


@pytest.fixture
def cohort(tmp_path):
    return FakeCohort(tmp_path / "cohort")


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\u2029", "\x1c"])
def test_a_name_with_a_sign_that_ends_lines_is_still_there_at_the_next_run(cohort, tmp_path, sign):
    sent = tmp_path / f"Ana Perez{sign} listening.ipynb"
    sent.write_bytes(version("1"))
    assert [line.what for line in collect(cohort, [sent]).lines] == ["new"]
    before = everything(cohort.root / "inbox")
    assert [line.what for line in collect(cohort, [sent]).lines] == ["unchanged"]
    assert everything(cohort.root / "inbox") == before


@pytest.mark.parametrize("typed", ["~nobody-of-this-name/x", "x" * 5000, "x\0y", "loop", "\ud800.ipynb"])
def test_a_name_that_cannot_be_one_is_said_to_be_missing(cohort, tmp_path, typed, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    (line,) = collect(cohort, [Path(typed)]).refused
    assert "nothing of this name" in line.note
    assert len(line.file) < 300


def test_a_day_no_calendar_has_is_no_crash(cohort, tmp_path):
    packed = tmp_path / "Ben Okafor.eml"
    letter = mail("Ben Okafor <bokafor@north.example>", "x", {"listening.ipynb": version("2")})
    packed.write_bytes(letter.replace(b"1 Oct 2026 09:00:00 +0000", b"Mon, 01 Jan 0001 00:00:00 +1400"))
    sent = tmp_path / "Ana Perez.ipynb"
    sent.write_bytes(version("1"))
    real = Path.stat

    def far(self, *, follow_symlinks=True):
        found = real(self, follow_symlinks=follow_symlinks)
        return os.stat_result([*found[:8], 10**14, found[9]]) if self.name == sent.name else found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "stat", far)
        assert {line.person_id for line in collect(cohort, [sent, packed]).new} == {"p001", "p002"}


def test_a_refusal_ends_when_the_file_can_be_read(cohort, tmp_path):
    sent = zipped(tmp_path / "m.zip", {"Ana Pérez - listening.ipynb": version("7")})
    whole = sent.read_bytes()
    sent.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in collect(cohort, [sent]).refused[0].note
    before = everything(cohort.root)
    collect(cohort, [sent])
    assert everything(cohort.root) == before
    sent.write_bytes(whole)
    assert [line.what for line in collect(cohort, [sent]).lines] == ["new"]
    assert not collect(cohort).refused


@pytest.mark.parametrize("where", ["_digest", "_copy"])
def test_a_drive_that_fails_costs_one_file_and_only_until_it_works_again(cohort, tmp_path, monkeypatch, where):
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "Ana Perez.ipynb").write_bytes(version("1"))
    (folder / "Ben Okafor.ipynb").write_bytes(version("2"))
    real = getattr(inbox, where)

    def fails(content, *rest):
        if isinstance(content, Path) and content.name.startswith("Ana"):
            raise OSError(errno.EIO, "Input/output error")
        return real(content, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(inbox, where, fails)
        found = collect(cohort, [folder])
    assert [line.person_id for line in found.new] == ["p002"]
    assert "could not be read" in found.refused[0].note
    found = collect(cohort, [folder])
    assert [line.person_id for line in found.new] == ["p001"]
    assert not found.refused
    with monkeypatch.context() as patch:
        patch.setattr(inbox, where, fails)
        collect(cohort, [folder])
    assert not collect(cohort, [folder]).refused


def test_a_folder_that_cannot_be_opened_is_said(cohort, tmp_path, monkeypatch):
    (tmp_path / "sent" / "closed").mkdir(parents=True)
    real = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (line,) = collect(cohort, [tmp_path / "sent"]).refused
    assert line.file == "sent/closed"
    assert "Permission denied" in line.note


def test_the_cohorts_own_files_are_not_collected(cohort, tmp_path):
    collect(cohort, [zipped(tmp_path / "a.zip", {"zed_1_2_listening.ipynb": version("1")})])
    (cohort.root / "feedback-pages").mkdir()
    found = collect(cohort, [cohort.root / "matches.csv", cohort.root / "feedback-pages"])
    assert ["own folder" in line.note for line in found.refused] == [True, True]


def test_a_file_that_was_taken_out_of_the_inbox_is_said_and_put_back_by_collecting_again(cohort, tmp_path):
    sent, damaged = tmp_path / "Ana Perez.ipynb", tmp_path / "Ben Okafor.ipynb"
    sent.write_bytes(version("1"))
    damaged.write_bytes(version("2").replace(b'"nbgrader"', b'"lost"'))
    assert len(collect(cohort, [sent, damaged]).waits) == 1
    stored = sorted((cohort.root / "inbox").rglob("*.ipynb"))
    before = everything(cohort.root / "inbox")
    stored[0].unlink()
    stored[1].write_bytes(b"")  # as after a power cut
    found = collect(cohort)
    assert [line.person_id for line in found.unchanged] == ["p001"]
    assert not found.of("taken back")
    for row in check(cohort).of("needs you"):
        if row.module_id == "listening" and row.person.id in ("p001", "p002"):
            assert "folder inbox" in row.note
    (left,) = repair(cohort).left
    assert left.person_id == "p002"
    assert "folder inbox" in left.notes[0]
    collect(cohort, [sent, damaged])
    assert everything(cohort.root / "inbox") == before
    assert [one.person_id for one in repair(cohort).mended] == ["p002"]
    assert answer(cohort, "p001").endswith("= 1")


def test_what_jupyter_leaves_in_submitted_does_not_stop_a_newer_version(cohort, tmp_path):
    sent = tmp_path / "Ana Perez.ipynb"
    sent.write_bytes(version("1"))
    collect(cohort, [sent])
    beside = cohort.root / "submitted" / "p001" / "listening" / ".ipynb_checkpoints"
    beside.mkdir()
    (beside / "listening-checkpoint.ipynb").write_bytes(version("1"))
    (beside.parent / "gone.txt").symlink_to("nowhere")
    sent.write_bytes(version("2"))
    os.utime(sent, (time.time() + 50,) * 2)
    assert len(collect(cohort, [sent]).replaced) == 1
    assert answer(cohort, "p001").endswith("= 2")


def test_an_inbox_that_was_cleared_takes_no_points_from_anybody(cohort, tmp_path):
    sent = tmp_path / "Ana Perez.ipynb"
    sent.write_bytes(version("1"))
    collect(cohort, [sent])
    shutil.rmtree(cohort.root / "inbox")
    assert not collect(cohort).of("taken back")
    assert answer(cohort, "p001").endswith("= 1")
    assert [row.state for row in check(cohort).rows if row.person.id == "p001"] == ["ready"]
    assert [line.what for line in collect(cohort, [sent]).lines] == ["unchanged"]


def test_a_line_of_the_index_that_is_damaged_costs_that_line_alone(cohort, tmp_path):
    sent = tmp_path / "Ana Perez.ipynb"
    sent.write_bytes(version("1"))
    collect(cohort, [sent])
    (index,) = cohort.root.glob("inbox/*/index.jsonl")
    line = json.loads(index.read_text(encoding="utf-8"))
    damaged = [[], None, {"a": 1}, line | {"trail": [3]}, line | {"saved": "yesterday", "trail": ["Ben Okafor.ipynb"]}]
    with index.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in damaged)
        file.write('{"stored": "2026')
    assert [line.what for line in collect(cohort).lines] == ["unchanged"]


def test_a_mail_without_a_file_is_listed(cohort, tmp_path):
    letter = mail("Ana P. <ana.perez@north.example>", "my work", {})
    (tmp_path / "a.eml").write_bytes(letter)
    found = collect(cohort, [tmp_path / "a.eml", zipped(tmp_path / "m.zip", {"b.eml": letter})])
    assert [line.file for line in found.of("other")] == ["a.eml", "m.zip/b.eml"]


def test_a_files_name_writes_nothing_on_the_screen_but_itself(cohort, tmp_path):
    strange = "\x1b[2J\x1b]0;owned\x07\nAna Pérez: all is well\u202e"
    sent = zipped(tmp_path / "a.zip", {f"x{strange}.ipynb": version("1"), f"y{strange}.ipynb": b""})
    console = Console(width=300, highlight=False, markup=False, soft_wrap=True)
    with console.capture() as shown:
        collect(cohort, [sent]).show(console)
    assert not set(shown.get()) & set("\x1b\x07\u202e")
    assert not re.search("^Ana", shown.get(), re.MULTILINE)
    for report in ("matches.csv", "reports/collect.csv"):
        text = (cohort.root / report).read_text(encoding="utf-8-sig")
        assert not set(text) & set("\x1b\x07\u202e")
        assert not re.search("^Ana", text, re.MULTILINE)

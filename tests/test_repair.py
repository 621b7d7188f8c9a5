"""`belonging repair`: the original is never touched, the copy lies beside it, and the words say what was done."""

import json
import random
import zipfile
from pathlib import Path

import pytest

import damage
from belonging import cli
from belonging.course import modules
from belonging.exercise.answers import answer_sources
from belonging.exercise.derive import student_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.reading import read_notebook
from belonging.exercise.repair import mend
from belonging.lab.mend import files_to_mend, keep_upload, mend_in, mend_notebook, mending

MODULE = "listening"


def repair(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["repair", *map(str, arguments)])
    return int(stop.value.code or 0)


def test_a_damaged_file_gets_a_mended_copy_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = damage.leading_garbage(damage.swapped(damage.filled(MODULE), MODULE, random.Random(2)), random.Random(1))
    path = tmp_path / "mein Heft (1).ipynb"
    path.write_bytes(raw)
    assert repair(path) == 0
    shown = capsys.readouterr().out
    assert path.read_bytes() == raw
    mended = tmp_path / "mein Heft (1)-mended.ipynb"
    wanted = {id_: text.strip() for id_, text in damage.answers(MODULE).items()}
    assert {k: v.strip() for k, v in answer_sources(read_notebook(mended), MODULE).items()} == wanted
    for words in ("Answers moved into place: ", "cut off or damaged", f"Written: {mended}", "is as it was"):
        assert words in shown
    assert sorted(tmp_path.iterdir()) == sorted([path, mended])


def test_a_clean_file_needs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "work.ipynb"
    path.write_text(notebook_text(damage.filled(MODULE)), encoding="utf-8")
    assert repair(path) == 0
    assert "Nothing needed mending." in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_lost_is_said_and_gives_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hurt = damage.filled(MODULE)
    hurt["cells"] = [cell for cell in hurt["cells"] if cell["id"] != "answer-response-rate"]
    path = tmp_path / "work.ipynb"
    path.write_text(notebook_text(hurt), encoding="utf-8")
    assert repair(path) == 1
    shown = capsys.readouterr().out
    assert "Not found: 1." in shown
    assert "no answer was found. Look in an older copy." in shown


@pytest.mark.parametrize(
    "content", [b"", b"Dear all,", b"\x89PNG\r\n", b'{"nbformat": 4, "cells": []}', b'{"cells": [']
)
def test_what_is_no_exercise_gives_exit_code_2(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    assert repair(path) == 2
    assert list(tmp_path.iterdir()) == [path]
    assert "Traceback" not in capsys.readouterr().out


def test_a_file_that_does_not_tell_its_module_is_mended_with_the_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answers.txt"
    path.write_text("answer_1 = 0.65\nAnswer 2: c\n", encoding="utf-8")
    assert repair(path) == 2
    shown = capsys.readouterr().out
    assert "--module" in shown
    assert all(m.id in shown for m in modules())
    assert repair("--module", "nonsense", path) == 2
    assert repair("--module", MODULE, path) == 1  # the other answers are not in it
    found = answer_sources(read_notebook(tmp_path / "answers-mended.ipynb"), MODULE)
    assert (found["response-rate"].strip(), found["who-is-missing"].strip()) == ("answer_1 = 0.65", 'answer_2 = "c"')


def test_an_earlier_mended_copy_is_kept(tmp_path: Path) -> None:
    path, rng = tmp_path / "work.ipynb", random.Random(3)
    path.write_bytes(damage.with_bom(damage.deleted_checks(damage.filled(MODULE), MODULE, rng), rng))
    (tmp_path / "work-mended.ipynb").write_text("my own work")
    path.write_bytes(damage.leading_garbage(damage.filled(MODULE), rng))
    assert repair(path) == 0
    assert repair(path) == 0  # the same again makes nothing new
    assert (tmp_path / "work-mended (before 1).ipynb").read_text() == "my own work"
    assert len(list(tmp_path.iterdir())) == 3


def test_every_exercise_in_a_zip_gets_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("ana", "ben"):
            archive.writestr(f"{name}.ipynb", notebook_text(damage.filled(MODULE)))
        archive.writestr("letter.txt", "Dear all,")
    assert repair(path) == 0
    names = sorted(one.name for one in tmp_path.glob("*.ipynb"))
    assert names == ["class - ana-mended.ipynb", "class - ben-mended.ipynb"]


def test_fifty_megabytes_of_output_and_a_cut_end_cost_no_answer() -> None:
    hurt = damage.output_bomb(damage.filled(MODULE), MODULE, random.Random(0), size=25_000_000)
    raw = damage.plain(hurt, random.Random(0))
    assert len(raw) > 50_000_000
    [mended] = mend(raw[:-300], "x.ipynb")
    assert mended.module_id == MODULE
    assert mended.report.lost == 0
    assert len(notebook_text(mended.notebook)) < 100_000


def test_in_lab_a_file_is_chosen_and_mended(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    hurt = damage.renamed(damage.filled(MODULE), MODULE, random.Random(1))
    name = keep_upload(tmp_path, "C:\\fakepath\\work.ipynb", notebook_text(hurt).encode())
    assert name == "exercises/work.ipynb"
    assert keep_upload(tmp_path, "work.ipynb", b"other") == "exercises/work (2).ipynb"
    (tmp_path / "Mend my notebook.ipynb").write_text(json.dumps(mend_notebook()))
    assert files_to_mend(tmp_path) == ["exercises/work (2).ipynb", "exercises/work.ipynb"]
    said, written = mend_in(tmp_path, name)
    assert written == [tmp_path / "exercises" / "work-mended.ipynb"]
    assert said[0].startswith("Answers moved into place: ")
    assert "is as it was" in said[-1]
    assert files_to_mend(tmp_path) == ["exercises/work (2).ipynb", "exercises/work.ipynb"]


def test_the_button_in_lab_says_what_it_did(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    hurt = damage.renamed(damage.filled(MODULE), MODULE, random.Random(1))
    (tmp_path / "exercises" / "work.ipynb").write_text(notebook_text(hurt), encoding="utf-8")
    (tmp_path / "exercises" / "blank.ipynb").write_text(notebook_text(student_notebook(MODULE)), encoding="utf-8")
    (tmp_path / "exercises" / "note.txt").write_text("Dear all,")
    files, _, _, button, said, _ = mending(str(tmp_path)).children
    for name, words in [
        ("work", "Answers moved into place: "),
        ("blank", "Nothing needed mending."),
        ("note", "This did not work:"),
    ]:
        files.value = next(one for one in files.options if name in one)
        button.click()
        assert words in said.value
    assert 'role="status"' in said.value

"""The command speaks plainly: it says what is the matter and what to do, and starts quickly."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from belonging import cli
from belonging.errors import Plain
from belonging.exercise.derive import filled_notebook, notebook_text, reference_source, student_notebook
from belonging.exercise.source import load
from belonging.grading.report import NotGraded, write_csv
from belonging.lab import server
from belonging.lab.given import given_files

MODULE = "listening"
TASKS = load(MODULE).tasks


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "belonging", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.strip() == f"belonging {version('belonging')}"
    shown = run("--help", cwd=tmp_path).stdout
    assert all(verb in shown for verb in ("start", "book", "grade", "check"))


def test_the_command_imports_no_room_until_it_is_asked_for(tmp_path: Path) -> None:
    """What makes `belonging --help` quick; a limit in seconds would depend on the computer."""
    heavy = {"pandas", "numpy", "altair", "nbgrader", "nbformat", "jupyterlab", "sphinx", "rich.console", "jsonschema"}
    code = f"import sys, belonging.cli; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_help_of_every_verb_imports_no_room_either(tmp_path: Path) -> None:
    heavy = {"pandas", "numpy", "nbgrader", "nbformat", "pydantic", "jsonschema", "openpyxl", "charset_normalizer"}
    code = f"""
import sys, typer.main
from belonging.cli import app
verbs = [[name] for name in typer.main.get_command(app).commands]
for group in ("cohort", "plan"):
    verbs += [[group, name] for name in typer.main.get_command(app).commands[group].commands]
for verb in verbs:
    app([*verb, "--help"], standalone_mode=False)
print(len(verbs) > 20, sorted({heavy!r} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["True []"], done.stderr


def test_a_problem_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["check", str(tmp_path / "none.ipynb")])
    shown = capsys.readouterr()
    assert stop.value.code == 1
    assert "is not there" in shown.out
    assert "Problem: Nothing was checked." in shown.err
    assert "What to do: " in shown.err
    assert "Traceback" not in shown.out + shown.err


def test_a_surprise_is_told_without_a_traceback_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BELONGING_DEBUG", raising=False)
    monkeypatch.setattr(cli, "app", lambda _: 1 / 0)
    with pytest.raises(SystemExit) as stop:
        cli.main(["start"])
    shown = capsys.readouterr().err
    assert stop.value.code == 1
    assert "This should not happen: ZeroDivisionError" in shown
    assert "Traceback" not in shown
    monkeypatch.setenv("BELONGING_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["start"])


def test_a_missing_part_is_named_with_what_to_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("belonging.extras.importlib.util.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        cli.main(["start"])
    assert "python -m pip install '.[lab]'" in capsys.readouterr().err


def test_check_tells_each_answer_and_the_points(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = {placed.task.id: reference_source(placed) + "\n" for placed in TASKS}
    answers["response-rate"] = "answer_1 = 0.2\n"
    file = tmp_path / "mine.ipynb"
    file.write_text(notebook_text(filled_notebook(MODULE, answers)), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["check", str(tmp_path)])
    shown = capsys.readouterr().out
    assert stop.value.code == 0
    assert f"{TASKS[0].heading} (0 of 1): Not yet." in shown
    machine = sum(placed.task.points for placed in TASKS if not placed.task.scored_by_person)
    assert f"So far: {machine - 1} of {machine} points" in shown


def test_check_goes_on_after_a_bad_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.ipynb").write_text("")
    (tmp_path / "good.ipynb").write_text(notebook_text(student_notebook(MODULE)), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["check", str(tmp_path / "empty.ipynb"), str(tmp_path / "good.ipynb")])
    shown = capsys.readouterr().out
    assert stop.value.code == 0
    assert "is empty" in shown
    assert "Still blank" in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.ipynb", ""), ("cut.ipynb", '{"cells": ['), ("photo.png", "\x89PNG"), ("gone.ipynb", None)],
)
def test_grading_nothing_is_a_failure_and_makes_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    into = tmp_path / "grading"
    with pytest.raises(SystemExit) as stop:
        cli.main(["grade", str(tmp_path / name), "--into", str(into)])
    assert stop.value.code == 1
    assert f"Not graded: {tmp_path / name}" in capsys.readouterr().out
    assert not into.exists()


def test_a_folder_without_notebooks_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["grade", str(tmp_path), "--into", str(tmp_path / "grading")])
    assert "holds no notebook" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("into", "words"),
    [("a file", "is a file, not a folder"), ("we[ird]", "one of the signs"), ("other course", "course of its own")],
)
def test_a_grading_folder_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], into: str, words: str
) -> None:
    (tmp_path / "a file").write_text("mine")
    (tmp_path / "other course").mkdir()
    (tmp_path / "other course" / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "sam.ipynb").write_text(notebook_text(student_notebook(MODULE)), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["grade", str(tmp_path / "sam.ipynb"), "--into", str(tmp_path / into)])
    assert stop.value.code == 1
    assert words in capsys.readouterr().err


def test_a_taken_port_names_a_command_that_works() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Plain, match=rf"Port {port} is taken.*type: belonging start --port \d+"):
            server.choose_port(port)


def test_without_a_wish_the_next_free_port_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_refusal", lambda port: 98 if port < 8890 else None)
    assert server.choose_port(None) == 8890


def test_start_refuses_before_it_writes(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("mine")
    done = run("start", "work", "--no-browser", cwd=tmp_path)
    assert done.returncode == 1
    assert "is a file, not a folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.lab
@pytest.mark.xdist_group("lab")
@pytest.mark.skipif(os.name != "posix", reason="stops the server as a terminal does, by a signal")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_start_says_each_step_opens_the_home_and_stops_cleanly(
    tmp_path: Path, how: signal.Signals, free_port: Callable[[], int]
) -> None:
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        command = [sys.executable, "-m", "belonging", "start", "mes leçons", "--no-browser", "--port", str(free_port())]
        running = subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=subprocess.STDOUT)
        try:
            address = wait_for_address(said, running)
            port = int(address.split(":")[2].split("/")[0])
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert "JupyterLab" in answer.read().decode()
        finally:
            running.send_signal(how)
            running.wait(timeout=30)
    lines = said.read_text(encoding="utf-8")
    assert f"[1/3] Your folder: {tmp_path / 'mes leçons'}" in lines
    assert f"[2/3] Course files: {len(given_files())} files written." in lines
    assert "[3/3] Starting JupyterLab" in lines
    assert f"Stopped. Your work is in {tmp_path / 'mes leçons'}" in lines
    assert running.returncode == 0
    assert "Traceback" not in lines
    server.choose_port(port)  # free again, or this raises


def wait_for_address(said: Path, running: subprocess.Popen[bytes], seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.poll() is None:
        for line in said.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("http://127.0.0.1:"):
                return line.strip()
        time.sleep(0.1)
    raise AssertionError(said.read_text(encoding="utf-8"))


def test_a_name_that_the_window_cannot_show_stops_nothing(tmp_path: Path) -> None:
    """A file named on an older computer; a window that has no Łucja."""
    for encoding, name in (("utf-8:strict", b"caf\xe9"), ("latin-1:strict", "Łucja".encode())):
        done = subprocess.run(
            [sys.executable, "-m", "belonging", "cohort", "status", os.fsencode(tmp_path) + b"/" + name],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
        )
        assert done.returncode == 1
        assert b"There is no folder" in done.stderr
        assert b"Traceback" not in done.stderr


def test_a_table_of_points_has_files_with_such_a_name_too(tmp_path: Path) -> None:
    odd = NotGraded(Path(os.fsdecode(b"caf\xe9.ipynb")), "It is empty.")
    write_csv(tmp_path / "points.csv", [], [odd])
    assert "caf?.ipynb" in (tmp_path / "points.csv").read_text(encoding="utf-8-sig")

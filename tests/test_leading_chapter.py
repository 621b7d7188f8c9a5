"""The chapter for whoever leads a group: every line it prints can be typed, and in order they lead to feedback."""

import csv
import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
import typer

from belonging.cli import app, main
from belonging.cohort.demo import write_many
from belonging.grading.engine.isolate import available
from test_lesson import READING_GRADE, plain_lines, reading_grades

PAGE = (Path(__file__).resolve().parents[1] / "book" / "leading-a-cohort.md").read_text(encoding="utf-8")
MODULE = "listening"
PEOPLE = 6


def lines_of(text: str) -> list[str]:
    """The lines to type in the boxes of the page, in order."""
    boxes = re.findall(r"^```bash\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for box in boxes for line in box.splitlines()]


def ours(line: str) -> list[str] | None:
    """What follows `belonging` in a line, if it is one of ours."""
    words = shlex.split(line.removeprefix("uv run "))
    return words[1:] if words[:1] == ["belonging"] else None


def every_line() -> list[list[str]]:
    """All lines of the page, and the commands named in its sentences, each once."""
    in_sentences = re.findall(r"`((?:uv run )?belonging [^`]+)`", re.sub(r"^```.*?^```", "", PAGE, flags=re.M | re.S))
    found = filter(None, map(ours, dict.fromkeys([*lines_of(PAGE), *in_sentences])))
    return [list(words) for words in dict.fromkeys(map(tuple, found))]


@pytest.mark.parametrize("words", every_line(), ids=" ".join)
def test_every_line_is_a_command_with_these_options(words: list[str]) -> None:
    command = typer.main.get_command(app)
    name, rest = "belonging", list(words)
    while hasattr(command, "commands"):
        name = rest.pop(0)
        assert name in command.commands, f"there is no `{' '.join(words)}`"
        command = command.commands[name]
        if "--help" in rest:
            return
    context = command.make_context(name, rest, resilient_parsing=not _whole(words))
    assert context.info_name == name


def _whole(words: list[str]) -> bool:
    """Whether the line is one to type, and not the name of a command in a sentence."""
    return len(words) > 2 or words[:1] != ["cohort"]


def test_the_card_names_every_verb_and_the_steps_use_it() -> None:
    verbs = {"new", "release", "collect", "check", "repair", "grade", "feedback", "status"}
    assert {words[1] for words in every_line() if words[0] == "cohort"} - {"--help"} == verbs | {"demo"}
    assert {words[1] for words in map(ours, lines_of(steps())) if words} == verbs | {"demo"}


def steps() -> str:
    """The part of the page that goes step by step."""
    return PAGE[PAGE.index("(cohort-steps)=") : PAGE.index("(cohort-later)=")]


def practice() -> None:
    """Six people in the place of the fictional forty-eight: one file with nobody's name, one with a cell copied."""
    known = write_many(Path("practice"), PEOPLE, MODULE)
    sheet = openpyxl.Workbook()
    for row in csv.reader((Path("practice") / "roster.csv").read_text(encoding="utf-8-sig").splitlines()):
        sheet.active.append(row)
    sheet.save("practice/roster.xlsx")
    known[0].path.rename(known[0].path.with_name(f"{MODULE} (1).ipynb"))
    notebook = json.loads(known[1].path.read_text(encoding="utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution"))
    known[1].path.write_text(json.dumps({**notebook, "cells": [first, *notebook["cells"]]}), encoding="utf-8")


def say_whose_it_is() -> None:
    """Do what the page says about matches.csv: write a person's id into the first column."""
    matches = Path("my-cohort/matches.csv")
    rows = list(csv.DictReader(matches.read_text(encoding="utf-8-sig").splitlines()))
    handed_in = {path.name for path in Path("my-cohort/submitted").iterdir()}
    roster = list(csv.DictReader(Path("my-cohort/roster.csv").read_text(encoding="utf-8-sig").splitlines()))
    [row] = rows
    reports = Path("my-cohort/reports/collect.csv").read_text(encoding="utf-8-sig")
    [person] = [one["id"] for one in roster if one["id"] not in handed_in and f",{one['id']}," not in reports]
    row["person"] = person
    with matches.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)


def test_the_steps_lead_to_a_page_for_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said, collected = "", 0
    for words in filter(None, map(ours, lines_of(steps()))):
        if words[1] == "demo":
            practice()
            continue
        if words[1] == "release":
            words = [*words[:3], MODULE]
        if words[1] == "grade":  # one process has started before four have
            words = [*words, "--jobs", "1", *(["--unsafe"] if available() else [])]
        collected += words[1] == "collect"
        if words[1] == "collect" and collected == 2:
            say_whose_it_is()
        with pytest.raises(SystemExit) as end:
            main(words)
        said = capsys.readouterr().out
        # only the first collect asks for something: somebody has to say whose one file is
        assert bool(end.value.code) == (words[1] == "collect" and collected == 1), (words, said)
        assert "Traceback" not in said
    pages = list(Path("my-cohort/feedback-pages").glob("*.html"))
    assert len(pages) == PEOPLE
    rows = csv.DictReader(Path("my-cohort/reports/points.csv").read_text(encoding="utf-8-sig").splitlines())
    assert len(list(rows)) == PEOPLE
    assert f"People: {PEOPLE}" in said


def test_the_page_can_be_read_at_grade_nine() -> None:
    assert max(reading_grades("\n".join(plain_lines(PAGE)))) <= READING_GRADE

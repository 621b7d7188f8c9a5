"""`belonging plan check FILE` tells in plain words what is left, and its exit code says whether a plan passes."""

import subprocess
import sys
from pathlib import Path

import pytest

from belonging import cli
from belonging.plan.exemplars import exemplar
from belonging.plan.plan import Plan
from belonging.plan.reading import write_plan
from belonging.plan.rules import RULES


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main(["plan", *map(str, arguments)])
    printed = capsys.readouterr()
    return int(stop.value.code or 0), printed.out + printed.err


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    """A plan that passes: one of the zoo's honest ones."""
    source = Path(__file__).with_name("plan_zoo") / "honest-s-6-8.yml"
    file = tmp_path / "mine.yml"
    file.write_bytes(source.read_bytes())
    return file


def test_a_plan_that_passes_is_told_so(capsys: pytest.CaptureFixture[str], own_plan: Path) -> None:
    before = own_plan.read_bytes()
    code, said = run(capsys, "check", own_plan)
    assert code == 0
    assert "This plan has all that a plan must have." in said
    assert own_plan.read_bytes() == before


def test_all_there_is_to_mend_is_told_in_four_parts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = exemplar("design-brief-6-8").model_copy(update={"minutes_total": 60, "title": ""})
    file = tmp_path / "mine.yml"
    file.write_text(write_plan(plan) + "titel: x\nclass_size: many\n", encoding="utf-8")
    code, said = run(capsys, "check", file)
    assert code == 1
    assert "Did you mean “title”?" in said
    assert "“class_size” stands twice" in said
    assert "title: “Title” is still blank." in said
    assert "R01  The minutes add up" in said
    for part in (
        "What I see: The activities add up to 90",
        "Why it matters: ",
        "What to do: Write 90",
        "For example: 8 + 14",
    ):
        assert part in said
    assert "R20" in said, "an exemplar handed on is a copy"
    assert said.count("Why it matters: ") == 2, "once for each rule"


def test_several_plans_and_a_class_list(capsys: pytest.CaptureFixture[str], own_plan: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("")
    text = own_plan.read_text(encoding="utf-8")
    (tmp_path / "named.yml").write_text(
        text + "\nfamily_note: Please ask Marisol Okafor about the ramps.\n", encoding="utf-8"
    )
    (tmp_path / "class.csv").write_text("name\r\nOkafor, Marisol\r\n", encoding="utf-8")
    code, said = run(capsys, "check", tmp_path, "--roster", tmp_path / "class.csv")
    assert code == 1
    assert "1 of 3 plans have all that a plan must have." in said
    assert "There is a name from your class list." in said
    assert "Marisol" not in said


@pytest.mark.parametrize("roster", ["gone.txt", "empty.txt", "photo.png"])
def test_a_class_list_that_cannot_be_read_is_told(
    capsys: pytest.CaptureFixture[str], own_plan: Path, tmp_path: Path, roster: str
) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\x00\x00")
    code, said = run(capsys, "check", own_plan, "--roster", tmp_path / roster)
    assert code == 1
    assert "one student on each line" in said


def test_a_blank_choice_names_the_words_a_file_takes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("title: Bags off the stairs\nactivities: [{id: a}]\n", encoding="utf-8")
    said = run(capsys, "check", tmp_path / "mine.yml")[1]
    assert "why › locus: “Where the barrier sits” is still blank. Fill it in. One of: task, participation," in said
    assert (
        "activities › first › grouping: “Grouping” is still blank. Fill it in. One of: alone, pairs, teams, class."
        in said
    )


def test_a_file_that_is_no_plan_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = run(capsys, "check", tmp_path / "gone.yml")
    assert code == 1
    assert "There is no file" in said
    assert run(capsys, "check", tmp_path)[0] == 1


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "rules")
    assert code == 0
    assert all(f"{rule.id} ({rule.level})  {rule.title}" in said for rule in RULES)


def test_a_plan_is_checked_with_the_standard_library_pydantic_and_yaml_alone() -> None:
    code = """
import sys
from belonging.plan.rules import check
from belonging.plan.reading import read_plan
check(read_plan("title: x").plan)
loaded = {name.partition(".")[0] for name in sys.modules}
print(sorted(loaded & {"pandas", "numpy", "scipy", "altair", "rich", "typer"}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_blank_plan_is_only_to_be_filled_in() -> None:
    from belonging.plan.rules import check

    assert {finding.rule for finding in check(Plan())} == {"fill"}


def test_an_exemplar_handed_in_as_it_is_does_not_earn_every_point() -> None:
    from belonging.plan.exemplars import exemplar_text
    from belonging.plan.tiers import TIERS, judge

    told = judge(exemplar_text("design-brief-6-8").encode())
    assert told["points"] == len(TIERS) - 1
    assert any("is the exemplar's" in line for line in told["more"])

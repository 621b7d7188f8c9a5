"""The fictional cohorts: their points are those the tasks give, and their mess is the mess that was meant."""

import csv
import random
from pathlib import Path

import pytest

from belonging.cohort.demo import write_many
from belonging.cohort.demo.answers import all_right, answers_of, draw, out_of
from belonging.cohort.demo.for_a_director import write_demo_for_a_director
from belonging.cohort.demo.names import many_names
from belonging.cohort.demo.template import filled_text
from belonging.course import modules
from belonging.exercise.derive import filled_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.preflight import check_file
from belonging.exercise.source import load

IDS = [m.id for m in modules()]


@pytest.mark.parametrize("module_id", IDS)
def test_the_fast_way_to_fill_a_notebook_gives_the_same_file(module_id: str) -> None:
    for seed in range(3):
        sources = draw(module_id, random.Random(seed), number=seed).sources
        assert filled_text(module_id, sources) == notebook_text(filled_notebook(module_id, sources))


@pytest.mark.parametrize("module_id", IDS)
def test_answers_cover_right_and_blank_and_what_is_typically_wrong(module_id: str) -> None:
    for placed in load(module_id).tasks:
        kinds = answers_of(module_id)[placed.task.id]
        assert {"right", "blank"} <= kinds.keys()
        assert all(answer.points == placed.task.points for answer in kinds["right"] if not placed.task.rubric)
        if not placed.task.scored_by_person and placed.task.points:
            assert len(kinds["wrong"]) >= 3
            assert all(answer.points < placed.task.points for answer in kinds["wrong"])
    assert all_right(module_id).points == out_of(module_id)[0]


@pytest.mark.parametrize("module_id", IDS)
def test_many_notebooks_are_worth_what_they_are_said_to_be_worth(module_id: str, tmp_path: Path) -> None:
    known = write_many(tmp_path, 12, module_id)
    for one in known:
        (own := tmp_path / one.name).mkdir()
        for path in one.path.parent.glob(f"{one.path.stem}.*"):
            usual = [p.task.kind.usual for p in load(module_id).tasks if p.task.kind.name == "file"]
            target = own / (path.name if path.suffix == ".ipynb" else usual[0])
            target.write_bytes(path.read_bytes())
        found, rows, report = check_file(own / one.path.name)
        machine = [row.outcome for row in rows if not row.placed.task.scored_by_person]
        assert (found, report.clean) == (module_id, True)
        assert (sum(o.points for o in machine), sum(o.out_of for o in machine)) == (one.points, one.out_of)
        assert sum(row.outcome.status == "written" and row.placed.task.scored_by_person for row in rows) == one.waiting
    assert len({one.points for one in known}) > 2


def test_two_thousand_are_all_different_people_and_the_same_files_each_time(tmp_path: Path) -> None:
    first, again = (write_many(tmp_path / name, 2_000, "listening") for name in ("first", "again"))
    assert len({one.name for one in first}) == len({one.email for one in first}) == 2_000
    assert [one.path.read_bytes() for one in first] == [one.path.read_bytes() for one in again]
    assert [one.path.stat().st_mtime for one in first] == [one.path.stat().st_mtime for one in again]
    with (tmp_path / "first" / "roster.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    assert [f"{p['First name']} {p['Last name']}" for p in people] == [one.name for one in first]
    assert len({path.read_bytes() for path in (tmp_path / "first" / "arrived").iterdir()}) > 1_900


def test_more_people_than_pairs_of_names_still_have_names_of_their_own() -> None:
    assert len(set(many_names(90_000, seed=1))) == 90_000


def test_the_directors_table_has_a_head_over_every_column_and_names_files_that_are_there(tmp_path: Path) -> None:
    write_demo_for_a_director(tmp_path / "practice")
    with (tmp_path / "practice" / "expected.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    assert head[-2:] == ["you are asked", "files"]
    assert {len(line) for line in lines} == {len(head)}
    asked = [line[-1] for line in lines if line[-2] == "yes"]
    assert asked
    for name in (path for files in asked for path in files.split("; ")):
        top, inside, *_ = name.split("/")
        assert (tmp_path / "practice" / "arrived" / top / inside).exists(), name

"""People score plans: nothing counts that is incomplete, two become one by a stated rule, agreement has its n."""

import csv
import io
import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from belonging import cli
from belonging.errors import Plain
from belonging.measures import weighted_kappa
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.plan import Plan
from belonging.plan.reading import write_plan
from belonging.plan.rubric import rubric
from belonging.plan.scoring.agreement import FEWEST, plan_agreement
from belonging.plan.scoring.command import take, write_form
from belonging.plan.scoring.fields import leaves
from belonging.plan.scoring.form import form_page
from belonging.plan.scoring.queue import points_csv, read_queue, told
from belonging.plan.scoring.reading import against, read_score
from belonging.plan.scoring.resolve import resolve
from belonging.plan.scoring.score import (
    RowScore,
    Score,
    fingerprint,
    is_filled,
    parts_of,
    row_ids,
    value_at,
    write_score,
)

PLAN = exemplar(exemplars()[0].id)
ROWS = row_ids()


def score(scorer: str, levels: Sequence[int] | int = 2, plan: Plan = PLAN, **more: Any) -> Score:
    given = [levels] * 8 if isinstance(levels, int) else levels
    rows = {
        row.id: RowScore(level, (row.look_at[0],), f"{row.id} says") for row, level in zip(rubric(), given, strict=True)
    }
    defaults = {"saved_at": "2026-11-20T10:00:00Z"}
    return Score(scorer, plan.plan_id, fingerprint(plan), rows, **{**defaults, **more})


# ---- one score


def test_a_score_comes_back_from_its_file_as_it_was() -> None:
    given = score(
        "ana", [0, 1, 2, 3, 2, 1, 2, 3], comment="Fine: “yes” # no", open_to_all=False, access_comment="Stairs"
    )
    reading = read_score(write_score(given))
    assert reading.problems == ()
    assert reading.score == given
    assert against(given, PLAN) == []


def test_a_score_may_also_be_written_by_hand_as_plain_yaml() -> None:
    rows = "\n".join(f"  {row}: {{level: 2, fields: [problem.statement]}}" for row in ROWS)
    text = (
        f"scorer: ben\nplan_id: {PLAN.plan_id}\nplan_fingerprint: '{fingerprint(PLAN)}'\n"
        f"rows:\n{rows}\naccess: {{open: yes}}\n"
    )
    reading = read_score(text)
    assert reading.problems == ()
    assert reading.score is not None
    assert reading.score.rows["C"] == RowScore(2, ("problem.statement",))
    assert reading.score.open_to_all


def edited(**changes: Any) -> str:
    said = json.loads(write_score(score("ana")).partition("\n")[2])
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = said
        for parent in parents:
            place = place[parent]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return json.dumps(said, indent=1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rows__C": ...}, "Row C is not scored yet"),
        ({"rows__C__level": None}, "Row C has no level"),
        ({"rows__C__level": 4}, "Row C has no level; it is 0, 1, 2 or 3"),
        ({"rows__C__level": 1.5}, "Row C has no level"),
        ({"rows__C__fields": []}, "Row C points at no field"),
        ({"rows__Z": {"level": 1, "fields": ["title"]}}, "no row “Z”"),
        ({"access": {}}, "“Can every student take part?” is not answered"),
        ({"access": {"open": False}}, "what keeps someone out"),
        ({"scorer": "Ana Lopez"}, "short name needs"),
        ({"scorer": "../ana"}, "short name needs"),
        ({"comment": "x" * 5000}, "A comment may have 4,000"),
        ({"grade": "A"}, "no field “grade”"),
        ({"plan_fingerprint": ...}, "lacks plan_fingerprint"),
        ({"score_version": 9}, "another release"),
    ],
    ids=str,
)
def test_an_incomplete_or_strange_score_is_refused_and_the_matter_is_named(changes: Any, words: str) -> None:
    reading = read_score(edited(**changes))
    assert reading.score is None
    assert any(words in problem.message for problem in reading.problems), reading.problems


BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"PK\x03\x04",
        b"[" * 5000,
        BOMB,
        "!!python/object/apply:os.system ['ls']",
        "x" * 400_000,
    ],
    ids=["empty", "binary", "zip", "brackets", "aliases", "tag", "huge"],
)
def test_hostile_files_are_no_scores_and_do_no_harm(content: str | bytes) -> None:
    reading = read_score(content)
    assert reading.score is None
    assert reading.problems


def test_a_score_counts_only_for_the_version_that_was_scored() -> None:
    given = score("ana")
    changed = PLAN.model_copy(update={"title": "Another title here"})
    assert "changed after ana scored it" in against(given, changed)[0].message
    assert against(given, PLAN.model_copy(update={"saved_on": None})) == []
    other = PLAN.model_copy(update={"plan_id": "other-plan"})
    assert "not “other-plan”" in against(given, other)[0].message


@pytest.mark.parametrize(
    "path", ["nonsense", "activities.99", "plan_id", "problem.statement.x", "__class__", "activities.-1"]
)
def test_a_score_cannot_point_at_what_the_plan_does_not_have(path: str) -> None:
    with pytest.raises(LookupError):
        value_at(PLAN, path)
    rows = {**score("ana").rows, "A": RowScore(2, (path,))}
    assert "does not have" in against(replace(score("ana"), rows=rows), PLAN)[0].message


def test_a_level_above_0_needs_a_filled_field_and_level_0_may_point_at_the_gap() -> None:
    plan = PLAN.model_copy(update={"representation": ()})
    rows = dict(score("ana", plan=plan).rows)
    rows["F"] = RowScore(1, ("representation",))
    (problem,) = against(replace(score("ana", plan=plan), rows=rows), plan)
    assert "level 1, but the fields it points at are blank" in problem.message
    rows["F"] = RowScore(0, ("representation",))
    assert against(replace(score("ana", plan=plan), rows=rows), plan) == []


# ---- two and three scores


def test_nobody_one_and_two_scorers() -> None:
    assert resolve([]).needs == "two"
    assert resolve([score("ana")]).needs == "one more"
    both = resolve([score("ana", 2), score("ben", [2, 2, 2, 2, 3, 3, 1, 1])])
    assert both.done
    assert list(both.levels.values()) == [2, 2, 2, 2, 2.5, 2.5, 1.5, 1.5]
    assert both.total == 16
    assert both.points() == 4  # 6 x 16 / 24
    assert both.passes


def test_a_third_is_asked_when_a_row_is_two_apart_and_then_the_median_counts() -> None:
    ana, ben = score("ana", 2), score("ben", [0, 2, 2, 2, 2, 2, 2, 3])
    two = resolve([ana, ben])
    assert (two.needs, two.apart, two.total, two.passes) == ("a third", {"A": (2, 0)}, None, None)
    three = resolve([ana, ben, score("cleo", [1, 3, 2, 2, 2, 2, 2, 2])])
    assert list(three.levels.values()) == [1, 2, 2, 2, 2, 2, 2, 2]
    assert three.passes


def test_a_row_below_1_or_too_few_rows_at_2_or_no_access_is_not_ready() -> None:
    def passes(*levels: int, **more: Any) -> bool | None:
        return resolve([score("ana", levels, **more), score("ben", levels, **more)]).passes

    assert passes(1, 1, 1, 2, 2, 2, 2, 2)
    assert not passes(1, 1, 1, 1, 2, 2, 2, 3)
    assert not passes(0, 3, 3, 3, 3, 3, 3, 3)
    assert not passes(3, 3, 3, 3, 3, 3, 3, 3, open_to_all=False, access_comment="Stairs")
    # one said 0 and one said 1: not both see it, so the row is not there yet
    assert not resolve([score("ana", [0] + [3] * 7), score("ben", [1] + [3] * 7)]).passes


def test_two_who_differ_on_access_ask_for_a_third_and_most_decide() -> None:
    yes, no = score("ana"), score("ben", open_to_all=False, access_comment="Stairs")
    assert resolve([yes, no]).needs == "a third"
    assert resolve([yes, no]).access_apart
    assert resolve([yes, no, score("cleo")]).open_to_all is True
    assert resolve([yes, no, score("cleo", open_to_all=False, access_comment="Stairs")]).open_to_all is False
    assert resolve([yes, no, score("cleo"), replace(no, scorer="dan")]).open_to_all is False


def test_the_order_of_scores_does_not_matter_and_nobody_counts_twice() -> None:
    three = [score("ana", 1), score("ben", 3), score("cleo", 2)]
    assert len({str(resolve(order)) for order in itertools.permutations(three)}) == 1
    with pytest.raises(ValueError, match="once"):
        resolve([score("ana"), score("ana", 3)])


# ---- agreement


def test_weighted_kappa_is_what_the_formula_gives_by_hand() -> None:
    # Levels 0-3; squared gaps seen: 0, 0, 1, 4, 0, 1 -> mean 1. By chance: rater one has 0 0 1 3 2 2, rater two
    # 0 0 2 1 2 3; the mean of (a - b)^2 over all 36 pairs is (18/6 + 18/6) - 2 (8/6)(8/6) = 22/9.
    first, second = [0, 0, 1, 3, 2, 2], [0, 0, 2, 1, 2, 3]
    every = [(a - b) ** 2 for a in first for b in second]
    assert sum(every) / 36 == pytest.approx(22 / 9)
    assert weighted_kappa(first, second, levels=(0, 1, 2, 3)) == pytest.approx(1 - 1 / (22 / 9))
    assert weighted_kappa(first, first, levels=(0, 1, 2, 3)) == 1
    assert weighted_kappa([2, 2], [2, 2], levels=(0, 1, 2, 3)) != weighted_kappa([2, 2], [2, 2], levels=(0, 1, 2, 3))
    with pytest.raises(ValueError, match="no levels"):
        weighted_kappa([4], [1], levels=(0, 1, 2, 3))


def two_on(count: int, *, other: str = "ben") -> list[list[Score]]:
    found = []
    for n in range(count):
        levels = [(n + row) % 4 for row in range(8)]
        near = [min(3, level + (row + n) % 2) for row, level in enumerate(levels)]
        found.append([score("ana", levels), score(other, near)])
    return found


def test_kappa_is_not_shown_for_fewer_than_ten_plans() -> None:
    few = plan_agreement(two_on(FEWEST - 1))
    assert few.kappa is None
    assert f"needs {FEWEST}" in few.sentence()
    assert few.pairs == 8 * (FEWEST - 1)


def test_kappa_over_plans_is_that_of_all_pairs_with_an_interval_and_its_n() -> None:
    scored = two_on(12)
    found = plan_agreement(scored)
    first = [each[0].rows[row].level for each in scored for row in ROWS]
    second = [each[1].rows[row].level for each in scored for row in ROWS]
    assert found.kappa == pytest.approx(weighted_kappa(first, second, levels=(0, 1, 2, 3)))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.kappa <= found.high
    assert (found.plans, found.pairs, found.equal + found.one_apart + found.far) == (12, 96, 96)
    assert "12 plans" in found.sentence()
    assert f"{found.kappa:.2f}" in found.sentence()
    assert plan_agreement(scored) == found  # the same draws on any day


def test_with_changing_scorers_it_does_not_matter_who_is_called_first() -> None:
    some = [*two_on(11), [score("cleo", 3), score("dan", 2)]]
    named = plan_agreement(some).kappa
    renamed = [
        [replace(score, scorer={"ana": "zoe", "ben": "abe"}.get(score.scorer, score.scorer)) for score in each]
        for each in some
    ]
    assert plan_agreement(renamed).kappa == pytest.approx(named)


def test_a_third_scorer_does_not_change_the_agreement_of_the_first_two() -> None:
    scored = two_on(12)
    more = [[*each, score("aaron", 0, saved_at="2026-11-21T10:00:00Z")] for each in scored]
    assert plan_agreement(more).kappa == plan_agreement(scored).kappa


def test_where_all_levels_are_the_same_there_is_no_kappa() -> None:
    found = plan_agreement([[score("ana"), score("ben")]] * 12)
    assert found.kappa is None
    assert "cannot be computed" in found.sentence()


# ---- the queue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for person, each in zip(("Ana", "Ben", "Cleo", "Dan"), exemplars(), strict=False):
        plan = exemplar(each.id)
        place = tmp_path / person
        place.mkdir()
        (place / "plan.yml").write_text(write_plan(plan), encoding="utf-8")
        count = ("Ana", "Ben", "Cleo", "Dan").index(person)
        for scorer, levels in (("x1", 2), ("x2", [0] + [2] * 7))[: min(count, 2)]:
            given = score(scorer, levels, plan)
            (place / given.file()).write_text(write_score(given), encoding="utf-8")
    # a third for the last, downloaded twice
    plan = exemplar(exemplars()[3].id)
    given = score("x3", 1, plan, saved_at="2026-11-21T09:00:00Z")
    (tmp_path / "Dan" / given.file()).write_text(write_score(given), encoding="utf-8")
    again = (tmp_path / "Dan" / given.file()).with_suffix("").name + " (1).yml"
    (tmp_path / "Dan" / again).write_text(write_score(given), encoding="utf-8")
    return tmp_path


def test_the_queue_says_who_waits_for_what(folder: Path) -> None:
    queue = read_queue(folder)
    assert {each.person: each.resolved.needs for each in queue.plans} == {
        "Ana": "two",
        "Ben": "one more",
        "Cleo": "a third",
        "Dan": "",
    }
    assert queue.problems == ()
    said = "\n".join(told(queue))
    for words in ("No scorer yet (1)", "a second is needed (1)", "A third scorer is needed (1)", "Scored (1)"):
        assert words in said
    assert "apart on A 2 and 0" in said
    assert f"needs {FEWEST}" in said


def test_the_points_are_a_table_with_blanks_while_a_scorer_is_missing(folder: Path) -> None:
    rows = {row["person"]: row for row in csv.DictReader(io.StringIO(points_csv(read_queue(folder))))}
    assert [rows[person]["points"] for person in ("Ana", "Ben", "Cleo")] == ["", "", ""]
    dan = rows["Dan"]
    assert [dan[row] for row in ROWS] == ["1"] + ["2"] * 7  # medians of 2 0 1 and 2 2 1
    assert (dan["total"], dan["points"], dan["access"], dan["ready"]) == ("15", "3.75", "yes", "yes")
    assert dan["scorers"] == "x1 x2 x3"


def test_files_that_do_not_count_are_named_with_the_reason(folder: Path) -> None:
    plan = exemplar(exemplars()[0].id)
    (folder / "Ana" / "a.score-old.yml").write_text(write_score(replace(score("old", plan=plan), fingerprint="0" * 16)))
    (folder / "Ana" / "b.score-half.yml").write_text("scorer: half\n")
    (folder / "Ana" / "c.score-lost.yml").write_text(write_score(replace(score("lost"), plan_id="no-such-plan")))
    (folder / "Ana" / "notes.yml").write_text("- shopping\n- list\n")
    newer = replace(score("x1", 3, exemplar(exemplars()[1].id)), saved_at="2026-11-22T10:00:00Z")
    (folder / "newer.score-x1.yml").write_text(write_score(newer))
    queue = read_queue(folder)
    told_ = "\n".join(queue.problems)
    for words in (
        "changed after old",
        "lacks plan_id",
        "no plan “no-such-plan”",
        "notes.yml is no plan",
        "newer score",
    ):
        assert words in told_, words
    ben = next(each for each in queue.plans if each.person == "Ben")
    assert ben.scores == (newer,)


def test_two_plans_of_one_name_are_told_apart_by_what_was_scored(tmp_path: Path) -> None:
    mine, yours = PLAN, PLAN.model_copy(update={"title": "A lesson of my own"})
    for name, plan in (("mine", mine), ("yours", yours)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yml").write_text(write_plan(plan), encoding="utf-8")
    (tmp_path / "a.score-ana.yml").write_text(write_score(score("ana", plan=yours)))
    queue = read_queue(tmp_path)
    assert {each.person: len(each.scores) for each in queue.plans} == {"mine": 0, "yours": 1}
    assert queue.problems == ()


def test_a_table_cell_is_never_a_formula(tmp_path: Path) -> None:
    (tmp_path / "=cmd").mkdir()
    (tmp_path / "=cmd" / "plan.yml").write_text(write_plan(PLAN.model_copy(update={"plan_id": "=1+1"})))
    assert not re.search(r"(^|,)[=+@-]", points_csv(read_queue(tmp_path)).partition("\n")[2])


def test_the_command_shows_the_queue_and_writes_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = folder / "points.csv"
    with pytest.raises(SystemExit) as stop:
        cli.main(["plan", "scores", str(folder), "--csv", str(table)])
    assert stop.value.code == 0
    assert "4 plans." in capsys.readouterr().out
    assert table.read_text(encoding="utf-8-sig").startswith("person,plan,")
    (folder / "empty").mkdir()
    with pytest.raises(Plain, match="no plan in"):
        read_queue(folder / "empty")


# ---- the form


def test_every_row_sends_the_scorer_to_parts_that_a_plan_has() -> None:
    assert {part for row in rubric() for part in row.look_at} <= set(parts_of(PLAN))


@pytest.mark.parametrize("name", [each.id for each in exemplars()])
def test_every_filled_field_can_be_pointed_at_and_reads_in_words(name: str) -> None:
    plan = exemplar(name)
    found = list(leaves(plan))
    assert len(found) > 100
    assert all(is_filled(value_at(plan, leaf.path)) for leaf in found)
    ids = {each.id for each in (*plan.activities, *plan.goals, *plan.context.people, *plan.context.places)}
    assert [leaf for leaf in found if leaf.text in ids and "context" not in leaf.path] == []
    assert [leaf for leaf in found if re.search(r"\b(?!can_do)[a-z]+_[a-z]+\b", leaf.text)] == []


def test_the_form_labels_every_box_and_fetches_nothing() -> None:
    soup = BeautifulSoup(form_page(PLAN), "html.parser")
    labelled = {str(label["for"]) for label in soup.find_all("label")}
    boxes = [str(each["id"]) for each in soup.find_all(["input", "textarea"])]
    assert len(boxes) == len(set(boxes))
    assert set(boxes) == labelled
    assert len(soup.find_all("legend")) == 2 * len(ROWS) + 1
    assert soup.find(["link", "img", "iframe"]) is None
    assert "default-src 'none'" in str(soup.find("meta", attrs={"http-equiv": True}))


def test_a_plans_words_cannot_break_out_of_the_form() -> None:
    nasty = "</script><script>alert(1)</script>"
    plan = PLAN.model_copy(update={"title": nasty, "subject": nasty})
    soup = BeautifulSoup(form_page(plan), "html.parser")
    assert len(soup.find_all("script")) == 2
    assert nasty in soup.get_text()


def test_the_command_writes_the_form_and_takes_the_score(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(write_plan(PLAN), encoding="utf-8")
    page = write_form(file, browser=False, report=lambda line: None)
    assert page.name == f"{PLAN.plan_id}-to-score.html"
    saved = tmp_path / "downloads" / "s (1).yml"
    saved.parent.mkdir()
    saved.write_text(write_score(score("ana")), encoding="utf-8")
    target = take(file, saved, report=lambda line: None)
    assert read_score(target.read_bytes()).score == score("ana")
    saved.write_text(write_score(score("ana", 3)), encoding="utf-8")
    said: list[str] = []
    take(file, saved, report=said.append)
    assert "earlier score is kept" in said[0]
    assert len(list(tmp_path.glob("*.bak"))) == 1
    assert len(read_queue(tmp_path).plans) == 1
    saved.write_text(write_score(replace(score("ana"), fingerprint="0")), encoding="utf-8")
    with pytest.raises(Plain, match="changed after ana"):
        take(file, saved, report=said.append)


def test_a_plan_whose_short_name_is_a_path_stays_in_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "in" / "mine.yml"
    file.parent.mkdir()
    file.write_text(write_plan(PLAN.model_copy(update={"plan_id": "../../evil"})), encoding="utf-8")
    assert write_form(file, browser=False, report=lambda line: None).parent == file.parent


@pytest.mark.browser
def test_a_scorer_clicks_leaves_comes_back_and_saves(tmp_path: Path, browser: Any) -> None:
    page_file = tmp_path / "form.html"
    page_file.write_text(form_page(PLAN), encoding="utf-8")
    context = browser.new_context(accept_downloads=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Save my score").click()
    assert "18 left to do" in page.locator("#said").inner_text()
    page.fill("#scorer", "Ana")
    for row in rubric()[:4]:
        page.check(f"#{row.id}-2")
        page.check(f'[id="{row.id}-{row.look_at[0]}"]')
    page.close()
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.input_value("#scorer") == "ana"
    for row in rubric()[4:]:
        page.check(f"#{row.id}-3")
    page.locator('[data-row="E"] summary').click()
    page.check('[id="E-title"]')
    for row in rubric()[5:]:
        page.check(f'[id="{row.id}-{row.look_at[0]}"]')
    page.check("#access-no")
    page.get_by_role("button", name="Save my score").click()
    assert page.locator("#said a").all_inner_texts() == ["Access: say what keeps someone out"]
    page.locator("#said a").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("The path: “stairs” <only>\nand mud")
    page.reload()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save my score").click()
    assert saving.value.suggested_filename == f"{PLAN.plan_id}.score-ana.yml"
    saved = tmp_path / "saved.yml"
    saving.value.save_as(saved)
    given = read_score(saved.read_bytes()).score
    assert given is not None
    assert against(given, PLAN) == []
    assert [each.level for each in given.rows.values()] == [2] * 4 + [3] * 4
    assert given.rows["E"].fields == ("title",)
    assert given.access_comment == "The path: “stairs” <only>\nand mud"
    page.evaluate("localStorage.clear()")
    page.reload()
    page.set_input_files("#open", saved)
    page.get_by_text("Your score is open again").wait_for()
    assert page.is_checked("#H-3")
    assert page.is_checked('[id="E-title"]')
    assert errors == []
    context.close()

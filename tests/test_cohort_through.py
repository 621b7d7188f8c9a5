"""48 fictional teachers' messy work goes through all verbs: everyone ends with their points, or is told why."""

import csv
import re
from html import unescape

import pytest

from belonging.cohort.demo import REASONS, Ends, write_demo
from belonging.grading.engine import isolate
from cohort_run import Ended, points, through

pytestmark = pytest.mark.xdist_group("cohort-demo")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Ends], Ended]:
    base = tmp_path_factory.mktemp("demo")
    ends = write_demo(base)
    whose = {f"arrived/{file}": (one.name, one.email) for one in ends for file in one.files}

    def say(ended: Ended, file: str) -> str:
        return ended.ids()[whose[file]] if file in whose else "ignore"

    ended = through(
        base,
        base / "roster.xlsx",
        base / "arrived",
        ["start", "beliefs", "listening", "studio"],
        say,
        grade=[] if isolate.available() is None else ["--unsafe"],
    )
    return ends, ended


def test_everybody_ends_as_expected(demo: tuple[list[Ends], Ended]) -> None:
    ends, ended = demo
    ids, found = ended.ids(), points(ended)
    wrong = {
        (one.person, one.name, one.module_id, one.way, one.mess): (one.points, got)
        for one in ends
        if (got := found.get((ids[one.name, one.email], one.module_id))) != one.points
    }
    assert wrong == {}


def test_who_ends_without_points_is_told_why(demo: tuple[list[Ends], Ended]) -> None:
    ends, ended = demo
    ids = ended.ids()
    rows = {(row["id"], row["module"]): row for row in ended.rows("check.csv")}
    for one in ends:
        if one.ends == "points" or (
            one.ends == "nothing came" and (ids[one.name, one.email], one.module_id) not in rows
        ):
            continue  # who has left is not asked for anything
        note = rows[ids[one.name, one.email], one.module_id]["note"]
        assert re.search("|".join(REASONS[one.ends]), note, re.IGNORECASE), (one, note)


def test_the_director_was_asked_only_where_the_files_cannot_tell(demo: tuple[list[Ends], Ended]) -> None:
    ends, ended = demo
    with (ended.root / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = {row["file"].removeprefix("arrived/") for row in csv.DictReader(file)}
    expected = {file for one in ends if one.asked for file in one.files}
    stranger = "Downloads/Sandy Nobody - listening.ipynb"
    assert stranger in asked
    assert asked - {stranger} <= expected
    assert {one.person for one in ends if asked & set(one.files)} == {one.person for one in ends if one.asked}


def test_pages_say_plainly_what_stopped_and_what_could_not_be_read(demo: tuple[list[Ends], Ended]) -> None:
    _, ended = demo
    pages = [page.read_text(encoding="utf-8") for page in (ended.root / "feedback-pages").glob("*.html")]
    assert sum("took too long and was stopped" in page for page in pages) == 1
    assert sum("Look for another copy" in page for page in pages) == 4
    assert not [page for page in pages if "KeyboardInterrupt" in page]


def test_texts_wait_for_a_person(demo: tuple[list[Ends], Ended]) -> None:
    from nbgrader.api import Gradebook

    ends, ended = demo
    ids = ended.ids()
    with Gradebook(ended.db_url) as gradebook:
        for one in ends:
            if one.points is not None:
                work = gradebook.find_submission_notebook(one.module_id, one.module_id, ids[one.name, one.email])
                assert sum(grade.needs_manual_grade for grade in work.grades) == one.waiting, one


def test_everybody_has_a_page_of_their_own(demo: tuple[list[Ends], Ended]) -> None:
    ends, ended = demo
    names = {one.name for one in ends}
    pages = list((ended.root / "feedback-pages").glob("*.html"))
    assert len(pages) == 48
    for page in pages:
        text = unescape(page.read_text(encoding="utf-8"))
        own = re.sub(r" \(p\d+\)$", "", page.stem)
        assert f"Feedback for {own}" in text
        assert {name for name in names if name in text} == {own}

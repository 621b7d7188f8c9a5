"""The three explorers of `roles` tell the truth about their data, counted here a second time by other means."""

import re
from functools import cache

import pytest

from belonging.classroom.partners import REQUESTS, never, year
from belonging.data import rows
from belonging.explorers import load
from belonging.explorers.definition import states
from belonging.explorers.still import cells
from belonging.frameworks import clusters

EVERY, LOCAL, MATCHER = (load("roles")[name] for name in ("stem-in-every-job", "local-careers", "partner-matcher"))
PRACTICES = ("measure", "cause", "compute", "decide", "plan")
DOES = {
    "measure": "measures and records",
    "cause": "finds the cause of a fault",
    "compute": "estimates and computes",
    "decide": "reads data and decides",
    "plan": "plans with a drawing or model",
}
OPENINGS = rows("careers_local")


def test_there_are_few_states() -> None:
    assert [len(list(states(explorer))) for explorer in (EVERY, LOCAL)] == [144, 90]
    assert len(list(states(MATCHER))) == 108  # drawn as 108 pictures of one panel and 36 of the other


# --- STEM in every job -----------------------------------------------------------------------------------------------


@cache
def jobs() -> list[dict]:
    """The 24 openings as the explorer names them in its sentence."""
    named = [
        re.match(r"Job \d+ of 24, (.+?): “", EVERY.view(job=n, sorted_as="not yet").sentence)[1] for n in range(24)
    ]
    return [next(row for row in OPENINGS if row["job"] == name) for name in named]


def test_the_24_jobs_come_from_all_clusters_and_levels_and_use_every_practice() -> None:
    assert len({row["job"] for row in jobs()}) == 24
    assert {row["cluster"] for row in jobs()} == set(clusters())
    assert {row["entry"] for row in jobs()} == {"high_school", "certificate", "associate", "bachelor+"}
    assert {row[side] for row in jobs() for side in ("practice_1", "practice_2")} == set(PRACTICES)


@pytest.mark.parametrize("place", range(24))
def test_a_moment_is_told_once_it_is_sorted(place: int) -> None:
    row = jobs()[place]
    used = {row["practice_1"], row["practice_2"]}
    open_ = EVERY.view(job=place, sorted_as="not yet")
    assert {each[1] for each in cells(open_)} == {"?"}
    assert str(row["moment"]) in open_.sentence
    for practice in PRACTICES:
        view = EVERY.view(job=place, sorted_as=practice)
        assert ("Yes: here someone" in view.sentence) == (practice in used)
        assert ("Look again" in view.sentence) == (practice not in used)
        assert all(DOES[each] in view.sentence for each in used)
        assert [each[1] for each in cells(view)] == ["yes" if each in used else "no" for each in PRACTICES]
        assert f"{row['soc']} {row['title']}" in view.caption


def test_the_table_counts_the_jobs_of_each_practice() -> None:
    counted = [sum(practice in (row["practice_1"], row["practice_2"]) for row in jobs()) for practice in PRACTICES]
    assert [int(each[2]) for each in cells(EVERY.view(job=0, sorted_as="not yet"))] == counted


# --- Local careers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("practice", ["any practice", *PRACTICES])
def test_each_row_counts_its_level_and_the_sentence_adds_up(practice: str) -> None:
    for cluster in ("all clusters", *clusters()):
        view = LOCAL.view(cluster=cluster, practice=practice)
        here = [row for row in OPENINGS if cluster in ("all clusters", row["cluster"])]
        found = [row for row in here if practice in ("any practice", row["practice_1"], row["practice_2"])]
        levels = ("high_school", "certificate", "associate", "bachelor+")
        wanted = [[sum(row["entry"] == level for row in some) for some in (here, found)] for level in levels]
        assert [[int(each[1]), int(each[2])] for each in cells(view)] == wanted
        free = len(found) - wanted[3][1]
        assert f"{len(found)} of {len(here)}. {free} of these" in view.caption
        said = view.sentence
        assert ("In none of its" in said) == (not found)
        assert ("It needs no bachelor’s" in said) == (len(found) == 1 and free == 1)
        assert ("It needs a bachelor’s" in said) == (len(found) == 1 and free == 0)
        assert ("Not one of these needs" in said) == (len(found) > 1 and free == len(found))
        assert ("Each of these needs" in said) == (len(found) > 1 and free == 0)
        assert (f"in {free} of these {len(found)} without" in said) == (0 < free < len(found))


# --- Partner matcher -------------------------------------------------------------------------------------------------


def test_the_first_view_is_the_one_the_lesson_speaks_of() -> None:
    start = MATCHER.at(MATCHER.start)
    assert MATCHER.values(MATCHER.start) == {
        "request": "R04", "field": 1, "near": 2, "afar": False, "rotate": False
    }  # fmt: skip
    assert "12 of 40 can say yes as asked" in start.sentence
    assert "36 letters go out, and 30 of 40 partners get none" in start.sentence


def test_every_list_and_every_count_is_the_year_played_once_more() -> None:
    played = {}
    for state in states(MATCHER):
        chosen = MATCHER.values(state)
        key = tuple(chosen[name] for name in ("field", "near", "afar", "rotate"))
        lists, asked = played.setdefault(
            key, year(chosen["field"], chosen["near"], afar=chosen["afar"], rotate=chosen["rotate"])
        )
        found = lists[[request.id for request in REQUESTS].index(chosen["request"])]
        view = MATCHER.at(state)
        rows_ = cells(view)
        assert [row[0] for row in rows_[:-3]] == [
            f"{place}. {fit.partner['job']}" for place, fit in enumerate(found[:5], 1)
        ]
        for row, fit in zip(rows_[:-3], found, strict=False):
            assert int(row[1]) == chosen["field"] * fit.field + chosen["near"] * fit.near
            assert f"field {fit.field} × {chosen['field']}; near {fit.near} × {chosen['near']}" in row[2]
        left = never(asked)
        free = [partner for partner in left if partner["entry"] != "bachelor+"]
        assert [int(row[1]) for row in rows_[-3:]] == [30 - len(free), 10 - (len(left) - len(free)), len(left)]
        assert f"{len(found)} of 40 can say yes" in view.sentence
        assert f"{len(left)} of 40 partners get none" in view.sentence
        assert ("each gets one" in view.sentence) == (not free)
        letters = view.sentence.split("We write to ")[1].split(". Over the year")[0]
        assert all(f"the {fit.partner['job']}" in letters for fit in found[:3])


def test_in_turns_nobody_is_asked_again_while_someone_who_can_waits() -> None:
    lists, _ = year(2, 1, rotate=True)
    for found in lists:
        assert [fit.before for fit in found] == sorted(fit.before for fit in found)

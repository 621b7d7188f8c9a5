"""What is planted in careers_local and partners, fact by fact, and that the matcher looks at the work alone."""

import re
from collections import Counter

import pytest

from belonging.classroom.careers import PRACTICES, below_bachelor, openings, practices, using
from belonging.classroom.partners import REQUESTS, Request, fits, listed, never, obstacle, year
from belonging.course import load_python
from belonging.data import card, rows
from belonging.frameworks import ENTRY_LEVELS, cluster_name, clusters, occupations
from belonging.paths import course_root

WEIGHTS = [(field, near) for field in range(3) for near in range(3)]
PARTNERS = rows("partners")


# --- careers_local ---------------------------------------------------------------------------------------------------


def test_each_opening_is_a_real_occupation_with_the_frameworks_own_words() -> None:
    known = occupations()
    for row in openings():
        found = known[str(row["soc"])]
        assert (row["title"], row["cluster"], row["entry"]) == (found.title, found.cluster, found.entry)
    assert len({row["soc"] for row in openings()}) == len({row["job"] for row in openings()}) == 60


def test_every_cluster_has_every_level() -> None:
    each = Counter(str(row["cluster"]) for row in openings())
    assert set(each) == set(clusters())
    assert set(each.values()) == {4, 5, 6}
    for name in clusters():
        assert {row["entry"] for row in openings() if row["cluster"] == name} == set(ENTRY_LEVELS), name
    levels = Counter(row["entry"] for row in openings())
    assert [levels[entry] for entry in ENTRY_LEVELS] == [16, 15, 15, 14]
    assert len(below_bachelor(openings())) == 46


def test_every_practice_is_on_every_level_and_no_job_has_one_twice() -> None:
    wanted = {"measure": (25, 23), "cause": (16, 14), "compute": (23, 16), "decide": (31, 23), "plan": (25, 16)}
    assert set(wanted) == set(PRACTICES)
    for practice, (all_, free) in wanted.items():
        found = using(openings(), practice)
        assert (len(found), len(below_bachelor(found))) == (all_, free)
        assert {row["entry"] for row in found} == set(ENTRY_LEVELS)
    assert all(len(set(practices(row))) == 2 for row in openings())


def test_few_titles_sound_like_science() -> None:
    titles = [str(row["title"]) for row in openings()]
    assert len([title for title in titles if re.search(r"\b(Scientists?|Engineers?)\b", title)]) == 3


def test_the_pair_of_the_role_card() -> None:
    both = using(using(openings(), "measure"), "decide")
    assert (len(both), len(below_bachelor(both))) == (10, 8)


# --- partners --------------------------------------------------------------------------------------------------------


def _degree(some: list) -> list:
    return [row for row in some if row["entry"] == "bachelor+"]


def test_availability_and_not_willingness_decides() -> None:
    assert (len(PARTNERS), len(_degree(PARTNERS)), len(below_bachelor(PARTNERS))) == (40, 10, 30)
    assert all("morning" in listed(row, "times") for row in _degree(PARTNERS))
    there = [
        row
        for row in below_bachelor(PARTNERS)
        if "morning" in listed(row, "times") and {"visit", "host"} & set(listed(row, "formats"))
    ]
    assert len(there) == 3
    assert sum("writing" in listed(row, "formats") for row in below_bachelor(PARTNERS)) == 28


def test_the_usual_request_leaves_few() -> None:
    usual = Request("X", "any", "plan", ("arts",), "morning", "visit", 28)
    can = [row for row in PARTNERS if not obstacle(row, usual)]
    assert (len(can), len(_degree(can))) == (12, 10)


def test_weights_do_not_help_turns_help_a_little_a_wider_request_helps() -> None:
    left = {weights: never(year(*weights)[1]) for weights in WEIGHTS}
    assert (min(map(len, left.values())), max(map(len, left.values()))) == (25, 33)
    lists, asked = year(1, 2)
    assert (len(left[1, 2]), max(asked.values()), sum(asked.values())) == (30, 8, 36)
    turns = never(year(1, 2, rotate=True)[1])
    assert (len(turns), len(below_bachelor(turns))) == (21, 21)
    wide = [len(never(year(*weights, afar=True, rotate=True)[1])) for weights in WEIGHTS]
    assert set(wide) == {4}
    assert len(PARTNERS) - sum(asked.values()) == 4, "it cannot be fewer"
    assert all(len(found) >= 4 for found in lists)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.id)
@pytest.mark.parametrize("afar", [False, True])
def test_each_condition_is_met_by_everyone_who_is_listed(request_: Request, afar: bool) -> None:
    for fit in fits(request_, 1, 1, afar=afar):
        row = fit.partner
        assert request_.language in listed(row, "languages")
        assert fit.how in listed(row, "formats")
        if fit.how == request_.format:
            assert request_.time in listed(row, "times")
            assert int(str(row["capacity"])) >= request_.students
        else:
            assert afar
            assert fit.how == "writing" or request_.time in listed(row, "times")
        assert fit.points == fit.field + fit.near


def test_a_match_rests_on_the_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = set(PARTNERS[0])
    assert columns == {"partner", "job", "workplace", "soc", "cluster", "entry", "languages", "distance", "times",
                       "formats", "capacity"}  # fmt: skip
    before = [[(fit.partner["partner"], fit.points) for fit in fits(request, 2, 1)] for request in REQUESTS]
    other = [{**row, "entry": "high_school", "workplace": "x", "job": "x"} for row in PARTNERS]
    monkeypatch.setattr("belonging.classroom.partners.rows", lambda name: other)
    after = [[(fit.partner["partner"], fit.points) for fit in fits(request, 2, 1)] for request in REQUESTS]
    assert before == after, "how people entered their work, and their name for it, must not count"


def test_the_order_of_the_codes_says_nothing() -> None:
    made = load_python(course_root() / "datasets" / "partners" / "generate.py")
    orders = {tuple(row["job"] for row in made.rows(seed)) for seed in (made.SEED, 1, 2)}
    assert len(orders) == 3
    assert {frozenset(order) for order in orders} == {frozenset(row["job"] for row in PARTNERS)}


def test_requests_name_clusters_and_practices_that_exist() -> None:
    for request in REQUESTS:
        assert request.practice in PRACTICES
        assert all(cluster_name(id_) for id_ in request.clusters)


def test_the_cards_tell_what_is_there() -> None:
    for words in ("46 of 60", "3 of 60 titles", "25 openings (23", "16 (14)", "23 (16)", "31 (23)", "25 (16)"):
        assert words in card("careers_local"), words
    for words in ("of the 30, 3 can", "28 can help in writing", "by 12 of 40, 10 of them", "between 25 and 33",
                  "it is 30, and one partner gets 8", "it is 21", "4 get none"):  # fmt: skip
        assert words in card("partners"), words

"""The two explorers of `listening` tell the truth about their data, computed here a second time by other means."""

import re
import statistics

import pytest

from belonging.data import rows
from belonging.explorers import View, load
from belonging.explorers.pack import frame
from belonging.explorers.still import cells

WHO = load("listening")["who-answered"]
TINY = load("listening")["tiny-groups"]


@pytest.fixture(scope="module")
def scores() -> list[float]:
    """Each student's mean of the eight fall answers, lowest first, without pandas."""
    answers = [[float(str(v)) for k, v in row.items() if k.startswith("fall_")] for row in rows("pulse_fall_spring")]
    assert all(len(each) == 8 for each in answers)
    return sorted(statistics.fmean(each) for each in answers)


def _mean(view: View, start: str) -> float:
    return float(next(row[2] for row in cells(view) if row[0].startswith(start)).replace("−", "-"))


@pytest.mark.parametrize("gone", range(10, 101, 10))
def test_the_mean_rises_when_low_scorers_stay_away_and_falls_when_high_scorers_do(
    gone: int, scores: list[float]
) -> None:
    everyone = statistics.fmean(scores)
    for who, left in (("lowest", scores[gone:]), ("highest", scores[:-gone])):
        view = WHO.view(stay_away=gone, who=who, same_students=False)
        assert _mean(view, "Fall") == pytest.approx(everyone, abs=0.00501)
        assert _mean(view, "Spring") == pytest.approx(statistics.fmean(left), abs=0.00501)
        assert _mean(view, "Change") == pytest.approx(_mean(view, "Spring") - _mean(view, "Fall"), abs=1e-9)
        assert ("goes up" if who == "lowest" else "goes down") in view.sentence
        assert (_mean(view, "Change") > 0) == (who == "lowest")


@pytest.mark.parametrize("gone", range(0, 101, 10))
@pytest.mark.parametrize("who", ["lowest", "highest", "mix"])
def test_the_matched_change_is_always_zero_for_nobody_changed(gone: int, who: str) -> None:
    view = WHO.view(stay_away=gone, who=who, same_students=True)
    assert _mean(view, "Change") == 0
    assert "nobody changed" in view.sentence.lower()


@pytest.mark.parametrize("gone", range(10, 101, 10))
def test_a_mix_of_leavers_hardly_moves_the_mean(gone: int) -> None:
    assert abs(_mean(WHO.view(stay_away=gone, who="mix", same_students=False), "Change")) <= 0.05


def test_the_picture_shows_the_means_of_the_table() -> None:
    for state in [(0, 0, 0), (6, 0, 0), (6, 1, 0), (10, 2, 1)]:
        view = WHO.at(state)
        labels = re.findall(r">(\d\.\d\d)<", frame(WHO, state)[0])
        means = [row[2] for row in cells(view) if not row[0].startswith("Change")]
        assert sorted(labels) == sorted(means)


def _yes(view: View, group: str) -> tuple[int, int] | None:
    cell = next(row for row in cells(view) if row[0].split(",")[0] == group)
    return None if cell[1] == "hidden" else (int(cell[1]), int(cell[2].split()[0]))


def _tiny(size: int, draw: int, report: str, totals: bool) -> View:
    return TINY.view(group_size=size, draw=draw, report=report, totals=totals)


def test_a_tiny_group_jumps_further_than_a_large_one() -> None:
    spans = {}
    for size in (3, 5, 8, 40):
        draws = [_yes(_tiny(size, draw, "all", False), "D") for draw in range(1, 7)]
        shares = [yes / n for n, yes in filter(None, draws)]
        assert len(shares) == 6
        spans[size] = max(shares) - min(shares)
        view = _tiny(size, 1, "all", False)
        said = next(row[3] for row in cells(view) if row[0] == "D")
        assert [int(end) for end in said.removesuffix("%").split("–")] == [
            int(100 * end + 0.5) for end in (min(shares), max(shares))
        ]
    assert spans[3] > spans[40]
    assert spans[5] > spans[40]
    assert spans[8] > spans[40]


@pytest.mark.parametrize("draw", range(1, 7))
@pytest.mark.parametrize("size", [3, 5, 8])
def test_a_hidden_group_is_solved_by_subtraction_when_totals_are_shown(size: int, draw: int) -> None:
    truth = _yes(_tiny(size, draw, "all", False), "D")
    hidden = _tiny(size, draw, "small", False)
    assert _yes(hidden, "D") is None
    solved = _tiny(size, draw, "small", True)
    all_ = _yes(solved, "All")
    others = [_yes(solved, name) for name in "ABC"]
    assert all_ is not None
    assert truth == tuple(all_[i] - sum(other[i] for other in filter(None, others)) for i in (0, 1))
    assert _yes(solved, "D") == truth
    everybody_alike = truth is not None and truth[1] in (0, truth[0])
    assert ("each one’s answer is out" in solved.sentence) == everybody_alike


@pytest.mark.parametrize("draw", range(1, 7))
@pytest.mark.parametrize("size", [3, 5, 8])
def test_hiding_the_next_smallest_leaves_only_the_sum_of_two(size: int, draw: int) -> None:
    view = _tiny(size, draw, "next", True)
    assert _yes(view, "D") is None
    assert _yes(view, "C") is None
    both = _yes(view, "C and D")
    apart = [_yes(_tiny(size, draw, "all", False), name) for name in "CD"]
    assert both == tuple(sum(each[i] for each in filter(None, apart)) for i in (0, 1))
    picture = frame(TINY, (TINY.choices[0].values.index(size), draw - 1, 2, 1))[0]
    assert picture.count(">hidden<") == 4, "row label and bar label of two groups"


@pytest.mark.parametrize("report", ["small", "next"])
@pytest.mark.parametrize("size", [10, 20, 40])
def test_from_ten_students_on_nothing_is_hidden(size: int, report: str) -> None:
    view = _tiny(size, 1, report, True)
    assert "nothing is hidden" in view.sentence
    assert all(cell != "hidden" for row in cells(view) for cell in row)

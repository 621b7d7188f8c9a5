"""The four explorers of `struggle` tell the truth about their data, computed here a second time by other means."""

import re
import statistics
from collections import Counter
from itertools import pairwise

import pytest

from belonging.data import rows
from belonging.explorers import View, load, states
from belonging.explorers.pack import frame
from belonging.explorers.still import cells
from belonging.measures import newcombe, wilson

TALK = load("struggle")["talk-moves"]
LUCK = load("struggle")["luck-slider"]
DROP = load("struggle")["grade-six-drop"]
BUILDER = load("struggle")["feedback-builder"]


@pytest.mark.parametrize("explorer", [TALK, LUCK, DROP, BUILDER], ids=lambda e: e.id)
def test_an_explorer_stays_small_enough_to_be_packed(explorer) -> None:
    assert len(list(states(explorer))) <= 250


# --- Talk-move replay ----------------------------------------------------------------------------------------------


def _said(tally: str) -> Counter[str]:
    """Count the marks as a reader would, from the table of each minute."""
    column = {"calls": 1, "expert": 2}[tally]
    table = [row for minute in range(1, 7) for row in cells(TALK.view(minute=minute, tally=tally))]
    return Counter(row[column] for row in table if row[column] != "–")


def _caption_counts(view: View) -> dict[str, int]:
    listed = re.findall(r": ((?:\w+ \d+(?:, )?)+) \(", view.caption)[0]
    return {name: int(number) for name, number in re.findall(r"(\w+) (\d+)", listed)}


@pytest.mark.parametrize("tally", ["calls", "expert"])
def test_the_tally_of_the_whole_scene_is_the_one_that_its_turns_give(tally: str) -> None:
    counts = _caption_counts(TALK.view(minute="whole", tally=tally))
    assert {name: n for name, n in counts.items() if n} == dict(_said(tally))
    assert len(counts) == 9


def test_the_scene_has_24_turns_and_every_turn_is_shown_once() -> None:
    turns = [row[0] for minute in range(1, 7) for row in cells(TALK.view(minute=minute, tally="calls"))]
    assert [int(turn.split(".")[0]) for turn in turns] == list(range(1, 25))


def test_whoever_is_called_on_speaks_next_and_nobody_else_does() -> None:
    table = [row for minute in range(1, 7) for row in cells(TALK.view(minute=minute, tally="calls"))]
    for row, after in pairwise(table):
        assert row[1] == "–" or f". {row[1]}: “" in after[0]


def test_everybody_is_called_on_and_one_student_holds_most_expert_moments() -> None:
    calls, expert = _said("calls"), _said("expert")
    assert len(calls) == 9
    assert expert.most_common(1) == [("Drew", 4)]
    assert sum(expert.values()) == 5
    assert "Drew has 4 of 5 expert moments. 7 of 9 students" in TALK.view(minute="whole", tally="expert").sentence
    assert "12 calls. All 9 students" in TALK.view(minute="whole", tally="calls").sentence


@pytest.mark.parametrize("tally", ["calls", "expert"])
def test_the_tally_never_goes_down(tally: str) -> None:
    before: dict[str, int] = {}
    for minute in range(1, 7):
        now = _caption_counts(TALK.view(minute=minute, tally=tally))
        assert all(now[name] >= count for name, count in before.items())
        before = now


def test_the_picture_of_the_scene_shows_the_counts() -> None:
    picture = frame(TALK, (6, 1))[0]
    view = TALK.at((6, 1))
    labels = Counter(re.findall(r'font-weight="bold"[^>]*>(\d)<', picture))
    assert labels == Counter(str(n) for n in _caption_counts(view).values())


# --- Luck slider ---------------------------------------------------------------------------------------------------


def _change(view: View, row: int) -> float:
    return float(cells(view)[row][3].replace("−", "-"))


@pytest.mark.parametrize("draw", range(1, 6))
def test_with_no_luck_nobody_moves(draw: int) -> None:
    for pick in ("lowest", "highest", "chance"):
        view = LUCK.view(luck=0, pick=pick, draw=draw)
        assert _change(view, 1) == 0
        assert "nobody moves" in view.sentence


@pytest.mark.parametrize("draw", range(1, 6))
@pytest.mark.parametrize("luck", range(10, 61, 10))
def test_the_lowest_rise_and_the_highest_sink_though_nothing_was_done(luck: int, draw: int) -> None:
    low, high = (LUCK.view(luck=luck, pick=pick, draw=draw) for pick in ("lowest", "highest"))
    assert _change(low, 1) > 0 > _change(high, 1)
    assert "improves" in low.sentence
    assert "declines" in high.sentence
    assert _change(low, 1) == pytest.approx(_change(low, 2), abs=2.5), "close to what luck alone predicts"
    chance = LUCK.view(luck=luck, pick="chance", draw=draw)
    assert abs(_change(chance, 1)) < 2, "about where it was"


@pytest.mark.parametrize("draw", range(1, 6))
def test_the_more_luck_the_further_they_go(draw: int) -> None:
    moves = [_change(LUCK.view(luck=luck, pick="lowest", draw=draw), 2) for luck in range(0, 61, 10)]
    assert moves == sorted(moves)
    assert moves[-1] > 4 * max(moves[1], 1)


@pytest.mark.parametrize("state", [(4, 0, 0), (6, 1, 3), (0, 0, 0), (2, 2, 4)])
def test_the_change_is_that_of_the_two_means_in_picture_and_table(state: tuple[int, ...]) -> None:
    view = LUCK.at(state)
    for row in cells(view):
        first, second = map(float, row[2].split(", "))
        assert second - first == pytest.approx(float(row[3].replace("−", "-")), abs=0.01)
    labels = re.findall(r'font-weight="bold"[^>]*>(\d+\.\d)<', frame(LUCK, state)[0])
    assert sorted(labels) == sorted(cells(view)[1][2].split(", "))


# --- The grade 6 drop ----------------------------------------------------------------------------------------------


def _grades(cohort: int, grade: int) -> dict[str, float]:
    return {
        str(row["student"]): float(str(row["score"]))
        for row in rows("grade_trend")
        if (row["cohort"], row["grade"]) == (cohort, grade) and row["score"] is not None
    }


@pytest.mark.parametrize("grade", range(4, 10))
@pytest.mark.parametrize("way", ["snapshot", "cohort", "same"])
def test_each_way_compares_the_students_it_says(way: str, grade: int) -> None:
    before, after = _grades(2 if way == "snapshot" else 1, grade - 1), _grades(1, grade)
    if way == "same":
        both = before.keys() & after.keys()
        before, after = ({s: scores[s] for s in both} for scores in (before, after))
    first, second, difference = cells(DROP.view(way=way, grade=grade))
    for row, scores in ((first, before), (second, after)):
        assert int(row[1]) == len(scores)
        assert float(row[2]) == pytest.approx(statistics.fmean(scores.values()), abs=0.00501)
    assert float(difference[2].replace("−", "-")) == pytest.approx(float(second[2]) - float(first[2]), abs=0.001)


def test_the_drop_is_halved_twice_and_is_there_at_grade_6_alone() -> None:
    at = {way: [_difference(way, grade) for grade in range(4, 10)] for way in ("snapshot", "cohort", "same")}
    assert [at[way][2] for way in at] == [-0.55, -0.40, -0.20]
    assert all(abs(step) < 0.10 for way in ("cohort", "same") for step in at[way][:2] + at[way][3:])


def _difference(way: str, grade: int) -> float:
    return float(cells(DROP.view(way=way, grade=grade))[2][2].replace("−", "-"))


# --- Feedback builder ----------------------------------------------------------------------------------------------


def _built(standard: bool, assurance: bool, next_step: bool, size: int = 11, draft: str = "lab") -> View:
    return BUILDER.view(draft=draft, standard=standard, assurance=assurance, next_step=next_step, group_size=size)


@pytest.mark.parametrize("draft", ["lab", "story-problem"])
def test_each_part_adds_its_words_and_says_what_it_does(draft: str) -> None:
    bare = _built(False, False, False, draft=draft).sentence
    full = _built(True, True, True, draft=draft).sentence
    for part in range(3):
        one = _built(*(place == part for place in range(3)), draft=draft).sentence
        comment = one.split("”")[0].removeprefix(bare.split("”")[0])
        assert len(comment) > 20
        assert comment in full
    assert bare.count("It does not say") + bare.count("It leaves open") == 3
    assert "It does not" not in full
    assert "It leaves open" not in full


@pytest.mark.parametrize("size", [11, 22, 44, 110])
def test_shares_and_intervals_are_those_of_the_measures(size: int) -> None:
    note, plain, gap = cells(_built(True, True, False, size))
    for row, count in ((note, 7 * size // 11), (plain, 3 * size // 11)):
        interval = wilson(count, size)
        assert row[1] == str(size)
        assert row[2].startswith(f"{count} (")
        assert row[3] == f"{100 * interval.low:.0f}–{interval.high:.0%}"
    assert note[2].endswith("(64%)")
    assert plain[2].endswith("(27%)")
    low = newcombe(7 * size // 11, size, 3 * size // 11, size).low
    assert gap[3].startswith(f"{'−' if low < 0 else '+'}{abs(low) * 100:.0f} to ")
    assert ("could still make that" in _built(True, True, False, size).sentence) == (low < 0)


def test_the_real_study_cannot_rule_out_chance_and_larger_groups_are_called_imagined() -> None:
    real = cells(_built(True, True, True))
    assert [row[3] for row in real] == ["35–85%", "10–57%", "−4 to +64"]
    assert "magin" not in _built(True, True, True).caption + _built(True, True, True).sentence
    for size in (22, 44, 110):
        view = _built(True, True, True, size)
        assert view.caption.startswith("Imagined:")
        assert "Imagine" in view.sentence


def test_a_comment_is_likened_to_a_note_of_the_study_only_if_it_has_the_same_two_parts() -> None:
    for step in (False, True):
        assert "most like the note with standard and assurance" in _built(True, True, step).alt
        assert "most like the plain note" in _built(False, False, step).alt
        for one in ((True, False), (False, True)):
            assert "Neither note" in _built(*one, step).alt
    assert frame(BUILDER, (0, 1, 1, 0, 0))[0].count("like yours") == 1
    assert "like yours" not in frame(BUILDER, (0, 1, 0, 0, 0))[0]

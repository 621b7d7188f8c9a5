"""The explorer of `start` tells the truth about one class, computed here a second time by other means."""

import statistics

import pytest

from belonging.data import rows
from belonging.explorers import View, load
from belonging.explorers.say import numbers
from belonging.explorers.still import cells
from belonging.explorers.view import SMALLEST_GROUP, group_sizes

GUESS = load("start")["guess-the-class"]
BELIEFS = {
    "belong": "I belong",
    "can-do": "I can do this",
    "add-value": "I add value",
    "future-ready": "I'm future-ready",
}


@pytest.fixture(scope="module")
def said() -> dict[str, float]:
    """What the class said, in one decimal: the mean of all its answers to two questions, without pandas."""
    of_class = [row for row in rows("pulse_fall_spring") if row["class_code"] == "C5"]
    assert len(of_class) == 22
    columns = {belief: [f"fall_{belief.replace('-', '_')}_{n}" for n in (1, 2)] for belief in BELIEFS}
    # everyone answered both questions, so the mean of students' means is the mean of all answers
    return {
        belief: round(statistics.fmean(float(str(row[name])) for row in of_class for name in names), 1)
        for belief, names in columns.items()
    }


def _views(belief: str) -> list[tuple[float, bool, View]]:
    """Every state of one belief's panel: 9 guesses, with the class hidden and shown."""
    panel = next(panel for panel in GUESS.panels if panel.id == belief)
    assert panel.choices == (belief, "reveal")
    guesses = next(choice for choice in GUESS.choices if choice.id == belief).values
    argument = belief.replace("-", "_")
    return [
        (guess, reveal, panel.view(**{argument: guess, "reveal": reveal}))
        for guess in guesses
        for reveal in (False, True)
    ]


every_belief = pytest.mark.parametrize("belief", BELIEFS)


def test_each_belief_is_a_panel_of_its_own_slider_and_the_one_switch() -> None:
    assert [panel.id for panel in GUESS.panels] == list(BELIEFS)
    assert [choice.id for choice in GUESS.choices] == [*BELIEFS, "reveal"]
    assert sum(len(_views(belief)) for belief in BELIEFS) == 72


@every_belief
def test_the_class_stays_hidden_until_it_is_asked_for(belief: str, said: dict[str, float]) -> None:
    for guess, reveal, view in _views(belief):
        if reveal:
            continue
        [row] = cells(view)
        assert row == [BELIEFS[belief], "22", f"{guess:.1f}", "not shown yet", "not shown yet"]
        for words in (view.sentence, view.alt):
            assert set(numbers(words)) <= {f"{guess:.1f}", "1", "5"}, words


@every_belief
def test_the_class_is_what_the_answers_give_in_every_state(belief: str, said: dict[str, float]) -> None:
    for guess, reveal, view in _views(belief):
        if not reveal:
            continue
        [row] = cells(view)
        off = round(guess - said[belief], 1)
        assert row[:4] == [BELIEFS[belief], "22", f"{guess:.1f}", f"{said[belief]:.1f}"]
        assert float(row[4].replace("−", "-")) == off
        assert f"the class said {said[belief]:.1f}." in view.sentence
        assert ("high" in view.sentence, "low" in view.sentence, "Spot on" in view.sentence) == (
            off > 0,
            off < 0,
            off == 0,
        )
        assert (f"{abs(off):.1f} too" in view.sentence) == (off != 0)


def test_a_guess_can_be_spot_on_and_no_belief_is_guessed_by_leaving_the_bars_alone(said: dict[str, float]) -> None:
    guesses = next(choice for choice in GUESS.choices if choice.id == "belong")
    assert guesses.initial == 3.0
    assert said["belong"] in guesses.values
    assert 3.0 not in said.values()


def test_knowing_one_belief_does_not_give_the_others(said: dict[str, float]) -> None:
    """The misconception would be no mistake in a class whose four beliefs are alike."""
    assert max(said.values()) - min(said.values()) >= 1.0
    assert [max(said, key=said.__getitem__), min(said, key=said.__getitem__)] == ["belong", "future-ready"]


@every_belief
def test_the_class_is_large_enough_to_be_shown(belief: str) -> None:
    assert GUESS.small_groups_shown is None
    assert {size for _, _, view in _views(belief) for size in group_sizes(view)} == {22}
    assert SMALLEST_GROUP <= 22

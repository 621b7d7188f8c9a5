"""The two explorers of `beliefs` keep to their stated rules in every state, worked out here a second time."""

import itertools
import statistics
from functools import cache

import pytest

from belonging.explorers import View, load
from belonging.explorers.definition import states
from belonging.explorers.still import cells
from belonging.survey import lint

VISIT = load("beliefs")["visit-inhabit"]
FIXER = load("beliefs")["item-fixer"]
EVERY_SETTING = list(states(VISIT))
STEPS = ["nothing", "a start", "built in"]
EXIT_WORDS = ("hard content", "struggle", "feeling out of place")
NAMES = dict(zip([f"Exit: {words}" for words in EXIT_WORDS], ("Hard content", "Struggle", "Out of place"), strict=True))


@cache
def _seen(state: tuple[int, ...]) -> View:
    return VISIT.at(state)


@cache
def _rows(state: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((NAMES.get(row[0], row[0]), STEPS.index(row[1])) for row in cells(_seen(state)))


def _levels(state: tuple[int, ...]) -> dict[str, int]:
    return dict(_rows(state))


# --- Visit or live in ----------------------------------------------------------------------------------------------


def test_the_dials_make_few_enough_settings_to_look_at_all() -> None:
    assert len(EVERY_SETTING) == 108


def test_nothing_is_built_in_more_firmly_than_the_doing_but_a_visit_can_start_interest() -> None:
    for state in EVERY_SETTING:
        levels = _levels(state)
        assert levels.pop("Interest") == max(1, state[0])
        assert max(levels.values()) <= state[0], state


def test_while_students_only_watch_no_other_dial_moves_anything() -> None:
    watching = [state for state in EVERY_SETTING if state[0] == 0]
    assert len({_seen(state).sentence for state in watching}) == 1
    assert len({str(_levels(state)) for state in watching}) == 1


def test_turning_a_dial_up_never_lowers_a_row() -> None:
    for state in EVERY_SETTING:
        for place, choice in enumerate(VISIT.choices):
            if state[place] + 1 < len(choice.values):
                turned = tuple(value + (where == place) for where, value in enumerate(state))
                before, after = _levels(state), _levels(turned)
                assert all(after[name] >= before[name] for name in before), (state, turned)


@pytest.mark.parametrize(("dial", "moved"), [
    (1, {"Competence", "Hard content"}),
    (2, {"Competence", "Struggle"}),
    (3, {"Recognition", "Out of place"}),
    (4, {"Belonging", "Out of place"}),
])  # fmt: skip
def test_each_dial_moves_one_belief_and_one_exit_moment(dial: int, moved: set[str]) -> None:
    seen = set()
    for state in EVERY_SETTING:
        if state[0] == 2 and state[dial] == 0:
            top = tuple(len(VISIT.choices[dial].values) - 1 if w == dial else v for w, v in enumerate(state))
            before, after = _levels(state), _levels(top)
            seen |= {name for name in before if before[name] != after[name]}
    assert seen == moved


def test_the_sentence_says_what_the_table_says_in_every_setting() -> None:
    for state in EVERY_SETTING:
        view, levels = _seen(state), _levels(state)
        first, *rest = view.sentence.split(". ")
        builds, _, starts = first.partition("gives a start to")
        for level, words in ((2, builds), (1, starts)):
            named = [name for name in list(levels)[:4] if levels[name] == level]
            told = "all four beliefs" in words
            assert told == (len(named) == 4), view.sentence
            if not told:
                assert [name for name in list(levels)[:4] if name.lower() in words] == named, view.sentence
        after = ". ".join(rest)
        open_, half = (_exits_after(after, words) for words in ("slip out at ", "half shut at "))
        exits = dict(zip(EXIT_WORDS, list(levels.values())[4:], strict=True))
        assert open_ == [name for name, level in exits.items() if level == 0], view.sentence
        assert half == [name for name, level in exits.items() if level == 1], view.sentence
        assert ("All three ways out are shut" in after) == (set(exits.values()) == {2})


def _exits_after(text: str, words: str) -> list[str]:
    _, _, tail = text.partition(words)
    return [name for name in EXIT_WORDS if name in tail.partition(".")[0]]


def test_alt_text_and_caption_tell_the_whole_setting() -> None:
    for state in EVERY_SETTING:
        view = _seen(state)
        for name, level in _levels(state).items():
            assert f"{name.lower()} {STEPS[level]}" in view.alt.lower()
        for choice, place in zip(VISIT.choices, state, strict=True):
            assert choice.labels[place] in view.caption


def test_what_holds_a_row_back_is_named_where_it_is_held_back() -> None:
    for state in EVERY_SETTING:
        for name, step, because in cells(_seen(state)):
            if name == "Interest" or step == "built in":
                continue
            if state[0] == 0:
                assert because == "they only watch"
            else:
                assert because.startswith(("one period", "more is needed in")), (state, name)
            assert ("one period" in because) == (state[0] == 1 and step == "a start")


# --- Item fixer ----------------------------------------------------------------------------------------------------

SETTINGS = list(itertools.product(("ideas", "hard"), (False, True), (False, True), (False, True)))


def _view(question: str, double: bool, agree: bool, negative: bool) -> View:
    return FIXER.view(question=question, double=double, agree=agree, negative=negative)


def _counts(view: View, column: int) -> list[int]:
    return [int(row[column]) for row in cells(view)[:5]]


def _answers(view: View, column: int) -> list[int]:
    return [level for level, number in zip(range(5, 0, -1), _counts(view, column), strict=True) for _ in range(number)]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_same_thousand_students_answer_and_the_table_adds_up(setting: tuple[str, bool, bool, bool]) -> None:
    view = _view(*setting)
    for column in (1, 2):
        counts = _counts(view, column)
        assert sum(counts) == 1000
        assert cells(view)[5][column] == f"{int((counts[0] + counts[1]) / 10 + 0.5)}%"
    assert _counts(view, 1) == _counts(_view(setting[0], False, False, False), 2), (
        "the plain question stays the plain one"
    )
    moved = int(cells(view)[6][2])
    assert moved >= sum(abs(a - b) for a, b in zip(_counts(view, 1), _counts(view, 2), strict=True)) / 2
    assert (moved == 0) == (not any(setting[1:]))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_sentence_quotes_the_wording_and_the_move_of_the_table(setting: tuple[str, bool, bool, bool]) -> None:
    view = _view(*setting)
    before, after = cells(view)[5][1:]
    moved = cells(view)[6][2]
    assert view.sentence.startswith("It reads: “")
    if not any(setting[1:]):
        assert f"{before} give a 4 or 5" in view.sentence
    elif before == after:
        assert f"stays at {before}, yet {moved} students" in view.sentence
    else:
        assert f"goes from {before} to {after}, and {moved} students" in view.sentence
    assert ("disagree to strongly agree" in view.sentence) == setting[2]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_each_switch_puts_in_the_fault_it_names_and_the_survey_kit_finds_just_that(
    setting: tuple[str, bool, bool, bool],
) -> None:
    wording = _view(*setting).sentence.partition("“")[2].partition("”")[0]
    agreement = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    often = ("Never", "Rarely", "Sometimes", "Often", "Always")
    found = {finding.rule for finding in lint(wording, agreement if setting[2] else often, 6)}
    assert ("double-barrelled" in found) == setting[1]
    assert ("agree-disagree" in found) == setting[2]
    assert bool({"negative-wording", "double-negative"} & found) == setting[3]
    assert found <= {"double-barrelled", "agree-disagree", "negative-wording", "double-negative"}


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_caption_states_every_assumption_behind_the_setting(setting: tuple[str, bool, bool, bool]) -> None:
    caption = _view(*setting).caption
    assert "Simulated" in caption
    assert ("1 in 2 answers the other half" in caption) == setting[1]
    assert ("1 in 4 leans to agree" in caption) == setting[2]
    assert ("reads past the “not”" in caption) == setting[3]
    assert ("1 in 3" in caption) == (setting[2] and setting[3])
    assert ("1 in 6" in caption) == (setting[3] and not setting[2])
    assert ("turned round" in caption) == setting[3]


@pytest.mark.parametrize("question", ["ideas", "hard"])
def test_answers_spread_and_pile_up_as_in_a_real_survey(question: str) -> None:
    """A standard deviation of three tenths of the scale, and piles at both ends, as the identity items of HSLS:09."""
    given = _answers(_view(question, False, False, False), 1)
    assert 0.28 < statistics.stdev(given) / 4 < 0.33
    assert 0.05 < given.count(1) / 1000 < 0.25
    assert 0.05 < given.count(5) / 1000 < 0.25


def test_the_same_fault_can_push_either_way() -> None:
    shift = {
        question: statistics.fmean(_answers(view, 2)) - statistics.fmean(_answers(view, 1))
        for question in ("ideas", "hard")
        for view in [_view(question, True, False, False)]
    }
    assert shift["ideas"] > 0.2
    assert shift["hard"] < -0.2


def test_agreeing_lifts_a_plain_question_and_sinks_one_with_a_not() -> None:
    for question in ("ideas", "hard"):
        lifted = _view(question, False, True, False)
        assert statistics.fmean(_answers(lifted, 2)) > statistics.fmean(_answers(lifted, 1))
        alone, both = (_view(question, False, agree, True) for agree in (False, True))
        assert statistics.fmean(_answers(both, 2)) < statistics.fmean(_answers(alone, 2))


def test_in_one_setting_the_share_stands_still_while_hundreds_of_answers_move() -> None:
    still = [setting for setting in SETTINGS if any(setting[1:]) and "stays at" in _view(*setting).sentence]
    assert still == [("ideas", False, True, True)]
    assert int(cells(_view(*still[0]))[6][2]) > 300

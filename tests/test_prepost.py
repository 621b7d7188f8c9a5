"""The scenario test's two forms are parallel, true to their numbers and keep their key; the pre-survey is plain."""

import dataclasses
import json
from collections import Counter

import pandas as pd
import pytest
import textstat

from belonging.exercise import PlacedTask
from belonging.exercise.derive import blank_source, prompt_markdown
from belonging.exercise.page.script import page_task
from belonging.measures import rate, regression_to_mean
from belonging.prepost import FORM_A, FORM_B, SURVEY, UNVALIDATED, paired, score
from belonging.prepost.forms import A, B
from belonging.privacy import HIDDEN, MINIMUM, TOTAL, audit, protect
from belonging.survey import lint
from belonging.tasks import Choice, Task, check

FORMS = {"A": (A, FORM_A), "B": (B, FORM_B)}
ALL = [*FORM_A, *FORM_B, *SURVEY]
KEYS = {task.id: task.reference_answer() for task in (*FORM_A, *FORM_B)}
each_form = pytest.mark.parametrize("name", FORMS)


def texts(task: Task) -> list[str]:
    assert isinstance(task.kind, Choice)
    return [option.text for option in task.kind.options]


def chosen(task: Task) -> str:
    return texts(task)["abcd".index(task.reference_answer())]


def answers(form: tuple[Task, ...], right: int, answered: int = 8) -> dict[str, str]:
    """Answers of somebody with so many right, of so many given."""
    wrong = {"a": "b", "b": "c", "c": "d", "d": "a"}
    return {t.id: KEYS[t.id] if n < right else wrong[KEYS[t.id]] for n, t in enumerate(form[:answered])}


# --- The forms -----------------------------------------------------------------------------------------------------


def test_the_two_forms_ask_for_the_same_skill_place_by_place_with_other_numbers_and_words() -> None:
    assert [v.skill for v in A] == [v.skill for v in B]
    assert len({v.skill for v in A}) == 8
    for one, other in zip(A, B, strict=True):
        assert one.prompt != other.prompt
        assert one.right != other.right
        assert one.title == other.title
        assert (one.table is None) == (other.table is None)
        if one.table is not None and other.table is not None:
            assert one.table.shape == other.table.shape
            assert not one.table.equals(other.table)
        words = [len(v.prompt.split()) + sum(len(t.split()) for t in (v.right, *v.others)) for v in (one, other)]
        assert abs(words[0] - words[1]) <= 12, one.skill


@each_form
def test_a_form_has_eight_silent_questions_of_four_sentences(name: str) -> None:
    _, form = FORMS[name]
    assert [task.id for task in form] == [f"{name.lower()}-{n}" for n in range(1, 9)]
    for task in form:
        assert task.silent
        assert len(set(texts(task))) == 4
        assert [option.says for option in task.kind.options] == [""] * 4


@each_form
def test_the_key_can_be_guessed_neither_by_letter_nor_by_length(name: str) -> None:
    _, form = FORMS[name]
    assert Counter(KEYS[task.id] for task in form) == dict.fromkeys("abcd", 2)
    lengths = [(len(chosen(task)), sorted(map(len, texts(task)))) for task in form]
    assert sum(own == ordered[-1] for own, ordered in lengths) <= 3
    assert sum(own == ordered[0] for own, ordered in lengths) <= 3


def test_who_learned_the_letters_of_one_form_gains_nothing_in_the_other() -> None:
    assert sum(KEYS[f"a-{n}"] == KEYS[f"b-{n}"] for n in range(1, 9)) == 0


@pytest.mark.parametrize("task", [*FORM_A, *FORM_B], ids=lambda task: task.id)
def test_the_key_is_in_no_file_a_learner_gets(task: Task) -> None:
    placed = PlacedTask(task, "Q1")
    other = dataclasses.replace(task, expected=lambda _: "z")
    for made in (page_task, lambda p, _: prompt_markdown(p), lambda p, _: blank_source(p)):
        assert json.dumps(made(placed, "start")) == json.dumps(made(PlacedTask(other, "Q1"), "start"))
    assert {check(task, key).status for key in "abcd"} == {"kept"}


@pytest.mark.parametrize("name", ["A", "B", "survey"])
def test_the_words_are_read_at_grade_nine_or_below(name: str) -> None:
    tasks = SURVEY if name == "survey" else FORMS[name][1]
    text = " ".join(" ".join([task.prompt, *(f"{t.rstrip('.')}." for t in texts(task))]) for task in tasks)
    assert textstat.automated_readability_index(text) <= 9
    assert textstat.coleman_liau_index(text) <= 9


# --- Each vignette is true to its own numbers ----------------------------------------------------------------------


def table(name: str, number: int) -> pd.DataFrame:
    found = FORMS[name][0][number - 1].table
    assert found is not None
    return found


@each_form
def test_low_scorers_answer_less_and_the_sums_are_right(name: str) -> None:
    low, high, everyone = table(name, 1).itertuples(index=False)
    assert (low[1] + high[1], low[2] + high[2]) == (everyone[1], everyone[2])
    assert [row[3] for row in (low, high, everyone)] == [
        f"{rate(r[2], r[1], 'asked').value:.0%}" for r in (low, high, everyone)
    ]
    assert low[2] / low[1] < 0.5 < 0.7 < high[2] / high[1]
    assert f"{everyone[2]} of {everyone[1]} answered" in FORMS[name][0][0].right


@each_form
def test_nobody_who_answered_twice_changed_and_low_scorers_left(name: str) -> None:
    everyone, same = table(name, 2).itertuples(index=False)
    assert same[2] == pytest.approx(same[4])
    assert everyone[1] - same[1] >= MINIMUM
    assert everyone[4] - everyone[2] > 0.4
    left = (everyone[2] * everyone[1] - same[2] * same[1]) / (everyone[1] - same[1])
    assert left < same[2] - 1


@each_form
def test_the_hidden_count_is_small_and_one_more_must_go(name: str) -> None:
    shown = dict(table(name, 3).itertuples(index=False))
    counts = {group: int(n) for group, n in shown.items() if n != HIDDEN}
    total = counts.pop(TOTAL)
    (small,) = (group for group, n in shown.items() if n == HIDDEN)
    assert 0 < total - sum(counts.values()) < MINIMUM
    assert f"{total} minus {sum(counts.values())}" in FORMS[name][0][2].right
    assert all(n >= MINIMUM for n in counts.values())
    protected = protect(pd.Series({**counts, small: total - sum(counts.values())}))
    assert len(protected.reasons) == 2
    assert audit(protected).passed
    printed = pd.Series({group: shown[group] if group == small else int(shown[group]) for group in shown})
    assert "can be worked out" in str(audit(printed))


@each_form
def test_the_larger_group_has_more_seats_and_the_lower_rate(name: str) -> None:
    big, small = table(name, 4).itertuples(index=False)
    assert big[2] > small[2]
    assert big[2] / big[1] < small[2] / small[1]


@each_form
def test_the_group_is_pictured_often_and_seldom_does_the_work(name: str) -> None:
    group, others = table(name, 5).itertuples(index=False)
    assert 0.45 <= group[1] / (group[1] + others[1]) <= 0.55
    assert group[2] / (group[2] + others[2]) < 0.2


@each_form
def test_the_best_comment_names_a_standard_trust_and_a_step_and_the_others_do_not(name: str) -> None:
    vignette = FORMS[name][0][5]
    assert "asks a lot" in vignette.right
    assert "you can meet it" in vignette.right
    assert "Next: add" in vignette.right
    assert not any("Next" in other or "asks a lot" in other for other in vignette.others)


@each_form
def test_both_quarters_move_as_far_as_chance_alone_takes_them(name: str) -> None:
    low, high, everyone = (list(map(float, row[1:])) for row in table(name, 7).itertuples(index=False))
    assert everyone[1] == everyone[2]
    assert everyone[0] == 4 * low[0] == 4 * high[0]
    link = (low[2] - everyone[1]) / (low[1] - everyone[1])
    for first, second in ((low[1], low[2]), (high[1], high[2])):
        assert second == pytest.approx(regression_to_mean(first, everyone[1], link).second_mean)
        assert abs(second - everyone[1]) < abs(first - everyone[1])


@each_form
def test_a_rise_is_told_without_a_cause(name: str) -> None:
    before, after = table(name, 8).itertuples(index=False)
    right = FORMS[name][0][7].right
    assert f"{after[2] - before[2]:.1f} points higher" in right
    assert not {"because", "so", "proves", "due"} & set(right.lower().split())


# --- The pre-survey ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", SURVEY, ids=lambda task: task.id)
def test_a_survey_question_passes_our_own_checklist(task: Task) -> None:
    assert lint(task.prompt, texts(task)) == []
    assert task.silent
    assert task.expected is None
    assert 4 <= len(set(texts(task))) <= 5


def test_the_survey_is_short_asks_about_practice_and_confidence_and_says_what_it_is() -> None:
    assert 8 <= len(SURVEY) <= 10
    sure = [task for task in SURVEY if "How sure are you" in task.prompt]
    assert 3 <= len(sure) <= 6
    assert "Nobody has tested" in UNVALIDATED
    private = ("race", "gender", "religion", "health", "income", "politic", "your age", "disab", "family", "home")
    assert not [(t.id, word) for t in SURVEY for word in private if word in " ".join([t.prompt, *texts(t)]).lower()]


def test_every_question_of_the_three_sets_has_an_id_of_its_own() -> None:
    assert len({task.id for task in ALL}) == len(ALL) == 25


# --- Scores --------------------------------------------------------------------------------------------------------


@each_form
def test_a_score_counts_right_answers_among_those_given(name: str) -> None:
    _, form = FORMS[name]
    assert score(form, answers(form, 8)) == (8, 8)
    assert score(form, answers(form, 3)) == (3, 8)
    assert score(form, answers(form, 3, answered=5)) == (3, 5)
    assert score(form, {}) == (0, 0)
    assert score(form, {task.id: ... for task in form} | {form[0].id: " " + KEYS[form[0].id].upper() + "."}) == (1, 1)
    assert score(form, {task.id: value for task, value in zip(form, ("x", 3, ["a", "b"], {}), strict=False)}) == (0, 0)


def cohort(before: list[int], after: list[int]) -> tuple[dict, dict]:
    pre = {f"p{n}": answers(FORM_A, right) for n, right in enumerate(before)}
    return pre, {f"p{n}": answers(FORM_B, right) for n, right in enumerate(after)}


def test_a_cohort_is_compared_person_by_person() -> None:
    pre, post = cohort([3] * 12 + [1] * 8, [5] * 12)
    found = paired(pre, post)
    assert (found.n_pre, found.n_post, found.n_both) == (20, 12, 12)
    assert found.change is not None
    assert (found.change.value, found.change.n) == (2.0, 12)
    assert "changed by +2.0 right answers of 8" in found.says
    assert "never tested" in found.says


def test_blanks_are_not_wrong_answers() -> None:
    pre, post = cohort([3] * 12, [5] * 12)
    pre["p0"] = answers(FORM_A, 3, answered=5)
    post["p1"] = answers(FORM_B, 5, answered=6)
    found = paired(pre, post)
    assert (found.n_pre, found.n_post, found.n_both) == (11, 12, 11)


def test_no_change_is_shown_of_fewer_than_ten() -> None:
    pre, post = cohort([3] * 20, [5] * 9)
    found = paired(pre, post, groups=dict.fromkeys(pre, "North"))
    assert (found.change, found.groups) == (None, None)
    assert "Fewer than 10 people have both" in found.says


def test_a_small_group_is_hidden_and_cannot_be_worked_out() -> None:
    pre, post = cohort([3] * 40, [4] * 20 + [5] * 15 + [7] * 5)
    groups = {f"p{n}": "North" if n < 20 else "East" if n < 35 else "Tiny" for n in range(40)}
    found = paired(pre, post, groups)
    assert found.groups is not None
    shown = found.groups.set_index("Group")
    assert shown.loc["North"].to_list() == [20, 1.0]
    for group in ("East", "Tiny"):
        assert shown.loc[group, "People with both scores"] == HIDDEN
        assert not isinstance(shown.loc[group, "Matched change"], float) or pd.isna(shown.loc[group, "Matched change"])


def test_the_order_of_the_forms_can_be_turned() -> None:
    pre, post = cohort([3] * 12, [5] * 12)
    found = paired(post, pre, forms=(FORM_B, FORM_A))
    assert found.change is not None
    assert found.change.value == -2.0

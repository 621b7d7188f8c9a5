"""What is planted in student_voice, fact by fact; the exercise of `beliefs` stands on these."""

import hashlib
import re
from collections import Counter

import pandas as pd
import pytest

from belonging.data import card, csv_text, load
from belonging.measures import rater_agreement

BELIEFS = ["belonging", "competence", "recognition", "interest"]


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    return load("student_voice")


@pytest.fixture(scope="module")
def disputed(data: pd.DataFrame) -> pd.DataFrame:
    return data[data.rater_1 != data.rater_2]


def test_the_file_never_changes_unnoticed() -> None:
    # A changed digest means changed quote codes in the exercise: look at its ten quotes before writing the new one.
    digest = hashlib.sha256(csv_text("student_voice").encode()).hexdigest()
    assert digest == "edc2507c147dc8ba2a489bd5fb5bf52740f470a1bce54c97ef13b394ed1d8df1"


def test_120_quotes_all_different_over_all_grades_and_subjects(data: pd.DataFrame) -> None:
    assert data.shape == (120, 7)
    words = data.quote.str.lower().str.replace(r"[^a-z ]", "", regex=True)
    assert words.is_unique
    assert set(data.grade) == {"K", *map(str, range(1, 13))}
    assert data.subject.value_counts().min() >= 10


def test_no_two_quotes_are_one_sentence_with_a_word_changed(data: pd.DataFrame) -> None:
    bags = [frozenset(re.findall(r"[a-z']+", quote.lower())) for quote in data.quote]
    alike = [
        (data.quote[a], data.quote[b])
        for a in range(len(bags))
        for b in range(a)
        if len(bags[a] & bags[b]) / len(bags[a] | bags[b]) > 0.5
    ]
    assert alike == []


def test_the_four_beliefs_are_about_even_for_both_raters(data: pd.DataFrame) -> None:
    for rater in ("rater_1", "rater_2"):
        counts = data[rater].value_counts()
        assert set(counts.index) == set(BELIEFS)
        assert counts.between(27, 33).all()


def test_the_raters_disagree_on_18_quotes_and_kappa_is_080(data: pd.DataFrame, disputed: pd.DataFrame) -> None:
    agreement = rater_agreement(data.rater_1, data.rater_2)
    assert (agreement.count, agreement.n) == (102, 120)
    assert len(disputed) == 18
    assert round(agreement.value, 2) == 0.85
    assert round(agreement.by_chance, 2) == 0.25
    assert round(agreement.kappa, 2) == 0.80


def test_kappa_is_the_one_of_the_table_of_both_raters(data: pd.DataFrame) -> None:
    """Computed a second time, from the table of counts."""
    table = pd.crosstab(data.rater_1, data.rater_2).to_numpy() / len(data)
    chance = table.sum(axis=1) @ table.sum(axis=0)
    kappa = (table.trace() - chance) / (1 - chance)
    assert rater_agreement(data.rater_1, data.rater_2).kappa == pytest.approx(kappa)


def test_disagreements_are_between_beliefs_that_lie_close(disputed: pd.DataFrame) -> None:
    pairs = Counter(frozenset(pair) for pair in zip(disputed.rater_1, disputed.rater_2, strict=True))
    assert pairs == {
        frozenset({"belonging", "recognition"}): 8,
        frozenset({"competence", "recognition"}): 5,
        frozenset({"competence", "interest"}): 5,
    }


def test_neither_rater_is_the_one_who_always_hears_the_same(disputed: pd.DataFrame) -> None:
    for rater in ("rater_1", "rater_2"):
        assert disputed[rater].value_counts(normalize=True).max() < 0.5


def test_twelve_quotes_are_retold_three_for_each_belief_and_none_disputed(data: pd.DataFrame) -> None:
    retold = data[data.retold_by_adult.notna()]
    assert retold.rater_1.value_counts().to_dict() == dict.fromkeys(BELIEFS, 3)
    assert (retold.rater_1 == retold.rater_2).all()


def test_a_retelling_shares_hardly_a_word_with_the_quote(data: pd.DataFrame) -> None:
    """What the student named in the room is gone."""
    small = {"the", "a", "in", "i", "not", "and", "to", "does", "was", "is", "of", "math", "about", "class"}
    for row in data[data.retold_by_adult.notna()].itertuples():
        said, retold = (set(re.findall(r"[a-z']+", text.lower())) - small for text in (row.quote, row.retold_by_adult))
        assert len(said & retold) <= 2, row.quote


def test_every_belief_is_heard_in_hopeful_and_in_unhappy_words(data: pd.DataFrame) -> None:
    """A code must not be guessed from the mood: each belief has quotes with and without a 'no' in them."""
    no = data.quote.str.contains(r"\b(?:no|not|never|nobody|none|no one|can't|won't|don't|didn't|only)\b", case=False)
    for belief in BELIEFS:
        assert 3 <= int(no[data.rater_1 == belief].sum()) <= 20


def test_the_card_prints_these_figures(data: pd.DataFrame) -> None:
    counts = [[int((data[rater] == belief).sum()) for belief in BELIEFS] for rater in ("rater_1", "rater_2")]
    text = card("student_voice")
    for figures in counts:
        assert "{}, {}, {} and {}".format(*figures) in text
    assert "102 of 120 quotes, an agreement of .85" in text
    assert "Cohen's kappa is .80" in text


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [("ab", "a", "One rater has 2 codes, the other 1"), ("", "", "Give one code"), (["a", None], ["a", "b"], "1 of 2")],
)
def test_codes_that_cannot_be_compared_get_a_sentence(first: object, second: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rater_agreement(first, second)


def test_kappa_is_unknown_when_one_code_is_all_there_is_and_zero_at_chance() -> None:
    assert pd.isna(rater_agreement("aaa", "aaa").kappa)
    assert rater_agreement("aabb", "abab").kappa == 0
    assert rater_agreement("abc", "abc").kappa == 1

"""Every figure that the prose of `beliefs` prints is recomputed here; a number nobody accounts for is an error."""

import re
from collections import Counter

import pytest

from belonging.course import module
from belonging.data import load
from belonging.exercise import load as load_exercise
from belonging.explorers import load as explorers
from belonging.explorers.still import cells
from belonging.lesson.evidence import claim
from belonging.lesson.inline import claims_in
from belonging.measures import rater_agreement
from belonging.survey import instrument, lint
from belonging.tasks import Words
from figures import markdown_of, prose_of, unaccounted

BELIEFS = {"Belonging", "Competence", "Recognition", "Interest"}


def from_the_quotes() -> dict[str, str]:
    """What the lesson says about the raters."""
    voice = load("student_voice")
    agreement = rater_agreement(voice["rater_1"], voice["rater_2"])
    differ = agreement.n - agreement.count
    return {
        "agreement": f"Our two made-up raters coded {agreement.n} quotes, each alone, and agreed on {agreement.count}"
        f" of them: {100 * agreement.value:.0f} percent.",
        "chance": f"chance alone would give about {100 * agreement.by_chance:.0f} percent",
        "kappa": f"Cohen's kappa, is {agreement.kappa:.2f} here, where 1 is full agreement.",
        "differ": f"On the other {differ} they differ, most often between belonging and recognition",
    }


def from_the_explorers() -> dict[str, str]:
    """What the lesson says about the made-up crowd and its slips."""
    fixer = explorers("beliefs")["item-fixer"]
    nots = [fixer.view(question=q, double=False, agree=False, negative=True) for q in ("ideas", "hard")]
    crowd = sum(int(row[1]) for row in cells(nots[0])[:5])
    assert min(int(cells(view)[6][2]) for view in nots) > 100
    (slip,) = set(re.findall(r"1 in \d", " ".join(view.caption for view in nots)))
    assert all(cells(view)[0][0].startswith("5, highest") and cells(view)[5][0] == "Share with 4 or 5" for view in nots)
    return {
        "crowd": f"In a made-up crowd of {crowd} students, nobody changes.",
        "high": "turn the numbers round so that 5 is high again",
        "guess": "none, about 10, or more than 100? More than 100.",
        "slip": f"In this picture it is {slip}, which is our assumption.",
        "middle": f"Those who meant 3 are lucky: turned round, a 3 is a {6 - 3}",
        "share": "The share with a 4 or 5 went up in some, went down in others, and in one it stayed",
    }


def from_the_kit_and_the_task() -> dict[str, str]:
    """What the lesson says about the survey kit's forms and the note."""
    third, sixth = instrument("pulse").forms
    (pictures,) = instrument("pictures").forms
    note = load_exercise("beliefs").task("exit-note").task.kind
    assert isinstance(note, Words)
    words = {4: "four", 8: "eight"}
    return {
        "forms": f"in one wording for grades {third.grades.replace('-', ' to ')} and one for grades"
        f" {sixth.grades.replace('-', ' to ')}. For kindergarten to grade {pictures.grades[-1]} there are"
        f" {words[len(instrument('pictures').items)]} questions in pictures",
        "pulse": f"The survey kit has a pulse of {words[len(instrument('pulse').items)]} questions, two for each of",
        "note": f"a note of about {note.words} words on one exit moment",
        "alpha": "where 1 would mean that they move as one",
    }


def all_said() -> dict[str, str]:
    return from_the_quotes() | from_the_explorers() | from_the_kit_and_the_task()


@pytest.mark.parametrize("name", list(all_said()))
def test_every_figure_is_the_one_that_is_computed(name: str) -> None:
    assert all_said()[name] in prose_of("beliefs")


def test_no_number_of_the_lesson_is_unaccounted_for() -> None:
    assert unaccounted("beliefs", all_said().values(), r"\b[Gg]rades? [567]\b|\bgrades 7 and 9\b") == []


def test_the_raters_differ_most_often_where_the_lesson_says() -> None:
    voice = load("student_voice")
    pairs = Counter(
        frozenset(pair) for pair in zip(voice["rater_1"], voice["rater_2"], strict=True) if pair[0] != pair[1]
    )
    (most, many), (_, fewer) = pairs.most_common(2)
    assert most == {"belonging", "recognition"}
    assert many > fewer


def test_findings_in_the_prose_are_the_ledgers_own() -> None:
    """Each number in a paragraph with a claim's mark is in the words of that claim."""
    seen = 0
    for paragraph in markdown_of("beliefs").split("\n\n"):
        ids = claims_in(paragraph)
        found = set(re.findall(r"\.?\d+(?:\.\d+)?(?= percent|\)|,|\.\s)", paragraph)) if ids else set()
        known = " ".join(claim(id_).says for id_ in ids)
        for number in found - {"1", "9"}:  # 1 is the top of alpha; grade 9 is in the population
            assert number in known, (number, ids)
            seen += 1
    assert seen >= 5


def test_the_lesson_names_the_beliefs_of_the_pulse_as_the_kit_does() -> None:
    names = ". ".join(instrument("pulse").beliefs.values())
    assert f"*{names}.*" in module("beliefs").lesson.read_text(encoding="utf-8")


def test_the_example_questions_are_as_good_and_as_bad_as_they_are_called() -> None:
    text = prose_of("beliefs")
    often = ("Never", "Rarely", "Sometimes", "Often", "Always")
    agreement = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    good = "How often do you find a way to go on when the work gets hard?"
    bad = "I am good at science and I like it."
    worst = "My teacher is nice and the work is not too hard"
    assert all(question in text for question in (good, bad, worst))
    assert lint(good, often, 6) == []
    assert {f.rule for f in lint(bad, agreement, 6)} == {"double-barrelled", "agree-disagree"}
    assert {"double-barrelled", "agree-disagree", "double-negative"} <= {f.rule for f in lint(worst, agreement, 6)}


def test_the_dials_do_what_the_lesson_says_of_them() -> None:
    visit = explorers("beliefs")["visit-inhabit"]
    doing_alone = {row[0]: row[1] for row in cells(visit.at((2, 0, 0, 0, 0)))}
    assert [name for name, step in doing_alone.items() if step == "built in"] == ["Interest"]
    assert set(doing_alone.values()) == {"built in", "nothing"}
    tops = [len(choice.values) - 1 for choice in visit.choices]
    built = set()
    for dial in range(1, len(tops)):
        state = tuple(top if place in (0, dial) else 0 for place, top in enumerate(tops))
        built |= {row[0] for row in cells(visit.at(state)) if row[1] == "built in"}
    assert built & BELIEFS == BELIEFS - {"Competence"}, "competence needs two dials"

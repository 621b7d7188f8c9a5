"""The checklist for survey questions: what each rule must see, and what it must let pass."""

import pytest

from belonging.survey import RULES, lint, lint_items
from belonging.survey.lint.vocabulary import reading_limits

OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
AGREE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")

# rule -> questions it must point at; each is (text, options, grade)
BAD: dict[str, list[tuple[str, tuple[str, ...], int | None]]] = {
    "double-barrelled": [
        ("How often is the work interesting and useful?", OFTEN, 6),
        ("My teacher listens to me but does not use my ideas.", (), None),
        ("Do you like math because of your teacher?", (), None),
        ("How often do you ask for help? Do you get it?", (), None),
        ("How sure are you in science/math?", (), None),
    ],
    "negative-wording": [
        ("How often are you not called on?", OFTEN, 6),
        ("How often do you feel left out?", OFTEN, 6),
        ("You don’t get a turn.", (), None),
        ("I cannot do the work in this class.", (), None),
    ],
    "double-negative": [
        ("I do not feel left out.", (), None),
        ("My ideas are not used.", AGREE, 6),
        ("Nobody here is unfair to me.", (), None),
    ],
    "leading": [
        ("Don't you feel welcome in this class?", (), None),
        ("How much did our amazing new lab help you?", (), None),
        ("Most students like group work. Do you?", (), None),
        ("Do you work with the smart kids?", (), None),
    ],
    "absolute-words": [
        ("Do you always understand the work?", (), None),
        ("Does everyone get a turn?", (), None),
        ("I never get stuck.", (), None),
        ("Is the work clear all the time?", (), None),
    ],
    "hypothetical": [
        ("If you were stuck, what would you do?", (), None),
        ("Imagine a class without grades. How does it feel?", (), None),
        ("Would you ask a question in this class?", (), None),
    ],
    "time-frames": [
        ("This year, did you speak in class more than last year?", (), None),
        ("How do you feel today, and how did you feel last week?", (), None),
        ("Do you speak more now than you used to in elementary school?", (), None),
    ],
    "agree-disagree": [
        ("I feel part of this class.", AGREE, 6),
        ("To what extent do you agree that the work is clear?", (), None),
        ("You see yourself as a math person", ("Strongly agree", "Agree", "Disagree", "Strongly disagree"), 9),
    ],
    "missing-middle": [
        ("How often do you speak in class?", ("Never", "Rarely", "Often", "Always"), 6),
        ("How easy is the work?", ("Very hard", "Hard", "Easy", "Very easy"), 6),
        ("How happy are you with your group?", ("1 - Unhappy", "2 - Happy"), 6),
    ],
    "unbalanced-answers": [
        ("How good is the help you get?", ("Poor", "Good", "Very good", "Excellent"), 6),
        ("How often do you speak?", ("Rarely", "Sometimes", "Often", "Very often", "Always"), 6),
        ("How happy are you with your group?", ("Very unhappy", "Unhappy", "Sad", "Okay", "Happy"), 6),
    ],
    "too-many-answers": [
        ("How sure are you?", tuple(str(number) for number in range(11)), 8),
        ("How much do your ideas help?", ("Not at all", "A little", "Some", "Quite a lot", "A lot"), 1),
        ("How often do you speak?", ("Never", "Almost never", "Rarely", "Sometimes", "Often", "Always"), 4),
    ],
    "jargon": [
        ("Does this class build your self-efficacy?", (), None),
        ("Is the assessment fair?", (), 7),
        ("How often do you use the LMS?", OFTEN, 8),
        ("How often do we do STEM?", OFTEN, 3),
    ],
    "reading-level": [
        ("To what degree do collaborative activities facilitate comprehension?", (), 4),
        (
            "When you are in this class and the work is on the board, how often do you know what you are to do next?",
            (),
            3,
        ),
        ("How comfortable are you?", ("Not much", "Some", "A lot"), 1),
    ],
    "protected-topic": [
        ("How often do you feel depressed?", OFTEN, 8),
        ("Do your parents fight at home?", (), None),
        ("Which church do you go to?", (), None),
        ("Have you ever used drugs?", (), None),
        ("What is your family's income?", (), None),
        ("Who did your parents vote for?", (), None),
        ("Have you talked to a lawyer?", (), None),
        ("Are you dating someone?", (), None),
    ],
}

GOOD: dict[str, list[tuple[str, tuple[str, ...], int | None]]] = {
    "double-barrelled": [
        ("How often do you see a link between math and your life?", OFTEN, 6),
        ("How often do you and your partner share the tools?", OFTEN, 6),
        ("Did you speak in one or two lessons this week?", (), None),
        ("Does your teacher or another adult know your name?", (), None),
        ("How often do you use tools (such as saws and drills)?", (), None),
    ],
    "negative-wording": [
        ("How often do you know what to do next?", OFTEN, 6),
        ("Did you notice a change?", ("Not at all", "Somewhat", "Very much"), 6),
        ("Do you see why or why not an answer works?", (), None),
    ],
    "double-negative": [
        ("How often are you not called on?", OFTEN, 6),
        ("I feel part of this class.", AGREE, 6),
    ],
    "leading": [
        ("How exciting is this class for you?", (), None),
        ("How great is the distance you travel to school?", (), None),
        ("How clearly does your teacher explain the work?", (), None),
    ],
    "absolute-words": [
        ("How often do you speak in class?", OFTEN, 6),
        ("Do you do this work every day?", (), None),
        ("How much, if at all, did this help you?", (), None),
    ],
    "hypothetical": [
        ("The last time you were stuck, did you ask for help?", (), None),
        ("Which topic would you like to learn about next?", (), None),
        ("What are you supposed to bring to class?", (), None),
    ],
    "time-frames": [
        ("In the last month, how often did you speak in class?", OFTEN, 6),
        ("How ready do you feel today for next year?", (), None),
        ("How often do you see how you can use this work when you are older?", OFTEN, 3),
    ],
    "agree-disagree": [
        ("How often do you feel part of this class?", OFTEN, 6),
        ("How often does your group agree on a plan?", OFTEN, 6),
    ],
    "missing-middle": [
        ("How often do you speak in class?", OFTEN, 6),
        ("Do you have a place to study?", ("Yes", "No"), 6),
        ("Do you have a place to study?", ("Yes", "No", "Not sure"), 6),
        ("How true is this for you?", ("Not true", "A little true", "Sort of true", "Mostly true", "Very true"), 6),
        ("Which unit was this?", ("Bridges", "Water", "Robots", "Gardens"), 6),
        ("How easy is the work?", ("Very hard", "Hard", "In the middle", "Easy", "Very easy", "Prefer not to say"), 6),
    ],
    "unbalanced-answers": [
        ("How sure are you?", ("Not at all", "A little", "Somewhat", "Quite", "Completely"), 6),
        (
            "How important is this to you?",
            ("Not important", "Slightly important", "Somewhat important", "Very important", "Extremely important"),
            6,
        ),
        ("Which tools did you use?", ("Saw", "Drill", "Laser cutter"), 6),
        ("How often do you speak?", ("1 - Never", "2 - Sometimes", "3 - Always"), 6),
    ],
    "too-many-answers": [
        ("How sure are you?", tuple(str(number) for number in range(1, 6)), 8),
        ("Which grade are you in?", tuple(str(number) for number in range(3, 13)), 6),
        ("How much do your ideas help?", ("Not much", "Some", "A lot"), 1),
    ],
    "jargon": [
        ("How often do you watch science on TV?", OFTEN, 6),
        ("How often do we do STEM?", OFTEN, 6),
        ("How often do you feel sure that you can do the work?", OFTEN, 6),
    ],
    "reading-level": [
        ("How often does group work help you learn?", OFTEN, 4),
        ("To what degree do collaborative activities help you?", (), 12),
        ("How much do you like our class?", ("Not much", "Some", "A lot"), 1),
    ],
    "protected-topic": [
        ("Do you want to be a doctor?", (), None),
        ("How often does your family talk with you about science?", OFTEN, 6),
        ("Can you say what carbon dating is?", (), None),
        ("How often do you use mental math?", OFTEN, 6),
        ("Did you use the glue gun?", (), None),
    ],
}

IDS = [rule.id for rule in RULES]


def rules_for(text: str, options: tuple[str, ...], grade: int | None) -> list[str]:
    return [finding.rule for finding in lint(text, options, grade)]


@pytest.mark.parametrize(
    ("rule", "asked"),
    [(rule, asked) for rule in BAD for asked in BAD[rule]],
    ids=lambda v: v if isinstance(v, str) else v[0][:40],
)
def test_a_rule_sees_what_it_is_for(rule: str, asked: tuple[str, tuple[str, ...], int | None]) -> None:
    assert rule in rules_for(*asked)


@pytest.mark.parametrize(
    ("rule", "asked"),
    [(rule, asked) for rule in GOOD for asked in GOOD[rule]],
    ids=lambda v: v if isinstance(v, str) else v[0][:40],
)
def test_a_rule_lets_pass_what_only_looks_like_it(rule: str, asked: tuple[str, tuple[str, ...], int | None]) -> None:
    assert rule not in rules_for(*asked)


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert set(BAD) == set(GOOD) == set(IDS)
    assert len(IDS) == len(set(IDS)) == 14
    assert all(len(examples) >= 2 for table in (BAD, GOOD) for examples in table.values())


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_example_a_rule_gives_breaks_it_and_its_better_version_breaks_none(rule) -> None:
    assert rule.id in rules_for(rule.before.text, rule.before.options, rule.before.grade)
    assert rules_for(rule.after.text, rule.after.options, rule.after.grade) == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_finding_says_what_why_how_and_an_example(rule) -> None:
    finding = next(f for f in lint(rule.before.text, rule.before.options, rule.before.grade) if f.rule == rule.id)
    for part in (finding.see, finding.why, finding.fix, finding.example):
        assert part[0].isupper()
        assert part.endswith((".", ".”"))
    assert rule.after.text in finding.example


def test_the_words_a_finding_quotes_are_words_of_the_question() -> None:
    assert "“and”" in lint("Is it fun and easy?")[0].see
    assert "“always”" in lint("Do you always ask?")[0].see


def test_the_limits_for_reading_never_fall_as_the_grade_rises() -> None:
    limits = [reading_limits(grade) for grade in range(13)]
    assert limits == sorted(limits)
    assert reading_limits(None) == limits[-1]


def test_blank_answers_do_not_count() -> None:
    assert rules_for("How sure are you?", ("", " "), 6) == []


def test_bad_input_is_answered_in_plain_words() -> None:
    with pytest.raises(ValueError, match="There is no question to look at"):
        lint("  ")
    with pytest.raises(ValueError, match=r"0 \(kindergarten\) to 12"):
        lint("How sure are you?", grade=13)
    with pytest.raises(TypeError, match="one by one"):
        lint("How sure are you?", "Never; Always")


def test_a_list_of_questions_is_looked_at_one_by_one() -> None:
    lines = ["How often do you speak? | Never; Often; Always", "", "# a note", "Is it fun and easy?"]
    found = [(text, [finding.rule for finding in findings]) for text, findings in lint_items(lines, grade=6)]
    assert found == [
        ("How often do you speak?", ["missing-middle", "unbalanced-answers"]),
        ("Is it fun and easy?", ["double-barrelled"]),
    ]

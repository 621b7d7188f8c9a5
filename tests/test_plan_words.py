"""What rules look for in words: the sentence that is meant is seen, and its honest neighbor is left alone."""

import pytest

from belonging.plan.exemplars import exemplar
from belonging.plan.parts import Activity
from belonging.plan.rules import check
from belonging.plan.rules.words import first_verb, only_takes_in
from plan_mutants import edit

PLAN = exemplar("decision-brief-3-5")

# rule, field, what is seen, what is left alone
PAIRS = [
    ("R15", "access.0.barrier", "At-risk students need a quiet corner",
     "The culvert is at risk of flooding in spring"),
    ("R15", "access.0.barrier", "The weak students drop the tools", "The weak ones among the beams break at 3 kg"),
    ("R15", "access.0.barrier", "Some are just lazy when it is hot", "A lazy Susan on the table turns too fast"),
    ("R15", "access.0.barrier", "They cannot focus for ten minutes", "The old camera cannot focus on the leaf"),
    ("R15", "access.0.barrier", "These kids have never used a saw", "These families carry water for a mile"),
    ("R15", "access.0.barrier", "They are behind their peers in reading",
     "Those who stand behind everyone see nothing"),
    ("R15", "access.0.barrier", "Slow readers never reach the end", "Long words slow readers down"),
    ("R15", "access.0.barrier", "They do not finish because they lack grit",
     "This does not show that they lack interest"),
    ("R15", "access.0.barrier", "They are so distracted by phones", "The signal is too weak and the pump too slow"),
    ("R16", "activities.2.teacher_does", "Give the top students the drone",
     "Mark the top third of the pole with tape"),
    ("R16", "activities.2.teacher_does", "Advanced learners go on to part two",
     "Ask the best team name and pull out the nail"),
    ("R16", "activities.2.teacher_does", "Students are pulled out for this", "Every student is pulled into a team"),
    ("R11", "recognition.0.what", "I tell them that they are bright", "That their lamp is bright enough to read by"),
    ("R11", "recognition.0.what", "A sticker that says good job", "A note: good work on the second seam, it held"),
    ("R11", "recognition.0.what", "The best student of each team", "The top three numbers that a student found"),
    ("R12", "struggle.assurance", "You are so smart, this will be easy",
     "Your light is bright, so the hard part is done"),
    ("R12", "struggle.next_step", "Try your best and never give up!",
     "Never give up a count halfway: write down all three numbers"),
    ("R09", "product.what", "A quiz with ten questions", "A map with blanks that riders can fill in"),
    ("R09", "product.what", "A homework packet on floods", "A seed packet with a growing guide"),
    ("R20", "problem.why_it_matters", "It matters to all of [your town here].",
     "It matters to Oak [the lower street]."),
    ("R20", "struggle.signs", "test test test test and stop", "They count red, count blue, count green, count all"),
    ("R21", "share_with", "The office, call 555-0199", "All rooms with 200-1000 lumens on 2026-11-20"),
    ("R21", "share_with", "principal@school.example.org", "The principal @ the Monday meeting"),
    ("R22", "launch_words", "You are young scientists! We test the pass.",
     "We are helping engineers. We test the pass."),
    ("R22", "launch_words", "Let's be detectives and find out why.",
     "There are engineers at work. Let's find out why."),
    ("R22", "launch_words", "This is a lesson about the underpass.",
     "Today we do tests, and the council will see them."),
    ("R13", "evidence.decision_rule.threshold", "If it went well", "If most cards move up"),
    ("R06", "decisions.0.options", ["Big blue title", "Small red title"], ["Big tank", "Small tank"]),
    ("R06", "decisions.0.options", ["A ramp", "The ramps"], ["North door", "South door"]),
    ("R08", "audience.how_they_respond", "They admire it and clap.",
     "They look at it and tell us which one they use."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "meant", "honest"), PAIRS, ids=[f"{p[0]}-{i}" for i, p in enumerate(PAIRS)])
def test_the_one_is_seen_and_the_other_left_alone(rule: str, field: str, meant: object, honest: object) -> None:
    plan = PLAN if field != "decisions.0.options" else PLAN.model_copy(update={"decisions": PLAN.decisions[:1]})
    assert rule in {finding.rule for finding in check(edit(plan, {field: meant}))}
    assert rule not in {finding.rule for finding in check(edit(plan, {field: honest}))}


@pytest.mark.parametrize(
    ("text", "verb", "kind"),
    [
        ("Sort the shells by size", "sort", "producing"),
        ("Students are testing two ramps", "test", "producing"),
        ("In pairs, quickly sketch a plan", "sketch", "producing"),
        ("Each team tries three ways", "try", "producing"),
        ("Continue to build the frame", "build", "producing"),
        ("Listen to how we build", "listen", "receiving"),
        ("Watching a film on maps", "watch", "receiving"),
        ("Photosynthesis and respiration", "photosynthesis", "unknown"),
    ],
)
def test_the_verb_that_counts_is_found(text: str, verb: str, kind: str) -> None:
    assert first_verb(text) == (verb, kind)


def test_reading_a_meter_and_logging_it_is_doing() -> None:
    assert only_takes_in("Read the meter each minute and log it") == ""
    assert only_takes_in("Read pages 40 to 44 and underline the bold words") == "read"
    assert only_takes_in(Activity().students_do) == ""

"""The tasks of module `studio`: a plan of one's own, the review of a made-up one, and the plan revised."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import yaml

from belonging.plan.anchor_review import anchor_plan, expected
from belonging.plan.field import label_at, text_at
from belonging.plan.tiers import TIERS
from belonging.tasks import Choice, File, Option, RubricRow, Task, Words, Wrong

# --- Where you start -------------------------------------------------------------------------------------------------

START = Task(
    id="start-from",
    title="What do you start from?",
    points=0,
    rung="click",
    kind=Choice(
        (
            Option("a", "One of the twelve example plans"),
            Option("b", "A lesson or worksheet that I teach already"),
            Option("c", "A plan that I have begun before"),
        )
    ),
    prompt="Choose what you start from. You may change your mind later.",
    silent=True,
)

SIZE = Task(
    id="plan-size",
    title="How large is your plan?",
    points=0,
    rung="click",
    kind=Choice((Option("a", "S, one lesson"), Option("b", "M, about a week"), Option("c", "L, a unit"))),
    prompt="Choose the size. For a first plan, S is a good choice.",
    silent=True,
)


# --- Your plan, checked ----------------------------------------------------------------------------------------------

_REFERENCE = Path(__file__).with_name("reference_plan.yml")


def changed(change: Callable[[dict], None]) -> Callable[[object], str]:
    """Return the function that writes the reference plan with one part changed in a typical way."""

    def text(_: object) -> str:
        plan = yaml.safe_load(_REFERENCE.read_text(encoding="utf-8"))
        change(plan)
        return yaml.safe_dump(plan, sort_keys=False, allow_unicode=True)

    return text


def _only_the_teacher(plan: dict) -> None:
    plan["audience"] |= {"who": "me", "kind": "school_staff", "job": "reply"}
    plan["context"]["people"].append({"id": "me", "role": "the teacher"})
    plan["audience"]["how_they_respond"] = "I write a comment and a grade on each brief over the weekend."


def _stars_only(plan: dict) -> None:
    for recognition in plan["recognition"]:
        recognition |= {"reach": "some", "mechanism": "wall"}


def _one_question_after(plan: dict) -> None:
    plan["evidence"]["before"]["measure"] = "pulse_add_value"
    plan["evidence"]["after"]["measure"] = "stories"


def _lecture(plan: dict) -> None:
    heard = {
        0: "Listen to how a signal light is timed, from the road to the switch.",
        4: "Watch a film on crossings, and listen to the technician's talk.",
        5: "Listen while the best briefs are read out to all.",
    }
    for place, text in heard.items():
        plan["activities"][place]["students_do"] = text


PLAN = Task(
    id="plan-file",
    title="Hand in your plan",
    points=len(TIERS),
    rung="fill",
    kind=File(
        usual="my-plan.yml",
        what="your plan file",
        judge="belonging.plan.tiers:judge",
        needs=("pydantic", "pyyaml"),
        kept="belonging:plan:",
    ),
    prompt=(
        "Save your plan from the plan builder. Each of these four parts earns one point when it is filled in and its "
        "checks are silent: " + "; ".join(f"**{tier.title}**" for tier in TIERS) + "."
    ),
    expected=lambda _: _REFERENCE.read_text(encoding="utf-8"),
    right="All four parts hold together. What the plan is worth, people will say.",
    wrongs=(
        Wrong("lesson", changed(_lecture), "Students receive most of the time.", points=3),
        Wrong("work", changed(_only_the_teacher), "Nobody outside the class gets the work.", points=3),
        Wrong("people", changed(_stars_only), "Recognition reaches a few.", points=3),
        Wrong("evidence", changed(_one_question_after), "Two different questions cannot be compared.", points=3),
        Wrong("lesson,work,people,evidence", lambda _: "title: A plan that has only a title\n", "Not filled in yet."),
    ),
    hint="In the plan builder, the list beside the form names each field to mend. Begin with the part you know best.",
    example=(
        "A teacher's plan got 3 of 4. The list said that praise reached some students only. She chose the class list "
        "as the way, saved again under the same name, and checked once more."
    ),
)


# --- Review a plan ---------------------------------------------------------------------------------------------------


def shown_plan(_: object) -> pd.DataFrame:
    """Show the lines of the plan on which a reader's levels may rest."""
    fields = dict.fromkeys(field for found in expected() for field in found.fields)
    rows = [(label_at(field), text_at(anchor_plan(), field)) for field in fields]
    return pd.DataFrame(rows, columns=["Field", "What the plan says"])


REVIEW_REFERENCE = """**My review**

First row I chose: Contribution

The line of the plan: “The principal walks past the posters, reads some of them and thanks the class in the morning news.”

The level, and why not the next one: emerging. Thanks are kind, and still nobody does anything else on Monday. For solid,
someone would have to use the counts for something.

Second row I chose: Career connection

The line of the plan: “Driving safely around schools”

The level, and why not the next one: emerging. Both jobs are real. What students did all week was to count by one rule, and
that is not the skill the plan names. For solid, it would be.

One step the writer could take this week: ask the person who runs the pickup line what she would move, if the counts told
her where cars wait longest."""


REVIEW_STARTER = """**My review** (replace the lines below with your own words)

First row I chose:

The line of the plan:

The level, and why not the next one:

Second row I chose:

The line of the plan:

The level, and why not the next one:

One step the writer could take this week:"""

REVIEW = Task(
    id="peer-review",
    title="Review this plan",
    points=2,
    rung="fill",
    kind=Words(starter=REVIEW_STARTER, words=120),
    prompt=(
        f"This plan, “{anchor_plan().title}”, is made up, and one check objects to it. Choose two of the eight rows, and "
        "give each a level with the line of the plan that shows it. Then name one step the writer could take. The rows "
        "and their levels stand on the page “How a plan is checked and scored”."
    ),
    evidence=shown_plan,
    evidence_caption="The plan to review",
    expected=lambda _: REVIEW_REFERENCE,
    hint="Start with the row on which you are least sure. Which line would you show a colleague to make your point?",
    example=(
        "For another plan: “Row: career connection. Line: *careers: chemist, doctor, astronaut*. Emerging: real jobs, but "
        "all need a degree, and no skill is named. Next one up: a job one could start after high school, and the skill "
        "it shares.”"
    ),
    rubric=(
        RubricRow(
            "evidence",
            "Two levels, each with its line",
            (
                "A level without a line of the plan, or praise, or one row only.",
                "Two rows, each with a line that stands in the plan and a level that the line can carry.",
            ),
            anchors=(
                (
                    "I really liked this plan, it is creative and the students will love it.",
                    "Contribution is a 2 and recognition is a 1, I would say.",
                ),
                (
                    "Contribution, emerging. Line: what the audience does with the work. They look, and nothing follows.",
                    "Role, solid. Line: two practices in two steps. Not strong: no word on what happens when teams differ.",
                ),
            ),
        ),
        RubricRow(
            "step",
            "One step the writer could take",
            (
                "No step, or one that is for the students, or too large for a week.",
                "One step that would lift a row by a level, and that the writer could take this week.",
            ),
            anchors=(
                (
                    "Make it more real-world and add some technology.",
                    "Students should try harder to be original.",
                ),
                (
                    "Call the person who gets the work, and ask which of two versions they would use, and by when.",
                    "Write the feedback of step four on a card for each team, and give it ten minutes before the share.",
                ),
            ),
        ),
    ),
)


# --- Your plan, revised ----------------------------------------------------------------------------------------------

OWN_STARTER = """**To the reader of my plan** (replace the lines below with your own words)

The line that shows who gets the work, and what they do with it:

The line that shows how each student has a part and is seen for it:

The line that shows how I will know, and what I will do then:

What a colleague said, in their words:

What I changed after it, and what I kept:

The day I teach it, and whom I tell:"""

OWN_REFERENCE = """**To the reader of my plan**

The line that shows who gets the work, and what they do with it: “How students hear back”: the technician sets one new
time on trial for two weeks, and sends us the crew's own count.

The line that shows how each student has a part and is seen for it: “Students' decisions 1” and “Recognition 1”: each team chooses
whose speed counts, and each student gets a line from a partner, from the pair list.

The line that shows how I will know, and what I will do then: “What I will do with it”: fewer than 15 of 25 tickets, and
I ask four students what the crew could have used.

What a colleague said, in their words: “Who pays when you choose the slowest walker? Your plan does not say.”

What I changed after it, and what I kept: the three options now each name who waits. I kept the hallway trials.

The day I teach it, and whom I tell: October 20. The math team, on the Tuesday after."""


def _row(name: str, looks_for: str, levels: tuple[str, ...], *anchors: tuple[str, str]) -> RubricRow:
    return RubricRow(name, looks_for, levels, anchors=anchors)


OWN = Task(
    id="own-plan",
    title="Your plan, and a note to its reader",
    points=6,
    rung="fill",
    kind=Words(starter=OWN_STARTER, words=180),
    prompt=(
        "A person reads your plan file and this note, and scores both together. Save the revised plan under the same name "
        "as before. Then write the note: it shows your reader where to look. Write roles, and no student’s name."
    ),
    expected=lambda _: OWN_REFERENCE,
    hint="Open your plan beside this note. Copy the line first, then say in your own words what it does.",
    example=(
        "A good first line: “How students hear back: the cook tries both bars on Friday and tells us which one she "
        "bakes in May, and why.”"
    ),
    rubric=(
        _row(
            "work",
            "Work that someone needs",
            (
                "The work ends in a grade, or nobody is named who gets it.",
                "Somebody gets it, and could use it. What they do with it stays open.",
                "Somebody has a reason to use it, says what they did with it, and students hear of it.",
            ),
            (
                "What students make: a poster on volcanoes. I grade it with a rubric.",
                "The audience is the class. They clap for each group.",
            ),
            (
                "Who gets the work: the families look at our maps in the hall on the open evening.",
                "Who gets the work: the office staff get our water report, and may read it.",
            ),
            (
                "How students hear back: the cook bakes one of two bars in May and writes us which, and what she changed.",
                "Who gets the work: the guard marks the spots on our map she will ask the town about, and reports back in June.",
            ),
        ),
        _row(
            "part",
            "A part for each student, and seen for it",
            (
                "Some students do the work that counts, or praise goes to those who stand out.",
                "Each student has a task. Decisions or recognition reach some.",
                "Each student does the job’s work, has a say in a choice that matters, and is named for something specific.",
            ),
            (
                "Recognition: the best group is shown in assembly.",
                "The role: two students are the engineers, the others decorate.",
            ),
            (
                "Activities: each has a card with a task. The team leader decides on the design.",
                "Recognition 1: I praise good ideas as I walk around.",
            ),
            (
                "Students' decisions: each team weighs cost against shade. Recognition 2: a note to each, from the class list.",
                "Recognition 1: each partner names one move of the other. Students' decisions: teams may end up with different answers.",
            ),
        ),
        _row(
            "honest",
            "Evidence, a change and a day",
            (
                "No question before and after, or nothing changed after the review.",
                "A question before and after, and a change, but no rule for what comes next, or no day.",
                "The same question twice, a rule fixed beforehand, a change after a quoted review, a day and a person.",
            ),
            (
                "I will see in their faces whether it worked. The review was nice, so I kept all.",
                "At the end they fill in whether they had fun.",
            ),
            (
                "Exit ticket before and after. A colleague said the end was rushed, so I cut a step. I teach it in spring.",
                "The two pulse questions twice. I moved the share to Thursday. We will look at the results together.",
            ),
            (
                "Exit ticket twice; below 15 of 25 I ask four students. “Who pays?” she asked: now the options say so. May 4, "
                "the math team.",
                "Short stories twice, as we are eight. If no one tells of a choice, I add one. He said “too much talk”; I halved "
                "it. Next Tuesday, the grade 4 team.",
            ),
        ),
    ),
)

TASKS = [START, SIZE, PLAN, REVIEW, OWN]

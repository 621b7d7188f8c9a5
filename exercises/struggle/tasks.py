"""The tasks of module `struggle`: all figures come from the datasets, none is typed."""

import pandas as pd

from belonging.measures import mean, median, rate, top_share
from belonging.tasks import Choice, Number, Option, RubricRow, Task, Words, Wrong

LOG = "recognition_log"
DRAFTS = "stuck_moment"
TOP = 4
WITH, WITHOUT = "three-part", "score only"


# --- Who is set up as the expert -----------------------------------------------------------------------------------


def tally(log: pd.DataFrame) -> pd.DataFrame:
    """Count calls and expert moments of every student of the roster, most expert moments first, zeros included."""
    counted = pd.crosstab(log["student"], log["kind"])
    counted["lessons"] = log.groupby("student")["lessons_in_room"].first()
    return counted.sort_values("expert", ascending=False, kind="stable")


def parts(log: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Split the roster: the four with most expert moments, the others with some, those with none."""
    counted = tally(log)
    return counted.iloc[:TOP], counted.iloc[TOP:][lambda t: t["expert"] > 0], counted[counted["expert"] == 0]


def expert_table(log: pd.DataFrame) -> pd.DataFrame:
    """Show how many calls and expert moments each part of the class has, and what each student in it has."""
    names = (f"The {TOP} with most expert moments", "Others with some", "Those with none", "All")
    rows = []
    for name, part in zip(names, (*parts(log), tally(log)), strict=True):
        least, most = part["expert"].min(), part["expert"].max()
        each = str(least) if least == most else f"{least} to {most}"
        rows.append([name, len(part), part["call"].sum(), part["expert"].sum(), each])
    return pd.DataFrame(rows, columns=["Students", "How many", "Calls", "Expert moments", "Expert moments each"])


def share_of_top(log: pd.DataFrame) -> float:
    """Return the share of all expert moments that the four with most hold."""
    return top_share(tally(log)["expert"], TOP).value


def moments_without_zeros(log: pd.DataFrame) -> pd.Series:
    """Return the counts that are left when only students who appear among the expert rows are counted."""
    return log[log["kind"] == "expert"].groupby("student").size()


SHARE = Task(
    id="top-four-share",
    title="What share do four students hold?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=LOG,
    prompt=(
        "Take the four students with most expert moments. What **share** of all the expert moments of the class do they "
        "hold? A share such as 0.40 and a percent such as 40% are both fine."
    ),
    evidence=expert_table,
    evidence_caption="Forty lessons, 28 students: calls and expert moments",
    expected=share_of_top,
    right=lambda log: (
        f"Four of {len(tally(log))} students hold {parts(log)[0]['expert'].sum()} of the {tally(log)['expert'].sum()} "
        f"expert moments. Of the calls they have {parts(log)[0]['call'].sum() / tally(log)['call'].sum():.2f}, about "
        "what an equal share would be. A teacher who counts calls alone sees a fair class."
    ),
    wrongs=(
        Wrong(
            "share-of-students",
            lambda log: rate(TOP, len(tally(log)), "students").value,
            "This is the share of the *students* that these four are. The question is what part of the *moments* is "
            "theirs.",
        ),
        Wrong(
            "share-of-calls",
            lambda log: parts(log)[0]["call"].sum() / tally(log)["call"].sum(),
            "This is their share of the *calls*, and it is close to an equal share. Use the column of expert moments.",
        ),
        Wrong(
            "of-all-events",
            lambda log: rate(int(parts(log)[0]["expert"].sum()), len(log), "events").value,
            "This divides by calls and expert moments together. Divide expert moments by expert moments.",
        ),
        Wrong(
            "the-rest",
            lambda log: 1 - share_of_top(log),
            "This is the share that is left for everyone else.",
        ),
        Wrong(
            "top-one",
            lambda log: top_share(tally(log)["expert"], 1).value,
            "This is the share of the one student with most. Take all four together.",
        ),
        Wrong(
            "percent-as-share",
            lambda log: round(100 * share_of_top(log)),
            "The thinking is right, the form is not: write it as a share, such as 0.40, or add the percent sign.",
        ),
    ),
    hint="In the column “Expert moments”, divide the first row by the last.",
    example="In another class four students hold 33 of 60 expert moments: 33 / 60 = 0.55.",
    code="top_share(expert_moments_of_each_student, 4)",
)

MEDIAN = Task(
    id="median-moments",
    title="What does the student in the middle have?",
    points=1,
    rung="fill",
    kind=Number(decimals=1),
    dataset=LOG,
    prompt=lambda log: (
        f"The **mean** is {mean(tally(log)['expert']).value:.0f} expert moments per student. Now line up all "
        f"{len(tally(log))} students from fewest to most. How many expert moments does the student in the middle have? "
        "This is the **median**. (With an even number of students, take the mean of the two in the middle.) "
        "Use the table of task 1."
    ),
    expected=lambda log: median(tally(log)["expert"]).value,
    right=lambda log: (
        f"{len(parts(log)[2])} of {len(tally(log))} students have none, so the middle of the line has none. No student "
        f"has the {mean(tally(log)['expert']).value:.0f} that the mean speaks of. Give both: the mean says how much there "
        "is, the median says what the student in the middle gets."
    ),
    wrongs=(
        Wrong(
            "mean-again",
            lambda log: mean(tally(log)["expert"]).value,
            "This is the mean: all moments, divided by all students. A few large counts pull it up. Find the student "
            "in the middle of the line.",
        ),
        Wrong(
            "zeros-lost",
            lambda log: median(moments_without_zeros(log)).value,
            "This is the middle of only those students who appear in the tally of expert moments. The students with "
            "none never made it into the list, and they are who you are looking for. Put their zeros back.",
        ),
        Wrong(
            "mean-without-zeros",
            lambda log: mean(moments_without_zeros(log)).value,
            "This divides by the students who have some. Those with none belong in the line as well.",
        ),
        Wrong(
            "middle-of-range",
            lambda log: (tally(log)["expert"].min() + tally(log)["expert"].max()) / 2,
            "This is halfway between the least and the most. The median asks for the *student* in the middle, not for "
            "the middle of the numbers.",
        ),
        Wrong(
            "middle-row",
            lambda log: mean(parts(log)[1]["expert"]).value,
            "This takes the middle row of the table. The rows hold different numbers of students: count along the "
            "students, not along the rows.",
        ),
    ),
    hint="How many students have none? Is that fewer than half of the class, or more?",
    example=(
        "Seven students have 5, 1, 9, 1, 2, 6 and 4. In a line: 1, 1, 2, 4, 5, 6, 9. The fourth of the seven has 4, so "
        "the median is 4."
    ),
    code="moments.median(), moments.mean()",
)


def room_table(log: pd.DataFrame) -> pd.DataFrame:
    """Compare students who are in the room in every lesson with those who are there in half of them."""
    counted = tally(log)
    rows = [
        [
            f"In the room in {lessons} of {counted['lessons'].max()} lessons",
            len(part),
            mean(part["call"]).value,
            float(part["call"].sum() / part["lessons"].sum()),
            f"{(part['expert'] == 0).sum()} of {len(part)}",
        ]
        for lessons, part in counted.groupby("lessons", sort=True)
    ]
    return pd.DataFrame(
        rows, columns=["Students", "How many", "Calls each", "Calls each, per lesson there", "With no expert moment"]
    )


def what_time_explains(log: pd.DataFrame) -> str:
    """Return the letter of the option that the two rates support."""
    counted = tally(log)
    half = counted["lessons"] < counted["lessons"].max()
    per_lesson = counted["call"] / counted["lessons"]
    same_rate = abs(mean(per_lesson[half]).value - mean(per_lesson[~half]).value) < 0.05
    most_are_there = (counted["expert"][~half] == 0).sum() > len(parts(log)[2]) / 2
    return "c" if same_rate and most_are_there else "b"


ROOM = Task(
    id="time-in-the-room",
    title="Is it because they were not there?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "The teacher overlooks the four students who come every other day: they get half as many calls.",
                "Their count is half as large, and so is their time in the room. Divide by the lessons before you "
                "compare: the fourth column does it.",
            ),
            Option(
                "b",
                "Students have no expert moments because they are out of the room too often.",
                "That might fit the few who come every other day. Most of the students with none are there in every "
                "lesson.",
            ),
            Option(
                "c",
                "Time in the room explains the number of calls. It does not explain who has no expert moment.",
                "Per lesson in the room, calls are alike. But most students without an expert moment are in the room "
                "every day. So look at what they are asked to do while they are there.",
            ),
            Option(
                "d",
                "Students with no expert moment are the quiet ones.",
                "The log counts what the *teacher* does. It does not say how anyone talks, and these students are "
                "called on as often as others. Who is quiet may also depend on what they are asked.",
            ),
        )
    ),
    dataset=LOG,
    prompt=(
        "Four students go to another class every other day, so they are in the room for half of the lessons. What does "
        "the table support?"
    ),
    evidence=room_table,
    evidence_caption="Calls and expert moments by time in the room",
    expected=what_time_explains,
    hint="Compare the two rows twice: in calls per lesson there, and in the share with no expert moment.",
    example=(
        "One student answers 6 questions in 10 lessons, another 3 in 5 lessons. The counts differ, 6 and 3. The rates "
        "do not: 0.6 per lesson for both."
    ),
)


# --- Picked for a bad day ------------------------------------------------------------------------------------------


def quarter(drafts: pd.DataFrame, arm: str, which: str) -> pd.DataFrame:
    """Return the lowest or the highest quarter of one arm by first score."""
    order = drafts[drafts["arm"] == arm].sort_values("first_score", kind="stable")
    size = len(order) // 4
    return order.iloc[:size] if which == "lowest" else order.iloc[-size:]


def change(drafts: pd.DataFrame) -> float:
    """Return the mean of second minus first score."""
    return mean(drafts["second_score"] - drafts["first_score"]).value


def quarter_table(drafts: pd.DataFrame) -> pd.DataFrame:
    """Show first and second mean of the lowest and the highest quarter of each arm."""
    rows = []
    for arm in (WITH, WITHOUT):
        for which in ("lowest", "highest"):
            picked = quarter(drafts, arm, which)
            first, second = mean(picked["first_score"]).value, mean(picked["second_score"]).value
            rows.append([f"{arm.capitalize()}: {which} quarter", len(picked), first, second])
    return pd.DataFrame(rows, columns=["Which drafts", "Students", "First piece", "Second piece"])


LUCK = Task(
    id="luck-alone",
    title="How much would have come anyway?",
    points=1,
    rung="fill",
    kind=Number(decimals=1),
    dataset=DRAFTS,
    prompt=lambda drafts: (
        "The slide says: “After our three-part comments, the lowest quarter went **up by "
        f"{change(quarter(drafts, WITH, 'lowest')):.0f} points**!” By how many points did the lowest quarter go "
        "up **without** any comment?"
    ),
    evidence=quarter_table,
    evidence_caption="Mean points, 0 to 100",
    expected=lambda drafts: change(quarter(drafts, WITHOUT, "lowest")),
    right=lambda drafts: (
        f"Nobody wrote these {len(quarter(drafts, WITHOUT, 'lowest'))} students a comment, and still they rose. "
        "They were picked for a low first score, and part of a low score is a bad day. So most of the rise on the "
        "slide would have come anyway. The next task asks why."
    ),
    wrongs=(
        Wrong(
            "with-comment",
            lambda d: change(quarter(d, WITH, "lowest")),
            "This is the rise *with* the comment, the one on the slide. Look at the arm that got a score only.",
        ),
        Wrong(
            "difference",
            lambda d: change(quarter(d, WITH, "lowest")) - change(quarter(d, WITHOUT, "lowest")),
            "This is what is left after you take away the rise without a comment. That is the next step, and a good "
            "one. Here, give the rise without a comment itself.",
        ),
        Wrong(
            "highest-quarter",
            lambda d: change(quarter(d, WITHOUT, "highest")),
            "This is the highest quarter, and it went down: the same luck, seen from the other end. Use the lowest.",
        ),
        Wrong(
            "turned-round",
            lambda d: -change(quarter(d, WITHOUT, "lowest")),
            "The size is right. Change is later minus earlier: second − first.",
        ),
        Wrong(
            "whole-arm",
            lambda d: change(d[d["arm"] == WITHOUT]),
            "This is the change of everybody in that arm. Take only its lowest quarter.",
        ),
    ),
    hint="Find the row of the lowest quarter with a score only. Take its second mean minus its first.",
    example=(
        "Another school: the lowest quarter had 31.5 the first time and 36.9 the second, with no help at all. "
        "36.9 − 31.5 = 5.4."
    ),
    code="second[lowest].mean() - first[lowest].mean()",
)

WHY = Task(
    id="why-they-rise",
    title="Why do the lowest rise and the highest sink?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "A bare score spurs on the students at the bottom, and lets those at the top rest.",
                "Look at the arm with the comment: its highest quarter goes down just as well. A story about students "
                "is not needed when the picking alone makes both moves.",
            ),
            Option(
                "b",
                "We picked the quarters by the first score, and part of any one score is luck. The luck does not come "
                "back.",
                "This is regression to the mean. Whoever is picked for a very low or very high score stands nearer to "
                "the middle the next time. It needs no other cause, and a comparison group is needed to take it off.",
            ),
            Option(
                "c",
                "The second piece was easier, so scores went up.",
                "Then the highest quarter would have gone up too. It went down, in both arms.",
            ),
            Option(
                "d",
                "The lowest and the highest came closer together, so the school is becoming more fair.",
                "Pick the quarters by the *second* score, and their first scores will be the ones closer together. "
                "It is an effect of picking.",
            ),
        )
    ),
    dataset=DRAFTS,
    prompt=(
        "In both arms the lowest quarter rises and the highest quarter sinks. Which explanation fits all four rows of "
        "the table?"
    ),
    expected=lambda d: (
        "b"
        if all(change(quarter(d, arm, "lowest")) > 0 > change(quarter(d, arm, "highest")) for arm in (WITH, WITHOUT))
        else "c"
    ),
    hint="An explanation has to fit rises and falls, with a comment and without one. What do all four rows share?",
    example=(
        "You roll twenty dice and take the five with the lowest number. You roll these five again. They “improve”, and "
        "you did nothing but pick them."
    ),
)


# --- A fair comparison ---------------------------------------------------------------------------------------------


def three_ways_table(drafts: pd.DataFrame) -> pd.DataFrame:
    """Sort the drafts by arm, by whether the writer revised, and by first score; show each part's mean gain."""
    picked = {
        "Three-part comment, all of them": drafts[drafts["arm"] == WITH],
        "Score only, all of them": drafts[drafts["arm"] == WITHOUT],
        "Revised, with or without comment": drafts[drafts["revised"] == "yes"],
        "Did not revise, with or without": drafts[drafts["revised"] == "no"],
        "Three-part comment, lowest quarter": quarter(drafts, WITH, "lowest"),
    }
    rows = [[name, len(part), f"{share_revised(part):.0%}", change(part)] for name, part in picked.items()]
    return pd.DataFrame(rows, columns=["Which drafts", "Students", "Revised", "Mean gain, in points"])


def share_revised(drafts: pd.DataFrame) -> float:
    """Return the share of drafts that were revised."""
    return rate(int((drafts["revised"] == "yes").sum()), len(drafts), "drafts").value


def fair(drafts: pd.DataFrame) -> float:
    """Return the mean gain of the three-part arm minus that of the other arm."""
    return change(drafts[drafts["arm"] == WITH]) - change(drafts[drafts["arm"] == WITHOUT])


def of_revisers(drafts: pd.DataFrame) -> float:
    """Return the mean gain of those who revised minus that of those who did not."""
    return change(drafts[drafts["revised"] == "yes"]) - change(drafts[drafts["revised"] == "no"])


FAIR = Task(
    id="fair-comparison",
    title="What did the comment add?",
    points=1,
    rung="fill",
    kind=Number(decimals=1),
    dataset=DRAFTS,
    prompt=(
        "Chance decided which half of the drafts got the three-part comment. Use that: by how many points is the mean "
        "gain **larger with the comment** than with a score only?"
    ),
    evidence=three_ways_table,
    evidence_caption="Mean gain from the first piece to the second",
    expected=fair,
    right=lambda drafts: (
        f"About {fair(drafts):.0f} points of 100, and with {len(drafts) // 2} drafts in each arm chance alone could "
        "make that. What is clear is that the comment doubled revising. So the honest line is: twice as many revised; "
        "the gain is small, and we are not sure of it."
    ),
    wrongs=(
        Wrong(
            "before-after",
            lambda d: change(d[d["arm"] == WITH]),
            "This is the gain of the commented drafts, after minus before. The other arm gained something too, with "
            "no comment. Take that off.",
        ),
        Wrong(
            "revisers",
            of_revisers,
            "This compares those who revised with those who did not. Students chose that themselves, so the two crowds "
            "differ in more than luck. Compare the crowds that chance made.",
        ),
        Wrong(
            "lowest-quarter",
            lambda d: change(quarter(d, WITH, "lowest")),
            "This is the lowest quarter, picked for its low score: most of its rise would have come anyway.",
        ),
        Wrong(
            "turned-round",
            lambda d: -fair(d),
            "The size is right. Take the gain with the comment minus the gain without.",
        ),
        Wrong(
            "points-of-revising",
            lambda d: round(100 * (share_revised(d[d["arm"] == WITH]) - share_revised(d[d["arm"] == WITHOUT]))),
            "This is the difference in how many revised. That is a real result of the same fair comparison. Here, use "
            "the last column: points gained.",
        ),
    ),
    hint="Two rows were made by chance alone. Subtract the gain of one from the gain of the other.",
    example=(
        "Another school tossed a coin for each class. Classes with a new warm-up gained 6.4 points, the others 5.1. The "
        "warm-up added 6.4 − 5.1 = 1.3 points."
    ),
    code='gain[arm == "three-part"].mean() - gain[arm == "score only"].mean()',
)


# --- Comments that help --------------------------------------------------------------------------------------------

COMMENT_STARTER = """**Comment 1** (on a lab report, grade 8): “Good effort! But this is confusing. See me.”

My rewrite:

**Comment 2** (on a math solution, grade 4): “No. You were not listening. Do it over.”

My rewrite:
"""

COMMENT_REFERENCE = """**Comment 1** (on a lab report, grade 8): “Good effort! But this is confusing. See me.”

My rewrite: In a lab report, a reader who was not there can see which result backs up which claim. Your second claim has
two trials behind it already, and you linked claim and data well in the pendulum report, so I know you can do it here.
Start by putting the number of the trial after each claim. I will look again on Thursday.

**Comment 2** (on a math solution, grade 4): “No. You were not listening. Do it over.”

My rewrite: We write math so that a classmate could follow each step. Your drawing shows three equal groups, and that is
the idea this problem needs. You have it. Now write, under each group, how many are in it, and see where the 24 comes
from."""

REWRITE = Task(
    id="rewrite-comments",
    title="Rewrite two comments",
    points=4,
    rung="fill",
    kind=Words(starter=COMMENT_STARTER, words=120),
    prompt=(
        "Rewrite both comments in three parts: the **standard**, the **assurance**, a **next step**. Make up what you "
        "need to know about the work. You may swap either comment for one of your own, with no name and nothing in it "
        "that could point to a student."
    ),
    expected=lambda _: COMMENT_REFERENCE,
    hint="Begin with the next step: what could this student do first, in ten minutes, with nobody's help?",
    example=(
        "From “Sloppy graph, redo” to: “A graph lets a reader take off a value without asking you. You chose the right "
        "kind for these data, and your first graph this year had both axes named. Name them here, then check one point "
        "with a partner.”"
    ),
    rubric=(
        RubricRow(
            "standard",
            "The standard",
            (
                "At least one comment does not say what good work of this kind does.",
                "Both name what good work of this kind does, as a reader or user would see it.",
            ),
            (
                (
                    "This is confusing and needs to be much better.",
                    "Please follow the rubric. You lost six points for clarity.",
                ),
                (
                    "A lab report lets someone who was not there check each claim.",
                    "In math we write so that a classmate can follow every step.",
                ),
            ),
        ),
        RubricRow(
            "assurance",
            "The assurance",
            (
                "At least one has none, or praises effort or brightness with nothing from the work behind it.",
                "Both say that this student can reach the standard, and rest it on something the student did.",
            ),
            (
                (
                    "You are so smart, this should be easy for you!",
                    "Nice try. Keep working hard and believe in yourself.",
                ),
                (
                    "You linked claim and data in the pendulum report, so you can do it here.",
                    "Your drawing already has the three equal groups this needs. You have the idea.",
                ),
            ),
        ),
        RubricRow(
            "next-step",
            "The next step",
            (
                "At least one gives no step, or one too large to begin, or does the work for the student.",
                "Both give one step that the student can begin alone in the next ten minutes.",
            ),
            (
                (
                    "Do it over and hand it in on Friday.",
                    "The answer should be 24, because three times eight is 24. Copy that in.",
                ),
                (
                    "Put the number of the trial after each claim. Start with the second one.",
                    "Under each group in your drawing, write how many are in it.",
                ),
            ),
        ),
        RubricRow(
            "about-the-work",
            "About the work, not the person",
            (
                "A comment says what the student is like, guesses at what they were doing, or shuts a door.",
                "Every sentence is about the work, the reader or the step. Nothing says what the student is like.",
            ),
            (
                (
                    "You were not paying attention again, but here is what to do.",
                    "Not everyone is a science person, and that is okay.",
                ),
                (
                    "The second claim has no data beside it yet.",
                    "A reader cannot yet see where the 24 comes from.",
                ),
            ),
        ),
    ),
)

TASKS = [SHARE, MEDIAN, ROOM, LUCK, WHY, FAIR, REWRITE]

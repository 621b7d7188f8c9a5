"""The tasks of module `listening`: all figures come from the dataset, none is typed."""

from collections.abc import Callable

import pandas as pd

from belonging.classroom.pulse import answered, both_means, items, score, spring_counts, third_of_fall
from belonging.classroom.tables import everyone_answered, means_table, response_table
from belonging.measures import matched_change, naive_change, response_rate, response_rate_by
from belonging.privacy import TOTAL, Release, audit, protect, read_release, small_cells
from belonging.tasks import Choice, Code, Number, Option, RubricRow, Several, Task, Verdict, Words, Wrong

PULSE = "pulse_fall_spring"


# --- Counting who answered -----------------------------------------------------------------------------------------


def answered_by_class(pulse: pd.DataFrame) -> pd.DataFrame:
    """Count, per class, students and spring answers, as numbers and as text."""
    answer, as_number = pulse["spring_belong_1"], written_as_numbers(pulse).notna()
    table = pd.DataFrame(
        {
            "Class": pulse["class_code"],
            "Students": 1,
            "Spring answers, as numbers": as_number.astype(int),
            "Spring answers, as text": (answer.notna() & ~as_number).astype(int),
        }
    )
    counts = table.groupby("Class", as_index=False).sum()
    total = {"Class": "All", **counts.drop(columns="Class").sum().to_dict()}
    return pd.concat([counts, pd.DataFrame([total])], ignore_index=True)


def share_answered(pulse: pd.DataFrame) -> float:
    """Return the share of all students who answered in spring, however their answers were written."""
    return response_rate(items(pulse, "spring")).value


def written_as_numbers(pulse: pd.DataFrame) -> pd.Series:
    """Return the first spring answers as a spreadsheet reads them that drops text: class C4 is empty."""
    return pd.to_numeric(pulse["spring_belong_1"], errors="coerce")


def share_written_as_numbers(pulse: pd.DataFrame) -> float:
    """Return the share such a spreadsheet finds."""
    return response_rate(written_as_numbers(pulse)).value


def share_without_text_class(pulse: pd.DataFrame) -> float:
    """Return the share when the class with text answers is left out of both counts."""
    text = written_as_numbers(pulse).isna() & answered(pulse)
    return share_answered(pulse[~pulse["class_code"].isin(pulse.loc[text, "class_code"])])


RESPONSE_RATE = Task(
    id="response-rate",
    title="What share answered in spring?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=PULSE,
    prompt=(
        "The **response rate** is the number of students who answered, divided by the number who were asked. "
        "What was it in spring, for the whole school? A share such as 0.40 and a percent such as 40% are both fine."
    ),
    evidence=answered_by_class,
    evidence_caption="Spring answers by class",
    expected=share_answered,
    right=lambda pulse: (
        f"{everyone_answered(pulse)} students answered, class C4 included. So about one in three is not heard in the spring "
        "numbers. Whenever the response rate is below 70%, say who is missing before you say what changed."
    ),
    wrongs=(
        Wrong(
            "text-lost",
            share_written_as_numbers,
            "This counts only answers that are written as numbers. Class C4 answered too, in the form “4 - Often”. "
            "A spreadsheet drops such answers without a word; a whole class goes missing.",
        ),
        Wrong(
            "class-left-out",
            share_without_text_class,
            "This leaves class C4 out of both counts. The class was asked and it answered, so it belongs in both.",
        ),
        Wrong(
            "who-did-not",
            lambda pulse: 1 - share_answered(pulse),
            "This is the share who did *not* answer. The response rate is the other part.",
        ),
        Wrong(
            "missing-per-answer",
            lambda pulse: (1 - share_answered(pulse)) / share_answered(pulse),
            "This divides those who did not answer by those who did. Divide those who answered by all who were asked.",
        ),
        Wrong(
            "percent-as-share",
            lambda pulse: round(100 * share_answered(pulse)),
            "The thinking is right, the form is not: write it as a share, such as 0.40, or add the percent sign.",
        ),
        Wrong(
            "upside-down",
            lambda pulse: 1 / share_answered(pulse),
            "This divides all students by those who answered. A response rate is never above 1: turn it round.",
        ),
    ),
    hint="Add the two columns of answers in the row “All”, then divide by the students in that row.",
    example=(
        "In another school 50 students were asked. 21 answers came as numbers and 9 as text. That is 21 + 9 = 30 "
        "answers, and 30 / 50 = 0.60."
    ),
    code='rate(load("pulse_fall_spring"))',
)


def answered_by_third(pulse: pd.DataFrame) -> pd.DataFrame:
    """Count students and spring answers by third of the fall score."""
    table = response_table(pulse, third_of_fall(pulse))
    rates = response_rate_by(items(pulse, "spring"), third_of_fall(pulse))
    table["Response rate"] = [f"{rates[third].value:.0%}" for third in table["Group"]]
    return table.set_axis(["Fall score", "Students", "Answered in spring", "Response rate"], axis=1)


def least_heard(pulse: pd.DataFrame) -> str:
    """Return the letter of the option that names the third with the lowest response."""
    rates = response_rate_by(items(pulse, "spring"), third_of_fall(pulse))
    return {"lowest third": "b", "highest third": "e"}[str(min(rates, key=lambda third: rates[third].value))]


WHO_IS_MISSING = Task(
    id="who-is-missing",
    title="Who is missing?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "More than half answered, so the spring answers stand for the whole school.",
                "A large share can still be a lopsided one. What matters is whether those who stayed away differ "
                "from those who answered: compare the three rates.",
            ),
            Option(
                "b",
                "Students who scored low in fall answered less often in spring.",
                "The rates rise from row to row. The students whose answers we need most are the ones we hear least. "
                "The table shows *who* is missing; it does not show why.",
            ),
            Option(
                "c",
                "Students who scored low in fall do not care about surveys.",
                "The table shows who did not answer, not why. They may have been absent, out of time, or unsure that "
                "anyone would act on it. Look for the cause in how the survey was given, not in the students.",
            ),
            Option(
                "d",
                "Students who scored low in fall have left the school.",
                "That is one possible reason, and nothing in this table speaks for it or against it. Choose what the "
                "table itself shows.",
            ),
            Option(
                "e",
                "Students who scored high in fall answered less often in spring.",
                "Read the last column once more, from top to bottom: it goes the other way.",
            ),
        )
    ),
    dataset=PULSE,
    prompt=(
        "The table sorts the students into thirds by their fall score and shows how many of each third answered "
        "again. Which sentence does the table support?"
    ),
    evidence=answered_by_third,
    evidence_caption="Spring response by fall score",
    expected=least_heard,
    hint="Read the last column from top to bottom. Does it stay level, rise or fall?",
    example=(
        "Suppose 12 of 30 low scorers (40%), 18 of 30 middle scorers (60%) and 24 of 30 high scorers (80%) come back. "
        "Then low scorers are heard half as often as high scorers, whatever their reasons."
    ),
    code='who_is_missing(load("pulse_fall_spring"))',
)


# --- Change that is not change -------------------------------------------------------------------------------------


def mean_table(pulse: pd.DataFrame) -> pd.DataFrame:
    """Show both averages for everyone who answered at each time, for those who answered twice, and for the rest."""
    means = both_means(pulse)
    table = means_table(means).astype(object)
    table.loc[2] = ["Answered in fall only", means.once["fall only"], "none", means.fall_of_missing, "no answers"]
    return table.set_axis(["Who", "Students in fall", "Students in spring", "Fall average", "Spring average"], axis=1)


def naive(pulse: pd.DataFrame) -> float:
    """Return the change in the average of whoever answered."""
    return naive_change(score(pulse, "fall"), score(pulse, "spring")).value


def matched(pulse: pd.DataFrame) -> float:
    """Return the change of the students who answered both times."""
    return matched_change(score(pulse, "fall"), score(pulse, "spring")).value


def without_text(change: Callable[[pd.DataFrame], float]) -> Callable[[pd.DataFrame], float]:
    """Return the same change when text answers are lost on the way."""

    def lossy(pulse: pd.DataFrame) -> float:
        spring = [name for name in pulse.columns if name.startswith("spring_")]
        return change(pulse.assign(**pulse[spring].apply(pd.to_numeric, errors="coerce")))

    return lossy


TEXT_LOST = (
    "Close. In this number the spring answers of class C4 are lost, because they are written as text "
    "(“4 - Often”). Turn them into numbers first."
)

NAIVE = Task(
    id="naive-change",
    title="The change most reports show",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=PULSE,
    prompt=(
        "Take everyone who answered at each time. How much higher is the spring average than the fall average? "
        "This is the **naive change**."
    ),
    evidence=mean_table,
    evidence_caption="Average answer, 1 to 5",
    expected=naive,
    right=(
        "This is the number that reaches the newsletter in most schools. Keep it in mind for the next task: it "
        "compares two different crowds."
    ),
    wrongs=(
        Wrong("turned-round", lambda p: -naive(p), "The size is right. Change is later minus earlier: spring − fall."),
        Wrong("matched-instead", matched, "This is the change of the same students. Here, use the first row."),
        Wrong("text-lost", without_text(naive), TEXT_LOST),
        Wrong(
            "as-percent",
            lambda p: naive(p) / both_means(p).fall,
            "This is the change as a share of the fall average. On a scale from 1 to 5, give the points: spring − fall.",
        ),
    ),
    hint="Use the first row of the table: spring average minus fall average.",
    example="Another school: fall average 3.40, spring average 3.31. The naive change is 3.31 − 3.40 = −0.09.",
    code='compare(load("pulse_fall_spring"))',
)

MATCHED = Task(
    id="matched-change",
    title="The change of the same students",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=PULSE,
    prompt=(
        "Now take only the students who answered both times. How much higher is their spring average than *their own* "
        "fall average? This is the **matched change**."
    ),
    expected=matched,
    right=lambda pulse: (
        f"The {both_means(pulse).n_both} students who answered twice gave, on average, the same answers as before. "
        "Single students went up and down; together they stayed where they were. And about the students who answered "
        "only in fall, nobody can say."
    ),
    wrongs=(
        Wrong("naive-again", naive, "This is the naive change again. Use the row of the same students."),
        Wrong("text-lost", without_text(matched), TEXT_LOST),
        Wrong(
            "other-students",
            lambda p: both_means(p).spring - both_means(p).fall_of_missing,
            "This compares with *other* students, those who answered in fall only. Such a gap shows who came back, not "
            "how anyone changed. Stay in the row of the same students.",
        ),
    ),
    hint="Use the second row of the table: the same students in fall and in spring.",
    example=(
        "Another school: its 40 students with both answers averaged 3.52 in fall and 3.55 in spring. Their matched "
        "change is 3.55 − 3.52 = 0.03."
    ),
    code='compare(load("pulse_fall_spring"))',
)

WHY = Task(
    id="why-they-differ",
    title="Why are the two numbers different?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "The students' sense of belonging grew, and matching hides it.",
                "Matching hides no change: it follows the same students. Had they changed, their own average would "
                "have moved.",
            ),
            Option(
                "b",
                "Fewer low scorers answered in spring, so the average of those who did is higher.",
                "Nobody has to change for an average to move. It is enough that the crowd changes. That is why a report "
                "needs the same students, or at least the response rate of each group.",
            ),
            Option(
                "c",
                "Averages of so many students always wobble that much.",
                "Averages do wobble. But the pattern in the response rates is not a wobble: it goes step by step from "
                "low to high scorers, and it explains the gap by itself.",
            ),
            Option(
                "d",
                "Some answers were written as text.",
                "Text answers are a trap of their own, and here they have been read correctly in both numbers.",
            ),
        )
    ),
    dataset=PULSE,
    prompt="You now have two changes for the same school and the same year. What explains the difference best?",
    expected=lambda pulse: (
        "b" if both_means(pulse).fall_of_missing < both_means(pulse).fall_of_both and naive(pulse) > 0.1 else "c"
    ),
    hint="Compare the last two rows of the table in fall. Who came back?",
    example=(
        "Three students score 2, 3 and 4 in fall: average 3. In spring the first is absent; the others give the same "
        "answers. The average is now 3.5, and nobody changed."
    ),
)


def try_matched_change(function: Callable[[pd.DataFrame], float], pulse: pd.DataFrame) -> str | None:
    """Run a participant's function on single classes, and on one whose answers are text."""
    fall, spring = score(pulse, "fall"), score(pulse, "spring")
    for code, one in pulse.groupby("class_code"):
        found, wanted = float(function(one.copy())), matched_change(fall[one.index], spring[one.index]).value
        if abs(found - wanted) > 0.005:
            why = " Its answers are text: use `to_number`." if code == "C4" else ""
            return f"On class {code} alone your function gives {found:.2f}, and it should give {wanted:.2f}.{why}"
    return None


STRETCH = Task(
    id="matched-change-code",
    title="Matched change in pandas",
    points=0,
    rung="stretch",
    kind=Code(
        function="matched_change",
        starter=(
            "from belonging.data import to_number\n\n\n"
            "def matched_change(pulse):\n"
            '    """Return the matched change of all eight questions, in points of the scale."""\n'
            "    ..."
        ),
    ),
    dataset=PULSE,
    prompt=(
        "Write `matched_change(pulse)` yourself. The columns of the first time start with `fall_`, those of the second "
        "with `spring_`. The check runs your function on each class by itself, also on the one whose answers are text. "
        "This task is optional; no certificate needs it."
    ),
    expected=lambda pulse: (
        "from belonging.data import to_number\n\n\n"
        "def matched_change(pulse):\n"
        '    fall = pulse.filter(regex="^fall_").apply(to_number).mean(axis=1)\n'
        '    spring = pulse.filter(regex="^spring_").apply(to_number).mean(axis=1)\n'
        "    return (spring - fall).dropna().mean()"
    ),
    trial=try_matched_change,
    right="Your function gives the right change for every class, also where answers came as text.",
    hint="Average each student's eight answers at each time, subtract, and drop students who lack one of the two.",
    example=(
        "For two students with fall averages 3.0 and 4.0, of whom only the second answered in spring (4.5), the matched "
        "change is 0.5: the first student has no pair."
    ),
)


# --- Numbers nobody should see -------------------------------------------------------------------------------------


def cells(pulse: pd.DataFrame) -> list[tuple[str, str]]:
    """Return code and label of each cell of the spring table."""
    table = spring_counts(pulse)
    return [
        (f"{grade}{group}", f"{grade}{group}: grade {grade}, group {group}, {table.loc[grade, group]} students")
        for grade in table.index
        for group in table.columns
    ]


def with_totals(pulse: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with the totals of rows and columns."""
    table = spring_counts(pulse)
    table[TOTAL] = table.sum(axis=1)
    table.loc[TOTAL] = table.sum()
    return table


def printed_table(pulse: pd.DataFrame) -> pd.DataFrame:
    """Show the table as the school would print it, totals included."""
    return with_totals(pulse).rename_axis("Grade", axis=0).rename_axis(None, axis=1).reset_index()


def solved_by_subtraction(hidden: frozenset[str], printed: Release) -> list[str]:
    """Return the hidden cells that a reader works out from the printed cells and the totals."""
    gaps = printed.hiding((int(cell[0]), cell[1]) for cell in hidden)
    found = audit(gaps, min_range=1).findings  # a range below 1 is one number
    return ["".join(map(str, finding.cell)) for finding in found if not finding.shown]


def small_of(pulse: pd.DataFrame) -> frozenset[str]:
    """Return the cells below the minimum."""
    return frozenset(f"{row}{column}" for row, column in small_cells(spring_counts(pulse)))


def cover_of(pulse: pd.DataFrame) -> frozenset[str]:
    """Return the cells that the course's own protection hides: the small ones and their complements."""
    return frozenset(f"{row}{column}" for row, column in protect(spring_counts(pulse)).reasons)


def judge_cells(pulse: pd.DataFrame) -> Callable[[frozenset[str]], Verdict | None]:
    """Return the judge of hidden sets for this table."""
    small, least = small_of(pulse), len(cover_of(pulse))
    printed = read_release(with_totals(pulse), least=1)

    def judge(chosen: frozenset[str]) -> Verdict | None:
        if not small <= chosen:
            return Verdict("small-showing", "A count below ten is still printed. Look at every cell once more.")
        if chosen == small:
            return Verdict(
                "small-only",
                "You found both small counts. But the totals give them away: take a row with one hidden cell, and "
                "subtract the printed cells from the total. Hide more, so that no row and no column has just one gap.",
                points=1,
            )
        if solved := solved_by_subtraction(chosen, printed):
            return Verdict(
                "solved",
                "The small counts are covered, but a hidden cell can still be worked out from the totals: grade "
                f"{solved[0][0]}, group {solved[0][1]}. Look for a row or a column with a single gap.",
                points=1,
            )
        if len(chosen) > least:
            return Verdict(
                "too-much",
                "Nothing can be worked out now. But you hid more than you need, and every hidden cell is news that "
                "families do not get. Try to protect both small counts with fewer cells.",
                points=1,
            )
        return None

    return judge


CELLS = Task(
    id="cells-to-hide",
    title="Which cells must be hidden?",
    points=2,
    rung="click",
    kind=Several(items=cells),
    dataset=PULSE,
    prompt=(
        "The table counts the students of the three largest groups who answered in spring. It will be printed with its "
        "totals. Choose every cell that must be hidden so that no count below ten is printed **or can be worked out**, "
        "and hide no more than needed."
    ),
    evidence=printed_table,
    evidence_caption="Spring answers by grade and group, before anything is hidden",
    expected=cover_of,
    judge=judge_cells,
    right=(
        "Two cells are small. The other two are **complements**: they are large enough to print, but they would give "
        "the small ones away. Now every row and column has no gap or two, and the totals can stay."
    ),
    hint="First find the counts below ten. Then ask of each row and column: does it have exactly one gap?",
    example=(
        "One row reads 12, 14, 4, total 30. Hiding only the 4 does not help, as 30 − 12 − 14 = 4. Hide a second cell of "
        "that row too. Then look down the columns: a second gap is needed in each of them as well."
    ),
)


# --- Saying what you know ------------------------------------------------------------------------------------------

SENTENCE = Task(
    id="honest-sentence",
    title="The honest sentence",
    points=2,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "The school's average went up from fall to spring, so students now feel that they belong more.",
                "The average did go up, because the crowd changed. The students we can follow did not change.",
            ),
            Option(
                "b",
                "Students who answered in both fall and spring gave about the same answers each time.",
                "True, and a good start. It leaves out how many that is, and that low scorers answered less often. A "
                "reader would think it speaks for the whole school.",
                points=1,
            ),
            Option(
                "c",
                "114 of 176 students answered in spring. Their answers were about the same as their own in fall. "
                "Students who scored low in fall answered less often, so we cannot speak for them, and we will ask again.",
                "It gives the n, compares the same students, names who is missing and says what comes next. It claims "
                "nothing that the numbers cannot carry.",
            ),
            Option(
                "d",
                "Nothing that we did this year made a difference to belonging.",
                "That speaks about causes. Without a comparison group nobody can tell what would have happened "
                "otherwise, and a third of the students was not heard at all.",
            ),
        )
    ),
    dataset=PULSE,
    prompt="Which sentence may go to the families?",
    expected=lambda pulse: "c" if everyone_answered(pulse) == "114 of 176" else "b",
    hint="Look for four things: how many answered, who is missing, a fair comparison, and no claim about causes.",
    example=(
        "Of 60 families asked about homework, 33 answered. “Most families are content” hides who was silent. “33 of 60 "
        "answered; families without internet at home answered least often; we will phone them” does not."
    ),
)

NOTE_STARTER = """**My inquiry note** (replace the lines below with your own words)

Question:

Who answered, and who is missing:

What I see (numbers only, with their n):

Three other explanations:

What I do not know yet, and what would change my mind:

My next step, and how I will ask students about it:

Who may see this note:"""

NOTE_REFERENCE = """**My inquiry note**

Question: Did students' sense of belonging change from fall to spring?

Who answered, and who is missing: 176 answered in fall and 114 of them (65%) in spring. Of the lowest third in fall
only about half came back. The missing ones are likely to be lower scorers.

What I see (numbers only, with their n): All who answered: 3.13 (n=176), then 3.28 (n=114). The 114 students with both
answers: 3.28 and 3.28, a matched change of 0.00.

Three other explanations: The spring survey was given on the morning of the field trip (participation). The second
link only worked on school devices (access). The questions may be read differently after a year (measurement).

What I do not know yet, and what would change my mind: How the 62 missing students would answer. If a paper form in
advisory brought back 20 of them with lower answers, I would say belonging fell for them.

My next step, and how I will ask students about it: Next week I hand the same eight questions on paper to each advisory
group, and ask two students per grade what would make it feel safe to answer.

Who may see this note: my team. No count below ten is in it."""

NOTE = Task(
    id="inquiry-note",
    title="Your inquiry note",
    points=3,
    rung="fill",
    kind=Words(starter=NOTE_STARTER, words=150),
    dataset=PULSE,
    prompt=(
        "Write a short inquiry note about this school, or about a small set of your own class data. Leave out names and "
        "anything that could point to one student. Look for causes in the survey, the task, the feedback, the materials "
        "or the access, never in the students."
    ),
    expected=lambda pulse: NOTE_REFERENCE,
    hint="Start with the numbers you have already checked in tasks 1 to 4.",
    example="A good first line: “Question: do students who are new this year answer as often as the others?”",
    rubric=(
        RubricRow(
            "numbers",
            "Numbers that can be checked",
            (
                "No n, or a number that the table does not give.",
                "Every number has its n, the response rate is stated, and no group below ten is shown.",
            ),
            anchors=(
                (
                    "Belonging is at 3.28 now, up from 3.13, which is a clear rise for our school.",
                    "In group C of grade 8 only four students answered, and all four said “never”.",
                ),
                (
                    "All who answered: 3.13 (n=176), later 3.28 (n=114). So 65% came back. The same 114: 3.28 both times.",
                    "My own advisory: 22 of 26 answered twice (85%). Average 3.4, then 3.5 (n=22). No smaller group is shown.",
                ),
            ),
        ),
        RubricRow(
            "rivals",
            "Other explanations",
            (
                "Fewer than three, or one that blames students.",
                "Three or more: at least one of measurement or chance, and at least one that a school can change.",
            ),
            anchors=(
                (
                    "Maybe the survey was too long. Maybe it was the week before the break.",
                    "Some are never motivated, some did not take it seriously, and some had no device that day.",
                ),
                (
                    "Chance alone moves an average of 114. The link failed on home devices. “Here” was read as “online”.",
                    "The question was new to sixth grade, it was given during a test week, and the form came in one language.",
                ),
            ),
        ),
        RubricRow(
            "next-step",
            "Next step and student voice",
            (
                "No step, or one that the writer does not control.",
                "One step the writer controls, with a date or an occasion, and a way to ask students.",
            ),
            anchors=(
                (
                    "The district should buy a better survey tool, so that more students answer.",
                    "We will keep an eye on it and look again when there is time.",
                ),
                (
                    "On Monday I hand out the form on paper in advisory, and ask two students what made the link hard to use.",
                    "By March 3 I read the rates to my class, and each table writes down one reason to skip the survey.",
                ),
            ),
        ),
    ),
)

TASKS = [RESPONSE_RATE, WHO_IS_MISSING, NAIVE, MATCHED, WHY, STRETCH, CELLS, SENTENCE, NOTE]

"""The tasks of module `contribution`: every figure and every shut dial comes from the inventory, none is typed."""

import pandas as pd

from belonging.classroom.inventory import EASIER, HARDER, OUTSIDE, TEACHER, Part, of, part
from belonging.explorers.say import percent
from belonging.tasks import Bin, Choice, Item, Number, Option, RubricRow, Sort, Task, Words, Wrong

INVENTORY = "task_inventory"

# --- Six cards -------------------------------------------------------------------------------------------------------

# The five dials: the column of the inventory, what it holds when the dial is shut, and what is said when somebody
# takes an open dial for the shut one.
DIALS = {
    "needs": ("needed_by", "teacher", "Somebody outside the class waits for this one:"),
    "decides": ("decided_by", "sheet", "Students decide something that matters here:"),
    "goes": ("goes_to", "folder", "Here the work gets used:"),
    "judged": ("judged_by", "key", "It is judged by the job it has to do:"),
    "redo": ("redo", "no", "Trying again is part of the work here:"),
}
NONE = "none"
BINS = (
    Bin("needs", "Who needs it: only the teacher"),
    Bin("decides", "Who decides: the sheet"),
    Bin("goes", "What happens: a grade, no more"),
    Bin("judged", "How judged: not by its job"),
    Bin("redo", "Redo: the first try counts"),
    Bin(NONE, "None: all five are open"),
)

# The cards as a student gets them, one line for each dial in the order above. Which dial is shut the inventory says.
CARDS = {
    "Earthquake tower": (
        "Your teacher grades it.",
        "You choose the shape, and what you give up to get higher.",
        "The best frames stay, and next year’s class builds on them.",
        "It is good when it stands on the shaking table.",
        "Break it, talk, build it again.",
    ),
    "Labels for the cafeteria": (
        "The kitchen asked for labels that say what is in the food.",
        "The sheet gives the size, the words and their order.",
        "Your labels stand on the counter all week.",
        "It is good when a new helper reads it right.",
        "What a helper gets wrong comes back, and you mend it.",
    ),
    "Late buses: what the log shows": (
        "The bus office asked when the buses run late.",
        "You choose what to count, and defend it.",
        "It gets a grade, and goes into your folder.",
        "It is good when the office could act on it.",
        "Check it with a second week, and mend it.",
    ),
    "Beds for the food bank": (
        "The food bank asked what to plant in two beds.",
        "You choose the plants and how close they stand, and say why.",
        "The beds are planted by your plan.",
        "Ten points for straight lines, ten for spelling.",
        "Walk it with the gardener, then draw it again.",
    ),
    "A ramp for the book cart": (
        "The librarian asked for a way up two steps.",
        "You choose how long and how steep, and say what you give up.",
        "The ramp that works stays in the library.",
        "It is good when a full cart rolls up and does not roll back.",
        "One build, one grade.",
    ),
    "Which mop dries fastest?": (
        "The night cleaner asked.",
        "You choose what to test, and what counts as dry.",
        "The school buys by it.",
        "It is good when the cleaner can use it and finds no hole in it.",
        "Where another group doubts it, you test again.",
    ),
}
BECAUSE = {
    "Earthquake tower": "Loud, hands-on, with choices and a second try. And nobody is waiting for a tower. A strong topic "
    "is not a need.",
    "Labels for the cafeteria": "It is needed and used, and students fill in what the sheet decided. There is nothing in it "
    "that they could defend.",
    "Late buses: what the log shows": "Somebody asked, and the answer never got to them. This one is cheap to open: send it.",
    "Beds for the food bank": "Straight lines feed nobody. Students work for what is marked, so mark what the food bank needs.",
    "A ramp for the book cart": "A good task, for those who can build a ramp already. With a second build it is open to all.",
    "Which mop dries fastest?": "A plain topic, and all five dials are open. Need does not have to look exciting.",
}  # fmt: skip
ALL_OPEN = "One dial of this card is shut. A good topic can hide it. Ask each line what would be different if nobody did the work."


def shut(inventory: pd.DataFrame, title: str) -> str:
    """Return the one dial of a task that is shut, or `none`."""
    (row,) = inventory[inventory["title"] == title].to_dict("records")
    found = [key for key, (column, when_shut, _) in DIALS.items() if row[column] == when_shut]
    if len(found) > 1:
        raise ValueError(f"'{title}' has {len(found)} dials shut. The exercise asks for cards with one at most.")
    return found[0] if found else NONE


def cards(inventory: pd.DataFrame) -> tuple[Item, ...]:
    """Return the six cards, by the task's code; a wrong dial is answered with the line that shows it open."""
    code = dict(zip(inventory["title"], inventory["task"], strict=True))
    return tuple(_card(inventory, code[title], title, lines) for title, lines in CARDS.items())


def _card(inventory: pd.DataFrame, code: str, title: str, lines: tuple[str, ...]) -> Item:
    right = shut(inventory, title)
    says = {
        key: f"{told} “{line}” Look at another line."
        for (key, (_, _, told)), line in zip(DIALS.items(), lines, strict=True)
        if key != right
    }
    if right != NONE:
        says[NONE] = ALL_OPEN
    named = title if title.endswith("?") else f"{title}."
    return Item(code, f"**{named}** {' '.join(lines)}", (right,), because=BECAUSE[title], says=says)


DIAGNOSIS = Task(
    id="dial-diagnosis",
    title="Which dial is shut?",
    points=2,
    rung="click",
    kind=Sort(items=cards, bins=BINS, enough=(4, 6)),
    dataset=INVENTORY,
    prompt=(
        "Here are the cards of six tasks, as students got them. On each card one dial is shut, or none. Which one? "
        "In a notebook write the short word: `needs`, `decides`, `goes`, `judged`, `redo` or `none`."
    ),
    expected=lambda inventory: {item.code: item.accepts[0] for item in cards(inventory)},
    right="You can now do in a minute what takes a team an hour: find the one line of a card that is worth a change.",
    hint="Each card has five lines, always in the order of the dials: needs, decides, goes, judged, redo.",
    example=(
        "A card says: “The office asked for a map. You choose the scale. It hangs at the door, and visitors use it. The "
        "neatest gets ten points. Try it on a visitor, then fix it.” Four lines are open. Neatness is not the job of a "
        "map, so “judged” is shut."
    ),
)


# --- What the slide hides --------------------------------------------------------------------------------------------


def found(inventory: pd.DataFrame, difficulty: str = "", needed_by: str = "") -> Part:
    """Return score and going on of some tasks."""
    return part(of(inventory, difficulty=difficulty, needed_by=needed_by))


def slide_table(inventory: pd.DataFrame) -> pd.DataFrame:
    """Show the tasks by who needs the answer: all together, and for each level of difficulty."""
    who = {TEACHER: "teacher needs it", OUTSIDE: "someone outside needs it"}
    rows = []
    for level in ("", EASIER, HARDER):
        for needed_by, words in who.items():
            one = found(inventory, level, needed_by)
            named = f"{level.capitalize() or 'All'}: {words}"
            rows.append([named, one.tasks, one.score.value, one.students, one.went_on.count, _share(one)])
    return pd.DataFrame(rows, columns=["Tasks", "How many", "Mean score", "Students", "Went on", "Share"])


def _share(one: Part) -> str:
    return percent(one.went_on.count, one.went_on.n)


def score_gap(inventory: pd.DataFrame, difficulty: str = "") -> float:
    """Return the mean score of tasks that someone outside needs, minus that of the others, in points."""
    return found(inventory, difficulty, OUTSIDE).score.value - found(inventory, difficulty, TEACHER).score.value


def on_gap(inventory: pd.DataFrame, difficulty: str = "") -> float:
    """Return the same difference in the share who went on, in percentage points."""
    outside, teacher = (found(inventory, difficulty, who).went_on.value for who in (OUTSIDE, TEACHER))
    return 100 * (outside - teacher)


GAP = Task(
    id="score-gap",
    title="Like with like",
    points=1,
    rung="fill",
    kind=Number(decimals=1),
    dataset=INVENTORY,
    prompt=lambda inventory: (
        f"The slide says: “Tasks that someone outside needs score **{-score_gap(inventory):.1f} points lower**. Let us go "
        "back to the old ones.” Compare like with like. Take only the **harder** tasks: by how many points is the mean "
        "score **higher** where someone outside needs the answer?"
    ),
    evidence=slide_table,
    evidence_caption="48 tasks; each student counts once for each task",
    expected=lambda inventory: score_gap(inventory, HARDER),
    right=lambda inventory: (
        f"Among harder tasks they are {score_gap(inventory, HARDER):.1f} points ahead, and among easier ones "
        f"{score_gap(inventory, EASIER):.1f}. All together they are {-score_gap(inventory):.1f} behind, because "
        f"{len(of(inventory, difficulty=HARDER, needed_by=OUTSIDE))} of the {len(of(inventory, needed_by=OUTSIDE))} are "
        "harder tasks. The arrow on the slide shows the difficulty."
    ),
    wrongs=(
        Wrong(
            "all-together",
            score_gap,
            "This is the gap on the slide, of all tasks together. It sets a pile with many hard tasks beside a pile with "
            "few. Use the two rows that begin with “Harder”.",
        ),
        Wrong(
            "turned-round",
            lambda inventory: -score_gap(inventory, HARDER),
            "The size is right. Take the score where someone outside needs it, minus the score where the teacher does.",
        ),
        Wrong(
            "easier",
            lambda inventory: score_gap(inventory, EASIER),
            "Like with like, and a good sentence. These are the easier tasks. Do the same with the harder ones.",
        ),
        Wrong(
            "hard-against-all",
            lambda inventory: found(inventory, HARDER, OUTSIDE).score.value - found(inventory, "", TEACHER).score.value,
            "The first number is of harder tasks, the second of all tasks. Now the difficulty is on one side only.",
        ),
        Wrong(
            "all-against-hard",
            lambda inventory: found(inventory, "", OUTSIDE).score.value - found(inventory, HARDER, TEACHER).score.value,
            "The second number is of harder tasks, the first of all tasks. Take both from the harder ones.",
        ),
        Wrong(
            "by-difficulty",
            lambda inventory: found(inventory, HARDER).score.value - found(inventory, EASIER).score.value,
            "This is harder against easier: what the difficulty does to the score. Here, keep the difficulty the same "
            "and let who needs the answer differ.",
        ),
        Wrong(
            "going-on",
            lambda inventory: on_gap(inventory, HARDER),
            "This is the difference in who went on, in percentage points. It comes next. Here, use the column of mean "
            "scores.",
        ),
    ),
    hint="Two rows begin with “Harder”. Subtract the mean score of one from that of the other.",
    example=(
        "Another school: harder tasks have a mean of 71.6 where someone outside needs the answer and 68.2 where the "
        "teacher does. 71.6 − 68.2 = 3.4."
    ),
    code='harder = inventory[inventory["difficulty"] == "harder"]\nharder.groupby("needed_by")["mean_score"].mean()',
)


def supported(inventory: pd.DataFrame) -> str:
    """Return the letter of the option that the table bears out."""
    harder_outside = len(of(inventory, difficulty=HARDER, needed_by=OUTSIDE)) / 2 > len(
        of(inventory, difficulty=EASIER, needed_by=OUTSIDE)
    )
    scores_alike = all(abs(score_gap(inventory, level)) < 3 for level in (EASIER, HARDER))
    more_went_on = all(on_gap(inventory, level) > 15 for level in (EASIER, HARDER))
    return "c" if harder_outside and scores_alike and more_went_on else "a"


REMAINS = Task(
    id="what-remains",
    title="What may the slide say?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "Tasks that someone outside needs pull the scores down.",
                "All together they score lower. Inside each level of difficulty they do not. What pulls the total down is that "
                "so many of them are hard.",
            ),
            Option(
                "b",
                "Higher scores mean a better task, so we keep the ones with the highest scores.",
                "The highest scores stand on the easiest tasks. The table also says who went on, and there the order is another "
                "one. A score tells how one task went, not what the task is worth.",
            ),
            Option(
                "c",
                "Among tasks that are alike in difficulty the scores are nearly alike, and more students went on where "
                "someone outside needed the answer.",
                "Like with like, and both columns. It says what is in the table and no more: teachers chose these tasks, so "
                "there may be a reason that nobody wrote down. Score is one thing, and impact is another.",
            ),
            Option(
                "d",
                "Harder tasks make students go on.",
                "More students did go on with harder tasks. But look inside each audience: easier or harder, the share is the "
                "same. Here who needs the answer is the hidden third thing.",
            ),
            Option(
                "e",
                "It is proven: an outside audience makes students go on.",
                "You found the confounder, and this goes one step too far. Nobody drew lots. Teachers chose which tasks to open, "
                "and for which classes.",
            ),
        )
    ),
    dataset=INVENTORY,
    prompt="Use the same table, both columns of results. Which line may stand on the slide?",
    expected=supported,
    hint="Test each line on the four rows in which the difficulty is the same. Then ask whether chance chose the tasks.",
    example=(
        "Another school: buses that run late carry happier riders. The late ones are the buses to the beach. Compare beach "
        "buses with beach buses, and being late pleases nobody."
    ),
)


# --- Rewrite your card -----------------------------------------------------------------------------------------------

CARD_STARTER = """**My task card, rewritten** (replace the lines below with your own words)

The task now, with grade and subject:

My goal, which stays (the idea or skill that students cannot do without):

Why would anyone need this? (who, by role; what for; asked already, or when I will ask):

What students decide (two options that matter, and what each costs):

What happens to it, and what comes back to students:

It is good when (right first, then its job), and how everyone tries and redoes it:

The day, and how I will count who goes on:"""

CARD_REFERENCE = """**My task card, rewritten**

The task now, with grade and subject: grade 4 math, a sheet of twelve problems on cups and liters.

My goal, which stays: measure volume and convert units. Without it the answer for the kitchen comes out wrong.

Why would anyone need this? The cook needs to know by Thursday how much rice is left over each day, so that less goes
to waste. I asked her on Monday, and she said yes.

What students decide: weigh all trays at noon, which is exact and slow, or a sample of five, which is quick and may be
off. Each team defends one.

What happens to it, and what comes back: the cook cooks by our table for a week, and tells us on Friday what was left.

It is good when the numbers are right and she can read it in ten seconds. Teams try it on a class next door first, and
everyone mends it before it goes to the kitchen.

The day, and how I will count who goes on: Thursday next week. In the choice time after it I count how many of my 26
students take the work up again. Nothing is graded then."""

CARD = Task(
    id="rewritten-card",
    title="Rewrite one task card",
    points=4,
    rung="fill",
    kind=Words(starter=CARD_STARTER, words=160),
    prompt=(
        "Take one task of your own, or one of the three worksheets of the dial board, and rewrite its card. Keep the goal. "
        "Write no name of a student; people outside are named by their role."
    ),
    expected=lambda _: CARD_REFERENCE,
    hint="Begin with the line “… needs to know … by …, so that …”. If you cannot finish it, try another place.",
    example=(
        "A good line: “The librarian needs to know by May which ten books have not been opened all year, so that she can "
        "make room. I will ask her tomorrow.”"
    ),
    rubric=(
        RubricRow(
            "need",
            "Someone needs it, and answers",
            (
                "Only the teacher or the class needs it, or “the community” does, or it is shown and nothing comes back.",
                "A role outside the class needs it for something and was asked or will be; something comes back to students.",
            ),
            anchors=(
                (
                    "We hang the posters in the hall so that the community becomes aware of recycling.",
                    "Real data from the city make it authentic. I collect and grade the sheets.",
                ),
                (
                    "The cook needs the left-over count by Thursday to order less. She said yes, and tells us what was left.",
                    "The bus office asked which days run late. I write to them today; they answer our page in May.",
                ),
            ),
        ),
        RubricRow(
            "decide",
            "A decision with a cost",
            (
                "Nothing to decide, or only how it looks, or one option that is clearly the right one.",
                "At least two options that a person in the job could defend, with what each one costs.",
            ),
            anchors=(
                (
                    "Students can choose between a poster and slides, and pick their own colors.",
                    "They decide whether to do it carefully or not.",
                ),
                (
                    "Weigh all the trays, exact and slow, or a sample of five, quick and maybe off. They defend one.",
                    "Two beds of beans feed more people; one of beans and one of herbs brings helpers. Each team says what it "
                    "gives up.",
                ),
            ),
        ),
        RubricRow(
            "bar",
            "The goal is kept, and everyone can reach it",
            (
                "The goal is gone or got easier, or looks are what is judged, or only the first try counts.",
                "The goal is named and the job cannot be done without it; right and fit for use are judged; all try and redo.",
            ),
            anchors=(
                (
                    "They make cheerful cards for the cook. Everyone who joins in gets full points.",
                    "It is graded for neatness and being on time, and there is no second try.",
                ),
                (
                    "Units must be right or she orders wrong. Teams test the table next door, and all mend it before it goes "
                    "out.",
                    "The median has to be defended to the office. A partner checks it on a second week, then everyone revises.",
                ),
            ),
        ),
        RubricRow(
            "count",
            "A day, and who goes on",
            (
                "No day, or success is the mean score, or being pleased, or going on is graded.",
                "The day, and a free sign of going on that is counted for the whole class, with its n and without names.",
            ),
            anchors=(
                (
                    "Some time in spring. I will know it worked when the average goes up.",
                    "Next week. I will see it in their faces, and those who go on get extra points.",
                ),
                (
                    "On May 4. In choice time I count how many of my 26 take it up again; nothing is graded.",
                    "Thursday. A week later, how many of 52 in both classes ask for the page back to change it.",
                ),
            ),
        ),
    ),
)

TASKS = [DIAGNOSIS, GAP, REMAINS, CARD]

"""The tasks of module `beliefs`: codes come from the dataset, right rewrites from the survey kit’s own checker."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from belonging.survey import lint
from belonging.tasks import Bin, Item, RubricRow, Sort, Task, Words

VOICE = "student_voice"


# --- Ten quotes ----------------------------------------------------------------------------------------------------

BELIEFS = (
    Bin("belonging", "Belonging: is there a place for me here?"),
    Bin("competence", "Competence: can I do this?"),
    Bin("recognition", "Recognition: do others see me as someone who does this?"),
    Bin("interest", "Interest: do I want to know and do more?"),
)


@dataclass(frozen=True)
class Heard:
    """What is said about one quote: why its codes are right, and what each other code shows."""

    because: str
    says: Mapping[str, str]


QUOTES = {
    "Q026": Heard(
        "The group was full before the student came back. The words are about a place, and so is the lever: a job for "
        "every seat.",
        {
            "competence": "Nothing here says the student could not do the job. There was no job to do. That is what "
            "the retelling hides.",
            "recognition": "Being seen needs a place first. Here the student came back and found none.",
            "interest": "We do not hear whether the student wanted to build. We hear that there was no job left.",
        },
    ),
    "Q092": Heard(
        "“I can spot my own mistakes” is about being able to do it, and it got there by way of a hard start.",
        {
            "belonging": "The words are about negative numbers, not about a place among people.",
            "recognition": "Nobody else is in this quote. Recognition needs someone who sees.",
            "interest": "It tells what the student can do now. Whether they want more of it, it does not say.",
        },
    ),
    "Q017": Heard(
        "The explaining was done by one student and the thanks went to all. What is missing is being named for it.",
        {
            "belonging": "The table is not shutting anyone out. Look at who did the work and who was thanked.",
            "competence": "The student explained it to everybody, so that part is fine. What did not come back?",
            "interest": "Nothing is said about wanting more. Ask what the teacher’s thanks left out.",
        },
    ),
    "Q007": Heard(
        "Cool on the day and no thought since: this is about wanting to know more. One visit did not make it last.",
        {
            "belonging": "The trip was “cool”; nobody was left out of it. Listen to the second sentence.",
            "competence": "There was nothing to do on this trip that could have gone well or badly.",
            "recognition": "Nobody sees or names the student here. The quote is about what stayed in the mind.",
        },
    ),
    "Q062": Heard(
        "Our two raters differ, and both can show the words. “On our team” speaks of a place. “We need you for the "
        "motor” speaks of being known for something.",
        {
            "competence": "It may well be that this student knows motors. But the quote is about what the others said.",
            "interest": "We hear that they are wanted. We do not hear what they want.",
        },
    ),
    "Q066": Heard(
        "Somebody else’s house, wiping one’s feet: a guest speaks here. A grade would not tell you this.",
        {
            "competence": "Guests can be very able. Nothing here says that the math is too hard.",
            "recognition": "Close, but nobody fails to see the student’s work. It is the house that feels like somebody "
            "else’s.",
            "interest": "You cannot tell from this whether the student likes math. You can tell how it feels to walk in.",
        },
    ),
    "Q014": Heard(
        "“I can” and “I fall apart”, in one breath: can I do this? The lever is what the class does when the numbers "
        "get ugly.",
        {
            "belonging": "There are no people in this quote and no place, only homework and numbers.",
            "recognition": "No one is watching or naming here. The student is alone with the numbers.",
            "interest": "Falling apart is not losing interest. The words are about being able to go on.",
        },
    ),
    "Q048": Heard(
        "What others call you, and what they never call you. The retelling turned that into a trait: shy.",
        {
            "belonging": "You may have coded the retelling. The student does not speak of a place, but of what others "
            "call them.",
            "competence": "The student may be very good at math. What is missing is that anyone says so.",
            "interest": "Quiet is not the same as bored, and the quote does not say bored.",
        },
    ),
    "Q105": Heard(
        "“Show me and I’ll listen” is an offer: give it a use, and the interest is there. The retelling heard only "
        "attitude.",
        {
            "belonging": "Nobody is left out here. The student asks what the unit is good for.",
            "competence": "The student does not say it is too hard. They ask what it is for.",
            "recognition": "The student does not ask to be seen. They ask to see one use.",
        },
    ),
    "Q002": Heard(
        "Our two raters differ, and both can show the words. “I’d take more of it” is interest. “If I thought I could "
        "pass” is competence, and it stands in the way.",
        {
            "belonging": "There is no place and no people in this quote, only taking more and passing.",
            "recognition": "Nobody else speaks here. The doubt is the student’s own.",
        },
    ),
}


def quotes(voice: pd.DataFrame) -> tuple[Item, ...]:
    """Make one item of each of the ten quotes; where the raters differ, both codes are accepted."""
    rows = voice.set_index("quote_id").loc[list(QUOTES)]
    return tuple(
        Item(
            str(row.Index),
            _shown(row.quote, row.grade, row.subject, row.retold_by_adult),
            accepts=tuple(dict.fromkeys((row.rater_1, row.rater_2))),
            because=QUOTES[str(row.Index)].because,
            says=QUOTES[str(row.Index)].says,
        )
        for row in rows.itertuples()
    )


def _shown(quote: str, grade: str, subject: str, retold: str | float) -> str:
    said = quote.replace("'", "’")
    words = f"“{said}” ({'kindergarten' if grade == 'K' else f'grade {grade}'}, {subject})"
    return words if pd.isna(retold) else f"{words} *An adult retold it: “{retold}”*"


CODE_QUOTES = Task(
    id="code-ten-quotes",
    title="Code ten quotes",
    points=3,
    rung="click",
    kind=Sort(items=quotes, bins=BELIEFS, enough=(5, 8, 10)),
    dataset=VOICE,
    prompt=(
        "For each quote choose the belief it is mainly about. Go by the student’s own words. Some quotes come with the "
        "way an adult passed them on; see what the retelling adds, and what it drops."
    ),
    expected=lambda voice: {item.code: item.accepts[0] for item in quotes(voice)},
    right=(
        "In two of the ten our raters do not agree, and either code was taken. Where careful people differ, do not vote: "
        "ask the student."
    ),
    hint=(
        "Find the word that carries the quote. A place or people to be with? Doing it, or not being able to? Someone "
        "else who sees, names or thanks? Wanting more?"
    ),
    example=(
        "“They put my drawing on the door, with my name.” Someone else sees the work and names its maker: recognition. "
        "“I wish the bell would wait” is about wanting more: interest."
    ),
)


# --- Four survey questions -----------------------------------------------------------------------------------------

HOW_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")


@dataclass(frozen=True)
class Rewrite:
    """One try at a better question; `fault` is the rule of the survey kit it breaks, "" when it breaks none."""

    text: str
    fault: str = ""
    says: str = ""


@dataclass(frozen=True)
class Faulty:
    """A question to mend, the lowest grade that will read it, three rewrites, and why the sound one is sound."""

    text: str
    grade: int
    rewrites: tuple[Rewrite, ...]
    because: str


ITEMS = {
    "M1": Faulty(
        "This class is fun and I can do the work. (Agree or disagree)",
        6,
        (
            Rewrite(
                "How often is this class fun, and can you do the work?",
                "double-barrelled",
                "It still asks two things. A student who has fun and is lost cannot answer it.",
            ),
            Rewrite("How often can you do the work in this class?"),
            Rewrite(
                "How much do you agree: you can do the work in this class?",
                "agree-disagree",
                "One thing now, but it asks for agreement. A student must first answer and then translate. Ask how often.",
            ),
        ),
        "It asks one thing, and it asks how often.",
    ),
    "M2": Faulty(
        "Others do not make room for me in group work. (Agree or disagree)",
        6,
        (
            Rewrite("In group work, how often do others make room for you?"),
            Rewrite(
                "In group work, how often do others not make room for you?",
                "negative-wording",
                "The “not” is still there. Whoever reads past it gives the opposite of what they mean.",
            ),
            Rewrite(
                "In group work, how often does everyone make room for you?",
                "absolute-words",
                "“Everyone” is too much: one person who does not, and the honest answer is never.",
            ),
        ),
        "It says what does happen, and lets the low answers say that it does not.",
    ),
    "M3": Faulty(
        "Don’t you love how our great class uses your ideas?",
        6,
        (
            Rewrite(
                "How often does our great class use your ideas?",
                "leading",
                "“Great” tells students which answer you hope for.",
            ),
            Rewrite(
                "How often are your ideas used and made better in this class?",
                "double-barrelled",
                "The praise is gone, but now it asks two things: used, and made better.",
            ),
            Rewrite("How often are your ideas used in this class?"),
        ),
        "No praise in it, and no hint at the answer you hope for.",
    ),
    "M4": Faulty(
        "If you could choose, would you want to be a scientist?",
        3,
        (
            Rewrite(
                "If you could choose, would you do more science?",
                "hypothetical",
                "“If you could” asks about a day that never was. Ask what has happened.",
            ),
            Rewrite(
                "How often do you feel engaged when we do science?",
                "jargon",
                "“Engaged” is our word. A third grader may think of a ring.",
            ),
            Rewrite("After science, how often do you want to find out more?"),
        ),
        "It asks about something that has happened, in a child’s words, and about doing science rather than being a "
        "scientist.",
    ),
}
_KEYS = ("a", "b", "c")


def faults(rewrite: Rewrite, grade: int) -> list[str]:
    """Name the rules of the survey kit that a rewrite breaks."""
    return [finding.rule for finding in lint(rewrite.text, HOW_OFTEN, grade)]


def sound(code: str) -> str:
    """Return the key of the one rewrite in which the survey kit’s checker finds nothing.

    Raises
    ------
    ValueError
        If there is not exactly one.
    """
    item = ITEMS[code]
    keys = [key for key, rewrite in zip(_KEYS, item.rewrites, strict=True) if not faults(rewrite, item.grade)]
    if len(keys) != 1:
        raise ValueError(f"{code}: {len(keys)} of its rewrites pass the checker. Let exactly one pass.")
    return keys[0]


def to_mend() -> tuple[Item, ...]:
    """Make one item of each question, with its three rewrites as bins."""
    return tuple(
        Item(
            code,
            f"“{item.text}”",
            accepts=(sound(code),),
            because=item.because,
            says={key: rewrite.says for key, rewrite in zip(_KEYS, item.rewrites, strict=True) if rewrite.says},
            bins=tuple(Bin(key, rewrite.text) for key, rewrite in zip(_KEYS, item.rewrites, strict=True)),
        )
        for code, item in ITEMS.items()
    )


MEND_ITEMS = Task(
    id="mend-four-items",
    title="Mend four survey questions",
    points=2,
    rung="click",
    kind=Sort(items=lambda _: to_mend(), enough=(2, 4)),
    prompt=(
        "Each question below has at least one fault. Choose the rewrite you would give to your own students. All "
        "rewrites are answered from *never* to *always*. M1, M2 and M3 are for grade 6, M4 is for grade 3."
    ),
    expected=lambda _: {code: sound(code) for code in ITEMS},
    right="Each of the others keeps one fault or brings a new one. Mending a question often means asking less.",
    hint="Read each rewrite for one fault at a time: two things in one, a “not”, agreement, praise, “everyone”, our words.",
    example=(
        "“I don’t get bored or lost in lab. (Agree or disagree)” has a “not”, two things and an agree scale. “How often "
        "do you know what to do next in lab?” has none of these."
    ),
)


# --- One exit moment -----------------------------------------------------------------------------------------------

NOTE_STARTER = """**My note on one exit moment** (replace the lines below with your own words)

The unit, and the moment (hard content, struggle, or feeling out of place):

What a student meets there:

Which belief is at stake, and what I would hear or see:

The lever in the design, and by when:"""

NOTE_REFERENCE = """**My note on one exit moment**

The unit, and the moment: Grade 7, density. The moment is struggle: day four, when the second sinking test fails.

What a student meets there: Groups whose boat sank fill in the same sheet as the others, and the first result is the
grade. There is no time to try again, so the lesson ends on “it sank”.

Which belief is at stake, and what I would hear or see: Competence. I would hear “just tell us the answer” and see
sheets copied from the group whose boat floats. Nobody would ask to build a second boat.

The lever in the design, and by when: From next Tuesday the grade is on the second boat, and the sheet asks what the
first one taught. I drop the last page to make twenty minutes for it. Two groups will tell me whether it helped."""

EXIT_NOTE = Task(
    id="exit-note",
    title="One exit moment in my unit",
    points=3,
    rung="fill",
    kind=Words(starter=NOTE_STARTER, words=120),
    prompt=(
        "Choose one unit you teach and one moment in it at which a student could slip out: **hard content**, "
        "**struggle**, or **feeling out of place**. Write about 120 words. Say what the design does at that moment, and "
        "what you will change in it. Leave out names and anything that could point to one student."
    ),
    expected=lambda _: NOTE_REFERENCE,
    hint="Start with what stands on the page, the board or the clock at that moment, not with who the students are.",
    example=(
        "A good lever: “From Monday the hard problem comes with a worked one beside it, and pairs may trade roles.” Not "
        "a lever: “They should believe in themselves more.”"
    ),
    rubric=(
        RubricRow(
            "moment",
            "One real moment",
            (
                "No single moment, or the moment is a kind of student.",
                "One moment in a named unit, with what a student meets there: a task, a page, a rule, a clock, a group.",
            ),
            anchors=(
                (
                    "In most of my units there are moments when the quiet ones check out.",
                    "Fractions are hard for my lower group, and that is where they leave.",
                ),
                (
                    "Ecosystems, day three: the reading doubles in length, and there is one copy for two students.",
                    "Bridges, grade 4: the tools are handed out before everyone is back, and three jobs serve five people.",
                ),
            ),
        ),
        RubricRow(
            "belief",
            "The belief at stake, and how it would show",
            (
                "No belief is named, or it is named with nothing that could be heard or seen.",
                "One of the four beliefs, with words or acts in class that would show it.",
            ),
            anchors=(
                (
                    "Their identity suffers at this point and they lose heart.",
                    "Competence is at stake, because competence matters a great deal in math.",
                ),
                (
                    "Recognition: I would hear “I said that before”, and see the same three names beside the ideas.",
                    "Belonging: two students stand by the wall until I place them. One of them asks to get water, each time.",
                ),
            ),
        ),
        RubricRow(
            "lever",
            "A lever in the design",
            (
                "The change is asked of students, or the writer cannot make it.",
                "One change in task, page, rule, time, group or feedback that the writer controls, with a day.",
            ),
            anchors=(
                (
                    "I will remind them to be more confident and to ask for help when they need it.",
                    "The district should give us smaller classes, so that nobody gets lost.",
                ),
                (
                    "From Monday each lab has five jobs on cards, and the cards move one seat a day.",
                    "By March 3 the quiz has a second try, and the second try is the one that counts.",
                ),
            ),
        ),
    ),
)

TASKS = [CODE_QUOTES, EXIT_NOTE, MEND_ITEMS]

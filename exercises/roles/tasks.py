"""The tasks of module `roles`: keys come from the openings, the partners and the frameworks, none is typed."""

from dataclasses import dataclass

import pandas as pd

from belonging.classroom.careers import ENTRIES, PRACTICES, practices
from belonging.classroom.launch import Line
from belonging.classroom.partners import Request, obstacle
from belonging.data import Row
from belonging.frameworks import cluster_name, occupations
from belonging.tasks import Bin, Choice, Item, Option, RubricRow, Sort, Task, Words

CAREERS, PARTNERS = "careers_local", "partners"


# --- Launch lines ----------------------------------------------------------------------------------------------------

LINE_BINS = (
    Bin(
        "doing",
        "Something to do: fine at any grade",
        "Look for a word that says what a child *is*, or one that speaks of later.",
    ),
    Bin("label", "A label: it says who the children are", "Nobody is given a title here. What does the line ask for?"),
    Bin("promise", "A promise: it speaks of later", "Nothing in this line speaks of later. Is there a title in it?"),
)

HARMLESS = (
    "It has something to do in it, and the title looks harmless. In a study with young children, girls who were asked to "
    "“be scientists” stopped sooner than girls who were asked to “do science”. Keep the doing, and drop the title."
)
LATER = "It speaks of later, and no lesson can keep that. What will students do in the next ten minutes?"

LINES = {
    "L1": Line("Be an engineer today, and build a tower that stands.", True, False, True),
    "L2": Line("Our creek technician needs ten readings by Friday. Let’s take them.", True, True, True),
    "L3": Line("Listen well, and you could be a nurse one day.", False, True, False),
    "L4": Line(
        "You do what the water plant does at six each morning: read the log, then decide which line to shut.",
        True,
        True,
        True,
    ),
    "L5": Line("Work hard at this, and the hospital will hire you.", False, True, False),
    "L6": Line("Young inspectors, measure each step of our stairs.", True, False, True),
    "L7": Line("Let’s find out why the hallway is loud, and write to the principal.", True, True, True),
    "L8": Line("Who is our math person? You may plan the roof.", True, False, True),
}

BECAUSE = {
    "doing": "It says what to do and for what. Any child can start, and start again.",
    "label": "It says what a child is. What is a child to think when the tower falls?",
    "promise": "It may be kindly meant. It speaks of later, and nothing is to be done now.",
}


def line_items() -> tuple[Item, ...]:
    """Return one item for each line; its place follows from three facts about its words."""
    return tuple(
        Item(code, f"“{line.text}”", (line.kind,), because=BECAUSE[line.kind], says=_line_says(line))
        for code, line in LINES.items()
    )


def _line_says(line: Line) -> dict[str, str]:
    if line.kind == "label":
        return {
            "doing": HARMLESS,
            "promise": "It speaks of now. The word to look at is the one that names the children.",
        }
    if line.kind == "promise":
        return {"doing": LATER, "label": "It gives no title for today. Look at the time it speaks of."}
    return {}


LAUNCH = Task(
    id="launch-words",
    title="Which lines say what to do?",
    points=2,
    rung="click",
    kind=Sort(items=line_items(), bins=LINE_BINS, enough=(6, 8)),
    prompt=(
        "Eight lines from a fictional K-5 school. Sort each one. A line that has something to do *and* a label counts as a "
        "label; a line that speaks of later counts as a promise."
    ),
    expected=lambda _: {code: line.kind for code, line in LINES.items()},
    right=(
        "A line with something to do needs no title and no promise. It can name a person whose work this is, and then it "
        "says what students will do with it."
    ),
    hint="Three checks for each line. Does it say what to do now? Does it leave out titles? Does it leave out later?",
    example=(
        "“Little chefs, weigh the bins!” has something to do and a title: a label. “Let’s weigh the bins for the kitchen” "
        "has something to do and nobody is told who to be."
    ),
)


# --- A role card -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Activity:
    """One part of the fictional lesson: what students do, for how long, and the practice in it, if there is one."""

    key: str
    minutes: int
    students: str
    practice: str = ""


LESSON = (
    Activity("a", 10, "listen to a voice message of the park groundskeeper"),
    Activity("b", 30, "read twelve thermometers every hour, and keep the log", "measure"),
    Activity("c", 15, "watch a film about famous engineers"),
    Activity("d", 25, "choose two places from the log, and say what each leaves out", "decide"),
    Activity("e", 10, "color the cover of the report"),
    Activity("f", 15, "send the choice to the parks office, and read its reply"),
)
LEAST = 10  # minutes of students' own doing that a practice needs

ROLES = ("creek technician", "data scientist", "photographer")
SECOND = ("park groundskeeper", "soil scientist", "building inspector")
COSTUME, NO_CODE, DEGREE = "young-scientists", "stem", "none"


def lesson_table(_: pd.DataFrame) -> pd.DataFrame:
    """Show the fictional lesson, activity by activity."""
    return pd.DataFrame(
        [[f"{each.key}, {each.minutes} min", each.students.capitalize()] for each in LESSON],
        columns=["Activity", "What students do"],
    )


def lesson_practices() -> set[str]:
    """Return the practices that students do themselves, for long enough."""
    return {each.practice for each in LESSON if each.practice and each.minutes >= LEAST}


def _job(careers: pd.DataFrame, name: str) -> Row:
    found: Row = careers[careers["job"] == name].iloc[0].to_dict()
    return found


def _key(words: str) -> str:
    return words.replace(" ", "-")


def in_lesson(careers: pd.DataFrame, name: str) -> bool:
    """Tell whether both practices of a job are done in the lesson."""
    return set(practices(_job(careers, name))) <= lesson_practices()


def opens(careers: pd.DataFrame, name: str, role: str) -> bool:
    """Tell whether a job opens the work to more people: no bachelor's degree, and another level than the role's."""
    row = _job(careers, name)
    return in_lesson(careers, name) and row["entry"] not in ("bachelor+", _job(careers, role)["entry"])


def _the(keys: list[str]) -> str:
    (only,) = keys
    return only


def role(careers: pd.DataFrame) -> str:
    """Return the one job that fits the lesson."""
    return _the([name for name in ROLES if in_lesson(careers, name)])


def second(careers: pd.DataFrame) -> str:
    """Return the one job that can stand beside it."""
    return _the([name for name in SECOND if opens(careers, name, role(careers))])


def activity_with(practice: str) -> str:
    """Return the activity in which students do a practice."""
    return _the([each.key for each in LESSON if each.practice == practice and each.minutes >= LEAST])


def cluster_key(careers: pd.DataFrame) -> str:
    """Return the key of the cluster of the role's occupation."""
    name = occupations()[str(_job(careers, role(careers))["soc"])].cluster
    return _the([id_ for id_ in ("energy", "education", "agriculture") if cluster_name(id_) == name])


def _role_bin(careers: pd.DataFrame, name: str) -> Bin:
    row = _job(careers, name)
    first, other = (PRACTICES[each].does for each in practices(row))
    return Bin(_key(name), f"{name.capitalize()} ({row['soc']}): {first}, and {other}")


def _second_bin(careers: pd.DataFrame, name: str) -> Bin:
    row = _job(careers, name)
    return Bin(_key(name), f"{name.capitalize()} ({row['soc']}); people start with {ENTRIES[str(row['entry'])]}")


def _activity_bins(keys: str) -> tuple[Bin, ...]:
    return tuple(Bin(each.key, f"{each.key}: students {each.students}") for each in LESSON if each.key in keys)


def card_lines(careers: pd.DataFrame) -> list[Item]:
    """Return the six lines of the role card."""
    return [
        Item(
            "R1",
            "**The role:** a person whose two practices students will do themselves",
            (_key(role(careers)),),
            because="Measuring is in one activity and deciding in another: the role is lived, and not only named.",
            says={
                "data-scientist": "Half of it fits: students do read data and decide. They compute nothing here.",
                "photographer": "Half of it fits: students do measure. Nobody draws or models in this lesson.",
                COSTUME: (
                    "This is a costume: no occupation, no code and no practice. And it says that STEM is what people in "
                    "lab coats do. Look for someone who does what your students do on that day."
                ),
            },
            bins=(
                *(_role_bin(careers, name) for name in ROLES),
                Bin(COSTUME, "Young scientists, in real lab coats"),
            ),
        ),
        Item(
            "R2",
            "**Its career cluster**",
            (cluster_key(careers),),
            because="The cluster goes with the code. Who works near water, air and soil is found there.",
            says={
                NO_CODE: "There is no such cluster. The framework has 14, and work with science or math is in all of them.",
                "education": "This is where *you* work. The card asks for the cluster of the person in the role.",
                "agriculture": "Close by. A creek runs past farms, but this occupation is not one of growing food.",
            },
            bins=(
                *(Bin(id_, str(cluster_name(id_))) for id_ in ("agriculture", "education", "energy")),
                Bin(NO_CODE, "STEM"),
            ),
        ),
        Item(
            "R3",
            f"**Where students do the first practice:** {PRACTICES['measure'].label.lower()}",
            (activity_with("measure"),),
            because="Thirty minutes of their own readings.",
            says={
                "a": "Here they hear of the work. In a practice they do it themselves.",
                "c": "Here they watch. A film about the work is not the work.",
                "e": "Here their hands are busy, and no practice of the role is in it.",
            },
            bins=_activity_bins("abce"),
        ),
        Item(
            "R4",
            f"**Where students do the second practice:** {PRACTICES['decide'].label.lower()}",
            (activity_with("decide"),),
            because="They choose from their own log, and have to say what the choice leaves out.",
            says={
                "b": "This is where the data come from. Reading them and deciding comes later, in an activity of its own.",
                "c": "Nothing is decided in front of a film.",
                "f": "By then it is decided. Here they send it, and hear what came of it.",
            },
            bins=_activity_bins("bcdf"),
        ),
        Item(
            "R5",
            "**The decision that students make**",
            ("places",),
            because="Two sails, twelve places, and each choice leaves someone in the sun. People could differ.",
            says={
                "color": "A free choice, and nothing hangs on it. Would a groundskeeper lose sleep over the color?",
                "answer": "If the back of the sheet knows it, nobody decides. A decision has two ways that could be defended.",
                "vote": "A vote counts wishes. The log they kept would not matter at all.",
            },
            bins=(
                Bin("places", "Which two of twelve places get a sail, and who stays in the sun"),
                Bin("color", "Which color the sails have"),
                Bin("answer", "Which place is the hottest; the answer is on the back of the sheet"),
                Bin("vote", "Which place they like best, by a show of hands"),
            ),
        ),
        Item(
            "R6",
            "**A second occupation,** at another level, that opens the same work to more people",
            (_key(second(careers)),),
            because="The same two practices, and people often start with high school. Now there is more than one door.",
            says={
                "soil-scientist": "The practices fit. Here people start with a bachelor’s degree, and the door stays narrow.",
                "building-inspector": "The practices fit, but people start at the same level as in the first occupation.",
                DEGREE: (
                    "Many believe so. Of the county’s openings with these practices, most can be entered without a "
                    "bachelor’s degree. Look at who measures and decides in the parks."
                ),
            },
            bins=(
                *(_second_bin(careers, name) for name in SECOND),
                Bin(DEGREE, "None: work like this needs a degree"),
            ),
        ),
    ]


CARD = Task(
    id="role-card",
    title="A role card for the shade lesson",
    points=3,
    rung="click",
    kind=Sort(items=card_lines, enough=(2, 4, 6)),
    dataset=CAREERS,
    prompt=(
        "Grade 6 finds out where the schoolyard needs its two shade sails. Below are the six activities. Fill in the card: "
        "one choice for each of its six lines."
    ),
    evidence=lesson_table,
    evidence_caption="The fictional lesson: where does our yard need shade?",
    expected=lambda careers: {item.code: item.accepts[0] for item in card_lines(careers)},
    right=(
        "One person, two practices in two activities, a decision that could go either way, and a second door. The parks "
        "office replies, so the work does not end on your desk."
    ),
    hint=(
        "Go through the activities: in which of them do students do something that is somebody’s job? Begin with lines R3 "
        "and R4. They tell you which job fits."
    ),
    example=(
        "Another lesson: students weigh the cafeteria’s bins (compute) and choose what to cook less of (decide). The "
        "cafeteria manager does both. A line cook, who also computes, is the second door."
    ),
    code=(
        'careers = load("careers_local")\n'
        'both = careers[["practice_1", "practice_2"]].isin(["measure", "decide"]).all(axis=1)\n'
        'careers.loc[both, ["job", "soc", "entry"]]'
    ),
)


# --- A partner -------------------------------------------------------------------------------------------------------

HALL = Request("R13", "Grade 8: a model of our hall", "plan", ("arts", "construction"), "midday", "host", 34, "Spanish")
"""What the class asks for; not one of the explorer's requests."""

OFFERED = {
    "a": "architect",
    "b": "building inspector",
    "c": "exhibit designer",
    "d": "greenhouse worker",
    "e": "water plant operator",
}


def _partner(some: list[Row], job: str) -> Row:
    return next(row for row in some if row["job"] == job)


def _records(partners: pd.DataFrame) -> list[Row]:
    found: list[Row] = partners.to_dict("records")
    return found


def offered(partners: pd.DataFrame) -> pd.DataFrame:
    """Show the five partners with what they can give."""
    some = [_partner(_records(partners), job) for job in OFFERED.values()]
    table = pd.DataFrame(some)[["job", "languages", "times", "formats", "capacity"]]
    table["job"] = [f"{row['job'].capitalize()} ({row['distance']})" for row in map(_words, some)]
    return table.set_axis(["Partner", "Speaks", "Times", "How", "Room for"], axis=1)


def _words(row: Row) -> dict[str, str]:
    return {name: str(value) for name, value in row.items()}


def who_can(partners: pd.DataFrame) -> str:
    """Return the letter of the partner whom nothing keeps from saying yes."""
    some = _records(partners)
    return _the([letter for letter, job in OFFERED.items() if not obstacle(_partner(some, job), HALL)])


_SAYS = {
    "architect": (
        "The title fits best, and it is a short walk. But half of this class works in Spanish, and the architect does not "
        "speak it. A fine title is not yet a fit."
    ),
    "building inspector": (
        "Spanish, and a job in building. But the inspector comes to a class in the morning, and this class wants to go and "
        "see. Read the columns “Times” and “How”."
    ),
    "exhibit designer": (
        "Spanish, a short walk, midday, a place to go to, and room for 34. Each condition holds, and nobody’s name or face "
        "was needed to find out."
    ),
    "greenhouse worker": (
        "Spanish, and a place to go to. But only after school: at midday nobody could open the door. You could ask for "
        "photos in writing, which is another request."
    ),
    "water plant operator": (
        "Nearly: language, time and place fit. There is room for 30, and the class has 34. Four students would wait "
        "outside, or never come along."
    ),
}

MATCH = Task(
    id="match-partner",
    title="Who can say yes?",
    points=1,
    rung="click",
    kind=Choice(
        options=tuple(Option(letter, f"The {job}", _SAYS[job]) for letter, job in OFFERED.items()),
    ),
    dataset=PARTNERS,
    prompt=(
        f"A grade 8 class of {HALL.students} students builds a model of the school hall. It would like to go and see how "
        f"someone plans with models: at **{HALL.time}**, on foot or by bus, hosted by a partner who speaks "
        f"**{HALL.language}**. All {HALL.students} go together. Whom do they write to?"
    ),
    evidence=offered,
    evidence_caption="Five of the forty fictional partners. How: “host” means that the class comes to them",
    expected=who_can,
    hint="Four conditions: language, time, how, and room for all. Cross out a partner at the first that fails.",
    example=(
        "Another class, 20 students, after school, by video, in English. The welder speaks English and is free, but gives "
        "no calls. The bookkeeper does: that is the one to write to."
    ),
)


# --- A letter --------------------------------------------------------------------------------------------------------

LETTER_STARTER = """**My letter** (about 120 words; replace the lines below with your own words)

To (the work, not a name):

What our students do, and for whom:

Which of your practices is in it, and what we would like from you:

Three ways to help (30 minutes / 2 hours / more than once):

One thing to tell us (what you do, when you got stuck, who helped, a decision you made):

The first words my students will hear that day:

When we need your answer, and what comes back to you:"""

LETTER_REFERENCE = """**My letter**

To (the work, not a name): the person who runs the morning shift at the water plant.

What our students do, and for whom: all 28 of our sixth graders keep a log of heat in the yard for the parks office.

Which of your practices is in it, and what we would like from you: you read a log each morning and decide. We would
like two weeks of your numbers, and a word on how you choose.

Three ways to help (30 minutes / 2 hours / more than once): send the numbers and one photo; or show us the plant; or
read our choice in May and again in June.

One thing to tell us: a day when the numbers made no sense, who helped, and what you decided.

The first words my students will hear that day: "Let's read this log and find the day something went wrong."

When we need your answer, and what comes back to you: by March 3. You get our choice, and what the parks office did."""

LETTER = Task(
    id="ask-letter",
    title="Your ask-letter",
    points=2,
    rung="fill",
    kind=Words(starter=LETTER_STARTER, words=120),
    prompt=(
        "Write to someone near you whose practice is in one of your lessons. Use the work and the place, no name of a "
        "person and none of a student. You may leave a line out when the letter says it elsewhere."
    ),
    expected=lambda _: LETTER_REFERENCE,
    hint="Begin with what your students do. Then name the one thing in it that this person does each week.",
    example=(
        "A good second line: “All 24 of our fourth graders weigh what comes back from lunch. You plan for ninety plates: "
        "we would like to know how you guess.”"
    ),
    rubric=(
        RubricRow(
            "ask",
            "A practice, and three sizes of help",
            (
                "A general wish to inspire, no practice of theirs, or one size of help only.",
                "What students do, the partner’s practice in it, and three sizes of help, at least one without a trip.",
            ),
            anchors=(
                (
                    "Please come and tell the children about your exciting career. Any day in May would be great!",
                    "We would love to have an engineer. Could you give an hour on Tuesday at nine? It means a lot to us.",
                ),
                (
                    "Our class times the bus stop. You plan routes: could you send last month's late list, or call us for "
                    "half an hour, or see our plan in June as well?",
                    "We draw a ramp for the side door. You read such drawings. Three ways: mark up a photo of ours, let six of "
                    "us see a site, or look twice, in March and in May.",
                ),
            ),
        ),
        RubricRow(
            "words",
            "Doing words, a stuck moment, open to all",
            (
                "A label or a promise, success only, or only some students are to take part.",
                "First words that say what to do, a stuck moment asked for, and every student of the class takes part.",
            ),
            anchors=(
                (
                    "“Today you are junior engineers!” Tell them how you made it to the top.",
                    "Our six best students will meet you. First words: “You could have this job one day.”",
                ),
                (
                    "“Let's find the stop where everybody waits.” Tell us of a route that failed, and who helped. All 26 of "
                    "us read it.",
                    "“Let's measure the door before we draw.” Please tell one mistake and what you changed. The whole class "
                    "draws.",
                ),
            ),
        ),
    ),
)

TASKS = [LAUNCH, CARD, MATCH, LETTER]

"""The tasks of module `start`: every figure comes from the dataset, or from the report on the practice file."""

from functools import cache

import pandas as pd

from belonging.course import load_python, module
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.mend import Report
from belonging.exercise.reading import parse_notebook
from belonging.exercise.source import load as load_exercise
from belonging.measures import mean, scale_score
from belonging.prepost import FORM_A, SURVEY
from belonging.tasks import Bin, Choice, Item, Number, Option, Sort, Task, Wrong

PULSE = "pulse_fall_spring"
BELIEFS = {
    "belong": "I belong",
    "can_do": "I can do this",
    "add_value": "I add value",
    "future_ready": "I'm future-ready",
}
LETTERS = dict(zip(BELIEFS, "abcd", strict=True))


def means_of(pulse: pd.DataFrame, class_code: str) -> dict[str, float]:
    """Return one class's fall mean for each belief, as the picture shows it: with one decimal."""
    here = pulse[pulse["class_code"] == class_code]
    answers = {belief: here[[f"fall_{belief}_1", f"fall_{belief}_2"]].astype(float) for belief in BELIEFS}
    return {belief: round(mean(scale_score(a, low=1, high=5).scores).value, 1) for belief, a in answers.items()}


def pictured(pulse: pd.DataFrame) -> dict[str, float]:
    """Return the means of the class in the picture, whichever class that is."""
    return means_of(pulse, load_python(module("start").folder / "pictured_class.py").CLASS)


# --- Your first three tasks ----------------------------------------------------------------------------------------

LOWEST = Task(
    id="lowest-belief",
    title="Which belief is the lowest?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "I belong",
                "This is the longest full bar of the four. You are looking for the shortest one.",
            ),
            Option(
                "b",
                "I can do this",
                "It is on the low side. There is one more full bar that ends further to the left.",
            ),
            Option(
                "c",
                "I add value",
                "In the whole made-up school this one is the lowest. In this class it is not: one more reason to ask "
                "each class. Look for the shortest full bar.",
            ),
            Option(
                "d",
                "I'm future-ready",
                "You made the picture show what you wanted to know, and you read it. That is most of what this course "
                "asks of your computer. What the number cannot tell you is *why*: for that you have to ask.",
            ),
        )
    ),
    dataset=PULSE,
    prompt=(
        "In the picture *Guess the class*, switch on “Show the class”. The full bars are what the class said; the "
        "dashed ones are your own guesses. For which belief is the **full** bar the shortest?"
    ),
    expected=lambda pulse: LETTERS[min(BELIEFS, key=pictured(pulse).__getitem__)],
    hint="Look at the full bars only, or at the column “The class” in the table below the picture.",
    example="If the full bars end at 4.1, 3.9, 2.2 and 3.0, the third one is the shortest.",
)

READ = Task(
    id="read-a-value",
    title="Read a number off the picture",
    points=2,
    rung="fill",
    kind=Number(decimals=1),
    dataset=PULSE,
    prompt=(
        "Stay with the same picture. Which number stands at the end of the class's **full** bar for *I can do this*? "
        "Type it with one decimal."
    ),
    expected=lambda pulse: pictured(pulse)["can_do"],
    right=(
        "A mean a bit below the middle of the scale, from 1 to 5. Some students of the class are well above it and some "
        "well below. The bar cannot show you which."
    ),
    wrongs=(
        Wrong("guess", lambda pulse: 3.0, "This is where the dashed bar of your own guess begins. Read the full bar."),
        Wrong(
            "belong",
            lambda pulse: pictured(pulse)["belong"],
            "You read the number well, but from another bar: this one is *I belong*. Go one bar down.",
            points=1,
        ),
        Wrong(
            "add-value",
            lambda pulse: pictured(pulse)["add_value"],
            "You read the number well, but from another bar: this one is *I add value*. Go one bar up.",
            points=1,
        ),
        Wrong(
            "future-ready",
            lambda pulse: pictured(pulse)["future_ready"],
            "You read the number well, but from another bar: this one is *I'm future-ready*, the lowest.",
            points=1,
        ),
        Wrong(
            "off-by",
            lambda pulse: 3.0 - pictured(pulse)["can_do"],
            "This is how far a guess of 3.0 was off. Here we want what the class itself said.",
        ),
    ),
    hint="Each bar has its number at its end. The table below the picture holds the same numbers.",
    example="In another class the full bar for *I belong* ends at 4.1. So you would type 4.1.",
)

OTHER_CLASS = "C2"
#: What the fictional colleague guessed, on the scale from 1 to 5.
GUESSES = {"belong": 4.0, "can_do": 3.5, "add_value": 4.0, "future_ready": 3.0}


def off_by(pulse: pd.DataFrame) -> dict[str, float]:
    """Return how far each guess of the colleague is above what the class said."""
    said = means_of(pulse, OTHER_CLASS)
    return {belief: round(GUESSES[belief] - said[belief], 1) for belief in BELIEFS}


def furthest(pulse: pd.DataFrame) -> str:
    """Return the belief whose guess is furthest off."""
    off = off_by(pulse)
    return max(BELIEFS, key=lambda belief: abs(off[belief]))


def guesses_and_class(pulse: pd.DataFrame) -> pd.DataFrame:
    """Show the colleague's guesses beside what the class said."""
    said = means_of(pulse, OTHER_CLASS)
    return pd.DataFrame(
        [[name, f"{GUESSES[belief]:.1f}", f"{said[belief]:.1f}"] for belief, name in BELIEFS.items()],
        columns=["Belief", "Her guess", "The class said"],
    )


def size_of_other(pulse: pd.DataFrame) -> int:
    """Count the students of the colleague's class."""
    return int((pulse["class_code"] == OTHER_CLASS).sum())


FURTHEST = Task(
    id="furthest-guess",
    title="How far off was the guess that missed most?",
    points=2,
    rung="fill",
    kind=Number(decimals=1),
    dataset=PULSE,
    prompt=lambda pulse: (
        f"The table shows what Ms. Ruiz guessed for her class of {size_of_other(pulse)} students, and what the class "
        "said. Find the guess that is **furthest** from the class. By how many points was it off?"
    ),
    evidence=guesses_and_class,
    evidence_caption="Four guesses, and what the class said",
    expected=lambda pulse: abs(off_by(pulse)[furthest(pulse)]),
    right=lambda pulse: (
        f"*{BELIEFS[furthest(pulse)]}* is where she was most sure and furthest off. She was not a bad teacher for it: "
        "now she knows what to ask. Her other three guesses were close."
    ),
    wrongs=(
        Wrong(
            "closest",
            lambda pulse: min(abs(off) for off in off_by(pulse).values()),
            "This is the guess that came closest. Look for the row where the two numbers lie furthest apart.",
            points=1,
        ),
        Wrong(
            "first-row",
            lambda pulse: off_by(pulse)["belong"],
            "You subtracted well. But there is a row where the two numbers lie further apart.",
            points=1,
        ),
        Wrong(
            "average-miss",
            lambda pulse: mean(abs(off) for off in off_by(pulse).values()).value,
            "This is about how far off she was on the whole. Here we want the one guess that missed most.",
            points=1,
        ),
        Wrong(
            "the-class",
            lambda pulse: means_of(pulse, OTHER_CLASS)[furthest(pulse)],
            "You found the right row. This is what the class said there. How far is her guess from it?",
            points=1,
        ),
        Wrong(
            "the-guess",
            lambda pulse: GUESSES[furthest(pulse)],
            "This is a number she guessed. Subtract what the class said in the same row.",
        ),
        Wrong(
            "turned-round",
            lambda pulse: -abs(off_by(pulse)[furthest(pulse)]),
            "The size is right. “How far off” has no minus sign.",
            points=1,
        ),
    ),
    hint="In each row take the larger number minus the smaller one. Then give the largest of the four results.",
    example=(
        "Another colleague guessed 3.0 and 4.5, and the class said 3.2 and 2.9. The first guess is off by 0.2 and the "
        "second by 1.6. So the answer would be 1.6."
    ),
)


# --- Mend and sort -------------------------------------------------------------------------------------------------


@cache
def report(_: object = None) -> Report:
    """Mend the broken notebook, and return the report that a participant sees."""
    files = load_python(module("start").exercise_folder / "files.py")
    return into_clean_copy(parse_notebook(files.FILES[files.BROKEN]().encode(), files.BROKEN), "start")[1]


MEND = Task(
    id="mend-a-notebook",
    title="Mend a broken notebook",
    points=1,
    rung="click",
    kind=Number(decimals=0),
    file="broken-notebook.ipynb",
    prompt=(
        "This file is Ms. Ruiz's notebook, and it is broken on purpose. Let the course mend it, and read the report.\n\n"
        "- **On the course page:** download the file below. Then press *Mend my notebook*, at the end of this part, and "
        "choose the file. Your own answers stay as they are. (Leave *Open the mended notebook here* alone: these are her "
        "answers and not yours.)\n"
        "- **In JupyterLab:** the file is beside this notebook already. Open *Mend my notebook*, from the page *Start here*. "
        "Run its one box, choose `exercises/broken-notebook.ipynb` in the list, and press *Mend my notebook*.\n\n"
        "How many answers were **moved** into their place?"
    ),
    expected=lambda _: report().moved,
    right=(
        "That is all there is to it. You did not have to know what was wrong with the file. If it ever happens to your "
        "own, do just the same; the file you had stays as it was."
    ),
    wrongs=(
        Wrong(
            "kept-aside",
            lambda _: report().kept_aside,
            "So many texts were kept aside, and so many answers were not found. Look at the first number of the report.",
        ),
        Wrong(
            "not-moved",
            lambda _: report().kept_aside + report().lost,
            "This adds up the last two numbers of the report. The first one is about answers that were moved.",
        ),
        Wrong(
            "all-answers",
            lambda _: report().moved + report().kept_aside,
            "This counts the text that was kept aside as well. It was saved, but it has no place among the answers.",
        ),
        Wrong(
            "all-tasks",
            lambda _: sum(placed.task.points > 0 for placed in load_exercise("start").tasks),
            "So many tasks are in the notebook. One answer was not found, and one task was still blank.",
        ),
    ),
    hint="The report begins with one sentence that has three numbers in it. The first one counts what was moved.",
    example="If a report says “Answers moved into place: 7. Texts kept aside: 0. Not found: 2.”, the answer is 7.",
)

BINS = (
    Bin("browser", "only in this browser, on this device"),
    Bin("file", "in this browser, and also in the file you hand in"),
    Bin("host", "on the computer that holds the pages"),
    Bin("nowhere", "nowhere: it is gone when you close the page"),
)

THINGS = (
    Item(
        "A",
        "A letter or a number that you give as an answer",
        ("file",),
        because="It is kept here, and *Download my work* puts it into the file. You decide who gets that file.",
        says={
            "browser": "It is kept here. But what is in the file that *Download my work* makes?",
            "host": "No answer is sent to the computer that holds the pages. How would your leader get it?",
            "nowhere": "Answer a task, close the page and open it again: it is still there.",
        },
    ),
    Item(
        "B",
        "How often you missed before you got it right",
        ("browser",),
        because="The page counts misses so that it can offer help in time. The count is not put into the file.",
        says={
            "file": "The file holds your answers as they are now, and not the way you got there.",
            "host": "The page checks by itself, with no other computer. So nobody is told of a miss.",
            "nowhere": "Close. The page has to remember it, or else it could not offer a hint in time.",
        },
    ),
    Item(
        "C",
        "The bars that you move in a picture",
        ("nowhere",),
        because="Play is not kept. Close the page, and the bars are back where they began.",
        says={
            "browser": "Move a bar, close the page and open it again. Where is the bar?",
            "file": "The file holds what you gave as answers. A picture has none.",
            "host": "The picture works inside your browser. Nothing about it is sent.",
        },
    ),
    Item(
        "D",
        "Your choice of light or dark colors",
        ("browser",),
        because="It stays on this device, and on another one you choose again.",
        says={
            "file": "The file is about your answers. How your page looks is not in it.",
            "host": "The page asks your own browser for it. It is not sent.",
            "nowhere": "Choose the dark colors and open another page: they are still dark.",
        },
    ),
    Item(
        "E",
        "That somebody opened this page, from a school's network, on a Tuesday",
        ("host",),
        because="This is so for every page on the web. It can see which page was asked for, and no answer.",
        says={
            "browser": "A page has to come from somewhere. That other computer was asked for it.",
            "file": "The file holds your answers. When you opened a page is not in it.",
            "nowhere": "A page has to come from somewhere, and that other computer can note down that it was asked.",
        },
    ),
    Item(
        "F",
        "A student's name that a teacher types into a written answer",
        ("file",),
        because="Every word of an answer is in the file, and the file goes to other people. So type no names.",
        says={
            "browser": "It is kept here, true. And then the file is handed in, with every word in it.",
            "host": "It is not sent to the computer that holds the pages. Still, it does get around: how?",
            "nowhere": "The page does not know that it is a name. It is kept like any other answer.",
        },
    ),
)

WHERE = Task(
    id="where-it-goes",
    title="Where does each thing go?",
    points=2,
    rung="click",
    kind=Sort(items=THINGS, bins=BINS, enough=(4, 6)),
    prompt=(
        "You work on the **course page**, on the web. Where is each of these things kept? Four right make one point, all "
        "six make two."
    ),
    expected=lambda _: {thing.code: thing.accepts[0] for thing in THINGS},
    right="Now you can tell a colleague in one breath what this course knows about them, and what it does not.",
    hint="Ask of each thing: would I hand it in? Would the page need it next time? Was it sent at all?",
    example=(
        "How far you scrolled the side menu is kept in the browser, in this one tab: you would not hand it in, and "
        "nobody is told."
    ),
)

TASKS = [*SURVEY, *FORM_A, LOWEST, READ, FURTHEST, MEND, WHERE]

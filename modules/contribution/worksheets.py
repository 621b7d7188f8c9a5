"""Three made-up worksheets, and what each line of their card says when its dial is shut, half open or open."""

from dataclasses import dataclass

LEVELS = ("shut", "half open", "open")


@dataclass(frozen=True)
class Dial:
    """One dial of the board.

    Parameters
    ----------
    id
        Its choice among those of the explorer.
    label
        What stands beside the control.
    slot
        The same in two short lines, beside the picture.
    names
        What each level is called in the control.
    """

    id: str
    label: str
    slot: str
    names: tuple[str, str, str]


DIALS = (
    Dial(
        "needs",
        "Who needs the answer",
        "Who|needs it?",
        ("the teacher", "classmates, to look at", "someone outside, who asked"),
    ),
    Dial(
        "decides",
        "Who decides",
        "Who|decides?",
        ("the sheet", "students, on how it looks", "students, on what matters"),
    ),
    Dial(
        "goes",
        "What happens to it",
        "What|happens?",
        ("a grade, and that is all", "it is shown", "someone uses it, and answers"),
    ),
    Dial(
        "judged",
        "How it is judged",
        "How|judged?",
        ("by the key", "by the key, and for neatness", "by the job it has to do"),
    ),
    Dial(
        "redo",
        "Redo",
        "Redo|allowed?",
        ("no, the first try counts", "for some, if they ask", "yes, it is part of the work"),
    ),
)


@dataclass(frozen=True)
class Worksheet:
    """One worksheet; `lines` holds for each dial, by its id, what the card says at each level."""

    title: str
    grade: int
    lines: dict[str, tuple[str, str, str]]


WORKSHEETS = {
    "plants": Worksheet(
        "Parts of a plant",
        3,
        {
            "needs": (
                "The teacher needs it, for the grade book.",
                "Another class will look at it.",
                "The kindergarten asked: what can we grow by our window?",
            ),
            "decides": (
                "The sheet says which plant, and which words go where.",
                "You choose the colors.",
                "You pick two plants out of five, and say why these two.",
            ),
            "goes": (
                "It is graded, and goes into the folder.",
                "It hangs in the hall for a week.",
                "It goes along with the pots, and in May you hear what grew.",
            ),
            "judged": (
                "There is one point for each right word.",
                "There is one point for each right word, and one for neat work.",
                "It is good when someone who never saw the plant could grow it.",
            ),
            "redo": (
                "The first try counts.",
                "You may fix it if you ask.",
                "A partner tries it out, and then everyone mends it.",
            ),
        },
    ),
    "means": Worksheet(
        "Twenty means and medians",
        7,
        {
            "needs": (
                "The teacher needs it, for the grade book.",
                "Your table will compare answers.",
                "The bus office asked: how late is our bus, and on which days?",
            ),
            "decides": (
                "The sheet says which number to find, each time.",
                "You choose which ten of the twenty you do.",
                "You choose the mean or the median for the late minutes, and defend it.",
            ),
            "goes": (
                "It is graded, and goes into the bin.",
                "Some of them hang by the door.",
                "It goes to the bus office, and they write back.",
            ),
            "judged": (
                "It is checked with the key.",
                "It is checked with the key, with two points for neat work.",
                "It is good when the office could act on it: right, clear, and with its n.",
            ),
            "redo": (
                "You have one try.",
                "You may redo two of them if you ask.",
                "Everyone checks the claim with a second week of data, and mends it.",
            ),
        },
    ),
    "creek": Worksheet(
        "Ten readings, one graph",
        10,
        {
            "needs": (
                "The teacher needs it, for the lab grade.",
                "Your lab partner reads it.",
                "The creek group asked: where should we plant shade first?",
            ),
            "decides": (
                "The steps are given, and so is the graph to fill in.",
                "You choose bars or a line.",
                "You decide where to measure, how often, and which place comes first.",
            ),
            "goes": (
                "It is graded, and goes into the binder.",
                "It is shown on a slide in class.",
                "The group plants by it in fall, and tells you where it did not agree.",
            ),
            "judged": (
                "There are ten points for the ten readings.",
                "There are ten points for the readings, and two for the title.",
                "It is good when the group can tell what you know, and what you do not.",
            ),
            "redo": (
                "The first graph is the grade.",
                "You may fix the units if you ask.",
                "After a reader has been stuck on it, everyone measures once more and mends it.",
            ),
        },
    ),
}

"""Six minutes of talk in a fictional grade 7 class, turn by turn, with what the teacher's words do."""

from dataclasses import dataclass

STUDENTS = ("Ash", "Blair", "Corey", "Drew", "Ellis", "Frankie", "Gray", "Harper", "Indy")
TURNS_A_MINUTE = 4


@dataclass(frozen=True)
class Turn:
    """One turn; `calls` is whom it asks to speak, `expert` whom it sets up as the one who knows or decides."""

    who: str
    words: str
    calls: str = ""
    expert: str = ""


SCENE = (
    Turn("Teacher", "Yesterday our cart stopped short on the carpet ramp. Where was that, Ash?", calls="Ash"),
    Turn("Ash", "By the second tape line. On the tile it went past the fourth."),
    Turn("Teacher", "Okay. Blair, what did you write?", calls="Blair"),
    Turn("Blair", "That the carpet grabs the wheels, kind of."),
    Turn("Teacher", "Mm-hm. Drew, what is going on there?", calls="Drew"),
    Turn("Drew", "Friction. The carpet pushes back on the cart."),
    Turn(
        "Teacher",
        "There it is. Write down what Drew said, that is the word we need. Corey, read us the next step.",
        calls="Corey",
        expert="Drew",
    ),
    Turn("Corey", "Change one thing and run it again. We could change how high the ramp is?"),
    Turn("Teacher", "Let's see. Ellis, which one thing would you change?", calls="Ellis"),
    Turn("Ellis", "The weight. I think a heavy cart digs in."),
    Turn("Teacher", "Hm. Drew, would that work?", calls="Drew", expert="Drew"),
    Turn("Drew", "I guess. But then the push is bigger too."),
    Turn("Teacher", "See how Drew looks at both sides? Frankie, your turn.", calls="Frankie", expert="Drew"),
    Turn("Frankie", "At my uncle's shop they put the crate on rollers, so it hardly touches the floor."),
    Turn("Teacher", "Fun. Gray, is your table's chart done?", calls="Gray"),
    Turn("Gray", "Almost. Two of our runs did not match, so we ran it a third time."),
    Turn("Teacher", "Good, keep going. Harper?", calls="Harper"),
    Turn("Harper", "Gray's three runs could go into one average. Then an odd run counts for less."),
    Turn(
        "Teacher",
        "Nice. Harper, show your table how you would do that. Indy, what do you see in the chart?",
        calls="Indy",
        expert="Harper",
    ),
    Turn("Indy", "The carpet runs are all short, but not the same short."),
    Turn("Teacher", "Right. Ash, read us the last row.", calls="Ash"),
    Turn("Ash", "Carpet and heavy cart: one and a half tape lines."),
    Turn("Teacher", "Thanks. Drew, you decide which test we run tomorrow.", calls="Drew", expert="Drew"),
    Turn("Drew", "The weight one, I guess. That was Ellis's."),
)
MINUTES = len(SCENE) // TURNS_A_MINUTE


def tally(kind: str, minutes: int) -> dict[str, int]:
    """Count the `calls` or `expert` marks of each student up to the end of a minute, zeros included."""
    marks = [getattr(turn, kind) for turn in SCENE[: minutes * TURNS_A_MINUTE]]
    return {name: marks.count(name) for name in STUDENTS}

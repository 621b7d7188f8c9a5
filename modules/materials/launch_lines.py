"""Explorer "Launch-line sorter": twelve ways to open a lesson, each a promise, a label or something to do."""

import altair as alt
import pandas as pd

from belonging.classroom.launch import Line
from belonging.explorers import Explorer, Paper, Select, Steps, View
from belonging.explorers.paint import SERIES, framed, row_axis

LINES = (
    Line("Let’s do science! Which cup keeps the ice longest?", True, True, True),
    Line("Today you are all scientists.", False, False, True, "Let’s do science: which seed will sprout first?"),
    Line("One day you will cure a disease.", False, True, False, "Let’s find out how a germ gets around the room."),
    Line("Good morning, little engineers!", False, False, True, "Let’s build a bridge that holds this book."),
    Line("Let’s find out why the lamp stays dark.", True, True, True),
    Line("Learn this and any job will be yours.", False, True, False, "Let’s use this to plan our garden bed."),
    Line("Scientists, let’s test which ramp is fastest.", True, False, True, "Let’s test which ramp is fastest."),
    Line("Let’s count the birds for the park’s own list.", True, True, True),
    Line("You will love math after this week.", False, True, False, "Let’s find three ways to share nine apples."),
    Line("Who is a math person? Hands up!", False, False, True, "Let’s draw this problem, each in our own way."),
    Line("Let’s build it, let it fall, and build it again.", True, True, True),
    Line("Do this well and you will be an inventor.", False, True, False, "Let’s make a box that keeps an egg whole."),
)

KINDS = {
    "promise": "a promise",
    "label": "a label",
    "doing": "something to do",
}
WHY = {
    "promise": "A promise speaks of later, and no lesson can keep it.",
    "label": "A label says what a child is. What is a child to think when it goes wrong?",
    "doing": "Any child can start, and start again.",
}
CHECKS = (
    ("Says what to do now", "does"),
    ("Gives nobody a title", "free"),
    ("Makes no promise", "kept"),
)
NOT_YET = "not yet"


def launch_lines(line: int, sorted_as: str) -> View:
    """Show one launch line; once it is sorted, its three checks and a line to say instead."""
    chosen = LINES[line]
    told = sorted_as != NOT_YET
    yes = {name: getattr(chosen, field) for name, field in CHECKS}
    passing = {name: sum(getattr(each, field) for each in LINES) for name, field in CHECKS}
    answers = {name: ("yes" if yes[name] else "no") if told else "?" for name in yes}
    return View(
        chart=_checks(answers),
        sentence=f"Line {line + 1}: {_sentence(chosen, sorted_as)}",
        table=pd.DataFrame(
            [[name, answers[name], passing[name]] for name in yes],
            columns=["Check", "This line", f"Of {len(LINES)} lines, yes"],
            dtype=object,
        ),
        alt=f"Three checks of this line: {'; '.join(f'{name.lower()}, {_aloud(answers[name])}' for name in answers)}.",
        caption=f"Line {line + 1} of {len(LINES)}, and three checks.",
        counts=(f"Of {len(LINES)} lines, yes",),
    )


def _aloud(answer: str) -> str:
    return "open until you sort it" if answer == "?" else answer


def _sentence(line: Line, sorted_as: str) -> str:
    if sorted_as == NOT_YET:
        return f"“{line.text}” Is this a promise, a label, or something to do?"
    agreed = "Yes" if sorted_as == line.kind else "Look again"
    instead = f" Say instead: “{line.instead}”" if line.instead else ""
    return f"“{line.text}” {agreed}: this is {KINDS[line.kind]}.{instead} {WHY[line.kind]}"


def _checks(answers: dict[str, str]) -> alt.LayerChart:
    """Mark each check: a full circle for yes, a hollow square for no, both with their word."""
    short = ("What to do|right now", "No title|for anyone", "No promise|about later")
    data = pd.DataFrame(
        [{"slot": slot, "at": 1, "answer": answer} for slot, answer in zip(short, answers.values(), strict=True)]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(short), type="band"), axis=row_axis())
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, 4]), axis=None)
    base = alt.Chart(data).encode(x=x, y=y)
    full = base.transform_filter("datum.answer == 'yes'").mark_point(
        filled=True, size=420, opacity=1, shape="circle", color=SERIES[0]
    )
    hollow = base.transform_filter("datum.answer == 'no'").mark_point(
        filled=False, size=420, opacity=1, shape="square", color=SERIES[1]
    )
    words = base.mark_text(align="left", dx=24, fontWeight="bold").encode(text="answer:N")
    return framed(alt.layer(full, hollow, words), 200, bottom=12)


EXPLORER = Explorer(
    id="launch-lines",
    module="materials",
    title="Launch-line sorter",
    question="How do we open a lesson? Sort twelve lines: a promise, a label, or something to do.",
    misconception="Telling children that they are scientists makes science theirs.",
    choices=(
        Steps(
            id="line",
            label="Next line",
            values=tuple(range(len(LINES))),
            labels=tuple(f"Line {place} of {len(LINES)}" for place in range(1, len(LINES) + 1)),
            initial=1,
        ),
        Select(
            id="sorted-as",
            label="This line is",
            values=(NOT_YET, *KINDS),
            labels=("not sorted yet", *KINDS.values()),
        ),
    ),
    view=launch_lines,
    on_paper=tuple(
        Paper({"line": line, "sorted-as": kind}, picture=False)
        for line, kind in enumerate(("doing", "label", "promise"))
    ),
    small_groups_shown="What is counted here are twelve lines of a lesson, not students.",
)

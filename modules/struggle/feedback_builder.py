"""Explorer "Feedback builder": a comment part by part, beside what two groups of eleven can and cannot show."""

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Paper, Select, Slider, Toggle, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.explorers.say import percent
from belonging.measures import newcombe, wilson

# yeager2014, study 1: raw counts of the 22 Black students, 11 to each note.
REAL = 11
REVISED = {"note": 7, "plain": 3}
GROUP = {"note": "Note with standard and assurance", "plain": "Plain note"}
SHORT = {"note": "With the two", "plain": "Plain note"}

DRAFTS = {
    "lab": {
        "always": "Your claim is clear. The data that would back it up are not here yet.",
        "standard": "In our lab reports a reader can check each claim against the data.",
        "assurance": "I have read your last two reports, so I know you can get this one there.",
        "next_step": "Start with your second claim: add the two runs that show it.",
    },
    "story-problem": {
        "always": "Your answer is here. I cannot yet see how you got from the first line to the last.",
        "standard": "In math we write so that someone else could do it after us.",
        "assurance": "You did just that with the garden problem, so I know you can do it here.",
        "next_step": "Start at line two: draw the picture you had in your head.",
    },
}
# What each part does when it is there, and what its absence leaves open.
DOES = {
    "standard": ("The standard says what good work is.", "It does not say what good work is."),
    "assurance": ("The assurance says, you can reach it.", "It leaves open if the teacher thinks you can."),
    "next_step": ("The next step says where to start.", "It does not say where to start."),
}


def feedback_builder(draft: str, standard: bool, assurance: bool, next_step: bool, group_size: int) -> View:
    """Build a comment, and set it beside the study's two notes, or the same shares in larger, imagined groups."""
    parts = {"standard": standard, "assurance": assurance, "next_step": next_step}
    revised = {name: count * group_size // REAL for name, count in REVISED.items()}
    like = "note" if standard and assurance else "plain" if not (standard or assurance) else ""
    gap = newcombe(revised["note"], group_size, revised["plain"], group_size)
    points = percent(revised["note"] - revised["plain"], group_size).removesuffix("%")
    rows: list[list[object]] = [
        [SHORT[name], group_size, f"{count} ({percent(count, group_size)})", "–".join(_ends(count, group_size)) + "%"]
        for name, count in revised.items()
    ]
    rows.append(["Gap", None, f"{points} points", f"{_signed(gap.low)} to {_signed(gap.high)}"])
    said = (_comment(draft, parts), _what_it_does(parts), _what_the_study_shows(gap.low, points, group_size))
    return View(
        chart=_intervals(revised, group_size, like),
        sentence=" ".join(said),
        table=pd.DataFrame(rows, columns=["Which note", "Students", "Revised", "95% interval"], dtype=object),
        alt=_alt(revised, group_size, like),
        caption=(
            f"Grade 7 students who chose to revise an essay, raw counts of a small study: {REAL} in each group. "
            "The two parts are standard and assurance."
            if group_size == REAL
            else f"Imagined: the shares of the study with {group_size} students in each group. "
            f"The real study had {REAL}."
        ),
        counts=("Students",),
    )


def _comment(draft: str, parts: dict[str, bool]) -> str:
    words = DRAFTS[draft]
    chosen = [words["always"], *(words[name] for name, there in parts.items() if there)]
    return f"Your comment: “{' '.join(chosen)}”"


def _what_it_does(parts: dict[str, bool]) -> str:
    return " ".join(DOES[name][0 if there else 1] for name, there in parts.items())


def _what_the_study_shows(low: float, points: str, size: int) -> str:
    whose = "In the study, with" if size == REAL else "Imagine"
    sure = "Chance alone could still make that." if low < 0 else "Chance alone would seldom make that."
    return f"{whose} {size} students in each group: a difference of {points} points. {sure}"


def _ends(count: int, size: int) -> tuple[str, str]:
    interval = wilson(count, size)
    return f"{100 * interval.low:.0f}", f"{100 * interval.high:.0f}"


def _signed(share: float) -> str:
    text = f"{abs(share) * 100:.0f}"
    return text if text == "0" else ("+" if share > 0 else "−") + text


def _alt(revised: dict[str, int], size: int, like: str) -> str:
    rows = [
        f"{GROUP[name].lower()}, {percent(count, size)}, from {_ends(count, size)[0]} to {_ends(count, size)[1]}%"
        for name, count in revised.items()
    ]
    which = f"Your comment is most like the {GROUP[like].lower()}." if like else "Neither note is like your comment."
    return f"Two shares with their intervals: {'; '.join(rows)}. {which}"


def _intervals(revised: dict[str, int], size: int, like: str) -> alt.LayerChart:
    """Mark each share with its interval; the note most like the comment is filled and says so."""
    slots = {name: f"{SHORT[name]}|{'like yours' if name == like else f'{size} students'}" for name in revised}
    data = pd.DataFrame(
        [
            {
                "slot": slots[name],
                "share": 100 * count / size,
                "low": 100 * wilson(count, size).low,
                "high": 100 * wilson(count, size).high,
                "text": percent(count, size),
                "like": name == like,
            }
            for name, count in revised.items()
        ]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(slots.values())), axis=row_axis())
    title = ["Share who revised", "Bars: 95% interval"]
    ticks = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value % 50 ? '' : datum.value + '%'", title=title)
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), axis=ticks)
    base = alt.Chart(data).encode(x=x, y=y)
    colour = alt.Color("slot:N", scale=alt.Scale(domain=list(slots.values()), range=list(SERIES[:2])), legend=None)
    bars = base.mark_rule(strokeWidth=5).encode(x=alt.X("low:Q"), x2="high:Q", color=colour)
    full = base.transform_filter("datum.like").mark_point(size=320, filled=True, opacity=1, shape="diamond")
    other = base.transform_filter("!datum.like").mark_point(size=240, filled=True, opacity=1, shape="circle")
    text = base.mark_text(dy=-26, fontWeight="bold").encode(text="text:N")
    return framed(alt.layer(bars, full.encode(color=colour), other.encode(color=colour), text), 240, right=34, top=14)


EXPLORER = Explorer(
    id="feedback-builder",
    module="struggle",
    title="Feedback builder",
    question="Build a comment part by part. What does each part do, and how sure can two groups of eleven make us?",
    misconception="Feedback is feedback, and a study has proved which note works.",
    choices=(
        Select(
            id="draft",
            label="Comment on",
            values=tuple(DRAFTS),
            labels=("a lab report, grade 8", "a story problem, grade 4"),
        ),
        Toggle(id="standard", label="Name the standard"),
        Toggle(id="assurance", label="Give the assurance"),
        Toggle(id="next-step", label="Give a next step"),
        Slider(
            id="group-size",
            label="Students in each group:",
            values=(REAL, 2 * REAL, 4 * REAL, 10 * REAL),
            labels=(f"{REAL}, as in the study", *(f"{n * REAL}, imagined" for n in (2, 4, 10))),
        ),
    ),
    view=feedback_builder,
    on_paper=(Paper({"standard": True, "assurance": True, "next-step": True}, picture=False),),
)

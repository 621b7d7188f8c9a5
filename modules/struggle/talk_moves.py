"""Explorer "Talk-move replay": everybody is called on, and one student is set up as the one who knows."""

from pathlib import Path

import altair as alt
import pandas as pd

from belonging.course import load_python
from belonging.explorers import Explorer, Paper, Select, Slider, View
from belonging.explorers.paint import SERIES, framed
from belonging.explorers.say import students

scene = load_python(Path(__file__).with_name("talk_scene.py"))

WHOLE = "whole"
COUNTED = {"calls": "called on", "expert": "set up as the one who knows"}
SUM = {"calls": ("call", "calls"), "expert": ("expert moment", "expert moments")}


def talk_moves(minute: int | str, tally: str) -> View:
    """Show one minute of the scene, or all of it, with the tally so far of one kind of teacher move."""
    minutes = scene.MINUTES if minute == WHOLE else int(minute)
    counts = {kind: scene.tally(kind, minutes) for kind in COUNTED}
    whole = minute == WHOLE
    return View(
        chart=_bars(counts[tally], SERIES[0] if tally == "calls" else SERIES[1]),
        sentence=_sentence(counts, tally, minutes, whole),
        table=_by_expert_moments(counts) if whole else _turns(minutes),
        alt=f"Bars, one for each student, times {COUNTED[tally]}: {_listed(counts[tally])}.",
        caption=_caption(counts[tally], tally, minutes, whole),
        counts=("Students",) if whole else (),
    )


def _turns(minute: int) -> pd.DataFrame:
    start = (minute - 1) * scene.TURNS_A_MINUTE
    rows = [
        [f"{number}. {turn.who}: “{turn.words}”", turn.calls or "–", turn.expert or "–"]
        for number, turn in enumerate(scene.SCENE[start : start + scene.TURNS_A_MINUTE], start=start + 1)
    ]
    return pd.DataFrame(rows, columns=["Turn", "Called on", "Expert"])


def _by_expert_moments(counts: dict[str, dict[str, int]]) -> pd.DataFrame:
    """Group the students by their expert moments, most first."""
    rows = []
    for number in sorted(set(counts["expert"].values()), reverse=True):
        names = [name for name, expert in counts["expert"].items() if expert == number]
        rows.append(
            [f"{_of('expert', number)}: {', '.join(names)}", len(names), sum(counts["calls"][n] for n in names)]
        )
    return pd.DataFrame(rows, columns=["Each of them had", "Students", "Calls"])


def _of(kind: str, number: int) -> str:
    return f"{number} {SUM[kind][number != 1]}"


def _sentence(counts: dict[str, dict[str, int]], kind: str, minutes: int, whole: bool) -> str:
    counted = counts[kind]
    total, reached = sum(counted.values()), sum(number > 0 for number in counted.values())
    when = "In the whole scene" if whole else f"By the end of minute {minutes}"
    if kind == "calls":
        people = f"All {reached}" if reached == len(counted) else f"{reached} of {len(counted)}"
        return f"{when}, the teacher has made {_of(kind, total)}. {people} students were asked to speak."
    if not total:
        return f"{when}, nobody has been set up as the one who knows."
    most = max(counted, key=lambda name: counted[name])
    none = len(counted) - reached
    return (
        f"{when}, {most} has {counted[most]} of {_of(kind, total)}. "
        f"{none} of {len(counted)} students have had none, whatever they said."
    )


def _caption(counted: dict[str, int], kind: str, minutes: int, whole: bool) -> str:
    last = minutes * scene.TURNS_A_MINUTE
    head = (
        f"All {last} turns, {students(len(scene.STUDENTS))}."
        if whole
        else f"Minute {minutes} of {scene.MINUTES}: turns {last - scene.TURNS_A_MINUTE + 1} to {last}."
    )
    reached = sum(number > 0 for number in counted.values())
    return (
        f"{head} {COUNTED[kind].capitalize()} so far, {_of(kind, sum(counted.values()))}: {_listed(counted)} "
        f"({reached} of {len(counted)} students, {len(counted) - reached} with none)."
    )


def _listed(counted: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.items())


def _bars(counted: dict[str, int], colour: str) -> alt.LayerChart:
    data = pd.DataFrame({"who": list(counted), "n": list(counted.values())})
    y = alt.Y("who:N", scale=alt.Scale(domain=list(counted), paddingInner=0.25), axis=alt.Axis(title=None))
    axis = alt.Axis(values=[0, 1, 2, 3, 4], format="d", title="Times so far")
    x = alt.X("n:Q", scale=alt.Scale(domain=[0, 4]), axis=axis)
    base = alt.Chart(data).encode(x=x, y=y)
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(text="n:Q")
    return framed(alt.layer(base.mark_bar(color=colour), words), 330, left=92, right=34, bottom=56)


EXPLORER = Explorer(
    id="talk-moves",
    module="struggle",
    title="Talk-move replay",
    question="Six made-up minutes of class talk. Who is asked to speak, and who is set up as the one who knows?",
    misconception="I call on everybody, so everybody is seen.",
    choices=(
        Slider(
            id="minute",
            label="Minute:",
            values=(*range(1, scene.MINUTES + 1), WHOLE),
            labels=(*(f"{n} of {scene.MINUTES}" for n in range(1, scene.MINUTES + 1)), "whole scene"),
        ),
        Select(
            id="tally",
            label="Tally",
            values=tuple(COUNTED),
            labels=("who is called on", "who gets an expert moment"),
        ),
    ),
    view=talk_moves,
    on_paper=(
        *(Paper({"minute": minute}, picture=False) for minute in range(2, scene.MINUTES + 1)),
        Paper({"minute": WHOLE, "tally": "expert"}),
    ),
    small_groups_shown="One scripted scene with made-up students: the lesson is about single turns of talk.",
)

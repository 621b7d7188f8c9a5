"""Explorer "Visit or live in": five dials on one unit show which beliefs it feeds and which exits stand open.

The rule from dials to picture is this course's own rule of thumb, and the page says so: no row is built stronger than
the doing, because only what students do can be theirs.
"""

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Paper, Select, View
from belonging.explorers.paint import GRID, SERIES, framed, row_axis

LEVELS = ("nothing", "a start", "built in")
BELIEFS = ("Belonging", "Competence", "Recognition", "Interest")
EXITS = ("Hard content", "Struggle", "Out of place")
EXIT_WORDS = {"Hard content": "hard content", "Struggle": "struggle", "Out of place": "feeling out of place"}

DOING = {"see": "see it: a visit or a talk", "try": "try it in one period", "do": "do it: weeks on their own question"}
HARD = {"move-on": "the class moves on", "ask": "help for those who ask", "steps": "smaller steps for all, then on"}
FAILS = {"final": "the first try is the grade", "redo": "one redo, if asked for", "again": "all test, talk, try again"}
KNOWS = {"hands": "raised hands decide", "turns": "turns on a list, with names on ideas"}
ROLES = {"pick": "students pick their own", "rotate": "a job for all, and jobs rotate"}


def visit_inhabit(meet: str, hard: str, fails: str, knows: str, roles: str) -> View:
    """Read off, for one setting of the dials, what each belief rests on and which exit moments are protected."""
    doing = list(DOING).index(meet)
    levels = _levels(doing, list(HARD).index(hard), list(FAILS).index(fails), knows == "turns", roles == "rotate")
    table = pd.DataFrame(
        [
            [name if name in BELIEFS else f"Exit: {EXIT_WORDS[name]}", LEVELS[level], _rests_on(name, level, doing)]
            for name, level in levels.items()
        ],
        columns=["Belief or exit moment", "The unit gives it", "Because"],
        dtype=object,
    )
    return View(
        chart=_dots(levels),
        sentence=_sentence(levels, doing),
        table=table,
        alt=_alt(levels),
        caption=f"One made-up unit on clean water. Students {DOING[meet]}. When content gets hard: {HARD[hard]}. "
        f"When work fails: {FAILS[fails]}. Who explains: {KNOWS[knows]}. Group jobs: {ROLES[roles]}.",
        counts=(),
    )


def _levels(doing: int, hard: int, fails: int, turns: bool, rotate: bool) -> dict[str, int]:
    """Give each row its own dials' level, but never more than the doing; a visit alone can start interest."""
    own = {
        "Belonging": 2 * rotate,
        "Competence": (hard + fails + 1) // 2,
        "Recognition": 2 * turns,
        "Interest": 2,
        "Hard content": hard,
        "Struggle": fails,
        "Out of place": turns + rotate,
    }
    capped = {name: min(doing, level) for name, level in own.items()}
    return capped | {"Interest": max(1, doing)}


# What a row's own dials are about.
_DIALS = {
    "Belonging": "group jobs",
    "Competence": "hard content and failed work",
    "Recognition": "who explains",
    "Interest": "how students meet it",
    "Hard content": "hard content",
    "Struggle": "failed work",
    "Out of place": "who explains, and group jobs",
}


def _rests_on(name: str, level: int, doing: int) -> str:
    """Say in a few words what holds a row where it is: its own dials, or that there is too little to do."""
    if name == "Interest":
        return ("a visit can start it", "one period can start it", "weeks on their own question")[doing]
    if doing == 0:
        return "they only watch"
    if level == 2:
        return f"doing, and care for: {_DIALS[name]}"
    if level == doing:
        return "one period is a start, no more"
    return f"more is needed in: {_DIALS[name]}"


def _sentence(levels: dict[str, int], doing: int) -> str:
    gets = []
    for words, level in (("builds in", 2), ("gives a start to", 1)):
        if names := [name.lower() for name in BELIEFS if levels[name] == level]:
            gets.append(f"{words} {'all four beliefs' if len(names) == len(BELIEFS) else _listed(names)}")
    parts = [f"As it is set now, this unit {' and '.join(gets)}."]
    if doing == 0:
        parts.append("The rest gets nothing, and no other dial can help while students only watch.")
    if open_ := [EXIT_WORDS[name] for name in EXITS if levels[name] == 0]:
        parts.append(f"A student can slip out at {_listed(open_)}.")
    if half := [EXIT_WORDS[name] for name in EXITS if levels[name] == 1]:
        parts.append(f"The way out is half shut at {_listed(half)}.")
    if not open_ and not half:
        parts.append("All three ways out are shut.")
    return " ".join(parts)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _alt(levels: dict[str, int]) -> str:
    rows = ", ".join(f"{name.lower()} {LEVELS[level]}" for name, level in levels.items())
    return f"A row of three steps for each of four beliefs and three exit moments. {rows[0].upper()}{rows[1:]}."


def _dots(levels: dict[str, int]) -> alt.LayerChart:
    """Draw three steps a row and a mark on the one reached; round for a belief, square for an exit moment."""
    slots = {name: f"{name}|{'(belief)' if name in BELIEFS else '(exit)'}" for name in levels}
    rows = pd.DataFrame(
        [
            {
                "slot": slots[name],
                "level": level,
                "start": 0,
                "kind": "belief" if name in BELIEFS else "exit moment",
            }
            for name, level in levels.items()
        ]
    )
    steps = pd.DataFrame([{"slot": slot, "level": step} for slot in slots.values() for step in range(len(LEVELS))])
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(slots.values())), axis=row_axis())
    names = " : ".join(f"datum.value == {place} ? '{word}'" for place, word in enumerate(LEVELS))
    axis = alt.Axis(values=[0, 1, 2], labelExpr=f"{names} : ''", title=None, grid=False)
    x = alt.X("level:Q", scale=alt.Scale(domain=[-0.35, 2.35], nice=False), axis=axis)
    kind = alt.Scale(domain=["belief", "exit moment"], range=["circle", "square"])
    colours = alt.Scale(domain=["belief", "exit moment"], range=[SERIES[0], SERIES[1]])
    base = alt.Chart(rows).encode(y=y)
    chart = alt.layer(
        alt.Chart(steps).mark_point(size=60, filled=True, color=GRID, opacity=1).encode(x=x, y=y),
        base.mark_rule(strokeWidth=6).encode(
            x=alt.X("start:Q"), x2="level:Q", color=alt.Color("kind:N", scale=colours, legend=None)
        ),
        base.mark_point(size=300, filled=True, opacity=1).encode(
            x=x,
            shape=alt.Shape("kind:N", scale=kind, legend=None),
            color=alt.Color("kind:N", scale=colours, legend=None),
        ),
    )
    return framed(chart, 380, left=128, right=20, bottom=34)


def _dial(id_: str, label: str, words: dict[str, str]) -> Select:
    return Select(id=id_, label=label, values=tuple(words), labels=tuple(words.values()))


EXPLORER = Explorer(
    id="visit-inhabit",
    module="beliefs",
    title="Visit or live in",
    question="Five dials set how one made-up unit is built. Which beliefs does it feed, "
    "and at which moments could a student slip out?",
    misconception="Exposure builds belief.",
    choices=(
        _dial("meet", "Students", DOING),
        _dial("hard", "When content gets hard", HARD),
        _dial("fails", "When work fails", FAILS),
        _dial("knows", "Who explains", KNOWS),
        _dial("roles", "Group jobs", ROLES),
    ),
    view=visit_inhabit,
    on_paper=(
        Paper({"hard": "steps", "fails": "again", "knows": "turns", "roles": "rotate"}, picture=False),
        Paper({"meet": "do", "hard": "steps", "fails": "again", "knows": "turns", "roles": "rotate"}),
    ),
)

"""Explorer "Scores against persistence": higher scores, fewer who went on. Then the difficulty is told apart."""

from functools import cache

import altair as alt
import pandas as pd

from belonging.classroom.inventory import EASIER, HARDER, HIGHER, LOWER, OUTSIDE, TEACHER, Part, half, of, part
from belonging.data import load
from belonging.explorers import Explorer, Select, Toggle, View
from belonging.explorers.paint import INK, SERIES, framed
from belonging.explorers.say import percent

MIXED, APART = "mixed", "apart"
#: Which levels of difficulty are looked at by themselves; "" is all of them in one.
LEVELS = {MIXED: ("",), APART: (EASIER, HARDER), EASIER: (EASIER,), HARDER: (HARDER,)}
HALVES = {LOWER: "lower scores", HIGHER: "higher scores"}
WHO = {TEACHER: "teacher needs it", OUTSIDE: "someone outside needs it"}
#: Whole percents that differ by no more than this are called much the same.
ALIKE = 3


@cache
def _inventory() -> pd.DataFrame:
    return load("task_inventory")


def _groups(difficulty: str, audience: bool) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the tasks of each row of the table, by level of difficulty and by half or audience."""
    found = {}
    for level in LEVELS[difficulty]:
        tasks = of(_inventory(), difficulty=level)
        for name in WHO if audience else HALVES:
            found[level, name] = of(tasks, needed_by=name) if audience else half(tasks, name)
    return found


def scores_persistence(difficulty: str, audience: bool) -> View:
    """Set the tasks' mean scores against the share who went on, sorted by score or by who needs the answer."""
    parts = {key: part(tasks) for key, tasks in _groups(difficulty, audience).items()}
    words = WHO if audience else HALVES
    rows = [
        [_named(level, words[name]), each.tasks, each.students, each.score.value, _share(each)]
        for (level, name), each in parts.items()
    ]
    marks = "; ".join(f"{row[0]}, mean score {row[3]:.1f}, {row[4]} went on" for row in rows)
    shown = " and ".join(_tasks(level, parts) for level in LEVELS[difficulty])
    return View(
        chart=_cloud(difficulty, audience, parts),
        sentence=" ".join(_sentence(level, parts, audience) for level in LEVELS[difficulty]),
        table=pd.DataFrame(rows, columns=["Tasks", "How many", "Students", "Mean score", "Went on"]),
        alt=f"A mark for each of {shown}: score across, share who went on upward. {marks}.",
        caption=(
            f"For {shown} of a made-up school. Two classes did each task. A student counts once for each task. "
            "Went on: took the work up again by choice, a week later."
        ),
        counts=("Students",),
        formats={"Mean score": ".1f"},
    )


def _named(level: str, words: str) -> str:
    named = f"{level}, {words}" if level else words
    return named[0].upper() + named[1:]


def _share(found: Part) -> str:
    return percent(found.went_on.count, found.went_on.n)


def _tasks(level: str, parts: dict[tuple[str, str], Part]) -> str:
    number = sum(each.tasks for (of_level, _), each in parts.items() if of_level == level)
    return f"{number} {level} tasks" if level else f"all {number} tasks"


def _sentence(level: str, parts: dict[tuple[str, str], Part], audience: bool) -> str:
    start = f"Of {_tasks(level, parts)}:"
    if audience:
        outside, teacher = parts[level, OUTSIDE], parts[level, TEACHER]
        return (
            f"{start} where someone outside needs the answer, the mean score is {outside.score.value:.1f} and "
            f"{_share(outside)} went on; where the teacher does, it is {teacher.score.value:.1f} and {_share(teacher)}."
        )
    high, low = (_share(parts[level, name]) for name in (HIGHER, LOWER))
    gap = int(high[:-1]) - int(low[:-1])
    verdict = "Much the same." if abs(gap) <= ALIKE else f"Higher scores, {'more' if gap > 0 else 'fewer'} who went on."
    return f"{start} in the half with the higher scores {high} went on, in the other half {low}. {verdict}"


def _cloud(difficulty: str, audience: bool, parts: dict[tuple[str, str], Part]) -> alt.LayerChart:
    """Draw a mark for each task, and for each group a bar at its share; the key stands in the room on top.

    The shape says how hard a task is, where that is told; a full mark is needed by someone outside.
    """
    told = difficulty != MIXED
    x = alt.X(
        "score:Q",
        scale=alt.Scale(domain=[56, 94], nice=False),
        axis=alt.Axis(values=[60, 70, 80, 90], format="d", title="Mean score of the task"),
    )
    percents = alt.Axis(values=[20, 40, 60, 80], labelExpr="datum.value + '%'", title="Share who went on")
    y = alt.Y("share:Q", scale=alt.Scale(domain=[10, 112], nice=False), axis=percents)
    key = []
    if told:
        key += [(58.5, 107, HARDER, True, HARDER)] if difficulty == HARDER else [(58.5, 107, EASIER, True, EASIER)]
        key += [(75, 107, HARDER, True, HARDER)] if difficulty == APART else []
    if audience:
        key += [(58.5, 97, "someone outside needs it", True, ""), (58.5, 87, "teacher needs it", False, "")]
    marks: list[dict[str, object]] = [
        {
            "score": row["mean_score"],
            "share": 100 * row["went_on"] / row["students"],
            "look": _look(told and row["difficulty"], not audience or row["needed_by"] == OUTSIDE),
            "words": "",
        }
        for row in _inventory().to_dict("records")
        if difficulty in (MIXED, APART, row["difficulty"])
    ]
    shape = HARDER if difficulty == HARDER else EASIER
    marks += [
        {"score": at, "share": up, "look": _look(level or shape, full), "words": words}
        for at, up, words, full, level in key
    ]
    base = alt.Chart(pd.DataFrame(marks)).encode(x=x, y=y)
    layers: list[alt.Chart] = [_marks(base, hard, full) for hard in (False, True) for full in (False, True)]
    layers.append(base.mark_text(align="left", dx=14, color=INK).encode(text="words:N"))
    layers += _bars(x, y, difficulty, audience, parts)
    return framed(alt.layer(*layers), 430, left=84, right=16, top=8, bottom=66)


def _look(level: str | bool, full: bool) -> str:
    return f"{'hard' if level == HARDER else 'plain'} {'full' if full else 'hollow'}"


def _marks(base: alt.Chart, hard: bool, full: bool) -> alt.Chart:
    look = _look(HARDER if hard else EASIER, full)
    return base.transform_filter(f"datum.look == '{look}'").mark_point(
        size=110,
        filled=full,
        opacity=0.8 if full else 1,
        strokeWidth=2.5,
        shape="diamond" if hard else "circle",
        color=SERIES[1] if hard else SERIES[0],
    )


def _bars(x: alt.X, y: alt.Y, difficulty: str, audience: bool, parts: dict[tuple[str, str], Part]) -> list[alt.Chart]:
    """Draw for each group a bar at its share, as wide as its scores, with the percent where fewest marks stand."""
    groups = _groups(difficulty, audience)
    points = [
        (score, 100 * on / n)
        for tasks in groups.values()
        for score, on, n in tasks[["mean_score", "went_on", "students"]].itertuples(index=False)
    ]
    rows = []
    for key, tasks in groups.items():
        low, high = float(tasks["mean_score"].min()), float(tasks["mean_score"].max())
        share = 100 * parts[key].went_on.value
        at, up = _clear(low, high, share, points)
        points += [(at - 3, up), (at, up), (at + 3, up)]  # the next percent keeps clear of this one, too
        rows.append({"score": low, "to": high, "share": share, "at": at, "up": up, "text": _share(parts[key])})
    base = alt.Chart(pd.DataFrame(rows))
    return [
        base.mark_rule(strokeWidth=4, color=INK).encode(x=x, x2="to:Q", y=y),
        base.mark_text(fontWeight="bold", color=INK).encode(x=alt.X("at:Q"), y=alt.Y("up:Q"), text="text:N"),
    ]


def _clear(low: float, high: float, share: float, points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the place above or below a bar that is farthest from any mark; a percent is wider than it is high."""
    places = [(low + (high - low) * step / 12, share + side) for step in range(13) for side in (5.5, -5.5)]
    return max(places, key=lambda p: min(((p[0] - a) / 3) ** 2 + ((p[1] - b) / 4.5) ** 2 for a, b in points))


EXPLORER = Explorer(
    id="scores-persistence",
    module="contribution",
    title="Scores against persistence",
    question="Each mark is one task of a made-up school. Do more students go on where scores are higher?",
    misconception="Higher scores mean a better task.",
    choices=(
        Select(
            id="difficulty",
            label="Difficulty",
            values=tuple(LEVELS),
            labels=("all tasks, mixed", "easier and harder told apart", "easier tasks only", "harder tasks only"),
        ),
        Toggle(id="audience", label="Sort by who needs the answer"),
    ),
    view=scores_persistence,
)

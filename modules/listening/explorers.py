"""The two explorers of "Listening to belonging data": who answered, and what tiny groups do."""

import random
from functools import cache

import altair as alt
import pandas as pd

from belonging.data import load
from belonging.explorers import Explorer, Select, Slider, Steps, Toggle, View
from belonging.explorers.paint import INK, SERIES, framed
from belonging.explorers.say import percent, signed, students

#: Room around the plots: two-line row labels on the left, values behind the marks on the right, axis below.
MARGINS = {"left": 124, "right": 60, "bottom": 78}

# --- Who answered? -----------------------------------------------------------------------------------------------

WHO_STAYS_AWAY = {"lowest": "the lowest scorers", "highest": "the highest scorers", "mix": "a mix of all scorers"}


@cache
def _fall_scores() -> tuple[float, ...]:
    """Return each student's mean of the eight fall answers, lowest first. Everybody answered in fall."""
    data = load("pulse_fall_spring")
    scores = data.filter(like="fall_").astype(float).mean(axis=1)
    return tuple(sorted(scores))


def _in_order_of_leaving(who: str) -> list[float]:
    scores = list(_fall_scores())
    if who == "highest":
        return scores[::-1]
    if who == "mix":
        # Steps of the golden ratio: however many leave, they come evenly from all scores.
        places = sorted(range(len(scores)), key=lambda i: (i * 0.6180339887) % 1)
        return [scores[i] for i in places]
    return scores


def who_answered(stay_away: int, who: str, same_students: bool) -> View:
    """Take students out of a spring survey in which every answer is a copy of the fall answer."""
    order = _in_order_of_leaving(who)
    gone, there = order[:stay_away], order[stay_away:]
    before = there if same_students else order
    # The change is that of the two means as shown: whoever subtracts them must find the same.
    fall, spring = round(_mean(before), 2), round(_mean(there), 2)
    change = signed(spring - fall)
    fall_label = f"Fall: the same {len(there)}" if same_students else f"Fall: all {len(order)}"
    rows = [
        [fall_label, len(before), fall],
        [f"Spring: the {len(there)} who answered", len(there), spring],
        ["Change, spring minus fall", None, change],
    ]
    if gone:
        rows.append(["Stayed away in spring (fall mean)", len(gone), round(_mean(gone), 2)])
    rate = percent(len(there), len(order))
    return View(
        chart=_three_means(fall, spring, round(_mean(gone), 2) if gone else None, (len(before), len(there), len(gone))),
        sentence=_who_answered_sentence(len(gone), len(there), who, same_students, fall, spring, change),
        table=pd.DataFrame(rows, columns=["Who", "Students", "Mean"], dtype=object),
        alt=_who_answered_alt(rows, change),
        caption=(
            f"Mean of all eight questions, 1 to 5. {len(gone)} of {len(order)} students stay away"
            + (f": {WHO_STAYS_AWAY[who]}" if gone else "")
            + f". Response rate {rate}."
        ),
        counts=("Students",),
        formats={"Mean": ".2f"},
    )


def _mean(scores: list[float]) -> float:
    return sum(scores) / len(scores)


def _who_answered_sentence(
    gone: int, there: int, who: str, same_students: bool, fall: float, spring: float, change: str
) -> str:
    everyone = gone + there
    if not gone:
        return f"All {everyone} students answered both times. The mean stays at {fall:.2f}. Nobody changed."
    if same_students:
        return (
            f"The same {there} students: mean {fall:.2f} in fall, {spring:.2f} in spring. The matched change is "
            f"{change}, and that is right: nobody changed. It tells nothing about the {gone} who stayed away."
        )
    rate = percent(there, everyone)
    only = f"Spring hears only {there} of {everyone} students ({rate}): {WHO_STAYS_AWAY[who]} stayed away."
    if float(change.replace("−", "-")) == 0:
        return f"The mean stays at {fall:.2f}. {only}"
    way = "up" if change.startswith("+") else "down"
    return f"The mean goes {way} from {fall:.2f} to {spring:.2f} ({change}), but nobody changed. {only}"


def _who_answered_alt(rows: list[list[object]], change: str) -> str:
    marks = "; ".join(f"{row[0]}, {row[2]:.2f}" for row in rows if row[1] is not None)
    return f"Means as marks on a line from 1 to 5. {marks}. The change from fall to spring is {change}."


def _three_means(fall: float, spring: float, away: float | None, sizes: tuple[int, int, int]) -> alt.LayerChart:
    """Mark each mean on the scale; a bar from the fall line to the spring mark is the change."""
    shapes = ("circle", "diamond", "square")
    slots = [f"Fall|{sizes[0]} students", f"Spring|{sizes[1]} students", f"Stayed away|{sizes[2]} students"]
    means = (fall, spring, away)
    data = pd.DataFrame(
        [
            {"slot": slot, "mean": mean, "value": f"{mean:.2f}"}
            for slot, mean in zip(slots, means, strict=True)
            if mean is not None
        ]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=slots), axis=_two_line_axis())
    title = ["Mean: 1 never, 5 always", "Dashed line: the fall mean"]
    x = alt.X("mean:Q", scale=alt.Scale(domain=[1, 5]), axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", title=title))
    base = alt.Chart(data).encode(x=x, y=y)
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=slots, range=list(shapes)), legend=None)
    colour = alt.Color("slot:N", scale=alt.Scale(domain=slots, range=list(SERIES[:3])), legend=None)
    change = alt.Chart(pd.DataFrame([{"slot": slots[1], "from": fall, "to": spring}]))
    chart = alt.layer(
        alt.Chart(pd.DataFrame({"mean": [fall]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x),
        change.mark_rule(strokeWidth=6, color=SERIES[1]).encode(x=alt.X("from:Q"), x2="to:Q", y=y),
        base.mark_point(size=260, filled=True, opacity=1).encode(shape=shape, color=colour),
        # On the side away from the fall line, which would cross the number.
        _values(base, f"datum.mean >= {fall}", "left", 14),
        _values(base, f"datum.mean < {fall}", "right", -14),
    )
    return framed(chart, 270, **MARGINS)


def _values(base: alt.Chart, where: str, align: str, dx: int) -> alt.Chart:
    return base.transform_filter(where).mark_text(align=align, dx=dx, fontWeight="bold").encode(text="value:N")


def _two_line_axis() -> alt.Axis:
    split = "split(datum.label, '|')"
    return alt.Axis(labelExpr=split, labelOffset=-10, title=None)


# --- Tiny groups -------------------------------------------------------------------------------------------------

POOL = 60  # of 100 in the made-up pool say yes
OTHERS = {"A": 40, "B": 35, "C": 25}
DRAWS = 6
SEED = "tiny-groups"


@cache
def _said_yes(group: str, size: int, draw: int) -> int:
    """Draw students of one group from the pool. A larger group keeps the students of a smaller one."""
    chance = random.Random(f"{SEED}-{draw}-{group}")
    return sum(chance.random() * 100 < POOL for _ in range(size))


def tiny_groups(group_size: int, draw: int, report: str, totals: bool) -> View:
    """Draw four groups from one pool; report all, hide those under ten, or hide the next smallest as well."""
    sizes = {**OTHERS, "D": group_size}
    yes = {name: _said_yes(name, size, draw) for name, size in sizes.items()}
    hidden = _hidden(sizes, report)
    known = [name for name in sizes if name not in hidden]
    left = (sum(sizes[n] for n in hidden), sum(yes[n] for n in hidden))
    all_ = (sum(sizes.values()), sum(yes.values()))
    solved = totals and len(hidden) == 1

    rows: list[list[object]] = []
    for name, size in sizes.items():
        if name in hidden and not solved:
            rows.append([name, "hidden", "hidden"])
        else:
            rows.append([f"{name}, solved" if name in hidden else name, size, _yes(yes[name], size)])
    if totals:
        rows.append(["All", all_[0], _yes(all_[1], all_[0])])
    if totals and len(hidden) == 2:
        rows.append(["C and D, solved", left[0], _yes(left[1], left[0])])
    columns = ["Group", "Students", "Said yes"]
    if report == "all":
        columns.append(f"In {DRAWS} draws")
        ranges = {name: "–".join(_range(name, size)).replace("%–", "–") for name, size in sizes.items()}
        rows = [[*row, ranges.get(str(row[0]))] for row in rows]
    return View(
        chart=_bars(sizes, yes, hidden, solved, all_ if totals else None),
        sentence=_tiny_groups_sentence(sizes, yes, draw, hidden, known, left, all_, report, totals),
        table=pd.DataFrame(rows, columns=columns, dtype=object),
        alt=_tiny_groups_alt(rows),
        caption=f"Draw {draw} of {DRAWS} from one pool, in which {POOL}% say yes.",
        counts=("Students",),
    )


def _yes(number: int, size: int) -> str:
    return f"{number} ({percent(number, size)})"


def _hidden(sizes: dict[str, int], report: str) -> list[str]:
    """Name the groups the report hides: those under ten, and on request the next smallest with them."""
    small = [name for name, size in sizes.items() if size < 10]
    if report == "all" or not small:
        return []
    if report == "small":
        return small
    rest = {name: size for name, size in sizes.items() if name not in small}
    return [min(rest, key=lambda name: rest[name]), *small]


def _range(name: str, size: int) -> tuple[str, str]:
    """Return the lowest and the highest share over all draws."""
    counts = [_said_yes(name, size, draw) for draw in range(1, DRAWS + 1)]
    return percent(min(counts), size), percent(max(counts), size)


def _tiny_groups_sentence(
    sizes: dict[str, int],
    yes: dict[str, int],
    draw: int,
    hidden: list[str],
    known: list[str],
    left: tuple[int, int],
    all_: tuple[int, int],
    report: str,
    totals: bool,
) -> str:
    size = sizes["D"]
    if report == "all":
        small, large = " to ".join(_range("D", size)), " to ".join(_range("A", sizes["A"]))
        return (
            f"Draw {draw}: in Group D {yes['D']} of {students(size)} said yes ({percent(yes['D'], size)}). "
            f"In {DRAWS} draws its share goes from {small}; "
            f"in Group A, with {sizes['A']} students, from {large}. "
            "The pool is always the same: only chance moves the bars."
        )
    if not hidden:
        return "Every group here has ten students or more, so nothing is hidden. Make Group D smaller."
    if len(hidden) == 1 and not totals:
        return (
            "Group D is under ten, so its row is hidden, and this table alone cannot bring it back. "
            "What if the report also shows totals?"
        )
    if len(hidden) == 1:
        same = ""
        if yes["D"] in (0, size):
            same = f" All of Group D said {'yes' if yes['D'] else 'no'}, so each one’s answer is out."
        others = " and ".join([", ".join(str(sizes[n]) for n in known[:-1]), str(sizes[known[-1]])])
        others_yes = " and ".join([", ".join(str(yes[n]) for n in known[:-1]), str(yes[known[-1]])])
        return (
            f"The hidden row is solved by subtraction. Students: {all_[0]} in all, less {others}, leaves {size}. "
            f"Yes: {all_[1]} in all, less {others_yes}, leaves {yes['D']}.{same}"
        )
    if not totals:
        return "Group D is under ten. Group C, the next smallest, is hidden with it. Now show the totals."
    return (
        f"Subtraction gives only Groups C and D together: {left[1]} of {students(left[0])} said yes. "
        "How the two groups differ stays hidden: two rows were hidden, not one."
    )


def _tiny_groups_alt(rows: list[list[object]]) -> str:
    bars = "; ".join(f"{row[0]}: {row[2]} of {row[1]}" if row[1] != "hidden" else f"{row[0]}: hidden" for row in rows)
    return f"Bars for the share who said yes. {bars}. A dashed line marks the pool at {POOL}%."


def _bars(
    sizes: dict[str, int], yes: dict[str, int], hidden: list[str], solved: bool, all_: tuple[int, int] | None
) -> alt.LayerChart:
    """Draw one bar for each group and the total; a solved bar is hollow, a hidden one is words."""
    marks: list[dict[str, object]] = []
    for name, size in sizes.items():
        if name in hidden and not solved:
            marks.append({"slot": f"Group {name}|hidden", "share": 0, "text": "hidden", "how": "hidden"})
            continue
        solved_here = name in hidden
        marks.append(
            {
                "slot": f"Group {name}|{size} solved" if solved_here else f"Group {name}|{students(size)}",
                "share": 100 * yes[name] / size,
                "text": percent(yes[name], size),
                "how": "solved" if solved_here else "shown",
            }
        )
    if all_:
        text = percent(all_[1], all_[0])
        marks.append(
            {"slot": f"All|{students(all_[0])}", "share": 100 * all_[1] / all_[0], "text": text, "how": "shown"}
        )
    else:
        marks.append({"slot": "All|not shown", "share": 0, "text": "", "how": "hidden"})
    order = [str(mark["slot"]) for mark in marks]
    data = pd.DataFrame(marks)
    y = alt.Y("slot:N", scale=alt.Scale(domain=order, paddingInner=0.3), axis=_two_line_axis())
    title = ["Share who said yes", f"Dashed line: the pool, {POOL}%"]
    share = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value % 50 ? '' : datum.value + '%'", title=title)
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 100]), axis=share)
    base = alt.Chart(data).encode(x=x, y=y)
    full = base.transform_filter("datum.how == 'shown'").mark_bar(color=SERIES[0])
    hollow = base.transform_filter("datum.how == 'solved'").mark_bar(
        filled=False, stroke=SERIES[1], strokeWidth=3, strokeDash=[7, 4]
    )
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(text="text:N")
    pool = alt.Chart(pd.DataFrame({"share": [POOL]})).mark_rule(strokeDash=[5, 4], color=INK).encode(x=x)
    return framed(alt.layer(full, hollow, pool, words), 320, **MARGINS)


EXPLORERS = [
    Explorer(
        id="who-answered",
        module="listening",
        title="Who answered?",
        question="Spring answers here are a copy of fall’s. Who has to stay away for the mean to rise?",
        misconception="The average went up, so it worked.",
        choices=(
            Slider(
                id="stay-away",
                label="Students who stay away in spring:",
                values=tuple(range(0, 101, 10)),
                labels=tuple(f"{n} of 176" for n in range(0, 101, 10)),
                initial=60,
            ),
            Select(
                id="who",
                label="Who stays away?",
                values=tuple(WHO_STAYS_AWAY),
                labels=tuple(WHO_STAYS_AWAY.values()),
            ),
            Toggle(id="same-students", label="Compare only the same students both times"),
        ),
        view=who_answered,
    ),
    Explorer(
        id="tiny-groups",
        module="listening",
        title="Tiny groups",
        question="Four made-up groups are drawn from one pool. How far does chance move a small one, "
        "and does hiding it keep its answers private?",
        misconception="Hiding small cells is enough.",
        choices=(
            Slider(
                id="group-size",
                label="Size of Group D:",
                values=(3, 5, 8, 10, 20, 40),
                labels=tuple(f"{n} students" for n in (3, 5, 8, 10, 20, 40)),
                initial=5,
            ),
            Steps(
                id="draw",
                label="Redraw",
                values=tuple(range(1, DRAWS + 1)),
                labels=tuple(f"Draw {n} of {DRAWS}" for n in range(1, DRAWS + 1)),
            ),
            Select(
                id="report",
                label="The report",
                values=("all", "small", "next"),
                labels=("shows every group", "hides groups under 10", "hides the next smallest too"),
            ),
            Toggle(id="totals", label="Show totals"),
        ),
        view=tiny_groups,
        small_groups_shown="All students here are simulated, and what goes wrong with small groups is the lesson.",
    ),
]

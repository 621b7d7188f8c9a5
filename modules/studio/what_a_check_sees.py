"""Explorer "What a reader sees": a plan that nearly passes, and its level on each of the eight rows."""

from functools import cache

import altair as alt
import pandas as pd

from belonging.explorers import Explorer, Select, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.plan.anchor_review import anchor_plan, expected
from belonging.plan.field import label_at, text_at
from belonging.plan.rubric import level_names, rubric
from belonging.plan.rules import RULES, check


@cache
def objecting() -> tuple[str, ...]:
    """Return the checks that object to the plan."""
    return tuple(finding.rule for finding in check(anchor_plan()) if finding.level == "must")


def what_a_reader_sees(row: str) -> View:
    """Show the levels of all rows, and the lines of the plan on which one of them rests."""
    found = next(each for each in expected() if each.row == row)
    title = _titles()[row]
    lines = [[label_at(field), text_at(anchor_plan(), field)] for field in found.fields]
    lines.append(["Level, and why", f"{found.level}, {level_names()[found.level].lower()}. {found.why}"])
    levels = {each.row: each.level for each in expected()}
    return View(
        chart=_levels(levels, row),
        sentence=(
            f"{title}: level {found.level}, {level_names()[found.level].lower()}. {found.why} "
            f"One step up: {found.lift[0].lower()}{found.lift[1:]}"
        ),
        table=pd.DataFrame(lines, columns=["Field of the plan", "What it says"], dtype=object),
        alt=f"Level of each row, from 0 to 3: {'; '.join(f'{_titles()[k]}, {v}' for k, v in levels.items())}.",
        caption=(
            f"A made-up plan, “{anchor_plan().title}”, as the authors of this course read it, each row on a level of "
            "0, 1, 2 or 3. "
            f"Of the {len(RULES)} checks, {len(objecting())} objects: {', '.join(objecting())}."
        ),
        counts=(),
    )


@cache
def _titles() -> dict[str, str]:
    return {each.id: each.title for each in rubric()}


def _levels(levels: dict[str, int], chosen: str) -> alt.LayerChart:
    """Draw a bar of up to three steps for each row; the chosen one in the other color, with its name in bold."""
    names = (
        "Contribution",
        "Role",
        "Community",
        "Support",
        "Recognition",
        "At work",
        "Careers",
        "Evidence",
    )
    slots = {row: f"{name}|row {row}" for row, name in zip(levels, names, strict=True)}
    data = pd.DataFrame(
        [
            {"slot": slots[row], "level": level, "how": "chosen" if row == chosen else "other", "text": _word(level)}
            for row, level in levels.items()
        ]
    )
    y = alt.Y("slot:N", scale=alt.Scale(domain=list(slots.values()), paddingInner=0.35), axis=row_axis())
    x = alt.X("level:Q", scale=alt.Scale(domain=[0, 4]), axis=alt.Axis(values=[0, 1, 2, 3], format="d", title="Level"))
    base = alt.Chart(data).encode(x=x, y=y)
    bars = [
        base.transform_filter(f"datum.how == '{how}'").mark_bar(color=color, opacity=opacity)
        for how, color, opacity in (("other", SERIES[0], 0.75), ("chosen", SERIES[1], 1))
    ]
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(text="text:N")
    return framed(alt.layer(*bars, words), 420, left=128)


def _word(level: int) -> str:
    return level_names()[level].lower()


EXPLORER = Explorer(
    id="what-a-check-sees",
    module="studio",
    title="What a check sees, and what a reader sees",
    question="The checks find one loose thread in this plan. What does a careful reader find, row by row?",
    misconception="When the checks are silent, the lesson is good.",
    choices=(
        Select(
            id="row",
            label="Row of the rubric",
            values=tuple(each.id for each in rubric()),
            labels=tuple(f"{each.id}. {each.title}" for each in rubric()),
        ),
    ),
    view=what_a_reader_sees,
    small_groups_shown="What is shown here is a made-up plan, not students.",
)

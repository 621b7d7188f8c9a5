"""Four skills of the scenario test about what may be said; each builder makes the item of both forms."""

import pandas as pd

from belonging.measures import rate, regression_to_mean
from belonging.prepost.counting import WHICH
from belonging.prepost.vignette import Vignette


def exposure(unit: str, group: str, doing: str, pictured: tuple[int, int], active: tuple[int, int]) -> Vignette:
    """Being pictured against doing the work; the pairs are for the group and for all others."""
    seen = rate(pictured[0], sum(pictured), "people pictured")
    does = rate(active[0], sum(active), f"people {doing}")
    rows = [(f"Group {group}", pictured[0], active[0]), ("All others", pictured[1], active[1])]
    return Vignette(
        skill="exposure and doing",
        title="The people in a unit",
        prompt=f"A teacher counts the people in the pictures of a fictional unit on {unit}. {WHICH}",
        table=pd.DataFrame(rows, columns=["Who", "People pictured", f"Of these, {doing}"]),
        caption=f"People in the unit on {unit}",
        right=(
            f"Group {group} is {seen.value:.0%} of the people pictured, but only {does.value:.0%} of those who are "
            f"{doing}."
        ),
        others=(
            f"With {seen.value:.0%} of all people pictured, group {group} has the same part in the unit as all others.",
            f"Students of group {group} see {pictured[0]} people like them, and so feel that they can do this too.",
            f"Students of group {group} learn less here, because only {active[0]} of the pictures speak to them.",
        ),
    )


def feedback(task: str, met: int, of: int, has: str, lacks: str) -> Vignette:
    """A comment that names the standard, trusts the writer and gives the next step."""
    return Vignette(
        skill="feedback wording",
        title="A comment on a draft",
        prompt=(
            f"A student’s draft of {task} meets {met} of the {of} points on the class list. It has {has}. It lacks "
            f"{lacks}. Which comment gives the writer most to work with?"
        ),
        right=(
            f"This list asks a lot, and your work so far tells me that you can meet it. You have {has}. Next: add "
            f"{lacks}."
        ),
        others=(
            f"Great job, you are so smart! You have {met} of {of} points already, and I am sure that the rest will "
            "come to you too, if you just keep going like this.",
            f"You have {met} of {of} points. Please read the whole list once more with care, see what is still "
            "missing, and hand in a better draft by Friday.",
            f"You have {met} of {of} points. Do not worry about {lacks}. It is hard for many, and this is fine for a "
            "first try.",
        ),
    )


def regression(place: str, help_: str, low: float, average: float, high: float, link: float, n: int) -> Vignette:
    """Groups picked for extreme scores come closer to the average the second time, helped or not."""
    later = [regression_to_mean(first, average, link).second_mean for first in (low, high)]
    rows = [
        (f"Lowest quarter, with {help_}", n, f"{low:.0f}", f"{later[0]:.0f}"),
        (f"Highest quarter, without {help_}", n, f"{high:.0f}", f"{later[1]:.0f}"),
        ("Whole grade", 4 * n, f"{average:.0f}", f"{average:.0f}"),
    ]
    return Vignette(
        skill="regression to the mean",
        title="The lowest quarter",
        prompt=(
            f"After a first test, {place} gave {help_} to the quarter of the grade with the lowest scores. All took a "
            f"second test of the same kind. {WHICH}"
        ),
        table=pd.DataFrame(rows, columns=["Who", "Students", "First average", "Second average"]),
        caption="Averages of the two tests",
        right=(
            f"Both quarters came closer to {average:.0f}, as picked groups do; so this does not show that "
            f"{help_} helped."
        ),
        others=(
            f"The lowest quarter rose by {later[0] - low:.0f} points while the whole grade stayed the same, so "
            f"{help_} helped.",
            f"The highest quarter fell by {high - later[1]:.0f} points, because it was left out and lost heart.",
            f"There was no use in {help_}, because the average of the whole grade is still {average:.0f} on the second "
            "test.",
        ),
    )


def cause(place: str, change: str, measure: str, n: int, before: float, after: float) -> Vignette:
    """What may be said of a rise after a change, with nobody to compare with."""
    rise = after - before
    table = pd.DataFrame(
        [("Before", n, before), ("After", n, after)], columns=["When", "Students, the same ones", "Average, 1 to 5"]
    )
    return Vignette(
        skill="cause words",
        title="After a change",
        prompt=(
            f"In one class at {place}, the teacher began to use {change}. The students answered questions about "
            f"{measure} before and after. {WHICH}"
        ),
        table=table,
        caption=f"Answers about {measure}",
        right=(
            f"The same {n} students answered {rise:.1f} points higher after the change. Why they did, the table cannot "
            "tell."
        ),
        others=(
            f"Because of {change}, the average of the {n} students went up by {rise:.1f} points in only a few weeks.",
            f"A rise of {rise:.1f} points in a class of {n} proves that {change} works, so all should begin it.",
            f"Nothing can be said here, as a class of {n} students is too small for anyone to take an average of it.",
        ),
    )

"""Four skills of the scenario test about whom a number counts; each builder makes the item of both forms.

No count below ten is printed. That one can be worked out from the others is the point of one item.
"""

import pandas as pd

from belonging.measures import matched_change, mean, naive_change, rate
from belonging.prepost.vignette import Vignette
from belonging.privacy import HIDDEN, TOTAL

WHICH = "Which sentence do the numbers support best?"


def response(place: str, topic: str, who: str, asked: tuple[int, int], answered: tuple[int, int]) -> Vignette:
    """Response rate and who is missing; the pairs are for low and for high scorers of an earlier survey."""
    rates = [rate(n, of, who) for n, of in zip(answered, asked, strict=True)]
    everyone = rate(sum(answered), sum(asked), who)
    rows = [("Low scores last year", rates[0]), ("High scores last year", rates[1]), ("All", everyone)]
    table = pd.DataFrame([(name, r.n, r.count, f"{r.value:.0%}") for name, r in rows])
    return Vignette(
        skill="response rate",
        title="A survey comes back",
        prompt=f"{place} asked its {who} about {topic}. The table sorts them by last year’s scores. {WHICH}",
        table=table.set_axis(["Who", "Asked", "Answered", "Response rate"], axis=1),
        caption=f"Answers to the survey about {topic}",
        right=(
            f"{everyone.count} of {everyone.n} answered, and those with low scores answered less often, so the average "
            "may look too good."
        ),
        others=(
            f"More than half of the {who} answered, so the average of the answers speaks for all {everyone.n} of them.",
            f"The {who} with low scores last year care less about {topic}, as fewer of them took the time to answer.",
            f"The survey was too long, and that is why {everyone.n - everyone.count} of the {who} did not answer it.",
        ),
    )


def matched(place: str, who: str, scale: str, stayed: list[float], left: list[float]) -> Vignette:
    """Naive and matched change; nobody who answered twice changed, and low scorers are gone the second time."""
    before = pd.Series([*stayed, *left])
    after = pd.Series(stayed).reindex(before.index)
    naive, same = naive_change(before, after), matched_change(before, after)
    both = mean(pd.Series(stayed))
    table = pd.DataFrame(
        [
            ("All who answered at that time", naive.n_before, mean(before).value, naive.n_after, both.value),
            ("The same people, both times", same.n, both.value, same.n, both.value + same.value),
        ],
        columns=["Who", "n in fall", "Fall average", "n in spring", "Spring average"],
    )
    return Vignette(
        skill="naive and matched change",
        title="The average moves",
        prompt=f"{place} asked its {who} the same questions in fall and in spring, on a scale of {scale}. {WHICH}",
        table=table,
        caption="Fall and spring averages",
        right=(f"The {same.n} who answered both times did not change on average; what changed is who answered at all."),
        others=(
            f"The {who} gained {naive.value:.2f} points over the year, since the average of all answers is higher now.",
            f"The {naive.n_before - same.n} who did not come back would have pulled the spring average up even more.",
            "The two rows contradict each other, so at least one of the four averages must have a mistake in it.",
        ),
    )


def suppression(place: str, topic: str, counts: dict[str, int], small: str) -> Vignette:
    """A hidden cell that a total gives away."""
    total = sum(counts.values())
    shown = total - counts[small]
    rows = [(name, HIDDEN if name == small else str(n)) for name, n in counts.items()]
    return Vignette(
        skill="suppression",
        title="A table for the website",
        prompt=(
            f"{place} prints how many took part in {topic}. It hides each count below 10, as a few people could be "
            "known by it. Which sentence about the table is supported best?"
        ),
        table=pd.DataFrame([*rows, (TOTAL, str(total))], columns=["Group", "Took part"]),
        caption=f"Taking part in {topic}",
        right=(
            f"A reader can work out group {small}, as {total} minus {shown} is left over; so one more count must be "
            "hidden."
        ),
        others=(
            f"The few people of group {small} are safe, because their count is hidden and no name is in the table.",
            f"Group {small} should be shown like the others, since a count alone never tells anything about a person.",
            "The total should be given as a percent, and then none of the other numbers can be worked out any more.",
        ),
    )


def denominators(
    place: str, course: str, big: str, small: str, seats: tuple[int, int], of: tuple[int, int]
) -> Vignette:
    """Shares of the course against shares of each group; the larger group has more seats and the lower rate."""
    rates = [rate(n, all_, "students") for n, all_ in zip(seats, of, strict=True)]
    part = rate(seats[0], sum(seats), "students in the course")
    return Vignette(
        skill="denominators",
        title="Who takes the course?",
        prompt=f"At {place}, students may choose {course}. {WHICH}",
        table=pd.DataFrame(
            [(f"Group {name}", r.n, r.count) for name, r in zip((big, small), rates, strict=True)],
            columns=["Group", "Students in the grade", f"In {course}"],
        ),
        caption=f"Students in {course}",
        right=(
            f"A student of group {small} is more likely to take it, as {rates[1].value:.0%} of group {small} do, and "
            f"{rates[0].value:.0%} of group {big}."
        ),
        others=(
            f"A student of group {big} is more likely to take it, as {part.value:.0%} of those in the course are of "
            f"group {big}.",
            f"Group {big} has more interest in {course} than group {small}: {seats[0]} of its students chose it, "
            f"not {seats[1]}.",
            f"Both groups are equally likely to take {course}, because every student of the grade could choose it.",
        ),
    )

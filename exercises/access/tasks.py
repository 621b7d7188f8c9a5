"""The tasks of module `access`: all figures come from the datasets, none is typed."""

from collections.abc import Callable

import pandas as pd

from belonging.classroom.access import FROM, OPENS_TO, TO, reversal, share, steps, total, with_sections
from belonging.measures import GapParts, decompose_gap, mean, rate
from belonging.tasks import Choice, Number, Option, RubricRow, Task, Words, Wrong

ACCESS, SUPPLY = "access_enrollment", "teacher_supply"


# --- Of whom -------------------------------------------------------------------------------------------------------


def group_b(data: pd.DataFrame) -> pd.DataFrame:
    """Show group B on its way into the course, school by school and in all."""
    columns = ["students", "interested", "offered", "enrolled"]
    table = data.loc[data["group"] == "B", ["school", *columns]]
    whole = {"school": "All five", **{column: total(data, "B", column) for column in columns}}
    table = pd.concat([table, pd.DataFrame([whole])], ignore_index=True)
    return table.set_axis(["School", "Students", "Asked", "Offered", "Enrolled"], axis=1)


def of(count: str, whole: str, group: str = "B") -> Callable[[pd.DataFrame], float]:
    """Return the function that takes a group's rate over all schools."""
    return lambda data: share(data, group, count, whole).value


def mean_of_schools(count: str, whole: str) -> Callable[[pd.DataFrame], float]:
    """Return the function that averages group B's five rates, as if all schools were of one size."""

    def five(data: pd.DataFrame) -> float:
        here = data[data["group"] == "B"]
        return mean(here[count] / here[whole]).value

    return five


def smallest_and_largest(data: pd.DataFrame) -> tuple[int, int]:
    """Return how many students of group B the school with the fewest and the one with the most has."""
    students = data.loc[data["group"] == "B", "students"]
    return int(students.min()), int(students.max())


def everyone(data: pd.DataFrame, column: str) -> int:
    """Return the count of both groups over all schools."""
    return total(data, "A", column) + total(data, "B", column)


ENROLLED = Task(
    id="enrolled-rate",
    title="What share of group B is enrolled?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=ACCESS,
    prompt=(
        "Take **all** juniors and seniors of group B in the five schools. What share of them is enrolled in physics? "
        "A share such as 0.40 and a percent such as 40% are both fine."
    ),
    evidence=group_b,
    evidence_caption="Group B and physics, five fictional schools",
    expected=of("enrolled", "students"),
    right=lambda data: (
        f"{share(data, 'B', 'enrolled', 'students')}. This rate answers: how likely is it to meet a student of the "
        "group in the course? It mixes three things: whether they asked, whether they were offered it, whether they "
        "said yes."
    ),
    wrongs=(
        Wrong(
            "of-offered",
            of("enrolled", "offered"),
            "This divides by those who were *offered* the course. It leaves out every student whose school had no "
            "section for them, and they are the ones this question is about.",
        ),
        Wrong(
            "of-interested",
            of("enrolled", "interested"),
            "This divides by those who *asked*. The question is about all students of the group, whether they asked or not.",
        ),
        Wrong(
            "mean-of-schools",
            mean_of_schools("enrolled", "students"),
            lambda data: (
                f"This is the mean of five rates. It counts a school with {smallest_and_largest(data)[0]} students of "
                f"the group as much as one with {smallest_and_largest(data)[1]}. Add up the students first, then divide "
                "once."
            ),
        ),
        Wrong(
            "share-of-enrolled",
            lambda data: rate(total(data, "B", "enrolled"), everyone(data, "enrolled"), "all enrolled").value,
            "This is group B's share of the *course*: it divides by everyone who is enrolled. Here the whole is the group.",
        ),
        Wrong(
            "of-everyone",
            lambda data: rate(total(data, "B", "enrolled"), everyone(data, "students"), "all students").value,
            "This divides by the students of both groups. Only those of group B belong at the bottom.",
        ),
        Wrong(
            "percent-as-share",
            lambda data: round(100 * share(data, "B", "enrolled", "students").value),
            "The thinking is right, the form is not: write it as a share, such as 0.40, or add the percent sign.",
        ),
    ),
    hint="Use the last row. Which column holds *all* students of the group? That one goes to the bottom.",
    example=(
        "In another district 90 of 450 students of a group are enrolled. The rate is 90 / 450 = 0.20, even if its "
        "three schools have rates of 0.10, 0.20 and 0.50."
    ),
)

SAID_YES = Task(
    id="said-yes-rate",
    title="What share of those offered said yes?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=ACCESS,
    prompt=(
        "Use the same table. Take only the students of group B who were **offered** physics. What share of them is "
        "enrolled? This is the **uptake**."
    ),
    expected=of("enrolled", "offered"),
    right=lambda data: (
        f"{share(data, 'B', 'enrolled', 'offered')}. In group A it is {share(data, 'A', 'enrolled', 'offered').value:.0%}. "
        "So where the course is offered, group B takes it up more often. One top, two bottoms, two stories."
    ),
    wrongs=(
        Wrong(
            "of-all",
            of("enrolled", "students"),
            "This divides by all students of the group. A student cannot say yes to a course that was not offered.",
        ),
        Wrong(
            "of-interested",
            of("enrolled", "interested"),
            "This divides by those who *asked*. Many of them were never offered the course, and that is not a no.",
        ),
        Wrong(
            "offer-rate",
            of("offered", "students"),
            "This is the share who were *offered* the course. It tells what the schools did. Go one step further.",
        ),
        Wrong(
            "mean-of-schools",
            mean_of_schools("enrolled", "offered"),
            "Close, but this is the mean of five rates. Add up the students of all five schools, then divide once.",
        ),
        Wrong("other-group", of("enrolled", "offered", "A"), "This is the uptake of group A. Look for group B."),
    ),
    hint="In the last row, find those who were offered it, and those of them who enrolled.",
    example=(
        "In another district 120 of 450 students of a group were offered the course, and 90 enrolled. The uptake is "
        "90 / 120 = 0.75."
    ),
)


def physics(supply: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of physics."""
    return supply[supply["subject"] == "physics"]


def hours(supply: pd.DataFrame, column: str) -> int:
    """Return the hours of a column, all schools together."""
    return int(supply[column].sum())


def physics_hours(supply: pd.DataFrame) -> pd.DataFrame:
    """Show planned, vacant and out-of-field hours of physics, and of all three subjects in one row."""
    columns = ["hours_planned", "hours_vacant", "hours_out_of_field"]
    table = physics(supply)[["school", *columns]]
    rows = [
        {"school": name, **{column: hours(part, column) for column in columns}}
        for name, part in (("Physics, all five", physics(supply)), ("Physics, math, computing, all five", supply))
    ]
    table = pd.concat([table, pd.DataFrame(rows)], ignore_index=True)
    return table.set_axis(["School", "Planned", "No teacher found", "Taught out of field"], axis=1)


def vacant_of(top: tuple[str, ...], bottom: Callable[[pd.DataFrame], int]) -> Callable[[pd.DataFrame], float]:
    """Return the function that divides hours of physics by some whole."""
    return lambda supply: rate(sum(hours(physics(supply), each) for each in top), bottom(supply), "class hours").value


def planned(supply: pd.DataFrame) -> int:
    """Return the planned hours of physics."""
    return hours(physics(supply), "hours_planned")


def taught(supply: pd.DataFrame) -> int:
    """Return the hours of physics that do run."""
    return planned(supply) - hours(physics(supply), "hours_vacant")


VACANT = Task(
    id="vacant-hours",
    title="What share of the planned physics hours has no teacher?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=SUPPLY,
    prompt=(
        "The five schools planned more physics than they could staff. Take all five together: what share of the "
        "**planned** class hours of physics has no teacher?"
    ),
    evidence=physics_hours,
    evidence_caption="Class hours a month",
    expected=vacant_of(("hours_vacant",), planned),
    right=lambda supply: (
        f"{hours(physics(supply), 'hours_vacant')} of {planned(supply)} planned hours. These are the sections that do "
        "not run, and the schools with the fewest sections have the largest share of them. So the way to the offer "
        "leads through a staffing list."
    ),
    wrongs=(
        Wrong(
            "mean-of-schools",
            lambda supply: mean(physics(supply)["hours_vacant"] / physics(supply)["hours_planned"]).value,
            "This is the mean of the five schools' percentages. A small plan counts as much in it as a large one. "
            "Add up the hours first, then divide once.",
        ),
        Wrong(
            "of-taught",
            vacant_of(("hours_vacant",), taught),
            "This divides by the hours that *do* run. The question takes them of all hours that were planned.",
        ),
        Wrong(
            "of-all-subjects",
            vacant_of(("hours_vacant",), lambda supply: hours(supply, "hours_planned")),
            "This divides by the hours of all three subjects. So large a bottom makes almost any gap look small.",
        ),
        Wrong(
            "all-subjects",
            lambda supply: rate(hours(supply, "hours_vacant"), hours(supply, "hours_planned"), "class hours").value,
            "This takes all three subjects, top and bottom. Math is large and well staffed, and hides physics.",
        ),
        Wrong(
            "with-out-of-field",
            vacant_of(("hours_vacant", "hours_out_of_field"), planned),
            "This adds the hours taught out of field. They do run, with a teacher, so they are another question.",
        ),
        Wrong(
            "that-run",
            lambda supply: rate(taught(supply), planned(supply), "planned hours").value,
            "This is the share of hours that *do* run. The question asks for the other part.",
        ),
    ),
    hint="Use the row “Physics, all five”: hours without a teacher at the top, planned hours at the bottom.",
    example=(
        "Two other schools planned 200 and 50 hours; 20 and 25 are vacant. Together that is 45 / 250 = 0.18. The mean "
        "of 0.10 and 0.50 would be 0.30."
    ),
)


# --- Mixed and unmixed ---------------------------------------------------------------------------------------------


def both_groups(data: pd.DataFrame) -> pd.DataFrame:
    """Show enrolled of all students for both groups, mixed and by school, with the offer of each school."""
    rows = []
    for name, part in (("All five", data), *data.groupby("school", sort=False)):
        a, b = (share(part, group, "enrolled", "students") for group in "AB")
        offer = rate(everyone(part, "offered"), everyone(part, "students"), "students")
        cells = [f"{each.count} of {each.n} ({each.value:.0%})" for each in (a, b)]
        rows.append([name, *cells, f"{offer.value:.0%}" if name != "All five" else "differs by school"])
    return pd.DataFrame(rows, columns=["School", "Group A enrolled", "Group B enrolled", "Offered it, either group"])


def turned_round(data: pd.DataFrame) -> str:
    """Return the letter of the sentence that the table carries."""
    return "d" if reversal(data).reversed and reversal(data).overall > 0 else "a"


REVERSAL = Task(
    id="find-reversal",
    title="What does the table show?",
    points=2,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "Group A is ahead all together, so group A is ahead in most of the schools.",
                "That feels safe and it is not so. Compare the two columns in the row of one school, then of the next.",
            ),
            Option(
                "b",
                "Group B is enrolled less often, so students in group B are just not interested in physics.",
                "The table does not hold interest at all. And the form does: group B asked for physics a little more "
                "often. A low rate of a whole group says nothing about wishes before you know the offer.",
            ),
            Option(
                "c",
                "Each school offers physics to both groups at the same rate, so there is no gap.",
                "The first half is true in every school. But the groups go to different schools, and the rates of the "
                "schools are far apart. Fair within each school can still be a gap in the district.",
            ),
            Option(
                "d",
                "Group A is ahead all together, group B is ahead in every school: most of group B goes to schools that "
                "offer physics to few.",
                "Each part is in the table, and the last one ties the others together. This turn is known as Simpson's "
                "reversal. It comes from mixing wholes of different sizes, so look at the parts before you explain a whole.",
            ),
            Option(
                "e",
                "Group A is ahead all together, but group B is ahead in every school, so the first figure is a mistake.",
                "You found the reversal. Both figures are right, though: they answer two questions. Look at the last "
                "column, and at where the students of each group are.",
                points=1,
            ),
        )
    ),
    dataset=ACCESS,
    prompt="The last column is the same for both groups of a school. Which sentence does the table carry?",
    evidence=both_groups,
    evidence_caption="Enrolled in physics, of all juniors and seniors",
    expected=turned_round,
    hint="Go down the rows of the single schools. Who is ahead? Then ask which schools hold most of each group.",
    example=(
        "Two bus lines are on time on 9 of 10 sunny days and on 5 of 10 rainy days, and line X is a little better in "
        "both. But X runs mostly in the rainy months, so over the year X is late more often than Y."
    ),
)


# --- Offer and uptake ----------------------------------------------------------------------------------------------


def two_steps(data: pd.DataFrame) -> pd.DataFrame:
    """Show offer, uptake and their product for both groups, with differences and averages."""
    a, b = (steps(data, group) for group in "AB")
    rows = []
    for name, pair in (
        ("Offer: offered, of all students", (a.offer, b.offer)),
        ("Uptake: enrolled, of those offered", (a.uptake, b.uptake)),
        ("Offer times uptake: enrolled, of all", (a.rate, b.rate)),
    ):
        first, second = (100 * each for each in pair)
        middle = "" if "times" in name else f"{mean(pd.Series([first, second])).value:.1f}%"
        rows.append([name, f"{first:.1f}%", f"{second:.1f}%", f"{first - second:+.1f}".replace("-", "−"), middle])
    return pd.DataFrame(rows, columns=["Step", "Group A", "Group B", "A minus B, points", "Average of A and B"])


def parts(data: pd.DataFrame) -> GapParts:
    """Split the gap over all schools."""
    return decompose_gap(steps(data, "A"), steps(data, "B"))


def points(of_parts: Callable[[pd.DataFrame], float]) -> Callable[[pd.DataFrame], float]:
    """Return a share in points of a hundred."""
    return lambda data: 100 * of_parts(data)


def offer_gap(data: pd.DataFrame) -> float:
    """Return the difference in the offer, not yet weighed."""
    return steps(data, "A").offer - steps(data, "B").offer


def uptake_gap(data: pd.DataFrame) -> float:
    """Return the difference in the uptake, not yet weighed."""
    return steps(data, "A").uptake - steps(data, "B").uptake


OFFER = Task(
    id="offer-part",
    title="How much of the gap does the offer make?",
    points=1,
    rung="fill",
    kind=Number(decimals=0),
    dataset=ACCESS,
    prompt=(
        "The part of a step is its difference times the average of the *other* step. So the part of the **offer** is "
        "the difference in the offer, times the average uptake. Give it in points, as a whole number."
    ),
    evidence=two_steps,
    evidence_caption="The way into the course, in two steps",
    expected=points(lambda data: parts(data).offer),
    right=lambda data: (
        f"The offer makes {100 * parts(data).offer:.1f} points, more than the whole gap of {100 * parts(data).gap:.1f}. "
        "Had the offer been alike, group B would be ahead."
    ),
    wrongs=(
        Wrong(
            "not-weighed",
            points(offer_gap),
            "This is the difference in the offer itself. Not everyone who is offered the course takes it, so multiply "
            "by the average uptake.",
        ),
        Wrong(
            "whole-gap", points(lambda data: parts(data).gap), "This is the whole gap. The offer makes a part of it."
        ),
        Wrong(
            "weighed-by-a",
            points(lambda data: offer_gap(data) * steps(data, "A").uptake),
            "This uses the uptake of group A alone, as if that group were the yardstick. Use the average of both.",
        ),
        Wrong(
            "weighed-by-b",
            points(lambda data: offer_gap(data) * steps(data, "B").uptake),
            "This uses the uptake of group B alone. Use the average of both, so that no group is the yardstick.",
        ),
        Wrong("other-step", points(lambda data: parts(data).uptake), "This is the part of the uptake, the next task."),
    ),
    hint="Take the fourth column of the first row and the last column of the second row. Multiply, then divide by 100.",
    example=(
        "Elsewhere the offer is 80% and 40%, the uptake 70% and 50%. The offer makes 40 points × 60% = 40 × 0.60 "
        "= 24 points."
    ),
)

UPTAKE = Task(
    id="uptake-part",
    title="How much does the uptake make?",
    points=1,
    rung="fill",
    kind=Number(decimals=0),
    dataset=ACCESS,
    prompt=(
        "Now the part of the **uptake**: the difference in the uptake, times the average offer. Give it in points, as a "
        "whole number, with its sign."
    ),
    expected=points(lambda data: parts(data).uptake),
    right=lambda data: (
        f"The uptake makes {100 * parts(data).uptake:.1f} points: it works against the gap. If group B were “just not "
        "interested”, this part would have to be large and positive. It is neither."
    ),
    wrongs=(
        Wrong(
            "sign-turned",
            points(lambda data: -parts(data).uptake),
            "The size is right. The sign matters: A minus B, and group B says yes more often.",
        ),
        Wrong(
            "not-weighed",
            points(uptake_gap),
            "This is the difference in the uptake itself. Only those who are offered the course can take it up, so "
            "multiply by the average offer.",
        ),
        Wrong(
            "weighed-by-a",
            points(lambda data: uptake_gap(data) * steps(data, "A").offer),
            "This uses the offer of group A alone. Use the average of both groups.",
        ),
        Wrong(
            "weighed-by-b",
            points(lambda data: uptake_gap(data) * steps(data, "B").offer),
            "This uses the offer of group B alone, as if that group were the yardstick. Use the average of both.",
        ),
        Wrong(
            "whole-gap",
            points(lambda data: parts(data).gap),
            "This is the whole gap, as if interest and uptake made all of it. Take the step of the uptake by itself.",
        ),
    ),
    hint="Take the fourth column of the second row, with its sign, and the last column of the first row.",
    example="Elsewhere the uptake is 70% and 50%, the offer 80% and 40%. The uptake makes 20 points × 60% = +12 points.",
)


# --- A lever and a memo --------------------------------------------------------------------------------------------

NEW = 2  # sections in the question


def best_lever(data: pd.DataFrame) -> str:
    """Return the letter of the lever: sections where they close the gap, unless interest were what is missing."""
    here, there = (reversal(with_sections(data, NEW, new=True, school=school)).overall for school in (TO, FROM))
    asks = reversal(data, "interested").overall
    return "c" if asks <= 0 and here < there else "a"


def levers(data: pd.DataFrame) -> pd.DataFrame:
    """Show, for each school, who asked, what is offered, and how many seats there are."""
    rows = []
    for name, part in data.groupby("school", sort=False):
        asked = [share(part, group, "interested", "students") for group in "AB"]
        seats = int(part["seats"].iloc[0])
        rows.append([name, *(f"{each.value:.0%}" for each in asked), sum(each.count for each in asked), seats])
    return pd.DataFrame(rows, columns=["School", "Group A asked", "Group B asked", "Asked, students", "Seats"])


LEVER = Task(
    id="pick-lever",
    title="Which lever would you pull first?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "A campaign of posters and talks that makes physics look exciting to group B.",
                "It answers a problem that the table does not show: group B asked for physics at least as often as "
                "group A in every school. Their wish is there. What is short is a seat.",
            ),
            Option(
                "b",
                "None. Within each school both groups get the same offer, so there is nothing to mend.",
                "Each school is even-handed, and the district is not: where a student lives sets the chance. The lever "
                "sits between the schools.",
            ),
            Option(
                "c",
                "Two more sections of physics at Fir, with a teacher shared between schools.",
                "It is in the hands of the district, it meets wishes that are already on the form, and it moves the "
                "step that makes the gap. What it costs, and who teaches, is the next honest question.",
            ),
            Option(
                "d",
                "Two more sections of physics at Ash, since so many students there take it.",
                "At Ash there are nearly as many seats as students who asked. Its mix would send most new seats to "
                "group A, and the gap would grow.",
            ),
            Option(
                "e",
                "Wait until the state trains more physics teachers.",
                "It may be needed, and it is not yours to decide. Look for a part of the problem that the district "
                "holds in its own hands: sections, timetable, sharing a teacher.",
            ),
        )
    ),
    dataset=ACCESS,
    prompt="The district can do one thing this year that it decides by itself. Which one works on what makes the gap?",
    evidence=levers,
    evidence_caption="Who asked for physics, and how many seats there are",
    expected=best_lever,
    hint="Two checks: does the table show that this is what is missing? And can the district decide it?",
    example=(
        "A cafeteria runs out of hot meals at noon in one building. A taste campaign would not help. Sending twenty "
        "more meals to that building would."
    ),
)


def at_school(data: pd.DataFrame) -> pd.DataFrame:
    """Show the school that gets the sections, and group B in all."""
    here = data[data["school"] == TO]
    rows = [
        [f"{TO}, group {group}", *(total(here, group, c) for c in ("students", "offered", "enrolled"))]
        for group in "AB"
    ]
    rows.append(["All five, group B", *(total(data, "B", c) for c in ("students", "offered", "enrolled"))])
    return pd.DataFrame(rows, columns=["Who", "Students", "Offered it", "Enrolled"])


def predicted(data: pd.DataFrame) -> float:
    """Return group B's rate over all schools once the sections run."""
    return share(with_sections(data, NEW, new=True), "B", "enrolled", "students").value


def with_more(data: pd.DataFrame, more: float) -> float:
    """Return group B's rate over all schools with some more students enrolled."""
    return rate(total(data, "B", "enrolled") + round(more), total(data, "B", "students"), "students").value


def new_offers(data: pd.DataFrame) -> int:
    """Return how many more of group B are offered the course."""
    return total(with_sections(data, NEW, new=True), "B", "offered") - total(data, "B", "offered")


def uptake_here(data: pd.DataFrame) -> float:
    """Return group B's uptake at the school."""
    return steps(data[data["school"] == TO], "B").uptake


def only_here(data: pd.DataFrame) -> float:
    """Return group B's rate at the school alone, once the sections run."""
    there = with_sections(data, NEW, new=True)
    return share(there[there["school"] == TO], "B", "enrolled", "students").value


PREDICT = Task(
    id="predict-rate",
    title="What do you expect?",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=ACCESS,
    prompt=lambda data: (
        f"{TO} has {int(data.loc[data['school'] == TO, 'sections'].iloc[0])} sections and gets two more. Each opens the "
        f"course to {OPENS_TO} students, in the mix of the school: with twice the sections, twice as many of each group "
        "are offered it. Suppose they say yes as often as now. What share of **all** students in group B, in the five "
        "schools, is then enrolled?"
    ),
    evidence=at_school,
    evidence_caption=f"{TO} now, and group B in all",
    expected=predicted,
    right=lambda data: (
        f"From {of('enrolled', 'students')(data):.0%} to {predicted(data):.0%}, with nobody asked to change a wish. Write "
        "down such a number *before* you act: then the next count can prove you wrong."
    ),
    wrongs=(
        Wrong(
            "all-say-yes",
            lambda data: with_more(data, new_offers(data)),
            "Here everyone with a new offer enrolls. Only some say yes: use what you see at the school now.",
        ),
        Wrong(
            "all-to-b",
            lambda data: with_more(data, NEW * OPENS_TO * uptake_here(data)),
            "Here all new places go to group B. They come in the mix of the school, so some go to group A.",
        ),
        Wrong(
            "all-to-b-all-yes",
            lambda data: with_more(data, NEW * OPENS_TO),
            f"Here all {NEW * OPENS_TO} new places go to group B, and all of them say yes. Take the mix and the uptake of the school.",
        ),
        Wrong(
            "one-school",
            only_here,
            "This is group B's rate at that one school. The question is about group B in all five.",
        ),
        Wrong(
            "of-offered",
            lambda data: share(with_sections(data, NEW, new=True), "B", "enrolled", "offered").value,
            "This divides by those offered. An offer that grows then does not show at all: divide by all students.",
        ),
        Wrong(
            "nothing-moves",
            of("enrolled", "students"),
            "This is the rate as it is. If twice as many are offered the course, some of them will take it.",
        ),
    ),
    hint="How many of group B enroll at that school now? Twice the offer doubles them. Add the new ones to the whole.",
    example=(
        "In another district 60 of 400 students of a group are enrolled, 15 of them at a school that doubles its "
        "sections. Then 75 of 400 are enrolled: 75 / 400 = 0.19."
    ),
)

STARTER = """**My memo** (about 100 words; replace the lines below with your own words)

To whom, and who decides:

What students asked for:

What we offer (rates, each with its “of whom”):

The rule or timetable line that makes it:

One thing to change, by when, and what I expect to see:"""

REFERENCE = """**My memo**

To whom, and who decides: the counseling office and the assistant superintendent, who sign the section plan in March.

What students asked for: at Fir 224 of 360 juniors and seniors put physics on their form; group B asked as often as A.

What we offer (rates, each with its “of whom”): 72 of these 360 have a section that fits (20%); at Ash 252 of 300 (84%).

The rule or timetable line that makes it: sections follow last year's enrollment, so a school with two keeps two.

One thing to change, by when, and what I expect to see: from fall, sections follow the form. Two more at Fir would
bring group B from 28% to about 33% of all its students enrolled. We count again on October 1 and ask students."""

MEMO = Task(
    id="access-memo",
    title="Your memo",
    points=3,
    rung="fill",
    kind=Words(starter=STARTER, words=100),
    dataset=ACCESS,
    prompt=(
        "Write a memo of about 100 words to one person who can decide: about this district, or about a course at your "
        "own school. Start with what students bring and ask for. Put the barrier where it sits: in an offer, a rule or "
        "a timetable. Show no count under ten, and nothing that points to one student."
    ),
    expected=lambda data: REFERENCE,
    hint="Begin with the number of students who asked. It is in the table of the task on levers.",
    example="A good first line: “Last spring 60 of our 150 eighth graders asked for robotics; we have one section of 24.”",
    rubric=(
        RubricRow(
            "of-whom",
            "Rates that say of whom",
            (
                "A rate without its whole, or a whole that does not fit the sentence.",
                "Each rate says of whom it is taken, offer and uptake are kept apart, and no count is under ten.",
            ),
            anchors=(
                (
                    "Only 28% take physics, against 38% of the others, so we have a problem.",
                    "At our school 6 of the 7 students in group C said no to the course.",
                ),
                (
                    "Of 270 in group B at Fir, 54 were offered physics (20%); of these 54, 37 enrolled (69%).",
                    "All 150 eighth graders were asked. 60 want robotics (40%), and 24 have a seat (16% of the 150).",
                ),
            ),
        ),
        RubricRow(
            "assets",
            "What students bring, and where the barrier sits",
            (
                "The barrier is placed in students or families, or what students want is left out.",
                "It starts from what students asked for or did, and names an offer, a rule or a timetable line as the barrier.",
            ),
            anchors=(
                (
                    "Group B needs more motivation before we can think of new sections.",
                    "Families at Fir do not value physics enough, so the course stays small.",
                ),
                (
                    "224 students at Fir asked for physics. Our plan copies last year's sections, so most cannot get in.",
                    "Two thirds of those who are offered the course say yes. It meets only in the hour of the late bus class.",
                ),
            ),
        ),
        RubricRow(
            "lever",
            "One lever, a day and a prediction",
            (
                "No change, a wish for someone else to act, or no way to see whether it worked.",
                "One change that the reader of the memo decides, a date, and a number that would show whether it worked.",
            ),
            anchors=(
                (
                    "The state should train more teachers, and we should all work on this.",
                    "We will raise awareness and look at the numbers again at some point.",
                ),
                (
                    "Please plan two more sections at Fir by March 15. I expect 33% of group B enrolled by October, not 28%.",
                    "From fall, robotics moves to third hour. If 20 more enroll by September 10, it worked; if not, we ask.",
                ),
            ),
        ),
    ),
)

TASKS = [ENROLLED, SAID_YES, VACANT, REVERSAL, OFFER, UPTAKE, LEVER, PREDICT, MEMO]

"""The tasks of module `materials`: every figure is counted by the audit form's own lenses, none is typed."""

import pandas as pd

from belonging.classroom.unit_figures import GROUP, carrying, figures, one_share, parts
from belonging.data import load
from belonging.explorers.say import percent
from belonging.tasks import Bin, Choice, Item, Number, Option, RubricRow, Sort, Task, Words, Wrong
from belonging.unit_audit import LENSES, QUESTIONS, Figure, Lens, Share, share, shares

AUDIT = "materials_audit"


# --- Five lenses on one year -----------------------------------------------------------------------------------------


def by_unit(audit: pd.DataFrame) -> pd.DataFrame:
    """Count, per unit, who is pictured at all."""
    tallied = figures(audit)
    rows = [_row(name, [f for f in tallied if f.part == name]) for name in parts(tallied)]
    return pd.DataFrame([*rows, _row("All", tallied)])


def _row(name: str, tallied: list[Figure]) -> dict[str, str | int]:
    found = share(tallied, LENSES[0])
    return {
        "Unit": name,
        GROUP: found.focus,
        "Others": found.n - found.focus,
        "Unclear": found.unclear,
        "Pictured": len(tallied),
    }


def by_lens(audit: pd.DataFrame) -> pd.DataFrame:
    """Count who is seen through each lens, and beside it who has a yes to that one question alone."""
    tallied = figures(audit)
    alone = {name: Lens(name, name, (name,)) for name, _ in QUESTIONS}
    rows = []
    for number, found in enumerate(shares(tallied), start=1):
        only = share(tallied, alone[found.lens.id]) if found.lens.id in alone else found
        rows.append(
            {
                "Lens": f"{number}. {found.lens.label.removeprefix('… ')}",
                GROUP: found.focus,
                "Others": found.n - found.focus,
                "Unclear": found.unclear,
                f"{GROUP} alone": only.focus,
                "Others alone": only.n - only.focus,
            }
        )
    return pd.DataFrame(rows)


def value(audit: pd.DataFrame, id_: str) -> float:
    """Return Group A's share through one lens, between 0 and 1."""
    return one_share(audit, id_).value or 0.0


def alone(audit: pd.DataFrame, *questions: str) -> Share:
    """Count the figures with a yes to some questions, whatever the other answers are."""
    return share(figures(audit), Lens("alone", "alone", questions))


HEADCOUNT = Task(
    id="headcount-share",
    title="Lens 1: the headcount",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=AUDIT,
    prompt=(
        f"Of the people whose group the page says, what share is from {GROUP}? "
        "A share such as 0.40 and a percent such as 40% are both fine."
    ),
    evidence=by_unit,
    evidence_caption="People pictured in each unit",
    expected=lambda audit: value(audit, "headcount"),
    right=lambda audit: (
        f"{one_share(audit, 'headcount').words} of the people pictured. Many audits stop here, and a line such as “our "
        "materials are diverse” is written on this number alone. Four lenses are left."
    ),
    wrongs=(
        Wrong(
            "unclear-in-the-whole",
            lambda audit: one_share(audit, "headcount").focus / sum(by_unit(audit)["Pictured"].iloc[:-1]),
            f"This divides by everyone pictured, so each “unclear” counts as *not* {GROUP}. Leave the unclear ones out "
            "of both counts, and say how many they are.",
        ),
        Wrong(
            "unclear-as-the-group",
            lambda audit: (
                (one_share(audit, "headcount").focus + one_share(audit, "headcount").unclear)
                / sum(by_unit(audit)["Pictured"].iloc[:-1])
            ),
            f"This counts each “unclear” as {GROUP}. When the page does not say, nobody can know: leave them out of "
            "both counts.",
        ),
        Wrong(
            "one-to-one",
            lambda audit: one_share(audit, "headcount").focus / _others(audit, "headcount"),
            f"This divides {GROUP} by the others. A share has everyone whose group is known at the bottom: both "
            "together.",
        ),
        Wrong(
            "without-the-first-unit",
            lambda audit: share([f for f in figures(audit) if f.part != parts(figures(audit))[0]], LENSES[0]).value,
            "This leaves out Heroes week. You will do just that soon. For now count all six units.",
        ),
        Wrong(
            "percent-as-share",
            lambda audit: round(100 * value(audit, "headcount")),
            "The thinking is right, the form is not: write it as a share, such as 0.40, or add the percent sign.",
        ),
    ),
    hint=f"Use the row “All”. Divide {GROUP} by {GROUP} and the others together.",
    example="Another school: 30 from the group, 45 others, 5 unclear. 30 + 45 = 75, and 30 / 75 = 0.40.",
    code='audit = load("materials_audit")\nknown = audit[audit["who"] != "unclear"]\n(known["who"] == "focus").mean()',
)


def _others(audit: pd.DataFrame, id_: str) -> int:
    found = one_share(audit, id_)
    return found.n - found.focus


DOING = Task(
    id="doing-share",
    title="Lens 4: alive, and doing the work",
    points=1,
    rung="fill",
    kind=Number(decimals=2),
    dataset=AUDIT,
    prompt=(
        "Now keep only people who are shown as someone who knows, **and** are alive today, **and** are shown doing the "
        f"work. What share of these is from {GROUP}?"
    ),
    evidence=by_lens,
    evidence_caption="People seen through each lens. “Alone” counts each yes to that one question, whatever the rest says",
    expected=lambda audit: value(audit, "doing"),
    right=lambda audit: (
        f"{one_share(audit, 'doing').words}, where the headcount said {one_share(audit, 'headcount').words}. The same "
        "pages, two lenses. The wide one tells who is on the wall. The narrow one tells whom students can watch at "
        "work today."
    ),
    wrongs=(
        Wrong(
            "headcount-again",
            lambda audit: value(audit, "headcount"),
            "This is the headcount. If half are pictured, half need not be shown at work: use the row of lens 4.",
        ),
        Wrong(
            "one-question-alone",
            lambda audit: alone(audit, "doing").value,
            "This counts every “doing the work”, whatever else the page says. It lets in people of the past and nameless "
            "models in goggles. A lens keeps what the ones before it asked.",
        ),
        Wrong(
            "models-let-in",
            lambda audit: alone(audit, "living", "doing").value,
            "This lets in models in goggles, who are alive and busy and known for nothing. Keep the question of lens 2.",
        ),
        Wrong(
            "of-all-pictured",
            lambda audit: one_share(audit, "doing").focus / one_share(audit, "headcount").n,
            "The top is right. The bottom is everyone pictured. Divide by those this lens sees: both groups in its row.",
        ),
        Wrong(
            "of-the-group",
            lambda audit: one_share(audit, "doing").focus / one_share(audit, "headcount").focus,
            f"This says how many of the pictured {GROUP} get to work. A good question, and not this one: divide by all "
            "who are seen at work.",
        ),
        Wrong(
            "unclear-in-the-whole",
            lambda audit: (
                one_share(audit, "doing").focus / (one_share(audit, "doing").n + one_share(audit, "doing").unclear)
            ),
            "This divides by everyone the lens sees, unclear ones too. Leave them out of both counts.",
        ),
        Wrong(
            "one-to-one",
            lambda audit: one_share(audit, "doing").focus / _others(audit, "doing"),
            f"This divides {GROUP} by the others. A share has both together at the bottom.",
        ),
        Wrong(
            "percent-as-share",
            lambda audit: round(100 * value(audit, "doing")),
            "The thinking is right, the form is not: write it as a share, such as 0.40, or add the percent sign.",
        ),
    ),
    hint=f"Use the row of lens 4, and in it the columns “{GROUP}” and “Others”.",
    example="Another school: through lens 4 it sees 6 from the group and 14 others. 6 / (6 + 14) = 0.30.",
    code=(
        'audit = load("materials_audit")\n'
        'seen = audit[(audit["expert"] == "yes") & (audit["living"] == "yes") & (audit["doing"] == "yes")]\n'
        '(seen[seen["who"] != "unclear"]["who"] == "focus").mean()'
    ),
)

# How each wrong share comes about, and what it shows about the thinking. The first way of a lens wins where two agree.
_WAYS = {
    "alone": (
        "This counts every yes to that one question. A lens keeps what the ones before it asked: use the columns "
        f"“{GROUP}” and “Others”."
    ),
    "pictured": "The top is right. The bottom is everyone pictured. Divide by the people this lens sees.",
    "group": f"This asks how many of the pictured {GROUP} pass the lens. Divide by all who pass it.",
    "ratio": f"This divides {GROUP} by the others. A share has both together at the bottom.",
}


def lens_items(audit: pd.DataFrame) -> list[Item]:
    """Return one item for each lens that has no task of its own, with the shares the typical ways come to."""
    return [_lens_item(audit, id_) for id_ in ("expert", "living", "used")]


def _lens_item(audit: pd.DataFrame, id_: str) -> Item:
    found, wide = one_share(audit, id_), one_share(audit, "headcount")
    one = alone(audit, id_)
    right = percent(found.focus, found.n)
    ways = {
        "alone": percent(one.focus, one.n),
        "pictured": percent(found.focus, wide.n),
        "group": percent(found.focus, wide.focus),
        "ratio": percent(found.focus, found.n - found.focus),
    }
    wrong: dict[str, str] = {}
    for way, came_to in ways.items():
        if came_to != right:
            wrong.setdefault(came_to, _WAYS[way])
    offered = sorted([right, *wrong], key=lambda words: int(words[:-1]))
    number = [lens.id for lens in LENSES].index(id_) + 1
    return Item(
        f"L{number}",
        f"Lens {number}: {found.lens.label.removeprefix('… ')}",
        (_key(right),),
        because=f"{found.focus} of {found.n}.",
        says={_key(came_to): says for came_to, says in wrong.items()},
        bins=tuple(Bin(_key(words), words) for words in offered),
    )


def _key(words: str) -> str:
    return f"p{words[:-1]}"


OTHER_LENSES = Task(
    id="other-lenses",
    title="The other three lenses",
    points=2,
    rung="click",
    kind=Sort(items=lens_items, enough=(2, 3)),
    dataset=AUDIT,
    prompt=(
        f"Use the table of the task before. For each lens choose {GROUP}’s share of the people it sees, in whole "
        "percent. In a notebook write the short code, such as `p40` for 40%."
    ),
    expected=lambda audit: {item.code: item.accepts[0] for item in lens_items(audit)},
    right=(
        "With the two you have typed, that makes five numbers for one year of pages. Each lens is fair by itself. It is "
        "the way down that tells the story: each question asks for more, and each time fewer are left."
    ),
    hint="In the row of the lens: the group, divided by the group and the others together. Leave the unclear ones out.",
    example="Another school: a lens sees 8 from the group, 24 others and 3 unclear. 8 / (8 + 24) is 25%.",
)


# --- One unit and one sentence ---------------------------------------------------------------------------------------


def unit_letter(audit: pd.DataFrame) -> str:
    """Return the letter of the option that names the unit which carries the headcount."""
    return {"Heroes week": "c", "Water": "a", "Cells": "b"}[carrying(figures(audit)).part]


CARRYING = Task(
    id="carrying-unit",
    title="Which unit drives the headcount?",
    points=1,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                "Water",
                "Of the five lesson units Water has the highest share, and still few of the group’s pictures. A headcount is "
                "driven by where most of them stand: compare the counts in the column of the group.",
            ),
            Option(
                "b",
                "Cells",
                "Cells pictures many people, and most of them are others. Look down the column of the group.",
            ),
            Option(
                "c",
                "Heroes week",
                f"More than half of the pictures of {GROUP} hang in this one unit. Without it the headcount is a third. "
                "Students who miss that week, or walk past the posters, see another year.",
            ),
            Option(
                "d",
                "None: each unit shows about half.",
                "The row “All” shows half. No single unit does: one is far above, five are below. A total can hide that.",
            ),
        )
    ),
    dataset=AUDIT,
    prompt=f"Go back to the table of the units, under the first task. Without which unit would {GROUP}’s headcount look different?",
    expected=unit_letter,
    hint=f"Look down the column “{GROUP}”. Does one unit hold most of it?",
    example=(
        "Another school: of 40 pictures of the group, 31 are on one calendar in the hall. The calendar drives the "
        "headcount, whatever the lessons show."
    ),
)

_AUDIT = load(AUDIT)
_WIDE, _NARROW = one_share(_AUDIT, "headcount"), one_share(_AUDIT, "doing")
_CARRIED = carrying(figures(_AUDIT))
_SMALL = share([f for f in figures(_AUDIT) if f.part == "Circuits"], _NARROW.lens)

SENTENCE = Task(
    id="sensible-sentence",
    title="The sensible sentence",
    points=2,
    rung="click",
    kind=Choice(
        options=(
            Option(
                "a",
                f"Half of the people in our materials are from {GROUP}, so our posters are diverse and this is done.",
                "The half is true of the headcount, and it stops there. Who is shown alive and at work? And where does the "
                "half hang? To be on the wall is a start and not the end.",
            ),
            Option(
                "b",
                f"By headcount {GROUP} is {percent(_WIDE.focus, _WIDE.n)}, among those alive and at work "
                f"{percent(_NARROW.focus, _NARROW.n)}.",
                "Two lenses, and both shares are right: well begun. It says no n, and it does not say that one unit carries "
                "the first number. A reader cannot tell five people from five hundred.",
                points=1,
            ),
            Option(
                "c",
                f"In Circuits only {percent(_SMALL.focus, _SMALL.n)} of those at work are from {GROUP}, so we should drop it.",
                f"That percent rests on {_SMALL.n} people: one more would about double it. With so few give the count, and look "
                "at the page before you judge the unit.",
            ),
            Option(
                "d",
                f"By headcount, {_WIDE.focus} of {_WIDE.n} are from {GROUP}, and {_CARRIED.focus} of the "
                f"{_WIDE.focus} hang in Heroes week. Among people shown alive and at work it is {_NARROW.focus} of "
                f"{_NARROW.n}.",
                "Two lenses, each with its n, and the unit that carries the first. It claims nothing about what students "
                "think or feel, which no tally can know.",
            ),
            Option(
                "e",
                f"Our pictures of {GROUP} help more of our students see themselves in science.",
                "The audit counted pictures. Nobody asked a student. Whether a picture helps is a question of its own, and "
                "the studies on it are mixed.",
            ),
        )
    ),
    dataset=AUDIT,
    prompt="Which line may the team put on the web page?",
    expected=lambda audit: "d" if unit_letter(audit) == "c" and value(audit, "doing") < 0.2 else "b",
    hint="Look for four things: two lenses, a count with its n for each, the unit that carries it, and no claim about students.",
    example=(
        "Another school: “Of 80 people pictured 30 are from the group; 24 of the 30 are on one calendar. Of the 25 shown "
        "alive and at work it is 4.” Two lenses, with their n, and where they hang."
    ),
)


# --- Redesign one page -----------------------------------------------------------------------------------------------

PAGE_STARTER = """**One page, redesigned** (replace the lines below with your own words)

The page now, and who is on it (count, of how many):

Which lens it stops at:

The person I will show at work, and what they do:

When they got stuck, who helped, a decision they made (or: whom I will ask):

What my students will do with this person's work:

My launch line, as something to do:

The day I use it, and how I will hear what students make of it:"""

PAGE_REFERENCE = """**One page, redesigned**

The page now, and who is on it (count, of how many): Slide 4 of my water unit. Five people, 3 of the 5 from the group I
look for, all in old photographs.

Which lens it stops at: lens 2. They are shown as people who knew a lot. None is alive.

The person I will show at work, and what they do: the operator of our town's water plant, testing the water at six in
the morning, with her own log on the slide.

When they got stuck, who helped, a decision they made: a test kept failing. A colleague at the next plant told her to
check the sample bottle. She chose to shut one line for an hour.

What my students will do with this person's work: they read two weeks of her log and decide which day they would have
shut the line.

My launch line, as something to do: "Let's read the log and find the day something went wrong."

The day I use it, and how I will hear what students make of it: next Tuesday. Exit slip: what did she do, and which part
of it did you do today? Lens 5 goes from 0 of 0 to 1 of 1 on this page."""

PAGE = Task(
    id="redesign-page",
    title="Redesign one page",
    points=3,
    rung="fill",
    kind=Words(starter=PAGE_STARTER, words=150),
    prompt=(
        "Take one page, slide or poster of your own and redesign it, so that it reaches a lens it does not reach now. "
        "Write no student’s name. If the page does not say who somebody is, write “unclear”."
    ),
    expected=lambda _: PAGE_REFERENCE,
    hint="Begin with the audit of the page: who is on it, and the last lens each person passes.",
    example=(
        "A good first line: “The page now: the chapter opener on motion, 4 people, 1 of the 4 from the group I look for, "
        "a model in a lab coat with no name.”"
    ),
    rubric=(
        RubricRow(
            "audit",
            "The page, counted",
            (
                "No count, or a share with no n, or it stops at the headcount.",
                "Who is on the page with a count and its n, and the lens the page stops at.",
            ),
            anchors=(
                (
                    "My posters show a good mix of people already, so I will add one more face.",
                    "About 60% of the page is from the group, which is more than enough.",
                ),
                (
                    "The chapter opener: 4 people, 1 of the 4 from the group. She smiles at the camera, so it stops at lens 1.",
                    "Slide 9: 3 people, 2 of 3 from the group, both at work in 1950. Lens 2; nobody on it is alive.",
                ),
            ),
        ),
        RubricRow(
            "work",
            "A person at work, and students use it",
            (
                "A new face or a visit, with nothing for students to do, or a hero with no struggle.",
                "A person of today at work, with a stuck moment, a helper or a decision, and a task that uses their work.",
            ),
            anchors=(
                (
                    "I will put up a poster of a famous astronaut with an inspiring quote.",
                    "A nurse visits and tells the class how much she has always loved science.",
                ),
                (
                    "Our bus mechanic sends two photos of a worn belt. She guessed wrong first, asked a friend, then chose to "
                    "wait a week. Students decide from the photos.",
                    "A student's aunt maps fields with a drone. The first map was blurred, a neighbor saw why. Students use the "
                    "second map to plan the ditch.",
                ),
            ),
        ),
        RubricRow(
            "launch",
            "Launch line, day and students’ own words",
            (
                "A promise or a label, or no day, or no way to hear students.",
                "A launch line that says what to do, the day, and a way to hear what students make of the page.",
            ),
            anchors=(
                (
                    "“Today you are all engineers!” I will use it some time in spring.",
                    "“This could be your job one day.” I will watch whether they look happier.",
                ),
                (
                    "“Let's find the leak from these numbers.” Monday, third lesson. Exit slip: what did she decide, and why?",
                    "“Let's plan the ditch from the map.” On May 4. Two questions at the end: whose work did we use, and what for?",
                ),
            ),
        ),
    ),
)

TASKS = [HEADCOUNT, DOING, OTHER_LENSES, CARRYING, SENTENCE, PAGE]

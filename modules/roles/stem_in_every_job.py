"""Explorer "STEM in every job": one moment from each of 24 jobs, and the practices that are in it."""

from functools import cache

import altair as alt
import pandas as pd

from belonging.classroom.careers import ENTRIES, PRACTICES, opening, practices
from belonging.data import Row
from belonging.explorers import Explorer, Paper, Select, Steps, View
from belonging.explorers.paint import SERIES, framed, row_axis

# All 14 clusters and all four entry levels; the titles that sound like science are few, as in town.
JOBS = (
    "welder",
    "line cook",
    "bank teller",
    "bus mechanic",
    "child care worker",
    "soil scientist",
    "roofer",
    "lifeguard",
    "tailor",
    "help desk worker",
    "house agent",
    "school secretary",
    "water plant operator",
    "nursing assistant",
    "greenhouse worker",
    "exhibit designer",
    "electrician",
    "ad seller",
    "fire inspector",
    "event planner",
    "freight planner",
    "data scientist",
    "pottery teacher",
    "door inspector",
)
NOT_YET = "not yet"
SLOTS = {
    "measure": "Measure|and record",
    "cause": "Find the|cause",
    "compute": "Estimate|and compute",
    "decide": "Read data|and decide",
    "plan": "Drawing|or model",
}


@cache
def _jobs() -> tuple[Row, ...]:
    return tuple(opening(job) for job in JOBS)


def stem_in_every_job(job: int, sorted_as: str) -> View:
    """Show one moment of a job; once it is sorted, both of its practices."""
    row = _jobs()[job]
    told = sorted_as != NOT_YET
    used = practices(row)
    answers = {id_: ("yes" if id_ in used else "no") if told else "?" for id_ in PRACTICES}
    totals = {id_: sum(id_ in practices(each) for each in _jobs()) for id_ in PRACTICES}
    number = f"Job {job + 1} of {len(JOBS)}"
    return View(
        chart=_marks(answers),
        sentence=f"{number}, {row['job']}: “{row['moment']}” {_verdict(row, sorted_as)}",
        table=pd.DataFrame(
            [[PRACTICES[id_].label, answers[id_], totals[id_]] for id_ in PRACTICES],
            columns=["Practice", "This job", f"Of {len(JOBS)} jobs, yes"],
            dtype=object,
        ),
        alt=f"A mark for each practice: {'; '.join(f'{_name(id_)}, {_aloud(answers[id_])}' for id_ in PRACTICES)}.",
        caption=f"{number}. {_about(row)}",
        counts=(),
    )


def _about(row: Row) -> str:
    return (
        f"{str(row['job']).capitalize()}, {row['workplace']}: {row['soc']} {row['title']}. "
        f"Career cluster: {row['cluster']}. People often start with {ENTRIES[str(row['entry'])]}."
    )


def _name(id_: str) -> str:
    return PRACTICES[id_].label.lower()


def _aloud(answer: str) -> str:
    return "open until you sort it" if answer == "?" else answer


def _verdict(row: Row, sorted_as: str) -> str:
    if sorted_as == NOT_YET:
        return "What does this person do here that your students do, too?"
    first, second = practices(row)
    if sorted_as in (first, second):
        other = second if sorted_as == first else first
        return f"Yes: here someone {PRACTICES[sorted_as].does}. And someone {PRACTICES[other].does}."
    return f"Look again: here someone {PRACTICES[first].does}, and {PRACTICES[second].does}."


def _marks(answers: dict[str, str]) -> alt.LayerChart:
    """Mark each practice: a full circle for yes, a hollow square for no, both with their word."""
    data = pd.DataFrame([{"slot": SLOTS[id_], "at": 1, "answer": answer} for id_, answer in answers.items()])
    base = alt.Chart(data).encode(
        x=alt.X("at:Q", scale=alt.Scale(domain=[0, 4]), axis=None),
        y=alt.Y("slot:N", scale=alt.Scale(domain=list(SLOTS.values()), type="band"), axis=row_axis()),
    )
    full = base.transform_filter("datum.answer == 'yes'").mark_point(
        filled=True, size=420, opacity=1, shape="circle", color=SERIES[0]
    )
    hollow = base.transform_filter("datum.answer == 'no'").mark_point(
        filled=False, size=420, opacity=1, shape="square", color=SERIES[1]
    )
    words = base.mark_text(align="left", dx=24, fontWeight="bold").encode(text="answer:N")
    return framed(alt.layer(full, hollow, words), 310, left=130, bottom=12)


EXPLORER = Explorer(
    id="stem-in-every-job",
    module="roles",
    title="STEM in every job",
    question="Which work in town uses what your students do in class? Sort 24 moments from 24 jobs.",
    misconception="STEM is what people in lab coats do.",
    choices=(
        Steps(
            id="job",
            label="Next job",
            values=tuple(range(len(JOBS))),
            labels=tuple(f"Job {place} of {len(JOBS)}" for place in range(1, len(JOBS) + 1)),
        ),
        Select(
            id="sorted-as",
            label="In this moment someone",
            values=(NOT_YET, *PRACTICES),
            labels=("… (not sorted yet)", *(practice.does for practice in PRACTICES.values())),
        ),
    ),
    view=stem_in_every_job,
    on_paper=tuple(
        Paper({"job": JOBS.index(job), "sorted-as": sorted_as}, picture=False)
        for job, sorted_as in (("water plant operator", "decide"), ("tailor", "plan"), ("bank teller", "cause"))
    ),
)

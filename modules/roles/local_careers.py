"""Explorer "Local careers": 60 openings by career cluster and practice, each at the level where people start."""

from functools import cache

import altair as alt
import pandas as pd

from belonging.classroom.careers import ENTRIES, PRACTICES, below_bachelor, openings, using
from belonging.data import Row
from belonging.explorers import Explorer, Paper, Select, View
from belonging.explorers.paint import SERIES, framed, row_axis
from belonging.frameworks import ENTRY_LEVELS, clusters

ALL, ANY = "all clusters", "any practice"
SLOTS = {
    "high_school": "High school|",
    "certificate": "Certificate|",
    "associate": "Associate|degree",
    "bachelor+": "Bachelor’s|or more",
}
#: How many jobs a row of the table names before it only counts.
NAMED = 4


@cache
def _openings() -> tuple[Row, ...]:
    return tuple(openings())


def local_careers(cluster: str, practice: str) -> View:
    """Count the openings of a cluster that use a practice, by entry level."""
    here = [row for row in _openings() if cluster in (ALL, row["cluster"])]
    found = here if practice == ANY else using(here, practice)
    rows: list[list[object]] = []
    for entry in ENTRY_LEVELS:
        level, those = ([row for row in some if row["entry"] == entry] for some in (here, found))
        rows.append([_level(entry), len(level), len(those), _named(those)])
    where = "all clusters" if cluster == ALL else f"the cluster {cluster}"
    wanted = "any practice" if practice == ANY else f"“{PRACTICES[practice].label}”"
    return View(
        chart=_bars(found, here),
        sentence=_sentence(found, here, cluster, practice),
        table=pd.DataFrame(rows, columns=["People start with", "Openings", "With the practice", "Jobs"], dtype=object),
        alt=f"Bars for openings with {wanted}: {'; '.join(f'{row[0]}, {row[2]} of {row[1]}' for row in rows)}.",
        caption=(
            f"Made-up openings in {where}, with {wanted}: {len(found)} of {len(here)}. "
            f"{len(below_bachelor(found))} of these can be entered without a bachelor’s degree."
        ),
        counts=(),
    )


def _level(entry: str) -> str:
    words = ENTRIES[entry].removeprefix("a ").removeprefix("an ")
    return words[0].upper() + words[1:]


def _named(some: list[Row]) -> str:
    names = [str(row["job"]) for row in some]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "") or "none"


def _sentence(found: list[Row], here: list[Row], cluster: str, practice: str) -> str:
    where = "This is the whole county." if cluster == ALL else f"This is {cluster}."
    if practice == ANY:
        head = f"{where} There are {len(here)} jobs."
    elif not found:
        return f"{where} In none of its {len(here)} jobs does this practice come first or second. Try the next one."
    else:
        head = f"{where} In {len(found)} of {len(here)} jobs someone {PRACTICES[practice].does}."
    free = below_bachelor(found)
    if len(found) == 1:
        return f"{head} {'It needs no' if free else 'It needs a'} bachelor’s degree to start."
    if len(free) == len(found):
        return f"{head} Not one of these needs a bachelor’s degree to start."
    if not free:
        return f"{head} Each of these needs a bachelor’s degree to start."
    return f"{head} You can start in {len(free)} of these {len(found)} without a bachelor’s degree."


def _bars(found: list[Row], here: list[Row]) -> alt.LayerChart:
    """Draw a bar for each entry level; a hollow bar behind it shows all openings of that level."""
    data = []
    for entry in ENTRY_LEVELS:
        level, those = (sum(row["entry"] == entry for row in some) for some in (here, found))
        data.append({"slot": SLOTS[entry], "all": level, "with": those, "text": f"{those} of {level}"})
    most = max(mark["all"] for mark in data)
    axis = alt.Axis(values=[0, most], title=["Openings; the outline", "is all of that level"], format="d")
    base = alt.Chart(pd.DataFrame(data)).encode(
        y=alt.Y("slot:N", scale=alt.Scale(domain=list(SLOTS.values()), paddingInner=0.35), axis=row_axis())
    )
    scale = alt.Scale(domain=[0, most], nice=False)
    outline = base.mark_bar(filled=False, stroke=SERIES[1], strokeWidth=2, strokeDash=[5, 4]).encode(
        x=alt.X("all:Q", scale=scale, axis=axis)
    )
    full = base.mark_bar(color=SERIES[0]).encode(x=alt.X("with:Q", scale=scale, axis=axis))
    # the words stand in a column of their own, clear of bars and outlines
    words = base.mark_text(align="left", dx=8, fontWeight="bold").encode(x=alt.datum(most), text="text:N")
    return framed(alt.layer(outline, full, words), 320, left=120, right=86)


EXPLORER = Explorer(
    id="local-careers",
    module="roles",
    title="Local careers",
    question="Which work near us uses this practice, and how do people get in?",
    misconception="Work like that needs a degree.",
    choices=(
        Select(
            id="cluster",
            label="Career cluster",
            values=(ALL, *clusters()),
            labels=("all 14 clusters", *clusters()),
        ),
        Select(
            id="practice",
            label="Practice",
            values=(ANY, *PRACTICES),
            labels=(ANY, *(practice.label.lower() for practice in PRACTICES.values())),
        ),
    ),
    view=local_careers,
    on_paper=(Paper({"practice": "measure"}), Paper({"practice": "plan"}, picture=False)),
)

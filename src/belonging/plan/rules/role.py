"""The role: work that people in a job do, decisions that are the students' own, and where the skill travels."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from belonging import frameworks
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import listed, only_takes_in, quoted, short, stem, words

_LEAST = 10
_SOC = re.compile(r"\d{2}-\d{4}(?:\.\d{2})?")


def _no_costume(graph: Graph) -> Iterator[Seen]:
    role = graph.plan.role
    if role.soc:
        yield from _occupation(role.soc, "role.soc")
    given = [(place, p) for place, p in enumerate(role.practices) if p.name and p.activity in graph.activities]
    if len(given) < 2:
        return
    doing = set()
    for place, practice in given:
        activity = graph.activities[practice.activity]
        takes_in = only_takes_in(activity.students_do)
        name = graph.named(practice.activity)
        if takes_in:
            yield Seen(
                f"role.practices.{place}.activity",
                f"“{short(practice.name)}” is placed in {name}, where students “{takes_in}”.",
                "Place it where students do that work, or let them do it there.",
            )
        elif activity.minutes is not None and activity.minutes < _LEAST:
            yield Seen(
                f"role.practices.{place}.activity",
                f"“{short(practice.name)}” is placed in {name}: {activity.minutes} minutes; {_LEAST} are the least.",
                "Give it more time, or place the practice in a longer activity.",
            )
        doing.add(practice.activity)
    if len(doing) < 2:
        yield Seen(
            "role.practices",
            f"All {len(given)} practices are placed in {graph.named(given[0][1].activity)}.",
            "Place a second practice in another activity, where students do that work too.",
        )


def _occupation(soc: str, field: str) -> Iterator[Seen]:
    if soc in frameworks.occupations():
        return
    if not _SOC.fullmatch(soc):
        see = f"“{short(soc)}” is not an occupation code; codes look like 17-3025.00."
    else:
        see = f"The code {soc} is not in the course's list of {len(frameworks.occupations())} occupations."
    near = difflib.get_close_matches(soc, frameworks.occupations(), 1, 0.7)
    meant = f", such as {near[0]} ({frameworks.occupations()[near[0]].title})" if near else ""
    yield Seen(field, see, f"Pick the nearest occupation from the list{meant}.")


def _real_choice(graph: Graph) -> Iterator[Seen]:
    given = [
        (place, decision)
        for place, decision in enumerate(graph.plan.decisions)
        if len(decision.options) >= 2 and decision.activity in graph.activities
    ]
    if not given or any(_differ(decision.options) for _, decision in given):
        return
    for place, decision in given:
        yield Seen(
            f"decisions.{place}.options",
            f"The options {quoted(map(short, decision.options), 2)} differ only in words or looks.",
            "Name two ways to go that lead to different work, each with something to gain and something to give up.",
        )


def _differ(options: tuple[str, ...]) -> bool:
    """Tell whether two of the options differ in more than color, format or wording."""
    said = [{stem(word) for word in words(option)} for option in options]
    trifles = {stem(word) for word in listed("generic", "trifles")} | {"a", "an", "the", "with", "in", "on", "of", "it"}
    looks = {stem(word) for word in listed("generic", "looks")}
    for place, one in enumerate(said):
        for other in said[place + 1 :]:
            if not (one | other) - trifles - looks:
                continue
            apart, apart_too = one - other - trifles, other - one - trifles
            if not (apart or apart_too):
                continue
            # "ramp" and "ramps" or a typing slip are no difference; numbers are
            if len(apart) == len(apart_too) == 1:
                left, right = next(iter(apart)), next(iter(apart_too))
                if left.isalpha() and right.isalpha() and difflib.SequenceMatcher(None, left, right).ratio() > 0.8:
                    continue
            return True
    return False


def _careers(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    clusters = frameworks.clusters()
    named = [
        ("role.cluster", plan.role.cluster),
        *((f"careers.{i}.cluster", c.cluster) for i, c in enumerate(plan.careers)),
    ]
    for field, cluster in named:
        if cluster and cluster not in clusters:
            meant = frameworks.cluster_name(cluster) or next(iter(difflib.get_close_matches(cluster, clusters, 1)), "")
            stem_field = "stem" in words(cluster)
            yield Seen(
                field,
                f"“{short(cluster)}” is not one of the 14 career clusters."
                + (" STEM is part of all of them, and none by itself." if stem_field else ""),
                f"Pick “{meant}”." if meant else "Pick the cluster where people in this job work.",
            )
    careers = [(place, career) for place, career in enumerate(plan.careers) if career.soc]
    for place, career in careers:
        yield from _occupation(career.soc, f"careers.{place}.soc")
        yield from _entry(place, career.soc, career.entry)
    if len(careers) < 2 or not all(career.entry for career in plan.careers):
        return
    if len({career.soc for _, career in careers}) < 2:
        yield Seen(
            "careers",
            f"All {len(careers)} careers are one occupation.",
            "Add one from another field that uses the same skill.",
        )
    levels = {str(career.entry) for career in plan.careers}
    if levels == {"bachelor+"}:
        yield Seen(
            "careers",
            f"All {len(plan.careers)} careers need a bachelor's degree or more.",
            "Add one that starts from high school, a certificate or an associate degree.",
        )
    elif len(levels) < 2:
        yield Seen(
            "careers",
            f"All {len(plan.careers)} careers start from the same level.",
            "Add one that starts from another level of schooling.",
        )


def _entry(place: int, soc: str, entry: str | None) -> Iterator[Seen]:
    known = frameworks.occupations().get(soc)
    levels = frameworks.ENTRY_LEVELS
    if known and entry in levels and abs(levels.index(entry) - levels.index(known.entry)) >= 2:
        told = {"high_school": "high school", "bachelor+": "a bachelor's degree or more"}
        yield Seen(
            f"careers.{place}.entry",
            f"The plan says that {known.title} start from {told.get(str(entry), entry)}; "
            f"the course's list says {told.get(known.entry, known.entry)}.",
            "Look it up, then pick the level at which most people start.",
        )


R05 = Rule(
    "R05",
    "must",
    "The role is work: two practices of a real job, each in its own activity.",
    "A title alone is a costume. Students take a role when they do its work, more than once, with time to do it well.",
    "Surveyor: “measure the same line twice” in activity 2, “draw it to scale” in activity 3.",
    _no_costume,
)
R06 = Rule(
    "R06",
    "must",
    "Students make one real decision.",
    "A choice of color leaves the thinking to the teacher. A choice with something to give up makes the work theirs.",
    "“Protect the ripest fruit and hold fewer” or “hold all 24 and accept a few bruises”.",
    _real_choice,
)
R18 = Rule(
    "R18",
    "must",
    "Careers: real clusters, two jobs, two ways in, one without a bachelor's degree.",
    "If all the jobs named need a long degree, most of the ways into the work stay out of sight.",
    "Packaging machine operator (high school) and food science technician (associate degree).",
    _careers,
)

"""The work has a place it is about, people it is for, and a use."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.plan.parts import Person
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import alike, bare, found, listed, patterns, short, stem, words

_LEAST = 10


def _person(graph: Graph, id_: str) -> tuple[int, Person] | None:
    return next(((i, p) for i, p in enumerate(graph.plan.context.people) if id_ and p.id == id_), None)


def _local(graph: Graph) -> Iterator[Seen]:
    problem = graph.plan.problem
    places = [(i, p) for i, p in enumerate(graph.plan.context.places) if problem.place and p.id == problem.place]
    for place, entry in places:
        if bare(entry.name) in listed("generic", "places"):
            yield Seen(
                f"context.places.{place}.name",
                f"The place is “{entry.name}”, which fits any town.",
                "Name the spot where someone could go and look at the problem.",
            )
    person = _person(graph, problem.stakeholder)
    if person and bare(person[1].role) in listed("generic", "people"):
        yield Seen(
            f"context.people.{person[0]}.role",
            f"The problem touches “{person[1].role}”, which could be anyone.",
            "Name by role who lives with it.",
            example="“first graders who cross Mill Creek to school” in place of “the community”.",
        )
    if problem.source == "teacher_guess" and not problem.checked_with_community_before_launch:
        yield Seen(
            "problem.source",
            "That it is a problem is your own guess, and nobody it touches has been asked.",
            "Ask one of the people it touches before you start, and tick that you do.",
            example="Monday before class: ask the two crossing guards whether this is what troubles them.",
        )


def _someone_answers(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    audience = plan.audience
    person = _person(graph, audience.who)
    if person and bare(person[1].role) in {name.casefold() for name in listed("generic", "own_class")}:
        yield Seen(
            "audience.who",
            f"The work goes to “{person[1].role}”, who is in the room already.",
            "Pick someone outside the class who can do something with it.",
        )
    response = audience.how_they_respond
    empty = found(patterns("generic", "empty_answers"), response)
    answers = {stem(word) for word in listed("generic", "answers")}
    if empty and not {stem(word) for word in words(response)} & answers:
        yield Seen(
            "audience.how_they_respond",
            f"Students hear back only this: “{short(response)}”.",
            "Say what the people do with the work, and how students learn of it.",
        )
    reached = graph.activities.get(audience.activity)
    if reached and reached.phase in ("launch", "explore"):
        yield Seen(
            "audience.activity",
            f"The work reaches them in {graph.named(reached.id)}, before students have made it.",
            "Pick the activity in which it is handed over.",
        )
    elif reached and reached.minutes is not None:
        sharing = sum(a.minutes or 0 for a in plan.activities if a.phase == "share" or a.id == reached.id)
        if sharing < _LEAST:
            yield Seen(
                "audience.activity",
                f"Sharing has {sharing} minutes; {_LEAST} are the least.",
                "Give the people time to look, ask and answer.",
            )


def _no_worksheet(graph: Graph) -> Iterator[Seen]:
    product = graph.plan.product
    texts = [("product.what", product.what), *((f"product.formats.{i}", f) for i, f in enumerate(product.formats))]
    for field, text in texts:
        hit = found(patterns("generic", "compliance_products"), text)
        if hit:
            yield Seen(
                field,
                f"Students make “{short(text)}”. A {hit.casefold()} is for a grade; nobody else can use it.",
                "Let them make what the people who get it need: a list, a map, a model, a letter.",
            )
    formats = [f for f in product.formats if f]
    if len(formats) >= 2 and all(alike(formats[0], other) >= 0.99 for other in formats[1:]):
        yield Seen(
            "product.formats",
            f"The forms it may take are all the same: “{short(formats[0])}”.",
            "Add a form for students who show it better another way: drawn, spoken, built.",
        )


R07 = Rule(
    "R07",
    "must",
    "The problem has a place, people it touches, and a source.",
    "A problem that fits any town belongs to nobody. And what looks like a problem from a desk may not be one to those "
    "who live with it.",
    "“The foot path under the Oak Street bridge”, named by the crossing guard.",
    _local,
)
R08 = Rule(
    "R08",
    "must",
    "Someone outside the class gets the work and answers.",
    "Work adds value when somebody uses it and says what they did with it. A walk past posters asks nothing of anyone.",
    "The cook tries two of the menus next week and tells us which one ran out first.",
    _someone_answers,
)
R09 = Rule(
    "R09",
    "must",
    "What students make is of use, and may take more than one form.",
    "A worksheet ends at the teacher's desk. And when only one form counts, the form gets graded and not the thinking.",
    "A seed-saving guide for the town library: printed, recorded, or as labels on the jars.",
    _no_worksheet,
)

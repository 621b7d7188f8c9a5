"""Own words: no filler, no text twice, no exemplar handed on, and the local facts at work in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from belonging.plan.exemplars import exemplar_ids, exemplar_text
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import alike, content, found, listed, patterns, short, stem, words

_LONG = 8
_COPIED = 0.6
_MOST_COPIED = 0.9
# what only you can know of your own class and place
_YOURS = {"why.finding": "What you saw", "problem.statement": "The problem"}
_SKIP = ("plan_id", "started_from", "ai_use.", "eligibility")


def _own_words(graph: Graph) -> Iterator[Seen]:
    texts = {field: text for field, text in graph.texts.items() if not field.startswith(_SKIP)}
    yield from _filler(texts)
    yield from _twice(texts)
    yield from _copied(graph, texts)
    yield from _local_facts(graph, texts)


def _filler(texts: dict[str, str]) -> Iterator[Seen]:
    for field, text in texts.items():
        said = words(text)
        hit = found(patterns("generic", "placeholders"), text)
        if hit:
            yield Seen(field, f"“{hit}” stands for something still to be written.", "Write it in your own words.")
        elif re.search(r"\b(\w{2,})(?:\W+\1\b){3,}", text, re.IGNORECASE) or (
            len(said) >= 14 and len(set(said)) < 0.45 * len(said)
        ):
            yield Seen(
                field, f"“{short(text)}” says the same words again and again.", "Say it once, in your own words."
            )


def _twice(texts: dict[str, str]) -> Iterator[Seen]:
    seen: dict[tuple[str, ...], str] = {}
    for field, text in texts.items():
        said = words(text)
        if len(said) < _LONG or _may_repeat(field):
            continue
        if said in seen:
            yield Seen(
                field,
                f"The same text stands in two fields: “{short(text)}”.",
                "Say in each field what belongs there.",
            )
        seen.setdefault(said, field)


def _may_repeat(field: str) -> bool:
    """Tell whether a text may well be the same in two places: names, sources, what a teacher does in each step."""
    names = ("who", "title", "source", "when", "teacher_does", "success_criteria", "materials")
    return field.startswith("context.") or any(step in names for step in field.split("."))


def _shingles(said: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {tuple(said[at : at + 3]) for at in range(len(said) - 2)}


@cache
def _exemplar_words() -> dict[str, tuple[str, str, frozenset[tuple[str, ...]]]]:
    """Return title, short name and runs of three words of each exemplar, from its text: no YAML has to be read."""
    given = {}
    for id_ in exemplar_ids():
        text = exemplar_text(id_)
        name, title = (re.search(rf"^{field}: *(.+)", text, re.MULTILINE) for field in ("plan_id", "title"))
        named = (title[1].strip("\"'") if title else id_, name[1] if name else "")
        given[id_] = (*named, frozenset(_shingles(words(text))))
    return given


def exemplar_named(plan_id: str) -> str:
    """Return the id of the exemplar with this short name, or an empty text."""
    return next((id_ for id_, (_, name, _) in _exemplar_words().items() if name == plan_id), "")


def _copied(graph: Graph, texts: dict[str, str]) -> Iterator[Seen]:
    plan = graph.plan
    itself = "" if graph.as_own or plan.started_from else exemplar_named(plan.plan_id)
    long = {field: _shingles(words(text)) for field, text in texts.items() if len(words(text)) >= 6}
    total = sum(map(len, long.values()))
    for id_, (title, _, runs) in _exemplar_words().items():
        if id_ == itself:
            continue
        same = {field for field, said in long.items() if len(said & runs) >= _COPIED * len(said)}
        if not same:
            continue
        taken = sum(len(long[field]) for field in same) / total
        for field, label in _YOURS.items():
            if field in same:
                yield Seen(
                    field,
                    f"“{label}” is the exemplar's (“{title}”): “{short(texts[field])}”.",
                    "Write what is so in your class and your place.",
                )
        if taken > _MOST_COPIED and len(long) > 10:
            yield Seen(
                "",
                f"{100 * taken:.0f} percent of the plan's words are those of the exemplar “{title}”.",
                "Change what does not fit your class: problem, people, finding, steps, words.",
            )


def _local_facts(graph: Graph, texts: dict[str, str]) -> Iterator[Seen]:
    """Look whether places, people and days of the context card come up where the work is described."""
    context = graph.plan.context
    names = [
        *(p.name for p in context.places),
        *(f"{p.role} {p.group}" for p in context.people),
        *(d.what for d in context.days),
    ]
    facts = [name for name in names if name.strip()]
    elsewhere = {field: content(text) for field, text in texts.items() if not field.startswith("context.")}
    if len(facts) < 2 or len(elsewhere) < 15 or not graph.plan.problem.statement:
        return
    common = {stem(word) for word in listed("generic", "common")}
    used: dict[str, set[str]] = {}
    for name in facts:
        whole = content(name)
        own = {word for word in whole - common if len(word) > 2}
        # of "Room 12" both words have to come up, of "Mill Creek path" one will do
        used[name] = {field for field, said in elsewhere.items() if (own & said if own else whole and whole <= said)}
    at_work = [name for name, fields in used.items() if fields]
    if len(at_work) < 2 or len(set().union(*used.values())) < 2:
        came = f"only “{short(at_work[0].strip())}” comes" if at_work else "none of it comes"
        yield Seen(
            "context",
            f"The context card has {len(facts)} entries, and {came} up in the rest of the plan.",
            "Name the place and the people where the problem, the steps and the sharing are told.",
        )


def _read_the_draft(graph: Graph) -> Iterator[Seen]:
    used = graph.plan.ai_use
    if not used.used:
        return
    if not used.what_for:
        yield Seen(
            "ai_use.what_for", "A chatbot helped, and the plan does not say with what.", "Say what it helped with."
        )
    if not used.drafts:
        yield Seen(
            "ai_use.drafts",
            "A chatbot helped, and none of what it wrote is kept.",
            "Keep what it wrote beside what you made of it.",
        )
        return
    kept = [
        d for d in used.drafts if d.text and graph.texts.get(d.field, "") and alike(d.text, graph.texts[d.field]) >= 0.9
    ]
    changed = [d for d in used.drafts if d.text and d.field in graph.texts and d not in kept]
    wanted = min(3, len(used.drafts))
    if len(changed) < wanted:
        yield Seen(
            "ai_use.drafts",
            f"Of {len(used.drafts)} texts of the chatbot, {len(changed)} were changed; the least is {wanted}.",
            "Read each aloud, and change what is not true of your class.",
        )


R20 = Rule(
    "R20",
    "must",
    "Your own words, and your own place in them.",
    "A plan that could stand anywhere was not made for your students, and they will notice.",
    "“The shift lead sorts soft tomatoes by hand each Thursday” – place, person and day are on the context card.",
    _own_words,
)
R25 = Rule(
    "R25",
    "nudge",
    "What a chatbot wrote was read and changed.",
    "A chatbot does not know your students. What you change is what you know.",
    "It wrote “local stakeholders”; I wrote “the two crossing guards on Oak Street”.",
    _read_the_draft,
)

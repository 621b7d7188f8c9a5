"""Access: the barrier sits in a design, the change is real, and the work is open to everyone."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import found, listed, patterns, short, stem, words

# what other people wrote or say may be quoted as it is
_NOT_OWN = ("ai_use.", "started_from")


def _barrier_in_design(graph: Graph) -> Iterator[Seen]:
    for field, text in graph.texts.items():
        hit = "" if field.startswith(_NOT_OWN) else found(patterns("deficit", "patterns"), text)
        if hit:
            yield Seen(
                field,
                f"“{hit}” puts the barrier into people.",
                "Say what in the task, the material or the way of working kept them out.",
            )


def _open_to_all(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    if plan.eligibility and " ".join(words(plan.eligibility)) not in listed("deficit", "open_to_all"):
        yield Seen(
            "eligibility",
            f"The lesson is open to “{short(plan.eligibility)}”.",
            "Write “all”, and let access changes do the rest.",
        )
    told = (
        "activities.",
        "launch_words",
        "product.",
        "role.",
        "decisions.",
        "access.",
        "recognition.",
        "student_choice",
    )
    for field, text in graph.texts.items():
        hit = found(patterns("deficit", "set_apart"), text) if field.startswith(told) else ""
        if hit:
            yield Seen(
                field,
                f"“{hit}” sets work apart for some.",
                "Open it to everyone; give help and extra reach by the task and not by the group.",
            )


def _real_changes(graph: Graph) -> Iterator[Seen]:
    entries = graph.plan.access
    full = [e for e in entries if e.barrier and e.change and e.activity in graph.activities]
    for place, entry in enumerate(entries):
        left = (
            {stem(w) for w in words(entry.change)}
            - {stem(w) for w in listed("deficit", "buzzwords")}
            - {"a", "an", "i"}
        )
        if entry.change and len(left) < 2:
            yield Seen(
                f"access.{place}.change",
                f"“{short(entry.change)}” names a method; nobody could carry it out.",
                "Say what lies on the table, what is said, or what may be done in another way.",
            )
    if len(full) >= 2 and len(full) == len(entries) and not any(entry.for_all for entry in entries):
        yield Seen(
            "access",
            f"None of the {len(entries)} changes is open to everyone.",
            "Offer at least one to the whole class, so that nobody has to ask for it.",
        )


R15 = Rule(
    "R15",
    "must",
    "The barrier sits in the design, never in students.",
    "You can change a task by Monday. Words that fault students, families or places leave nothing to change.",
    "“19 of 24 sketches stayed as they were: testing came at the very end” in place of “they lack grit”.",
    _barrier_in_design,
)
R16 = Rule(
    "R16",
    "must",
    "Open to every student.",
    "Work set apart for a group tells the others that it is not for them. It may also break the law.",
    "Open to: all.",
    _open_to_all,
)
R17 = Rule(
    "R17",
    "must",
    "Two barriers are taken away where they stand, one of them for all.",
    "The name of a method changes nothing. A change that only some may use marks those who need it.",
    "“Small buttons are hard to press alone” → “each team has a caller, a presser and a writer, and they trade”.",
    _real_changes,
)

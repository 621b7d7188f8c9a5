"""Recognition: who sees whom for what, whose work students use, and whether it reaches everyone."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.plan.choices import LABELS
from belonging.plan.parts import Activity
from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import found, listed, only_takes_in, patterns, short, words

_REACHES = ("roster_rotation", "role_card", "exit_note_each", "peer_pair_each", "letter")


def _work_is_used(graph: Graph) -> Iterator[Seen]:
    given = [r for r in graph.plan.representation if r.who and r.doing and r.used_in in graph.activities]
    if not given or len(given) < len(graph.plan.representation):
        return
    troubles = []
    for place, entry in enumerate(given):
        activity = graph.activities[entry.used_in]
        takes_in = only_takes_in(activity.students_do)
        if not entry.living:
            troubles.append(
                Seen(
                    f"representation.{place}.living",
                    f"“{short(entry.who)}” is not marked as at work today.",
                    "Add someone who does this work today, near you if you can.",
                )
            )
        elif activity.phase == "launch":
            troubles.append(
                Seen(
                    f"representation.{place}.used_in",
                    f"The work of “{short(entry.who)}” stands only in the launch, {graph.named(entry.used_in)}.",
                    "Let students use a method, a form or data of that person while they explore or build.",
                )
            )
        elif takes_in:
            troubles.append(
                Seen(
                    f"representation.{place}.used_in",
                    f"In {graph.named(entry.used_in)} students “{takes_in}”; they use nothing of “{short(entry.who)}”.",
                    "Let students use a method, a form or data of that person where they make something.",
                )
            )
        else:
            return
    yield from troubles


def _everyone_is_seen(graph: Graph) -> Iterator[Seen]:
    entries = graph.plan.recognition
    by = {entry.by for entry in entries}
    if len(entries) >= 2 and None not in by and len(by) < 2:
        yield Seen(
            "recognition",
            f"All {len(entries)} recognitions come from one side: {LABELS['recognizer'][str(entries[0].by)]}.",
            "Add someone else who can name what a student did: a partner, a guest, the student.",
        )
    if len(entries) >= 2 and all(entry.reach and entry.mechanism for entry in entries):
        sure = [entry for entry in entries if entry.reach == "every_student" and entry.mechanism in _REACHES]
        if not sure:
            ways = ", ".join(
                f"{LABELS['mechanism'][str(e.mechanism)].lower()} ({str(e.reach).replace('_', ' ')})" for e in entries
            )
            yield Seen(
                "recognition",
                f"No recognition is sure to reach every student: {short(ways, 160)}.",
                "Add one by a way that misses nobody, such as a class list or a note to each.",
            )
    for place, entry in enumerate(entries):
        praise = found(patterns("praise", "ability"), entry.what)
        if praise:
            yield Seen(
                f"recognition.{place}.what",
                f"“{praise}” praises the person and names nothing they did.",
                "Name the move, the question or the find that helped the work.",
            )
        elif entry.what and not set(words(entry.what)) - listed("praise", "hollow"):
            yield Seen(
                f"recognition.{place}.what",
                f"“{short(entry.what)}” could be said in any lesson.",
                "Name the move, the question or the find that helped this work.",
            )


def turns(activity: Activity, students: int) -> int:
    """Return how many students of a class get a turn in an activity.

    Our own rule of thumb: alone, everyone works; in pairs or in teams of four each needs two minutes; when the class
    works as one, each turn takes two minutes.
    """
    minutes = activity.minutes or 0
    if activity.grouping == "class":
        return min(students, minutes // 2)
    if activity.grouping in ("pairs", "teams"):
        each = 2 if activity.grouping == "pairs" else 4
        return min(students, -(-students // each) * (minutes // 2))
    return students


def _reaches_most(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    students = plan.class_size
    if not students:
        return
    spots = [("struggle.stuck_at", "getting stuck and revising", [plan.struggle.stuck_at, plan.struggle.revise_in])]
    practices = [p.activity for p in plan.role.practices if p.activity in graph.activities]
    if len(practices) >= 2:
        spots.append(("role.practices", "the work of the role", practices))
    for field, what, ids in spots:
        found_ = [graph.activities[id_] for id_ in ids if id_ in graph.activities]
        if not found_ or not all(a.grouping and a.minutes for a in found_):
            continue
        # everyone should get a turn in at least one of the activities
        best = max(found_, key=lambda a: turns(a, students))
        reached = turns(best, students)
        if reached < 0.8 * students:
            group = LABELS["grouping"][str(best.grouping)].lower()
            yield Seen(
                field,
                f"About {reached} of {students} students get a turn at {what}: {graph.named(best.id)}, {group}, "
                f"{best.minutes} minutes.",
                "Let students work alone, in pairs or in teams there, or give it more time.",
            )


R10 = Rule(
    "R10",
    "must",
    "Students use the work of someone who does it today.",
    "A review of 55 articles finds mixed evidence that role models help; it depends on how able, how alike and how "
    "near they seem. A poster of heroes shows none of that; using someone's work can.",
    "Students time the fountains on a blank log page from the operator of the water plant.",
    _work_is_used,
)
R11 = Rule(
    "R11",
    "must",
    "Two people see what was done, and one way reaches every student.",
    "In interviews with 15 women who went far in science, recognition by people who mattered told their paths apart. "
    "Without a list, the usual few are seen.",
    "From the class list: “You noticed that the second scale was off, and we all re-weighed.”",
    _everyone_is_seen,
)
R23 = Rule(
    "R23",
    "nudge",
    "Getting stuck, revising and the role reach four in five students.",
    "When the class works as one, the few who speak first do the thinking for the rest.",
    "In pairs for 15 minutes: each of 26 students tests and changes something.",
    _reaches_most,
)

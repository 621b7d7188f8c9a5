"""What students hear and read: doing before being, and words they can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import listed, short, verb, words

_YOUNG = ("K-2", "3-5")
_TOP = {"K-2": 2, "3-5": 5, "6-8": 8, "9-12": 12}
_ABOVE = 2
_ENOUGH = 40
_BEING = (
    r"\b(?:be|become|becoming|being|(?:you|we|you all|we all) are|you['’]re|we['’]re|turn into|act like|act as|"
    r"pretend to be|dress up as|work as|working as|play)\s+(?:all\s+)?"
    r"(?:(?:a|an|the|real|true|little|young|junior|mini|great|good|our|official|amazing|budding|civil|chemical|"
    r"electrical|environmental|mechanical|school|city)\s+){{0,3}}"
    r"({jobs})s?\b"
)


def _doing(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    said = plan.launch_words
    if not said or not plan.grade_band:
        return
    if plan.grade_band in _YOUNG:
        title = words(plan.role.title)[-1:]
        jobs = sorted({*listed("identity", "jobs"), *(word.removesuffix("s") for word in title)})
        hit = re.search(_BEING.format(jobs="|".join(map(re.escape, jobs))), said, re.IGNORECASE)
        if hit:
            yield Seen(
                "launch_words",
                f"Students hear “{hit[0]}”.",
                f"Say what they will do: “do what {hit[1].casefold()}s do”.",
            )
            return
    if not _tells_to_do(said):
        yield Seen(
            "launch_words",
            f"The words “{short(said)}” do not say what students will do.",
            "Add a verb of doing: test, build, find out, ask, draw.",
        )


def _tells_to_do(said: str) -> bool:
    """Tell whether a verb of doing stands where a verb can stand: "we test", not "on the test"."""
    for sentence in re.split(r"[.?!:;,–—]+", said):
        spoken = words(sentence)
        for place, word in enumerate(spoken):
            leads = place == 0 or spoken[place - 1] in listed("verbs", "before")
            if leads and (verb(word)[1] == "producing" or (place and word in ("do", "use", "try"))):
                return True
    return False


def reading_grade(text: str) -> float:
    """Return the Automated Readability Index of a text, a US grade; 0 for a text without words.

    Characters are letters and digits; a sentence ends with a full stop, a question or exclamation mark, a colon, a
    semicolon or a new line, so that a list is read as its entries.

    >>> round(reading_grade("We test two ramps. We log each run."), 1)
    -4.1
    """
    tokens = words(text)
    if not tokens:
        return 0.0
    letters = sum(sum(sign.isalnum() for sign in token) for token in tokens)
    sentences = sum(1 for part in re.split(r"[.?!:;\n]+", text) if words(part))
    return 4.71 * letters / len(tokens) + 0.5 * len(tokens) / max(sentences, 1) - 21.43


def _readable(graph: Graph) -> Iterator[Seen]:
    plan = graph.plan
    if not plan.grade_band or len(plan.activities) < 3 or not all(a.students_do for a in plan.activities):
        return
    texts = {
        "launch_words": plan.launch_words,
        "problem.statement": plan.problem.statement,
        "product.what": plan.product.what,
        **{f"activities.{i}.students_do": activity.students_do for i, activity in enumerate(plan.activities)},
        **{
            f"assessments.{i}.success_criteria.{j}": criterion
            for i, assessment in enumerate(plan.assessments)
            for j, criterion in enumerate(assessment.success_criteria)
        },
    }
    whole = "\n".join(text for text in texts.values() if text)
    if len(words(whole)) < _ENOUGH:
        return
    grade, limit = reading_grade(whole), _TOP[plan.grade_band] + _ABOVE
    if grade > limit:
        field, hardest = max(texts.items(), key=lambda item: reading_grade(item[1]) if len(words(item[1])) > 4 else 0)
        long = sorted({w for w in words(hardest) if len(w) >= 9}, key=len, reverse=True)[:3]
        yield Seen(
            field,
            f"What students read comes out at grade {grade:.1f}; in grades {plan.grade_band} {limit} is the most. "
            f"The hardest is “{short(hardest)}”.",
            "Make two sentences of one" + (f", and say “{long[0]}” in a shorter word." if long else "."),
        )


R22 = Rule(
    "R22",
    "must",
    "The first words speak of doing.",
    "In four experiments with 501 young children, girls kept at a science game longer when asked to “do science” than "
    "to “be scientists”. They were games and not lessons, and older boys leaned the other way.",
    "“Today we do what water crews do: we time, we log, we check.”",
    _doing,
)
R24 = Rule(
    "R24",
    "must",
    "Students can read what is meant for them.",
    "If the words are harder than the work, reading decides who takes part.",
    "“Drop each box three times. Count the cracks.” in place of one long sentence.",
    _readable,
)

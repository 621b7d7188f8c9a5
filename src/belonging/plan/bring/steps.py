"""The steps of a lesson as activities: their minutes, and who does what, by who is named or by the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from belonging.plan.ask import asked
from belonging.plan.bring.lesson import Lesson, Step
from belonging.plan.bring.pieces import short
from belonging.plan.bring.sections import minutes_in, phase_of, without_minutes
from belonging.plan.plan import Plan
from belonging.plan.rules.words import verb, words

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_STUDENTS = r"(?:the |all |your )?(?:students?|learners|children|kids|class)"
_SUBJECT = re.compile(
    rf"^(?:(?:then|next|first|finally),? )?(?:(?P<students>{_STUDENTS}|(?:the |each |all )?(?:teams?|groups?|pairs?"
    r"|partners))|(?P<teacher>(?:the )?teacher|I))\s+(?:(?:will|can|should|may)\s+)?(?:then\s+)?",
    re.IGNORECASE,
)
_HAVE = re.compile(rf"^(?:have|let|get|ask|tell|invite)\s+{_STUDENTS}\s+(?P<to>to\s+)?", re.IGNORECASE)
_TEACHER_VERBS = {
    "assign", "ask", "demonstrate", "display", "distribute", "explain", "hand", "introduce", "lecture", "model",
    "pass", "remind", "review", "show", "tell", "teach",
}  # fmt: skip
_GOES_ON = {"they", "she", "he", "it", "this", "that", "these", "then", "also"}


def take_steps(steps: Sequence[Step], lesson: Lesson) -> None:
    """Make activities of the steps, in their order."""
    activities: list[dict[str, Any]] = []
    most = asked(Plan, "activities").many
    for step in steps:
        said, heading = " ".join(line.text for line in step.said), step.heading
        if minutes_in(heading) and phase_of(heading) is None and not (said or step.students or step.teacher):
            said, heading = heading, ""  # “1. Build two ramps (20 min)” is the step itself, not the name of one
        whole = " ".join(filter(None, (f"{heading}:" if heading else "", said, step.students, step.teacher)))
        if (whole.endswith(":") and phase_of(heading) is None) or len(activities) == most:
            lesson.left.append(("Steps", whole.rstrip(":"), step.where))
            continue
        students, teacher = who_does_what(without_minutes(said))
        activities.append(
            {
                "id": f"a{len(activities) + 1}",
                "phase": step.phase or None,
                "minutes": minutes_in(heading) or minutes_in(said),
                "students_do": " ".join(filter(None, (students, step.students))),
                "teacher_does": " ".join(filter(None, (teacher, step.teacher))),
            }
        )
        lesson.found.append((f"activities.{len(activities) - 1}", short(whole.rstrip(":"), 120), step.where))
    if activities:
        lesson.fields["activities"] = activities


def who_does_what(said: str) -> tuple[str, str]:
    """Share the sentences of a step between students and teacher.

    Returns
    -------
    tuple of (str, str)
        What students do, what the teacher does; a sentence that names nobody goes by its verb, and one that begins
        with “they” goes with the sentence before.

    Examples
    --------
    >>> who_does_what("Teacher explains drag. Students build two gliders. They fly them.")
    ('Build two gliders. They fly them.', 'Explain drag.')
    >>> who_does_what("Ask students what floats. Have students test six things.")
    ('Test six things.', 'Ask students what floats.')
    """
    students: list[str] = []
    teacher: list[str] = []
    last = students
    for sentence in filter(str.strip, _SENTENCE.split(said)):
        match, have = _SUBJECT.match(sentence), _HAVE.match(sentence)
        if have and (have["to"] or sentence[:4].casefold() in ("have", "let ", "get ")):
            last, sentence = students, sentence[have.end() :]
        elif match and match["teacher"]:
            last, sentence = teacher, _base_first(sentence[match.end() :])
        elif match and re.search(r"student|learner|child|kid|class", match["students"], re.IGNORECASE):
            last, sentence = students, _base_first(sentence[match.end() :])
        elif match:
            last = students  # which team does it matters, so the words stay
        elif (first := words(sentence)[:1]) and first[0] not in _GOES_ON:
            last = teacher if verb(first[0])[0] in _TEACHER_VERBS else students
        sentence = sentence.strip()
        last.append(sentence[:1].upper() + sentence[1:])
    return " ".join(students), " ".join(teacher)


def _base_first(sentence: str) -> str:
    """Let a sentence begin with its verb's base form (“explains” → “explain”), where the verb is known."""
    first = words(sentence)[:1]
    base, kind = verb(first[0]) if first else ("", "unknown")
    if kind == "unknown" or sentence[: len(first[0])].casefold() != first[0]:
        return sentence
    return base + sentence[len(first[0]) :]

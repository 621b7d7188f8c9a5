"""What lessons call their parts: the words of a heading or a label, and the part of a plan they stand for."""

from __future__ import annotations

import re
from typing import get_args

from belonging.plan.choices import GradeBand

# The words of a whole heading, or of what stands before a colon; small letters.
_SECTIONS = {
    "title": r"(?:lesson |unit |project )?(?:title|topic|name)|lesson(?: plan)?",
    "grade": r"grades?(?: levels?)?|levels?",
    "subject": r"subjects?(?: areas?)?|course|content areas?|discipline",
    "time": r"(?:total |class |lesson |estimated )?(?:time|duration|length|pacing)"
    r"(?: needed| required| allotted| frame)?|minutes",
    "class_size": r"class size|number of students|students",
    "standards": r"(?:state |content |learning |academic |national )*standards?(?: addressed| covered)?"
    r"|(?:ngss|ccss(?:m|-m)?|common core|csta|iste)(?: standards?)?",
    "goals": r"(?:learning |lesson |student |content |instructional )*"
    r"(?:objectives?|goals?|targets?|outcomes?|intentions?)|swbat"
    r"|(?:students|learners) will(?: be able to)?|i can(?: statements?)?",
    "materials": r"materials?(?: needed| list)?(?: (?:and|&) (?:resources|equipment|supplies))?|supplies|equipment"
    r"|resources|(?:what )?you(?: will|'ll)? need|tools",
    "steps": r"procedures?|activit(?:y|ies)|steps|(?:lesson |class |teaching )(?:sequence|steps|outline|activities"
    r"|procedures?|flow|plan)|agenda|instructional (?:sequence|procedures?|steps|plan)|tasks?|sequence|schedule",
    "assessment": r"(?:formative |summative )?assessments?(?: plan| of learning)?|evaluation"
    r"|checks? for understanding|evidence of learning",
    "criteria": r"success criteria|criteria(?: for success)?|rubric|look[- ]?fors",
    "reflection": r"reflection questions?|questions? (?:to reflect on|for reflection)|debrief questions?",
    "safety": r"safety(?: notes?)?",
    "other": r"home ?work|differentiation|accommodations?(?: (?:and|&) modifications?)?|modifications?|vocabulary"
    r"|key (?:words|terms)|extensions?|prior knowledge|background(?: information)?|overview|summary|rationale"
    r"|essential questions?|big ideas?|notes?|teacher notes?|links?|references?|author|date|teacher|school"
    r"|preparation|prep|udl|supports?|ell supports?|cross-curricular connections?",
}
_SECTION = {name: re.compile(words) for name, words in _SECTIONS.items()}

_PHASES = {
    "launch": r"warm[- ]?up|do now|bell ?(?:ringer|work)|hook|open(?:ing|er)|launch|engage|introduction"
    r"|anticipatory set|entry task|starter",
    "explore": r"explore|exploration|investigation|investigate",
    "build": r"build|construct|work ?time|guided practice|independent practice|practice|main activity|elaborate",
    "revise": r"revise|revision|peer (?:review|feedback)|improve",
    "share": r"share|sharing|presentations?|present|gallery walk|showcase",
    "reflect": r"clos(?:ing|ure)|wrap[- ]?up|exit (?:ticket|slip)|reflect|reflection|debrief|cool[- ]?down",
    "": r"explain|evaluate|direct instruction|mini[- ]?lesson|i do|we do|you do|discussion|lecture|model(?:ing)?"
    r"|instruction|(?:step|part|activity|station) \d{1,2}|teach",
}
_PHASE = {name: re.compile(words) for name, words in _PHASES.items()}
_TEACHER = re.compile(r"(?:what (?:the )?)?(?:teachers?|instructor)(?:'s)?(?: \w+){0,3}")
_STUDENTS = re.compile(r"(?:what (?:the )?)?(?:students?|learners?)(?:'s?)?(?: \w+){0,3}")
_DAY = re.compile(r"(?:day|session|period|lesson) (\d{1,2})", re.IGNORECASE)
_MINUTES = re.compile(r"\(?\b(\d{1,3})\s*(?:-\s*)?(?:minutes?|mins?\.?|m\b|['′])\)?", re.IGNORECASE)
_RANGE = re.compile(
    r"\(?\b\d{1,3}\s*(?:minutes?|mins?\.?)?\s*(?:-|–|to)\s*\d{1,3}\s*(?:minutes?|mins?\.?|['′])\)?", re.IGNORECASE
)


def section_of(words: str) -> str:
    """Return what a heading or label stands for; empty when it is none of the usual ones.

    >>> section_of("Learning Objectives"), section_of("Materials needed:"), section_of("Ramps")
    ('goals', 'materials', '')
    """
    plain = _plain(words)
    return next((name for name, pattern in _SECTION.items() if pattern.fullmatch(plain)), "")


def column_of(words: str) -> str:
    """Return what a column of a table of steps holds: "time", "steps", "students" or "teacher"; empty for another.

    >>> [column_of(words) for words in ("Time", "Teacher will", "Student activity", "Room")]
    ['time', 'teacher', 'students', '']
    """
    plain = _plain(words)
    for column, pattern in (("teacher", _TEACHER), ("students", _STUDENTS)):
        if pattern.fullmatch(plain):
            return column
    kind = section_of(words)
    return kind if kind in ("time", "steps") else "steps" if plain in ("phase", "what", "part") else ""


def phase_of(words: str) -> str | None:
    """Return the phase a heading of a step stands for; empty where it is a step of no one phase, None if it is none.

    >>> phase_of("Warm-up (10 min)"), phase_of("Direct instruction"), phase_of("Materials")
    ('launch', '', None)
    """
    plain = _plain(without_minutes(words))
    return next((name for name, pattern in _PHASE.items() if pattern.fullmatch(plain)), None)


def day_of(words: str) -> int:
    """Return the number of a day or session that a heading names; 0 for none."""
    match = _DAY.match(words.strip())
    return int(match[1]) if match else 0


def minutes_in(words: str) -> int | None:
    """Return the minutes some words name; None for none, for a range and for several.

    >>> minutes_in("Warm-up (10 min)"), minutes_in("10-15 minutes"), minutes_in("all day")
    (10, None, None)
    """
    found = {int(match[1]) for match in _MINUTES.finditer(words)}
    return found.pop() if len(found) == 1 and not _RANGE.search(words) else None


def without_minutes(words: str) -> str:
    """Return words without the minutes in them.

    >>> without_minutes("Group work (25 min): Build a bridge.")
    'Group work: Build a bridge.'
    """
    rest = _MINUTES.sub(" ", _RANGE.sub(" ", words))
    return re.sub(r"\s+([:.,;])", r"\1", re.sub(r"\s{2,}", " ", rest)).strip(" \t-–—:,;")


def step_head(words: str) -> tuple[str, str] | None:
    """Split the line of a step into its name, with its minutes, and what is done; None where it has no such name.

    >>> step_head("Testing (20-25 min): Each group tests."), step_head("Test it.")
    (('Testing (20-25 min)', 'Each group tests.'), None)
    """
    for pattern in (_RANGE, _MINUTES):
        match = pattern.search(words)
        if match and 2 <= match.start() <= 45 and not re.search(r"[.:;!?]", words[: match.start()].strip()):
            rest = words[match.end() :]
            if match[0].startswith("(") or re.match(r"\s*[:–—-]", rest) or not rest.strip():
                return words[: match.end()].strip(), rest.strip().lstrip(" :.–—-")
    return None


def band_of(words: str) -> GradeBand | None:
    """Return the grade band that all named grades lie in; None when they span two, or none is named.

    >>> band_of("7th grade"), band_of("Grades 6-8"), band_of("K-2"), band_of("Grades 4 to 7")
    ('6-8', '6-8', 'K-2', None)
    """
    plain = words.casefold().replace("kindergarten", "0").replace("–", "-")
    plain = re.sub(r"\bk\b", "0", plain)
    if "middle school" in plain:
        plain += " 6 8"
    if "high school" in plain:
        plain += " 9 12"
    grades = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)]
    bands = {band for grade in grades for band in _bands(grade)}
    return bands.pop() if len(bands) == 1 and all(grade <= 12 for grade in grades) else None


def _bands(grade: int) -> list[GradeBand]:
    tops = {2: "K-2", 5: "3-5", 8: "6-8", 12: "9-12"}
    chosen = next((band for top, band in tops.items() if grade <= top), "")
    return [band for band in get_args(GradeBand) if band == chosen]


def _plain(words: str) -> str:
    unnumbered = re.sub(r"^\s*\(?(?:\d{1,2}|[ivx]{1,4})[.)]\s+", "", words.casefold())
    return re.sub(r"\s+", " ", unnumbered.replace("’", "'").strip(" \t:.–—-*_#()"))

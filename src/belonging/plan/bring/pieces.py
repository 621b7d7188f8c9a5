"""The pieces of a lesson that have a field in a plan: title, grade, time, goals, standards, materials, assessment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from belonging.frameworks import standard_frameworks
from belonging.plan.ask import asked
from belonging.plan.bring.lesson import Lesson, Sorted, label_of
from belonging.plan.bring.sections import band_of, day_of, minutes_in
from belonging.plan.bring.source import Line
from belonging.plan.parts import Assessment
from belonging.plan.plan import Plan
from belonging.plan.rules.words import verb, words

_STEM = re.compile(
    r"^(?:by the end of (?:the|this) \w+,? )?(?:(?:all |the |each )?(?:students?|learners|swbat|we|i)\s+)?"
    r"(?:(?:will|can|should)\s+)?(?:be able to\s+|swbat\s+)?(?:to\s+)?",
    re.IGNORECASE,
)
# Only verbs that most readers would put on one level; the others are left for the teacher.
_LEVELS = {
    "remember": "define list name recall recite repeat state label memorize",
    "understand": "describe explain summarize paraphrase restate",
    "apply": "apply calculate solve measure use demonstrate compute operate",
    "analyze": "analyze compare contrast categorize distinguish infer examine",
    "evaluate": "evaluate judge justify critique argue defend recommend assess",
    "create": "create design invent compose construct produce devise",
}
_LEVEL_OF = {word: level for level, listed in _LEVELS.items() for word in listed.split()}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PERIODS = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six)\s*"
    r"(?:x|×|(?:\d{1,3}[- ]min\w* )?(?:class |school )?(?:period|session|lesson|day|block)s?)",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(\d(?:\.5)?|one|two|three)\s*(?:hours?|hrs?)\b", re.IGNORECASE)
_GRADE = re.compile(
    r"\bgrades?\s+(?:K|\d{1,2})(?:\s*(?:-|–|to|through|and)\s*\d{1,2})?\b|\b\d{1,2}(?:st|nd|rd|th)[- ]grade\b"
    r"|\bkindergarten\b|\bK-2\b",
    re.IGNORECASE,
)
# The shapes of these frameworks' codes are like no other text; a state's code could be anything.
_SCANNED = ("NGSS", "CCSSM", "CSTA")


def take_pieces(lines: Sequence[Line], made: Sorted, lesson: Lesson) -> None:
    """Take what is not a step."""
    _title(lines, made, lesson)
    _facts(lines, made, lesson)
    _goals(made.sections["goals"], lesson)
    _standards(lines, lesson)
    _assessment(made, lesson)
    _lists(made, lesson)
    for name in ("title", "grade", "subject", "time", "class_size"):
        lesson.left += [
            (name.capitalize().replace("_", " "), line.text, line.where) for line in made.sections[name][1:]
        ]
    lesson.left += [
        ("Standards", line.text, line.where) for line in made.sections["standards"] if not _codes(line.text)
    ]


def short(text: str, most: int = 60) -> str:
    """Return a text short enough to be shown beside a field."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _title(lines: Sequence[Line], made: Sorted, lesson: Lesson) -> None:
    named = made.sections["title"][:1]
    first = [line for line in lines if line.kind in ("title", "heading")][:1] or list(lines[:1])
    for line in named or first:
        whole_sentence = line.kind == "text" and len(words(line.text)) > 12
        if named or not (label_of(line) or day_of(line.text) or whole_sentence or len(line.text) > 120):
            lesson.take("title", line.text, line.text, line.where)
    made.sections[""] = [line for line in made.sections[""] if line.text != lesson.fields.get("title")]


def _facts(lines: Sequence[Line], made: Sorted, lesson: Lesson) -> None:
    sections = made.sections
    of_grade = (sections["grade"] or [line for line in lines[:15] if _GRADE.search(line.text)])[:1]
    for line in of_grade:
        match = _GRADE.search(line.text)
        said = line.text if sections["grade"] or not match else match[0]
        if band := band_of(said):
            lesson.take("grade_band", band, said, line.where)
        else:
            lesson.notes.append(f"“{short(said)}” ({line.where}) is not one grade band. Pick the one you teach.")
    for line in sections["subject"][:1]:
        lesson.take("subject", line.text, line.text, line.where)
    for line in sections["class_size"][:1]:
        if count := re.fullmatch(r"\D{0,20}(\d{1,2})\D{0,20}", line.text):
            lesson.take("class_size", int(count[1]), line.text, line.where)
        else:
            lesson.left.append(("Class size", line.text, line.where))
    # Many lessons say both in one line under the title: “Grade 7 science, 45 minutes”.
    for line in (sections["time"] or [line for line in of_grade if minutes_in(line.text)])[:1]:
        _time(line, lesson)
    if made.days:
        lesson.take("sessions", made.days, f"days numbered up to {made.days}", "the headings")


def _time(line: Line, lesson: Lesson) -> None:
    minutes = minutes_in(line.text)
    if minutes is None and (hours := _HOURS.search(line.text)):
        minutes = int(60 * (_NUMBERS.get(hours[1].casefold()) or float(hours[1])))
    if minutes is None and re.fullmatch(r"\d{2,3}", line.text.strip()):
        minutes = int(line.text)
    periods = _PERIODS.search(line.text)
    count = (_NUMBERS.get(periods[1].casefold()) or int(periods[1])) if periods else 0
    if count:
        lesson.take("sessions", count, line.text, line.where)
    if minutes is None:
        if not count:
            lesson.notes.append(f"I could not tell the minutes from “{short(line.text)}” ({line.where}).")
    elif count or minutes <= 120:
        lesson.take("period_minutes", minutes, line.text, line.where)
        lesson.take("sessions", 1, line.text, line.where)
        lesson.take("minutes_total", minutes * (count or 1), line.text, line.where)
    else:
        lesson.take("minutes_total", minutes, line.text, line.where)


def _goals(lines: Sequence[Line], lesson: Lesson) -> None:
    goals: list[dict[str, str | None]] = []
    most = asked(Plan, "goals").many
    for line in lines:
        text = _STEM.sub("", line.text).strip(" :.")
        if len(words(text)) < 2 or len(goals) == most:
            lesson.left.append(("Objectives", line.text, line.where))
            continue
        first = words(text)[0]
        level = _LEVEL_OF.get(verb(first)[0])
        goals.append({"id": f"g{len(goals) + 1}", "text": text[:1].lower() + text[1:], "level": level})
        read = f"{text} (level from the verb “{first}”)" if level else text
        lesson.found.append((f"goals.{len(goals) - 1}", read, line.where))
    if goals:
        lesson.fields["goals"] = goals


def _standards(lines: Sequence[Line], lesson: Lesson) -> None:
    found: dict[str, dict[str, str]] = {}
    most = asked(Plan, "standards").many
    for line in lines:
        for name, code in _codes(line.text):
            if code not in found and len(found) < most:
                found[code] = {"id": f"s{len(found) + 1}", "framework": name, "code": code}
                lesson.found.append((f"standards.{len(found) - 1}", f"{name} {code}", line.where))
    if found:
        lesson.fields["standards"] = list(found.values())


def _codes(text: str) -> list[tuple[str, str]]:
    """Return the codes of standards in a text, each with its framework."""
    patterns = standard_frameworks()
    found = []
    for token in re.findall(r"[A-Za-z0-9][A-Za-z0-9.-]{2,}", text):
        code = re.sub(r"^CCSS\.Math\.(?:Content|Practice)\.", "", token.rstrip(".-"), flags=re.IGNORECASE)
        found += [(name, code) for name in _SCANNED if patterns[name].match(code)]
    return found


def _assessment(made: Sorted, lesson: Lesson) -> None:
    how, criteria = made.sections["assessment"], made.sections["criteria"]
    if not how and not criteria:
        return
    most = asked(Assessment, "success_criteria").many
    said = " ".join(line.text for line in how)
    kept = [_STEM.sub("", line.text) or line.text for line in criteria[:most]]
    lesson.fields["assessments"] = [{"how": said, "success_criteria": kept}]
    lesson.left += [("Success criteria", line.text, line.where) for line in criteria[most:]]
    if how:
        lesson.found.append(("assessments.0.how", said, how[0].where))
    for place, line in enumerate(criteria[:most]):
        lesson.found.append((f"assessments.0.success_criteria.{place}", line.text, line.where))


def _lists(made: Sorted, lesson: Lesson) -> None:
    for name, path, apart in (("materials", "materials_list", r"[,;](?![^(]*\))"), ("reflection", "reflection", r"\n")):
        most = asked(Plan, path).many
        pieces = [
            (piece.strip(" ."), line.where)
            for line in made.sections[name]
            for piece in re.split(apart, line.text)
            if piece.strip(" .")
        ]
        if pieces:
            taken = [piece for piece, _ in pieces[:most]]
            lesson.take(path, taken, "; ".join(taken), pieces[0][1])
            lesson.left += [(name.capitalize(), piece, where) for piece, where in pieces[most:]]
    if made.sections["safety"]:
        said = " ".join(line.text for line in made.sections["safety"])
        lesson.take("safety", said, said, made.sections["safety"][0].where)

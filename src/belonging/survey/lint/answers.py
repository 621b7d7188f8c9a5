"""Rules about the answers to choose from: fitting the question, even on both sides, with a middle, and few."""

import re

from belonging.survey.lint.definition import Asked, Rule, quoted

_NUMBER = re.compile(r"^\s*\d+\s*[-–—:.=)]*\s*")  # "4 - " in front of "Often"
_OPT_OUT = re.compile(r"\b(?:don't know|do not know|not sure yet|prefer not|rather not|skip|not apply|n/?a)\b")
_AGREE = re.compile(r"\b(?:dis)?agree[sd]?\b")
_AGREE_STEM = re.compile(r"\b(?:do you|to what extent do you|how much do you|how strongly do you) (?:dis)?agree\b")

# Words with an opposite: which side an answer is on is decided by them, if both sides are offered.
_LOW_BASE = re.compile(
    r"\b(?:disagree|dissatisfied|difficult|hard|bad|badly|poor|unlikely|worse|worst|less|dislike|hate|unhappy|sad"
    r"|uncomfortable|unsafe|unimportant|weak|unfair|false|untrue|no)\b"
)
_HIGH_BASE = re.compile(
    r"\b(?:agree|satisfied|easy|good|well|great|excellent|amazing|awesome|likely|better|best|more|like|love|happy"
    r"|comfortable|safe|important|strong|fair|true|yes|sure|confident|helpful|useful|interesting)\b"
)
# Words of degree: they decide where there is no opposite.
_MIDDLE = re.compile(
    r"\b(?:neither|neutral|sometimes|somewhat|some|moderate(?:ly)?|about half|half the time|in the middle|middle|maybe"
    r"|okay|ok|so-so|sort of|kind of|partly|just right|medium|average|about the same|the same|undecided|fair)\b"
)
_LOW = re.compile(
    r"\b(?:not|never|rarely|seldom|hardly|almost never|none|nothing|no|few|little|slight(?:ly)?|a bit|low"
    r"|once in a while)\b"
)
_HIGH = re.compile(
    r"\b(?:always|often|usually|most|mostly|a lot|lots|quite|very|really|extremely|completely|totally|fully|great deal"
    r"|almost always|all|every|high|much|many|frequently|regularly)\b"
)

_MOST = ((2, 3), (5, 5), (12, 7))  # (highest grade of the band, most answers); our own limits


def _side(option: str, two_sided: bool) -> int | None:
    """Which side of the scale an answer is on: -1, 0 (the middle), 1, or None when it is no degree of anything."""
    if two_sided:
        for pattern, side in ((re.compile(r"\b(?:neither|neutral)\b"), 0), (_LOW_BASE, -1)):
            if pattern.search(option):
                return side
        if re.search(r"\bfair\b", option) is None and _HIGH_BASE.search(option):
            return -1 if re.match(r"not\b", option) else 1
    for pattern, side in ((_LOW, -1), (_MIDDLE, 0), (_HIGH, 1), (_HIGH_BASE, 1), (_LOW_BASE, -1)):
        # "a lot" and "quite a bit" are high though "bit" is a word of the low side
        if pattern.search(option.replace("quite a bit", "quite")):
            return side
    return None


def _degrees(asked: Asked) -> list[int] | None:
    """The sides of all answers but opt-outs; None where one of them is no degree of anything."""
    plain = [_NUMBER.sub("", option.replace("’", "'").lower()).strip() for option in asked.options]
    plain = [option for option in plain if option and not _OPT_OUT.search(option)]
    if {"yes", "no"} <= set(plain):  # beside a plain yes, "not sure" is a way out, not a degree
        plain = [option for option in plain if option != "not sure"]
    two_sided = any(_LOW_BASE.search(option) and option != "no" for option in plain)
    sides = [_side(option, two_sided) for option in plain]
    known = [side for side in sides if side is not None]
    return known if len(known) == len(sides) and len(known) > 1 else None


def _agree(asked: Asked) -> str:
    found = [option for option in asked.options if _AGREE.search(option.lower())]
    if found:
        return f"The answers ask for agreement: {quoted(found)}."
    stem = _AGREE_STEM.search(asked.plain)
    return f"The question asks for agreement: {quoted([stem[0]])}." if stem else ""


def _middle(asked: Asked) -> str:
    sides = _degrees(asked)
    yes_or_no = sides is not None and len(sides) == 2 and any(option.lower() == "yes" for option in asked.options)
    if not sides or yes_or_no or 0 in sides or {-1, 1} - set(sides):
        return ""
    return f"The answers go from low to high with none in the middle: {quoted(list(asked.options))}."


def _unbalanced(asked: Asked) -> str:
    sides = _degrees(asked)
    if not sides or len(sides) < 3:
        return ""
    low, high = sides.count(-1), sides.count(1)
    return f"The low side has {_count(low)}, the high side {_count(high)}." if low != high else ""


def _count(number: int) -> str:
    return f"{number} answer{'' if number == 1 else 's'}" if number else "no answer"


def _too_many(asked: Asked) -> str:
    numbered = all(re.match(r"\s*\d+\s*(?:$|[-–—:.=)])", option) for option in asked.options)
    starts_low = bool(asked.options) and re.match(r"\s*[01]\b", asked.options[0]) is not None
    if not (_degrees(asked) or (numbered and starts_low)):
        return ""  # a list of things, not of degrees
    most = next((most for highest, most in _MOST if asked.grade is not None and asked.grade <= highest), _MOST[-1][1])
    return f"There are {len(asked.options)} answers; {most} are the limit here." if len(asked.options) > most else ""


RULES = (
    Rule(
        "agree-disagree",
        "The answers fit the question; they are not “agree” and “disagree”.",
        "Students must first answer for themselves, and then turn that into how much they agree.",
        "Ask how often, how much or how sure, and give answers in those words.",
        Asked("I can do the work in this class.", ("Disagree", "Neither", "Agree")),
        Asked("How often can you do the work in this class?", ("Rarely", "Sometimes", "Often")),
        _agree,
    ),
    Rule(
        "missing-middle",
        "There is an answer in the middle.",
        "A student who is in the middle has to lean to a side, and you read the lean as an opinion.",
        "Add a middle in the words of the question, such as “sometimes”.",
        Asked("How often do you speak in class?", ("Never", "Rarely", "Often", "Always")),
        Asked("How often do you speak in class?", ("Never", "Rarely", "Sometimes", "Often", "Always")),
        _middle,
    ),
    Rule(
        "unbalanced-answers",
        "There are as many answers on the low side as on the high side.",
        "Students get more ways to say one thing than the other, and the result cannot be read apart from that.",
        "Give both sides the same number of answers.",
        Asked("How good is the help you get?", ("Poor", "Good", "Very good", "Excellent")),
        Asked("How good is the help you get?", ("Very poor", "Poor", "In the middle", "Good", "Very good")),
        _unbalanced,
    ),
    Rule(
        "too-many-answers",
        "There are five answers or so, and three for the youngest.",
        "When answers are closer together than a student can tell apart, the choice between them is chance.",
        "Use five answers. Use three in kindergarten to grade 2.",
        Asked("How sure are you?", tuple(str(number) for number in range(1, 11))),
        Asked("How sure are you?", ("Not at all", "A little", "Somewhat", "Very", "Completely")),
        _too_many,
    ),
)
"""The rules of this file, in the order of the checklist."""

"""Rules about how a question is worded: one idea, straight, neutral, and about what really happens."""

import re

from belonging.survey.lint.definition import Asked, Rule, quoted

# Joined words that are one idea, or one person with company, or a number.
_ONE_IDEA = re.compile(
    r"\([^)]*\)|\bbetween\b.*?\band\b|\byou and (?:your|a|the|another|other) \w+|\b(?:or|and) not\b"
    r"|\bor (?:any |an)?other\b|\byes or no\b"
    r"|\b(?:once|one|two|three|four|five|\d+) or (?:twice|two|three|four|five|six|\d+|more|less|fewer)\b"
    r"|\b(?:pros and cons|back and forth|again and again|over and over|trial and error|cause and effect|more and more"
    r"|more or less|show and tell|question and answer|time and again|try and|now and then"
    r"|parents? (?:or|and) guardians?)\b"
    r"|\b(?:he/she|she/he|his/her|him/her|s/he|24/7|\d+/\d+)\b"
)
_JOIN = re.compile(r"\b(?:and/or|and|or|but|because|as well as)\b|&|(?<=\w)/(?=\w)")

_TAG = re.compile(r"\b(?:is|are|do|does|did|was|were|wo|would|ca|could|should|have|has)n't (?:it|you|we|they|he|she)\b")
_LEADING = re.compile(
    r"\b(?:surely|obviously|of course|thanks to|as (?:we|you) (?:all )?know|everyone knows|do you agree that"
    r"|would you agree|experts (?:agree|say)|why do you (?:like|love|hate)|how much (?:do|did) you love"
    r"|most (?:people|students|kids) (?:agree|think|know|like|love|say))\b"
    r"|, right\?|(?:^|[.?!] )(?:clearly|naturally)\b"
)
_LOADED = re.compile(
    r"\b(?:our|the|your|this|these|those|my|new|such)(?: new| really| very| so)? (?:amazing|wonderful|awesome|fantastic"
    r"|exciting|terrific|outstanding|excellent|great|fun|boring|terrible|awful|horrible)\b(?= \w)"
    r"|\b(?:lazy|stupid|dumb|nerds?|nerdy|(?:good|bad|smart|normal) (?:students|kids|people))\b"
)

_SAFE_NEGATIVE = re.compile(r"\b(?:not only|(?:or|if|why) not|yes or no|no matter|not at all|whether or not)\b")
_NEVER = r"\b(?:never|none|nobody|no one|nothing)\b"
_NEGATIVE = re.compile(
    r"\b(?:not|cannot|no(?! one)|nowhere|neither|nor|without|hardly|rarely|seldom|unable|lack(?:s|ed|ing)?"
    r"|fail(?:s|ed)? to|left out|excluded"
    r"|un(?:happy|fair|safe|welcome|comfortable|important|clear|likely|willing|interested)"
    r"|dislike[sd]?|disagree[sd]?|disrespect(?:ed)?|discourage[sd]?|impossible|useless|hopeless|pointless|worthless)\b"
    r"|\b\w+n't\b"
)

_SAFE_ABSOLUTE = re.compile(
    r"\b(?:(?:not |after |above |first of )?all (?:right|day|year|in all|of the above)"
    r"|(?:at|after|above|first of) all(?! times)"
    r"|every (?:day|week|month|year|morning|lesson|class|time|other|unit))\b"
)
_ABSOLUTE = re.compile(
    rf"\b(?:at all times|always|all|every|everyone|everybody|everything|completely|totally|entirely|absolutely"
    rf"|perfect(?:ly)?|constantly|forever)\b|100 ?%|{_NEVER}"
)

_HYPOTHETICAL = re.compile(
    r"\bif (?:you|your|we|our|i|my|it|there|a|an|the|someone|this|these)\b[^,.?]*\b(?:were|could|had|was|would|got)\b"
    r"|\b(?:imagine|suppose|pretend)\b|\bwhat if\b|\bin an ideal\b"
    r"|\bwould(?:n't)?\b(?! (?:you )?(?:like|rather|prefer)\b)"
)

_FRAME = re.compile(
    r"\b(?:(?:this|last|past|previous)|(?<!for )next) (?:(?:\d+|two|three|four|five|six|few|couple of|school) )?"
    r"(?:day|week|month|year|semester|term|quarter|summer|unit|fall|spring|winter)s?\b"
    r"|\b(?:today|yesterday|tomorrow|right now|nowadays|currently|these days|used to|in the future)\b"
    r"|\bsince (?:last |the )?\w+|\bwhen you were (?:in |little|younger|\w+)"
    r"|\b(?:in|during) (?:elementary|middle|high) school\b"
)


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(" ", text)


def _double_barrelled(asked: Asked) -> str:
    if asked.plain.count("?") > 1:
        return "There is more than one question mark."
    joins = _JOIN.findall(_without(_ONE_IDEA, asked.plain))
    return f"The word {quoted(joins)} seems to join two ideas." if joins else ""


def _leading(asked: Asked) -> str:
    found = [m[0].strip(" ,") for pattern in (_TAG, _LEADING, _LOADED) for m in pattern.finditer(asked.plain)]
    return f"The words {quoted(found)} hint at an answer, or praise or blame." if found else ""


def _negatives(asked: Asked) -> list[str]:
    text = _without(_SAFE_NEGATIVE, _without(_TAG, asked.plain))
    return [m[0] for m in re.finditer(f"{_NEGATIVE.pattern}|{_NEVER}", text)]


def _double_negative(asked: Asked) -> str:
    found = _negatives(asked)
    if len(found) > 1:
        return f"There are two negative words: {quoted(found)}."
    if found and any("disagree" in option.lower() for option in asked.options):
        return f"The question has {quoted(found)}, and an answer has “disagree”: together they are two negatives."
    return ""


def _negative(asked: Asked) -> str:
    found = [word for word in _negatives(asked) if not re.fullmatch(_NEVER, word)]
    return f"The question says {quoted(found)}." if found and not _double_negative(asked) else ""


def _absolute(asked: Asked) -> str:
    found = [m[0] for m in _ABSOLUTE.finditer(_without(_SAFE_ABSOLUTE, asked.plain))]
    return f"The question says {quoted(found)}." if found else ""


def _hypothetical(asked: Asked) -> str:
    found = [m[0] for m in _HYPOTHETICAL.finditer(_without(_TAG, asked.plain))]
    return f"The words {quoted(found)} ask about something that has not happened." if found else ""


def _time_frames(asked: Asked) -> str:
    found = list(dict.fromkeys(m[0] for m in _FRAME.finditer(asked.plain)))
    return f"There is more than one time: {quoted(found)}." if len(found) > 1 else ""


RULES = (
    Rule(
        "double-barrelled",
        "It asks one thing.",
        "A student may say yes to one half and no to the other, and you cannot tell which half was answered.",
        "Ask two questions, or keep the half you will act on.",
        Asked("How often is this class interesting and useful?"),
        Asked("How often is this class useful to you?"),
        _double_barrelled,
    ),
    Rule(
        "negative-wording",
        "It has no “not”.",
        "A reader who skips over the small word gives the opposite of the answer they mean.",
        "Say what does happen, and let the low answers say that it does not.",
        Asked("How often are you not called on?"),
        Asked("How often are you called on?"),
        _negative,
    ),
    Rule(
        "double-negative",
        "It does not ask anyone to disagree with a “not”.",
        "Two negatives must be turned around in the head before the question can be answered.",
        "Take both out and ask how often, or how much, the thing happens.",
        Asked("I do not feel left out.", ("Agree", "Disagree")),
        Asked("How often do you feel part of this class?"),
        _double_negative,
    ),
    Rule(
        "leading",
        "It does not hint at the answer you hope for.",
        "Students can see what you would like to hear, so you learn about that and not about them.",
        "Take out the hint, the praise or the blame.",
        Asked("How much did our exciting lab help you, thanks to the new tools?"),
        Asked("How much did the lab help you?"),
        _leading,
    ),
    Rule(
        "absolute-words",
        "It has no “always”, “never” or “all” in the question.",
        "One exception makes the honest answer no, so nearly everyone ends up in the same box.",
        "Take the word out and put how often, or how many, into the answers.",
        Asked("Does everyone in your group always listen?"),
        Asked("How often does your group listen to you?"),
        _absolute,
    ),
    Rule(
        "hypothetical",
        "It asks what happened, not what would happen.",
        "You get a guess about a day that never was, not a report of one that was.",
        "Ask about something that happened in this class.",
        Asked("If you were stuck, would you ask for help?"),
        Asked("The last time you were stuck, did you ask for help?"),
        _hypothetical,
    ),
    Rule(
        "time-frames",
        "It names one stretch of time.",
        "Some students will answer for one time and some for the other, and the average mixes them.",
        "Keep one time. To see a change, ask the same question twice in the year.",
        Asked("This year, how often did you speak in class compared to last year?"),
        Asked("In the last month, how often did you speak in class?"),
        _time_frames,
    ),
)
"""The rules of this file, in the order of the checklist."""

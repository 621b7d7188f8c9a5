"""Rules about single words: trade talk, words above the grade, and topics that are not yours to ask about."""

import re
import tomllib
from pathlib import Path
from typing import Any

from belonging.survey.lint.definition import Asked, Rule, quoted

_WORDS: dict[str, Any] = tomllib.loads((Path(__file__).resolve().parent / "words.toml").read_text(encoding="utf-8"))
JARGON: dict[str, str] = _WORDS["jargon"]
"""What schools say among themselves (patterns), and how to say it to a student."""
PROTECTED = {topic: "|".join(patterns) for topic, patterns in _WORDS["protected_topics"].items()}
"""The eight topics of the Protection of Pupil Rights Amendment, by patterns of words that give them away."""
_KNOWN_CAPITALS, _EVERYDAY = set(_WORDS["known_capitals"]), set(_WORDS["everyday"])
# (highest grade of the band, most words in a sentence, most long words); our own limits, see `reading_limits`
_LIMITS = ((2, 13, 0), (5, 18, 1), (8, 22, 2), (12, 28, 3))
LONG = 8


def reading_limits(grade: int | None) -> tuple[int, int]:
    """Return the most words in a sentence and the most long words in a question for a grade.

    Words to a sentence and long words (eight letters or more, everyday school words left out) are what can be counted
    in one short question; syllable formulas need a longer text. The limits are our own, set so that the kit's questions
    and plain ones like them pass. Without a grade the widest limits hold.
    """
    for highest, words, long in _LIMITS:
        if grade is not None and grade <= highest:
            return words, long
    return _LIMITS[-1][1:]


def _jargon(asked: Asked) -> str:
    found = [
        f"“{m[0]}” (say: {plain})"
        for pattern, plain in JARGON.items()
        for m in [re.search(rf"\b(?:{pattern})\b", asked.plain)]
        if m
    ]
    capitals = [] if asked.text.isupper() else re.findall(r"\b[A-Z]{2,}s?\b", asked.text)
    unknown = [
        word for word in capitals if word not in _KNOWN_CAPITALS or (word == "STEM" and (asked.grade or 12) <= 5)
    ]
    found += [f"{quoted([word])} (write it out)" for word in dict.fromkeys(unknown)]
    return f"Words that schools use among themselves: {', '.join(found)}." if found else ""


def _reading(asked: Asked) -> str:
    most_words, most_long = reading_limits(asked.grade)
    sentences = [re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", part) for part in re.split(r"[.?!:;]+", asked.plain)]
    longest = max(map(len, sentences), default=0)
    long = [word for words in sentences for word in words if len(word) >= LONG and word not in _EVERYDAY]
    said = []
    if longest > most_words:
        said.append(f"The longest sentence has {longest} words; {most_words} are the limit here.")
    if len(set(long)) > most_long:
        said.append(f"Long words: {quoted(long)}; {most_long or 'none'} would be within the limit here.")
    return " ".join(said)


def _sensitive(asked: Asked) -> str:
    text = " ".join([asked.plain, *(option.lower() for option in asked.options)])
    topics = [topic for topic, pattern in PROTECTED.items() if re.search(rf"\b(?:{pattern})\b", text)]
    return f"This touches a protected topic: {', '.join(topics)}." if topics else ""


RULES = (
    Rule(
        "jargon",
        "It uses students' words, not ours.",
        "Students who do not know the word must guess, and they will not all guess the same.",
        "Use the word a student would use at lunch.",
        Asked("Does this class build your self-efficacy?"),
        Asked("How often do you feel sure that you can do the work?"),
        _jargon,
    ),
    Rule(
        "reading-level",
        "It can be read at the grade of the youngest.",
        "If reading is hard, the answers measure reading.",
        "Cut the sentence in two, and swap long words for short ones. Or read it aloud.",
        Asked("To what degree do collaborative activities facilitate comprehension?", grade=4),
        Asked("How often does group work help you learn?", grade=4),
        _reading,
    ),
    Rule(
        "protected-topic",
        "It stays away from private matters.",
        "In the United States, asking students about these can need notice to parents or their consent. "
        "And an answer could hurt the student it points to.",
        "Leave it out. If the school must know, that is not a class survey: ask your district first.",
        Asked("How often do your parents fight about money?"),
        Asked("How often do you get the help you need in this class?"),
        _sensitive,
    ),
)
"""The rules of this file, in the order of the checklist."""

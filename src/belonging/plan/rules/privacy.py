"""Private data: no mail address, no phone number, no student's name in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from belonging.plan.rules.graph import Graph
from belonging.plan.rules.rule import Rule, Seen
from belonging.plan.rules.words import listed

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# ten digits, or seven after "call" and the like: "200-1000 lumens" is no phone number
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[-.\s]\d{4}(?![\d-])"
    r"|\b(?:call|phone|tel|text|cell|fax|dial|mobile)\b\W{0,3}(?:\w+\W{1,2}){0,3}\d{3}[-.\s]\d{4}(?![\d-])",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"(?:\b(?:mr|mrs|ms|mx|miss|dr|prof|professor|coach|officer|chef|captain|principal|nurse|sr|sra|señor|señora)\.?\s+)$",
    re.I,
)
# "in May", "since last June"
_DATED = re.compile(
    r"\b(?:in|since|until|till|by|from|of|early|late|last|next|this|mid|each|every|during|before|after)[\s-]+$", re.I
)
_MONTHS = ("april", "may", "june", "august", "summer", "autumn", "winter")
_AFTER = re.compile(r"\s+([A-Z][\w'’-]+)")


def _private(graph: Graph) -> Iterator[Seen]:
    roster = [pair for name in graph.roster for pair in _parts(name)]
    places = [place.name for place in graph.plan.context.places]
    for field, text in graph.texts.items():
        if _MAIL.search(text):
            yield Seen(field, "There is an e-mail address.", "Write the role in its place.")
        if _PHONE.search(text):
            yield Seen(field, "There is a phone number.", "Write the role in its place; keep numbers in your own list.")
        if any(_names(text, first, last, places) for first, last in roster):
            # the name itself is not repeated: a message may be shown to others
            yield Seen(
                field, "There is a name from your class list.", "Write “a student” or the part they play in its place."
            )


def _parts(name: str) -> list[tuple[str, str]]:
    """Return first and last name; where a comma parts them, either may come first."""
    parts = name.replace(",", " ").split()
    if not parts or len(parts[0]) < 2:
        return []
    whole = [(parts[0], parts[-1] if len(parts) > 1 else "")]
    if "," in name and len(parts) > 1 and len(parts[-1]) > 1:
        first = name.partition(",")[2].split()
        last = name.partition(",")[0].split()
        whole = [(first[0], last[-1]), (last[0], first[-1])] if first and last else whole
    return whole


def _names(text: str, first: str, last: str, places: Sequence[str]) -> bool:
    """Tell whether a text names a student; a titled adult, a place or a word of the same spelling is no student."""
    if last and re.search(rf"\b{re.escape(first)}\s+(?:[\w.'’-]+\s+)?{re.escape(last)}\b", text, re.IGNORECASE):
        return True
    for match in re.finditer(rf"\b{re.escape(first[:1].upper() + first[1:])}\b(?!-)", text):
        before, after = text[: match.start()], _AFTER.match(text, match.end())
        if _TITLED.search(before) or any(match[0] in place for place in places):
            continue
        # "Jordan River", "Grace Church", "Rosa Lopez at the clinic": a place, or somebody else
        if after and after[1].casefold() != last.casefold():
            continue
        starts = not before.strip() or before.rstrip()[-1] in '.!?:;“"(•-'
        if starts and match[0].casefold() in listed("identity", "also_words"):
            continue
        if match[0].casefold() in _MONTHS and (_DATED.search(before) or re.match(r",?\s+\d", text[match.end() :])):
            continue
        # "St. Mark", "Camp Grant"
        if re.search(r"\b(?:St|Saint|San|Santa|Mount|Mt|Lake|Fort|Port|Camp)\.?\s+$", before):
            continue
        return True
    return False


R21 = Rule(
    "R21",
    "must",
    "No private data: no addresses, no numbers, no student's name.",
    "A plan is shared, printed and handed in. What it says of a person by name cannot be taken back.",
    "“the day custodian” in place of a name with a number; “a student in team 3”.",
    _private,
)

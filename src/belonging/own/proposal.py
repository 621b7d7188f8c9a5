"""Proposes what each column of a survey is; the person decides."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from belonging.own.answers import LADDERS, ladder_for, plain_words, to_points
from belonging.own.kinds import Look, look, one_stands_for_most
from belonging.own.mapping import Column, Mapping
from belonging.own.reversed import look_reversed
from belonging.own.survey import Survey
from belonging.survey.instrument import mapping as kit_mapping
from belonging.survey.instrument import recognise

_CONSENT = re.compile(r"\b(consent|assent|permission|agree to (take part|participate)|opt (in|out))\b")
_STAMP = re.compile(
    r"^(time ?stamp|start ?date|end ?date|recorded ?date|submitted|completion time|start time|marca temporal)\b"
)
_ID = re.compile(r"\b(id|code|identifier|user ?name|user|student|pupil|participant|number|secret word|pseudonym)\b")
_RESPONSE_ID = re.compile(r"\b(response|respondent|session|collector|record) ?(id|number)?\b")
_GROUP = re.compile(
    r"\b(class|course|section|period|grade|school|teacher|gender|sex|race|ethnicity|group|district|site|homeroom|"
    r"cohort|program|team|subject|language|campus|track|year level)\b"
)
_SAYING = re.compile(r"\b(i|im|i m|my|me|we|our|us|how|how much|how often)\b")
_PREFIX_TERM = re.compile(
    r"^(fall|autumn|winter|spring|summer|pre|post|before|after|t[1-9]|w[1-9]|wave[1-9]|time[1-9])[ _.:-]+", re.I
)
_SUFFIX_TERM = re.compile(
    r"[ _.:-]+(fall|autumn|winter|spring|summer|pre|post|before|after|t[1-9]|w[1-9]|wave[1-9]|time[1-9])$", re.I
)
_HSLS = re.compile(r"^[sx][1-4][ms](person|eff|use|int|tests|textbook|skills|assexcl)", re.I)
_USUAL_HIGH = (3, 4, 5, 6, 7, 10)


def propose(survey: Survey) -> Mapping:
    """Propose a column map.

    Parameters
    ----------
    survey : Survey

    Returns
    -------
    Mapping
        One column each, with the reason in `why`. Nothing is decided: every entry can be corrected.
    """
    looks = [look(name, survey.table[name]) for name in survey.columns]
    columns = [_role(each) for each in looks]
    _one_id(columns, looks)
    _one_time(columns)
    items = [(column, each) for column, each in zip(columns, looks, strict=True) if column.role == "item"]
    _terms([column for column, _ in items])
    kit = [column for column, _ in items if _from_kit(column)]
    others = [(column, each) for column, each in items if column not in kit]
    _scales([column for column, _ in others])
    _codings(others)
    _reversals(survey, [column for column, _ in items])
    return Mapping(columns=columns)


def _role(each: Look) -> Column:
    """Propose the role of one column by itself."""

    def out(why: str) -> Column:
        return Column(name=each.name, role="leave out", why=why)

    words = each.words
    if each.values and recognise(_without_term(each.name)):
        return Column(name=each.name, role="item", why="a question of the course's survey kit")
    if _CONSENT.search(words) and len(each.values) <= 4:
        return Column(name=each.name, role="consent", why="its name speaks of consent")
    if _STAMP.search(words):
        return out("a date or time")
    points = each.could_be_points or each.could_be_words
    if each.personal and not (points and len(words.split()) > 3):
        return out(each.personal)
    if not each.values:
        # An item nobody answered still belongs beside its neighbors: `_scales` knows it by its name.
        return out("empty")
    if each.is_term and (len(each.values) > 1 or re.search(r"\b(term|time|wave|season|survey)\b", words)):
        return Column(name=each.name, role="time", why="its answers name terms")
    if _GROUP.search(words) and not _is_saying(words) and not each.is_code:
        if len(each.values) < 2:
            return out("the same in every row")
        return (
            Column(name=each.name, role="group", why="its name speaks of a group")
            if each.is_grouping
            else out("too many different answers to compare groups")
        )
    if _RESPONSE_ID.search(words) and each.is_code:
        return out("a code of the answer, not of the person")
    if (
        _ID.search(words) and len(words.split()) <= 6 and len(each.values) > 0.3 * each.n and not each.could_be_points
    ) or (each.is_code and each.numbers is None):
        return Column(name=each.name, role="id", why="nearly every row has its own code")
    # One number in every row is most often the program's (a version, a page); among numbered questions it is an answer.
    if points and (len(each.values) > 1 or each.n <= 40 or _is_saying(words) or _family(each.name)):
        return Column(name=each.name, role="item", why=_how_answered(each))
    if each.numbers is not None:
        return out("numbers that are no answers on a scale")
    if len(each.values) < 2:
        return out("the same in every row")
    if each.is_grouping:
        return Column(name=each.name, role="group", why="few labels that recur")
    return out("free text or too many different answers")


def _is_saying(words: str) -> bool:
    """Tell a statement about oneself from the name of a group: `I like this class` from `Which class are you in`."""
    return bool(_SAYING.search(words)) and not re.match(r"(which|what)\b", words) and len(words.split()) > 2


def _how_answered(each: Look) -> str:
    if each.could_be_points:
        return "labeled numbers" if each.labelled else "whole numbers as on a scale"
    return "words as on a scale"


def _one_id(columns: list[Column], looks: list[Look]) -> None:
    """Keep one id: the one whose name says so, else the one with most codes."""
    ids = [(column, each) for column, each in zip(columns, looks, strict=True) if column.role == "id"]
    if len(ids) > 1:
        best = max(ids, key=lambda pair: (bool(_ID.search(pair[1].words)), pair[1].n, len(pair[1].values)))
        for column, _ in ids:
            if column is not best[0]:
                column.role, column.why = "leave out", "another code; one is enough"


def _one_time(columns: list[Column]) -> None:
    for column in [column for column in columns if column.role == "time"][1:]:
        column.role, column.why = "leave out", "another column of terms; one is enough"


def _terms(items: list[Column]) -> None:
    """Part `fall_belong_1` into the term and the item, where at least two items come in two terms."""
    for pattern in (_PREFIX_TERM, _SUFFIX_TERM):
        parts: dict[str, dict[str, Column]] = defaultdict(dict)
        for column in items:
            if found := pattern.search(column.name):
                parts[pattern.sub("", column.name)][found[1].lower()] = column
        pairs = {item: terms for item, terms in parts.items() if len(terms) > 1}
        if len(pairs) > 1:
            for item, terms in pairs.items():
                for term, column in terms.items():
                    column.term, column.item = term, item
            return


def _without_term(name: str) -> str:
    return _SUFFIX_TERM.sub("", _PREFIX_TERM.sub("", name))


def _from_kit(column: Column) -> bool:
    """Give a question of the survey kit the scale, the answers and the direction that the kit knows."""
    found = recognise(column.item or column.name)
    if found is None:
        return False
    kit = kit_mapping(found[0])
    column.scale = kit["beliefs"][kit["belief"][found[1]]]
    column.low, column.high = map(float, kit["scale"])
    column.words = {label: float(number) for label, number in kit["labels"].items()}
    column.one_is_most = found[1] in kit["reversed"]
    return True


def _scales(items: list[Column]) -> None:
    """Group items by the part of the name they share; what is left over makes one scale per run of neighbors."""
    families: dict[str, list[Column]] = defaultdict(list)
    for column in items:
        families[_family(column.item or column.name)].append(column)
    loose: list[Column] = []
    for family, members in families.items():
        if family and len({column.item or column.name for column in members}) > 1:
            for column in members:
                column.scale = family
        else:
            loose += members
    if len(loose) > 1:
        for column in loose:
            column.scale = "all questions" if len(loose) == len(items) else "other questions"


def _family(name: str) -> str:
    """Return what a question's name shares with its neighbors.

    >>> _family("belong_1"), _family("How true is this? [I belong]"), _family("I fit in")
    ('belong', 'How true is this?', '')
    """
    if grid := re.match(r"^(.{3,}?)\s*\[[^\]]+\]$", name):
        return grid[1].strip()
    if merged := re.match(r"^([^:]{2,40}): \S", name):
        return merged[1]
    if numbered := re.match(r"^(.*?)[\s_.#-]*\d+[a-z]?$", name):
        return numbered[1].strip(" _.-") or "questions"
    return ""


def _codings(items: list[tuple[Column, Look]]) -> None:
    """Give each item the ends of its scale: those of all items of its scale together."""
    blocks: dict[str, list[tuple[Column, Look]]] = defaultdict(list)
    for column, each in items:
        blocks[f"{column.scale}/{'words' if not each.could_be_points else 'points'}"].append((column, each))
    for block in blocks.values():
        if block[0][1].could_be_points:
            _code_points(block)
        else:
            _code_words(block)


def _code_points(block: list[tuple[Column, Look]]) -> None:
    numbers = [n for _, each in block for n in each.numbers or ()]
    low = 0.0 if min(numbers, default=1) == 0 else 1.0
    top = max(numbers, default=5)
    # A ladder cannot be told from answers that never use its top; five steps are the most usual.
    high = float(next((usual for usual in _USUAL_HIGH if usual >= top), 10)) if len(numbers) > 1 else max(5.0, top)
    labelled: dict[str, float] = {}
    for _, each in block:
        labelled |= each.labelled
    most = one_stands_for_most(labelled)
    for column, each in block:
        column.high, column.low = max(high, low + 1), low
        said = re.search(r"\b1\s*(?:=|:|is|means)?\s*\(?strongly agree", each.name.lower())
        column.one_is_most = bool(most or said or _HSLS.match(column.name))
        if column.one_is_most:
            column.why += "; 1 stands for the most"


def _code_words(block: list[tuple[Column, Look]]) -> None:
    """Use one ladder for all items whose words fit on one; else each item its own."""
    together = ladder_for(value for _, each in block for value in each.values)
    for column, each in block:
        ladder = together or ladder_for(each.values) or LADDERS[0]
        # The spelling of the file stays in the map, so that a person finds the words again.
        used = {plain_words(value): value for _, other in block for value in other.values}
        column.words = {used.get(word, word): float(i) for i, word in enumerate(ladder, start=1)}
        column.low, column.high = 1.0, float(len(ladder))


def _reversals(survey: Survey, items: list[Column]) -> None:
    frame = pd.DataFrame(
        {
            column.name: to_points(survey.table[column.name], low=column.low, high=column.high, words=column.words)[0]
            for column in items
        },
        index=survey.table.index,
    )
    scales: dict[str, list[str]] = defaultdict(list)
    for column in items:
        scales[f"{column.term}/{column.scale or column.name}"].append(column.name)
    found = look_reversed(frame, scales)
    both = {column.item for column in items if column.item and column.name in found}
    for column in items:
        if column.name in found or (column.item and column.item in both):
            column.reversed = True
            r = found.get(column.name)
            column.why += "; looks reversed" + (f" (correlation {r:.2f} with the rest)" if r is not None else "")

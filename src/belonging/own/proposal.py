"""Proposes what each column of a survey is; the person decides."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd

from belonging.own.answers import to_points
from belonging.own.codings import propose_codings, propose_scales, take_from_kit
from belonging.own.kinds import Look, look
from belonging.own.mapping import Column, Mapping
from belonging.own.question_names import family_of, part_terms, without_term
from belonging.own.reversed import look_reversed
from belonging.own.survey import Survey
from belonging.survey.instruments import recognise

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
    part_terms([column for column, _ in items])
    kit = [column for column, _ in items if take_from_kit(column)]
    others = [(column, each) for column, each in items if column not in kit]
    propose_scales([column for column, _ in others])
    propose_codings(others)
    _reversals(survey, [column for column, _ in items])
    return Mapping(columns=columns)


def _role(each: Look) -> Column:
    """Propose the role of one column by itself."""

    def out(why: str) -> Column:
        return Column(name=each.name, role="leave out", why=why)

    words = each.words
    if each.values and recognise(without_term(each.name)):
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
    if points and (len(each.values) > 1 or each.n <= 40 or _is_saying(words) or family_of(each.name)):
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

"""Proposes for each question its scale and what its answers count: from the survey kit, or from the answers."""

from __future__ import annotations

import re
from collections import defaultdict

from belonging.own.answers import LADDERS, ladder_for, plain_words
from belonging.own.kinds import Look, one_stands_for_most
from belonging.own.mapping import Column
from belonging.own.question_names import family_of
from belonging.survey.instruments import mapping as kit_mapping
from belonging.survey.instruments import recognise

_HSLS = re.compile(r"^[sx][1-4][ms](person|eff|use|int|tests|textbook|skills|assexcl)", re.I)
_USUAL_HIGH = (3, 4, 5, 6, 7, 10)


def take_from_kit(column: Column) -> bool:
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


def propose_scales(items: list[Column]) -> None:
    """Group items by the part of the name they share; what is left over makes one scale per run of neighbors."""
    families: dict[str, list[Column]] = defaultdict(list)
    for column in items:
        families[family_of(column.item or column.name)].append(column)
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


def propose_codings(items: list[tuple[Column, Look]]) -> None:
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

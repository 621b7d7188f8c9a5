"""The filled fields of a plan in words, for a scorer to read and to point at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from belonging.plan import choices
from belonging.plan.ask import asked
from belonging.plan.choices import LABELS, MEASURES
from belonging.plan.export.words import Looked, label
from belonging.plan.plan import Plan
from belonging.plan.scoring.score import is_filled, parts_of

# Each list of choices, told by its values, with the name its words go by.
_NAMES = {
    get_args(getattr(choices, name)): key
    for name, key in (
        *(("Size", "size"), ("Archetype", "archetype"), ("GradeBand", "grade_band"), ("Belief", "belief")),
        *(("Framework", "framework"), ("Found", "found"), ("Locus", "locus"), ("Source", "source"), ("Who", "who")),
        *(("Audience", "audience"), ("Job", "job"), ("Level", "level"), ("Phase", "phase")),
        *(("Grouping", "grouping"), ("Recognizer", "recognizer"), ("Reach", "reach"), ("Mechanism", "mechanism")),
        *(("Entry", "entry"), ("SmallN", "small_n_method")),
    )
}


@dataclass(frozen=True)
class Leaf:
    """One filled field.

    Parameters
    ----------
    part, path : str
        The part of the plan it stands in, and where: `"audience"`, `"audience.how_they_respond"`.
    label, text : str
        What it is called, and what it says, in words also where the file holds a choice or an id.
    """

    part: str
    path: str
    label: str
    text: str


def leaves(plan: Plan) -> Iterator[Leaf]:
    """Go through the filled fields of a plan in the order of the form."""
    looked = Looked(plan)
    for part in parts_of(plan):
        for path, names, text in _leaves(looked, plan, part, part):
            yield Leaf(part, path, " › ".join(names), text)


def part_label(part: str) -> str:
    """Return what the form calls a part of the plan.

    >>> part_label("audience")
    'Who gets the work'
    """
    return asked(Plan, part).label


def _leaves(looked: Looked, owner: BaseModel, name: str, path: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    value: Any = getattr(owner, name)
    ask = asked(type(owner), name)
    if ask.label == "Short name" or not is_filled(value):
        return
    if isinstance(value, BaseModel):
        for inner in type(value).model_fields:
            for found, names, text in _leaves(looked, value, inner, f"{path}.{inner}"):
                yield found, (ask.label, *names), text
    elif isinstance(value, tuple) and isinstance(value[0], BaseModel):
        for place, entry in enumerate(value):
            for inner in type(entry).model_fields:
                for found, names, text in _leaves(looked, entry, inner, f"{path}.{place}.{inner}"):
                    yield found, (f"{ask.label} {place + 1}", *names), text
    else:
        text = _words(looked, type(owner).model_fields[name].annotation, ask.to, value)
        if text:
            yield path, (ask.label,), text


def _words(looked: Looked, annotation: Any, to: str, value: Any) -> str:
    if isinstance(value, tuple):
        inner = next((each for each in get_args(annotation) if each is not Ellipsis), None)
        return "; ".join(filter(None, (_words(looked, inner, to, each) for each in value)))
    if value is True:
        return "Yes"
    if kind := next((key for values, key in _NAMES.items() if value in values and values in _options(annotation)), ""):
        return label(kind, value)
    lookups = {"activities": _step, "context.places": Looked.place, "context.people": Looked.person}
    if to in lookups:
        return lookups[to](looked, str(value))
    if to == "goals":
        return looked.goals([str(value)])
    if to == "standards":
        return looked.standard(str(value))
    if to == "measure":
        return MEASURES[value][0] if value in MEASURES else str(value)
    return str(value)


def _step(looked: Looked, id_: str) -> str:
    for number, each in enumerate(looked.plan.activities, 1):
        if each.id == id_:
            return f"Step {number}, {LABELS['phase'].get(each.phase or '', '')}: {each.students_do}"
    return ""


def _options(annotation: Any) -> tuple[Any, ...]:
    """Return the lists of choices named anywhere in an annotation."""
    args = get_args(annotation)
    return (args, *(each for arg in args for each in _options(arg)))

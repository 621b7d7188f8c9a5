"""A field of a plan by its path: what it is called and what stands in it, in the words that a reader sees."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from belonging.plan.ask import asked
from belonging.plan.choices import LABELS, MEASURES
from belonging.plan.plan import Plan

_LABELS = {value: label for labels in LABELS.values() for value, label in labels.items()}


def text_at(plan: Plan, path: str) -> str:
    """Return what a field holds, as text.

    Parameters
    ----------
    plan : Plan
        The plan.
    path : str
        The field's path with places counted from 0, such as `"activities.2.students_do"`; or a whole part of the plan.

    Returns
    -------
    str
        Texts as they are, choices by their labels, yes and no; lists joined by semicolons; "" where nothing stands.

    Raises
    ------
    LookupError
        If a plan has no such field.

    Examples
    --------
    >>> from belonging.plan.exemplars import exemplar
    >>> text_at(exemplar("design-brief-6-8"), "problem.source")
    'A partner named it'
    """
    value: Any = plan
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, tuple) else getattr(value, step)
        except (AttributeError, IndexError, ValueError) as error:
            raise LookupError(f"A plan has no field '{path}', or not that many entries in it.") from error
    return _text(value)


def label_at(path: str) -> str:
    """Return what the form calls a field: its part, the number of the entry, and its own label.

    Raises
    ------
    LookupError
        If a plan has no such field.

    Examples
    --------
    >>> label_at("recognition.0.what")
    'Recognition 1: What is named'
    >>> label_at("decisions.1.options.0")
    "Students' decisions 2: Options, the first"
    """
    words: list[str] = []
    owner: type[BaseModel] | None = Plan
    for step in path.split("."):
        if step.isdecimal():
            words[-1] += f" {int(step) + 1}" if owner else f", the {_ORDINALS[int(step)]}"
            continue
        if owner is None or step not in owner.model_fields:
            raise LookupError(f"A plan has no field '{path}'.")
        label = asked(owner, step).label
        if label not in words:  # “The problem” is the part, and its first field
            words.append(label)
        owner = _part(owner.model_fields[step].annotation)
    return ": ".join(words)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _part(annotation: Any) -> type[BaseModel] | None:
    """The model a field holds, alone or in a list; None where it holds plain values."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, BaseModel):
        return "; ".join(filter(None, (_text(getattr(value, name)) for name in type(value).model_fields)))
    if value is None:
        return ""
    return _LABELS.get(value) or (MEASURES[value][0] if value in MEASURES else str(value))

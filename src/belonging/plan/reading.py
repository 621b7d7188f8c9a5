"""A plan from its file and back: strict about what it takes in, kind in what it says, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from belonging.plan.ask import Ask, asked
from belonging.plan.finding import Problem
from belonging.plan.parsing import parsed
from belonging.plan.plan import Plan
from belonging.plan.source import Node, Source

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MOST_PROBLEMS = 40
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# names a field has gone by, or is often given
_ALSO_CALLED = {"else": "otherwise", "for": "what", "pre": "before", "post": "after", "n_students": "class_size"}
_HEAD = "# A lesson plan. Open it in the plan builder, or look it over with: belonging plan check\n"


@dataclass(frozen=True)
class Reading:
    """What came out of a plan file.

    Parameters
    ----------
    plan : Plan
        All that could be read.
    problems : tuple of Problem
        What could not; each names its line and field and says what to do.
    notes : tuple of str
        What was read although the file was not quite right, such as an old encoding.
    dropped : tuple of (str, str)
        Field and text of each thing left out, so that it can be shown and typed in again.
    """

    plan: Plan
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


def read_plan(text: str | bytes) -> Reading:
    """Read a plan file.

    A field that cannot be read is left out and reported; the rest stays. Nothing in the file can make this raise.

    Examples
    --------
    >>> reading = read_plan("title: Safer crossing\\nclass_size: twenty\\n")
    >>> reading.plan.title, reading.plan.class_size
    ('Safer crossing', None)
    >>> reading.problems[0].message
    'Line 2, class_size: “twenty” is not a whole number. Write for example 24.'
    """
    source = parsed(text)
    if {"nbformat", "cells"} <= source.root.keys():
        source.root = {}
        source.refuse("This is a notebook, not a plan file. Choose the file that ends in .yml.")
    plan = _validated(source)
    problems = sorted(source.problems, key=lambda problem: problem.line)
    if len(problems) > _MOST_PROBLEMS:
        more = len(problems) - _MOST_PROBLEMS
        problems = [*problems[:_MOST_PROBLEMS], Problem(f"There are {more} more of this kind further down.")]
    return Reading(plan, tuple(problems), tuple(source.notes), tuple(source.dropped))


def write_plan(plan: Plan) -> str:
    """Return the text of a plan's file: fields in the order of the model, blanks left out.

    Reading it gives an equal plan.
    """
    data = _filled(plan) or {}
    body = yaml.dump({"schema_version": plan.schema_version, **data}, Dumper=_DUMPER, **_STYLE)
    return _HEAD + str(body)


_STYLE: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 110, "default_flow_style": False}


def _filled(part: BaseModel) -> dict[str, Any] | None:
    """Return the fields of a part that are not blank; None when all are."""
    found: dict[str, Any] = {}
    blank = True
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            value = _filled(value)
        elif isinstance(value, tuple):
            value = [(_filled(each) or {}) if isinstance(each, BaseModel) else each for each in value] or None
        if value is None or value == "":
            continue
        found[name] = value
        # "no" alone says nothing, but beside something it is worth reading
        blank = blank and value is False
    return None if blank else found


def _validated(source: Source) -> Plan:
    """Let the models take what they can; what they refuse is reported and taken out, until the rest fits."""
    root = Node(source.root, 1)
    _dates_as_dates(source, source.root, "")
    while True:
        try:
            return Plan.model_validate(_typed(root.plain()))
        except ValidationError as error:
            # from the end, so that the places of what stands before do not change
            errors = sorted(error.errors(), key=lambda each: _order(each["loc"]), reverse=True)
            if not sum(_refuse(source, root, each) for each in errors):
                source.refuse(f"This plan cannot be read ({errors[0]['msg']}). Open a copy that you saved earlier.")
                return Plan()


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    version = data.get("schema_version")
    return {**data, "schema_version": 1} if version == "1" else data


def _order(loc: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in loc)


def _dates_as_dates(source: Source, fields: dict[str, Node], path: str) -> None:
    """Take out what stands for a date and is none; the models would take a bare number for seconds since 1970."""
    for name, node in list(fields.items()):
        here = f"{path}.{name}" if path else name
        if isinstance(node.value, dict):
            _dates_as_dates(source, node.value, here)
        elif isinstance(node.value, list):
            for place, entry in enumerate(node.value):
                if isinstance(entry.value, dict):
                    _dates_as_dates(source, entry.value, f"{here}.{place}")
        elif name in ("on", "saved_on", "next_step_date") and node.value is not None:
            try:
                dt.date.fromisoformat(node.value if _ISO.fullmatch(node.value) else "")
            except ValueError:
                source.refuse(
                    f"“{node.value}” is not a date. Write year, month and day, for example 2026-12-01.",
                    node.line,
                    here,
                    node.value,
                )
                del fields[name]


def _refuse(source: Source, root: Node, error: Any) -> bool:
    """Report one refusal of the models and take its cause out of the tree; False when it is out already."""
    loc = tuple(error["loc"])
    parent, node, reached = root, root, 0
    for step in loc:
        child = _child(node, step)
        if child is None:
            break
        parent, node, reached = node, child, reached + 1
    if not reached:
        return False
    last = loc[reached - 1]
    path = ".".join(map(str, loc[:reached]))
    owner = _owner(loc[:reached])
    source.refuse(_said(error, node, owner, last), node.line, path, _text(node))
    if isinstance(parent.value, dict):
        del parent.value[str(last)]
    elif isinstance(parent.value, list) and isinstance(last, int):
        del parent.value[last]
    return True


def _child(node: Node, step: int | str) -> Node | None:
    if isinstance(node.value, dict):
        return node.value.get(str(step))
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _owner(loc: tuple[int | str, ...]) -> type[BaseModel]:
    """Return the model that holds the last named field of a path."""
    model: type[BaseModel] = Plan
    names = [step for step in loc if isinstance(step, str)]
    for name in names[:-1]:
        model = _part_of(model, name) or model
    return model


def _part_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model of a field that is a part or a list of parts."""
    if name not in model.model_fields:
        return None
    return next(_models_in(model.model_fields[name].annotation), None)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _text(node: Node) -> str:
    if isinstance(node.value, str):
        return node.value
    return str(yaml.dump(node.plain(), Dumper=_DUMPER, **_STYLE)).strip() if node.value else ""


def _said(error: Any, node: Node, owner: type[BaseModel], last: int | str) -> str:
    """Say in a teacher's words what a field cannot take."""
    kind = str(error["type"])
    name = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "")
    value = node.value if isinstance(node.value, str) else ""
    quoted = f"“{value if len(value) <= 60 else value[:57] + '…'}”"
    ask = asked(owner, name) if name in owner.model_fields and name != "schema_version" else Ask(label=name)
    if name == "schema_version":
        return (
            f"The plan was written by another release of the course ({value or 'unknown'}). I read what I know; "
            "get the newest release before you save over this file."
        )
    if kind == "extra_forbidden":
        return f"There is no field “{last}” here. {_near(str(last), owner)}"
    if kind == "literal_error":
        choices = [str(choice) for choice in _choices(owner.model_fields[name].annotation)]
        near = difflib.get_close_matches(value.casefold().replace(" ", "_"), choices, 1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        what = quoted if value else "This"
        return f"{what} is not one of the choices.{meant} Write one of: {', '.join(choices)}."
    if kind.startswith(("int_", "float_", "finite_")):
        whole = kind.startswith("int_")
        what = quoted if value else "This"
        return f"{what} is not a {'whole ' if whole else ''}number. Write for example {_number(name, ask, whole)}."
    if kind.startswith("bool_"):
        return f"{quoted if value else 'This'} is neither yes nor no. Write yes or no."
    if kind.startswith("model_"):
        inner = _part_of(owner, name)
        fields = ", ".join(list(inner.model_fields)[:4]) if inner else ""
        return (
            f"“{name}” needs fields of its own, each on a line below it with two more spaces before it: {fields}"
            f"{' and so on' if inner and len(inner.model_fields) > 4 else ''}."
        )
    if kind == "tuple_type":
        return f"“{name}” needs a list. Write each entry on a line of its own that starts with a dash."
    if kind.startswith("string_"):
        return f"“{name}” takes one text here, not a list or fields. Put quotes at both ends of the text."
    if kind.startswith("date_"):
        return f"{quoted} is not a date. Write year, month and day, for example 2026-12-01."
    return f"{quoted} does not fit here ({error['msg']})."


def choices_at(path: str) -> tuple[str, ...]:
    """Return what a field may be chosen from, as it stands in a file; nothing for other fields.

    Examples
    --------
    >>> choices_at("activities.0.grouping")
    ('alone', 'pairs', 'teams', 'class')
    """
    steps = path.split(".")
    names = [step for step in steps if not step.isdecimal()]
    owner = _owner(tuple(names))
    if not names or names[-1] not in owner.model_fields or names[-1] == "schema_version":
        return ()
    return tuple(_choices(owner.model_fields[names[-1]].annotation))


def _choices(annotation: Any) -> Iterator[Any]:
    """Return what a Literal somewhere in an annotation allows."""
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _choices(argument)


def _number(name: str, ask: Ask, whole: bool) -> str:
    examples: Mapping[str, str] = {"class_size": "24", "n": "24", "n_expected": "24", "period_minutes": "45"}
    if name in examples:
        return examples[name]
    if not whole:
        return "0.8" if ask.high == 1 else "2.50"
    return "2" if ask.high is not None and ask.high < 60 else "20"


def _near(name: str, owner: type[BaseModel]) -> str:
    known = [field for field in owner.model_fields if field != "schema_version"]
    also = _ALSO_CALLED.get(name)
    near = [also] if also in known else difflib.get_close_matches(name.casefold().replace(" ", "_"), known, 1, 0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if len(known) > 12:
        return "Take it out, or look up the field's name in a plan the builder saved."
    return f"The fields here are: {', '.join(known)}."

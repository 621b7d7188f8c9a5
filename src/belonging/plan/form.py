"""The plan's form as plain data, derived from the models: one definition for the published page and for Lab."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from belonging.plan.ask import Ask, Part, asked
from belonging.plan.choices import LABELS, MEASURES
from belonging.plan.plan import SCHEMA_VERSION, TABS, Plan

LISTS = ("soc", "cluster", "measure")
"""What a field may pick from that the course brings along; everything else it picks from is in the plan."""

TAB_WORDS = dict(
    zip(
        TABS,
        (
            "What you saw in your class, whom you teach, and the place this is about.",
            "A problem that someone has, what students make, and who will use it.",
            "The job whose work students do, what they decide, and where the skill leads.",
            "Goals, the steps of the lesson, how you see what was learned, and who could be kept out.",
            "Where students get stuck, what you say then, and how each of them is seen.",
            "How you will know whether it worked, and what you do with the answer.",
        ),
        strict=True,
    )
)
# Where the name of the model would puzzle a teacher.
_ENTRIES = {"Access": "Barrier", "AiDraft": "Draft", "Day": "Date", "Representation": "Practitioner"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the form; blank parts are left out of its data.

    Parameters
    ----------
    name : str
        Its key in the part that holds it.
    kind : str
        "id", "text", "long", "whole", "number", "date", "yesno"; "choice" and "several" of `options`; "pick" and
        "picks" of what the plan says at `to`; "texts"; "part" and "parts" with `fields`.
    label, help, like, needed, least, most, low, high, few, many, to, pattern
        As in `Ask`; `needed` are its `sizes`.
    options : list of [value, words]
        The choices of a "choice" or "several"; None where they come from the list named `to`.
    fields : list of Field
        Of each "part" or entry of "parts".
    entry, says : str
        Of "parts": what one entry is called, and the field that tells it from the others.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    like: str = ""
    needed: str = ""
    least: int = 0
    most: int = 0
    low: float | None = None
    high: float | None = None
    few: int = 0
    many: int = 0
    to: str = ""
    pattern: str = ""
    options: tuple[tuple[str, str], ...] | None = None
    fields: tuple[Field, ...] = ()
    entry: str = ""
    says: str = ""


def tabs() -> dict[str, tuple[Field, ...]]:
    """Return the fields of each tab, in the order of the models."""
    found = _fields(Plan)
    return {tab: tuple(field for field in found if asked(Plan, field.name).tab == tab) for tab in TABS}


def every_field() -> Iterator[tuple[str, Field]]:
    """Go through all fields with their paths; `*` stands for the place in a list.

    Examples
    --------
    >>> dict(every_field())["context.places.*.name"].kind
    'text'
    """
    for fields in tabs().values():
        yield from _under("", fields)


def definition() -> dict[str, Any]:
    """Return the whole form as JSON can hold it.

    Returns
    -------
    dict
        `schema`; `tabs`, each with `id`, `label`, `words`, `fields`; `lists` by name, each a list of `{"value",
        "label"}`, for occupations also with `group` and with `fills`: what choosing it fills in beside it; `kept`:
        fields that nobody is asked for; `credit`, to stand where occupations are named.
    """
    from belonging.frameworks import credit

    return {
        "schema": SCHEMA_VERSION,
        "tabs": [
            {"id": f"tab{place}", "label": tab, "words": TAB_WORDS[tab], "fields": [_data(field) for field in fields]}
            for place, (tab, fields) in enumerate(tabs().items())
        ],
        "lists": _lists(),
        "kept": [name for name in Plan.model_fields if not asked_in_form(name)],
        "credit": credit(),
    }


def asked_in_form(name: str) -> bool:
    """Tell whether the form asks for a field of the plan; the others it keeps as they are."""
    return any(isinstance(note, Ask) and note.tab for note in Plan.model_fields[name].metadata)


def _under(before: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield before + field.name, field
        yield from _under(f"{before}{field.name}.{'*.' * (field.kind == 'parts')}", field.fields)


def _fields(part: type[Part]) -> tuple[Field, ...]:
    names = [name for name, info in part.model_fields.items() if any(isinstance(note, Ask) for note in info.metadata)]
    return tuple(_field(part, name) for name in names)


def _field(part: type[Part], name: str) -> Field:
    ask, annotation = asked(part, name), part.model_fields[name].annotation
    kind, inner = _kind(name, ask, annotation)
    own: dict[str, Any] = {}
    if kind in ("choice", "several") and ask.to not in LISTS:
        own["options"] = _options(typing.get_args(inner))
    elif kind in ("part", "parts"):
        own["fields"] = _fields(inner)
        own["help"] = ask.help or (inner.__doc__ or "").partition("\n")[0]
        if kind == "parts":
            own |= {"entry": _ENTRIES.get(inner.__name__, inner.__name__), "says": _says(own["fields"])}
    return Field(
        name=name,
        kind=kind,
        label=ask.label,
        needed=ask.sizes,
        **{key: getattr(ask, key) for key in ("like", "least", "most", "low", "high", "few", "many", "to", "pattern")},
        **{"help": ask.help, **own},
    )


def _kind(name: str, ask: Ask, annotation: Any) -> tuple[str, Any]:
    """Return the kind of a field, and the type inside its `| None` or `tuple[..., ...]`."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        annotation = next(each for each in typing.get_args(annotation) if each is not types.NoneType)
    if typing.get_origin(annotation) is tuple:
        inner = typing.get_args(annotation)[0]
        if inner is str:
            return ("picks" if ask.to else "texts"), inner
        return ("several" if typing.get_origin(inner) is typing.Literal else "parts"), inner
    if typing.get_origin(annotation) is typing.Literal:
        return "choice", annotation
    if annotation is str:
        if name == "id":
            return "id", annotation
        if ask.to in LISTS:
            return "choice", annotation
        if ask.to and ask.to != "standard":
            return "pick", annotation
        return ("long" if ask.long else "text"), annotation
    if issubclass(annotation, Part):
        return "part", annotation
    return {bool: "yesno", int: "whole", float: "number", dt.date: "date"}[annotation], annotation


def _options(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    words = next(labels for labels in LABELS.values() if tuple(labels) == values)
    return tuple(words.items())


def _says(fields: tuple[Field, ...]) -> str:
    return next(field.name for field in fields if field.kind in ("text", "long"))


def _data(field: Field) -> dict[str, Any]:
    """Return a field without what is blank in it, for a shorter file."""
    kept = {key: value for key, value in asdict(field).items() if value not in (None, "", 0, ())}
    kept |= {key: getattr(field, key) for key in ("low", "high") if getattr(field, key) is not None}  # 0 is a bound
    if field.fields:
        kept["fields"] = [_data(each) for each in field.fields]
    return kept


def _lists() -> dict[str, list[dict[str, Any]]]:
    from belonging.frameworks import clusters, examples, occupations, standard_frameworks

    measures = [{"value": value, "label": words} for value, (words, _) in MEASURES.items()]
    jobs = [
        {
            "value": code,
            "label": job.title,
            "group": job.cluster,
            "fills": {"title": job.title, "cluster": job.cluster, "entry": job.entry},
        }
        for code, job in sorted(occupations().items(), key=lambda each: (each[1].cluster, each[1].title))
    ]
    return {
        "measure": measures,
        "cluster": [{"value": name, "label": name} for name in clusters()],
        "soc": jobs,
        "standard": [{"value": name, "label": " or ".join(examples(name))} for name in standard_frameworks()],
    }

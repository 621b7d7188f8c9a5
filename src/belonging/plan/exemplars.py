"""The twelve exemplar plans to start from: three kinds of work in four grade bands, each read when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from belonging.plan.choices import Archetype, GradeBand, Size
from belonging.plan.plan import Plan

__all__ = ["Exemplar", "exemplar", "exemplar_ids", "exemplar_text", "exemplars"]

_FOLDER = Path(__file__).with_name("exemplars")
# libyaml is ten times as quick; Pyodide may come without it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Exemplar:
    """One exemplar, as a list to pick from shows it.

    Parameters
    ----------
    id : str
        Name of its file without the ending, `"data-brief-3-5"`.
    title, archetype, grade_band, size : str
        As in the plan.
    summary : str
        One line: minutes, subject, what students make, who gets it.
    """

    id: str
    title: str
    archetype: Archetype
    grade_band: GradeBand
    size: Size
    summary: str


@cache
def exemplars() -> tuple[Exemplar, ...]:
    """Return all exemplars, by kind of work and then by grade band, youngest first.

    Examples
    --------
    >>> exemplars()[0].id
    'design-brief-k-2'
    """
    return tuple(_listed(id_) for id_ in _ids())


@cache
def exemplar(id_: str) -> Plan:
    """Return one exemplar as a plan.

    Parameters
    ----------
    id_ : str
        One of the ids in `exemplars()`.

    Raises
    ------
    LookupError
        If there is no such exemplar; the message names those there are.

    Examples
    --------
    >>> exemplar("data-brief-3-5").title
    'Which fountain should be fixed first?'
    """
    return Plan.model_validate(yaml.load(exemplar_text(id_), Loader=_Loader))


def exemplar_text(id_: str) -> str:
    """Return an exemplar as it was written: YAML, with a comment that says what is fictional.

    Raises
    ------
    LookupError
        As in `exemplar`.
    """
    if id_ not in _ids():
        raise LookupError(f"There is no exemplar plan '{id_}'. There are: {', '.join(_ids())}.")
    return (_FOLDER / f"{id_}.yml").read_text(encoding="utf-8")


def exemplar_ids() -> tuple[str, ...]:
    """Return the ids of all exemplars without reading any."""
    return _ids()


@cache
def _ids() -> tuple[str, ...]:
    wanted = (
        f"{kind.replace('_', '-')}-{band.lower()}" for kind in get_args(Archetype) for band in get_args(GradeBand)
    )
    return tuple(id_ for id_ in wanted if (_FOLDER / f"{id_}.yml").is_file())


def _listed(id_: str) -> Exemplar:
    plan = exemplar(id_)
    if plan.archetype is None or plan.grade_band is None or plan.size is None:
        raise ValueError(f"{id_}.yml names no kind of work, grade band or size.")
    receiver = next(person.role for person in plan.context.people if person.id == plan.audience.who)
    made = f"{plan.minutes_total} minutes of {_small(plan.subject)}: {_small(plan.product.what)}"
    summary = f"{made}. It goes to the {receiver}."
    return Exemplar(id_, plan.title, plan.archetype, plan.grade_band, plan.size, summary)


def _small(text: str) -> str:
    """Begin with a small letter, but leave a word such as CTE alone."""
    return text if text[1:2].isupper() else text[0].lower() + text[1:]

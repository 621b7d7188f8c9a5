"""Occupations, career clusters, entry levels and the shapes of standards' codes, from the dated files of `frameworks/`.

Standard library and PyYAML only: a plan is checked with it in the browser.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from belonging.paths import course_root

__all__ = [
    "ENTRY_LEVELS",
    "Occupation",
    "cluster_name",
    "clusters",
    "credit",
    "examples",
    "occupations",
    "standard_frameworks",
]

ENTRY_LEVELS = ("high_school", "certificate", "associate", "bachelor+")
"""The four levels at which people enter an occupation, from the fewest years of school to the most."""

# libyaml is ten times as quick; Pyodide may come without it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Occupation:
    """One occupation.

    Parameters
    ----------
    soc : str
        O*NET-SOC code, e.g. `17-3025.00`.
    title : str
        O*NET's title, unchanged.
    cluster : str
        Name of its career cluster, one of `clusters()`.
    entry : str
        One of `ENTRY_LEVELS`: our own reading of where people often start.
    """

    soc: str
    title: str
    cluster: str
    entry: str


def clusters() -> tuple[str, ...]:
    """Return the names of the 14 career clusters, in the framework's order.

    Examples
    --------
    >>> len(clusters()), clusters()[0]
    (14, 'Advanced Manufacturing')
    """
    return tuple(entry["name"] for entry in _read("career_clusters", _folder())["clusters"].values())


def cluster_name(text: str) -> str | None:
    """Return today's name of a cluster, from its name, an id of ours or a name it had before; None if there is none.

    Examples
    --------
    >>> cluster_name("health")
    'Healthcare & Human Services'
    >>> cluster_name("STEM") is None
    True
    """
    wanted = text.strip().casefold()
    for id_, entry in _read("career_clusters", _folder())["clusters"].items():
        if wanted in (name.casefold() for name in (id_, entry["name"], *entry.get("formerly", ()))):
            return str(entry["name"])
    return None


def occupations() -> Mapping[str, Occupation]:
    """Return the occupations the course knows, by O*NET-SOC code.

    Examples
    --------
    >>> found = occupations()["17-3025.00"]
    >>> found.cluster, found.entry
    ('Energy & Natural Resources', 'associate')
    """
    return _occupations(_folder())


def standard_frameworks() -> Mapping[str, re.Pattern[str]]:
    """Return the frameworks a plan may name, each with the pattern of its codes; a pattern matches a whole code.

    Examples
    --------
    >>> bool(standard_frameworks()["NGSS"].match("MS-ETS1-2")), bool(standard_frameworks()["NGSS"].match("MS-ETS1"))
    (True, False)
    """
    given = _read("standards", _folder())["frameworks"]
    return MappingProxyType({name: re.compile(rf"(?:{entry['pattern']})\Z") for name, entry in given.items()})


def examples(framework: str) -> tuple[str, ...]:
    """Return codes that show the shape of a framework's codes, for a message or a form.

    Raises
    ------
    KeyError
        If there is no such framework.

    Examples
    --------
    >>> examples("CSTA")
    ('2-DA-08', '1B-AP-11')
    """
    return tuple(_read("standards", _folder())["frameworks"][framework]["examples"])


def credit() -> str:
    """Return the credit to show wherever occupations or clusters are named.

    Examples
    --------
    >>> "O*NET 29.0" in credit() and "CC BY 4.0" in credit()
    True
    """
    return " ".join(_read(name, _folder())["credit"] for name in ("occupations", "career_clusters"))


def _folder() -> Path:
    return course_root() / "frameworks"


@cache
def _read(name: str, folder: Path) -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.load((folder / f"{name}.yml").read_text(encoding="utf-8"), Loader=_Loader)
    return found


@cache
def _occupations(folder: Path) -> Mapping[str, Occupation]:
    names = {id_: entry["name"] for id_, entry in _read("career_clusters", folder)["clusters"].items()}
    given = _read("occupations", folder)["occupations"]
    return MappingProxyType(
        {
            soc: Occupation(soc=soc, title=entry["title"], cluster=names[entry["cluster"]], entry=entry["entry"])
            for soc, entry in given.items()
        }
    )

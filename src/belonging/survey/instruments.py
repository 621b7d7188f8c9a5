"""The kit's three sets of questions, read from `items/`, and how their answers are to be read."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

UNVALIDATED = "an unvalidated teaching instrument"
"""What every form says of itself."""

_FOLDER = Path(__file__).resolve().parent / "items"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Record):
    """One question; `words` holds its wording for each form, by that form's grades."""

    id: str
    belief: str
    words: dict[str, str]
    picture: str = ""


class Form(_Record):
    """One printable sheet of an instrument."""

    file: str
    title: str
    grades: str
    lowest_grade: int
    intro: tuple[str, ...]
    options: dict[int, str]


class Instrument(_Record):
    """A set of questions that is scored together.

    `reversed` says that 1 is the *highest* answer; `missing` are codes that mean "no answer" in a published file.
    `comparison` holds published or counted numbers to set beside one's own, with what they are.
    """

    name: str
    title: str
    licence: str
    source: str
    beliefs: dict[str, str]
    forms: tuple[Form, ...]
    items: tuple[Item, ...]
    reversed: bool = False
    missing: tuple[int, ...] = ()
    comparison: dict[str, Any] = {}

    @property
    def status(self) -> str:
        """One sentence for each form that says what it is not."""
        if self.licence == "public domain":
            return (
                f"Used with one class, this sheet is {UNVALIDATED}: its four lines come from a national study, "
                "which was not made to tell you about one class or one student."
            )
        return f"This is {UNVALIDATED}: nobody has tested how well it measures anything."


@cache
def instrument(name: str) -> Instrument:
    """Return one set of questions.

    Parameters
    ----------
    name : str
        `"pulse"` (eight questions), `"pictures"` (four, for K-2) or `"identity_pair"` (from HSLS:09).

    Raises
    ------
    KeyError
        If there is no such set; the message lists the names there are.
    """
    if name not in NAMES:
        raise KeyError(f"There is no set of questions called {name!r}. Choose one of: {', '.join(NAMES)}.")
    return Instrument.model_validate(yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8")))


NAMES = ("pulse", "pictures", "identity_pair")
"""The sets of questions, in the order of the kit."""


def mapping(name: str = "pulse") -> dict[str, Any]:
    """Say how a file with answers to one of the kit's sets is to be read.

    Parameters
    ----------
    name : str
        As for `instrument`.

    Returns
    -------
    dict
        `items`: column ids, in the order of the form; `wording`: column id -> every wording used as a heading;
        `scale`: lowest and highest number; `labels`: answer in lower case -> number; `belief`: column id -> belief;
        `beliefs`: belief -> title; `reversed`: column ids where a low number is the strong answer; `missing`: numbers
        that mean "no answer".

    Examples
    --------
    >>> pulse = mapping()
    >>> pulse["items"][:2], pulse["scale"], pulse["labels"]["sometimes"]
    (['belong_1', 'belong_2'], (1, 5), 3)
    >>> mapping("identity_pair")["labels"]["strongly agree"]
    1
    """
    chosen = instrument(name)
    numbers = [number for form in chosen.forms for number in form.options]
    return {
        "items": [item.id for item in chosen.items],
        "wording": {item.id: list(dict.fromkeys(item.words.values())) for item in chosen.items},
        "scale": (min(numbers), max(numbers)),
        "labels": {label.lower(): number for form in chosen.forms for number, label in form.options.items()},
        "belief": {item.id: item.belief for item in chosen.items},
        "beliefs": dict(chosen.beliefs),
        "reversed": [item.id for item in chosen.items] if chosen.reversed else [],
        "missing": list(chosen.missing),
    }


def recognise(heading: str) -> tuple[str, str] | None:
    """Say which question of the kit a column's heading is, by its id or by its wording.

    Capitals, quotation marks, a number in front and the mark at the end do not matter: survey programs change them.

    Parameters
    ----------
    heading : str
        The heading of a column, without a term such as `fall_` in front.

    Returns
    -------
    (str, str) or None
        The name of the set and the id of the question.

    Examples
    --------
    >>> recognise("1. How often do you feel part of this class")
    ('pulse', 'belong_1')
    >>> recognise("S1MPERSON2")
    ('identity_pair', 'S1MPERSON2')
    >>> recognise("Timestamp") is None
    True
    """
    return _headings().get(_bare(heading))


@cache
def _headings() -> dict[str, tuple[str, str]]:
    return {
        _bare(words): (name, item.id)
        for name in NAMES
        for item in instrument(name).items
        for words in (item.id, *item.words.values())
    }


def _bare(heading: str) -> str:
    return re.sub(r"[^a-z0-9_ ]", "", re.sub(r"^\s*\d+[.):]\s*", "", " ".join(heading.lower().split())))

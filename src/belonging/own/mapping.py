"""The column map: what each column is. Proposed by the computer, decided by the person, kept for next term."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from belonging.errors import Plain
from belonging.files import cannot_write, write_atomically
from belonging.own.survey import Survey

Role = Literal["item", "group", "id", "time", "consent", "leave out"]
ROLES: dict[Role, str] = {
    "item": "a question answered on a scale",
    "group": "compare by this (class, grade, ...)",
    "id": "a code for the person: only used to match two terms",
    "time": "says which term the row belongs to",
    "consent": "may this row be used? (yes/no)",
    "leave out": "not used and never written anywhere",
}
_HEAD = """\
# Column map of a survey, for the command: belonging own FILE --map THIS-FILE
# Change it with any text editor. role is one of: item, group, id, time, consent, leave out.
# For items: scale = which items are averaged together; low and high = the ends of the answers;
# reversed = worded the other way round; one_is_most = the number 1 means "most" (as in HSLS:09);
# words = the points of answers that carry no number; term = fall, spring, ... if one row holds two terms.
"""


class Column(BaseModel):
    """What one column is.

    Attributes
    ----------
    name : str
        As in the file.
    role : Role
    why : str
        Why it was proposed so; for the person who checks it.
    scale : str
        For items: the name of the scale it belongs to.
    item : str
        For items: its name without the term, so that `fall_belong_1` and `spring_belong_1` are one item.
    term : str
        For items of a file in which one row holds two terms: the term.
    low, high : float
        For items: the ends of the answer scale, in points.
    words : dict
        For items whose answers are words: the points of each.
    reversed : bool
        For items: worded the other way round.
    one_is_most : bool
        For items: 1 stands for the most, so that all of the scale is turned round.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    role: Role
    why: str = ""
    scale: str = ""
    item: str = ""
    term: str = ""
    low: float = 1
    high: float = 5
    words: dict[str, float] = Field(default_factory=dict)
    reversed: bool = False
    one_is_most: bool = False

    @model_validator(mode="after")
    def _ends(self) -> Column:
        if self.role == "item" and not self.low < self.high:
            raise ValueError(f"the answers of '{self.name}' go from {self.low:g} to {self.high:g}: low must be below")
        return self


class Mapping(BaseModel):
    """The map of all columns; saved as YAML."""

    model_config = ConfigDict(extra="forbid")

    version: Literal[1] = 1
    columns: list[Column]

    def of(self, role: Role) -> list[Column]:
        """Return the columns of one role, in the order of the file."""
        return [column for column in self.columns if column.role == role]

    def scales(self) -> dict[str, list[Column]]:
        """Return the items of each scale; an item without a scale is one by itself."""
        found: dict[str, list[Column]] = {}
        for column in self.of("item"):
            found.setdefault(column.scale or column.item or column.name, []).append(column)
        return found


def save_mapping(mapping: Mapping, path: Path) -> Path:
    """Write the map as YAML, in one step.

    Raises
    ------
    Plain
        If the file cannot be written.
    """
    write_atomically(path, mapping_text(mapping).encode())
    return path


def mapping_text(mapping: Mapping) -> str:
    """Return the map as it is saved."""
    columns = []
    for column in mapping.columns:
        if column.role == "item":
            kept = column.model_dump(exclude_defaults=True) | {"low": column.low, "high": column.high}
        else:
            kept = column.model_dump(include={"name", "role", "why"})
        columns.append(kept)
    return _HEAD + yaml.safe_dump({"version": mapping.version, "columns": columns}, allow_unicode=True, sort_keys=False)


def load_mapping(path: Path) -> Mapping:
    """Read a saved map.

    Raises
    ------
    Plain
        If there is no such file or it is not a map; the message names the first thing to mend.
    """
    try:
        return read_mapping(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise Plain(f"There is no column map {path}.", "Leave out --map to get a new one proposed.") from error
    except OSError as error:
        raise cannot_write(path, error) from error


def read_mapping(content: bytes, name: str, without: str = "leave out --map") -> Mapping:
    """Read the content of a saved map.

    Parameters
    ----------
    content : bytes
    name : str
        What the file is called.
    without : str
        How a person does without a map, for the message.

    Raises
    ------
    Plain
        As `load_mapping`.
    """
    try:
        return Mapping.model_validate(yaml.safe_load(content.decode("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Plain(
            f"{name} is not a column map: it cannot be read as YAML.",
            f"Undo the last change to it, or {without} to get a new one proposed.",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " > ".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
        raise Plain(
            f"The column map {name} has a mistake at {where or 'the top'}: {first['msg']}.",
            f"Correct that line, or {without} to get a new one proposed.",
        ) from error


def fit_mapping(mapping: Mapping, survey: Survey) -> tuple[Mapping, tuple[str, ...]]:
    """Lay a saved map over a new export of the same survey.

    Columns are found by name, whatever the spaces and capitals. Columns the map does not know are left out.

    Returns
    -------
    tuple of (map for this survey, notes on what did not fit)

    Raises
    ------
    Plain
        If none of the map's items is in the file.
    """
    known = {_plain(column.name): column for column in mapping.columns}
    columns, new = [], []
    for name in survey.columns:
        column = known.pop(_plain(name), None)
        if column is None:
            new.append(name)
            column = Column(name=name, role="leave out", why="not in the saved map")
        columns.append(column.model_copy(update={"name": name}))
    gone = [column.name for column in known.values() if column.role != "leave out"]
    if not any(column.role == "item" for column in columns):
        raise Plain(
            "None of the questions in the saved map is in this file.",
            "Leave out --map to get a new map proposed, or check that it is the right file.",
        )
    notes = []
    if new:
        notes.append(f"{len(new)} columns are not in the saved map and were left out.")
    if gone:
        shown = ", ".join(f"'{name[:60]}'" for name in gone[:3])
        notes.append(f"{len(gone)} columns of the saved map are not in this file: {shown}.")
    return Mapping(columns=columns), tuple(notes)


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name).strip().lower()

"""One person's score of one plan: a level and the fields that show it, row by row; and the plan it was given to."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from belonging.plan.file import file_stem
from belonging.plan.plan import Plan
from belonging.plan.rubric import rubric

VERSION = 1
LEVELS = (0, 1, 2, 3)
ALIAS = re.compile(r"[a-z0-9][a-z0-9-]{1,23}")
"""A scorer's short name."""

_ABOUT_THE_FILE = {"plan_id", "schema_version", "started_from", "saved_on"}
_HEAD = "# One person's score of a lesson plan. Keep it beside the plan.\n"


@dataclass(frozen=True)
class RowScore:
    """One row of the rubric.

    Parameters
    ----------
    level : int
        0 to 3.
    fields : tuple of str
        Paths of the plan that show it.
    comment : str
        Words to the author.
    """

    level: int
    fields: tuple[str, ...]
    comment: str = ""


@dataclass(frozen=True)
class Score:
    """One person's score of one plan.

    Parameters
    ----------
    scorer : str
        Short name.
    plan_id, fingerprint : str
        The plan as it stood when it was scored.
    rows : mapping of str to RowScore
        By the row's letter; all of the rubric.
    open_to_all : bool
        The gate: can every student of the class take part?
    access_comment, comment : str
        What keeps someone out, needed when the gate is shut; words on the whole plan.
    saved_at : str
        When, as ISO 8601.
    """

    scorer: str
    plan_id: str
    fingerprint: str
    rows: Mapping[str, RowScore] = field(default_factory=dict)
    open_to_all: bool = True
    access_comment: str = ""
    comment: str = ""
    saved_at: str = ""

    def file(self) -> str:
        """Return the name of its file."""
        return f"{file_stem(self.plan_id)}.score-{self.scorer}.yml"


def fingerprint(plan: Plan) -> str:
    """Return a short digest of all a plan says; the day it was saved does not count.

    Examples
    --------
    >>> fingerprint(Plan(title="A")) == fingerprint(Plan(title="A"))
    True
    >>> fingerprint(Plan(title="A")) == fingerprint(Plan(title="B"))
    False
    """
    said = plan.model_dump(mode="json", exclude={"saved_on"})
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_score(score: Score) -> str:
    """Return the text of a score's file: YAML in the form of JSON, so that the form can open it again."""
    said = {
        "score_version": VERSION,
        "scorer": score.scorer,
        "plan_id": score.plan_id,
        "plan_fingerprint": score.fingerprint,
        "saved_at": score.saved_at,
        "rows": {
            row: {"level": given.level, "fields": list(given.fields), "comment": given.comment}
            for row, given in score.rows.items()
        },
        "access": {"open": score.open_to_all, "comment": score.access_comment},
        "comment": score.comment,
    }
    return _HEAD + json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def row_ids() -> tuple[str, ...]:
    """Return the letters of the rubric's rows."""
    return tuple(row.id for row in rubric())


def value_at(plan: Plan, path: str) -> Any:
    """Return what stands at a path of a plan, such as `activities.2.minutes`.

    Raises
    ------
    LookupError
        If a plan has no such field, or the list is shorter.
    """
    value: Any = plan
    for step in path.split("."):
        if isinstance(value, BaseModel) and step in type(value).model_fields and step not in _ABOUT_THE_FILE:
            value = getattr(value, step)
        elif isinstance(value, tuple) and re.fullmatch(r"\d{1,3}", step) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise LookupError(path)
    return value


def is_filled(value: Any) -> bool:
    """Return whether anything stands in a field; a part is filled when one of its fields is."""
    if isinstance(value, BaseModel):
        return any(is_filled(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, tuple):
        return any(map(is_filled, value))
    return value is not None and value != "" and value is not False


def parts_of(plan: Plan) -> Iterator[str]:
    """Return the names of a plan's parts, without those about the file itself."""
    return (name for name in type(plan).model_fields if name not in _ABOUT_THE_FILE)
